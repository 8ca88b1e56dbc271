"""The tables of the report: the same for the terminal and for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.accepted import Change, Comparison
from eval.measures import DEPTHS
from eval.summary import Scores, Summary
from eval.textbook import BUDGET, EvidenceScores
from eval.textbook import DEPTHS as PASSAGE_DEPTHS
from eval.uncertainty import Share, wilson

ALMOST_ALL = 0.9995  # printed as 1
WIDTH = 118  # columns; fixed, so that the report reads the same in a file


@dataclass(frozen=True, slots=True)
class Table:
    """Heads and rows of text; the first column is a name, the others are numbers."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def to_text(self) -> str:
        """Drawn by rich, which knows how wide Chinese characters are."""
        from rich.box import SIMPLE_HEAD
        from rich.console import Console
        from rich.table import Table as Drawn

        table = Drawn(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
        for place, head in enumerate(self.heads):
            table.add_column(head, justify="right" if place else "left", no_wrap=True)
        for row in self.rows:
            table.add_row(*row)
        console = Console(width=WIDTH, color_system=None, markup=False, emoji=False)
        with console.capture() as captured:
            console.print(table)
        return "\n".join(line.rstrip() for line in captured.get().splitlines())


def retrieval_table(summary: Summary) -> Table:
    """How well the gold clauses were retrieved, by kind."""
    heads = ("检索", "问题", "found@5", *(f"R@{depth}" for depth in DEPTHS), "MRR", "nDCG@10")
    return Table(heads, tuple(_retrieval_row(scores) for scores in (*summary.kinds, summary.overall)))


def answer_table(summary: Summary) -> Table:
    """How good the answers were, by kind."""
    heads = ("回答", "答对", "应拒而拒", "误拒", "引用P", "引用R", "要点", "原文", "字p50", "p90", "毫秒p50", "p95")
    return Table(heads, tuple(_answer_row(scores) for scores in (*summary.kinds, summary.overall)))


def textbook_table(rows: Sequence[EvidenceScores]) -> Table:
    """Share of the questions all of whose evidence was retrieved, by pipeline."""
    heads = ("证据齐全", *(f"前{depth}段" for depth in PASSAGE_DEPTHS), f"前{BUDGET}字", "毫秒p50")
    return Table(heads, tuple(_textbook_row(row) for row in rows))


def comparison_table(comparison: Comparison) -> Table:
    """Each measure now and as accepted, over the questions that both runs asked."""
    heads = ("与认可的成绩相比", "认可", "现在", "变差", "容许", "偶然概率p", "")
    return Table(heads, tuple(_change_row(change) for change in comparison.changes if change.after.of))


def percent(value: float | None) -> str:
    """A share without its leading zero, a dash for none.

    >>> percent(0.875), percent(1.0), percent(None)
    ('.875', '1.00', '–')
    """
    if value is None:
        return "–"
    return "1.00" if value >= ALMOST_ALL else f"{value:.3f}".removeprefix("0")


def whole(value: float | None) -> str:
    """A count, length or time without decimals, a dash for none."""
    return "–" if value is None else f"{value:.0f}"


def counted(share: Share) -> str:
    """A share with its counts: `.900 18/20`; a dash of nothing."""
    return f"{percent(share.value)} {share.hits}/{share.of}" if share.of else "–"


def interval(share: Share) -> str:
    """The 95 % interval of a share: `.596–.982`."""
    return "–".join(percent(bound) for bound in wilson(share.hits, share.of))


def _retrieval_row(scores: Scores) -> tuple[str, ...]:
    values = (*(scores.recall[depth] for depth in DEPTHS), scores.mrr, scores.ndcg)
    return scores.name, str(scores.questions), counted(scores.found), *map(percent, values)


def _answer_row(scores: Scores) -> tuple[str, ...]:
    return (
        scores.name,
        *map(counted, (scores.right, scores.declined, scores.false_refusals)),
        *map(percent, (scores.citation_precision, scores.citation_recall, scores.held, scores.verbatim)),
        *map(whole, (*scores.lengths, *scores.latencies)),
    )


def _textbook_row(row: EvidenceScores) -> tuple[str, ...]:
    depths = (percent(row.at[depth].value) for depth in PASSAGE_DEPTHS)
    return row.name, *depths, counted(row.in_budget), whole(row.latency_p50)


def _change_row(change: Change) -> tuple[str, ...]:
    numbers = (str(change.lost), str(change.allowed), f"{change.chance:.3f}")
    verdict = "超出容许" if change.failed else ""
    return change.name, counted(change.before), counted(change.after), *numbers, verdict
