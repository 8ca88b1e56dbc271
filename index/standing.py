"""Whether a document still holds: it says so itself, its time has run out, or another indexed document repeals it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.clause import Document
from index.declared import read_day
from index.metadata import Repeal
from index.text import compact, fold

_STATE = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Standing:
    """That a document no longer holds.

    Attributes:
        word: 已废止 or 已失效.
        reason: what says so, one line.
        address: the clause that says so, empty where none does.
    """

    word: str
    reason: str
    address: str = ""

    def __str__(self) -> str:
        return f"{self.word}：{self.reason}" if self.reason else self.word


def find_standings(documents: Iterable[Document], today: datetime.date) -> Mapping[str, Standing]:
    """The documents that no longer hold, by address."""
    known = tuple(documents)
    found: dict[str, Standing] = {}
    for document in known:
        if own := _by_itself(document, today):
            found[document.address] = own
    for document in known:
        for repeal in document.metadata.repeals:
            sentence = " ".join(document.text[repeal.start : repeal.end].split())
            for target in known:
                if target is not document and target.address not in found and _is_meant(target, repeal, document):
                    found[target.address] = Standing("已废止", f"{document.name}：“{sentence}”", _clause_at(document, repeal))
    return found


def _by_itself(document: Document, today: datetime.date) -> Standing | None:
    metadata = document.metadata
    if metadata.expired:
        return Standing(f"已{metadata.expired}", "文件自己载明")
    until = read_day(metadata.expires)
    years = re.fullmatch(r"(\d+)年", metadata.expires)
    begun = read_day(metadata.effective) or read_day(metadata.printed) or read_day(document.date)
    if until is None and years and begun:
        until = (begun[0] + int(years.group(1)), begun[1], begun[2])
    if until is not None and until < (today.year, today.month, today.day):
        return Standing("已失效", f"有效期至{until[0]}年{until[1]}月{until[2]}日")
    return None


def _is_meant(target: Document, repeal: Repeal, by: Document) -> bool:
    """By its 文号; else by its whole title, if it is not younger and the sentence gives no 文号 that is another's."""
    number = compact(fold(target.number))
    named = {compact(fold(each)) for each in repeal.numbers}
    if number and any(each.endswith(number) for each in named):
        return True
    titles = {_plain(title) for title in repeal.titles}
    own = {_plain(target.title), _plain(target.full_title)}
    younger = (read_day(target.date) or (0, 0, 0)) > (read_day(by.date) or (9999, 0, 0))
    return bool(titles & own) and not younger and not (number and len(named) >= len(titles))


def _plain(title: str) -> str:
    return compact(fold(title)).removeprefix(_STATE)


def _clause_at(document: Document, repeal: Repeal) -> str:
    """The clause that holds most of the sentence."""
    for clause in document.clauses:
        if any(span.start < repeal.end and repeal.start < span.end for span in clause.spans) and not clause.derived:
            return clause.address
    return ""
