"""The printed numbering of official documents and statutes: 编 章 节 条 一、（一）1.（1）①, boxes (专栏1), questions (问1：)
and headings in brackets (【受理条件】).

The ladder follows GB/T 9704-2012 (结构层次序数：一、（一）1.（1）) and the Legislation Law (编、章、节、条、款、项、目).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from index.lines import Line
from index.numerals import NUMERAL, value
from index.text import compact

_HAN = "零〇○一二三四五六七八九十百"
_SHAPES: tuple[tuple[str, str], ...] = (
    ("part", rf"第\s?[{NUMERAL}]+\s?(?:[编篇編]|部分)(?=\s|$)"),
    ("chapter", rf"第\s?[{NUMERAL}]+\s?章(?=\s|$)|[总總附]\s*[则則]$"),
    ("section", rf"第\s?[{NUMERAL}]+\s?[节節](?=\s|$)"),
    ("article", rf"第\s?[{NUMERAL}]+\s?[条條](?:之[{NUMERAL}]+)?(?=[\s：:]|$)"),
    ("han", rf"(?P<han>[{_HAN}]+)\s?[、．.,]"),
    ("stem", r"(?P<stem>[甲乙丙丁戊己庚辛壬癸])、"),
    ("bracketed_han", rf"[（(]\s?[{_HAN}]+\s?[）)][、.．]?|[㈠-㈩]"),
    ("decimal", r"(?P<decimal>[0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2})+)(?=[\s、])"),
    ("arabic", r"(?P<arabic>[0-9０-９]{1,3})(?:[.．、](?:(?![0-9０-９])|(?=(?:19|20)[0-9]{2}年))|,(?=[一-龥]))|[⒈-⒛]"),
    ("bracketed_arabic", r"[（(][0-9０-９]{1,3}[）)][、.．]?|[⑴-⒇]"),
    ("half_bracketed", r"(?P<half>[0-9０-９]{1,2})[)）](?![、.．）)])"),
    ("circled", r"[①-⑳]"),
    ("boxed", rf"(?P<boxed>专\s?栏\s?[{NUMERAL}]+)(?:[：:]|(?=\s|$))"),
    ("inquiry", rf"(?P<inquiry>问\s?[{NUMERAL}]*)\s?[：:]"),
    ("headed", r"【(?P<headed>[一-龥、（）]{2,14})】(?=\s*$|.*[。；\d]$)"),  # no title, which may open so: 【解读】某办法
)
_LABEL = re.compile("|".join(f"(?P<_{kind}>{shape})" for kind, shape in _SHAPES))
_LOOSE_DECIMAL = re.compile(
    r"(?P<decimal>[0-9]{1,2}(?:[.．][0-9]{1,2})+)(?=[一-龥])(?![万亿个倍元米吨亩家%])"  # 1.1目的, but not 1.5万亩
    r"|(?P<top>[0-9]{1,2})(?:[.．、]\s*|\s+|(?=[一-龥]))(?=[^\s\d][^。；，：]{0,20}$)"  # 1 总则, 1.总则, 1总则
    r"|(?P<spaced>[0-9]{1,2})[\s　]+(?=\S)"
)
_DECIMAL = re.compile(r"([0-9０-９]{1,2}(?:[.．][0-9０-９]{1,2})+)(?:[\s、]|(?=[一-龥])(?![万亿个倍元米吨亩家%]))")
_NUMBERS = re.compile(rf"[{NUMERAL}]+|[①-⑳]|[甲乙丙丁戊己庚辛壬癸]")
_RUN_IN = re.compile(r"\s[^，。；：]{2,20}。.")  # 第一节 强化河湖管护。划定…: a heading with its text in one line
RANK = {kind: rank for rank, (kind, _) in enumerate(_SHAPES)}
ITEMS = ("bracketed_han", "arabic", "bracketed_arabic", "half_bracketed", "circled", "stem")
DIVISIONS = ("part", "chapter", "section")


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number at the start of a line.

    Attributes:
        kind: the rung of the ladder, a key of `RANK`.
        text: the label of the address, without its trailing mark (`一`, `（一）`, `1`, `第三条`).
        value: its number; for decimals that of the last part, for 第二条之一 that of the 条; 0 where it prints none (总则, 附则, 【受理条件】).
        length: how many characters of the line's text it takes, mark and spaces included.
    """

    kind: str
    text: str
    value: int
    length: int

    @property
    def rank(self) -> int:
        """Its place on the ladder; a decimal's depth counts from its dots."""
        return RANK["decimal"] * 10 + self.text.count(".") if self.kind == "decimal" else RANK[self.kind] * 10


def read_label(line: Line, *, decimals: bool = False) -> Label | None:
    """The label that opens a line, or None. `decimals`: the document numbers 1, 1.1, so a bare `1 ` is one.

    >>> read_label(Line(0, 0, "（一）现代石化", "（一）现代石化", False))
    Label(kind='bracketed_han', text='（一）', value=1, length=3)
    """
    match = (_LOOSE_DECIMAL.match(line.text) if decimals else None) or _LABEL.match(line.text)
    if match is None:
        return None
    kind = next((name[1:] for name, found in match.groupdict().items() if name[0] == "_" and found), "decimal")
    printed = next((match.groupdict()[name] for name in (kind, "top", "spaced") if match.groupdict().get(name)), match.group())
    text = _canonical(kind, printed.rstrip("、.．,："))
    numbers = _NUMBERS.findall(text)
    number = value(numbers[0 if kind == "article" else -1]) if numbers else 0
    rest = line.text[match.end() :]
    if number is None or (kind in DIVISIONS and line.text.endswith(("。", "；")) and not _RUN_IN.match(rest)):
        return None
    return Label(kind, text, number, match.end() + len(rest) - len(rest.lstrip()))


def _canonical(kind: str, printed: str) -> str:
    """Brackets full-width and digits half-width, as addresses print them; ⑴ and ㈠ are （1） and （一）."""
    text = f"{printed.rstrip(')）')}）" if kind == "half_bracketed" else printed
    text = text if kind == "circled" else unicodedata.normalize("NFKC", text).rstrip(".")
    text = text.replace("(", "（").replace(")", "）") if "bracketed" in kind else text
    return compact(text)


def numbers_decimally(lines: tuple[Line, ...]) -> bool:
    """Whether a document numbers its chapters 1, 1.1, 1.1.1: three such numbers, 1.1 among them."""
    found = [match.group(1) for line in lines if (match := _DECIMAL.match(line.text))]
    return len(found) >= 3 and any(number.endswith(("1.1", "1．1")) for number in found)
