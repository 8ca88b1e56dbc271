"""Radicals that a PDF's fonts give in place of characters: ⼯ (U+2F2F) for 工, ⻅ (U+2EC5) for 见.

A font has one glyph for both, and the file's map back to characters may name the radical. Text with them looks right and
is found by nobody, so each becomes the unified ideograph (Unicode's EquivalentUnifiedIdeograph).
"""

from __future__ import annotations

import unicodedata

_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_SUPPLEMENT = dict(
    zip(
        "⺝⺟⺠⺩⺫⺬⺮⺶⺼⺽⻁⻃⻄⻅⻆⻉⻊⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳⻑⻲⻱",
        "月母民王目示竹羊肉臼虎覀西见角贝足车长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟長亀龜",
        strict=True,
    )
)
_TABLE = _KANGXI | {ord(radical): character for radical, character in _SUPPLEMENT.items()}


def without_radicals(text: str) -> str:
    """The text with characters in place of radicals, one for one.

    >>> without_radicals("⼀、加强⼯作，落地⻅效")
    '一、加强工作，落地见效'
    """
    return text.translate(_TABLE)
