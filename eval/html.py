"""The report as one self-contained page: no script, no font, no image from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from eval.accepted import Comparison
from eval.case import Case
from eval.charts import histogram, risk_curve
from eval.report import Report, changed_questions
from eval.summary import Scores, operating_point, risk_points
from eval.tables import (
    Table,
    answer_table,
    comparison_table,
    counted,
    interval,
    percent,
    retrieval_table,
    textbook_table,
    whole,
)
from eval.uncertainty import Share

STYLE = Path(__file__).with_name("html.css")


def page(report: Report) -> str:
    """The whole page; every text of a question or a document is escaped."""
    overall = report.summary.overall
    body = [
        "<h1>策引 评测报告</h1>",
        f'<div class="tiles">{"".join(_tiles(overall))}</div>',
        *(f'<p class="soft">注意：{escape(warning)}</p>' for warning in report.warnings),
        _section("分类成绩", _bars(report.summary.kinds)),
        _section("检索", _table(retrieval_table(report.summary))),
        _section("回答", _table(answer_table(report.summary))),
        _section("摘录与模型撰写", _written(report)),
        _section("风险与覆盖", _risk(report)),
        _section("用时分布", histogram([case.answer.latency_ms for case in report.cases if not case.error], "毫秒")),
        _section("与教科书做法相比", _table(textbook_table(report.textbook)) if report.textbook else ""),
        _section("与认可的成绩相比", _comparison(report.comparison) if report.comparison else ""),
        _section(f"答错的问题（{len(report.wrong)}）", "".join(map(_article, report.wrong)) or "<p>没有。</p>"),
    ]
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>策引 评测报告</title>'
    style = f"<style>{STYLE.read_text(encoding='utf-8')}</style>"
    return f'<!doctype html>\n<html lang="zh-CN"><head>{head}{style}</head>\n<body>{"".join(body)}</body></html>\n'


def _section(title: str, content: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{content}</section>\n" if content else ""


def _tiles(scores: Scores) -> Iterable[str]:
    for name, share in _shares(scores):
        yield _tile(name, percent(share.value), f"{share.hits}/{share.of}，{interval(share)}")
    yield _tile("引用准确", percent(scores.citation_precision))
    yield _tile("用时 p95", f"{whole(scores.latencies[1])} 毫秒")


def _tile(name: str, value: str, note: str = "") -> str:
    return f'<div class="tile"><span>{name}</span><b>{value}</b><span>{note}</span></div>'


def _shares(scores: Scores) -> list[tuple[str, Share]]:
    named = [
        ("答对", scores.right),
        ("found@5", scores.found),
        ("应拒而拒", scores.declined),
        ("误拒", scores.false_refusals),
    ]
    return [(name, share) for name, share in named if share.of]


def _bars(kinds: Sequence[Scores]) -> str:
    """One bar a kind: right answers, or what was declined where everything should be."""
    rows = [(scores.name, scores.right if scores.right.of else scores.declined) for scores in kinds]
    items = (
        f'<dt>{escape(name)}</dt><dd><meter low="0.75" high="0.9" optimum="1" value="{share.value or 0:.3f}"></meter> '
        f"{counted(share)}</dd>"
        for name, share in rows
    )
    return f'<dl class="bars">{"".join(items)}</dl>'


def _table(table: Table) -> str:
    heads = "".join(f"<th>{escape(head)}</th>" for head in table.heads)
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in table.rows)
    return f'<div class="wide"><table><tr>{heads}</tr>{"".join(f"<tr>{row}</tr>" for row in rows)}</table></div>'


def _comparison(comparison: Comparison) -> str:
    lines = (f"<p>{escape(line)}</p>" for line in changed_questions(comparison))
    return _table(comparison_table(comparison)) + "".join(lines)


def _written(report: Report) -> str:
    if report.written is None:
        return ""
    return _table(report.written.table()) + "".join(f"<p>{escape(line)}</p>" for line in report.written.lines())


def _risk(report: Report) -> str:
    operating = operating_point(report.cases)
    if operating is None:
        return "<p>没有作答的问题。</p>"
    text = f"<p>实际作答 {percent(operating[0])}，其中错误 {percent(operating[1])}。</p>"
    return text + risk_curve(risk_points(report.cases), operating)


def _article(case: Case) -> str:
    question, answer = case.question, case.answer
    gold = " ｜ ".join("、".join(sorted(addresses)) for addresses in question.gold_sets)
    rows = [
        ("前文", " → ".join(question.history)),
        ("理解为", answer.standalone if answer.standalone != question.question else ""),
        ("失败", case.error),
        ("回答", ("（拒答）" if answer.refused else "") + answer.text),
        ("应引", "应拒答" if question.refuse else gold),
        ("引用", "、".join(answer.cited)),
        ("未含", "；".join(case.missing)),
        ("依据", "\n".join(question.evidence)),
        ("检索", "、".join(case.retrieved[:5])),
        ("备注", question.note),
    ]
    items = "".join(f"<dt>{name}</dt><dd><pre>{escape(text)}</pre></dd>" for name, text in rows if text)
    name = f'<span class="soft">{escape(question.id)} · {escape(question.kind)}</span>'
    return f"<article><b>{escape(question.question)}</b> {name}<dl>{items}</dl></article>\n"
