"""Records as lines for the terminal and as JSON. Pure functions; printing is the command line's."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from index.clause import Clause, Document
from index.cross_references import CrossReferences
from index.library import Library, Passage
from index.plain import clause_to_json, place_to_json

if TYPE_CHECKING:
    from assistant.answer import Answer
    from index.build import Progress, Report
    from index.holdings import Holding
    from index.preview import Checked
    from index.sources import Sources


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
    fresh = {*report.added, *report.updated}
    for document in report.documents:
        if document.name in fresh:
            kind = "新增" if document.name in report.added else "更新"
            yield f"{kind} {document.name}  {len(document.clauses)} 条"
            if document.files:
                yield f"  同一文本：{'、'.join((*document.files, *document.numbers))}"
            yield from (f"  注意：{remark}" for remark in document.remarks)
    yield from (f"移除 {name}" for name in report.removed)
    yield from (f"跳过 {file}：{reason}" for file, reason in report.skipped)
    clauses = sum(len(document.clauses) for document in report.documents)
    state = "没有变化" if report.unchanged else f"新算向量 {report.embedded} 个"
    yield f"共 {len(report.documents)} 份文件、{clauses} 条，{state}，用时 {report.seconds:.1f} 秒"


def change_line(report: Report) -> str:
    """A new generation in one line."""
    counts = (("新增", report.added), ("更新", report.updated), ("移除", report.removed))
    said = "，".join(f"{kind} {_some(names)}" for kind, names in counts if names) or "内容没有变化"
    return f"{time.strftime('%H:%M:%S')} {said}；共 {len(report.documents)} 份文件，用时 {report.seconds:.1f} 秒"


def _some(names: Sequence[str], shown: int = 3) -> str:
    more = f" 等 {len(names)} 份" if len(names) > shown else ""
    return "、".join(names[:shown]) + more


def holding_lines(holdings: Sequence[Holding], sources: Sources) -> Iterator[str]:
    """What is indexed, and from where."""
    for holding in holdings:
        document = holding.document
        files = "、".join(map(str, holding.files))
        yield f"{document.name}  {len(document.clauses)} 条  {holding.indexed.replace('T', ' ')}  {files}"
    yield from (f"来源 {root}" for root in sources.roots)
    yield from (f"已移除 {path}" for path in sources.excluded)


def holding_to_json(holding: Holding) -> dict[str, Any]:
    """An indexed document for programs."""
    document = holding.document
    return {
        "address": document.address,
        "number": document.number,
        "title": document.title,
        "date": document.date,
        "file": document.file,
        "paths": list(map(str, holding.files)),
        "clauses": len(document.clauses),
        "indexed": holding.indexed,
    }


def check_lines(checked: Checked) -> Iterator[str]:
    """What reading a file gave, without indexing it."""
    if checked.document is None or checked.quality is None:
        yield f"{checked.file}：读不了，{checked.reason}"
        return
    quality = checked.quality
    yield f"{checked.file}：{checked.document.name}  {len(checked.document.clauses)} 条"
    yield f"  层次：{'，'.join(f'{sign} {count}' for sign, count in quality.levels.items()) or '没有编号'}；表格 {quality.tables} 张"
    yield f"  {'；'.join(f'{name}：{text}' for name, text in quality.metadata.items())}"
    yield from (f"  注意：{remark}" for remark in quality.remarks)
    if quality.outside:
        yield f"  注意：有文字不属于任何条款：{quality.outside}"


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
    document = library.document_of(passage.clause)
    source = document.text
    standing = library.standing(document.address)
    return {
        **clause_to_json(passage.clause),
        "quote": "".join(source[start:end] for start, end in passage.spans),
        "quote_spans": [list(span) for span in passage.spans],
        "previous": before.address if before else None,
        "next": after.address if after else None,
        "references": [
            {"spans": [list(span) for span in reference.spans], "address": reference.address}
            for reference in CrossReferences(library)(passage.clause)
        ],
        **place_to_json(document, passage.clause),
        **({"status": str(standing)} if standing else {}),
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
    if standing := library.standing(clause.document):
        yield f"注意：{standing}"
    page = library.document_of(clause).page_at(clause.spans[0].start) if clause.spans else None
    yield f"地址：{clause.address}" + (f"（第{page}页）" if page else "")
    if clause.path:
        yield f"上级：{' > '.join(clause.path)}"
    yield ""
    yield "".join(source[start:end] for start, end in passage.spans) if passage.spans and not before else clause.to_show()
    if passage.spans:
        yield f"\n所引：“{''.join(source[start:end] for start, end in passage.spans).strip()}”"
    yield ""
    if targets := dict.fromkeys(reference.address for reference in CrossReferences(library)(clause)):
        yield f"引到：{'　'.join(targets)}"
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
        page = f"（第{citation.page}页）" if citation.page else ""
        yield f"[{citation.marker}] {citation.reference}{page}：{quote if len(quote) <= 120 else quote[:120] + '……'}"
        if citation.status:
            yield f"    注意：{citation.status}"


def written_lines(answer: Answer) -> Iterator[str]:
    """What the reader should know of how a model took part; nothing where none did."""
    if answer.writer == "model":
        yield f"由 {answer.model} 撰写，逐句核对"
    if answer.note:
        yield answer.note
    if answer.writer == "model" and answer.repaired:
        yield f"有 {len(answer.repaired)} 句未核实，已换成原文"
    if answer.writer == "model" and answer.removed:
        yield f"有 {len(answer.removed)} 句未核实，已删去"
