"""Bytes become characters, characters become lines; offsets stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clause import Span
from index.document import read_document
from index.errors import DocumentError
from index.lines import split_lines
from index.read.text import decode
from index.text import cover, fold, squeeze
from tests.index.shapes import at, parse, places

TEXT = "一、目标\n产值达到５０亿元。\n二、措施\n加强领导。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_gives_the_same_document(encoding: str) -> None:
    document = read_document(TEXT.encode(encoding), "目标.txt")
    assert document.text == TEXT and places(document) == ["一", "二"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "空"), (b" \r\n\t", "空"), (b"\x00\x01\x02", "不是"), (b"PK\x03\x04\x00\xff\xfe", "不是"), (b"\xff\xfea", "不是")],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=rf"^坏\.txt：.*{reason}") as raised:
        decode(data, "坏.txt")
    assert "\n" not in str(raised.value)


def test_a_damaged_byte_costs_one_character_and_not_the_document() -> None:
    assert decode(b"\xe4" + TEXT.encode() * 10, "目标.txt") == "\ufffd" + TEXT * 10


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text) and fold(fold(text)) == fold(text)


def test_folding_makes_spellings_equal() -> None:
    assert fold("湘政办发［２０２３］５４号（Ａ）") == fold("湘政办发〔2023〕54号(a)")


@given(st.text())
def test_squeezing_remembers_where_each_character_stood(text: str) -> None:
    kept, offsets = squeeze(text)
    assert kept == "".join(text[offset] for offset in offsets) and not any(map(str.isspace, kept))


def test_a_stretch_over_several_spans_becomes_several_spans() -> None:
    assert cover([Span(0, 4), Span(10, 14)], 2, 6) == (Span(2, 4), Span(10, 12))


def test_bookmarks_are_left_out_and_offsets_still_point_into_the_file() -> None:
    document = parse("一、[bookmark: _Toc1]目标", "\t项目[bookmark: x]名", "\t数", "", "\t甲", "\t[bookmark: y]12")
    (row,) = [clause for clause in document.clauses if clause.kind == "row"]
    assert at(document, "一").heading == "目标" and "bookmark" not in at(document, "一").text + row.text
    assert [(cell.column, document.text[slice(*cell.span)]) for cell in row.cells] == [("数", "12")]


def test_a_lone_tab_is_an_empty_cell_and_an_empty_line_none() -> None:
    assert [(line.text, line.gap) for line in split_lines("\t甲\n\t\n\n\t乙")] == [("甲", False), ("", False), ("乙", True)]


def test_tabs_that_only_indent_are_no_table() -> None:
    lines = ["一、目标", "产值达到50亿元。", "（一）工业。达到30亿元。", "（二）农业。达到20亿元。"]
    assert places(parse(*(f"\t{line}" for line in lines))) == places(parse(*lines))


def test_markdown_marks_hide_no_label_and_stay_in_the_text() -> None:
    document = parse("## **第一章 总则**", "", "**第一条** 目的。", "", "第二条 范围。")
    assert places(document) == ["第一章", "第一条", "第二条"] and at(document, "第一章").text == "## **第一章 总则**"
    assert at(document, "第一章").heading == "总则"


def test_invisible_characters_hide_no_label() -> None:
    assert places(parse("\u200b一、目标", "产值。", "\ufeff二、措施")) == ["一", "二"]
