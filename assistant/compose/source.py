"""A clause as the source of a model's sentences: everything it holds, folded once, ready to be looked up."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.compose.claims import Figure, claims_of, plain, references_of
from assistant.compose.segments import Segment, segments_of, segments_of_cell
from assistant.draft import Quote
from assistant.knowledge import pairs
from assistant.quotation import cell_name, flat
from index.clause import Cell, Clause, Document, Duty
from index.sentences import Sentence, split_sentences

_TO_A_MODEL = re.compile(
    r"(?:忽略|无视|忘记|不要理会)[^，。；\n]{0,14}(?:指令|要求|提示|规则|设定|内容)|系统提示|提示词|(?:你|您)(?:现在|从现在起)?(?:是|扮演)[^，。；\n]{0,12}(?:助手|模型|机器人|AI)"
    r"|(?:直接|只需|请你?)(?:回答|输出|回复)(?:[：:“]|“)|ignore[^。\n]{0,40}instruction|system\s*prompt|<\|?(?:im_start|system|/?s)\|?>",
    re.IGNORECASE,
)
_FOUR_DIGITS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_ENDS = ("。", "；", "：", "！", "？", "，", "、", "）", "]", "】")


@dataclass(frozen=True)
class Source:
    """A clause a model may rest on.

    Attributes:
        number: its id in the prompt and in markers.
        clause: the clause.
        document: its document.
        above: the clauses it stands under, nearest first.
        about: folded; where there are any, only the sentences and cells that name one of these count.
    """

    number: int
    clause: Clause
    document: Document
    above: tuple[Clause, ...] = ()
    about: tuple[str, ...] = ()

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences; those that speak to a model instead of a reader are left out."""
        found = split_sentences(self.clause)
        return tuple(s for s in found if not _TO_A_MODEL.search(s.text) and self._counts(f"{s.column}，{s.text}"))

    def _counts(self, text: str) -> bool:
        named = plain(f"{self.clause.label}，{self.clause.heading}，{text}")
        return not self.about or any(topic in named for topic in self.about)

    @cached_property
    def text(self) -> str:
        """What it says, for a model: its sentences, or its cells with the names of their columns."""
        if self.clause.cells:
            named = ("：".join(filter(None, (flat(cell_name(self.clause, c)), flat(c.value)))) for c in self.cells)
            return f"{self.clause.label}。{'；'.join(each for each in named if each != self.clause.label)}"
        return "".join(map(_closed, self.sentences))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Its cells that say something, and that to a reader."""
        cells = (c for c in self.clause.cells if c.value.strip() and not _TO_A_MODEL.search(c.value))
        return tuple(c for c in cells if self._counts(f"{c.column}，{c.value}"))

    @cached_property
    def own(self) -> str:
        """What it says, folded: text, heading, names of its row and columns, the headings above it."""
        names = (*self.clause.path, self.clause.heading, self.clause.label, *self.clause.aliases)
        return plain("，".join((self.text, *names, *(f"{cell.row}，{cell.column}" for cell in self.clause.cells))))

    @cached_property
    def known(self) -> str:
        """What it says and what its document is called, folded."""
        d = self.document
        return self.own + plain("，".join((d.title, d.full_title, d.number, "，".join(d.issuers), d.date, self.clause.reference)))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Its figures."""
        return claims_of(self.own).figures

    @cached_property
    def years(self) -> frozenset[str]:
        """Years it or a clause above it names."""
        texts = (self.own, *(plain(clause.text) for clause in self.above))
        return frozenset(year for text in texts for year in claims_of(text).years)

    @cached_property
    def dates(self) -> frozenset[str]:
        """Years it or the front of its document names, which may be those of documents."""
        return frozenset(_FOUR_DIGITS.findall(self.known)) | self.years

    @cached_property
    def latin(self) -> frozenset[str]:
        """Latin words it holds, folded."""
        return claims_of(self.known).latin

    @cached_property
    def references(self) -> frozenset[str]:
        """Places it refers to, and its own."""
        return references_of("，".join((self.text, self.clause.reference, self.clause.address)))

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Character pairs of all it says."""
        return frozenset(pairs(self.known))

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Its pieces between commas."""
        if self.clause.cells:
            return tuple(segment for cell in self.cells for segment in segments_of_cell(self.clause, cell))
        return tuple(segments_of(self.text))

    @cached_property
    def headings(self) -> frozenset[str]:
        """What it is about: its heading, its label and the nearest heading above, folded."""
        clause = self.clause
        return frozenset(plain(name) for name in (*clause.path[-1:], clause.heading, clause.label) if name)

    @cached_property
    def labels(self) -> frozenset[str]:
        """The names of its rows and columns, folded."""
        return frozenset(plain(name) for cell in self.clause.cells for name in (cell.row, cell.column) if name)

    @cached_property
    def name_pairs(self) -> frozenset[str]:
        """Character pairs of the headings above it, its own, and of what its document is called."""
        clause, document = self.clause, self.document
        names = (*clause.path, clause.heading, clause.label, *clause.aliases, document.title, document.full_title)
        return frozenset(pairs("，".join((*names, *document.issuers))))

    @cached_property
    def _sentence_pairs(self) -> tuple[frozenset[str], ...]:
        above = "，".join((*self.clause.path[-1:], self.clause.heading, self.clause.label))
        return tuple(frozenset(pairs(f"{above}，{s.column}，{s.text}")) for s in self.sentences)

    def likeness(self, said: Collection[str]) -> int:
        """Character pairs that its most alike sentence, with the heading above it, shares with a text."""
        return max((len(each.intersection(said)) for each in self._sentence_pairs), default=0)

    def prepare(self) -> None:
        """Fold everything now."""
        _ = self.figures, self.years, self.dates, self.references, self.latin, self.pairs, self.leads, self._sentence_pairs
        _ = self.name_pairs, [(each.pairs, each.around, each.measure) for each in self.segments]

    @cached_property
    def leads(self) -> frozenset[str]:
        """Who takes the lead by its duties, folded."""
        return frozenset(plain(name) for duty in self.duties for name in duty.lead)

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The duties of the clause or of the nearest one above that has some."""
        return next((tuple(clause.duties) for clause in (self.clause, *self.above) if clause.duties), ())

    def quotes(self, text: str) -> Iterator[Quote]:
        """The sentences or cells that a text is about: the most alike, and those that hold a figure of it."""
        said, stated = pairs(text), _figure_keys(claims_of(text).figures)
        ranked = sorted(self.sentences, key=lambda s: -len(said & pairs(s.text + s.column)))
        for place, sentence in enumerate(ranked):
            if place == 0 or stated & _figure_keys(claims_of(sentence.text).figures):
                yield Quote.sentence(self.clause, sentence)
        if not ranked:
            yield Quote.of(self.clause)


def _figure_keys(found: Iterable[Figure]) -> frozenset[tuple[str, str]]:
    return frozenset((figure.number, figure.unit) for figure in found)


def _closed(sentence: Sentence) -> str:
    """A sentence on one line; a heading without an end gets one."""
    text = flat(sentence.text)
    return text if text.endswith(_ENDS) else f"{text}。"
