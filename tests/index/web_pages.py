"""Web pages made for the tests out of flattened text: a site around the document, real tables, breaks in paragraphs."""

from __future__ import annotations

import html
from collections.abc import Sequence

from index.text import NOISE
from tests.index.word_files import Rows, blocks

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}_甲省人民政府门户网站</title>
<style>@page {{ margin: 3cm 2.5cm }} p {{ text-indent: 2em; margin: 0; line-height: 1.8; font-size: 16px }}
table {{ border-collapse: collapse }} td {{ border: 1px solid black; font-size: 12px }}</style>
<script>document.write("脚本写的字")</script></head><body>
<div class="header"><a href="/">首页</a> <a href="/zwgk">政务公开</a> <a href="/hd">互动交流</a></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/zc">政策文件</a></div>
<div class="main"><h1>{title}</h1><div class="info">发布时间：2024-01-02 10:30 来源：省政府办公厅 字体：[大 中 小] 打印</div>
<div class="article" id="zoom">{body}</div>
<div class="share">分享到：<a>微信</a><a>微博</a></div><p>扫一扫在手机打开当前页</p><p>责任编辑：某某</p></div>
<ul class="related"><li><a href="/1">相关文件一的名称很长很长很长</a></li><li><a href="/2">相关文件二</a></li></ul>
<div class="footer">主办：甲省人民政府办公厅 网站标识码：1234567890 某ICP备12345678号</div></body></html>"""


def web_page(text: str, title: str = "", spans: Sequence[Sequence[int]] = (), charset: str = "utf-8") -> bytes:
    """A page of a flattened text; `spans` as for a Word file."""
    wide = {(len(each), sum(each)): each for each in spans}
    body = "\n".join(
        _table(block, wide) if isinstance(block, list) else f"<p>{html.escape(block) or '&nbsp;'}</p>"
        for block in blocks(NOISE.sub("", text))
    )
    return PAGE.format(title=html.escape(title), body=body, charset=charset).encode(charset)


def _table(rows: Rows, wide: dict[tuple[int, int], Sequence[int]]) -> str:
    """In the first column, and in the header, empty cells are part of the one above."""
    width = max(map(len, rows))
    header = 2 if len(rows[0]) < width else 1
    placed = [list(zip(row, wide[len(row), width] if len(row) < width else [1] * width, strict=True)) for row in rows]
    lines = []
    for at, row in enumerate(placed):
        cells, column = [], 0
        for text, span in row:
            if at == 0 or text or not (column == 0 or at < header):
                below = 1
                while at + below < len(rows) and (column == 0 or at + below < header) and text and not _text_at(placed[at + below], column):
                    below += 1
                inner = "<br>".join(map(html.escape, text.split("\n")))
                cells.append(f'<td colspan="{span}" rowspan="{below}">{inner}</td>')
            column += span
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"


def _text_at(row: list[tuple[str, int]], column: int) -> str:
    position = 0
    for text, span in row:
        if position == column:
            return text
        position += span
    return "·"
