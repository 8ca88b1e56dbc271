"""Figures side by side: several subjects, or one subject in several documents; the order, the difference, extremes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.draft import Draft, Part, Statement, line
from assistant.knowledge import Ask, pairs
from assistant.question import Mention
from assistant.write.figures import MONEY, SHARE, closeness, segment_quote
from assistant.write.two_places import write_two_places
from index.clause import Clause
from index.facts import Target

DIFFERENCE = re.compile(r"(?:高|多|大|差|少|低)(?:出|了)?(?:多少|几)|相差|差多少|差几|差值|多多少|差.{0,4}百分点")
_TIMES = re.compile(r"几倍|多少倍")
_EXTREME = re.compile(r"最(高|大|多|低|少|小)(?![可能给补奖罚不限支每拿领享资收交缴赔付]|多少)")  # 最高补多少 asks for a bound
_OF_FIGURES = re.compile(
    r"多少|几|目标|产值|营收|收入|规模|高|低|大|小|多|少|数字|指标|比重|率|最|超|倍|差|target|output|revenue|正文|附件", re.IGNORECASE
)
_ORDER = re.compile(r"哪|谁|排|大小|高低|更")
_SCALES = {"万亿": 1e12, "千亿": 1e11, "百亿": 1e10, "亿": 1e8, "万": 1e4}
_OVER = re.compile(
    r"(超过|高于|大于|不低于|不少于|达到|低于|不到|定[到为在]|等于|[都均同][是为])[“”\s]*(\d+(?:\.\d+)?)?\s*(万亿|千亿|百亿|亿|万)?(?:元|级|家|个|%)?[“”]*(?:量级|以上)?(?=[的有都？?，]|$)"
)
_SECTIONS = re.compile(r"哪|几个|多少个|最")
_OF_SECTIONS = re.compile("哪|谁|几个|排|最[高大多低少小](?:的|是|为|[，。？]|$)|which|what|who", re.IGNORECASE)  # 最高卖多少 asks for no section
_IS_SIZE = re.compile(r"产值|营收|营业收入|收入|规模|增加值")
_GENERAL = frozenset({"企业", "公司", "培育", "新增", "数量", "目标", "产业"})
_PLACE = re.compile("[省市县区州盟旗]$")
_MOST = 12  # sections of an answer
_ALIKE = 0.3  # share of a name that the heading of a section in another document says
_LEAST = 0.15  # closeness a figure needs to stand in a comparison


@dataclass(frozen=True, slots=True)
class Row:
    """A subject of a comparison and its figure."""

    name: str
    target: Target


def write_comparison(ask: Ask) -> Draft | None:
    """A small table with a citation in every cell, what was computed from it in front."""
    if not (ask.question.asks("compare", "rank") or _OVER.search(ask.question.text)) or not _OF_FIGURES.search(ask.question.text):
        return None
    if places := write_two_places(ask):
        return places
    rows = list(_rows(ask))
    if len(rows) < 2:
        return _extreme(ask)
    computed = _computed(ask, rows)
    header = Statement((Part("对象"), Part("文件所定"), Part("目标年份")), "header")
    return Draft((*([computed] if computed else []), header, *(_table_row(row) for row in rows)))


def _table_row(row: Row) -> Statement:
    quote = segment_quote(row.target)
    year = Part(f"{row.target.year}年", (quote,)) if row.target.year else Part("未写明")
    return Statement((Part(row.name), Part(quote.text, (quote,)), year), "row")


def _subjects(ask: Ask) -> list[Mention]:
    found = [m for m in ask.question.mentions if m.kinds & {"heading", "row"} and m.exactness >= 0.5]
    whose = [m for m in found if ask.question.hinted and _PLACE.search(m.name)]
    compared = found if len(whose) > 1 else [m for m in found if m not in whose]  # 江阳市的…: whose document it is
    return list({mention.name: mention for mention in compared}.values())


def _documents(ask: Ask) -> tuple[str, ...]:
    """The documents to compare; empty for one or any."""
    named = ask.question.documents
    if len(named) > 1:
        return named
    both = re.search(r"(?:两|几|各)(?:份|个)(?:文件|文|政策|方案)|前后|前一份|后一份", ask.question.text)
    return tuple(d.address for d in ask.library.documents) if both and len(ask.library.documents) <= 4 else ()


def _rows(ask: Ask) -> Iterator[Row]:
    """The best figure for each subject, and for each document where several are compared."""
    documents = _documents(ask)
    seen: set[tuple[str, int]] = set()
    for mention in _subjects(ask):
        for document in documents or ("",):
            target = _figure(ask, mention, document)
            if target is None or (target.clause.address, target.start) in seen:
                continue
            seen.add((target.clause.address, target.start))
            yield Row(f"{mention.name}（{document}）" if document else mention.name, target)


def _figure(ask: Ask, mention: Mention, document: str) -> Target | None:
    """The figure of a subject closest to what is asked: in its own section, else where its name is printed."""
    def within(clause: Clause) -> bool:
        return not clause.derived and (clause.document == document if document else ask.inside(clause))

    own = [c for address in mention.addresses if (c := ask.library.clause(address)) and within(c)]
    holding = [c for c in ask.library.clauses if within(c) and mention.name in c.text]
    printed = [t for c in holding for t in ask.knowledge.targets(c) if mention.name in t.text]
    ranked = [c for c in ask.retrieved.clauses[:8] if document and within(c) and _alike(ask, mention, c)]
    inside = [target for clause in (own or ranked) for target in ask.knowledge.targets(clause)]
    return _closest(ask, [*inside, *printed], mention)


def _alike(ask: Ask, mention: Mention, clause: Clause) -> bool:
    """Whether a section of another document is about the same, by the words of its heading."""
    return bool(clause.heading) and ask.knowledge.overlap(clause.heading, mention.name)[0] >= _ALIKE


def _closest(ask: Ask, targets: Sequence[Target], mention: Mention) -> Target | None:
    wanted = ask.question.body
    for other in ask.question.mentions:
        wanted = wanted.replace(other.name, "").replace(other.asked, "")
    scored = []
    for target in targets:
        score = closeness(ask, wanted, target) - (0.1 if target.clause.kind == "row" else 0.0)
        named = mention.name in target.text or mention.name in target.clause.heading
        years_agree = not target.year or not ask.question.years or target.year in ask.question.years
        scored.append((score + 0.15 * named + 0.25 * years_agree, target))
    best = max(scored, key=lambda each: each[0], default=None)
    return best[1] if best is not None and best[0] >= _LEAST else None


def _computed(ask: Ask, rows: Sequence[Row]) -> Statement | None:
    """The difference, the quotient or the order of figures of one unit."""
    if len({row.target.unit for row in rows}) != 1:
        return None
    text = ask.question.text
    quotes = tuple(segment_quote(row.target) for row in rows)
    values = [row.target.value for row in rows]
    if DIFFERENCE.search(text) and len(rows) == 2:
        shown = _amount(abs(values[0] - values[1]), rows[0].target.unit)
        return Statement((Part(f"相差{shown}（据所引数字计算{_unlike(rows)}）", quotes, (shown,)),))
    if _TIMES.search(text) and len(rows) == 2 and values[1]:
        shown = f"{values[0] / values[1]:.4g}"
        return Statement((Part(f"{shown}倍（据所引数字计算）", quotes, (shown,)),))
    if len(set(values)) == 1:
        return Statement((Part(f"数字相同，都是{rows[0].target.number}", quotes),))
    return _order(ask, rows)


def _order(ask: Ask, rows: Sequence[Row]) -> Statement | None:
    if not _ORDER.search(ask.question.text):
        return None
    ranked = sorted(rows, key=lambda row: -row.target.value)
    quotes = tuple(segment_quote(row.target) for row in ranked)
    listed = " > ".join(f"{row.name}（{row.target.number}）" for row in ranked)
    note = _unlike(ranked)
    return Statement((Part(f"按数字从高到低：{listed}{f'（{note[1:]}）' if note else ''}", quotes),))


def _unlike(rows: Sequence[Row]) -> str:
    """A note where figures of one unit measure different things (产值, 营收); empty where they do not."""
    measured = [found.group() if (found := _IS_SIZE.search(row.target.text)) else "" for row in rows]
    kinds = dict.fromkeys(each.replace("营业收入", "营收") for each in measured if each)
    return f"，指标不同：{'、'.join(kinds)}" if len(kinds) > 1 else ""


def _amount(value: float, unit: str) -> str:
    if unit == "元":
        return f"{value / 1e8:g}亿元"
    return f"{value:g}{'个百分点' if unit == '%' else unit}"


def _extreme(ask: Ask) -> Draft | None:
    """The highest, the lowest or those over a bound, over the figures of one measure in all sections in scope."""
    text = ask.question.text
    wanted, bound = _EXTREME.findall(text), _bound(text)
    if not (wanted or bound) or not _SECTIONS.search(text) or (wanted and not _OF_SECTIONS.search(text)):
        return None
    figures = [target for clause in ask.library.clauses if ask.inside(clause) and (target := _measure(ask, clause))]
    if len(figures) < 3:
        return None
    if not wanted and bound is not None:
        chosen = [target for target in figures if bound.holds(target.value)]
    else:
        values = [target.value for target in figures]
        ends = dict.fromkeys((max if end in "高大多" else min)(values) for end in wanted)  # 最高的是哪个，最低的呢
        chosen = [target for end in ends for target in figures if target.value == end]
    quotes = [(target, segment_quote(target)) for target in chosen[:_MOST]]
    return Draft(tuple(line(f"{target.clause.heading}：{quote.text}", quote) for target, quote in quotes))


@dataclass(frozen=True, slots=True)
class _Bound:
    """A spoken bound in base units (yuan, pieces, percent)."""

    relation: str
    value: float

    def holds(self, value: float) -> bool:
        """Whether a figure keeps the bound."""
        if self.relation in {"超过", "高于", "大于"}:
            return value > self.value
        if self.relation in {"低于", "不到"}:
            return value < self.value
        return value >= self.value if self.relation in {"不低于", "不少于", "达到"} else value == self.value


def _bound(text: str) -> _Bound | None:
    match = _OVER.search(text)
    if match is None:
        return None
    number = float(match.group(2) or 1) * _SCALES.get(match.group(3), 1.0)
    return _Bound(match.group(1), number)


def _measure(ask: Ask, clause: Clause) -> Target | None:
    """The section's figure of the measure asked about; none where it sets itself no such figure."""
    if clause.kind in {"row", "column"} or not clause.duties or not clause.heading:
        return None
    text, years = ask.question.text, ask.question.years
    share, money = SHARE.search(text), MONEY.search(text) or re.search("规模|万亿|千亿|百亿|亿", text)
    fitting = []
    for target in ask.knowledge.targets(clause):
        if years and target.year not in years:
            continue
        if share:
            fits = target.unit in {"%", "个百分点"} and bool(pairs(text) & pairs(target.measure))
        elif money:
            fits = target.unit == "元" and bool(_IS_SIZE.search(target.text))
        else:
            fits = target.unit in {"家", "个"} and _counts_same(text, target)
        if fits:
            fitting.append(target)
    return max(fitting, key=lambda target: target.value) if fitting else None


def _counts_same(text: str, target: Target) -> bool:
    """Whether a figure counts what the question counts (上市公司, 龙头企业)."""
    return bool((pairs(text) & pairs(target.measure)) - _GENERAL)
