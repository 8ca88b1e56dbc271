"""Whether what a sentence states stands in the clauses it cites; where not, whether other clauses hold it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from assistant.compose.claims import Claims, Figure, claims_of, plain
from assistant.compose.lexicon import Lexicon
from assistant.compose.source import Source
from assistant.knowledge import pairs, place

LEAST_SAID = 0.55  # share of a sentence's character pairs that its clauses, or the question, say
LEAST_PIECE_SAID = 0.34  # the same of each of its pieces between commas
_WHOLE_PIECE = 5  # pairs; a shorter piece says too little to be judged by itself
_NARROW = 2  # pairs a figure's own place in the clause may be less alike than the place of another figure
_LEAST_CITED = 0.12  # share of a sentence a clause has to say to stay cited beside others
_TRIED = 4  # other clauses that are looked at
_FILLER = re.compile(
    r"根据|依据|按照|规定|明确|指出|提出|要求|方案|文件|其中|此外|另外|同时|并且|而且|具体|包括|主要|以及|相关|以下|如下|总之|综上|所述|分别|目标|内容"
    r"|需要|通过|进行|方面|等|是|的|了|在|将|为|由|和|与|及|并|对|其|该|这|那|有|也|还|都|要|应"
)
_PIECE = re.compile(r"[^，,；;。：:！？]+")
_FORBIDS = re.compile("不得|禁止|严禁|不准|不允许|不能|不可以|不予")
_FREES = re.compile("无需|不需要?|不必|无须|免于|免除|不用")
_DENIES = re.compile("没有|未能|尚未|并未|不是|并非|不存在|未(?:规定|明确|提及|提到|载明|涉及)|无法|不(?:包括|包含|涉及|属于)")
_LEADS = re.compile("牵头")
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
        for source in sources:  # folded once, before the first sentence comes
            source.prepare()

    def __call__(self, text: str, markers: Sequence[int]) -> Checked:
        """The sentence with the clauses it may cite: those it names where they hold it, else those that do."""
        if not _CHINESE.search(text) or _URL.search(text):
            return Checked(fault="不是中文表述")
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
        claims, folded = claims_of(text), plain(text)
        known = "，".join(source.known for source in sources)
        checks = (
            _figure_fault(claims, folded, sources),
            _unknown("年份", claims.years, {year for source in sources for year in source.years}),
            next((f"文号：{number}" for number in claims.numbers if number not in known), ""),
            next((f"文件名：{title}" for title in claims.titles if title not in known), ""),
            _unknown("条款", claims.references, {each for source in sources for each in source.references}),
            _unknown("外文", claims.latin, {word for source in sources for word in source.latin}),
            next((f"名称：{n}" for n in self.lexicon.printed(folded) if n not in known and place(n) not in known), ""),
            next((f"名称：{name}" for name in self.lexicon.strange(folded, known)), ""),
            _lead_fault(folded, self.lexicon, sources),
            _polarity_fault(folded, "，".join(source.own for source in sources)),
            self._said_fault(text, sources),
        )
        return next(filter(None, checks), "")

    def _said_fault(self, text: str, sources: Sequence[Source]) -> str:
        """Whether too little of the sentence, or of one piece of it, is said by the clauses or the question."""
        known = self._asked.union(*(source.pairs for source in sources))
        content = pairs(_FILLER.sub("，", text))
        if not content & frozenset().union(*(source.pairs for source in sources)):
            return "没有依据"
        if len(content & known) < LEAST_SAID * len(content):
            return "没有依据"
        for piece in _PIECE.findall(text):
            said = pairs(_FILLER.sub("，", piece))
            if len(said) >= _WHOLE_PIECE and len(said & known) < LEAST_PIECE_SAID * len(said):
                return "没有依据"
        return ""


def _unknown(what: str, stated: Iterable[str], held: set[str]) -> str:
    missing = sorted(set(stated) - held)
    return f"{what}：{missing[0]}" if missing else ""


def _figure_fault(claims: Claims, folded: str, sources: Sequence[Source]) -> str:
    for figure in claims.figures:
        same = [f for source in sources for f in source.figures if _is_same(figure, f, source)]
        if not same:
            return f"数字：{figure.number}{figure.unit}"
        if figure.bound and all(other.bound == -figure.bound for other in same):
            return f"上下限：{figure.number}{figure.unit}"
        if _belongs_elsewhere(figure, folded, sources):
            return f"数字所指：{figure.number}{figure.unit}"
    return ""


def _is_same(stated: Figure, held: Figure, source: Source) -> bool:
    """The same number with the same unit; a number alone in a table cell takes its unit from the column."""
    counted = bool(source.clause.cells) and not held.unit
    return stated.number == held.number and (stated.unit == held.unit or not stated.unit or counted)


def _belongs_elsewhere(figure: Figure, folded: str, sources: Sequence[Source]) -> bool:
    """Whether the place where a clause prints the figure speaks of something else, and another figure's place of this."""
    if not figure.unit:
        return False
    piece = next((m.group() for m in _PIECE.finditer(folded) if m.start() <= figure.start < m.end()), folded)
    said = pairs(re.sub(r"\d+(?:\.\d+)?", "，", piece))
    stated = {(each.number, each.unit) for each in claims_of(piece).figures}
    own, other = 0, 0
    for _, held, figures in (segment for source in sources for segment in source.segments):
        alike = len(said & held)
        if (figure.number, figure.unit) in figures:
            own = max(own, alike)
        elif figures and not figures & stated:
            other = max(other, alike)
    return other > own + _NARROW


def _lead_fault(folded: str, lexicon: Lexicon, sources: Sequence[Source]) -> str:
    """Who is said to lead has to be printed as leading, or lead by the documents' rule for lists."""
    for piece in _PIECE.findall(folded):
        if not _LEADS.search(piece):
            continue
        leads = frozenset().union(*(source.leads for source in sources))
        printed = "".join(held for source in sources for held, _, _ in source.segments if "牵头" in held)
        bodies = [name for name in lexicon.printed(piece) if name.endswith(("厅", "局", "委", "部", "办", "政府", "院", "会"))]
        wrong = [name for name in bodies if not any(name in lead for lead in leads) and name not in printed]
        if wrong:
            return f"牵头：{wrong[0]}"
    return ""


def _polarity_fault(folded: str, known: str) -> str:
    """A prohibition, exemption or denial has to be printed as one."""
    for what, pattern in (("禁止", _FORBIDS), ("免除", _FREES), ("否定", _DENIES)):
        match = pattern.search(folded)
        if match and not pattern.search(known):
            return f"{what}：{match.group()}"
    return ""


def _in_other_numerals(text: str, sources: Sequence[Source]) -> tuple[str, ...]:
    """Digits of a sentence that has passed which its clauses print in other numerals, or in a heading above."""
    printed = "，".join(f"{s.clause.text}{s.clause.sentence}{s.clause.reference}{s.clause.address}" for s in sources)
    held = set(_DIGITS.findall(plain(printed)))
    return tuple(digits for digits in _DIGITS.findall(plain(text)) if digits not in held)
