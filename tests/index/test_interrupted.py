"""Killed at any moment or out of disk, the index before goes on answering and the next run completes (`make fuzz`: 200)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.settings import Settings

KILLS = 200 if int(os.environ.get("CEYIN_FUZZ", "0")) > 500 else 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.timeout(7200)
def test_whatever_interrupts_a_run_the_index_is_whole(settings: Settings, indexed_home: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "documents").mkdir()
    (tmp_path / "home" / "models").symlink_to(indexed_home / "models", target_is_directory=True)
    places = (str(tmp_path / "home"), str(tmp_path / "documents"))
    done = subprocess.run(
        [sys.executable, "-m", "tests.index.interrupted", *places, str(KILLS), "7"],
        capture_output=True, text=True, timeout=7000, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    outcomes = json.loads(done.stdout)
    print(f"\n{outcomes}")
    assert outcomes["WRONG"] == 0, done.stderr
    assert outcomes["disk full, said"] == 3
