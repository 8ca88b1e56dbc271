"""Words that people and official texts write in two ways: one spelling for both, when words are compared."""

from __future__ import annotations

import re
from pathlib import Path

_FILE = Path(__file__).with_name("synonyms.txt")  # a word and the one that stands for it, a pair a line
_SAME = dict(line.split() for line in _FILE.read_text(encoding="utf-8").splitlines())
_WORD = re.compile("|".join(sorted(map(re.escape, _SAME), key=len, reverse=True)))


def canonical(text: str) -> str:
    """A text with the official word for every plain one that has it.

    >>> canonical("没批就把房子拆了")
    '未经批准就把房屋拆除'
    """
    return _WORD.sub(lambda match: _SAME[match.group()], text)
