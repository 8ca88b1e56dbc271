"""The commands about the index itself: build, list, follow, check, rebuild."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import AddressError, CeyinError
from index.settings import Settings

if TYPE_CHECKING:
    from assistant.indexing import Job


def index_command(
    paths: Annotated[list[str] | None, typer.Argument(help="文件或文件夹；不给则用上次的，首次用 seeds/")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="移除所列的文件：路径、文件名、文号或标题")] = False,
    list_all: Annotated[bool, typer.Option("--list", help="列出已收录的文件")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="跟着文件夹的变化更新，按 Ctrl-C 结束")] = False,
    check_only: Annotated[bool, typer.Option("--check", help="只报告各文件读出了什么、哪里可疑，不建索引")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="与 --list、--check 同用：输出 JSON")] = False,
) -> None:
    """建立或更新索引；只处理有变化的文件。"""
    settings = Settings.from_environment()
    if check_only:
        _preview(paths or [], as_json=as_json)
        return
    if list_all:
        _list_documents(settings, as_json=as_json)
        return
    _index(settings, _removal(settings, paths or []) if remove else _addition(paths or []))
    if watch:
        _watch(settings)


def _preview(paths: list[str], *, as_json: bool) -> None:
    from assistant.terminal import check_lines
    from index.preview import preview_files
    from index.settings import SEEDS

    checked = preview_files([*map(Path, paths)] or [SEEDS])
    if as_json:
        typer.echo(json.dumps([each.to_json() for each in checked], ensure_ascii=False, indent=2))
        return
    for each in checked:
        for line in check_lines(each):
            typer.echo(line)


def _addition(paths: list[str]) -> Job:
    from assistant.indexing import Job

    return Job(tuple(map(Path, paths)))


def _removal(settings: Settings, names: list[str]) -> Job:
    from assistant.indexing import Job
    from index.holdings import paths_to_remove

    if not names:
        raise AddressError("没有写要移除什么", "如：ceyin index --remove 文号")
    return Job(removing=paths_to_remove(settings, names))


def _index(settings: Settings, job: Job) -> None:
    from assistant.indexing import index_documents
    from assistant.terminal import progress_bar, report_lines

    with progress_bar() as progress:
        report = index_documents(settings, (), progress, job)
    for line in report_lines(report):
        typer.echo(line)


def _watch(settings: Settings) -> None:
    from assistant.terminal import change_line
    from assistant.watching import watch_documents

    typer.echo("正在跟踪文件夹的变化，按 Ctrl-C 结束", err=True)
    try:
        for outcome in watch_documents(settings):
            typer.echo(f"没有更新：{outcome}" if isinstance(outcome, CeyinError) else change_line(outcome))
    except KeyboardInterrupt:
        typer.echo("已停止", err=True)


def _list_documents(settings: Settings, *, as_json: bool) -> None:
    from assistant.terminal import holding_lines, holding_to_json
    from index.build import remembered
    from index.holdings import read_holdings

    holdings = read_holdings(settings)
    if as_json:
        typer.echo(json.dumps([holding_to_json(holding) for holding in holdings], ensure_ascii=False, indent=2))
        return
    for line in holding_lines(holdings, remembered(settings)):
        typer.echo(line)


def rebuild() -> None:
    """按记住的文件和文件夹从头重建索引，不用旧索引里的任何东西。"""
    from assistant.indexing import Job

    _index(Settings.from_environment(), Job(afresh=True))


def check() -> None:
    """检查索引是否完好、是否与原文件一致；有问题逐条列出并以状态 1 结束。"""
    from index.check import findings

    found = list(findings(Settings.from_environment()))
    for line in found or ["索引完好，与原文件一致"]:
        typer.echo(line)
    if found:
        typer.echo("修复：ceyin index；仍有问题：ceyin rebuild", err=True)
        sys.exit(1)
