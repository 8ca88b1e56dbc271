"""A decoded file becomes a document: frame, outline, clauses, duties."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from index.annexes import ANNEX_HEAD
from index.clause import Document, document_name
from index.clauses import ClauseWriter
from index.contents import contents_range
from index.declared import read_metadata
from index.duties import assign_duties
from index.frame import Region, split_frame
from index.furniture import facts_of, set_aside
from index.identity import document_address, identify, stated_facts, with_facts
from index.labels import DIVISIONS, numbers_decimally, read_label
from index.lines import Line, split_lines
from index.node import Node
from index.outline import build_outline
from index.quality import numbering_remarks
from index.read.extract import Extract
from index.read.read import extract
from index.tables import is_table_line
from index.titles import is_title_like

_NAMED_PLACES = {
    "title": ("title", "标题"), "list": ("annexes", "附件"), "signature": ("signature", "落款"), "imprint": ("signature", "版记"),
    "contents": ("title", "目录"),
}  # fmt: skip
_ADDRESSEES = re.compile(r".{2,}[：:]$")


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
    every = split_lines(text, source.tables)
    aside = set_aside(every)
    lines = tuple(line for index, line in enumerate(every) if index not in aside)
    regions = split_frame(lines)
    facts = {**facts_of([every[index] for index in sorted(aside)]), **stated_facts(regions), **source.facts}
    identity = with_facts(identify(regions, file), facts)
    address = document_address(identity, file, taken)
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
        remarks=(*source.remarks, *_left_out([every[index] for index in sorted(aside)]), *writer.remarks, *numbering_remarks(clauses)),
        pages=source.pages,
        paragraphs=source.paragraphs,
        metadata=read_metadata(text, identity.title, facts),
    )


def _left_out(page: Sequence[Line]) -> tuple[str, ...]:
    """What the report says of the lines that a web page prints around the document."""
    return (f"网页栏目 {len(page)} 行未收入条款（“{page[0].text[:12]}”等）",) if page else ()


def _build_tree(regions: Sequence[Region], decimals: bool) -> Node:
    root = Node("document", "")
    body = tuple(line for region in regions if region.role == "body" for line in region.lines)
    for region in regions:
        if region.role == "annex":
            root.add(_annex(region, decimals))
        elif region.role != "body":
            kind, label = _NAMED_PLACES[region.role]
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
        first = len(lines)
    build_outline(lines, root, decimals=decimals, first=first)
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
