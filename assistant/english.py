"""Questions in English, said in Chinese: turns of phrase from a table, names by meaning from the documents themselves.

The second encoder puts a name and its translation near each other, so that no dictionary of names is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.vocabulary import Term

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

LEAST_LIKENESS = 0.52  # cosine from which a name of the documents is meant
LEAST_OF_ONE = 0.6  # the same for a single word
_LONGEST_NAME = 14  # characters
_LONGEST_RUN = 5  # words of a name
_OF_TABLE = frozenset({"row", "column"})
_FAVOUR = 0.015  # of a table's name before a heading as like (工程机械 before 特种工程机械)
_NAMED = frozenset({"row", "column", "heading"})
_WORD = re.compile(r"[A-Za-z][A-Za-z'’.-]*")
_PARTS = re.compile(r"[A-Za-z][A-Za-z'’-]*|[^A-Za-z\s]+|\s+")
_HYPHEN = re.compile("(?<=[a-z])[-–](?=[a-z])|['’]s\\b")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?![\d年])")
_BETWEEN = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
_HAN = re.compile("[一-龥]")  # A2, a row's number somewhere, translates nothing
_PROPER = re.compile("[一-龥]{2,4}")
_OF_PLACE = re.compile("(?:^|省|市|州)([一-龥]{2,4}?)(?:省|市|州|自治州|县|区)(?=人民政府|[一-龥]{1,8}[厅局委])")
_TWICE = re.compile("([一-龥]{2,})\\1")
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a about according achieve achieved aim aimed aiming all also an and any are as assigned at be been being both "
        "by can could cut did do does each expected find for from give given gives had has have held her his hold how "
        "in into is it its list long made make many marked may me meant mentioned much must named need needs of on or "
        "other our per planned please reach reached receive receives regarding related relating "
        "s said say says set shall should show stated tell than "
        "that the their then there these this those to under us want wants was what when where which who whom will "
        "with within would your ",
    )
)
_DOCUMENT = (
    r"(?:[a-z]+[ -]+){0,5}?(?:opinions?|plan|policy|document|notice|scheme|regulations?|measures|one|version|file)"
)
_TURNS: tuple[tuple[str, str], ...] = tuple(
    (rf"\b(?:{english})\b", chinese)
    for english, chinese in (
        (r",? and (?=what|which|how|who|when|where)", "，"),
        (r"what(?:'s| is| are) (?:its|the|their) (?=[^,，?]*(?:targets?|output|value|revenues?|rate|amount|size|share)\b)", " 多少 "),
        (rf"(?:the )?((?:19|20)\d\d) {_DOCUMENT}", r" \1年文件 "),
        (rf"in (?:the )?([a-z]+?) +{_DOCUMENT}", r" 在 \1 那份文件里 "),
        (r"(?:the )?three cities", " 三市 "),
        (r"(?:by|until|in|for|to) (?:the (?:year|end of) )?((?:19|20)\d\d)", r" 到\1年 "),
        (r"(?:which|what) (\w+ )?(?:cities|city|prefectures?)", " 哪些城市 "),
        (
            r"(?:which|what) (\w+ )?(?:departments?|agenc(?:y|ies)|bod(?:y|ies)|authorit(?:y|ies)|bureaus?|ministr(?:y|ies))",
            " 哪些部门 ",
        ),
        (r"(?:which|what) (\w+ )?(?:compan(?:y|ies)|enterprises?|firms?)", r" 哪些 \1企业 "),
        (r"(?:which|what) (\w+ )?(?:industr(?:y|ies)|sectors?)", r" 哪些 \1产业 "),
        (r"(?:in charge of|responsible(?: for)?|takes? charge of)", " 负责 "),
        (
            r"(?:leads?|leading the|takes? the lead|lead (?:city|agency|department|unit))(?! (?:enterprise|compan|firm))",
            " 牵头 ",
        ),
        (r"(?:leading|flagship) (?:enterprises?|compan(?:y|ies)|firms?)", " 龙头企业 "),
        (r"key (?:enterprises?|compan(?:y|ies)|firms?)", " 重点企业 "),
        (r"how many years", " 多少年 "),
        (r"how many months", " 几个月 "),
        (r"how many (?:working )?days", " 多少天 "),
        (r"how many", " 多少个 "),
        (r"how (?:much|big|large)|what (?:amount|size)", " 多少 "),
        (r"how long|within how many (?:working )?days", " 多长时间 "),
        (r"(?:what|which) (?:share|percentage|proportion)", " 占比多少 "),
        (r"(?:market )?share of", " 占有率 "),
        (r"market share", " 市场占有率 "),
        (r"share|percentage|proportion", " 占比 "),
        (r"when|what date|which date", " 什么时候 "),
        (r"why", " 为什么 "),
        (r"where (?:is|does|in)", " 在哪一条 "),
        (r"compare|comparison|difference between", " 对比 "),
        (r"in total|altogether|total number", " 一共 "),
        (r"gross output(?: value)?|output value|output targets?|industrial output|total output", " 总产值目标 "),
        (r"value[ -]added|added value", " 增加值 "),
        (r"revenues?|sales", " 营业收入 "),
        (r"scale", " 规模 "),
        (r"output|production", " 产量 "),
        (r"targets?|goals?|aims?(?: for)?|objectives?", " 目标 "),
        (r"industr(?:y|ies)|sectors?", " 产业 "),
        (r"manufacturing", " 制造业 "),
        (r"enterprises?|compan(?:y|ies)|firms?|businesses", " 企业 "),
        (r"cities|city", " 城市 "),
        (r"departments?|agenc(?:y|ies)", " 部门 "),
        (r"annex|appendix|attachment", " 附件"),
        (r"article (\d+)", r" 第\1条 "),
        (r"chapter (\d+)", r" 第\1章 "),
        (r"core", " 核心 "),
        (r"key", " 重点 "),
        (r"layout(?: table)?", " 布局 "),
        (r"subsid(?:y|ies|ised|ized)", " 补贴 "),
        (r"penalt(?:y|ies)|fines?|fined|punish(?:ed|ment)?", " 罚款 "),
        (r"deadline|time limit", " 期限 "),
        (r"takes? effect|effective date|come into force|enter into force", " 施行日期 "),
        (r"phone(?: number)?|telephone", " 电话 "),
        (r"domestic and foreign trade", " 内外贸 "),
        (r"domestic", " 国内 "),
        (r"province(?:-wide|wide)?", " 全省 "),
        (r"provincial", " 省里 "),
        (r"exceed|more than|over|above", " 超过 "),
        (r"responsibilit(?:y|ies)|duties", " 职责 "),
        (r"conditions?|requirements?", " 条件 "),
        (r"measures?", " 措施 "),
        (r"logistics", " 物流 "),
        (r"costs?", " 成本 "),
        (r"support(?:s|ed)?", " 支持 "),
        (r"projects?", " 项目 "),
        (r"grain", " 粮食 "),
        (r"bases?", " 基地 "),
        (r"(?:foreign|international) trade", " 外贸 "),
        (r"or", " 或 "),
        (r"list", " 列出 "),
    )
)
_COMPILED = tuple((re.compile(english, re.IGNORECASE), chinese) for english, chinese in _TURNS)


class English:
    """Says English questions in Chinese.

    Args:
        terms: names of the documents.
        encode: vectors of texts in one space for both languages, L2-normalised, shape [texts, dimension].
        issuers: who issued the documents; their places are known by sound (Hunan).
    """

    def __init__(self, terms: Sequence[Term], encode: Encode, issuers: Sequence[str] = ()) -> None:
        named = [term for term in terms if term.kinds & _NAMED and 1 < len(term.name) <= _LONGEST_NAME and _HAN.search(term.name)]
        self._proper, self._issuers = [term.name for term in terms if _PROPER.fullmatch(term.name)], tuple(issuers)
        self._names, self._encode = tuple(dict.fromkeys(term.name for term in named)), encode
        self._of_table = frozenset(term.name for term in named if term.kinds & _OF_TABLE)

    def __call__(self, question: str) -> str:
        """The question in Chinese where it is in English; else as it is. What nothing translates stays English."""
        if not is_english(question):
            return question
        text = _HYPHEN.sub(" ", question[:1].lower() + question[1:])
        for english, chinese in _COMPILED:
            text = english.sub(chinese, text)
        said = " ".join("".join(self._named(_PARTS.findall(text))).split())
        return _TWICE.sub(r"\1", _YEAR.sub(r"\1年", _BETWEEN.sub("", said))).strip("，,.?？ ") + "？"

    def _named(self, parts: Sequence[str]) -> list[str]:
        """The parts with every run of English words that means a name replaced by it."""
        said: list[str] = []
        words: list[str] = []
        for part in (*parts, "\n"):
            if _WORD.fullmatch(part) and (part.lower() not in _EMPTY or (words and part.lower() == "and")):
                words.append(part)
            elif part.strip() or part == "\n":
                said += [*self._run(words), "" if _WORD.fullmatch(part) else part.strip()]
                words = []
        return said

    def _run(self, words: Sequence[str]) -> list[str]:
        """Names for consecutive words: the whole run, else its longest pieces that mean one."""
        words = [*words]
        while words and words[-1].lower() == "and":
            words.pop()
        for length in range(min(len(words), _LONGEST_RUN), 0, -1):
            for start in range(len(words) - length + 1):
                if name := self._name(" ".join(words[start : start + length])):
                    return [*self._run(words[:start]), name, *self._run(words[start + length :])]
        rest = " ".join(word for word in words if word.lower() not in _EMPTY)
        return [f" {rest} "] if rest else []

    def _name(self, words: str) -> str:
        if not self._names or words.lower() in _EMPTY:
            return ""
        if words[0].isupper() and words.isalpha():  # a place is written by its sound
            return self._by_sound.get(words.lower(), "")
        if any(word[0].isupper() for word in words.split()[1:]) or words[0].isupper():
            return ""
        likeness = self._vectors @ self._encode([words])[0] + self._favour
        best = int(likeness.argmax())
        return self._names[best] if likeness[best] >= (LEAST_LIKENESS if " " in words else LEAST_OF_ONE) else ""

    @cached_property
    def _by_sound(self) -> dict[str, str]:
        from pypinyin import lazy_pinyin

        names = [place for issuer in self._issuers for place in _OF_PLACE.findall(issuer)]
        return {"".join(lazy_pinyin(name)): name for name in (*names, *self._proper, *self._names)}

    @cached_property
    def _favour(self) -> NDArray[np.float32]:
        return np.array([_FAVOUR * (name in self._of_table) for name in self._names], dtype=np.float32)

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        return self._encode(self._names)


def is_english(question: str) -> bool:
    """Whether a question is in English: three words at least, and few Chinese characters.

    >>> is_english("Which city leads?"), is_english("新能源车 EV 的目标")
    (True, False)
    """
    words = _WORD.findall(question)
    return len(words) >= 3 and len(re.findall("[一-龥]", question)) < sum(map(len, words)) / 3
