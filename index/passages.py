"""What gets a vector: a clause, the pieces of a long one, its sentences; ids are clause addresses."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.clause import Clause
from index.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with a vector of its own: a clause, a piece of a long one, or one of its sentences."""

    id: str
    address: str
    part: str  # "clause", "piece" or "sentence"
    text: str
    number: int = 0

    @property
    def digest(self) -> str:
        """Identifies the text, so that an unchanged one keeps its vector."""
        return hashlib.sha1(self.text.encode(), usedforsecurity=False).hexdigest()


def passages_of(clause: Clause, count_tokens: Callable[[str], int], limit: int) -> Iterator[Passage]:
    """The passages of one clause; ids are `address`, then `address#n`.

    Args:
        count_tokens: the model's token count of a text.
        limit: tokens; a longer clause is embedded in pieces as well.
    """
    text = clause.to_embed()
    yield Passage(clause.address, clause.address, "clause", text)
    number = 0
    if len(text) > limit // 3 and count_tokens(text) > limit:
        for piece in _pieces(clause, limit):
            number += 1
            yield Passage(f"{clause.address}#{number}", clause.address, "piece", piece, number)
    sentences = split_sentences(clause)
    if clause.derived or len(sentences) < 2 or all(len(sentence.text) <= 4 for sentence in sentences[1:]):
        return
    subject = clause.heading or (clause.path[-1] if clause.path else "")
    for index, sentence in enumerate(sentences):
        number += 1
        named = "，".join(name for name in (subject, sentence.column) if name)
        text = f"{named}：{sentence.text}" if named else sentence.text
        yield Passage(f"{clause.address}#{number}", clause.address, "sentence", text[:limit], index)


def _pieces(clause: Clause, limit: int) -> Iterator[str]:
    """Consecutive sentences under the clause's heading, each piece at most `limit` characters."""
    head = clause.heading or clause.label
    piece = ""
    for sentence in split_sentences(clause):
        if piece and len(piece) + len(sentence.text) > limit:
            yield f"{head}\n{piece}"
            piece = ""
        piece += sentence.text[:limit]
    yield f"{head}\n{piece}"
