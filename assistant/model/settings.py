"""What the user configured about a language model; its environment variables are read here and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from index.errors import SettingsError

_EXAMPLE = "例：CEYIN_LLM_BASE_URL=http://127.0.0.1:8000/v1"
_FILE_SECONDS = 600  # a file is read and written by this machine's own cores


@dataclass(frozen=True, kw_only=True)
class ModelSettings:
    """A model that may write, and the bounds it writes in.

    Attributes:
        base_url: of an OpenAI-compatible service, with its version (`…/v1`); empty where a file is given.
        name: the model's, as the service knows it.
        key: of the service; never printed.
        file: a GGUF file on disk, served on loopback; None where a service is given.
    """

    base_url: str = ""
    name: str = ""
    key: SecretStr = field(default_factory=lambda: SecretStr(""))
    file: Path | None = None
    seconds: float = 120.0  # bound on one answer, waiting for a turn included
    silence: float = 45.0  # seconds without any text after which the service counts as down
    answer_tokens: int = 800  # longest answer of one call
    prompt_tokens: int = 6_000  # longest prompt of one call, counted as one a character
    calls: int = 4  # calls one answer may take (a summary of much text is written in pieces)
    concurrent: int = 4  # calls at once; further ones wait their turn

    @property
    def shown(self) -> str:
        """The model's name for readers."""
        return self.name or (self.file.stem if self.file else "")

    @classmethod
    def from_environment(
        cls,
        environment: Mapping[str, str] = os.environ,
        *,
        base_url: str = "",
        name: str = "",
        file: Path | None = None,
        key_file: Path | None = None,
    ) -> ModelSettings | None:
        """The model configured by flags (given as arguments) or the environment, flags first; None where there is none.

        Reads `CEYIN_LLM_BASE_URL`, `CEYIN_LLM_MODEL`, `CEYIN_LLM_API_KEY`, `CEYIN_LLM` (a GGUF file) and the bounds
        `CEYIN_LLM_SECONDS`, `CEYIN_LLM_TOKENS`, `CEYIN_LLM_CONTEXT`, `CEYIN_LLM_CONCURRENCY`.

        Raises:
            SettingsError: something of it cannot be used.
        """

        def said(key: str) -> str:
            return environment.get(key, "").strip()

        url = "" if file else base_url or said("CEYIN_LLM_BASE_URL")
        path = None if base_url else file or (Path(said("CEYIN_LLM")) if said("CEYIN_LLM") else None)
        if not url and path is None:
            return None
        if url and path is not None:
            raise SettingsError("同时设置了 CEYIN_LLM 和 CEYIN_LLM_BASE_URL", "只留一个")
        settings = cls(
            base_url=_checked_url(url) if url else "",
            name=name or said("CEYIN_LLM_MODEL"),
            key=SecretStr(_key(key_file) if key_file else said("CEYIN_LLM_API_KEY")),
            file=_checked_file(path) if path else None,
            seconds=_positive(said("CEYIN_LLM_SECONDS"), "CEYIN_LLM_SECONDS", _FILE_SECONDS if path else cls.seconds),
            answer_tokens=int(_positive(said("CEYIN_LLM_TOKENS"), "CEYIN_LLM_TOKENS", cls.answer_tokens)),
            prompt_tokens=int(_positive(said("CEYIN_LLM_CONTEXT"), "CEYIN_LLM_CONTEXT", cls.prompt_tokens)),
            concurrent=int(_positive(said("CEYIN_LLM_CONCURRENCY"), "CEYIN_LLM_CONCURRENCY", cls.concurrent)),
            silence=_FILE_SECONDS / 4 if path else cls.silence,
        )
        if url and not settings.name:
            raise SettingsError("设置了模型服务的地址，没有设置模型名", "用 CEYIN_LLM_MODEL 或 --llm-model 给出")
        return settings


def _checked_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError("模型服务的地址不是 http(s) 网址", _EXAMPLE)
    if parts.username or parts.password:
        raise SettingsError("模型服务的地址里不要写用户名或密码", "密钥用 CEYIN_LLM_API_KEY 给出")
    return url.rstrip("/")


def _checked_file(path: Path) -> Path:
    path = path.expanduser().resolve()
    try:
        with path.open("rb") as file:
            known = file.read(4) == b"GGUF"
    except OSError as error:
        raise SettingsError(f"读不了模型文件 {path}：{error.strerror}", "CEYIN_LLM 要指向一个 GGUF 文件") from error
    if not known:
        raise SettingsError(f"{path} 不是 GGUF 模型文件", "CEYIN_LLM 要指向一个 GGUF 文件")
    return path


def _key(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"读不了密钥文件 {path}", "换一个文件，或用 CEYIN_LLM_API_KEY") from error


def _positive(text: str, name: str, default: float) -> float:
    if not text:
        return default
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 1 <= number < 1e7:
        raise SettingsError(f"{name} 要是不小于 1 的数，现在是“{text[:20]}”")
    return number
