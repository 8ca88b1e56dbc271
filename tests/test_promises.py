"""Promises of the product that no single file keeps."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
CODE = [path for top in ("index", "assistant", "eval") for path in sorted((PROJECT / top).rglob("*.py"))]
CORPUS_WORDS = re.compile(
    "湖南|长株潭|长沙|株洲|湘潭|岳阳|衡阳|邵阳|常德|张家界|益阳|郴州|永州|怀化|娄底|湘西|现代石化|绿色矿业|轻工纺织|空天海洋"
    "|量子科技|前沿材料|生命工程|湘政办发|潭政发"
)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(PROJECT)))
def test_no_code_knows_the_corpus(path: Path) -> None:
    import ast

    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }
    strings = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert not [s.value for s in strings if id(s) not in documentation and CORPUS_WORDS.search(s.value)]


def test_layers_are_kept() -> None:
    result = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=PROJECT, capture_output=True, check=False)
    assert result.returncode == 0, result.stdout.decode()


@pytest.mark.parametrize(
    ("library", "owner"),
    [
        ("gradio", "assistant/ui"),
        ("docx", "assistant/conversations/word.py"),
        ("sqlite3", ("assistant/conversations/store.py", "index/soundness.py")),
        ("watchfiles", "assistant/watching.py"),
        ("typer", "assistant/cli"),
        ("chromadb", "index/store.py"),
        ("bm25s", "index/lexical.py"),
        ("sentence_transformers", "index/embed"),
        ("langchain_openai", "assistant/model/client.py"),
        ("xllamacpp", "assistant/model/local.py"),
    ],
)
def test_every_heavy_library_has_one_owner(library: str, owner: str | tuple[str, ...]) -> None:
    importing = [path for path in CODE if re.search(rf"^\s*(?:import|from) {library}\b", path.read_text("utf-8"), re.M)]
    others = [str(path.relative_to(PROJECT)) for path in importing]
    assert importing and all(name.startswith((*([owner] if isinstance(owner, str) else owner), "eval/textbook")) for name in others), others


def test_files_stay_readable() -> None:
    long = {str(p.relative_to(PROJECT)): n for p in CODE if (n := len(p.read_text("utf-8").splitlines())) > 300}
    assert not long
