"""The command line: every command only translates between the terminal and one call."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli_index import check, index_command, rebuild
from assistant.cli_model import OpenModel, with_model
from index.errors import CeyinError
from index.library import Library
from index.settings import Settings

app = typer.Typer(
    help="策引：公文条款检索与问答。每个回答都引到条款，文件没写的就说未载明。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("index")(index_command)
app.command()(check)
app.command()(rebuild)
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]
Within = Annotated[list[str] | None, typer.Option("--in", help="只查这份文件：文号、标题或简称，可多次")]


def main() -> None:
    """Run the command line; an error meant for the user is one line and exit status 1."""
    try:
        app()
    except CeyinError as error:
        typer.echo(f"错误：{error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


def _library() -> Library:
    """The clauses of the current index, without loading anything heavy."""
    from index.generations import check_parser, current_folder, read_fingerprint
    from index.plain import NAME, read_documents
    from index.soundness import check_files

    folder = current_folder(Settings.from_environment())
    fingerprint = read_fingerprint(folder)
    check_parser(fingerprint)
    check_files(folder, fingerprint, lambda name: name == NAME)
    return Library(read_documents(folder))


def _print_json(data: Any) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


@app.command()
def outline(
    document: Annotated[str | None, typer.Argument(help="文号、标题或简称；不给则列出全部文件")] = None,
    as_json: AsJson = False,
) -> None:
    """查看文件的条款结构。"""
    from assistant.terminal import outline_lines
    from index.choice import documents_called
    from index.plain import clause_to_json, place_to_json

    library = _library()
    documents = library.documents
    if document is not None:
        documents = tuple(map(library.document, documents_called(library, [document])))
    if as_json:
        _print_json([{**clause_to_json(clause), **place_to_json(each, clause)} for each in documents for clause in each.clauses])
        return
    for line in outline_lines(documents):
        typer.echo(line)


@app.command()
def cite(
    text: Annotated[str, typer.Argument(help="条款地址（写法不限）或原文片段")],
    as_json: AsJson = False,
) -> None:
    """按地址查条款，或查一句话出自哪一条。"""
    from assistant.terminal import passage_lines, passage_to_json

    library = _library()
    found = library.look_up(text)
    if as_json:
        data = [passage_to_json(library, passage) for passage in found]
        _print_json({**data[0], "matches": data} if len(data) == 1 else {"matches": data})
        return
    for line in passage_lines(library, found):
        typer.echo(line)


@app.command()
@with_model
def ask(
    question: Annotated[str, typer.Argument(help="问题")],
    open_model: OpenModel,
    within: Within = None,
    as_json: AsJson = False,
) -> None:
    """问一个问题。"""
    from assistant.terminal import answer_lines

    documents = _chosen(within)
    answer = _open_assistant(open_model()).ask(question, within=documents)
    if as_json:
        _print_json(answer.to_json())
        return
    for line in answer_lines(answer):
        typer.echo(line)


@app.command()
@with_model
def chat(open_model: OpenModel, within: Within = None) -> None:
    """在终端里连续对话，空行或 Ctrl-D 结束。"""
    from assistant.terminal import answer_lines

    documents = _chosen(within)
    assistant = _open_assistant(open_model())
    answers: list[Any] = []
    while question := _read_question():
        answers.append(assistant.ask(question, answers, documents))
        for line in answer_lines(answers[-1]):
            typer.echo(line)


@app.command()
@with_model
def serve(
    open_model: OpenModel,
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口", min=0, max=65535)] = 7860,
    auth: Annotated[Path | None, typer.Option(help="用户文件：要求登录，各人只见自己的会话")] = None,
    no_auth: Annotated[bool, typer.Option("--no-auth", help="别的机器不登录也能用")] = False,
) -> None:
    """打开问答页面及其接口。"""
    from assistant.ui.app import Access, serve_page

    access = Access(host, port, auth, no_auth)
    serve_page(Settings.from_environment(), access, announce=_announce, client=open_model())


@app.command()
def passwd(
    file: Annotated[Path, typer.Argument(help="用户文件，没有就新建")],
    user: Annotated[str, typer.Argument(help="用户名")],
    editor: Annotated[
        bool | None, typer.Option("--editor/--no-editor", help="可否在页面上增加和移除文件；不给则不变")
    ] = None,
) -> None:
    """添加用户或改密码，供 serve --auth 使用；文件里只存密码散列。"""
    from assistant.users import set_password

    set_password(file, user, typer.prompt("密码", hide_input=True, confirmation_prompt="再输一次"), editor=editor)
    typer.echo(f"已写入 {file}")


@app.command()
def feedback(
    as_questions: Annotated[bool, typer.Option("--questions", help="输出评测题库的行（JSON）")] = False,
) -> None:
    """列出读者标为有帮助或有误的回答。"""
    from assistant.conversations.feedback import feedback_lines, question_lines
    from assistant.conversations.store import DATABASE, Store

    given = Store(Settings.from_environment().home / DATABASE).feedback()
    for line in question_lines(given) if as_questions else feedback_lines(given):
        typer.echo(line)


def _chosen(names: list[str] | None) -> tuple[str, ...]:
    """The documents that names mean; nothing heavy is loaded for a name that means none."""
    from index.choice import documents_called

    return documents_called(_library(), names) if names else ()


def _open_assistant(client: Any) -> Any:
    _announce("正在载入模型和索引，约十秒……")
    from assistant.assistant import Assistant

    return Assistant.open(Settings.from_environment(), client)


_announce: Callable[[str], None] = lambda line: typer.echo(line, err=True)  # noqa: E731


def _read_question() -> str:
    try:
        return input("问：").strip()
    except (EOFError, KeyboardInterrupt):
        return ""
