"""Nothing is shown as quoted that is not in the text: checked without knowing how an answer was found."""

import re

import pytest

from assistant.draft import Draft, Part, Quote, Statement, line
from assistant.verify import verify
from index.clause import Clause
from index.library import Library

NUMBER = re.compile(r"\d+(?:\.\d+)?")


@pytest.fixture
def clause(seed_library: Library) -> Clause:
    found = seed_library.clause("湘政办发〔2023〕54号/三/（二）")
    assert found is not None
    return found


def test_a_supported_statement_is_kept_with_its_marker(seed_library: Library, clause: Clause) -> None:
    verified = verify(Draft((line("产值超过2000亿元", Quote.of(clause, "产值超过2000亿元")),)), seed_library)
    assert verified.text == "产值超过2000亿元 [1]" and not verified.removed


@pytest.mark.parametrize("text", ["产值超过3000亿元", "到2030年超过2000亿元", "共 3 处"])
def test_a_number_that_no_source_holds_is_removed(seed_library: Library, clause: Clause, text: str) -> None:
    verified = verify(Draft((line(text, Quote.of(clause)),)), seed_library)
    assert verified.removed == (text,) and not verified.citations


def test_a_computed_number_is_kept_where_it_says_so(seed_library: Library, clause: Clause) -> None:
    verified = verify(Draft((line("共 3 处", Quote.of(clause), computed=("3",)),)), seed_library)
    assert not verified.removed


def test_a_number_without_any_source_is_removed(seed_library: Library) -> None:
    assert verify(Draft((line("共 5 家"),)), seed_library).removed


def test_a_clause_that_is_not_in_the_library_is_removed(seed_library: Library, clause: Clause) -> None:
    forged = Clause("甲/一", "甲", ("一",), "han", "", (), clause.spans, clause.text, "《甲》一、")
    assert verify(Draft((line("轨道交通", Quote.of(forged)),)), seed_library).removed


def test_a_quote_outside_its_clause_is_removed(seed_library: Library, clause: Clause) -> None:
    beyond = Quote(clause, len(clause.text) - 2, len(clause.text) + 5)
    assert verify(Draft((line("轨道交通", beyond),)), seed_library).removed


def test_one_clause_cited_twice_has_one_marker(seed_library: Library, clause: Clause) -> None:
    quotes = (Quote.of(clause, "轨道交通"), Quote.of(clause, "2000亿元"))
    draft = Draft((Statement((Part("一", quotes[:1]), Part("二", quotes[1:]))),))
    verified = verify(draft, seed_library)
    assert verified.text == "一 [1] 二 [1]" and len(verified.citations) == 1
