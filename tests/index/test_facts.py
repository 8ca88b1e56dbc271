"""Sentences, figures, matrices and names out of the clauses."""

from __future__ import annotations

import pytest

from index.clause import Document
from index.facts import find_matrices, find_targets
from index.library import Library
from index.sentences import split_sentences
from index.vocabulary import heading_names, learn_terms
from tests.index.shapes import at, parse, read

RAIL = "湘政办发〔2023〕54号/三/（二）"


def targets(sentence: str) -> list[tuple[str, float, str, str]]:
    """Figure, value, unit and year of everything a sentence sets."""
    clause = at(parse("一、目标", sentence), "一")
    return [(target.number, target.value, target.unit, target.year) for target in find_targets(clause)]


def test_sentences_end_where_a_reader_ends_them() -> None:
    clause = at(parse("一、目标", "建成（含改造。扩建）三处。“坚持创新。”全面推进！", "二、措施"), "一")
    assert [s.text for s in split_sentences(clause)] == ["一、目标", "建成（含改造。扩建）三处。", "“坚持创新。”全面推进！"]


def test_every_sentence_stands_at_its_offsets(seed_documents: tuple[Document, ...]) -> None:
    for document in seed_documents:
        for clause in document.clauses:
            for sentence in split_sentences(clause):
                spans = sentence.spans(clause)
                assert "".join(document.text[start:end] for start, end in spans) == sentence.text


def test_the_sentences_of_a_clause_leave_out_only_white_space(seed_documents: tuple[Document, ...]) -> None:
    for clause in (clause for document in seed_documents for clause in document.clauses if not clause.cells):
        joined = "".join(sentence.text for sentence in split_sentences(clause))
        assert "".join(joined.split()) == "".join(clause.text.split())


def test_the_sentences_of_a_row_are_its_cells(seed_library: Library) -> None:
    row = seed_library.clause("湘政办发〔2023〕54号/附件1/轨道交通")
    assert row is not None and ("株洲", "★★★") in [(s.column, s.text) for s in split_sentences(row)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("到2025年，产值达到5000亿元。", [("5000亿元", 5e11, "元", "2025")]),
        ("配套率达到35%。", [("35%", 35.0, "%", "")]),
        ("新增上市公司3～5家。", [("3～5家", 3.0, "家", "")]),
        ("到2024年，建成茶园120万亩，惠及3.2万户。", [("120万亩", 1.2e6, "亩", "2024"), ("3.2万户", 3.2e4, "户", "2024")]),
        ("旅游总收入达到1.4万亿元。", [("1.4万亿元", 1.4e12, "元", "")]),
        ("到2025年建成，到2027年产值突破100亿元。", [("100亿元", 1e10, "元", "2027")]),
        ("自收到申请之日起三十日内作出决定。", [("三十日", 30.0, "日", "")]),
        ("立即上报（最迟不超过4个小时）。", [("4个小时", 4.0, "个小时", "")]),
        ("坚持创新驱动。", []),
        ("自2023年起施行。", []),
    ],
)
def test_figures_are_read_with_their_unit_and_year(sentence: str, expected: list[tuple[str, float, str, str]]) -> None:
    assert targets(sentence) == expected


def test_a_figure_of_the_seed_says_what_it_measures(seed_library: Library) -> None:
    clause = seed_library.clause(RAIL)
    assert clause is not None
    target = next(t for t in find_targets(clause) if t.number == "2000亿元")
    assert "轨道交通装备集群产值" in target.measure and target.year == "2027"
    assert clause.text[target.start : target.end] == target.text


def test_a_matrix_knows_its_rows_columns_totals_and_marks(seed_library: Library) -> None:
    (matrix,) = find_matrices(seed_library)
    assert (len(matrix.rows), len(matrix.columns), matrix.values) == (16, 14, ("★★★", "★★"))
    assert matrix.cells["轨道交通", "株洲"].value == "★★★" and ("轨道交通", "长沙") not in matrix.cells
    assert matrix.totals is not None and matrix.totals.label == "各产业市州布局数量（个）"
    assert matrix.meanings == {"★★★": "核心产业", "★★": "重点产业"} and matrix.group(matrix.rows[5]) == "优势产业"


def test_matrices_with_other_marks_are_matrices_too() -> None:
    (matrix,) = find_matrices(Library([read("附件_矩阵行式")]))
    assert matrix.meanings == {"●": "核心园区", "○": "重点园区"} and matrix.group(matrix.rows[-1]) == "新兴产业"


def test_names_are_learned_from_tables_headings_and_duties() -> None:
    kinds = {term.name: term.kinds for term in learn_terms([read("附件_矩阵行式"), read("方案_责任单位.txt")])}
    assert "row" in kinds["光电"] and "column" in kinds["东湖"] and "body" in kinds["省数据局"]
    assert "listed" in kinds["云数科技"] and "heading" in kinds["政务云"]


@pytest.mark.parametrize(
    ("heading", "names"),
    [("大力发展轨道交通产业", ("轨道交通产业", "轨道交通")), ("加快数字产业发展", ("数字产业发展", "数字产业")), ("保障措施", ("保障措施",))],
)
def test_a_heading_names_what_it_is_about(heading: str, names: tuple[str, ...]) -> None:
    assert heading_names(heading) == names
