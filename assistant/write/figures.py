"""The figure asked for: the segment of the best sentence that states it, with the year it is set for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.asking import DURATION_UNIT, SIZE
from assistant.draft import Draft, Quote, Statement, line
from assistant.knowledge import Ask, pairs
from assistant.phrases import OUT_OF_DATE
from assistant.write.sentences import Candidate, best_sentences, joined, unlabelled
from index.facts import Target
from index.sentences import split_sentences

MONEY = re.compile(r"产值|营收|营业收入|收入|增加值|多少亿|亿元|盘子|体量|多少钱|市值")
SHARE = re.compile(r"比重|占比|比例|百分|率|份额|占.{0,6}多少|%|share|percent", re.IGNORECASE)
_ASKS = re.compile(r"多少|几|目标|多大|多高|比重|规模|分之|how much|how many|target|what share", re.IGNORECASE)
_NO_MEASURE = re.compile(
    r"请问|里|中|什么|哪些|哪个|多少|几|怎么|目标|是|的|到|要|达到|超过|以上|力争|全省|产业|规模|(?:19|20)\d{2}年?|[家个项条座亿万元%]|呢|吗|分别|各|增长|培育|新增|打算|计划|至少"
)
_OF_FIRMS = re.compile(r"(?:亿元|万元|亿|万)的?[一-龥]{0,4}(?:企业|公司)")  # 年产值过100亿元的企业 asks for a count
_SPLIT = re.compile(r"[，,；;？?]|以及|又要|还要|并且|同时|另外|又|还")
_ALIKE = (frozenset({"人", "名", "万人"}), frozenset({"天", "日", "个工作日", "工作日"}), frozenset({"小时", "个小时"}), frozenset({"百分点", "个百分点", "%"}))
_AIMS = re.compile(r"目标(?:是|有|包括)?(?:什么|啥|哪些)")  # of nothing named: in words, not one figure of many
_TIMES = frozenset({"年", "个月", "天", "日", "个工作日", "工作日", "个小时", "小时", "分钟"})
_LIMIT = re.compile(r"内|不(?:得)?超过|最迟|期限|之日起")  # how a time limit is written
_EACH = re.compile(r"各(?:是|为|有|能|自)|分别")
_MOST = re.compile(r"最(?:高|多|长|大|晚|迟)|上限|不(?:能|得|可|应)?(?:以)?超过|至多|封顶")
_LEAST = re.compile(r"最(?:低|少|短|小|早)|下限|不(?:能|得|可|应)?(?:低于|少于)|至少|起码|门槛|提前")
_AT_MOST = re.compile(r"不(?:得|能|应)?(?:超过|高于|多于|大于|迟于|晚于)|以下|以内|之内|日内|内|(?<!提)前|最(?:高|多|长)|上限|限额|为限")
_AT_LEAST = re.compile(r"不(?:得|能|应)?(?:低于|少于|小于|短于)|以上|至少|最低|起点|超过|突破|达到|提前|(?:日|天|月|时)以?前")
_LONGEST = re.compile("最(?:长|多)")
_BEFOREHAND = re.compile(r"[日天月时]以?前(?![^，。]{0,12}不超过)")  # how long before something, not how long it takes
_WHICH = re.compile("哪几|哪些")
_HOW_MUCH = re.compile("多少|几(?:家|个|项|亿|万)?(?=[，。？?]|$)|百分之")
_SENTENCE = 110  # characters of a sentence that is given whole
_TOGETHER = 160  # characters of all the sentences of a clause that state figures that fit
_SENTENCES = 12  # best sentences whose figures compete
_REPEATS = 0.08  # an annex that repeats a figure comes after the body
_LEAST_SAID = 0.12  # share of the question's words the figure's sentence needs
_NEAR = 0.75  # share of the best figure's score that a second one of the same part of the question needs


def write_figures(ask: Ask) -> Draft | None:
    """The figures a question asks for."""
    question = ask.question
    if not (question.asks("value", "count") or question.unit):
        return None
    if _WHICH.search(question.body) and not _HOW_MUCH.search(question.body):
        return None
    if _AIMS.search(question.body) and not any(mention.exactness == 1.0 for mention in question.mentions):
        return None
    candidates = [c for c in best_sentences(ask, count=_SENTENCES) if _targets(ask, c)]
    if not candidates:
        return None
    chosen: list[Target] = []
    for wanted in _parts(ask.question.body):
        for target in _best(ask, wanted, candidates):
            if all((target.clause, target.start) != (other.clause, other.start) for other in chosen):
                chosen.append(target)
    if len(chosen) == 1 and _EACH.search(question.body):
        return None  # the sentences around it hold the others
    return Draft(tuple(dict.fromkeys(_beside(ask, chosen, candidates) or (_statement(t, ask) for t in chosen)))) if chosen else None


def _beside(ask: Ask, chosen: Sequence[Target], candidates: Sequence[Candidate]) -> list[Statement]:
    """The sentences of a short clause that each state a figure that fits: which of them is meant, the reader sees."""
    target = chosen[0]
    if len(chosen) > 1 or target.year or target.clause.kind == "row":
        return []
    fitting = {sentence_of(each) for c in candidates if c.quote.clause == target.clause for each in _targets(ask, c) if not each.year}
    quotes = [unlabelled(quote) for quote in sorted(fitting, key=lambda quote: quote.start)]
    together = len(quotes) > 1 and sum(len(quote.text) for quote in quotes) <= _TOGETHER
    return [line(quote.text, quote) for quote in joined(quotes)] if together else []

def _parts(text: str) -> list[str]:
    """The parts of a question that each ask for a figure."""
    parts = [part for part in _SPLIT.split(text) if _ASKS.search(part)]
    return parts[:4] if len(parts) > 1 else [text]


def _targets(ask: Ask, candidate: Candidate) -> list[Target]:
    """The figures of a sentence that fit the unit and the years asked for."""
    quote = candidate.quote
    inside = [t for t in ask.knowledge.targets(quote.clause) if quote.start <= t.start and t.end <= quote.end]
    return [t for t in inside if fits(ask, t) and owned(ask, t, quote) and measured(ask, t) and _in_column_asked(ask, t)]


def _in_column_asked(ask: Ask, target: Target) -> bool:
    """Whether a figure that is all a cell says stands in a column the question names; other figures stand in sentences."""
    text = segment_quote(target).text
    columns = [cell.column for cell in target.clause.cells if cell.value.strip() == text]
    asked = pairs(ask.question.body)
    return not columns or any(asked & pairs(_NO_MEASURE.sub("，", column)) for column in columns)


def measured(ask: Ask, target: Target) -> bool:
    """Whether a figure measures what is asked for: 占有率 is no 配套率, and 增加值 is no 产值.

    Only where the subject is named; a paraphrase may say the measure in any words.
    """
    if not any(mention.exactness == 1.0 for mention in ask.question.mentions):
        return True
    rest = ask.question.body
    for mention in ask.question.mentions:
        if mention.exactness >= 0.9:
            rest = rest.replace(mention.name, "，")
    wanted = pairs(_NO_MEASURE.sub("，", rest))
    said = pairs(target.text)
    if target.unit == "元" and SIZE.search(rest) and SIZE.search(target.text) and "增加值" not in rest + target.text:
        return True
    return not wanted or bool(wanted & said)


def owned(ask: Ask, target: Target, sentence: Quote) -> bool:
    """Whether a figure is that of the subject asked about: in its section, or next to its name.

    A part of a chapter has no figure of its own because the chapter has one.
    """
    subjects = [m for m in ask.question.mentions if m.exactness == 1.0 and m.kinds & {"heading", "row"}]
    article = target.clause.text if target.clause.kind in {"article", "item"} else ""  # headings of statutes own no figures
    near = "，".join((sentence.text, article, *target.clause.path, target.clause.heading, target.clause.label))
    for mention in subjects:
        below = any(target.clause.address.startswith(address) for address in mention.addresses)
        if below or mention.name in near or re.sub("产业$", "", mention.name) in near:
            return True
    return not subjects


def fits(ask: Ask, target: Target) -> bool:
    """Whether a figure has the unit asked for and is not set for another year."""
    question = ask.question
    if question.years and target.year and target.year not in question.years:
        return False
    if not bounded_alike(question.text, target.text):
        return False
    if not question.unit:
        return question.answer_type is None or question.answer_type.written.search(target.number) is not None
    asked = question.unit.removeprefix("亿").removeprefix("万") or "元"
    if asked == DURATION_UNIT:
        return target.unit in _TIMES
    alike = next((units for units in _ALIKE if asked in units), frozenset({asked}))
    return target.unit in alike or asked in target.number


def bounded_alike(question: str, text: str) -> bool:
    """Whether a text does not state a lower bound where the upper one is asked for, or the other way round."""
    if "哪" in question:
        return True
    if _LONGEST.search(question) and _BEFOREHAND.search(text):
        return False
    if _MOST.search(question):
        return not _AT_LEAST.search(text) or _AT_MOST.search(text) is not None
    return not (_LEAST.search(question) and _AT_MOST.search(text) and not _AT_LEAST.search(text))


def _best(ask: Ask, wanted: str, candidates: Sequence[Candidate]) -> list[Target]:
    """The best figure for a part of the question, and others of its sentence that fit nearly as well."""
    scored = [
        (closeness(ask, wanted, target) + 0.8 * (candidate.score - candidates[0].score) - _REPEATS * (target.clause.kind == "row"), target, candidate)
        for candidate in candidates
        for target in _targets(ask, candidate)
        if said_share(ask, target, candidate) >= _LEAST_SAID or ask.question.text.isascii() or ask.question.carried
    ]
    if not scored:
        return []
    best, first, sentence = max(scored, key=lambda each: each[0])
    several = re.search(r"各|分别", wanted)
    near = [t for score, t, c in scored if c is sentence and t is not first and several and score >= _NEAR * best]
    return sorted([first, *near], key=lambda target: target.start)


def said_share(ask: Ask, target: Target, candidate: Candidate) -> float:
    """Share of the question's words that the figure's sentence and heading say, by weight."""
    whole = f"{'，'.join(target.clause.path[-1:])}，{target.clause.heading}，{candidate.quote.text}"
    return ask.knowledge.overlap(ask.question.body, whole)[1]


def closeness(ask: Ask, wanted: str, target: Target) -> float:
    """How much of what is asked the segment says, and the other way round; 0 to about 1.5."""
    said, asked = ask.knowledge.overlap(wanted, target.text)
    score = 0.6 * said + 0.6 * asked
    if ask.question.unit == DURATION_UNIT:
        return score + (0.2 if _LIMIT.search(target.text) else 0.0)
    if SHARE.search(wanted):
        return score + (0.3 if target.unit in {"%", "个百分点"} else -0.2)
    if MONEY.search(wanted) and not _OF_FIRMS.search(wanted):
        return score + (0.3 if target.unit == "元" else -0.2)
    if re.search(r"目标|规模", wanted):
        return score + (0.15 if target.unit == "元" else 0.0)
    return score


def _statement(target: Target, ask: Ask) -> Statement:
    """The segment of a target; of what is no target for a year the whole sentence: its conditions belong to it."""
    quote = segment_quote(target)
    sentence = unlabelled(sentence_of(target))
    if not target.year and "\t" not in sentence.text and len(sentence.text) <= _SENTENCE:
        quote = sentence
    return line(dated(target, quote.text, ask), quote)


def sentence_of(target: Target) -> Quote:
    """The sentence that states a figure."""
    around = next((s for s in split_sentences(target.clause) if s.start <= target.start < s.end), None)
    return Quote.sentence(target.clause, around) if around else Quote(target.clause, target.start, target.end)


def segment_quote(target: Target) -> Quote:
    """The segment that states the figure, without outer white space."""
    text = target.clause.text[target.start : target.end]
    start = target.start + len(text) - len(text.lstrip())
    return unlabelled(Quote(target.clause, start, start + len(text.strip())))


def dated(target: Target, text: str, ask: Ask) -> str:
    """The year in front where the segment does not say it; a year that is past with its document."""
    whole = f"到{target.year}年，{text}" if target.year and target.year not in text else text
    if target.year and int(target.year) < date.today().year:
        document = ask.library.document_of(target.clause)
        return f"{document.number or document.name}的目标（{OUT_OF_DATE}）：{whole}"
    return whole

