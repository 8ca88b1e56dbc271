"""Clause addresses as people write them: `三（二）1`, `第三部分第（二）项第1条`, `第3条第2款`, `附件1 轨道交通`.

Reading is forgiving and deciding is not: exact labels first, then folded ones, then values level by level; a
label that is unique resolves without those above it; more than one match is a list, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.clause import Clause
from index.numerals import NUMERAL, value
from index.text import fold

_N = f"[{NUMERAL}]+"
_TOKEN = re.compile(
    rf"(?P<article>第{_N}条(?:之{_N})?)|第(?P<part>{_N})[编篇]|第(?P<chapter>{_N})章|第(?P<section>{_N})节"
    rf"|第[(]?(?P<clause_paragraph>{_N})[)]?[款]|第(?P<han>{_N})(?:大?部分|大[点条项类]|方面)"
    rf"|第[(](?P<ordinal_bracket>{_N})[)](?:小?[项点条目])?|第(?P<ordinal>{_N})(?:小?[项点目]|个?问题)"
    rf"|\[(?P<headed>[一-龥、()]{{2,14}})\]"
    rf"|(?P<boxed>专栏{_N})|(?<![请想来])(?P<inquiry>问{_N})(?=$|[\s/：:])|(?:末尾)?第(?P<paragraph>{_N})段|段(?P<paragraph_name>\d+)|第?(?P<stem>[甲乙丙丁戊己庚辛壬癸])(?:[款项目]|(?=$|[\s/、]))"
    rf"|(?P<annex>附[件表](?:第?(?:\d+|[一二三四五六七八九十]+)(?![\d览项条款行]))?)|(?P<named>(?<![^/])目录(?=$|[\s/])|标题|前言|落款|版记|总则|附则|注(?=$|[/的]))"
    rf"|[(](?P<bracket>{_N})[)](?:[项点条款])?|(?P<circled>[①-⑳])|-(?P<repeat>\d)(?=$|[\s/])|[(]第(?P<occurrence>\d)处[)]"
    rf"|(?P<half>\d{{1,2}})[)]|(?P<decimal>\d+(?:\.\d+)+)(?![%\d])|(?P<arabic>\d{{1,3}})(?:[.](?!\d)|(?=$|[\s/、，,的条项点(①-⑳]))"
    rf"|(?P<bare>[零一二三四五六七八九十百]+)、?"
)
_KINDS = {
    "article": ("article", "arabic", "bracketed_arabic", "han", "bracketed_han"),
    "part": ("part",),
    "chapter": ("chapter", "han"),
    "section": ("section", "bracketed_han"),
    "han": ("han", "chapter", "part", "decimal"),
    "ordinal_bracket": ("bracketed_han", "bracketed_arabic"),
    "ordinal": ("bracketed_han", "arabic", "bracketed_arabic", "stem", "circled", "han"),
    "paragraph": ("paragraph",),
    "paragraph_name": ("paragraph",),
    "annex": ("annex", "annexes"),
    "named": ("title", "foreword", "signature", "note", "chapter"),
    "boxed": ("boxed",),
    "inquiry": ("inquiry",),
    "headed": ("headed",),
    "stem": ("stem",),
    "bracket": ("bracketed_han", "bracketed_arabic"),
    "decimal": ("decimal",),
    "half": ("half_bracketed",),
    "circled": ("circled",),
    "arabic": ("arabic", "decimal", "han", "bracketed_han", "bracketed_arabic", "half_bracketed", "circled"),
    "bare": ("han", "chapter", "bracketed_han"),
}
_STRONG = frozenset(
    {"article", "part", "chapter", "section", "han", "ordinal_bracket", "ordinal", "annex", "boxed", "bracket", "paragraph"}
)
_LARGEST = 999  # a larger number is a year
_GLUE = re.compile(r"[\s/,，、的中里内:：之]*")
_VALUES = re.compile(rf"{_N}|[①-⑳甲乙丙丁戊己庚辛壬癸]")


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a written address: its folded text, its number, the kinds of label it may mean, which occurrence."""

    text: str
    value: int | None
    kinds: tuple[str, ...]
    occurrence: int = 1


@dataclass(frozen=True, slots=True)
class Written:
    """An address found in running text: where it stands, its steps, the 款 asked for."""

    start: int
    end: int
    steps: tuple[Step, ...]
    paragraph: int | None = None


def find_address(text: str) -> Written | None:
    """The first address in a text, or None. A lone number is none.

    >>> [step.text for step in find_address("请问第三部分第（二）项第1条讲什么？").steps]
    ['三', '(二)', '第1条']
    """
    folded = _fold(text)
    for match in _TOKEN.finditer(folded):
        written = _run(folded, match.start())
        if written is not None:
            return written
    return None


def read_steps(text: str) -> Written | None:
    """The address that fills a whole text, bare numbers allowed, or None."""
    folded = _fold(text).strip()
    written = _run(folded, 0, weak=True)
    return written if written and written.end >= len(folded.rstrip(" /。.、项条行列")) else None


def _fold(text: str) -> str:
    """Folded, but for ①, which would run into the number before it."""
    return "".join(character if "①" <= character <= "⑳" else fold(character) for character in text)


def _run(folded: str, start: int, *, weak: bool = False) -> Written | None:
    position, paragraph, strong = start, None, weak
    steps: list[Step] = []
    end = start
    while match := _TOKEN.match(folded, position):
        group = str(match.lastgroup)
        text = match.group(group)
        numbers = _VALUES.findall(text)
        number = value(numbers[0]) if numbers else None
        if number is not None and number > _LARGEST:
            break
        if group == "clause_paragraph":
            paragraph = number
        elif group in {"repeat", "occurrence"}:
            if not steps or number is None:
                break
            steps[-1] = replace(steps[-1], occurrence=number)
        else:
            text = f"({text})" if group in {"bracket", "ordinal_bracket"} else text
            steps.append(Step(text, number, _KINDS[group]))
        strong = strong or group in _STRONG or group == "clause_paragraph"
        end = match.end()
        glue = _GLUE.match(folded, end)
        position = glue.end() if glue else end
    strong = strong or (len(steps) > 1 and "/" in folded[start:end])
    if not strong or not (steps or paragraph) or (len(steps) == 1 and steps[0].text in {"附件", "附表"} and not weak):
        return None
    return Written(start, end, tuple(steps), paragraph)


def match_steps(steps: Sequence[Step], clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """The clauses the steps may mean, best readings only.

    A clause matches when its last label matches the last step and the steps above match labels above, in order;
    the usual kind of label, fewer labels left over, and labels equal in text rather than in value read better.
    """
    scored = [(score, clause) for clause in clauses if (score := _score(steps, clause)) is not None]
    if not scored:
        return ()
    best = min(score for score, _ in scored)
    return tuple(clause for score, clause in scored if score == best)


def _score(steps: Sequence[Step], clause: Clause) -> tuple[int, int, int] | None:
    labels = list(clause.labels)
    if len(labels) < len(steps) or clause.derived or clause.kind == "row":
        return None
    position, by_value, off_kind = len(labels) - 1, 0, 0
    for index, step in enumerate(reversed(steps)):
        while position >= 0 and not (_matches(step, labels[position]) or (index and _any_annex(step, labels[position]))):
            if index == 0:
                return None
            position -= 1
        if position < 0:
            return None
        by_value += fold(_split_label(labels[position])[0]) != step.text
        if index == 0 and clause.kind not in step.kinds:
            return None
        off_kind += step.kinds.index(clause.kind) if index == 0 else 0
        position -= 1
    return off_kind, len(labels) - len(steps), by_value


def _split_label(label: str) -> tuple[str, int]:
    """A label without its ~2, and which occurrence it is."""
    base, _, occurrence = label.partition("~")
    return base, int(occurrence or 1)


def _any_annex(step: Step, label: str) -> bool:
    """Whether 附件 without a number stands for an annex (附件第88项)."""
    return step.text == "附件" and label.startswith(step.text)


def _named(label: str) -> str:
    """What a label prints in front of its number: 附件1, 专栏1, 问1."""
    return label[:1] if label[:1] in "附专问" else ""


def _matches(step: Step, label: str) -> bool:
    base, occurrence = _split_label(label)
    folded = fold(base)
    if occurrence != step.occurrence:
        return False
    if folded == step.text:
        return True
    numbers = _VALUES.findall(folded)
    if step.value is None or not numbers:
        return False
    if _named(step.text) != _named(folded) or step.kinds == ("decimal",):
        return False
    return value(numbers[0]) == step.value and ("之" in folded) == ("之" in step.text)
