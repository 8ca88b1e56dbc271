"""The commands as a user types them, in a process of their own."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

HEAVY = ("torch", "sentence_transformers", "chromadb", "langchain_core", "jieba", "gradio", "bm25s", "numpy")


def ceyin(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "CEYIN_HOME": str(home), **environment},
        timeout=120,
        check=False,
    )


def test_cite_prints_the_clause_under_a_second(indexed_home: Path) -> None:
    started = time.perf_counter()
    result = ceyin("cite", "2023年方案 三（二）1", home=indexed_home)
    assert result.returncode == 0 and "国铁" in result.stdout
    assert time.perf_counter() - started < 3  # generous on a shared machine; `make bench` measures


def test_cite_json_is_the_clause_with_its_neighbours(indexed_home: Path) -> None:
    data = json.loads(ceyin("cite", "湘政办发〔2023〕54号/三/（二）/1", "--json", home=indexed_home).stdout)
    assert data["address"] == "湘政办发〔2023〕54号/三/（二）/1"
    assert data["previous"] == "湘政办发〔2023〕54号/三/（二）" and data["next"].endswith("/2")


def test_cite_finds_a_phrase_across_line_ends(indexed_home: Path) -> None:
    assert "六/2" in ceyin("cite", "“一业一策”", home=indexed_home).stdout


@pytest.mark.parametrize("text", ["附件9", "第九十九条", "完全没有这样一句话"])
def test_an_unknown_address_is_one_line(indexed_home: Path, text: str) -> None:
    result = ceyin("cite", text, home=indexed_home)
    assert result.returncode == 1 and "没有找到" in result.stderr and result.stderr.count("\n") == 1


def test_outline_json_has_every_clause(indexed_home: Path) -> None:
    clauses = json.loads(ceyin("outline", "2021年意见", "--json", home=indexed_home).stdout)
    assert {"address", "reference", "heading", "path", "text", "spans", "duties", "derived"} <= set(clauses[0])
    assert all(clause["address"].startswith("潭政发〔2021〕8号") for clause in clauses)


def test_an_unknown_document_is_one_line(indexed_home: Path) -> None:
    result = ceyin("outline", "没有的文件", home=indexed_home)
    assert result.returncode == 1 and "没有找到文件" in result.stderr


@pytest.mark.parametrize("command", [["cite", "一"], ["outline"], ["ask", "目标是多少？"], ["index", "--list"], ["check"]])
def test_without_an_index_the_way_to_one_is_named(tmp_path: Path, command: list[str]) -> None:
    result = ceyin(*command, home=tmp_path)
    assert result.returncode == 1 and "ceyin index" in result.stderr and "Traceback" not in result.stderr


def test_check_tells_what_was_read_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "办法.txt").write_text("某办法\n\n第一条 甲。\n第三条 乙。", encoding="utf-8")
    home = tmp_path / "home"
    assert "第一条之后是第三条" in ceyin("index", "--check", str(tmp_path), home=home).stdout and not home.exists()
    assert json.loads(ceyin("index", "--check", "--json", str(tmp_path), home=home).stdout)[0]["levels"] == {"条": 2}


def test_an_unknown_option_is_no_traceback(indexed_home: Path) -> None:
    result = ceyin("ask", "--nonsense", home=indexed_home)
    assert result.returncode != 0 and "Traceback" not in result.stderr


def test_ask_says_what_it_is_doing_and_answers(indexed_home: Path) -> None:
    result = ceyin("ask", "食品加工由谁牵头？", "--json", home=indexed_home)
    assert "载入" in result.stderr
    assert "省农业农村厅" in json.loads(result.stdout)["answer"]


def test_ask_keeps_to_the_document_it_is_given(indexed_home: Path) -> None:
    result = ceyin("ask", "轨道交通由谁牵头？", "--in", "2021年意见", "--json", home=indexed_home)
    assert all(address.startswith("潭政发〔2021〕8号/") for address in json.loads(result.stdout)["cited"])
    unknown = ceyin("ask", "轨道交通由谁牵头？", "--in", "没有的办法", home=indexed_home)
    assert unknown.returncode == 1 and unknown.stderr.count("\n") == 1


def test_index_list_names_every_document_with_its_file(indexed_home: Path) -> None:
    listed = json.loads(ceyin("index", "--list", "--json", home=indexed_home).stdout)
    assert [each["number"] for each in listed] == ["潭政发〔2021〕8号", "湘政办发〔2023〕54号"]
    assert all(Path(each["paths"][0]).exists() and each["clauses"] > 50 and each["indexed"] for each in listed)


def test_check_of_a_sound_index_says_so(indexed_home: Path) -> None:
    result = ceyin("check", home=indexed_home)
    assert (result.returncode, result.stdout.strip()) == (0, "索引完好，与原文件一致")


def test_removing_what_is_not_there_is_one_line(indexed_home: Path) -> None:
    result = ceyin("index", "--remove", "没有的办法", home=indexed_home)
    assert result.returncode == 1 and "索引里没有" in result.stderr and result.stderr.count("\n") == 1


def test_the_light_commands_import_nothing_heavy(indexed_home: Path) -> None:
    code = (
        "import sys; sys.argv = ['ceyin', 'cite', '三（二）1']\n"
        "from assistant.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    environment = {**os.environ, "CEYIN_HOME": str(indexed_home)}
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=60, check=False
    )
    assert result.stderr.strip().endswith("[]")


@pytest.mark.parametrize("command", [[], ["index"], ["ask"], ["chat"], ["cite"], ["outline"], ["serve"], ["check"], ["rebuild"]])
def test_every_command_explains_itself(command: list[str], tmp_path: Path) -> None:
    result = ceyin(*command, "--help", home=tmp_path)
    assert result.returncode == 0 and "Usage" in result.stdout
