"""The options that configure a language model, the same for every command that may use one."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Annotated, Any

import typer

BaseUrl = Annotated[str, typer.Option("--llm-base-url", help="模型服务地址（OpenAI 兼容），同 CEYIN_LLM_BASE_URL")]
ModelName = Annotated[str, typer.Option("--llm-model", help="模型名，同 CEYIN_LLM_MODEL")]
ModelFile = Annotated[Path | None, typer.Option("--llm", help="GGUF 模型文件，同 CEYIN_LLM")]
KeyFile = Annotated[Path | None, typer.Option("--llm-key-file", help="写有密钥的文件；或用 CEYIN_LLM_API_KEY")]
NoModel = Annotated[bool, typer.Option("--no-llm", help="不用模型，只摘录原文")]
OpenModel = Callable[[], Any]  # gives what calls the configured model, or None; nothing is loaded before


def with_model(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose argument `open_model` (an `OpenModel`) becomes the options that configure a model."""
    own, options = inspect.signature(command, eval_str=True), inspect.signature(_open, eval_str=True)
    kept = [parameter for name, parameter in own.parameters.items() if name != "open_model"]

    @wraps(command)
    def run(**given: Any) -> None:
        chosen = {name: given.pop(name) for name in options.parameters}
        command(**given, open_model=partial(_open, **chosen))

    shown = own.replace(parameters=[*kept, *options.parameters.values()])
    run.__signature__ = shown  # type: ignore[attr-defined]
    run.__annotations__ = {name: parameter.annotation for name, parameter in shown.parameters.items()}
    return run


def _open(
    base_url: BaseUrl = "",
    model: ModelName = "",
    file: ModelFile = None,
    key_file: KeyFile = None,
    no_model: NoModel = False,
) -> Any:
    if no_model:
        return None
    from assistant.model.local import open_client
    from assistant.model.settings import ModelSettings

    settings = ModelSettings.from_environment(base_url=base_url, name=model, file=file, key_file=key_file)
    if settings and settings.file:
        typer.echo(f"正在载入模型文件 {settings.file.name}……", err=True)
    return open_client(settings)
