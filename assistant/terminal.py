"""Records as lines for the terminal and as JSON. Pure functions; printing is the command line's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from index.clause import Clause, Document
from index.library import Library, Passage
from index.plain import clause_to_json

if TYPE_CHECKING:
    from assistant.answer import Answer
    from index.build import Progress, Report


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A progress bar on standard error; one row a stage."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield progress


def report_lines(report: Report) -> Iterator[str]:
    """What an indexing run did."""
    for document in report.documents:
        yield f"{document.name}  {len(document.clauses)} 条"
        yield from (f"  注意：{remark}" for remark in document.remarks)
    for file, reason in report.skipped:
        yield f"跳过 {file}：{reason}"
    clauses = sum(len(document.clauses) for document in report.documents)
    state = "没有变化" if report.unchanged else f"新算向量 {report.embedded} 个"
    yield f"共 {len(report.documents)} 份文件、{clauses} 条，{state}，用时 {report.seconds:.1f} 秒"


def outline_lines(documents: Sequence[Document]) -> Iterator[str]:
    """The tree of clauses, indented."""
    for document in documents:
        yield document.name
        for clause in document.clauses:
            yield f"{'  ' * len(clause.labels)}{clause.label}  {_gist(clause)}".rstrip()


def _gist(clause: Clause, length: int = 36) -> str:
    if clause.heading and clause.heading != clause.label:
        return clause.heading
    if clause.derived or clause.kind == "row":
        return ""
    text = " ".join(clause.to_show().split())
    return text if len(text) <= length else text[:length] + "…"


def passage_to_json(library: Library, passage: Passage) -> dict[str, Any]:
    """A looked-up clause with its neighbours; `quote_spans` is the part that was asked for."""
    before, after = library.neighbours(passage.clause)
    source = library.document_of(passage.clause).text
    return {
        **clause_to_json(passage.clause),
        "quote": "".join(source[start:end] for start, end in passage.spans),
        "quote_spans": [list(span) for span in passage.spans],
        "previous": before.address if before else None,
        "next": after.address if after else None,
    }


def passage_lines(library: Library, found: Sequence[Passage]) -> Iterator[str]:
    """One clause in full, or the list of those that match."""
    if len(found) > 1:
        yield f"有 {len(found)} 处："
        for passage in found[:20]:
            yield f"  {passage.clause.address}  {_gist(passage.clause)}"
        if len(found) > 20:
            yield f"  ……另有 {len(found) - 20} 处"
        return
    passage = found[0]
    clause = passage.clause
    before, after = library.neighbours(clause)
    source = library.document_of(clause).text
    yield clause.reference
    yield f"地址：{clause.address}"
    if clause.path:
        yield f"上级：{' > '.join(clause.path)}"
    yield ""
    yield "".join(source[start:end] for start, end in passage.spans) if passage.spans and not before else clause.to_show()
    if passage.spans:
        yield f"\n所引：“{''.join(source[start:end] for start, end in passage.spans).strip()}”"
    yield ""
    yield f"上一条：{before.address if before else '无'}　下一条：{after.address if after else '无'}"


def answer_lines(answer: Answer) -> Iterator[str]:
    """An answer with its citation list."""
    if answer.carried:
        yield f"（理解为：{answer.standalone}）"
    yield answer.text
    yield from (f"（{line}）" for line in written_lines(answer))
    if answer.citations:
        yield ""
    for citation in answer.citations:
        quote = " ".join(citation.quote.split())
        yield f"[{citation.marker}] {citation.reference}：{quote if len(quote) <= 120 else quote[:120] + '……'}"


def written_lines(answer: Answer) -> Iterator[str]:
    """What the reader should know of how a model took part; nothing where none did."""
    if answer.writer == "model":
        yield f"由 {answer.model} 撰写，逐句核对"
    if answer.note:
        yield answer.note
    if answer.writer == "model" and answer.repaired:
        yield f"有 {len(answer.repaired)} 句与原文不符，已换成原文"
    if answer.writer == "model" and answer.removed:
        yield f"有 {len(answer.removed)} 句未核实，已删去"
