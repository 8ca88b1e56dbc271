"""A decoded file becomes a document: frame, outline, clauses, duties."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.clause import Document, document_name
from index.clauses import ClauseWriter
from index.contents import contents_range
from index.declared import read_metadata
from index.duties import assign_duties
from index.frame import ANNEX_HEAD, DATE, NUMBER, Region, is_title_like, read_number, split_frame, states_facts
from index.labels import DIVISIONS, numbers_decimally, read_label
from index.lines import Line, split_lines
from index.node import Node
from index.outline import build_outline
from index.quality import numbering_remarks
from index.read.extract import Extract
from index.read.facts import facts_of_lines
from index.read.read import extract
from index.tables import is_table_line
from index.text import compact

_ADDRESSEES = re.compile(r".{2,}[：:]$")
_PRINTED = re.compile(r"(?:印发|发布|公布|批转|转发)(?:.*?关于印发)?《?(.+?)》?的(?:通知|函|公告|令)$")
_ISSUER = re.compile(r"(.{2,30}?(?:国务院|政府|委员会|办公室|[部局厅办委院]))(?=关于|印发|转发|批转)")
_ORGAN = re.compile(r".{2,}(?:国务院|政府|委员会|办公室|法院|检察院|[部局厅办委院行会])")
_HISTORY = re.compile(r"[（(].*(?:日|通过|公布|发布|修[订正]|批准|公开|删减).*[）)]$")
_NUMBER_AT_END = re.compile(rf"(?<=.)[（(]({NUMBER.pattern})[）)]$")
_RED_HEAD = re.compile(r"(.{3,}?)文件")
_PASSES_ON = re.compile(r"印发|转发|批转")


@dataclass(frozen=True, slots=True)
class _Identity:
    title: str
    number: str
    full_title: str
    issuers: tuple[str, ...]
    date: str


def read_document(data: bytes, file: str, taken: frozenset[str] = frozenset()) -> Document:
    """Read and parse one file.

    Args:
        data: the file's bytes.
        file: its name, for messages.
        taken: document addresses that other files have; a title among them gets its date.

    Raises:
        DocumentError: the file cannot be read.
    """
    return parse(extract(data, file), file, hashlib.sha256(data).hexdigest(), taken)


def parse(source: Extract, file: str, digest: str, taken: frozenset[str] = frozenset()) -> Document:
    """Parse the text of a file.

    Args:
        source: what reading the file gave.
        file: its name.
        digest: sha256 of its bytes.
        taken: document addresses that other files have.
    """
    text = source.text
    lines = split_lines(text, source.tables)
    regions = split_frame(lines)
    facts = {**_stated(regions), **source.facts}
    identity = _with_facts(_identify(regions, file), facts)
    address = _address(identity, file, taken)
    writer = ClauseWriter(text, address, document_name(identity.title, identity.number, address))
    clauses = assign_duties(writer.write(_build_tree(regions, numbers_decimally(lines))))
    return Document(
        address=address,
        title=identity.title,
        number=identity.number,
        full_title=identity.full_title,
        issuers=identity.issuers,
        date=identity.date,
        file=file,
        digest=digest,
        text=text,
        clauses=clauses,
        remarks=(*source.remarks, *writer.remarks, *numbering_remarks(clauses)),
        pages=source.pages,
        paragraphs=source.paragraphs,
        metadata=read_metadata(text, identity.title, facts),
    )


def _build_tree(regions: Sequence[Region], decimals: bool) -> Node:
    root = Node("document", "")
    body = tuple(line for region in regions if region.role == "body" for line in region.lines)
    for region in regions:
        if region.role == "annex":
            root.add(_annex(region, decimals))
        elif region.role != "body":
            kind, label = {"title": ("title", "标题"), "list": ("annexes", "附件")}.get(
                region.role, ("signature", "落款")
            )
            root.add(Node(kind, label, lines=list(region.lines)))
    _body(body, root, decimals)
    root.children.sort(key=_first_position)
    return root


def _first_position(node: Node) -> int:
    own = [line.start for line in node.lines] + [lines[0].start for lines in node.tables]
    return min([*own, *(_first_position(child) for child in node.children)])


def _body(lines: Sequence[Line], root: Node, decimals: bool) -> None:
    first = _first_label(lines, decimals)
    if first is None:
        first = next((i + 1 for i, line in enumerate(lines[:4]) if _ADDRESSEES.fullmatch(line.text)), 0)
        paragraphs, tables = lines[first:], any(is_table_line(line) for line in lines)
        if not tables:
            for line in paragraphs:
                root.add(Node("paragraph", "段", lines=[line]))
            lines = lines[:first]
    if lines[:first]:
        root.add(Node("foreword", "前言", lines=list(lines[:first])))
    if lines[first:]:
        build_outline(lines[first:], root, decimals=decimals)
    _shelter(root)
    _split_unnumbered(root)


def _shelter(root: Node) -> None:
    """Text and tables that stand below no label belong to the 前言."""
    if not (root.lines or root.tables):
        return
    foreword = next((node for node in root.children if node.kind == "foreword"), None)
    foreword = foreword or root.add(Node("foreword", "前言"))
    foreword.lines.extend(root.lines)
    foreword.tables.extend(root.tables)
    root.lines, root.tables = [], []


def _first_label(lines: Sequence[Line], decimals: bool) -> int | None:
    """Where the first chapter opens; the entries of a table of contents are none."""
    start = contents_range(lines).stop
    labelled = (i for i in range(start, len(lines)) if not is_table_line(lines[i]))
    return next((i for i in labelled if read_label(lines[i], decimals=decimals)), None)


def _annex(region: Region, decimals: bool) -> Node:
    node = Node("annex", f"附件{region.number}")
    first = 0
    while first < len(region.lines) and (
        ANNEX_HEAD.match(region.lines[first].text) or is_title_like(region.lines[first])
    ):
        first += 1
    node.lines.extend(region.lines[:first])
    if region.lines[first:]:
        build_outline(region.lines[first:], node, decimals=decimals)
    paragraphs = node.lines[first:]
    if len(paragraphs) > 1 and not node.tables and not node.children:
        del node.lines[first:]
        for line in paragraphs:
            node.add(Node("paragraph", "段", lines=[line]))
    return node


def _split_unnumbered(node: Node) -> None:
    """A part, chapter or section without numbering of its own: its paragraphs are told apart."""
    for child in node.children:
        if child.kind in DIVISIONS and not child.children and len(child.lines) > 2 and not child.tables:
            paragraphs = child.lines[1:]
            del child.lines[1:]
            for line in paragraphs:
                child.add(Node("paragraph", "段", lines=[line]))
        _split_unnumbered(child)


def _identify(regions: Sequence[Region], file: str) -> _Identity:
    title_lines = [line for region in regions[:1] if region.role == "title" for line in region.lines if not states_facts(line)]
    numbers = [number for line in title_lines if (number := read_number(line))]
    names = [line for line in title_lines if not read_number(line) and _names(line)]
    heads = [line for line in names if _RED_HEAD.fullmatch(compact(line.text))]
    names = [line for line in names if line not in heads] or heads
    opening = next((i for i, line in enumerate(names) if line.text.startswith("关于")), 0)
    while opening and _PASSES_ON.search(names[opening - 1].text):
        opening -= 1
    full = "".join(compact(line.text) for line in names[opening:]) or re.sub(r"\.\w+$", "", file)
    inside = _NUMBER_AT_END.search(full)
    if inside:  # 关于…的意见（甲政发〔2024〕1号）
        numbers.append(inside.group(1))
        full = full[: inside.start()]
    printed = _ISSUER.match(full)
    named = [organ for line in names[:opening] for organ in _organs(line)]
    named = named or [printed.group(1)] if printed else named
    issuers = tuple(named or [_RED_HEAD.sub(r"\1", compact(line.text)) for line in heads])
    inner = _inner_title(regions, full)
    return _Identity(inner or full, numbers[0] if numbers else "", full, issuers, _date(regions, title_lines))


def _stated(regions: Sequence[Region]) -> dict[str, str]:
    """The facts that stand as lines above the title."""
    lines = [line for region in regions[:1] if region.role == "title" for line in region.lines if states_facts(line)]
    return facts_of_lines(piece for line in lines for piece in line.raw.split("\t"))


def _with_facts(identity: _Identity, facts: Mapping[str, str]) -> _Identity:
    """What the text does not say and the page's table does."""
    number = compact(facts.get("文号", ""))
    return replace(
        identity,
        number=identity.number or (number if NUMBER.fullmatch(number) else ""),
        date=identity.date or facts.get("成文日期", ""),
        issuers=identity.issuers or tuple(facts.get("发文机关", "").split()),
    )


def _organs(line: Line) -> list[str]:
    """The issuers of a line; spaces part them only where each part is the name of one."""
    parts = line.text.split()
    return parts if all(map(_ORGAN.fullmatch, parts)) else [compact(line.text)]


def _names(line: Line) -> bool:
    """Whether a line of the title block is part of the title: no date, remark or comment."""
    text = compact(line.text)
    marks = bool(ANNEX_HEAD.match(line.text)) or text.startswith(("<!--", "签发人"))
    return not (marks or DATE.match(text) or _HISTORY.match(text) or re.fullmatch(r"第\d+号", text))


def _inner_title(regions: Sequence[Region], full: str) -> str:
    """The name of what a notice prints: named in its title, or set between its signature and the text."""
    body = [region for region in regions if region.role == "body"]
    lines = [line for region in body for line in region.lines]
    named = _PRINTED.search(full)
    if named:
        for i in range(len(lines)):
            for length in (1, 2, 3):
                if "".join(compact(line.text) for line in lines[i : i + length]) == named.group(1):
                    return named.group(1)
    roles = [region.role for region in regions]
    after = next((regions[i + 1] for i in range(len(roles) - 1) if roles[i : i + 2] == ["signature", "body"]), None)
    if after is None:
        return ""
    opening: list[str] = []
    if any(read_number(line) for line in after.lines[:6]):  # a further document with a 文号 of its own
        return ""
    for line in after.lines:
        if not is_title_like(line) or line.text.startswith(("（", "(")):
            break
        opening.append(compact(line.text))
    others = sum(1 for line in after.lines[len(opening) :] if line.gap and re.search(r"(?:规定|办法|方案)$", line.text))
    return "".join(opening) if opening and not (others and named) else ""


def _date(regions: Sequence[Region], title_lines: Sequence[Line]) -> str:
    """The date of the first signature, else the last one in the title block."""
    for region in regions:
        if region.role == "signature":
            found = [m.group() for line in region.lines if (m := DATE.search(compact(line.text)))]
            if found:
                return found[-1]
    issued = [line for line in title_lines if not line.text.rstrip("）)").endswith(("施行", "实施", "生效"))]
    dates = [m.group() for line in issued or title_lines if (m := DATE.search(compact(line.text)))]
    return dates[-1] if dates else ""


def _address(identity: _Identity, file: str, taken: frozenset[str]) -> str:
    base = (identity.number or identity.title).replace("/", "／")
    if base not in taken:
        return base
    printed = re.search(r"\d{4}-\d{2}-\d{2}", file)
    dated = f"{base}（{identity.date or (printed.group() if printed else file)}）"
    return dated if dated not in taken else f"{base}（{file}）"
