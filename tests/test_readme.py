"""The READMEs cannot go stale: their commands exist and their example is what the product prints."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
READMES = ["README.md", "README.zh.md"]


def run(*command: str, home: Path) -> str:
    environment = {**os.environ, "CEYIN_HOME": str(home)}
    result = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, cwd=PROJECT, env=environment, timeout=120, check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_the_example_is_what_the_product_prints(indexed_home: Path) -> None:
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    example = re.search(r'```console\n\$ ceyin ask "([^"]+)"\n(.*?)```', text, re.S)
    assert example is not None
    assert run("assistant", "ask", example.group(1), home=indexed_home).strip() == example.group(2).strip()


@pytest.mark.parametrize("readme", READMES)
def test_every_command_named_exists(readme: str, tmp_path: Path) -> None:
    text = (PROJECT / readme).read_text(encoding="utf-8")
    commands = set(re.findall(r"`ceyin (\w+)", text))
    assert commands >= {"index", "ask", "chat", "cite", "outline", "serve"}
    for command in commands:
        run("assistant", command, "--help", home=tmp_path)


@pytest.mark.parametrize("readme", READMES)
def test_make_targets_and_linked_files_exist(readme: str) -> None:
    text = (PROJECT / readme).read_text(encoding="utf-8")
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    assert all(f"\n{target}:" in makefile for target in re.findall(r"^make (\w+)", text, re.M))
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert links and all((PROJECT / link).exists() for link in links)


def test_the_evaluation_explains_itself(tmp_path: Path) -> None:
    help_text = run("eval", "--help", home=tmp_path)
    assert all(option in help_text for option in ("--documents", "--questions", "--json", "--textbook"))
