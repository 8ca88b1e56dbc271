"""The write step by a model: it writes, every sentence is checked before it is shown, the extractive draft stands behind.

What the reader sees grows sentence by sentence and holds nothing unchecked. Where the service fails, or too little of
what it wrote stands in the clauses, the extractive draft is the answer, with a note that says so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.compose.additions import Additions
from assistant.compose.claims import plain
from assistant.compose.evidence import evidence
from assistant.compose.lexicon import Lexicon
from assistant.compose.prompt import prompt, rules
from assistant.compose.repair import repair
from assistant.compose.source import Source
from assistant.compose.stream import Sentences, Written
from assistant.compose.support import Checker
from assistant.draft import Draft, Part, Statement
from assistant.knowledge import Ask
from assistant.model.client import Client, Usage
from assistant.model.failure import ENDLESS, NOTHING, ModelFailure
from index.text import fold

EXTRACTIVE, BY_MODEL = "extractive", "model"
UNUSABLE = "模型所写大多没有依据"
FELL_BACK = "{reason}，以下为原文摘录。"
_LEAST_KEPT = 0.5  # share of the sentences stating something that must survive, as written or repaired
_REPEATED = 4  # sentences said again after which a model is taken to go round in circles
_CHARACTERS_A_TOKEN = 4  # no Chinese text has more; an answer longer than that has no end
_LEAD_IN = ("：", ":")


@dataclass(slots=True)
class Progress:
    """An answer while it is written.

    Attributes:
        statements: what has been checked, in order.
        removed: sentences that are not shown, as written.
        repaired: sentences that were replaced by the clause's own, as written.
        kept: sentences shown as written.
        checking: processor seconds spent on checking.
    """

    statements: list[Statement] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    kept: int = 0
    checking: float = 0.0
    usage: Usage = field(default_factory=Usage)

    @property
    def checked(self) -> int:
        """Sentences of the model that state something."""
        return self.kept + len(self.repaired) + len(self.removed)


@dataclass(frozen=True, slots=True)
class Composed:
    """A draft and how it came about; the last one of an answer is complete.

    Attributes:
        draft: what may be shown.
        writer: `model` or `extractive`.
        model: the model's name, where it was called.
        removed: sentences of the model that are not shown.
        repaired: sentences of the model that the clause's own words replace.
        note: what the reader should know about it, in Chinese.
        prompt_tokens, answer_tokens: what it took.
        checking_ms: processor time checking took, a sentence.
    """

    draft: Draft
    writer: str = EXTRACTIVE
    model: str = ""
    removed: tuple[str, ...] = ()
    repaired: tuple[str, ...] = ()
    note: str = ""
    prompt_tokens: int = 0
    answer_tokens: int = 0
    checking_ms: float = 0.0

    @property
    def account(self) -> dict[str, Any]:
        """What an answer says of how it was written."""
        return {
            "writer": self.writer,
            "model": self.model,
            "repaired": self.repaired,
            "note": self.note,
            "tokens": (self.prompt_tokens, self.answer_tokens),
            "checking_ms": self.checking_ms,
        }


Compose = Callable[[Sequence[Ask], Draft], Iterator[Composed]]


class Composer:
    """Writes answers with one model over one library.

    Args:
        client: calls the model.
        lexicon: finds the names in what it writes.
    """

    def __init__(self, client: Client, lexicon: Lexicon) -> None:
        self.client, self.lexicon, self.settings = client, lexicon, client.settings

    def __call__(self, asks: Sequence[Ask], draft: Draft) -> Iterator[Composed]:
        """The answer as it grows.

        Args:
            asks: the question and its parts, with what was found.
            draft: the extractive answer that the gate let through.
        """
        sources = evidence(asks, draft.clauses, self.settings.prompt_tokens - len(rules()))
        extract = extract_lines(draft, sources)
        yield from self.write(asks[0].question.text, [sources], draft, extract=extract)

    def write(
        self, question: str, batches: Sequence[Sequence[Source]], draft: Draft, *, extract: str = "", form: str = ""
    ) -> Iterator[Composed]:
        """Call the model once for each batch of clauses and yield what stands in them, sentence by sentence.

        Args:
            question: as understood.
            batches: the clauses, numbered through.
            draft: what is shown where the model fails; its statements are added where the model left them out.
            extract: that draft with the clauses' numbers, for the prompt.
            form: see `rules`; a summary or a draft gets no additions.
        """
        progress, deadline = Progress(), time.monotonic() + self.settings.seconds
        reason = ""
        try:
            for sources in batches:
                for _ in self._batch(question, sources, progress, deadline, extract, form):
                    yield self._composed(Draft(tuple(progress.statements)), progress)
        except ModelFailure as failure:
            reason = failure.reason
        if not reason and not progress.statements:
            reason = UNUSABLE if progress.checked else NOTHING
        if not reason and progress.checked - len(progress.removed) < _LEAST_KEPT * progress.checked:
            reason = UNUSABLE
        if reason:
            yield self._composed(draft, progress, EXTRACTIVE, FELL_BACK.format(reason=reason))
            return
        additions = Additions(draft, self.lexicon)
        written = tuple(additions.with_all_quotes(progress.statements))
        yield self._composed(Draft(written if form else (*written, *additions.missing(written))), progress)

    def _batch(
        self, question: str, sources: Sequence[Source], progress: Progress, deadline: float, extract: str, form: str
    ) -> Iterator[None]:
        """One call; yields whenever something was added to the progress."""
        checker = Checker(sources, self.lexicon, question)
        text = prompt(question, sources, extract)
        for sentence in self._sentences(rules(form), text, progress.usage, deadline):
            started = time.thread_time()
            added = _add(sentence, checker, progress)
            progress.checking += time.thread_time() - started
            if added:
                yield

    def _sentences(self, system: str, user: str, usage: Usage, deadline: float) -> Iterator[Written]:
        """The sentences of one call; one that goes round in circles is stopped, one without an end is a failure."""
        parser, said, again, length = Sentences(), set[str](), 0, 0
        longest = _CHARACTERS_A_TOKEN * self.settings.answer_tokens
        stream = self.client.stream(system, user, usage, deadline - time.monotonic())
        try:
            for piece in stream:
                length += len(piece)
                if length > longest:
                    raise ModelFailure(ENDLESS)
                for sentence in parser.feed(piece):
                    again += _gist(sentence.text) in said
                    if again >= _REPEATED:
                        return
                    yield from () if _gist(sentence.text) in said else (sentence,)
                    said.add(_gist(sentence.text))
        finally:
            stream.close()
        yield from (sentence for sentence in parser.finish() if _gist(sentence.text) not in said)

    def _composed(self, draft: Draft, progress: Progress, writer: str = BY_MODEL, note: str = "") -> Composed:
        return Composed(
            draft,
            writer,
            self.settings.shown,
            tuple(progress.removed),
            tuple(progress.repaired),
            note,
            progress.usage.prompt,
            progress.usage.answer,
            progress.checking * 1000 / max(1, progress.checked),
        )


def _add(sentence: Written, checker: Checker, progress: Progress) -> bool:
    """Check one sentence and add what may be shown; False where nothing may."""
    text = sentence.text.strip()
    if not text or not any(character.isalnum() for character in text) or text.endswith(_LEAD_IN):
        return False
    checked = checker(text, sentence.markers)
    if checked.sources:
        quotes = tuple(quote for source in checked.sources for quote in source.quotes(text))
        progress.kept += 1
        _place(Part(text, quotes, checked.folded), sentence, progress)
        return True
    cited = [checker.sources[number] for number in sentence.markers if number in checker.sources]
    mended = repair(text, cited or checker.nearest(text)[:1])
    if mended is None:
        progress.removed.append(text)
        return False
    progress.repaired.append(text)
    shown = {_gist(part.text) for statement in progress.statements for part in statement.parts}
    if _gist(mended.text) in shown:
        return False
    _place(Part(mended.text, (mended.quote,)), sentence, progress)
    return True


def _gist(text: str) -> str:
    """A sentence as it is compared with others."""
    return plain(text).strip("。；，")


def _place(part: Part, sentence: Written, progress: Progress) -> None:
    """Sentences of one line stand in one statement."""
    if sentence.opens or not progress.statements:
        progress.statements.append(Statement((part,), "item" if sentence.item else "line"))
    else:
        last = progress.statements[-1]
        progress.statements[-1] = Statement((*last.parts, part), last.form)


def extract_lines(draft: Draft, sources: Sequence[Source]) -> str:
    """The extractive answer with the numbers its clauses have in the prompt."""
    numbers = {source.clause.address: source.number for source in sources}
    lines = []
    for statement in draft.statements:
        cited = dict.fromkeys(numbers[q.clause.address] for q in statement.quotes if q.clause.address in numbers)
        words = "，".join(filter(None, (" ".join(part.text.split()) for part in statement.parts)))
        lines.append(fold_markers(words) + "".join(f"[{number}]" for number in cited))
    return "\n".join(lines)


def fold_markers(text: str) -> str:
    """A text whose own square brackets are no markers."""
    return text.replace("[", "（").replace("]", "）") if "[" in fold(text) else text
