"""What may be configured: nothing without being asked for, bad settings in one Chinese line, the key never shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.assistant import Assistant
from assistant.cli import app
from assistant.model.local import open_client
from assistant.model.settings import ModelSettings
from index.errors import SettingsError
from tests.model.service import KEY, Service

URL = "http://127.0.0.1:8000/v1"
LIBRARIES = {"openai", "langchain_openai", "xllamacpp"}


def test_nothing_is_configured_unless_it_is() -> None:
    assert ModelSettings.from_environment({}) is None
    assert ModelSettings.from_environment({"CEYIN_LLM_API_KEY": KEY, "OPENAI_API_KEY": KEY}) is None
    assert open_client(None) is None


def test_flags_come_before_the_environment() -> None:
    environment = {"CEYIN_LLM": "model.gguf", "CEYIN_LLM_MODEL": "one", "CEYIN_LLM_API_KEY": KEY}
    model = ModelSettings.from_environment(environment, base_url=f"{URL}/", name="other")
    assert model is not None and (model.base_url, model.name, model.file) == (URL, "other", None)
    assert model.key.get_secret_value() == KEY and KEY not in repr(model)


def test_the_key_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n", encoding="utf-8")
    model = ModelSettings.from_environment({}, base_url=URL, name="one", key_file=tmp_path / "key")
    assert model is not None and model.key.get_secret_value() == KEY


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"CEYIN_LLM_BASE_URL": URL}, "没有设置模型名"),
        ({"CEYIN_LLM_BASE_URL": "localhost:8000", "CEYIN_LLM_MODEL": "m"}, "不是 http"),
        ({"CEYIN_LLM_BASE_URL": "http://[::1/v1", "CEYIN_LLM_MODEL": "m"}, "不是 http"),
        ({"CEYIN_LLM_BASE_URL": f"http://user:{KEY}@host/v1", "CEYIN_LLM_MODEL": "m"}, "不要写用户名或密码"),
        ({"CEYIN_LLM_BASE_URL": URL, "CEYIN_LLM": "model.gguf"}, "只留一个"),
        ({"CEYIN_LLM": "/nowhere/model.gguf"}, "读不了模型文件"),
        ({"CEYIN_LLM": __file__}, "不是 GGUF"),
        ({"CEYIN_LLM_BASE_URL": URL, "CEYIN_LLM_MODEL": "m", "CEYIN_LLM_SECONDS": "soon"}, "CEYIN_LLM_SECONDS"),
    ],
)
def test_a_bad_setting_is_one_line(environment: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError) as raised:
        ModelSettings.from_environment(environment)
    assert said in str(raised.value) and "\n" not in str(raised.value) and KEY not in str(raised.value)


def test_a_damaged_file_is_one_line(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    (tmp_path / "model.gguf").write_bytes(b"GGUF" + bytes(64))
    code = "from assistant.cli import main; main()"
    done = run(code, "ask", "目标是多少", "--llm", str(tmp_path / "model.gguf"), home=tmp_path)
    assert done.returncode == 1 and done.stderr.splitlines()[-1].startswith("错误：模型文件 model.gguf 载入失败")


def test_the_command_line_writes_by_the_service_and_names_it(service: Service, indexed_home: Path) -> None:
    service.says("到2027年，力争轨道交通装备集群产值超过2000亿元[1]。")
    options = ("--llm-base-url", service.base_url, "--llm-model", "script")
    asked = ["ask", "轨道交通产业2027年的产值目标是多少？", *options]
    done = CliRunner().invoke(app, asked, env={"CEYIN_HOME": str(indexed_home)})
    assert done.exit_code == 0, done.output
    assert "2000亿元。 [1]" in done.output and "由 script 撰写" in done.output


def test_without_a_model_nothing_of_it_is_loaded(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] in LIBRARIES]:
        monkeypatch.delitem(sys.modules, name)
    Assistant.open(assistant.settings).ask("轨道交通由谁牵头？")
    assert not LIBRARIES & sys.modules.keys()
    code = f"import sys, assistant.assistant, assistant.ui.app, assistant.cli; print({LIBRARIES} & sys.modules.keys())"
    assert run(code, home=assistant.settings.home).stdout.strip() == "set()"


def run(code: str, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """A program in a process of its own without any model in its environment."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith("CEYIN_LLM")}
    command = [sys.executable, "-c", code, *arguments]
    environment |= {"CEYIN_HOME": str(home)}
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=180, check=False)
