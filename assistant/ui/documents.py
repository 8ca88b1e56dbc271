"""The 文档 tab as HTML: what is indexed, since when, how many clauses, what the last run did. Pure functions."""

from __future__ import annotations

from html import escape
from pathlib import Path

from assistant.conversations.paper import readable
from assistant.indexing import LastRun
from assistant.keeper import State
from assistant.ui.labels import say
from assistant.ui.links import clause_link
from index.clause import Document
from index.library import Library
from index.read.sniff import SUFFIXES

_NAMED = 20  # documents listed of one kind of change


def documents_to_html(
    library: Library, built: str, run: LastRun | None, *, newer: bool = False, keeping: State | None = None
) -> str:
    """The documents and the report.

    Args:
        built: when the index was built, ISO 8601.
        run: the last indexing run, None where no report was kept.
        newer: whether a newer index is being loaded.
        keeping: how far adding and removing is; None for a reader who may do neither.
    """
    rows = "".join(_row(document, removable=keeping is not None) for document in library.documents)
    names = ("文件", "成文日期", "条款", "文件名", *(["管理"] if keeping else []))
    heads = "".join(f'<th scope="col">{say(name)}</th>' for name in names)
    added = _adding(keeping) if keeping else ""
    changed = f'<p class="note" role="status">{say("索引有更新，正在载入。")}</p>' if newer else ""
    return (
        f'<div class="documents"><h2>{say("已收录文件")}</h2>{changed}'
        f"<p>{say('{0} 份文件，{1} 条条款。索引建立于 {2}。', len(library.documents), len(library.clauses), readable(built))}</p>"
        f'{added}<div class="scroller" tabindex="0" role="region" aria-label="{say("已收录文件")}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{_report(run)}"
        f'<p class="muted">{say("增加或更新文件：在终端运行")} <code>ceyin index</code></p></div>'
    )


def _adding(state: State) -> str:
    """Choosing files to add, and how far the index is with them."""
    running = ' data-running="1"' if state.running else ""
    under_way = say("正在更新索引") if state.running else ""
    error = f'<p class="problem" role="alert">{escape(state.error)}</p>' if state.error else ""
    kinds = ",".join(sorted(SUFFIXES))
    return (
        f'<div class="adding"><label class="chooser">{say("增加文件")}<input type="file" multiple accept="{kinds}"></label>'
        f'<span class="keeping" role="status"{running}>{under_way}</span>'
        f'<ul class="refused" role="alert"></ul>{error}</div>'
    )


def _removing(document: Document) -> str:
    return (
        f'<td><details class="delete"><summary>{say("移除")}</summary><button type="button" class="danger" '
        f'data-trigger="delete" data-address="{escape(document.address)}">{say("确定移除")}</button></details></td>'
    )


def _row(document: Document, *, removable: bool) -> str:
    first = document.clauses[0].address if document.clauses else document.address
    also = (f"同一文本的其他文号：{'、'.join(document.numbers)}",) if document.numbers else ()
    remarks = "".join(f"<li>{escape(remark)}</li>" for remark in (*also, *document.remarks))
    noted = f'<ul class="remarks">{remarks}</ul>' if remarks else ""
    return (
        f'<tr><th scope="row" lang="zh-CN"><a href="{clause_link(first)}" data-trigger="submit" '
        f'data-address="{escape(first)}">{escape(document.name)}</a>'
        f"{noted}</th>"
        f'<td>{escape(document.date) or "—"}</td><td class="number">{len(document.clauses)}</td>'
        f"<td>{'<br>'.join(map(escape, (document.file, *document.files)))}</td>{_removing(document) if removable else ''}</tr>"
    )


def _report(run: LastRun | None) -> str:
    if run is None:
        return ""
    did = say("没有变化") if run.unchanged else say("新算向量 {0} 个", run.embedded)
    changes = (("新增", run.added), ("更新", run.updated), ("移除", run.removed))
    changed = "".join(
        f'<p>{say(kind)} {len(names)}</p><ul lang="zh-CN">{"".join(f"<li>{escape(name)}</li>" for name in names[:_NAMED])}</ul>'
        for kind, names in changes
        if names
    )
    skipped = "".join(f"<li>{escape(Path(file).name)}：{escape(reason)}</li>" for file, reason in run.skipped)
    passed_over = f"<p>{say('跳过 {0} 个文件', len(run.skipped))}</p><ul>{skipped}</ul>" if skipped else ""
    return (
        f"<section><h3>{say('上次建立索引')}</h3>"
        f"<p>{say('结束于 {0}，用时 {1} 秒', readable(run.ended), run.seconds)}；{did}</p>{changed}{passed_over}</section>"
    )
