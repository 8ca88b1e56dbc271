"""When a text counts as holding a wanted string.

Three conventions: white space is ignored; full-width and half-width characters are the same; a number or a run of
stars counts only as a whole, so that `5家` is not in `15家`, `4万` not in `1.4万`, `十大` not in `二十大`,
`★★` not in `★★★`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.text import compact

MARKER = re.compile(r"\[\d{1,3}\]")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_CHINESE_NUMERALS = "〇零一二两三四五六七八九十百千万亿"
# The first or last character of the wanted string, and what may then not stand directly before or after.
_WHOLES = (
    ("0123456789", r"(?<!\d)(?<!\d\.)", r"(?!\d)(?!\.\d)"),
    (_CHINESE_NUMERALS, f"(?<![{_CHINESE_NUMERALS}])", f"(?![{_CHINESE_NUMERALS}])"),
    ("★☆", "(?<![★☆])", "(?![★☆])"),
)


def holds(text: str, wanted: str) -> bool:
    """Whether `wanted` stands in `text` by the conventions of this module.

    >>> holds("上市公司达到 ８ 家", "8家"), holds("共15家", "5家"), holds("5,000亿元", "5000亿元")
    (True, False, True)
    """
    return _pattern(wanted).search(fold_width(text)) is not None


def holds_any(text: str, spellings: tuple[str, ...]) -> bool:
    """Whether one of the spellings stands in `text`.

    >>> holds_any("占比达到一半", ("50%", "一半"))
    True
    """
    return any(holds(text, spelling) for spelling in spellings)


def fold_width(text: str) -> str:
    """`text` with full-width characters made half-width and without thousands separators.

    A half-width comma before exactly three digits is such a separator; a Chinese comma never is.

    >>> fold_width("１，２００（5,000）")
    '1,200(5000)'
    """
    return _THOUSANDS.sub("", text).translate(_HALF_WIDTH)


def without_markers(text: str) -> str:
    """An answer's text with each `[1]` made a space, so that what stood apart stays apart.

    >>> without_markers("长沙[1]、株洲[12]")
    '长沙 、株洲 '
    """
    return MARKER.sub(" ", text)


@lru_cache(maxsize=4096)
def _pattern(wanted: str) -> re.Pattern[str]:
    characters = compact(fold_width(wanted))
    body = r"\s*".join(re.escape(character) for character in characters)
    before = "".join(rule for whole, rule, _ in _WHOLES if characters[:1] and characters[0] in whole)
    after = "".join(rule for whole, _, rule in _WHOLES if characters[-1:] and characters[-1] in whole)
    return re.compile(before + body + after)
