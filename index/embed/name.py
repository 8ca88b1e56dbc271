"""The names of models: what says that vectors can be compared, known without loading any library."""

from __future__ import annotations

import hashlib
from pathlib import Path

from index.settings import Settings

MODEL_NAME = "multilingual-e5-small-q4-v2"  # raise the suffix whenever what `unpack` writes changes
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"


def embedder_name(settings: Settings) -> str:
    """The fingerprint `load_embedder(settings)` will have, without loading it."""
    return named_model(settings.embedder)[1] if settings.embedder else f"{MODEL_NAME}@{WEIGHTS_SHA256[:12]}"


def named_model(embedder: str) -> tuple[str, str]:
    """Source and fingerprint of a model the user names; a folder's fingerprint changes with the files in it."""
    folder = Path(embedder).expanduser()
    if not folder.is_dir():
        return embedder, embedder
    files = sorted((str(path), path.stat()) for path in folder.resolve().rglob("*") if path.is_file())
    states = [(path, state.st_size, state.st_mtime_ns) for path, state in files]
    return str(folder.resolve()), f"{folder.resolve()}@{hashlib.sha256(repr(states).encode()).hexdigest()[:12]}"
