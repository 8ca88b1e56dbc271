"""What a section consists of, where a question names nothing but the section (保障措施有哪些)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.draft import Draft, Quote, Statement, item, line
from assistant.knowledge import Ask, pairs
from assistant.write.lookup import clause_lines
from index.clause import Clause
from index.text import compact, fold

_TURNS = re.compile(
    r"请问|请|列(?:出|举|一下)?|只要|名称|一下|具体|分别|一共|总共|共有|都|各|文件|里面|中|里|的|了|有|是|提出|规定|确定|确立|明确|坚持|遵循|包括|包含|"
    r"哪(?:些|几)|几|多少|什么|啥|内容|[个条项类种大章节]|方面|部分|两份|呢|吗|[一二三四五六七八九十\d]+|[^\w]"
)  # what may stand beside the section's name
_WHAT = re.compile(r"(?:是|有)(?:什么|啥)")
_SECTION = re.compile("(?:基本|工作|主要|重点|保障)(?=(?:原则|任务|措施)$)")  # what a heading says more than who asks for it
_SHORTEST = 4  # characters of a section's name
_STRAY = 2  # character pairs of no title that may stand beside the section's name
_LEAST = 2  # headings that make a list
_MOST = 3  # sections that are laid out


def write_contents(ask: Ask) -> Draft | None:
    """The headings below the section named, in every document that has it; the section itself where it has none."""
    asks_what = _WHAT.search(ask.question.body) is not None
    if not (asks_what or ask.question.asks("list", "read", "count")) or ask.question.passages:
        return None
    sections = list(_named(ask))
    divided = [clause for clause in sections if len(_headed(ask, clause)) >= _LEAST]
    top = min((clause.address.count("/") for clause in divided), default=0)
    statements = [s for clause in divided if clause.address.count("/") == top for s in _divided(ask, clause)]
    if not divided and len(sections) == 1 and asks_what:
        statements = clause_lines(sections[0])
    return Draft(tuple(statements)) if statements and len(divided) <= _MOST else None


def _named(ask: Ask) -> Iterator[Clause]:
    """The sections whose heading is, or ends with, all that the question says (前瞻布局未来产业 for 未来产业)."""
    wanted = _bare(ask.question.body)
    if len(wanted) < _SHORTEST:
        return
    titles = pairs("，".join(_bare(f"{document.title}，{document.full_title}") for document in ask.library.documents))
    for clause in ask.library.clauses:
        if not clause.heading or clause.kind in {"row", "column"} or not ask.inside(clause):
            continue
        name = _bare(clause.heading)
        rest = wanted.removesuffix(name).removesuffix(_SECTION.sub("", name)) if len(name) >= _SHORTEST else wanted
        if name.endswith(wanted) or (rest != wanted and len(pairs(rest) - titles) <= _STRAY):
            yield clause


def _bare(text: str) -> str:
    return _TURNS.sub("", compact(fold(text)))


def _headed(ask: Ask, clause: Clause) -> list[Clause]:
    return [child for child in ask.library.children(clause) if child.heading and not child.derived]


def _divided(ask: Ask, clause: Clause) -> list[Statement]:
    first = line(f"{clause.reference}（{clause.heading}）：", Quote.of(clause, clause.heading))
    return [first, *(item(child.heading, Quote.of(child, child.heading)) for child in _headed(ask, clause))]
