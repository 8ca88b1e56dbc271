"""The report for people, as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.accepted import Comparison
from eval.case import Case
from eval.summary import Summary, operating_point
from eval.tables import answer_table, comparison_table, counted, interval, percent, retrieval_table, textbook_table
from eval.textbook import EvidenceScores
from eval.written import WrittenScores

WORST = 15  # wrong cases printed in full; the HTML page shows all
NAMED = 20  # questions not asked that are named


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a run has to show.

    Attributes:
        summary: the scores.
        cases: every case.
        shown: the cases that may be shown one by one: without the test split unless asked for.
        warnings: what is wrong with the questions, one line each.
        textbook: our retrieval beside the textbook pipelines; empty where not asked for.
        comparison: against the accepted scores; None where there is nothing to compare with.
        written: extractive and model-written answers side by side; None where no model was asked. The other scores are
            then those of the model's.
    """

    summary: Summary
    cases: Sequence[Case]
    shown: Sequence[Case]
    warnings: Sequence[str] = ()
    textbook: Sequence[EvidenceScores] = ()
    comparison: Comparison | None = None
    written: WrittenScores | None = None

    @property
    def wrong(self) -> list[Case]:
        """The wrong cases that may be shown, worst first."""
        return sorted((case for case in self.shown if not case.right), key=badness)

    def to_json(self) -> dict[str, Any]:
        """The object that `--json` writes."""
        extra: dict[str, Any] = {"textbook": {row.name: row.to_json() for row in self.textbook}} if self.textbook else {}
        extra |= {"written": self.written.to_json()} if self.written else {}
        summary = {**self.summary.to_json(), **extra, "warnings": list(self.warnings)}
        return {"summary": summary, "cases": [case.to_json() for case in self.cases]}

    def to_text(self) -> str:
        """The whole report."""
        parts = [
            *(f"注意：{warning}" for warning in self.warnings),
            retrieval_table(self.summary).to_text(),
            answer_table(self.summary).to_text(),
            *totals(self),
            *([self.written.table().to_text(), *self.written.lines()] if self.written else []),
            textbook_table(self.textbook).to_text() if self.textbook else "",
            comparison_table(self.comparison).to_text() if self.comparison else "",
            *(changed_questions(self.comparison) if self.comparison else ()),
            _wrong_text(self.wrong),
        ]
        return "\n".join(part for part in parts if part)


def badness(case: Case) -> tuple[bool, bool, bool, float]:
    """Sort key, worst first: failures, answers that should be refusals, clauses not found, must-strings missing."""
    return not case.error, not case.question.refuse, bool(case.found), case.held or 0.0


def case_text(case: Case) -> str:
    """One case in full."""
    question = case.question
    lines = [
        f"■ {question.id}（{question.kind}）{' → '.join((*question.history, question.question))}",
        f"  失败：{case.error}" if case.error else "",
        f"  理解为：{case.answer.standalone}" if case.answer.standalone != question.question else "",
        f"  回答{'（拒答）' if case.answer.refused else ''}：{case.answer.text}",
        f"  应为：{'拒答' if question.refuse else ' ｜ '.join('、'.join(sorted(gold)) for gold in question.gold_sets)}",
        f"  引用：{'、'.join(case.answer.cited) or '无'}",
        f"  未含：{'；'.join(case.missing)}" if case.missing else "",
        f"  前五条：{'、'.join(case.retrieved[:5]) or '无'}" if case.found is False else "",
    ]
    return "\n".join(line for line in lines if line)


def changed_questions(comparison: Comparison) -> list[str]:
    """Which questions changed against the accepted run, a line for each way of changing."""
    lines = [
        f"新对：{'、'.join(comparison.newly_right)}" if comparison.newly_right else "",
        f"新错：{'、'.join(comparison.newly_wrong)}" if comparison.newly_wrong else "",
        f"新问题 {len(comparison.new)} 个" if comparison.new else "",
        f"未问 {len(comparison.gone)} 个：{'、'.join(comparison.gone[:NAMED])}" if comparison.gone else "",
    ]
    return [line for line in lines if line]


def totals(report: Report) -> list[str]:
    """The main scores with their intervals, and what the assistant did on its own account."""
    overall, point = report.summary.overall, operating_point(report.cases)
    shares = (("答对", overall.right), ("found@5", overall.found), ("应拒而拒", overall.declined))
    lines = [f"{name} {counted(share)}，95% 区间 {interval(share)}" for name, share in shares if share.of]
    if point:
        lines.append(f"实际作答 {percent(point[0])}，其中错误 {percent(point[1])}")
    return [*lines, f"核对时删去 {overall.removed} 句；提问失败 {overall.errors} 个"]


def _wrong_text(wrong: Sequence[Case]) -> str:
    if not wrong:
        return ""
    rest = f"，最差的 {WORST} 个" if len(wrong) > WORST else ""
    return "\n".join((f"答错 {len(wrong)} 个{rest}：", *map(case_text, wrong[:WORST])))
