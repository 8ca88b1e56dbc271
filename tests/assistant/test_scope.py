"""Questions limited to chosen documents: nothing else is found, cited or spoken of."""

import pytest

from assistant.assistant import Assistant
from assistant.phrases import CANNOT_TELL, NOT_STATED
from index.choice import documents_called
from index.errors import AddressError
from index.library import Library

OLD, NEW = "潭政发〔2021〕8号", "湘政办发〔2023〕54号"


@pytest.mark.parametrize("document", [OLD, NEW])
@pytest.mark.parametrize("question", ["轨道交通由谁牵头？", "产值目标是多少？", "附件1里长沙的核心产业有哪些？", "三（二）1说什么？"])
def test_only_chosen_documents_are_found_and_cited(assistant: Assistant, document: str, question: str) -> None:
    answer = assistant.ask(question, within=[document])
    assert {clause.document for clause in answer.retrieved} <= {document}
    assert all(address.startswith(f"{document}/") for address in answer.cited)


def test_what_only_another_document_says_is_declined_for_the_chosen_one(assistant: Assistant) -> None:
    question = "工程机械2027年的营收目标是多少？"
    assert not assistant.ask(question).refused
    declined = assistant.ask(question, within=[OLD])
    assert declined.refused and NOT_STATED in declined.text and OLD in declined.text


def test_another_document_that_is_named_is_declined(assistant: Assistant) -> None:
    assert assistant.ask(f"{NEW}第一部分说什么？", within=[OLD]).refused


def test_small_talk_stays_small_talk(assistant: Assistant) -> None:
    assert CANNOT_TELL in assistant.ask("今天天气怎么样？", within=[OLD]).text


def test_follow_up_keeps_to_the_chosen_document(assistant: Assistant) -> None:
    first = assistant.ask("轨道交通由谁牵头？", within=[OLD])
    second = assistant.ask("那目标是多少？", [first], within=[OLD])
    assert second.carried and all(address.startswith(OLD) for address in second.cited)


def test_all_documents_chosen_answers_as_none_chosen(assistant: Assistant) -> None:
    question = "空天海洋由谁牵头？"
    assert assistant.ask(question, within=[OLD, NEW]).text == assistant.ask(question).text


def test_documents_are_called_by_number_title_or_short_name(seed_library: Library) -> None:
    names = ["54号文", "湘政办发[2023]54号", "湖南省现代化产业体系建设实施方案", "2023年方案", "2023年省里那份方案", "湘政办发54号"]
    assert all(documents_called(seed_library, [name]) == (NEW,) for name in names)


def test_an_unknown_document_is_one_line(seed_library: Library, assistant: Assistant) -> None:
    with pytest.raises(AddressError, match="没有找到文件“没有的办法”"):
        documents_called(seed_library, ["没有的办法"])
    with pytest.raises(AddressError, match="已不在索引里"):
        assistant.ask("目标是多少？", within=["没有的办法"])
