"""An answer while a model writes it: what was checked and may be shown, what was put right, what is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from assistant.compose.claims import plain
from assistant.compose.repair import repair, restated
from assistant.compose.stream import Written
from assistant.compose.support import Checker
from assistant.draft import Draft, Part, Statement
from assistant.model.client import Usage

EXTRACTIVE, BY_MODEL = "extractive", "model"
_LEAD_IN = ("：", ":")


@dataclass(slots=True)
class Progress:
    """An answer while it is written.

    Attributes:
        extract: the extractive answer, whose lines stand in for wrong ones.
        statements: what has been checked, in order.
        removed: sentences that are not shown, as written.
        repaired: sentences that were replaced by the clause's own, as written.
        kept: sentences shown as written.
        checking: processor seconds spent on checking.
    """

    extract: Draft
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


def add(sentence: Written, checker: Checker, progress: Progress) -> bool:
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
    if line := restated(text, progress.extract):
        progress.repaired.append(text)
        progress.statements += [line] if line not in progress.statements else []
        return True
    mended = repair(text, cited or checker.nearest(text)[:1])
    if mended is None:
        progress.removed.append(text)
        return False
    progress.repaired.append(text)
    shown = {gist(part.text) for statement in progress.statements for part in statement.parts}
    if gist(mended.text) in shown:
        return False
    _place(mended, sentence, progress)
    return True


def gist(text: str) -> str:
    """A sentence as it is compared with others."""
    return plain(text).strip("。；，")


def _place(part: Part, sentence: Written, progress: Progress) -> None:
    """Sentences of one line stand in one statement."""
    if sentence.opens or not progress.statements:
        progress.statements.append(Statement((part,), "item" if sentence.item else "line"))
    else:
        last = progress.statements[-1]
        progress.statements[-1] = Statement((*last.parts, part), last.form)
