"""A saved web page as lines and tables: its document, without navigation, footer and buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.errors import DocumentError
from index.frame import NUMBER
from index.furniture import is_furniture
from index.read.extract import Extract
from index.read.facts import facts_of_lines, facts_of_table
from index.read.html.blocks import Block, Blocks
from index.read.html.main_part import drop_furniture, find_main
from index.read.sheet import Sheet
from index.read.text import decode
from index.text import compact

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCUMENT = re.compile(
    r"(?:通知|通报|通告|公告|公报|批复|决定|决议|命令|令|函|意见|办法|方案|规定|规划|计划|细则|条例|措施|预案|要点|纲要)(?:[（(].{1,12}[）)])?$"
)
_SITE = re.compile(r"\s*[_|｜]\s*|\s+[-–—]\s+|--+")
_ALIKE = "网页里的自动编号各级印得一样（如都是 1.），分不出层级；有 Word 或 PDF 原件时请用原件"
_AROUND = 14  # lines at either end in which buttons and remarks of the site are looked for


def read_html(data: bytes, file: str) -> Extract:
    """The document of a saved web page. Nothing in it is run or fetched.

    Raises:
        DocumentError: the page holds no text.
    """
    try:
        return _read(_parse(_decode(data, file), file), file)
    except RecursionError as error:
        raise DocumentError(f"{file}：嵌套层数过多，已跳过") from error


def _read(root: HtmlElement, file: str) -> Extract:
    titles = _titles(root)
    around = facts_of_lines(Blocks(root, tables=False).lines())
    drop_furniture(root)
    reader = Blocks(find_main(root))
    blocks = reader.read()
    facts = dict(around)
    kept: list[Block] = []
    for block in blocks:
        found = {} if isinstance(block, str) else facts_of_table(block)
        facts.update(found)
        if not found:
            kept.append(block)
    kept = _without_buttons(kept)
    if not any(block.strip() if isinstance(block, str) else block for block in kept):
        raise DocumentError(f"{file}：网页里没有正文")
    sheet = Sheet()
    sheet.write_all(_head(kept, titles, facts))
    for block in kept:
        if isinstance(block, str):
            sheet.write(block)
        else:
            sheet.write_table(block)
    remarks = (_ALIKE,) if reader.levels_alike else ()
    return Extract(sheet.text, "html", tuple(sheet.tables), facts=facts, remarks=remarks)


def _decode(data: bytes, file: str) -> str:
    """By mark, by what the page declares where that fits, else by its characters."""
    declared = _CHARSET.search(data[:4096])
    if declared and data[:2] not in (b"\xff\xfe", b"\xfe\xff") and data[:3] != b"\xef\xbb\xbf":
        name = declared.group(1).decode("ascii").lower()
        try:
            return data.decode("gb18030" if name in {"gb2312", "gbk", "gb18030"} else name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, file)


def _parse(text: str, file: str) -> HtmlElement:
    from lxml import etree
    from lxml import html as lxml_html

    try:
        parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
        root: HtmlElement = lxml_html.document_fromstring(_DECLARATION.sub("", text).replace("\x00", ""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise DocumentError(f"{file}：网页已损坏，打不开") from error
    return root


def _titles(root: HtmlElement) -> list[str]:
    """What the page calls its document, best first: its own field, a heading, the title of the window."""
    fields = [str(meta.get("content") or "") for meta in root.iter("meta") if str(meta.get("name") or "").lower() == "articletitle"]
    headings = [compact(str(heading.text_content())) for heading in root.iter("h1")]
    windows = [part for title in root.iter("title") for part in _SITE.split(str(title.text_content()).strip())]
    return [title for title in (*fields, *headings, *windows) if _DOCUMENT.search(compact(title)) and 6 <= len(compact(title)) <= 120]


def _head(blocks: Sequence[Block], titles: Sequence[str], facts: dict[str, str]) -> list[str]:
    """Title and 文号 where the text itself has none: then they stand in a heading or a table of the page."""
    opening = compact("".join(block for block in blocks[:40] if isinstance(block, str)))
    lines: list[str] = []
    named = [*filter(None, [facts.get("标题", "")]), *titles]
    if named and not any(compact(title) in opening for title in named):
        lines.append(named[0])
    number = compact(facts.get("文号", ""))
    if NUMBER.fullmatch(number) and not NUMBER.search(opening[:300]):
        lines.extend([number, ""])
    return lines


def _without_buttons(blocks: Sequence[Block]) -> list[Block]:
    """Drop the site's own lines near the top and the bottom."""
    filled = [index for index, block in enumerate(blocks) if not isinstance(block, str) or block.strip()]
    near = {*filled[:_AROUND], *filled[-_AROUND:]}
    return [block for index, block in enumerate(blocks) if index not in near or not (isinstance(block, str) and is_furniture(block))]
