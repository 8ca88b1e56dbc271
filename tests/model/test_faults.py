"""Whatever a model service does, the reader gets a cited answer, checked, within the time."""

import time

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.model import failure
from assistant.model.client import Client
from tests.model.conftest import with_client
from tests.model.service import KEY, Reply, Service, wait_until

QUESTION = "轨道交通产业2027年的产值目标是多少？"
RIGHT = "到2027年，力争轨道交通装备集群产值超过2000亿元[1]。"

FAULTS = {
    "server error": (Reply(status=500), failure.BROKEN),
    "rate limit": (Reply(status=429), failure.LIMITED),
    "wrong key": (Reply(status=401), "密钥不对"),
    "wrong address or model": (Reply(status=404), "没有这个地址或模型"),
    "redirect elsewhere": (Reply(status=307, headers={"Location": "http://127.0.0.2:9/"}), failure.REFUSED),
    "cut in the middle": (Reply(RIGHT, cut=2), failure.CUT),
    "cut after a whole sentence": (Reply(RIGHT + "株洲市布局轨道交通。", cut=5), failure.CUT),
    "broken JSON": (Reply(raw=b'data: {"choices": [{"delta": {"con\n\n'), failure.GARBLED),
    "no stream at all": (Reply(raw=b"<html>502</html>"), failure.GARBLED),
    "no choices": (Reply(raw=b'data: {"choices": null}\n\ndata: [DONE]\n\n'), failure.CUT),
    "nothing": (Reply(""), failure.NOTHING),
    "silence": (Reply(RIGHT, silent=3), failure.SILENT),
    "only comments": (Reply(raw=b": ping\n\n" * 9), failure.GARBLED),
    "slow drops": (Reply(RIGHT, size=1, pause=0.4), failure.SLOW),
    "endless": (Reply("产值超过两千亿元，", endless=True, size=200), failure.ENDLESS),
    "English": (Reply("The target is 2000 billion yuan [1]. It is set for 2027.\n"), "未能核实"),
    "nonsense": (Reply("今天天气很好，适合出门散步。祝您生活愉快，再见。"), "未能核实"),
    "a refusal": (Reply("抱歉，我无法回答这个问题。"), "未能核实"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_ends_in_the_extractive_answer_with_a_note(
    assistant: Assistant, service: Service, name: str
) -> None:
    reply, reason = FAULTS[name]
    service.says(reply)
    client = Client(service.settings(seconds=4.0, silence=1.0, answer_tokens=300))
    started = time.monotonic()
    answer = with_client(assistant, client).ask(QUESTION)
    assert time.monotonic() - started < 6
    assert answer.text == assistant.ask(QUESTION).text and "2000亿元" in answer.text and answer.citations
    assert (answer.writer, answer.model) == ("extractive", "script")
    assert reason in answer.note


def test_a_service_that_is_not_there_is_said_to_be(assistant: Assistant, service: Service) -> None:
    settings = service.settings(base_url="http://127.0.0.1:9/v1")
    answer = with_client(assistant, Client(settings)).ask(QUESTION)
    assert failure.DOWN in answer.note and answer.citations


@pytest.mark.parametrize("status", [429, 500, 503])
def test_one_retry_helps_where_the_service_recovers(writer: Assistant, service: Service, status: int) -> None:
    service.says(Reply(status=status, headers={"Retry-After": "1"}), RIGHT)
    assert writer.ask(QUESTION).writer == "model"
    assert len(service.asked) == 2


def test_there_is_only_one_retry(writer: Assistant, service: Service) -> None:
    service.says(Reply(status=500))
    writer.ask(QUESTION)
    assert len(service.asked) == 2


def test_an_older_service_without_usage_is_asked_again(writer: Assistant, service: Service) -> None:
    service.says(Reply(status=400), RIGHT)
    assert writer.ask(QUESTION).writer == "model"
    assert "stream_options" in service.asked[0] and "stream_options" not in service.asked[1]


def test_nothing_is_asked_where_the_gate_declines(writer: Assistant, service: Service) -> None:
    answer = writer.ask("量子通信卫星的发射补贴电话是多少？")
    assert answer.refused and not service.asked


def test_nothing_is_asked_where_the_reader_wants_the_extract(writer: Assistant, service: Service) -> None:
    assert writer.ask(QUESTION, by_model=False).writer == "extractive" and not service.asked


def test_the_key_goes_to_the_service_and_nowhere_else(writer: Assistant, service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    service.says(Reply(status=401))
    answer = writer.ask(QUESTION)
    assert service.headers[0]["authorization"] == f"Bearer {KEY}"
    assert KEY not in caplog.text + repr(answer) + repr(writer.client.settings) + str(answer.to_json())  # type: ignore[union-attr]


def test_nothing_of_the_environment_is_told(
    assistant: Assistant, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "other-secret")
    service.says(RIGHT)
    with_client(assistant, Client(service.settings())).ask(QUESTION)
    told = service.headers[0]
    assert "other-secret" not in str(told) and not [name for name in told if name.startswith("x-stainless")]


def test_how_long_silence_may_last_is_our_own_bound(
    assistant: Assistant, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGCHAIN_OPENAI_STREAM_CHUNK_TIMEOUT_S", "0.1")
    service.says(Reply(RIGHT, silent=0.4))
    assert with_client(assistant, Client(service.settings())).ask(QUESTION).writer == "model"


def test_a_reader_who_stops_frees_the_service(writer: Assistant, service: Service) -> None:
    service.says(Reply("产值超过2000亿元[1]。\n" + "株洲市布局轨道交通[1]。\n" * 200, pause=0.05))
    growing = writer.stream(QUESTION)
    next(answer for answer in growing if answer.text)
    growing.close()  # type: ignore[attr-defined]
    wait_until(lambda: service.open == 0)


def test_a_reader_who_stops_before_the_first_sentence_is_not_kept_waiting(writer: Assistant, service: Service) -> None:
    service.says(Reply(RIGHT, silent=4))
    started = time.monotonic()
    growing = writer.stream(QUESTION)
    first = next(growing)
    growing.close()  # type: ignore[attr-defined]
    assert (first.text, first.refused, first.model) == ("", False, "script") and time.monotonic() - started < 3


def test_twelve_at_once_get_answers_and_calls_stay_bounded(assistant: Assistant, service: Service) -> None:
    from concurrent.futures import ThreadPoolExecutor

    service.says(Reply(RIGHT, pause=0.05))
    service.most = 0
    together = with_client(assistant, Client(service.settings(concurrent=4, silence=30.0, seconds=60.0)))
    with ThreadPoolExecutor(12) as threads:
        answers: list[Answer] = list(threads.map(together.ask, [QUESTION] * 12))
    assert {answer.writer for answer in answers} == {"model"} and 1 < service.most <= 4


def test_who_waits_too_long_for_a_turn_gets_the_extract(assistant: Assistant, service: Service) -> None:
    from concurrent.futures import ThreadPoolExecutor

    service.says(Reply(RIGHT, pause=0.15))
    busy = with_client(assistant, Client(service.settings(concurrent=1, silence=1.0)))
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(busy.ask, [QUESTION] * 6))
    assert {failure.BUSY in answer.note for answer in answers} == {True, False}
    assert all("2000亿元" in answer.text for answer in answers)
