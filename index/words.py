"""Chinese words for the lexical search: jieba with the documents' own names; 文号 and numbers stay whole."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from copy import copy
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.frame import NUMBER
from index.text import compact, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = "jieba-3"
_WHOLE = re.compile(rf"{NUMBER.pattern}|\d+(?:\.\d+)?%?")
_WORD = re.compile(r"[\w%]")
_NO_PLACES = frozenset({"东西", "江湖", "天下", "人间", "四海", "内地", "本地", "当地", "外地", "外国", "国外", "海外", "国内"})  # tagged as places
_NAME_TAGS = frozenset({"nr", "nrt", "nrfg", "ns", "nt", "nz", "j", "eng", "x", "m"})  # of jieba: people, places, bodies, abbreviations
_NAMED_SO = re.compile(r".{2,}(?:[省市县区州镇乡]|自治区|公司|集团|大学|学院|银行|研究院)$")  # says itself what it is
_BODY = re.compile(r".{1,4}[局厅委部办署院]")  # 司法局 of any place
_BEFORE_NAME = re.compile(r"(?:^|[^\w]|[在到对和与跟从由给及那去除让比])$")
_AFTER_NAME = re.compile(r"^(?:$|[^\w]|[的市省县区州有是呢能也和与跟及等在会由这那]|要|地区|方面|政府|都市圈|城市群|经济圈|一带)")
_IS_SUBJECT = re.compile(r"[一-龥]{0,4}?(?:是|在|有|属于|为|被|的)")
_STOP = frozenset(
    {
        *("的", "了", "和", "与", "及", "等", "在", "是", "有", "为", "以", "对", "将", "由", "到", "从", "把", "被", "让", "我", "你"),
        *("吗", "呢", "吧", "啊", "请问", "什么", "哪些", "哪个", "多少", "怎么", "如何"),
    }
)


class Segmenter:
    """Splits text into words.

    Args:
        names: the documents' own names, kept whole besides their parts.
        cache: folder for jieba's dictionary cache; the platform's temporary folder would be shared.
    """

    def __init__(self, names: Iterable[str] = (), cache: Path | None = None) -> None:
        self._tokenizer: Any = copy(_dictionary(str(cache or tempfile.gettempdir())))
        self._tokenizer.FREQ = dict(self._tokenizer.FREQ)  # its own: names are added
        for name in names:
            if 2 <= len(name) <= 12:
                self._tokenizer.add_word(fold(name), 2_000)

    def words(self, text: str) -> list[str]:
        """Words in reading order, folded; stop words and punctuation left out, parts of long words added."""
        return [word for word in self._pieces(text) if word not in _STOP and _WORD.search(word)]

    def proper_names(self, text: str) -> list[str]:
        """Places and organisations in a text, and a person or firm that opens it as subject, by jieba's tagger."""
        words = self.tagged(text)
        tagged = self._tagger.word_tag_tab  # the dictionary's own tags; what is only guessed is no name
        places, position, last = [], 0, ""
        for word, flag in words:
            before, position = position, position + len(word)
            body = flag == "nt" and _BODY.fullmatch(word) is not None
            if flag in {"ns", "nt"} and tagged.get(word) == flag and word not in _NO_PLACES and word[-1] not in "里上下边内外中" and not body:
                stands_alone = (_BEFORE_NAME.search(text[:before]) or last == "ns") and _AFTER_NAME.match(text[position:])
                places += [word] if (stands_alone or _NAMED_SO.match(word)) and not self.is_common(word[1:]) else []  # 大城市
            last = flag
        opening = words[0][0] if len(words) > 1 and words[0][1].startswith("nr") else ""
        guessed = opening not in tagged and self.is_common(opening[:2])  # 天上飞
        named = [opening] if opening and not guessed and _IS_SUBJECT.match(text[len(opening) :]) else []
        return [name for name in (*named, *places) if len(name) > 1]

    def tagged(self, text: str) -> list[tuple[str, str]]:
        """The words of a text with their parts of speech, by jieba's tags."""
        return [(word.word, word.flag) for word in self._tagger.cut(text)]

    def is_word(self, text: str) -> bool:
        """Whether the dictionary has a text as a word, or the documents as a name."""
        return bool(self._tokenizer.FREQ.get(text))

    def is_common(self, word: str) -> bool:
        """Whether the dictionary knows a word as one of the language, not as somebody's name."""
        tag = self._tagger.word_tag_tab.get(word, "")
        return bool(tag) and tag not in _NAME_TAGS

    @cached_property
    def _tagger(self) -> Any:
        import jieba.posseg

        tagger = jieba.posseg.POSTokenizer.__new__(jieba.posseg.POSTokenizer)  # making one reads the dictionary anew
        tagger.tokenizer, tagger.word_tag_tab = self._tokenizer, jieba.posseg.dt.word_tag_tab
        return tagger

    def _pieces(self, text: str) -> Iterator[str]:
        folded, position = fold(text), 0
        for match in _WHOLE.finditer(folded):
            yield from self._cut(folded[position : match.start()])
            yield compact(match.group())
            position = match.end()
        yield from self._cut(folded[position:])

    def _cut(self, text: str) -> Iterator[str]:
        for word in self._tokenizer.cut(text):
            yield word
            if len(word) > 3 and not word.isascii():
                yield from (part for part in self._tokenizer.cut(word, HMM=False) if part != word)
                yield from (word[i : i + 2] for i in range(0, len(word) - 1, 2))


@lru_cache(maxsize=1)
def _dictionary(cache: str) -> Any:
    """jieba with its own dictionary, read once in a process: most of a second, 350,000 words."""
    import jieba

    jieba.setLogLevel(60)
    tokenizer: Any = jieba.Tokenizer()
    tokenizer.tmp_dir = cache
    tokenizer.initialize()
    return tokenizer


@lru_cache(maxsize=1)
def _plain() -> Segmenter:
    return Segmenter()


def segment(text: str) -> list[str]:
    """Words without any document's vocabulary (for comparisons with other pipelines)."""
    return _plain().words(text)
