"""A GGUF file on disk, served on loopback by llama.cpp inside this process, to the same client as any service."""

from __future__ import annotations

import os
import secrets
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from assistant.model.client import Client
from assistant.model.settings import ModelSettings
from index.errors import SettingsError

_SPARE_TOKENS = 512  # for the rules and the marks of a conversation
_LOUDNESS = 0  # llama.cpp's log level that prints nothing but failures


def open_client(settings: ModelSettings | None) -> Client | None:
    """The client of a configured model; a file is loaded and served first. None where none is configured.

    Raises:
        SettingsError: the extra for files is not installed, or the file cannot be loaded.
    """
    if settings is None:
        return None
    return Client(_served(settings) if settings.file else settings)


def _served(settings: ModelSettings) -> ModelSettings:
    """Settings that lead to the file served: an address of loopback and a key that only this process knows."""
    assert settings.file is not None
    server, key = _server(settings.file, settings.prompt_tokens + settings.answer_tokens + _SPARE_TOKENS)
    url = f"{server.listening_address}/v1"
    return replace(settings, base_url=url, key=SecretStr(key), name=settings.shown, concurrent=1)


@lru_cache(maxsize=1)
def _server(file: Path, context: int) -> tuple[Any, str]:
    """llama.cpp's server on a free port; it lives as long as the process."""
    try:
        import xllamacpp
    except ImportError as error:
        raise SettingsError("没有安装读取模型文件的组件", 'pip install "ceyin[local]"，在项目文件夹里是 pip install -e ".[local]"') from error
    key = secrets.token_urlsafe(24)
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(file)
    parameters.hostnames, parameters.port, parameters.api_keys = ["127.0.0.1"], 0, [key]
    parameters.n_ctx, parameters.n_parallel = context, 1
    parameters.cpuparams.n_threads = os.cpu_count() or 2
    parameters.offline, parameters.ui, parameters.endpoint_slots = True, False, False
    parameters.verbosity = _LOUDNESS
    try:
        return xllamacpp.Server(parameters), key
    except (RuntimeError, OSError, ValueError) as error:
        raise SettingsError(f"模型文件 {file.name} 载入失败", "换一个 GGUF 文件，或检查内存是否够用") from error
