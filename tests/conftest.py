"""What the tests share: the real documents, read once; an index of them, built once; a real assistant."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.clause import Document
from index.document import read_document
from index.library import Library
from index.settings import SEEDS, Settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant

DATA = Path(__file__).parent / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-golden", action="store_true", help="write tests/golden from the program; the run then fails")


def read_files(paths: Sequence[Path]) -> tuple[Document, ...]:
    """Read files as one library would: a title that is taken gets its date."""
    documents: list[Document] = []
    for path in paths:
        documents.append(read_document(path.read_bytes(), path.name, frozenset(d.address for d in documents)))
    return tuple(documents)


@pytest.fixture(scope="session")
def seed_documents() -> tuple[Document, ...]:
    return read_files(sorted(SEEDS.glob("*.txt")))


@pytest.fixture(scope="session")
def seed_library(seed_documents: tuple[Document, ...]) -> Library:
    return Library(seed_documents)


@pytest.fixture(scope="session")
def data_library() -> Library:
    """The documents written for these tests, one of every shape."""
    return Library(read_files(sorted(DATA.iterdir())))


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real documents that is no part of the project."""
    folder = os.environ.get("CEYIN_CORPORA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("CEYIN_CORPORA names no folder of real documents")
    return Path(folder)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An empty home; the unpacked model of CEYIN_TEST_HOME is taken along where there is one."""
    home = tmp_path_factory.mktemp("home")
    models = Path(os.environ.get("CEYIN_TEST_HOME", "")) / "models"
    if models.is_absolute() and models.is_dir():
        try:
            (home / "models").symlink_to(models, target_is_directory=True)
        except OSError:  # Windows asks for a privilege
            shutil.copytree(models, home / "models")
    return Settings(home=home)


@pytest.fixture(scope="session")
def indexed_home(settings: Settings) -> Path:
    """A home with an index of the seeds."""
    from index.build import build_index

    build_index(settings, [SEEDS])
    return settings.home


@pytest.fixture(scope="session")
def assistant(settings: Settings, indexed_home: Path) -> Assistant:
    """A real assistant over the seeds."""
    from assistant.assistant import Assistant

    return Assistant.open(settings)
