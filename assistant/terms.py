"""The names that documents print, made ready to be found: their spellings, abbreviations, parts and longer forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from index.text import fold
from index.vocabulary import Term

SUBJECTS = frozenset({"row", "column", "heading"})  # kinds of names that a question can be about
_PLACE_END = re.compile(r"(?:市|县|区|州|自治州|地区)$")
_COMMON = 8  # a part of a name that more names share says nothing


def spellings(term: Term) -> set[str]:
    """A name with and without what may be left out: 市, 省, the state."""
    name = fold(term.name)
    found = {name}
    if term.kinds & {"row", "column", "body"} and len(_PLACE_END.sub("", name)) >= 2:
        found.add(_PLACE_END.sub("", name))
        if "column" in term.kinds and not name.endswith(("市", "县", "区", "自治州")):
            found.add(f"{name}市")
        if name.endswith("自治州"):
            found |= {name.removesuffix("自治州"), name.removesuffix("自治州") + "州"}
    if "body" in term.kinds and name.startswith("省") and len(name) > 3:
        found.add(name[1:])
    return found


def merge(first: Term, second: Term) -> Term:
    """Two names of one spelling as one: the shorter, standing for the clauses of both."""
    addresses = tuple(dict.fromkeys((*first.addresses, *second.addresses)))
    return Term(min(first.name, second.name, key=len), first.kinds | second.kinds, addresses)


def abbreviates(short: str, name: str) -> bool:
    """Whether all characters of `short` stand in `name` in order, the first of them early and the last at its end."""
    body = name.removeprefix("省").removeprefix("市").removeprefix("国家")
    short = short.removeprefix("省").removeprefix("市")
    if len(short) < 3 or short[-1] != body[-1] or short[0] != body[0]:
        return False
    position = 0
    for character in short:
        position = body.find(character, position) + 1
        if position == 0:
            return False
    return True


def distinctive_parts(terms: Sequence[Term]) -> dict[str, list[Term]]:
    """Parts of subject names by text, those that many names share left out."""
    parts: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        name = fold(term.name)
        if not term.kinds & SUBJECTS or len(name) > 16:
            continue
        for start in range(len(name)):
            for end in range(start + 2, min(len(name), start + 12) + 1):
                if end - start < len(name):
                    parts[name[start:end]].append(term)
    return {part: found for part, found in parts.items() if len(found) <= _COMMON}


def depth(term: Term) -> int:
    """How deep in its document the shallowest clause of a name stands."""
    return min(address.count("/") for address in term.addresses)


def with_longer_names(terms: Sequence[Term]) -> list[Term]:
    """A name also stands for the sections whose names begin with it: 工程机械 for 工程机械智能制造."""
    longer: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        name = fold(term.name)
        if "heading" in term.kinds:
            for length in range(3, len(name)):
                longer[name[:length]].extend(term.addresses)
    widened = []
    for term in terms:
        more = longer.get(fold(term.name), ()) if term.kinds & {"heading", "row"} else ()
        widened.append(Term(term.name, term.kinds, tuple(dict.fromkeys((*term.addresses, *more)))))
    return widened
