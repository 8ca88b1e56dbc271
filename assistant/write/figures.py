"""Figures: the one asked for, several side by side, the highest, the difference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from assistant.draft import Draft, Part, Quote, Statement, line
from assistant.knowledge import Ask
from assistant.question import Mention
from index.clause import Clause
from index.facts import Target

_MONEY = re.compile(r"产值|营收|营业收入|收入|规模|增加值|多少亿|亿元|盘子|体量|多少钱")
_SHARE = re.compile(r"比重|占比|比例|百分|率|份额|占.{0,6}多少|%")
_SPLIT = re.compile(r"[，,；;、？?]|以及|又要|还要|并且|同时|和(?=培育|建设|打造|新增)|另外")
_DIFFERENCE = re.compile(r"(?:高|多|大|差|少|低)(?:出|了)?(?:多少|几)|相差|差多少|差几|差值|多多少")
_TIMES = re.compile(r"几倍|多少倍")
_EXTREME = re.compile(r"最(高|大|多|低|少|小)")
_OVER = re.compile(r"(?:超过|高于|大于|不低于|达到)\s*“?((?:\d+(?:\.\d+)?)?\s*(?:万亿|千亿|百亿|亿|万)?)元?”?[^，。？]{0,8}的?[^，。？]{0,6}(?:哪|几)")
_LEAST = 0.12  # overlap a figure needs with what is asked


def write_figures(ask: Ask) -> Draft | None:
    """The figures a question asks for, each with the year it is set for."""
    if not (ask.question.asks("value", "count") or ask.question.unit):
        return None
    clauses = _focus(ask)
    chosen: list[Target] = []
    for wanted in _wanted(ask):
        best = _best(ask, wanted, clauses)
        if best is not None and best not in chosen:
            chosen.append(best)
    merged = _merge(chosen)
    return Draft(tuple(line(text, quote) for text, quote in merged)) if merged else None


def _wanted(ask: Ask) -> list[str]:
    """The parts of a question that each ask for a figure."""
    parts = [part for part in _SPLIT.split(ask.question.text) if re.search(r"多少|几|目标|多大|比重|规模|分之", part)]
    return parts[:4] if len(parts) > 1 else [ask.question.text]


def _focus(ask: Ask) -> list[Clause]:
    """The clauses whose figures compete: the subjects' sections, then the best ranked."""
    named = [clause for clause in ask.subjects("heading", "row", exactness=0.6) if not clause.derived]
    ranked = [clause for clause in ask.retrieved.clauses[:6] if not clause.derived and ask.inside(clause)]
    return list(dict.fromkeys([*named[:6], *ranked]))


def _best(ask: Ask, wanted: str, clauses: Sequence[Clause]) -> Target | None:
    best: tuple[float, Target] | None = None
    for clause in clauses:
        for target in ask.knowledge.targets(clause):
            score = _score(ask, wanted, target)
            if score is not None and (best is None or score > best[0]):
                best = (score, target)
    return best[1] if best and best[0] >= _LEAST else None


def _score(ask: Ask, wanted: str, target: Target) -> float | None:
    """How well a figure fits what is asked: words shared with its segment, unit, year, rank of its clause."""
    question = ask.question
    if question.years and target.year and target.year not in question.years:
        return None
    if question.unit and not _unit_fits(question.unit, target):
        return None
    said, asked = ask.knowledge.overlap(wanted, target.text)
    score = 0.5 * said + 0.5 * asked
    if _MONEY.search(wanted) and not _SHARE.search(wanted):
        score += 0.3 if target.unit == "元" else -0.2
    if _SHARE.search(wanted):
        score += 0.3 if target.unit in {"%", "个百分点"} else -0.2
    named = [m for m in question.mentions if target.clause.address in m.addresses]
    score += 0.3 * max((mention.exactness for mention in named), default=0.0)
    return score - 0.03 * min(ask.rank(target.clause), 10)


def _unit_fits(unit: str, target: Target) -> bool:
    asked = unit.removeprefix("亿").removeprefix("万") or "元"
    return target.unit == asked or (asked == "元" and target.unit == "元") or asked in target.number


def _merge(targets: Iterable[Target]) -> list[tuple[str, Quote]]:
    """One line a segment; the year in front where the segment does not say it."""
    lines: dict[tuple[str, int], tuple[str, Quote]] = {}
    for target in targets:
        quote = Quote(target.clause, target.start, target.end)
        stripped = target.text.strip()
        quote = Quote.of(target.clause, stripped) if stripped in target.clause.text else quote
        prefix = f"到{target.year}年，" if target.year and target.year not in stripped else ""
        lines[(target.clause.address, target.start)] = (_dated(prefix + stripped, target), quote)
    return list(lines.values())


def _dated(text: str, target: Target) -> str:
    """A target whose year is past says so."""
    past = target.year and int(target.year) < date.today().year
    return f"{text}（目标年份已过）" if past else text


def write_comparison(ask: Ask) -> Draft | None:
    """Several subjects side by side, with what was computed from them."""
    question = ask.question
    if not question.asks("compare", "rank"):
        return None
    if _EXTREME.search(question.text) and len(_subjects(ask)) < 2:
        return _extreme(ask)
    rows = _rows(ask)
    if len(rows) < 2:
        return None
    header = Statement((Part("对象"), Part("文件所定"), Part("目标年份")), "header")
    table = [
        Statement((Part(name), Part(target.text.strip(), (_quote(target),)), Part(f"{target.year}年" if target.year else "未写明", (_quote(target),) if target.year else ())), "row")
        for name, target in rows
    ]
    computed = _computed(ask, [target for _, target in rows])
    return Draft((*([computed] if computed else []), header, *table))


def _quote(target: Target) -> Quote:
    return Quote.of(target.clause, target.text.strip())


def _subjects(ask: Ask) -> list[Mention]:
    found = [m for m in ask.question.mentions if m.kinds & {"heading", "row"} and m.exactness >= 0.6]
    return list({mention.name: mention for mention in found}.values())


def _rows(ask: Ask) -> list[tuple[str, Target]]:
    """The best figure for each subject, and for each document where more than one is asked about."""
    rows: list[tuple[str, Target]] = []
    documents = ask.question.documents if len(ask.question.documents) > 1 else ("",)
    for mention in _subjects(ask):
        clauses = [c for address in mention.addresses if (c := ask.library.clause(address)) and not c.derived]
        for document in documents:
            inside = [c for c in clauses if (not document or c.document == document) and ask.inside(c)]
            best = _best_of(ask, inside)
            if best is not None and all(best is not other for _, other in rows):
                name = mention.name if not document else f"{mention.name}（{ask.library.document(document).number or ask.library.document(document).title}）"
                rows.append((name, best))
    return rows


def _best_of(ask: Ask, clauses: Sequence[Clause]) -> Target | None:
    scored = [(score, t) for c in clauses for t in ask.knowledge.targets(c) if (score := _plain_score(ask, t)) is not None]
    return max(scored, key=lambda each: each[0])[1] if scored else None


def _plain_score(ask: Ask, target: Target) -> float | None:
    text = ask.question.text
    said, asked = ask.knowledge.overlap(text, target.text)
    score = 0.5 * said + 0.5 * asked
    if _SHARE.search(text):
        return score + (0.5 if target.unit in {"%", "个百分点"} else -0.5)
    if _MONEY.search(text) or "目标" in text:
        score += 0.4 if target.unit == "元" else -0.1
    return score - (0.1 if target.clause.kind == "row" else 0.0)


def _computed(ask: Ask, targets: Sequence[Target]) -> Statement | None:
    """The difference, the quotient or the order of figures of one unit."""
    if len({target.unit for target in targets}) != 1 or len(targets) < 2:
        return None
    first, second = targets[0], targets[1]
    quotes = tuple(_quote(target) for target in targets)
    text = ask.question.text
    if _DIFFERENCE.search(text) and len(targets) == 2:
        shown = _amount(abs(first.value - second.value), first.unit)
        return Statement((Part(f"相差{shown}（据两处数字计算）", quotes, (shown,)),))
    if _TIMES.search(text) and second.value:
        shown = f"{first.value / second.value:.4g}"
        return Statement((Part(f"{shown}倍（据两处数字计算）", quotes, (shown,)),))
    if len({target.value for target in targets}) == 1:
        return Statement((Part(f"两者相同，都是{first.number}" if len(targets) == 2 else f"相同，都是{first.number}", quotes),))
    order = sorted(targets, key=lambda target: -target.value)
    if re.search(r"哪|谁|排|大小|高低|更", text):
        names = {id(target): name for name, target in _rows(ask)}
        top = order[0]
        name = next((n for n, t in _rows(ask) if t.number == top.number and t.clause is top.clause), top.clause.heading)
        return Statement((Part(f"最高的是{name}，{top.number}" if len(order) > 2 else f"{name}更高，{top.number}", (_quote(top),)),)) if names else None
    return None


def _amount(value: float, unit: str) -> str:
    if unit == "元":
        return f"{value / 1e8:g}亿元"
    return f"{value:g}{'个百分点' if unit == '%' else unit}"


def _extreme(ask: Ask) -> Draft | None:
    """The highest or lowest target over all sections of the documents in scope."""
    wanted = _EXTREME.search(ask.question.text)
    sections = [
        c for c in ask.library.clauses if c.heading and c.kind != "row" and not c.derived and ask.inside(c) and ask.library.children(c) or c.duties
    ]
    best: list[Target] = []
    for clause in sections:
        money = [t for t in ask.knowledge.targets(clause) if t.unit == "元" and re.search(r"产值|营收|营业收入|规模|增加值", t.text)]
        if money and ask.inside(clause):
            best.append(money[0])
    if len(best) < 2 or wanted is None or not _MONEY.search(ask.question.text):
        return None
    choose = max if wanted.group(1) in "高大多" else min
    top = choose(target.value for target in best)
    return Draft(tuple(line(f"{t.clause.heading}：{t.text.strip()}", _quote(t)) for t in best if t.value == top))
