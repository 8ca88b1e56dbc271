"""The entries of a long list that hold what is asked for: 名单里江苏省有哪几项."""

from __future__ import annotations

from assistant.answer_type import COUNT
from assistant.draft import Draft, Quote, item, line
from assistant.gate.evidence import content
from assistant.knowledge import Ask, pairs
from index.clause import Clause
from index.labels import ITEMS

_RANKED = 5  # best ranked clauses among which an entry is looked for
_LIKELY = 0.4  # probability that one of the entries answers
_LONG = 12  # entries that make a list of this kind
_SHORT = 120  # characters of an entry
_SHARE = 1 / 3  # of all entries; what more of them hold tells none apart


def write_entries(ask: Ask) -> Draft | None:
    """The entries that say what the best of them says of the question and the list as a whole does not."""
    wanted = ask.question.answer_type
    if not ask.question.asks("list", "count") or (wanted is not None and wanted.name != COUNT):
        return None
    first = next((c for c in ask.retrieved.clauses[:_RANKED] if c.kind in ITEMS and ask.inside(c)), None)
    entries = _entries(ask, first) if first is not None else []
    if first is None or len(entries) < _LONG or sum(map(ask.chance, entries)) < _LIKELY:
        return None
    said = {entry.address: pairs(entry.text) for entry in entries}
    asked = content(ask.question.body) & said[first.address]
    telling = {pair for pair in asked if sum(pair in each for each in said.values()) < _SHARE * len(entries)}
    if not telling:
        return None
    found = [entry for entry in entries if telling <= said[entry.address]]
    lines = [item(entry.to_show(), Quote.of(entry)) for entry in found]
    counted = [line(f"共 {len(found)} 项：", computed=(str(len(found)),))] if len(found) > 1 else []
    return Draft((*counted, *lines))


def _entries(ask: Ask, clause: Clause) -> list[Clause]:
    """The list an entry stands in: short items without headings and without anything below them."""
    parent = ask.library.parent(clause)
    siblings = ask.library.children(parent) if parent is not None else ()
    plain = [c for c in siblings if c.kind in ITEMS and not c.heading and len(c.text) <= _SHORT and not ask.library.children(c)]
    return plain if clause in plain else []
