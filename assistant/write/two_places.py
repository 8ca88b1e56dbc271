"""What the body of a document and its annex say of one subject, side by side."""

from __future__ import annotations

import re

from assistant.draft import Draft, Part, Quote, Statement
from assistant.knowledge import Ask
from assistant.write.bare import is_bare
from index.clause import Clause
from index.sentences import split_sentences

_BODY_AND_ANNEX = re.compile(r"正文.{0,12}(?:附件|附表|表)|(?:附件|附表|表).{0,12}正文")


def write_two_places(ask: Ask) -> Draft | None:
    """What the body and an annex say of one subject, side by side."""
    if not _BODY_AND_ANNEX.search(ask.question.text):
        return None
    sections = (clause for clause in ask.subjects("heading") if clause.kind != "row")
    body = max(sections, key=lambda clause: _spoken_of(ask, clause), default=None)
    row = next((c for c in ask.subjects("row") if c in ask.knowledge.prose_rows), None)
    if body is None or row is None:
        return None
    header = Statement((Part("出处"), Part("原文")), "header")
    quotes = [(name, _closest_sentence(ask, clause)) for name, clause in (("正文", body), ("附件", row))]
    rows = [Statement((Part(name), Part(quote.text, (quote,))), "row") for name, quote in quotes if quote]
    return Draft((header, *rows)) if len(rows) == 2 else None


def _spoken_of(ask: Ask, clause: Clause) -> float:
    """Share of the question that the closest sentence of a clause says."""
    quote = _closest_sentence(ask, clause)
    return ask.knowledge.overlap(ask.question.body, quote.text)[1] if quote else 0.0


def _closest_sentence(ask: Ask, clause: Clause) -> Quote | None:
    sentences = [s for s in split_sentences(clause) if not is_bare(clause, s)]
    best = max(sentences, key=lambda s: ask.knowledge.overlap(ask.question.body, f"{s.column}{s.text}")[1], default=None)
    return Quote.sentence(clause, best) if best else None
