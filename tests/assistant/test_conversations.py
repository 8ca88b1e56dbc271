"""Conversations on disk: exactly as given, each user's own, still able to be continued; exports and feedback."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from assistant.assistant import Assistant
from assistant.conversations.exchange import Exchange, exchange_of
from assistant.conversations.feedback import feedback_lines, question_lines
from assistant.conversations.markdown import paper_to_markdown
from assistant.conversations.paper import paper_of
from assistant.conversations.store import Store
from assistant.conversations.word import paper_to_word
from eval.questions import parse_question
from index.errors import CeyinError

QUESTIONS = ("到2027年，石化产业产值要超过多少？", "那由谁牵头呢？", "岳阳与衡阳的核心产业对比一下，各有哪些？")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "home" / "conversations.sqlite")


@pytest.fixture(scope="module")
def exchanges(assistant: Assistant) -> list[Exchange]:
    answers = []
    for question in QUESTIONS:
        answers.append(assistant.ask(question, answers))
    return [
        exchange_of(answer, assistant.library, "2026-11-22T03:04:05", "2026-11-22T04:05:06", ["接着问？"])
        for answer in answers
    ]


@pytest.fixture
def key(store: Store, exchanges: list[Exchange]) -> str:
    key = store.begin("甲", "石化")
    assert all(store.add("甲", key, exchange) for exchange in exchanges)
    return key


def test_exchanges_come_back_exactly_as_given(store: Store, key: str, exchanges: list[Exchange]) -> None:
    back = Store(store.path).exchanges("甲", key)
    assert [each.number for each in back] == [1, 2, 3]
    for given, read in zip(exchanges, back, strict=True):
        assert read.answer.to_json() == given.answer.to_json()
        assert read.cited() == given.cited()
        assert (read.answer.retrieved, read.documents, read.followups) == (
            given.answer.retrieved, given.documents, given.followups,
        )  # fmt: skip


def test_follow_up_goes_on_after_a_restart(assistant: Assistant, store: Store, key: str) -> None:
    first = [exchange.answer for exchange in store.exchanges("甲", key)][:1]
    assert first[0].state is None
    resumed = assistant.ask(QUESTIONS[1], assistant.resume(first))
    direct = assistant.ask(QUESTIONS[1], [assistant.ask(QUESTIONS[0])])
    assert resumed.carried
    assert (resumed.standalone, resumed.text, resumed.cited) == (direct.standalone, direct.text, direct.cited)


def test_nothing_is_done_to_another_users_conversation(store: Store, key: str, exchanges: list[Exchange]) -> None:
    assert store.conversations("乙") == () and store.conversation("乙", key) is None
    assert store.exchanges("乙", key) == () and store.ratings("乙", key) == {}
    assert store.add("乙", key, exchanges[0]) == 0
    assert not store.rate("乙", 1, True)
    store.rename("乙", key, "改名")
    store.delete("乙", key)
    assert store.conversations("甲")[0].title == "石化" and len(store.exchanges("甲", key)) == 3


def test_search_finds_titles_questions_and_answers(store: Store, key: str) -> None:
    other = store.begin("甲", "其他_%")
    for words, found in (("石化", [key]), ("牵头呢", [key]), ("4100亿元", [key]), ("_%", [other]), ("没有", [])):
        assert [each.id for each in store.conversations("甲", words)] == found


def test_deleting_takes_answers_and_feedback_along(store: Store, key: str) -> None:
    store.rate("甲", 1, True)
    store.delete("甲", key)
    assert store.exchanges("甲", key) == () and not list(store.feedback())


def test_titles_are_one_short_line(store: Store) -> None:
    key = store.begin("甲", "长\n" * 100)
    store.rename("甲", key, "  ")
    title = store.conversations("甲")[0].title
    assert "\n" not in title and len(title) == 61


def test_damaged_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(CeyinError, match=r"x\.sqlite 打不开"):
        Store(tmp_path / "x.sqlite")


def test_paper_numbers_citations_once_over_the_whole_conversation(exchanges: list[Exchange]) -> None:
    paper = paper_of("石化", [*exchanges, exchanges[0]], "2026-11-22T05:06:07")
    assert [source.number for source in paper.sources] == list(range(1, len(paper.sources) + 1))
    assert paper.sections[0].text == paper.sections[3].text
    assert "[1]" in paper.sections[0].text and "[1]" not in paper.sections[2].text
    assert paper.sections[1].understood.startswith("理解为：")
    assert paper.state[1] == "索引建立时间：2026-11-22 03:04"


def test_markdown_keeps_the_characters_of_the_source(exchanges: list[Exchange]) -> None:
    hostile = "<script>*a*_b_</script>`c`[d](javascript:e)"
    text = paper_to_markdown(paper_of(hostile, exchanges, "2026-11-22T05:06:07"))
    assert text.startswith(r"# \<script\>\*a\*\_b\_\</script\>\`c\`\[d\](javascript:e)")
    assert "## 引用清单" in text and "| 岳阳 |" in text and "★★★" in text


def test_word_file_holds_tables_and_the_list_of_citations(exchanges: list[Exchange]) -> None:
    document = Document(BytesIO(paper_to_word(paper_of("石化\x00", exchanges, "2026-11-22T05:06:07"))))
    assert [row.cells[0].text for row in document.tables[0].rows] == ["", "岳阳", "衡阳"]
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[0] == "石化"
    cited = lines[lines.index("引用清单") + 1]
    assert cited == f"[1] {exchanges[0].answer.citations[0].reference}：“力争石化产业产值超过4100亿元”"


def test_feedback_becomes_lines_for_people_and_for_the_questions_file(store: Store, key: str) -> None:
    store.rate("甲", 2, True)
    store.rate("甲", 1, True)
    store.rate("甲", 1, False, "应为<4200亿元>")
    given = list(store.feedback())
    assert "有误" in " ".join(feedback_lines(given)) and "理由：应为<4200亿元>" in "".join(feedback_lines(given))
    wrong, helpful = sorted(question_lines(given))
    assert parse_question(wrong).gold == () and "当时回答" in json.loads(wrong)["note"]
    assert parse_question(helpful).history == (QUESTIONS[0],)
    assert parse_question(helpful).gold and parse_question(helpful).kind == "followup"
