"""Characters typed wrong by their sound (服务台帐, 无费城市), mended from what the documents print."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from assistant.asking import QUESTION_WORDS
from index.text import compact, fold

_CONTEXT = 3  # characters beside the wrong one that have to be printed next to the right one
_VERBS = re.compile("[罚判赔补交缴付](?=多少|几|什么|不|吗|谁|[，。？]|$)")  # words of one character that stand before what asks
_HAN = re.compile("[一-龥]")


class Spelling:
    """Mends questions about one set of documents.

    Args:
        texts: of the documents.
        is_word: whether two characters are a word of the language.
    """

    def __init__(self, texts: Iterable[str], is_word: Callable[[str], bool]) -> None:
        self.is_word = is_word
        self._printed = "\n".join(compact(fold(text)) for text in texts)

    def __call__(self, question: str) -> str:
        """The question with each character replaced that the documents print otherwise in this place, with the same sound.

        Only a character outside the words that ask is doubted, and only where the pairs it stands in are neither printed
        nor words: what the documents print, and what is only said in other words, stays as it is.
        """
        characters = list(question)
        words = (*QUESTION_WORDS.finditer(question), *_VERBS.finditer(question))
        asking = {at for match in words for at in range(*match.span())}
        for at, character in enumerate(characters):
            if at not in asking and _HAN.match(character) and self._doubtful(characters, at):
                characters[at] = next(filter(lambda other: _sounds_alike(character, other), self._instead(characters, at)), character)
        return "".join(characters)

    def _doubtful(self, characters: list[str], at: int) -> bool:
        pairs = ("".join(characters[i : i + 2]) for i in (at - 1, at) if 0 <= i < len(characters) - 1)
        return not any(pair in self._printed or self.is_word(pair) for pair in pairs)

    def _instead(self, characters: list[str], at: int) -> list[str]:
        """The characters printed behind the three before, or before the three behind."""
        before, behind = "".join(characters[max(0, at - _CONTEXT) : at]), "".join(characters[at + 1 : at + 1 + _CONTEXT])
        found = []
        if len(before) == _CONTEXT:
            found += re.findall(f"{re.escape(before)}([一-龥])", self._printed)
        if len(behind) == _CONTEXT:
            found += re.findall(f"([一-龥]){re.escape(behind)}", self._printed)
        return list(dict.fromkeys(found))


@lru_cache(maxsize=1024)
def _sounds_alike(one: str, other: str) -> bool:
    """Whether two characters sound the same in their first reading, tones aside."""
    from pypinyin import Style, pinyin  # loaded with the first doubt: it takes a moment

    first, second = (pinyin(character, style=Style.NORMAL)[0] for character in (one, other))
    return one != other and bool(first == second)
