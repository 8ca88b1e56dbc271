"""English questions are said in Chinese, their names found by meaning, places by sound."""

import pytest

from assistant.assistant import Assistant
from assistant.english import is_english


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which cities lead the aerospace industry in the 2021 opinion?", ("哪些城市", "牵头", "航空航天", "2021年文件")),
        ("How much revenue should construction machinery companies reach by 2027?", ("营业收入", "工程机械", "到2027年")),
        ("Is quantum technology assigned to Zhangjiajie in the layout table?", ("量子科技", "张家界", "布局")),
    ],
)
def test_names_and_turns_of_phrase(assistant: Assistant, question: str, said: tuple[str, ...]) -> None:
    understood = assistant.understanding(question)
    assert all(word in understood.text for word in said), understood.text
    assert understood.carried


def test_chinese_with_english_words_stays() -> None:
    assert not is_english("新能源车 EV 到2027年的目标是 how much")
    assert is_english("Which city leads?")


def test_what_nothing_translates_is_kept(assistant: Assistant) -> None:
    assert "Australia" in assistant.understanding("What is the capital of Australia?").text


def test_a_matrix_row_asked_for_in_english(assistant: Assistant) -> None:
    answer = assistant.ask("Which cities are marked ★★★ for the new energy industry in Annex 1?")
    assert "株洲" in answer.text
    assert answer.cited == ("湘政办发〔2023〕54号/附件1/新能源",)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("By 2027, what share of total revenue should services make up in rail transit?", "25%"),
        ("Which cities have the digital industry as a core or key industry?", "长沙"),
        ("Which city leads the aerospace industry in the 2021 opinion and what is its output target?", "1000亿元"),
    ],
)
def test_names_in_a_translation_are_guesses(assistant: Assistant, question: str, said: str) -> None:
    """The section meant need not be the one whose name is nearest to the English words."""
    answer = assistant.ask(question)
    assert not answer.refused and said in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("In Hunan's plan, which departments are in charge of talent?", "湖南那份文件"),
        ("What do the three cities plan for construction machinery?", "三市"),
        ("What does the provincial plan say about Liuyang fireworks?", "浏阳"),
    ],
)
def test_places_are_known_by_sound_and_point_to_documents(assistant: Assistant, question: str, said: str) -> None:
    assert said in assistant.understanding(question).text
