"""The documents' own names: table axes, headings, bodies that answer for something, listed companies and places.

Everything the assistant knows about industries, places or departments is learned here, from the documents.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from index.clause import Clause, Document
from index.duties import split_names
from index.labels import DIVISIONS
from index.text import compact

_HEADING_VERB = re.compile(
    r"^(?:关于)?(?:加快|大力|积极|着力|全面|深入|稳步|推动|推进|促进|发展|培育|壮大|做强|做优|做大|改造|提升|巩固|延伸|前瞻|布局"
    r"|加强|强化|完善|健全|建立|优化|支持|鼓励|引导|深化|扩大|突破|实施)+"
)
_HEADING_TAIL = re.compile(r"(?:产业|行业|工作|机制|体系|建设|领域|发展)$")
_REMARK = re.compile(r"[（(][^（）()]*[）)]")
_LISTED = re.compile(r"(?:依托|发挥|利用|支持|壮大|推动|推进|以)([^，。；：]*?、[^，。；：]*?)(?:等|为(?:龙头|重点|代表|引领))")
_NAME = re.compile(r"[一-龥A-Za-z0-9（）()·\-]{2,24}")


@dataclass(frozen=True, slots=True)
class Term:
    """A name of the documents.

    Attributes:
        name: as printed, white space removed.
        kinds: where it was learned: `row`, `column`, `heading`, `body` (answers for something), `listed`.
        addresses: the clauses it was learned from, in reading order.
    """

    name: str
    kinds: frozenset[str]
    addresses: tuple[str, ...]


def learn_terms(documents: Iterable[Document]) -> tuple[Term, ...]:
    """All names of the documents, longest first."""
    kinds: dict[str, set[str]] = defaultdict(set)
    addresses: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        for clause in document.clauses:
            for name, kind in _names(clause):
                kinds[name].add(kind)
                if clause.address not in addresses[name]:
                    addresses[name].append(clause.address)
    terms = [Term(name, frozenset(kinds[name]), tuple(addresses[name])) for name in kinds]
    return tuple(sorted(terms, key=lambda term: (-len(term.name), term.name)))


def _names(clause: Clause) -> Iterable[tuple[str, str]]:
    if clause.kind in {"row", "column"}:
        name = _REMARK.sub("", clause.label.partition("~")[0])
        if not name.isdecimal():  # a serial number names nothing
            yield name, clause.kind
    elif clause.heading and clause.kind not in {"annex", "note"}:
        for name in heading_names(clause.heading):
            if len(name) > 2 or clause.kind not in DIVISIONS:  # 缴存, 使用: the chapters of a statute name no subject
                yield name, "heading"
    for duty in clause.duties:
        kind = "listed" if re.search(r"企业|园区", duty.role) else "body"
        for name in duty.names:
            for part in name.split("、"):
                cleaned = re.sub(r"等.*$", "", part).strip()
                if 2 <= len(cleaned) <= 20:
                    yield cleaned, kind
                    if _REMARK.search(cleaned):
                        yield _REMARK.sub("", cleaned), kind
    for cell in clause.cells if clause.kind == "row" else ():
        for name in _listed_in_cell(cell.value):
            yield name, "listed"
    for match in _LISTED.finditer(clause.text if not clause.cells else ""):
        for name in split_names(match.group(1)):
            if _NAME.fullmatch(name) and 2 <= len(name) <= 16:
                yield name, "listed"


def heading_names(heading: str) -> tuple[str, ...]:
    """What a heading is about, without the verb in front and the generic word behind.

    >>> heading_names("大力发展汽车及零部件产业")
    ('汽车及零部件产业', '汽车及零部件')
    """
    plain = _REMARK.sub("", compact(heading)).strip("。：:“”")
    core = _HEADING_VERB.sub("", plain)
    short = _HEADING_TAIL.sub("", core)
    names = (core, short) if len(short) >= 3 else (core,)
    return tuple(dict.fromkeys(name for name in names if 2 <= len(name) <= 24 and "，" not in name))


def _listed_in_cell(value: str) -> Iterable[str]:
    """Names of a cell that is a list: short pieces between 、 and ，."""
    for line in value.splitlines():
        body = line.rpartition("：")[2]
        names = [name for group in body.split("，") for name in split_names(group)]
        if len(names) >= 2 and sum(map(len, names)) / len(names) <= 10:
            yield from (name for name in names if _NAME.fullmatch(name) and len(name) <= 16)
