"""The last accepted scores. They change only when somebody asks for it; CI compares with them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from eval.case import Case
from eval.uncertainty import Share, mcnemar
from index.errors import CeyinError

ACCEPTED = Path(__file__).resolve().parent / "accepted.json"
TOLERANCE = 0.02  # share of the questions compared that may get worse; one question always may


class AcceptedError(CeyinError):
    """The accepted scores are missing or cannot be used."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is remembered of one question."""

    right: bool
    found: bool | None
    refuse: bool
    refused: bool

    @classmethod
    def of(cls, case: Case) -> Outcome:
        """The outcome of a case."""
        return cls(case.right, case.found, case.question.refuse, case.answer.refused)


@dataclass(frozen=True, slots=True)
class Change:
    """One measure before and after, over the questions that both runs asked.

    Attributes:
        name: the measure, in words.
        before: the accepted share.
        after: the share now.
        better_is_more: False where a rise is a loss.
        chance: how likely so uneven a change is by chance (McNemar).
    """

    name: str
    before: Share
    after: Share
    better_is_more: bool
    chance: float

    @property
    def lost(self) -> int:
        """Questions by which the measure got worse; negative for better."""
        gained = self.after.hits - self.before.hits
        return -gained if self.better_is_more else gained

    @property
    def allowed(self) -> int:
        """Questions by which it may get worse: `TOLERANCE` of them, at least one."""
        return max(1, int(TOLERANCE * self.after.of))

    @property
    def failed(self) -> bool:
        """Whether it got worse than is allowed."""
        return self.lost > self.allowed


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run against the accepted one.

    Attributes:
        changes: each measure before and after, over the questions that both asked.
        new: ids that were not accepted yet.
        gone: accepted ids that were not asked.
        newly_wrong: ids that were right.
        newly_right: ids that were wrong.
    """

    changes: tuple[Change, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    newly_wrong: tuple[str, ...]
    newly_right: tuple[str, ...]

    @property
    def failed(self) -> bool:
        """Whether any measure got worse than is allowed, or nothing could be compared."""
        return bool(self.reason)

    @property
    def reason(self) -> str:
        """What failed, in words; empty where nothing did."""
        if not any(change.after.of for change in self.changes):
            return "没有一个问题可比"
        worse = (change for change in self.changes if change.failed)
        return "、".join(f"{change.name}变差 {change.lost} 个（容许 {change.allowed} 个）" for change in worse)


class Measure(NamedTuple):
    """A compared measure: the questions it is taken over, and which of them count."""

    name: str
    better_is_more: bool
    applies: Callable[[Outcome], bool]
    counts: Callable[[Outcome], bool]


COMPARED = (
    Measure("答对", True, lambda outcome: not outcome.refuse, lambda outcome: outcome.right),
    Measure("found@5", True, lambda outcome: outcome.found is not None, lambda outcome: bool(outcome.found)),
    Measure("应拒而拒", True, lambda outcome: outcome.refuse, lambda outcome: outcome.refused),
    Measure("误拒", False, lambda outcome: not outcome.refuse, lambda outcome: outcome.refused),
)


def compare(cases: Sequence[Case], accepted: Mapping[str, Outcome]) -> Comparison:
    """Compare question by question; a question counts only where both runs asked it for the same thing."""
    now = {case.question.id: Outcome.of(case) for case in cases}
    common = [name for name in now if name in accepted]
    pairs = [(accepted[name], now[name]) for name in common]
    return Comparison(
        changes=tuple(_change(pairs, measure) for measure in COMPARED),
        new=tuple(name for name in now if name not in accepted),
        gone=tuple(name for name in accepted if name not in now),
        newly_wrong=tuple(name for name in common if accepted[name].right and not now[name].right),
        newly_right=tuple(name for name in common if now[name].right and not accepted[name].right),
    )


def read_accepted(path: Path = ACCEPTED) -> dict[str, Outcome]:
    """The accepted outcome of each question, by id.

    Raises:
        AcceptedError: the file is missing or not what `write_accepted` writes.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["questions"]
        return {name: Outcome(**row) for name, row in rows.items()}
    except FileNotFoundError as error:
        raise AcceptedError(f"还没有认可的成绩 {path}", "运行 python -m eval --accept") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise AcceptedError(f"无法读取认可的成绩 {path}：{error}", "运行 python -m eval --accept") from error


def write_accepted(cases: Sequence[Case], summary: Mapping[str, Any], path: Path = ACCEPTED) -> None:
    """Make this run the accepted one; the summary is for people, only the outcomes are compared."""
    outcomes = {case.question.id: asdict(Outcome.of(case)) for case in cases}
    # One line a question, so that a difference between two versions of the file reads as a list of questions.
    lines = ",\n".join(f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(row)}" for name, row in outcomes.items())
    head = json.dumps(summary, ensure_ascii=False)
    path.write_text(f'{{\n "summary": {head},\n "questions": {{\n{lines}\n }}\n}}\n', encoding="utf-8")


def _change(pairs: Sequence[tuple[Outcome, Outcome]], measure: Measure) -> Change:
    both = [
        (measure.counts(before), measure.counts(after))
        for before, after in pairs
        if measure.applies(before) and measure.applies(after)
    ]
    before, after = Share.count(was for was, _ in both), Share.count(now for _, now in both)
    return Change(measure.name, before, after, measure.better_is_more, mcnemar(both))
