"""One answer, for the chat page, the command line, the API and the evaluation alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from index.clause import Clause, Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause an answer rests on.

    Attributes:
        marker: the number in `[1]`, from 1 in order of first use.
        address: the clause's address.
        reference: its human form.
        quote: source text, character for character; the pieces of `spans` joined.
        spans: where the quote stands in the decoded file, code points.
        page: the page it begins on, where the file has pages.
        status: that its document no longer holds, with what says so (已废止：…); else empty.
    """

    marker: int
    address: str
    reference: str
    quote: str
    spans: tuple[Span, ...]
    page: int | None = None
    status: str = ""


@dataclass(frozen=True)
class Answer:
    """What `Assistant.ask` gives.

    Attributes:
        question: as asked.
        standalone: the question as understood, whole even where a follow-up was not.
        text: the answer with `[1]` markers (Markdown lists and tables allowed), without the citation list.
        refused: True when nothing of the question is answered.
        citations: in marker order.
        retrieved: clauses in rank order, at most ten, whether cited or not.
        latency_ms: time this question alone took.
        carried: what a follow-up took over from earlier turns, empty for a whole question.
        removed: statements that verification took out.
        confidence: probability, 0 to 1, that the answer is right, by `assistant.gate.confidence`; 0 for a refusal.
        writer: `extractive`, or `model` where a language model wrote it and every sentence was checked.
        model: the name of the model that was asked to write, also where its text was not used.
        repaired: sentences of the model that the clause's own words replace, as it wrote them.
        note: what the reader should know of how it was written, in Chinese.
        tokens: of prompts and of what the model wrote.
        checking_ms: processor time checking took, a sentence of the model.
        state: what the next turn needs of this one; opaque to doors.
    """

    question: str
    standalone: str
    text: str
    refused: bool
    citations: tuple[Citation, ...] = ()
    retrieved: tuple[Clause, ...] = ()
    latency_ms: float = 0.0
    carried: bool = False
    removed: tuple[str, ...] = ()
    confidence: float = 0.0
    writer: str = "extractive"
    model: str = ""
    repaired: tuple[str, ...] = ()
    note: str = ""
    tokens: tuple[int, int] = (0, 0)
    checking_ms: float = 0.0
    state: Any = field(default=None, repr=False)

    @property
    def cited(self) -> tuple[str, ...]:
        """Addresses in marker order."""
        return tuple(citation.address for citation in self.citations)

    @property
    def fell_back(self) -> bool:
        """Whether a model was asked to write and its text was not used."""
        return bool(self.model) and self.writer != "model"

    @property
    def related(self) -> tuple[Clause, ...]:
        """Clauses that were retrieved and not cited."""
        cited = set(self.cited)
        return tuple(clause for clause in self.retrieved if clause.address not in cited)

    def to_json(self) -> dict[str, Any]:
        """The JSON object of `ceyin ask --json`."""
        return {
            "question": self.question,
            "standalone": self.standalone,
            "answer": self.text,
            "refused": self.refused,
            "confidence": round(self.confidence, 3),
            "cited": list(self.cited),
            "citations": [
                {
                    "marker": citation.marker,
                    "address": citation.address,
                    "reference": citation.reference,
                    "quote": citation.quote,
                    "spans": [list(span) for span in citation.spans],
                    **({"page": citation.page} if citation.page else {}),
                    **({"status": citation.status} if citation.status else {}),
                }
                for citation in self.citations
            ],
            "retrieved": [clause.address for clause in self.retrieved],
            "writer": self.writer,
            **self._written(),
            "latency_ms": round(self.latency_ms, 1),
        }

    def _written(self) -> dict[str, Any]:
        """How a model took part; nothing where none did."""
        if not self.model:
            return {}
        return {
            "model": self.model,
            "note": self.note,
            "removed": list(self.removed),
            "repaired": list(self.repaired),
            "tokens": {"prompt": self.tokens[0], "answer": self.tokens[1]},
        }
