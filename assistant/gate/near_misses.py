"""Evidence of the kind asked for that is another's: a fine for a fee, one industry's output for another's, the day of commencement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.asking import ASKS_PENALTY
from assistant.draft import Draft
from assistant.gate.amounts import asks_amount
from assistant.gate.evidence import evidence_text, quoted_text
from assistant.knowledge import Ask, pairs
from index.numerals import value
from index.text import fold

_CHARGE = re.compile(
    r"多少(?:钱的?)?([一-龥]{1,4}?(?:费用?|金|息|租|薪|工资))(?=[，。？?]|$)"
    r"|([一-龥]{2}(?:费|金|息|租|薪|工资|资本))(?:标准)?[^，。？的]{0,2}(?:是|为|要|收|有|拿)?多少"
    r"|(税收|利税|利润|出口额?|投资额)[^，。？]{0,6}?多少"
)
_COUNTED = re.compile(  # no unit, bound, share or sum: 多少大学生
    r"多少(?:个|家|名|位|项|种)?(?![钱块元天年亿万千百米吨公平分到以的小月工度头套张辆股只]|人(?:[次员]|$)|[补奖罚资税][助贴励款金率]|比例|份额|面积|产能|产值|数量)"
    r"([一-龥]{2,4}(?<![费金息租薪税款补了的时]))(?=[，。？]|$)"
)
_SIZE = re.compile("([十百千]亿)级?(?=企业|产业|集群|园区|项目)")
_INDUSTRY = re.compile(r"([一-龥]{2,8})(?:产业|行业)(?![链园化基集协布政])")
_STEMS = "奖补租薪"  # 奖金 and 奖励, 补贴 and 补助, 房租 and 租金 are the same
_OUTPUT = re.compile("产值|营收|营业收入|增加值|总值")
_SAID_OF_OUTPUT = re.compile("产值|营收|收入|增加值|总值|规模|产业|亿")
_SENTENCE = re.compile("[。；\n]")
_FINE = re.compile("罚款|罚金|滞纳金|没收")
_APPLIES = re.compile("起(?:施行|实施|执行|生效)")
_ASKS_APPLIES = re.compile("施行|实施|执行|生效|起|开始|适用|印发|公布|发布|出台|有效")
_FIGURES = re.compile(
    r"(?<![第\d.])(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+)(?:[万亿]|个百分点|个工作日|个月|%|元|[日天年](?!度|级)|倍|名|人|周岁|岁|(?<!一)家)"
)


def near_misses(ask: Ask, draft: Draft) -> Iterator[str]:
    """What the question asks for, named for the reader, where the draft's evidence only looks like it."""
    yield from _output(ask, draft)
    yield from _industry(ask, draft)
    yield from _charge(ask, draft)
    yield from _another_sum(ask, draft)
    yield from _commencement(ask, draft)
    yield from _premises(ask, draft)
    yield from _counted(ask, draft)
    yield from _size(ask, draft)


def _size(ask: Ask, draft: Draft) -> Iterator[str]:
    """A size that tells what is counted (百亿级企业): a number of others is no answer."""
    said = fold(quoted_text(draft))
    for size in _SIZE.findall(ask.question.body) if asks_amount(ask) and not draft.structural else ():
        if size not in said and f"{value(size[:-1])}亿" not in said:
            yield f"{size}级"


def _counted(ask: Ask, draft: Draft) -> Iterator[str]:
    """What is counted (招多少大学生): a number of something else is no answer."""
    asked = _COUNTED.search(ask.question.body)
    if asked and not draft.structural and asks_amount(ask) and not pairs(asked.group(1)) & pairs(evidence_text(ask, draft)):
        yield asked.group(1)


def _output(ask: Ask, draft: Draft) -> Iterator[str]:
    """An output that is asked for, where the evidence measures something else."""
    if asks_amount(ask) and _OUTPUT.search(ask.question.body) and not _SAID_OF_OUTPUT.search(evidence_text(ask, draft)):
        yield "产值"


def _industry(ask: Ask, draft: Draft) -> Iterator[str]:
    """An industry whose figure is asked for and that the documents speak of elsewhere: another one's is no answer."""
    if draft.structural or not asks_amount(ask) or not _OUTPUT.search(ask.question.body):
        return
    for name in _INDUSTRY.findall(ask.question.body):
        asked = pairs(name)
        above = (clause.heading + "".join(clause.path) for clause in draft.clauses)
        if any(map(ask.knowledge.occurs, asked)) and not asked & pairs(quoted_text(draft) + "，".join(above)):
            yield f"{name}产业"


def _charge(ask: Ask, draft: Draft) -> Iterator[str]:
    """A fee, bonus or rent whose amount is asked for: a fine or a price in the evidence is another sum."""
    asked = _CHARGE.search(ask.question.body)
    name = next(filter(None, asked.groups()), "") if asked else ""
    above = (parent.text for clause in draft.clauses if (parent := ask.library.parent(clause)) is not None)
    evidence = quoted_text(draft) + "".join(above)
    stem = next((character for character in _STEMS if character in name), name[:2])
    if name and not draft.structural and stem not in evidence:
        yield name


def _another_sum(ask: Ask, draft: Draft) -> Iterator[str]:
    """A fine is no answer to a question for another sum of money."""
    wanted = ask.question.answer_type
    if draft.structural or wanted is None or wanted.name != "金额" or ASKS_PENALTY.search(ask.question.text):
        return
    stated = [s for quote in draft.quotes for s in _SENTENCE.split(quote.text) if wanted.written.search(s)]
    if stated and all(_FINE.search(sentence) for sentence in stated):
        yield wanted.name


def _commencement(ask: Ask, draft: Draft) -> Iterator[str]:
    """The day from which a document applies is no answer to a question for another day."""
    wanted = ask.question.answer_type
    if draft.structural or wanted is None or wanted.name not in {"日期", "时间"} or _ASKS_APPLIES.search(ask.question.text):
        return
    stated = [s for quote in draft.quotes for s in _SENTENCE.split(quote.text) if wanted.written.search(s)]
    if stated and all(_APPLIES.search(sentence) for sentence in stated):
        yield wanted.name


def _premises(ask: Ask, draft: Draft) -> Iterator[str]:
    """Figures that a question says stand in the clause whose place it asks for."""
    if not ask.question.asks("locate") or ask.question.passages:
        return
    evidence = set(map(_plain, _FIGURES.findall(evidence_text(ask, draft) + "".join(clause.text for clause in draft.clauses))))
    yield from (figure for figure in _FIGURES.findall(ask.question.body) if _plain(figure) not in evidence)


def _plain(figure: str) -> str:
    """A figure in Arabic numerals, its unit left out: 三十日 and 30天 are the same."""
    number = re.match(r"[\d.]+|[零一二两三四五六七八九十百千]+", figure)
    written = number.group() if number else figure
    scale = next((each for each in ("亿", "万") if each in figure), "")
    return f"{value(written) if not written[0].isdecimal() else float(written):g}{scale}"
