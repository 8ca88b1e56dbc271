"""A question that points to two documents (三市和省方案各怎么说, 三市建多少公里，省里推广多少): one question about each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from assistant.asking import INTERROGATIVE
from index.clause import Document

Pointer = tuple[int, int, Document]
Pointers = Callable[[str], Iterable[Pointer]]

_JOINED = re.compile("[，、]?(?:和|与|跟|及|以及|还有|、)[在对]?")
_JOIN = re.compile("(?:[，；、。]|和|与|跟|以及|而|到了?)+[在对]?$")
_LEADS = re.compile("[在从对按由看]$")  # to the pointer that stood there
_SETS_SIDE = re.compile("各|分别|都|两[份个边头级处者]|对比|比较|相比|不同|区别|差|一样|异同")
_ONLY_SETS_SIDE = re.compile(
    "(?:两(?:份|个|级)(?:文件|政策)?|两[边头处者])(?:里|中|上)?(?:的|对|都|各自?|分别)*|各自?(?!种|类|项|地|级|市|县|区|省|方|界)|分别|都"
    "|(?:有|是)?(?:什么|哪些|何)?(?:不同|区别|差别|差异|异同|不一样)(?:之处|点)?|(?:对比|比较)(?:一?下)?"
)
_SHARED = re.compile("[，：:]|都|各|分别|两[份个边头级处者]")  # what follows it is asked of both
_OF = re.compile("的[^的]*$")
_PAUSES = re.compile("([，：])[，：]+")
_AT_START = re.compile("(?:^|[，。：:；;？?、])(?:在|那|但|而)?$")


def in_two_documents(text: str, pointers: Pointers) -> tuple[tuple[Document, str], ...]:
    """The two documents that a question points to, each with the question about it; none where it asks of them together.

    Args:
        text: a whole question.
        pointers: finds where a text points to one document, as (start, end, document) in the order of the text.
    """
    found = tuple(pointers(text))
    if len({document.address for _, _, document in found}) != 2:
        return ()
    after = next(each for each in found if each[2] != found[0][2])
    before = max((each for each in found if each[0] < after[0]), key=lambda each: each[0])
    front, between, rest = text[: before[0]], text[before[1] : after[0]], text[after[1] :]
    if any(document == before[2] for start, _, document in found if start > after[0]):
        return ()
    side = _SETS_SIDE.search(front) or _SETS_SIDE.search(between) or _SETS_SIDE.search(rest)
    if _JOINED.fullmatch(between):
        asked = _plain(rest)
        return _each(before, after, front, asked, asked) if side else ()
    own = _JOIN.sub("", between)
    both = INTERROGATIVE.search(own) and INTERROGATIVE.search(rest)
    parted = own != between and (side or (_AT_START.search(between) and (both or _AT_START.search(front))))
    if not parted or not own or (INTERROGATIVE.search(rest) is None and not side):
        return ()
    if both:
        return _each(before, after, front, own, rest)
    shared = _SHARED.search(rest) or (None if INTERROGATIVE.search(rest) else _OF.search(rest))
    return _each(before, after, front, own + _plain(rest[shared.start() :] if shared else ""), _plain(rest))


def _each(before: Pointer, after: Pointer, front: str, one: str, other: str) -> tuple[tuple[Document, str], ...]:
    lead = _plain(_LEADS.sub("", front))
    return tuple((each[2], _PAUSES.sub(r"\1", lead + text)) for each, text in ((before, one), (after, other)))


def _plain(text: str) -> str:
    """A text without the words that only set two things side by side."""
    return _ONLY_SETS_SIDE.sub("", text)
