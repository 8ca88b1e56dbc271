"""The kind of thing a question asks for (money, a span of time, a number of firms) and how texts write it.

Answer typing as in question answering over text (Li and Roth 2002, "Learning Question Classifiers"): a sentence that
holds nothing of the kind asked for does not answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"(?:\d[\d.,]*|[零〇一二两三四五六七八九十百千]+)(?:\s*[～~—\-－至到]\s*(?:\d[\d.]*|[一二两三四五六七八九十百千]+))?\s*多?余?\s*"
_SCALE = r"(?:万亿|千亿|百亿|亿|万|千|百)?\s*"
_DAYS = "个?(?:工作)?日|天"
_LENGTH = f"(?:{_DAYS}|个?月|年(?!级)|个?小时|个?钟头|分钟|周(?!岁))"
_TIME = f"(?:{_LENGTH}|周岁)"
_MEASURES = (
    "平方公里|平方千米|平方米|立方米|万平方米|公顷|亩|公里|千米|毫米|厘米|米|吨|公斤|千克|毫克|微克|克|斤|千瓦时|千瓦|兆瓦|瓦|度|毫升|升|人次|"
    "周岁|岁|家|户|人|名|位|个|分(?![之钟])|条|项|座|种|类|处|次|套|台|辆|架|艘|门|所|届|级|倍|份|章|批|期|件|头|股|张|篇|本|层|块|根|支|枚|步|节|课时|学时|回|遍|趟"
)


@dataclass(frozen=True, slots=True)
class AnswerType:
    """A kind of answer.

    Attributes:
        name: for the reader (金额).
        written: how a text writes an answer of this kind.
    """

    name: str
    written: re.Pattern[str]


def _type(name: str, written: str) -> AnswerType:
    return AnswerType(name, re.compile(written))


_PERCENT = _type("比例", r"%|‰|百分之|[一二三四五六七八九十]分之|万分之|百分点|\d/\d|[一二两三四五六七八九]成(?!立|为|员|果|本|交|套)|一半|减半|对半")
_SHARE = _type("比例", rf"{_PERCENT.written.pattern}|全部|全覆盖")
_MONEY = _type(
    "金额",
    rf"(?:{_NUMBER}{_SCALE}|[万千百]亿)(?:元|美元|港元|欧元)|[\d一二三四五六七八九十]\s*(?:万亿|千亿|百亿|亿|万)(?!亿|\s*(?:{_MEASURES}|立方))|[万千百]亿(?:元|级)?(?!\s*(?:{_MEASURES}|立方))"
    "|免费|不收取|免收",
)
_FOREVER = "长期(?=有效|保存|保管|[，。；、]|$)|终身|永久"
_PERIODS = rf"{_NUMBER}个[一-龥]{{0,3}}(?:期(?!限|间)|年度|季度|学年)"  # 2个采暖期, 两个纳税年度
_YEARS = _type("时长", rf"(?!(?:19|20)\d\d年)(?<!\d){_NUMBER}(?:年(?!级)|个?月|周岁)|半年|{_PERIODS}|{_FOREVER}")
_SPAN = _type("时长", rf"(?!(?:19|20)\d\d年)(?<!\d){_NUMBER}{_LENGTH}|{_PERIODS}|{_FOREVER}")
_HOURS = _type("时长", rf"{_NUMBER}个?(?:小时|钟头|分钟)")
_DATE = _type("日期", r"(?:\d+|[一二三四五六七八九十]+)\s*(?:[月号]|日(?!以?内|之内))|(?:19|20)\d{2}\s*年|[年月][底初末]|上半年|下半年|季度")
_DAY = _type("日期", rf"{_DATE.written.pattern}|之日|当日|次日|[一-龥]{{2}}日(?=[起止前后挂公的])")  # 自竣工验收之日起
_DAY_OF_MONTH = _type("日期", r"(?:\d|[一二三四五六七八九十])\s*[日号](?!以?内|之内)|之日|当日|次日|月[底末初]|旬")
_WHEN = _type("时间", rf"{_NUMBER}{_TIME}|[年月]底|[年月]初|上半年|下半年|季度|次年|当年|之日起|每年|每月|立即|及时|\d+[时点](?!间)")

_ASKED: tuple[tuple[re.Pattern[str], AnswerType], ...] = (
    (re.compile(r"[几多少]+倍"), _type("倍数", rf"{_NUMBER}{_SCALE}倍|翻[一两二]?番|翻番")),
    (re.compile(r"几[年月天]几[次回]|频[率次]"), _type("频次", rf"每[^，。；]{{0,6}}{_NUMBER}[次回]|[每逐][年月季周日天半]|定期|不定期")),
    (re.compile(r"百分之[几多]|(?:多少|(?<!第)几)个?(?:百分)?点(?=[，。？?]|$)|[利税费]率(?:的?(?:上限|下限|标准))?[^，。？]{0,3}(?:多少|几)"), _PERCENT),
    (
        re.compile(
            r"万分之[几多]|千分之[几多]|几分之几|多大的?比[例重]|多少%|(?:多少|几)个?百分点|几成(?!员)|多少的?比例"
            rf"|占(?:了|到|比)?[^，。？个家]{{0,10}}?多少(?!{_MEASURES})"
            r"|[一-龥]{2}的(?:多少|几成)(?=[，。？]|$)|(?:占比|比重|比例|百分比|[一-龥](?<![效功税频])率)(?:是|为|要|达到?|目标|[^，。？]{0,5}?)?(?:多少|多大|多高|几)"
        ),
        _SHARE,
    ),
    (
        re.compile(
            r"(?:多少|(?<![没好这那过近])几)年(?![级份利息费薪])|(?:多少个?|(?<![没好这那过近])几个)月(?![几份])"
        ),
        _YEARS,
    ),
    (re.compile(r"(?:多少|(?<![没好这那过近])几)个?(?:小时|钟头)"), _HOURS),
    (
        re.compile(
            rf"(?:多少|(?<![没好这那过近月])几)个?(?:{_DAYS}|小时|钟头|分钟|周(?!岁))"
            r"|多久(?![^，。？]{0,4}[次回遍趟])|多长时间|多长(?=[，。？]|$)"
        ),
        _SPAN,
    ),
    (re.compile(r"哪[一二两三四几些]?天"), _DAY),
    (re.compile(r"几月几[日号]|(?<![月第])几号(?!文|线|楼|令)"), _DAY_OF_MONTH),
    (re.compile(r"哪[一几些]?年|几月|几号"), _DATE),
    (re.compile(r"什么时候|何时|(?<!第)几点(?!几)|什么时间|最迟|最晚|截止日?期?(?:是|到)"), _WHEN),
    (
        re.compile(
            r"几[十百千]?[万亿](?=[，。？]|$)|(?:多少|几)(?:钱|块钱|毛|[千百万]?块(?=[，。？]|$)|(?:个)?(?:万|亿|千|百|十)*(?:美|港|欧)?元"
            rf"|(?:个)?亿(?!{_MEASURES}|[吨斤])|万(?!{_MEASURES}|[吨斤]))"
        ),
        _MONEY,
    ),
    (
        re.compile(
            r"(?:产值|营收|营业收入|收入|增加值|资本金?|价格|金额|罚款|租金|租费|工资|月薪|年薪|资金|补贴|补助|贷款|投资额?|投入|造价|[费价])"
            r"(?:标准|目标|总额|最高)?(?:[是为有要收交付缴罚达]|达到|[^，。？个家]{0,3})?(?:是|为)?多少(?![家个人名户条项位%])"
        ),
        _MONEY,
    ),
    (re.compile(r"[一-龥]额(?:目标)?(?:是|为|有|要?达到?)?多少"), _MONEY),
    (re.compile(r"多少[^，。？的个]{0,4}(?:费用?|租金|资金|补贴|补助|奖金|罚款|押金|保证金|工资|钱)"), _MONEY),
    (
        re.compile(
            rf"(?:[补奖赔缴交收发领付给拿扣]|补贴|补助|奖励|赔偿|缴纳|领取)(?:多少|几[千百万]?块)(?!个|{_MEASURES}|{_TIME}|次|%)"
            r"|(?:要|最高|最多)?罚(?:款)?(?:多少|几)|多[大高少]的?罚[单款]"
        ),
        _type("金额", rf"{_MONEY.written.pattern}|倍|比例|%"),
    ),
)
_COUNTED = re.compile(
    rf"(?:多少|(?<![哪好这那们])几)(?:亿|万)?(?:个(?=人))?({_MEASURES})(?!税|月|方面|百分点|类|工作日|小时|钟头|一[起同]|共同|联合|合伙)"
)
COUNT = "数量"
_ASKS_AREA = re.compile(r"(?:多少|多大的?)[^，。？的个]{0,2}面积|面积[^，。？]{0,6}(?:多少|多大)(?!平|公顷|亩)")
_WRITTEN = {
    "趟": "[趟次]", "回": "[回次]", "遍": "[遍次]",
    "周岁": "周?岁", "岁": "周?岁", "千瓦": "千瓦|[kK][wW]", "兆瓦": "兆瓦|[mM][wW]", "公里": "公里|千米|[kK][mM]", "千米": "公里|千米|[kK][mM]",
    "平方米": "平方米|㎡", "度": "度|℃|°C",
}  # fmt: skip
_BOUND = re.compile("至少|最少|最多|至多|[不低少多高]于|超过|上限|下限|起码|不能少|不得少")
_LISTED = frozenset("家户名位个条项座种类级处门所份件")
_AREA = "平方米|㎡|平方公里|平方千米|公顷|亩"
_LEVEL = _type(COUNT, r"(?:[ⅠⅡⅢⅣⅤⅥ]|[IV]{1,3}|\d+|[一二三四五六七八九十特初中高低])\s*级|[甲乙丙]等")
_FOREIGN = re.compile(r"(?:多少|几)(?:个|万|亿)?\s*((?!RMB|USD)[a-z]?[A-Z][A-Za-z]{0,4})(?=[^ -~]|$|\?)")  # a unit: GWh
_SAME = {"人": "人名位", "名": "人名位", "位": "人名位", "家": "家个", "个": "个家项种类条座处所支款批大名人县市国"}


def answer_type(question: str) -> AnswerType | None:
    """What kind of thing a question asks for; None where any sentence may answer.

    >>> answer_type("应当提前多少天告知？").name, answer_type("由谁负责") is None
    ('时长', True)
    """
    for asked, found in _ASKED:
        if asked.search(question):
            return found
    if _ASKS_AREA.search(question):
        return _type(COUNT, rf"{_NUMBER}{_SCALE}(?:{_AREA})")
    if foreign := _FOREIGN.search(question):
        return _type(COUNT, rf"{_NUMBER}{_SCALE}(?i:{re.escape(foreign.group(1))})")
    counted = _COUNTED.search(question)
    if counted is None:
        return None
    word = counted.group(1)
    if word == "级":
        return _LEVEL
    alike = _SAME.get(word, word)
    written = f"[{alike}](?!一体)" if word in _SAME else f"(?:{_WRITTEN.get(word, re.escape(word))})"
    listed = word in _LISTED and counted.group().startswith("几") and not _BOUND.search(question)  # a list answers 有几家
    return _type(COUNT, rf"{_NUMBER}{_SCALE}{written}{'|、' if listed else ''}")
