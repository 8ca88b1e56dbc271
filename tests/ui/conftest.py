"""A real assistant over the real documents, opened once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.build import build_index
from index.settings import SEEDS, Settings


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    home = Path(os.environ.get("CEYIN_TEST_HOME") or tmp_path_factory.mktemp("home"))
    settings = Settings(home=home)
    build_index(settings, [SEEDS])
    yield Assistant.open(settings)
