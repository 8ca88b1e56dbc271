"""One draft out of what was written for a question as a whole and for its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from assistant.asking import PLACES_IN_ORDER
from assistant.draft import Draft, Part, Statement, distinct
from assistant.gate import Verdict, refusal
from assistant.gate.attributes import ATTRIBUTES
from assistant.knowledge import Ask
from assistant.phrases import NOT_STATED
from index.clause import Clause, Document

Judged = tuple[Ask, Verdict]
_OF_FIGURES = frozenset({"", "write_figures", "write_comparison", "write_cells"})
_MARKUP = re.compile(r"\[\d*\]|[<>|`*_#\[\]]")
_ATTRIBUTES = {name: asked for name, asked, _ in ATTRIBUTES}


def merge(whole: Judged, parts: Sequence[Judged], *, beside: bool = False) -> Draft:
    """The parts one after the other where all are answered; else the whole, where that is; else what was answered.

    A question that demands something the documents do not hold (a telephone number) stays declined as a whole, unless
    one of its parts is a question of its own. Two things asked about side by side (`beside`) are told apart where they
    stand in two clauses.
    """
    if not whole[1].topical:
        return refusal(*whole)
    draft = _answer(whole)
    answered = [part for part in parts if _answer(part) is not None]
    if draft is not None and draft.writer == "write_matrix" and len(PLACES_IN_ORDER.findall(whole[0].question.body)) > 1:
        return draft  # the places of one order (最多的，排第二的) are given together
    if draft is not None and _one_clause(answered):
        return replace(draft, statements=tuple(distinct((*draft.statements, *_statements(answered)))))
    if draft is not None and (not answered or _answers_each(draft, parts, beside)):
        return draft
    if draft is not None and len(answered) < len(parts):
        return _together(draft, answered)
    if not answered or (_one_sentence(whole) and (len(answered) < len(parts) or _lacking(whole[1].missing, answered))):
        return refusal(*whole)
    rest = (_not_stated(ask) for ask, verdict in parts if (ask, verdict) not in answered)
    return Draft((*distinct(_statements(answered)), *rest))


def _lacking(missing: str, answered: Sequence[Judged]) -> bool:
    """Whether an attribute that the whole question demands is asked for in none of the parts that were answered."""
    asked = _ATTRIBUTES.get(missing)
    return asked is not None and not any(re.search(asked, ask.question.text) for ask, _ in answered)


def _one_clause(answered: Sequence[Judged]) -> bool:
    """Whether several things are answered out of the same clause: what the whole question found may leave one out."""
    return len(answered) > 1 and len({draft.clauses[0] for each in answered if (draft := _answer(each)) and draft.clauses}) == 1


def _together(whole: Draft, answered: Sequence[Judged]) -> Draft:
    """What the whole question found, with the answers to its parts that come from other clauses."""
    more = [part for part in answered if (draft := _answer(part)) and not set(draft.clauses) & set(whole.clauses)]
    return replace(whole, statements=tuple(distinct((*whole.statements, *_statements(more))))) if more else whole


def interleaved(asks: Iterable[Ask]) -> tuple[Clause, ...]:
    """The clauses retrieved for each, best of each first."""
    ranks = zip_longest(*(ask.retrieved.clauses for ask in asks))
    return tuple(dict.fromkeys(clause for rank in ranks for clause in rank if clause is not None))


def _answer(judged: Judged) -> Draft | None:
    draft = judged[1].draft
    return draft if draft is not None and not draft.refused else None


def _answers_each(draft: Draft, parts: Sequence[Judged], beside: bool) -> bool:
    """Whether a draft of figures has one for each part, or the parts ask for no other structure than the whole."""
    documents = {address for ask, _ in parts for address in ask.question.documents}
    if len(documents) > 1 and not documents <= {clause.document for clause in draft.clauses}:
        return False
    if beside:
        return len({v.draft.clauses[0] for _, v in parts if v.draft and v.draft.clauses}) < len(parts)
    if draft.writer == "write_figures":
        return len(set(draft.statements)) >= len(parts)
    if draft.writer == "write_comparison":  # a table of what each part asks for
        return all(v.draft is None or v.draft.writer in _OF_FIGURES for _, v in parts)
    own = [v.draft for _, v in parts if v.draft is not None and v.draft.writer == draft.writer == "write_duties"]
    return len(own) == len(parts) and all(set(each.clauses) <= set(draft.clauses) for each in own)


def _one_sentence(whole: Judged) -> bool:
    question = whole[0].question
    return not re.search(r"[？?](?=.)", question.text) and len(question.years) < 2 and len(question.documents) < 2


def _statements(answered: Sequence[Judged]) -> Iterator[Statement]:
    """The statements of the parts; in a comparison of documents the first of each is under its document's name."""
    documents = {ask.question.documents for ask, _ in answered}
    compared = len(documents) > 1 and all(len(each) == 1 for each in documents)
    for ask, verdict in answered:
        first, *rest = verdict.draft.statements if verdict.draft else ()
        yield _under(ask.library.document(ask.question.documents[0]), first) if compared else first
        yield from rest


def _under(document: Document, statement: Statement) -> Statement:
    """A line with the name of a document in front; list items and tables as they are."""
    if statement.form != "line":
        return statement
    first, *rest = statement.parts
    return replace(statement, parts=(replace(first, text=f"{document.number or document.title}：{first.text}"), *rest))


def _not_stated(ask: Ask) -> Statement:
    """A part of a question that was not answered; its own numbers are no figures."""
    text = _MARKUP.sub("", ask.question.body)  # what looks like a marker is none of ours
    return Statement((Part(f"{NOT_STATED}：{text}", (), tuple(re.findall(r"\d+(?:\.\d+)?", text))),))
