"""Questions limited to chosen documents: they are then all the documents there are, for every step alike."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.knowledge import Knowledge
from assistant.names import Names
from assistant.opening import Parts
from assistant.phrases import CANNOT_TELL, CHOSEN_ONLY, NOT_STATED, NOT_STATED_IN_CHOSEN, REFUSAL
from assistant.retrieve import Retriever
from assistant.understand import Understanding
from index.errors import AddressError
from index.library import Library
from index.settings import Settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.model.client import Client

_KEPT = 32  # choices whose parts are kept; opening one takes up to a second
_NAMED = 3  # documents named in a refusal


class Scopes:
    """Assistants over a part of the documents, made when they are asked for; threads may share one.

    Args:
        parts: of the assistant over all documents.
        client: calls the language model that writes for all of them.
    """

    def __init__(self, settings: Settings, parts: Parts, client: Client | None = None) -> None:
        self.parts = parts
        self._settings, self._client = settings, client
        self._opened: OrderedDict[frozenset[str], Assistant] = OrderedDict()
        self._lock = Lock()

    def __call__(self, within: Sequence[str]) -> Assistant:
        """The assistant that knows these documents only (addresses; those that are not indexed are left out).

        Raises:
            AddressError: none of them is indexed.
        """
        known = frozenset(d.address for d in self.parts.library.documents) & frozenset(within)
        if not known:
            raise AddressError("所选的文件都已不在索引里", "请重新选择")
        with self._lock:
            limited = self._opened.pop(known, None) or self._open(known)
            self._opened[known] = limited
            while len(self._opened) > _KEPT:
                self._opened.popitem(last=False)
        return limited

    def _open(self, known: frozenset[str]) -> Assistant:
        from assistant.assistant import Assistant

        parts, of = self.parts, self.parts.retriever
        library = Library(document for document in parts.library.documents if document.address in known)
        addresses = [clause.address for clause in library.clauses]
        names = Names(library.documents)
        sentences = parts.knowledge.sentence_vectors
        lexical = partial(parts.lexical.search, within=frozenset(addresses))
        dense = parts.dense.part(addresses).search
        beside = parts.beside.part(addresses).search
        limited = Assistant(
            self._settings,
            library,
            Understanding(library, names, parts.understanding.segmenter, parts.understanding.translate),
            Retriever(library, dense, lexical, of.encode, beside, of.compare, of.everyday, self._settings),
            Knowledge(library, names, {each: sentences[each] for each in addresses if each in sentences}, parts.knowledge),
            self._client,
        )
        limited.folder = parts.folder
        return limited


def speaking_of(answer: Answer, limited: Library, elsewhere: Answer) -> Answer:
    """A refusal that says that only the chosen documents were looked at.

    Args:
        limited: the documents that were chosen.
        elsewhere: what all documents say.
    """
    if CANNOT_TELL in answer.text and CANNOT_TELL not in elsewhere.text:  # it is about documents, only not these
        answer = replace(answer, text=REFUSAL.format(about="这一点"))
    if NOT_STATED not in answer.text:
        return answer
    names = [document.name for document in limited.documents]
    named = "、".join(names[:_NAMED]) + (f"等{len(names)}份文件" if len(names) > _NAMED else "")
    text = answer.text.replace(NOT_STATED, NOT_STATED_IN_CHOSEN)
    return replace(answer, text=f"{text}\n\n{CHOSEN_ONLY.format(documents=named)}")
