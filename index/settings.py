"""One frozen settings object; the environment is read here and nowhere else (a model's settings: assistant/model)."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SEEDS = PROJECT / "seeds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things live and how searching is tuned."""

    home: Path  # folder of everything built: index, model, logs
    embedder: str = ""  # path or hub name of a sentence-transformers model; empty: the embedded default
    index_name: str = "index"  # folder of the index below `home`; the evaluation keeps its own
    passages: int = 40  # clauses each search returns before fusion
    retrieved: int = 10  # clauses kept after fusion
    dense_weight: float = 0.7  # share of the dense score in the fused score, 0 to 1
    companion_weight: float = 0.3  # of the second encoder's score, beside the fused one
    likeness_weight: float = 0.8  # of the likeness token by token of the best, beside these
    piece_tokens: int = 480  # longest piece of a clause that gets a vector of its own, in tokens
    question_characters: int = 2_000  # longer questions are declined

    @property
    def index_folder(self) -> Path:
        """Folder of the index generations and the pointer to the current one."""
        return self.home / self.index_name

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read `CEYIN_HOME` and `CEYIN_EMBEDDER`."""
        home = environment.get("CEYIN_HOME", "").strip()
        return cls(
            home=Path(home).expanduser().resolve() if home else default_home(environment),
            embedder=environment.get("CEYIN_EMBEDDER", "").strip(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What reading one file may take."""

    file_megabytes: int = 64  # larger files are passed over unread
    seconds: int = 120  # of reading and parsing, by the clock
    memory_megabytes: int = 2_048  # address space of the reading process, where the system can limit it

    @property
    def file_bytes(self) -> int:
        """The size of the largest file that is read."""
        return self.file_megabytes << 20

    def too_large(self, size: int) -> str:
        """Why a file of so many bytes is not read, empty where it is."""
        return f"文件过大（{size / (1 << 20):.0f} MB，上限 {self.file_megabytes} MB）" if size > self.file_bytes else ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Limits:
        """Read `CEYIN_FILE_MEGABYTES` and `CEYIN_READ_SECONDS`; what is no number counts as not set."""
        numbers = {
            name: int(value)
            for name, key in (("file_megabytes", "CEYIN_FILE_MEGABYTES"), ("seconds", "CEYIN_READ_SECONDS"))
            if (value := environment.get(key, "").strip()).isascii() and value.isdecimal() and int(value) > 0
        }
        return cls(**numbers)


def default_home(environment: Mapping[str, str]) -> Path:
    """The platform's folder for user data, as the XDG, macOS and Windows conventions have it."""
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA", str(Path.home() / "AppData" / "Local"))) / "ceyin"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "ceyin"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "ceyin"
