"""Whether what a sentence states stands in the clauses it cites; where not, whether other clauses hold it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from assistant.compose.attribution import attribution_fault, is_same
from assistant.compose.claims import Claims, claims_of, plain
from assistant.compose.lexicon import Lexicon
from assistant.compose.measure import FILLER
from assistant.compose.roles import role_fault
from assistant.compose.series import series_fault
from assistant.compose.source import Source
from assistant.compose.wording import turned_fault, wording_fault
from assistant.knowledge import pairs, place

LEAST_SAID = 0.55  # share of a sentence's character pairs that its clauses, or the question, say
LEAST_HELD = 0.4  # the same of its clauses alone: what was asked is no evidence
LEAST_PIECE_SAID = 0.34  # the same of each of its pieces between commas
_WHOLE_PIECE = 5  # pairs; a shorter piece says too little to be judged by itself
_LEAST_CITED = 0.12  # share of a sentence a clause has to say to stay cited beside others
_TRIED = 4  # other clauses that are looked at
_PIECE = re.compile(r"[^，,；;。：:！？]+")
_TORN = re.compile("^[的、，；：）】”]")  # the rest of a sentence
_URL = re.compile(r"https?:|www\.|[a-z0-9-]+\.(?:com|cn|net|org)\b|@[a-z]", re.IGNORECASE)
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_CHINESE = re.compile(r"[一-龥]")


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a sentence.

    Attributes:
        sources: the clauses that hold it; empty where none do.
        fault: what is wrong with it; empty where nothing is.
        folded: digits of it that its clauses print in other numerals.
    """

    sources: tuple[Source, ...] = ()
    fault: str = ""
    folded: tuple[str, ...] = field(default=())


class Checker:
    """Checks sentences against the clauses of one answer.

    Args:
        sources: the clauses the model was given.
        lexicon: finds names.
        question: as understood; its words need no source, its names and numbers do.
    """

    def __init__(self, sources: Sequence[Source], lexicon: Lexicon, question: str) -> None:
        self.sources, self.lexicon = {source.number: source for source in sources}, lexicon
        self._asked = frozenset(pairs(question))
        named = lexicon.printed(plain(question))
        self._meant = [s for s in sources if any(name in s.known or place(name) in s.known for name in named)]
        self._segments = [segment for source in sources for segment in source.segments]
        for source in sources:  # folded once, before the first sentence comes
            source.prepare()

    def __call__(self, text: str, markers: Sequence[int]) -> Checked:
        """The sentence with the clauses it may cite: those it names where they hold it, else those that do."""
        if _TORN.match(text):
            return Checked(fault="半句")
        if not _CHINESE.search(text) or _URL.search(text):
            return Checked(fault="不是中文表述")
        if turned := turned_fault(plain(text), self._segments):
            return Checked(fault=turned)
        cited = [self.sources[number] for number in markers if number in self.sources]
        first = ""
        for sources in self._ways(text, cited):
            fault = self.fault(text, sources)
            if not fault:
                needed = self._needed(text, sources)
                return Checked(tuple(needed), "", _in_other_numerals(text, needed))
            first = first or fault
        return Checked((), first or "没有依据")

    def _ways(self, text: str, cited: list[Source]) -> Iterator[list[Source]]:
        """The clauses cited; then the likeliest others, alone and together with those."""
        if cited:
            yield cited
        others = [source for source in self.nearest(text) if source not in cited]
        for source in islice(others, _TRIED):
            yield [source]
            if cited:
                yield [*cited, source]
        if len(others) > 1:
            yield others[:2]
            yield others[:3]
            if cited:
                yield [*cited, *others[:2]]

    def nearest(self, text: str) -> list[Source]:
        """All clauses, those that say most of a text first."""
        said = pairs(text)
        return sorted(self.sources.values(), key=lambda source: (-source.likeness(said), source.number))

    def _needed(self, text: str, sources: list[Source]) -> list[Source]:
        """The clauses that hold the sentence alone; else all but those that say next to nothing of it."""
        alone = [source for source in sources if not self.fault(text, [source])] if len(sources) > 1 else []
        if alone:
            return alone
        said = pairs(text)
        kept = list(sources)
        for source in sorted(sources, key=lambda source: len(said & source.pairs)):
            rest = [other for other in kept if other is not source]
            if rest and len(said & source.pairs) < _LEAST_CITED * len(said) and not self.fault(text, rest):
                kept = rest
        return kept

    def fault(self, text: str, sources: Sequence[Source]) -> str:
        """What of a sentence the clauses do not hold; empty where they hold it all."""
        return next(filter(None, self._faults(text, plain(text), sources)), "")

    def _faults(self, text: str, folded: str, sources: Sequence[Source]) -> Iterator[str]:
        """Every check in turn, the cheap ones first; empty where a check finds nothing."""
        claims, lexicon = claims_of(text), self.lexicon
        known = "，".join(source.known for source in sources)
        yield _figure_fault(claims, sources)
        yield _unknown("年份", claims.years, {year for source in sources for year in source.years})
        yield _unknown("年份", claims.dates, {year for source in sources for year in source.dates})
        yield _unknown("文号", {number for number in claims.numbers if number not in known}, set())
        yield _unknown("文件名", {title for title in claims.titles if title not in known}, set())
        yield _unknown("条款", claims.references, {each for source in sources for each in source.references})
        yield _unknown("外文", claims.latin, {word for source in sources for word in source.latin})
        yield next((f"名称：{n}" for n in lexicon.printed(folded) if n not in known and place(n) not in known), "")
        yield self._said_fault(text, sources)
        yield attribution_fault(folded, sources, lexicon, self._meant)
        yield role_fault(folded, lexicon, sources)
        yield series_fault(folded, sources)
        yield wording_fault(folded, sources)
        yield next((f"名称：{name}" for name in lexicon.strange(folded, known)), "")

    def _said_fault(self, text: str, sources: Sequence[Source]) -> str:
        """Whether too little of the sentence, or of one piece of it, is said by the clauses or the question."""
        held = frozenset[str]().union(*(source.pairs for source in sources))
        known, content = self._asked | held, pairs(FILLER.sub("，", text))
        if not content:
            return "没有依据"
        if len(content & known) < LEAST_SAID * len(content) or len(content & held) < LEAST_HELD * len(content):
            return "没有依据"
        for piece in _PIECE.findall(text):
            said = pairs(FILLER.sub("，", piece))
            if len(said) >= _WHOLE_PIECE and len(said & known) < LEAST_PIECE_SAID * len(said):
                return "没有依据"
        return ""


def _unknown(what: str, stated: Iterable[str], held: set[str]) -> str:
    missing = sorted(set(stated) - held)
    return f"{what}：{missing[0]}" if missing else ""


def _figure_fault(claims: Claims, sources: Sequence[Source]) -> str:
    for figure in claims.figures:
        same = [held for source in sources for held in source.figures if is_same(figure, held, source)]
        if not same:
            return f"数字：{figure.number}{figure.unit}"
        if all(held.bound != figure.bound for held in same):
            return f"上下限：{figure.number}{figure.unit}"
    return ""


def _in_other_numerals(text: str, sources: Sequence[Source]) -> tuple[str, ...]:
    """Digits of a sentence that has passed which its clauses print in other numerals, or in a heading above."""
    printed = "，".join(f"{s.clause.text}{s.clause.sentence}{s.clause.reference}{s.clause.address}" for s in sources)
    held = set(_DIGITS.findall(plain(printed)))
    return tuple(digits for digits in _DIGITS.findall(plain(text)) if digits not in held)
