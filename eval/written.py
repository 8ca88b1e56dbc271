"""Extractive and model-written answers to the same questions, side by side; what checking did to the model's sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer import Answer
from assistant.knowledge import place
from eval.case import Case
from eval.matching import without_markers
from eval.summary import Scores, score
from eval.tables import Table, counted, percent, whole
from eval.uncertainty import Share, percentile, rounded
from index.library import Library
from index.numerals import value
from index.text import compact, fold

_MARKERS = re.compile(r"((?:\s*\[\d{1,3}\])+)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_HAN = re.compile("[零一二三四五六七八九十百]+")


@dataclass(frozen=True, slots=True)
class WrittenScores:
    """How a model's answers stand beside the extractive ones.

    Attributes:
        extractive, model: the usual scores of both.
        by_model: answers whose text is the model's, of the questions it was asked.
        notes: why answers fell back, with counts.
        shown, repaired, removed: sentences of model answers that are none of the extractive one's; of the model's, those
            put right and those left out.
        held: such displayed sentences of model answers whose numbers and names all stand in the cited clauses, looked up anew
            in the full text.
        agreeing: model answers that hold every number of the extractive answer and cite one of its clauses.
        tokens: prompt and answer, all questions together.
        seconds: 50th and 95th percentile of the answers the model was asked for.
        checking_ms: mean a sentence.
    """

    extractive: Scores
    model: Scores
    by_model: Share
    notes: tuple[tuple[str, int], ...]
    shown: int
    repaired: int
    removed: int
    held: Share
    agreeing: Share
    tokens: tuple[int, int]
    seconds: tuple[float | None, float | None]
    checking_ms: float | None

    @classmethod
    def of(cls, extractive: Sequence[Case], model: Sequence[Case], library: Library) -> WrittenScores:
        """Compare the cases of the same questions."""
        asked = [case.answer for case in model if case.answer.model]
        written = [answer for answer in asked if answer.writer == "model"]
        ruled = {text for case in extractive for text, _ in displayed(case.answer)}  # where the rules may compute
        sentences = [each for answer in written for each in displayed(answer) if each[0] not in ruled]
        pairs = [(e.answer, m.answer) for e, m in zip(extractive, model, strict=True) if m.answer.writer == "model"]
        checked = [answer.checking_ms for answer in asked if answer.checking_ms]
        times = [answer.latency_ms / 1000 for answer in asked]
        names = bodies(library)
        return cls(
            extractive=score("摘录", extractive),
            model=score("模型", model),
            by_model=Share(len(written), len(asked)),
            notes=tuple(Counter(answer.note for answer in asked if answer.fell_back).most_common()),
            shown=len(sentences),
            repaired=sum(len(answer.repaired) for answer in written),
            removed=sum(len(answer.removed) for answer in asked),
            held=Share.count(is_held(text, cited, library, names) for text, cited in sentences),
            agreeing=Share.count(agree(one, other) for one, other in pairs),
            tokens=(sum(answer.tokens[0] for answer in asked), sum(answer.tokens[1] for answer in asked)),
            seconds=(percentile(times, 0.5), percentile(times, 0.95)),
            checking_ms=sum(checked) / len(checked) if checked else None,
        )

    def to_json(self) -> dict[str, Any]:
        """The object in the summary of `--json`."""
        return {
            "extractive": self.extractive.to_json(),
            "model": self.model.to_json(),
            "by_model": self.by_model.to_json(),
            "notes": dict(self.notes),
            "sentences_shown": self.shown,
            "sentences_repaired": self.repaired,
            "sentences_removed": self.removed,
            "sentences_held": self.held.to_json(),
            "agreeing": self.agreeing.to_json(),
            "tokens": {"prompt": self.tokens[0], "answer": self.tokens[1]},
            "seconds_p50": rounded(self.seconds[0]),
            "seconds_p95": rounded(self.seconds[1]),
            "checking_ms": rounded(self.checking_ms),
        }

    def table(self) -> Table:
        """Both in one table."""
        heads = ("两种写法", "答对", "应拒而拒", "误拒", "引用P", "引用R", "要点", "字p50", "毫秒p50", "p95")
        return Table(heads, (_row(self.extractive), _row(self.model)))

    def lines(self) -> list[str]:
        """What else there is to say, a line each."""
        return [
            f"模型作答 {counted(self.by_model)}，与摘录一致 {counted(self.agreeing)}",
            *(f"  改用摘录 {count} 次：{note}" for note, count in self.notes),
            f"显示 {self.shown} 句，其中换成原文 {self.repaired} 句；删去 {self.removed} 句",
            f"显示的句子中数字和名称都在引用条款里的 {counted(self.held)}",
            f"词元：读 {self.tokens[0]}，写 {self.tokens[1]}；每题 {whole(self.seconds[0])} 秒（p95 {whole(self.seconds[1])}），"
            f"核对每句 {self.checking_ms or 0:.1f} 毫秒",
        ]


def displayed(answer: Answer) -> list[tuple[str, tuple[str, ...]]]:
    """The sentences of an answer with the addresses their markers cite.

    >>> from assistant.answer import Citation
    >>> displayed(Answer("", "", "甲。 [1] 乙。 [1]", False, (Citation(1, "办法/一", "", "", ()),)))
    [('甲。', ('办法/一',)), ('乙。', ('办法/一',))]
    """
    found = []
    for line in answer.text.splitlines():
        pieces = _MARKERS.split(line)
        for text, markers in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
            numbers = {int(number) for number in re.findall(r"\d+", markers)}
            if text.strip(" -|"):
                cited = tuple(c.address for c in answer.citations if c.marker in numbers)
                found.append((text.strip(" -"), cited))
    return found


def bodies(library: Library) -> frozenset[str]:
    """The names of everybody the documents assign a duty to."""
    return frozenset(name for clause in library.clauses for duty in clause.duties for name in duty.names if len(name) > 2)


def is_held(text: str, cited: Sequence[str], library: Library, names: frozenset[str]) -> bool:
    """Whether every number and every such name of a sentence stands in the clauses it cites, or what stands above them."""
    source = ""
    for address in cited:
        clause = library.clause(address)
        while clause is not None:
            document = library.document_of(clause)
            source += f"{clause.text}{clause.sentence}{clause.reference}{clause.address}{document.name}{document.full_title}"
            clause = library.parent(clause)
    folded, said = compact(fold(source)), compact(fold(text))
    numbers = {*_NUMBER.findall(folded), *(str(value(numeral)) for numeral in _HAN.findall(folded))}
    named = (name for name in names if name in said)
    return set(_NUMBER.findall(said)) <= numbers and all(name in folded or place(name) in folded for name in named)


def agree(extractive: Answer, model: Answer) -> bool:
    """Whether a model's answer holds the numbers of the extractive one and cites one of its clauses."""
    numbers = [set(_NUMBER.findall(fold(without_markers(answer.text)))) for answer in (extractive, model)]
    return numbers[0] <= numbers[1] and bool(set(extractive.cited) & set(model.cited))


def _row(scores: Scores) -> tuple[str, ...]:
    return (
        scores.name,
        *map(counted, (scores.right, scores.declined, scores.false_refusals)),
        *map(percent, (scores.citation_precision, scores.citation_recall, scores.held)),
        *map(whole, (scores.lengths[0], *scores.latencies)),
    )
