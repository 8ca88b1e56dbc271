"""Long lists are answered with all the entries that hold what is asked."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.build import build_index
from index.settings import Settings

PLACES = ["东川市", "西平市", "东川市", "南岭县", "北原县", "东川市", "中渡市", "海门县", "云台市", "石桥县", "青湖市", "白沙县", "新安市"]


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    home = tmp_path_factory.mktemp("lists")
    items = "\n".join(f"{n}.{place}推进第{n}号水渠整修。" for n, place in enumerate(PLACES, 1))
    text = f"关于表扬水利典型做法的通报\n水发〔2020〕3号\n\n各县市：\n现将表扬的做法通报如下。\n\n2020年5月1日\n\n附件\n\n表扬的典型做法\n\n{items}\n"
    file = home / "通报.txt"
    file.write_text(text, encoding="utf-8")
    settings = Settings(home=home)
    build_index(settings, [Path(file)], lambda *_: None)
    return Assistant.open(settings)


def test_all_entries_of_a_place(lists: Assistant) -> None:
    answer = lists.ask("表扬的典型做法里东川市有哪几项？")
    assert not answer.refused
    assert "共 3 项" in answer.text
    assert len(answer.cited) == 3


def test_a_place_without_an_entry_is_declined(lists: Assistant) -> None:
    assert lists.ask("表扬的典型做法里长春市有哪几项？").refused
