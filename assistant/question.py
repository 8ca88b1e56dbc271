"""A question as understood: scope, names, years, what is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.answer_type import AnswerType
from index.clause import Clause
from index.library import Passage


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of the documents that the question uses.

    Attributes:
        start, end: where in the normalised question.
        name: as the documents print it.
        kinds: where it was learned, see `index.vocabulary.Term`; `word` where it is only a word of the language.
        addresses: the clauses it stands for.
        exactness: 1.0 as printed, less for a part, an abbreviation or a misspelling.
        asked: as the question writes it.
    """

    start: int
    end: int
    name: str
    kinds: frozenset[str]
    addresses: tuple[str, ...]
    exactness: float = 1.0
    asked: str = ""


@dataclass(frozen=True)
class Question:
    """What retrieval and writing work from.

    Attributes:
        asked: as typed.
        text: whole and normalised; for a follow-up with what was carried over.
        body: the text without the names of documents.
        strangers: proper names that occur nowhere in the documents.
        carried: whether something was carried over, or the question translated.
        documents: addresses of the documents it is limited to; empty means all.
        hinted: addresses of documents that a word of the question points to without naming them.
        unknown_document: a 文号 or title that is not indexed.
        passages: clauses asked for by address; `address_missing` if one was written and none exists.
        phrases: quoted passages.
        years: years asked about, those that only name a document left out.
        mentions: names of the documents, in reading order.
        words: content words that remain.
        operations: what is asked for, most specific first (`locate`, `read`, `lead`, `duty`, `count`, `compare`,
            `rank`, `list`, `value`, `yesno`, `why`).
        unit: unit asked for (亿元, 家), empty where none is.
        answer_type: the kind of thing asked for; None where any sentence may answer.
        context: the clauses its own answer cited, once it is answered.
        earlier: the clauses that the answer before it cited.
        place: `assistant.places.BODY` or `ANNEX` where it is limited to one of them.
        translated: whether it was asked in English; the names in it are then guessed by their meaning.
        fresh: what a follow-up itself says; empty where nothing was carried over.
    """

    asked: str
    text: str
    body: str = ""
    strangers: tuple[str, ...] = ()
    carried: bool = False
    documents: tuple[str, ...] = ()
    hinted: tuple[str, ...] = ()
    unknown_document: str = ""
    passages: tuple[Passage, ...] = ()
    address_missing: str = ""
    phrases: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    words: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    unit: str = ""
    answer_type: AnswerType | None = None
    context: tuple[Clause, ...] = field(default=(), repr=False)
    earlier: tuple[Clause, ...] = field(default=(), repr=False)
    place: str = ""
    translated: bool = False
    fresh: str = ""

    def asks(self, *operations: str) -> bool:
        """Whether any of the operations is asked for."""
        return any(operation in self.operations for operation in operations)

    def named(self, *kinds: str) -> tuple[Mention, ...]:
        """Mentions learned as one of the kinds."""
        return tuple(mention for mention in self.mentions if mention.kinds & set(kinds))
