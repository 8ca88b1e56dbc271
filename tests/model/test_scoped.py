"""Questions limited to chosen documents, written by a model; and a server that follows the index while it writes."""

import gc
import time
import weakref
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.current import Current
from assistant.indexing import index_documents
from assistant.model.client import Client
from index.errors import AddressError
from index.settings import Settings
from tests.assistant.test_current import NOTICE, own
from tests.model.service import Reply, Service, wait_until

__all__ = ["own"]
OLD, NEW = "潭政发〔2021〕8号", "湘政办发〔2023〕54号"
QUESTION = "轨道交通产业2027年的产值目标是多少？"
RIGHT = "到2027年，力争轨道交通装备集群产值超过2000亿元[1]。"


def test_a_scoped_question_is_written_too(writer: Assistant, service: Service) -> None:
    service.says(RIGHT)
    answer = writer.ask(QUESTION, within=[NEW])
    assert answer.writer == "model" and "2000亿元" in answer.text
    assert all(address.startswith(f"{NEW}/") for address in answer.cited)
    assert OLD not in service.asked[0]["messages"][1]["content"]
    assert [each.text for each in writer.stream(QUESTION, within=[NEW])][-1] == answer.text


def test_a_scoped_question_may_be_answered_by_extract(writer: Assistant, service: Service) -> None:
    assert writer.ask(QUESTION, within=[NEW], by_model=False).writer == "extractive" and not service.asked


def test_a_scoped_refusal_speaks_of_the_chosen_and_asks_no_model(writer: Assistant, service: Service) -> None:
    declined = writer.ask("工程机械2027年的营收目标是多少？", within=[OLD])
    assert declined.refused and "只查了所选的" in declined.text and OLD in declined.text and not service.asked


def test_documents_that_are_gone_are_said_before_anything_is_written(writer: Assistant) -> None:
    with pytest.raises(AddressError, match="已不在索引里"):
        next(writer.stream(QUESTION, within=["没有的办法"]))


def test_an_answer_under_way_ends_from_the_index_it_began_with(own: Settings, tmp_path: Path, service: Service) -> None:
    client = Client(service.settings())
    current = Current(Assistant.open(own, client))
    first, before = weakref.ref(current.assistant), current.built
    service.says(Reply(RIGHT + "株洲市布局轨道交通装备产业[1]。" * 2, pause=0.05))
    growing = current.stream(QUESTION, [])
    exchanges = [next(growing)]
    (tmp_path / "notice.txt").write_text(NOTICE, "utf-8")
    index_documents(own, [tmp_path / "notice.txt"])
    deadline = time.monotonic() + 60
    while current.follow() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert current.built > before and current.assistant.client is client
    exchanges += growing
    assert {exchange.built for exchange in exchanges} == {before} and exchanges[-1].followups
    assert exchanges[-1].answer.writer == "model"
    del growing

    def freed() -> bool:
        gc.collect()  # does nothing while another thread, the one that opened the new index, still collects
        return first() is None

    wait_until(freed)
    service.says("到2025年，风筝产业产值达到5亿元[1]。")
    *_, exchange = current.stream("风筝产业的产值目标是多少？", [replace(exchanges[-1], number=1)])
    assert exchange.answer.model == "script" and exchange.built == current.built and "5亿元" in exchange.answer.text
