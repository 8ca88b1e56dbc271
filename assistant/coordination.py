"""Things asked about side by side (甲和乙分别…, 甲、乙、丙各有…): a question about each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.asking import QUESTION_WORDS
from assistant.names import Names
from assistant.question import Mention

SUBJECTS = frozenset({"row", "heading"})  # kinds of names that a question is about
_PAIRS = (re.compile("[，,]?(?:(?<![没不未])跟|以及)"), re.compile("[，,]?[和与]"), re.compile("、"))  # the surest first
_PIECE = re.compile("[，,：:。；？?]|对(?![象比外口等应接称方])")  # 对A和B分别…: what stands behind it is a piece
_COMPARED = re.compile("(?:相|一)?比$")  # A跟B比，…
_BOTH_OF = re.compile("(?:这|那)?[两三四](?:个的?(?=[各分])|个的|[者样]的?|种(?:情况|情形)?的?(?=[各分]))")  # 两个的期限各是几天
_REGARD = re.compile("(在[^在，]+(?:上|方面))$")  # 在审批机关和合同对象上: asked of both
_TWO = "(?:[这那]?两[处头块边样件](?:里|中|上|内容)?)"
_SIDE_BY_SIDE = re.compile(
    rf"{_TWO}?(?:有(?:什么|啥|何)?分别|分别|各自?(?:是|有|为|主|重|怎|如)|有(?:什么|啥|何)?(?:不同|区别|差别|异同|不一样)|各自?|差(?:多少|在哪|几)"
    r"|(?:两种情况|两者|二者)?(?:对比|比较)(?:一?下)?|比一[比下]|比比看?"
    r"|(?:哪个|谁)(?:规定)?(?:得|要|会)?(?:更|比较)?[重轻高低大小长短多少严早晚先](?:一?[些点])?)"
    rf"|{_TWO}都?"
)
MOST = 4  # things that are told apart
_PIECES = 4  # pieces of a sentence in which two sides are looked for
_JOINED = re.compile("跟|以及|和|与")
_IN_LIST = re.compile("、|以及|和|与")
_LONGEST_ITEM = 12
_LINKS = re.compile("[的在对跟，]")  # 甲和乙在丙和丁: no list of four


class Coordination:
    """Tells things apart by the names of one library."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def __call__(self, text: str) -> tuple[str, ...]:
        """The sides of an 和 in the piece before 分别, or in a piece before that, each in a question of its own; else none."""
        side = _SIDE_BY_SIDE.search(text)
        return () if side is None else min(self._sides(text, side), key=lambda found: found[0], default=(0, ()))[1]

    def _sides(self, text: str, side: re.Match[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Two sides in a piece, as the texts of parts, with a rank: names of the documents, A跟B比, A和B, A、B."""
        end = side.start()
        for _ in range(_PIECES):
            start = _piece_start(text, end)
            if _JOINED.match(text, start) and start > 1:  # …，和…: the piece before is the other side
                start = _piece_start(text, start - 1)
            named = [m for m in self.names.find(text[start:end]) if m.exactness >= 0.6]
            said = _COMPARED.sub("", text[start:end])
            if items := _items(said, named):
                yield 0, tuple(f"{text[:start]}{each}{_after_sides(text, end)}" for each in items)
            joins = [join for pair in _PAIRS for join in pair.finditer(text, start, end)]
            for join in sorted(joins, key=lambda join: any(start + m.start < join.start() and join.end() < start + m.end for m in named)):
                one, other = text[start : join.start()], text[join.end() : start + len(said)]
                if len(one) >= 2 and len(other) >= 2:
                    front, rest = text[:start], _after_sides(text, end)
                    exact = [m for m in named if m.exactness == 1.0 and m.kinds & SUBJECTS]
                    both = any(start + m.end <= join.start() for m in exact) and any(
                        start + m.start >= join.end() for m in exact
                    )
                    sure = 0 if both else 1 if end > start + len(said) else 3 if join.group() == "、" else 2
                    yield sure, tuple(f"{front}{each}{rest}" for each in _of_same(one, other, rest))
                    break
            end = start - 1
            if end <= 0:
                break


def _piece_start(text: str, end: int) -> int:
    """Where the piece of a sentence starts that ends at an offset."""
    return max((mark.end() for mark in _PIECE.finditer(text, 0, end)), default=0)


def _after_sides(text: str, end: int) -> str:
    """What is asked of each side, without the words that only set them side by side."""
    return _SIDE_BY_SIDE.sub(_amount, _BOTH_OF.sub("", text[end:]), count=1)


def _items(said: str, named: Sequence[Mention]) -> list[str]:
    """The three or four things of a list (甲、乙和丙); none where it is no list of things alone, or a name of several words."""
    items = _IN_LIST.split(said)
    torn = any(m.start < join.start() and join.end() < m.end for m in named for join in _IN_LIST.finditer(said))
    plain = all(2 <= len(item) <= _LONGEST_ITEM and not _LINKS.search(item) for item in items)
    return items if 3 <= len(items) <= MOST and plain and not torn else []


def _amount(side: re.Match[str]) -> str:
    """差多少 asks of each side 多少; the other words only set them side by side."""
    return "多少" if side.group() == "差多少" else ""


def _of_same(one: str, other: str, rest: str) -> tuple[str, str]:
    """Both sides with what only one of them says is asked about (行政处罚的公开时限跟一般决定有什么区别)."""
    if regard := _REGARD.search(other):
        return one + regard.group(), other
    if len(QUESTION_WORDS.sub("", rest).strip("？? ，")) >= 2 or ("的" in one) == ("的" in other):
        return one, other
    tail = next(side[side.rindex("的") :] for side in (one, other) if "的" in side)
    return (one, other + tail) if "的" in one else (one + tail, other)
