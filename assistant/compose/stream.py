"""A model's text cut into sentences while it arrives; how it is cut into chunks never changes what comes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category

from assistant.compose.markers import MARKER, may_begin, take_markers

_ENDS = frozenset("。！？!?\n")
_CLOSING = frozenset("”’』」》）)\"")
_OPENED, _CLOSED = frozenset("“（《("), frozenset("”）》)")
_LONGEST_QUOTED = 300  # characters after which an open bracket or quotation no longer keeps a sentence together
_LONGEST = 600  # characters without an end of sentence
_BULLET = re.compile(r"\s*(?:[-*•·●◦]\s+|\d{1,2}[.．](?!\d)\s*|\d{1,2}[、)）]\s*|[（(]\d{1,2}[)）]\s*|[一二三四五六七八九十]{1,3}、\s*)")
_FENCE = re.compile(r"\s*(?:#+|>+)\s*")
_EMPHASIS = re.compile(r"\*\*|__|`+")
_CELLS = re.compile(r"\s*\|\s*")
_TARGET = r"(?:https?:|www\.|mailto:|data:|javascript:|#|\.{0,2}/)[^()\s]*"
_LINK = re.compile(rf"!?\[(?P<shown>[^\[\]]*)\]\({_TARGET}\)|\({_TARGET}\)", re.IGNORECASE)
_IMAGE = re.compile(r"!\[[^\[\]]{0,38}\]\(")  # as far as `may_begin` looks
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_UNSEEN = frozenset({"Cf", "Cc", "Mn", "Me", "Co", "Cn", "Cs"})  # Unicode categories: what joins or turns around digits unseen
_THINKING, _THOUGHT = "<think>", "</think>"


@dataclass(frozen=True, slots=True)
class Written:
    """One sentence of a model.

    Attributes:
        text: without markers, bullets and emphasis; may be empty.
        markers: the numbers it cites, in order.
        item: whether it stands in an item of a list.
        opens: whether a line begins with it.
    """

    text: str
    markers: tuple[int, ...] = ()
    item: bool = False
    opens: bool = False


class Sentences:
    """Takes a text in chunks and gives its sentences as soon as they are complete, markers included.

    >>> sentences = Sentences()
    >>> [*sentences.feed("甲是一。["), *sentences.feed("1]乙"), *sentences.finish()]
    [Written(text='甲是一。', markers=(1,), item=False, opens=True), Written(text='乙', markers=(), item=False, opens=False)]
    """

    def __init__(self) -> None:
        self._rest, self._opens, self._item, self._visible = "", True, False, False

    def feed(self, chunk: str) -> Iterator[Written]:
        """Sentences that are complete with this chunk."""
        self._rest += "".join(c for c in chunk if c in "\n\t" or category(c) not in _UNSEEN)
        yield from self._take(final=False)

    def finish(self) -> Iterator[Written]:
        """What is left when the text has ended."""
        yield from self._take(final=True)
        if self._visible and self._rest.strip():
            yield self._written(self._rest)
        self._rest = ""

    def _take(self, *, final: bool) -> Iterator[Written]:
        if not self._skip_thinking():
            return
        while end := _end(self._rest, final=final):
            piece, self._rest = self._rest[:end], self._rest[end:]
            if piece.strip():
                yield self._written(piece)
            if piece.endswith("\n"):
                self._opens, self._item = True, False

    def _skip_thinking(self) -> bool:
        """Leave out what a reasoning model thinks aloud in front; False while that goes on."""
        start = self._rest.lstrip()
        if self._visible:
            return True
        if start.startswith(_THINKING):
            _, thought, self._rest = self._rest.partition(_THOUGHT) if _THOUGHT in start else ("", "", self._rest)
            self._visible = bool(thought)
        else:
            self._visible = bool(start) and not _THINKING.startswith(start)
        return self._visible

    def _written(self, piece: str) -> Written:
        text, markers = take_markers(_LINK.sub(_shown, piece))
        opens, self._opens = self._opens, False
        if opens:
            bullet = _BULLET.match(text)
            self._item = bullet is not None
            text = text[bullet.end() :] if bullet else _FENCE.sub("", text, count=1) if _FENCE.match(text) else text
        text = _TAG.sub("", _EMPHASIS.sub("", text))
        if text.lstrip().startswith("|"):
            text = "，".join(filter(None, _CELLS.split(text.strip())))
        return Written(" ".join(text.split()), markers, self._item, opens)


def _shown(link: re.Match[str]) -> str:
    """What a reader sees of a link; a marker stays one."""
    shown = link["shown"] or ""
    return f"[{shown}]" if shown.isdecimal() else shown


def _end(text: str, *, final: bool) -> int:
    """Where the first sentence of a text ends, 0 where that cannot be told yet."""
    depth = 0
    for at, character in enumerate(text[:_LONGEST]):
        if character in _OPENED:
            depth += 1
        elif character in _CLOSED:
            depth = max(0, depth - 1)
        if character == "\n":
            return at + 1
        if character == "!" and _IMAGE.match(text, at):
            continue
        if character in _ENDS and (depth == 0 or at > _LONGEST_QUOTED):
            return _with_markers(text, at + 1, final=final)
    return _LONGEST if len(text) > _LONGEST else 0


def _with_markers(text: str, at: int, *, final: bool) -> int:
    """The end of a sentence with the closing quotation marks and markers that follow; 0 where more may follow."""
    while at < len(text):
        marker = MARKER.match(text, at)
        if marker and (final or marker.end() < len(text)):  # a second closing bracket may follow
            at = marker.end()
        elif may_begin(text, at) and not final:
            return 0
        elif text[at] in _CLOSING or text[at] in _ENDS - {"\n"} or (text[at] in " 　" and _marker_follows(text, at)):
            at += 1
        elif text[at] in " 　" and not text[at:].strip(" 　") and not final:
            return 0
        else:
            return at
    return at if final else 0


def _marker_follows(text: str, at: int) -> bool:
    rest = at + len(text[at:]) - len(text[at:].lstrip(" 　"))
    return MARKER.match(text, rest) is not None or may_begin(text, rest)
