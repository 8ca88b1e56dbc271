"""A long sentence cut at commas to the run of segments that holds what was asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asking import ASKS_PENALTY, PENALTY
from assistant.draft import Quote
from assistant.knowledge import Ask
from assistant.question import Mention

_SURE = 0.5  # score from which a segment is what is asked for
_LONG = 150  # characters; a longer sentence is cut to the segments that answer
_LONGER = 220  # likewise, where no segment surely does
_AHEAD = 0.4  # share of these that is first filled behind the best segment
_COUNTED = re.compile(r"哪([一二两三四五六七八九十\d]+[个家种类项大条座][一-龥]{1,2})")  # 哪11个城市
_SEGMENT = re.compile(r"(?:（[^（）]*）|[^，；：])+[，；：]?")  # brackets are not cut


def cut(ask: Ask, quote: Quote) -> Quote:
    """The run of segments that holds what was asked; the whole sentence where it is short."""
    if len(quote.text) <= _LONG:
        return quote
    segments = [(match.start(), match.end()) for match in _SEGMENT.finditer(quote.text)]
    scores = [_segment_score(ask, quote.text[a:b]) for a, b in segments]
    longest = _LONG if max(scores) >= _SURE else _LONGER
    if len(quote.text) <= longest:
        return quote
    wanted = [at for at, (a, b) in enumerate(segments) if _wanted(ask, quote.text[a:b])]
    return _widen(quote, segments, scores, wanted, longest)


def _wanted(ask: Ask, segment: str) -> bool:
    """Whether a segment holds the kind of thing asked for, or the penalty."""
    asked = ask.question.answer_type
    if asked is not None:
        return asked.written.search(segment) is not None
    return ASKS_PENALTY.search(ask.question.text) is not None and PENALTY.search(segment) is not None


def _segment_score(ask: Ask, segment: str) -> float:
    named = sum(mention.name in segment for mention in exact_names(ask) if "column" in mention.kinds)
    listing = 0.3 if ask.question.asks("list") and segment.count("、") >= 2 else 0.0
    counted = sum(collective in segment for collective in _COUNTED.findall(ask.question.body))
    wanted = ask.question.answer_type
    typed = 0.3 if wanted is not None and wanted.written.search(segment) else 0.0
    return ask.knowledge.overlap(ask.question.body, segment)[1] + named + listing + counted + typed


def _widen(quote: Quote, segments: Sequence[tuple[int, int]], scores: Sequence[float], wanted: Sequence[int], longest: int) -> Quote:
    """The best segment with those around it, `longest` characters at most, but up to the nearest one that holds what is asked for."""
    best = first = last = max(range(len(scores)), key=lambda index: scores[index])
    while last + 1 < len(segments) and segments[last][1] - segments[first][0] < longest * _AHEAD:
        last += 1
    while first > 0 and segments[last][1] - segments[first - 1][0] < longest:
        first -= 1
    if wanted and not any(first <= at <= last for at in wanted):
        nearest = min(wanted, key=lambda at: abs(at - best))
        first, last = min(first, nearest), max(last, nearest)
    start, end = segments[first][0], segments[last][1]
    text = quote.text[start:end].rstrip("，；")
    return Quote(quote.clause, quote.start + start, quote.start + start + len(text))


def exact_names(ask: Ask) -> list[Mention]:
    """The names of the question that are printed as asked; a short word in some list is none."""
    exact = [mention for mention in ask.question.mentions if mention.exactness == 1.0]
    return [mention for mention in exact if mention.kinds != {"listed"} or len(mention.name) > 2]
