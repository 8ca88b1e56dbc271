"""Markers and sentences of a model's text: every shape, every way of cutting it into chunks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.compose.markers import take_markers
from assistant.compose.stream import Sentences, Written

PIECES = ["产值超过5000亿元", "（三）", "〔2023〕", "湘甲发〔2023〕54号", "。", "！", "\n", "“引文。”", "[1]", "【2】", "［1,2］", "[[3]]"]
PIECES += ["[1](http://a.example)", "![图](b.png)", "!", "\u200b"]
PIECES += ["〔1〕", "[ID:4]", "[", "]", "【", " ", "- ", "1. ", "[ ]", "**", "条款2", "《办法》", "（", "”", "<think>", "</think>", "<"]


def sentences(*chunks: str) -> list[Written]:
    """What comes out of a text that arrives in chunks."""
    parser = Sentences()
    found = [sentence for chunk in chunks for sentence in parser.feed(chunk)]
    return [*found, *parser.finish()]


@pytest.mark.parametrize(
    "marker",
    ["【1】", "［1］", "[1]", "[[1]]", "〔1〕", "[ID:1]", "[ID：１]", "[^1]", "[条款1]", "【编号 1】", "[来源1]", "[ 1 ]", "[citation:1]"],
)
def test_every_shape_of_a_marker_is_understood(marker: str) -> None:
    assert take_markers(f"产值超过5家{marker}。") == ("产值超过5家。", (1,))


@pytest.mark.parametrize("marker", ["[1,2]", "[1，2]", "【1、2】", "[1][2]", "[1-2]", "[ID:1, ID:2]", "[[1],[2]]", "[条款1和条款2]"])
def test_several_numbers_in_one_marker_are_understood(marker: str) -> None:
    assert take_markers(f"产值超过5家{marker}")[1] == (1, 2)


@pytest.mark.parametrize("text", ["湘甲发〔2023〕54号", "湘甲发[2023]54号", "（三）2.", "[ ] 一项", "【重点】", "(1)", "[二]", "5［家］"])
def test_brackets_of_official_texts_are_no_markers(text: str) -> None:
    assert take_markers(text) == (text, ())


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.data())
@settings(max_examples=400, deadline=None)
def test_cutting_into_chunks_never_changes_the_sentences(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    chunks = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert sentences(*chunks) == sentences(text) == sentences(*text)


def test_a_sentence_comes_out_when_the_next_one_begins() -> None:
    parser = Sentences()
    assert not list(parser.feed("产值超过5000亿元。"))
    assert not list(parser.feed("[1"))
    assert list(parser.feed("]到")) == [Written("产值超过5000亿元。", (1,), opens=True)]


def test_a_quotation_is_not_cut_in_the_middle() -> None:
    assert len(sentences("提出“一要快。二要好。”的要求。[1]")) == 1


def test_what_a_model_thinks_aloud_is_left_out() -> None:
    assert sentences("<thi", "nk>编号是1。\n好</th", "ink>\n答案。[1]") == [Written("答案。", (1,), opens=True)]


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u202e", "\u0336", "\x08"])
def test_nothing_unseen_joins_or_turns_around_what_is_read(unseen: str) -> None:
    assert sentences(f"培育2{unseen}5家[1]。")[0] == Written("培育25家。", (1,), opens=True)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[产值](http://a.example/?b=1)超过5家[1]。", "产值超过5家。"),
        ("产值超过5家[1](https://a.example/x)。", "产值超过5家。"),
        ("产值超过5家[[1]](#one)。", "产值超过5家。"),
        ("![图](http://a.example/b.png)产值超过5家[1]。", "图产值超过5家。"),
        ("<b onclick='x()'>产值</b>超过<font color=red>5</font>家[1]。", "产值超过5家。"),
        ("> **产值**超过`5`家[1]。", "产值超过5家。"),
        ("| 产值 | 超过5家[1] |", "产值，超过5家"),
    ],
)
def test_of_links_pictures_tags_and_tables_only_the_words_are_left(written: str, read: str) -> None:
    assert [(each.text, each.markers) for each in sentences(written)] == [(read, (1,))]


def test_bullets_and_numbering_are_no_words() -> None:
    found = sentences("1. 第一点。[1]续。\n- **第二**点\n5.8万亿元。")
    assert [(each.text, each.item) for each in found] == [("第一点。", True), ("续。", True), ("第二点", True), ("5.8万亿元。", False)]
