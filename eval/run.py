"""A run: the index of the evaluation's own, the questions asked, everything scored and compared."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.model.local import open_client
from eval.accepted import ACCEPTED, Outcome, compare, read_accepted
from eval.asking import Extractive, ask_all
from eval.calibrate import calibrate
from eval.case import Case
from eval.options import Options
from eval.questions import QUESTIONS, Question, read_questions
from eval.report import Report
from eval.summary import Summary
from eval.textbook import EvidenceScores, compare_with_textbook
from eval.validator import missing_gold
from eval.written import WrittenScores
from index.errors import DocumentError, SettingsError
from index.settings import SEEDS, Settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.model.client import Client


def evaluate(options: Options, settings: Settings, notify: Callable[[str], None]) -> Report:
    """Ask and score the questions asked for, and compare with whatever was asked for.

    Args:
        options: from the command line.
        settings: of the user; the index is another one, see `evaluation_settings`.
        notify: called with a line for people while the index is built.

    Raises:
        CeyinError: the questions, the documents, the index or the accepted scores cannot be used.
    """
    # Everything that can be wrong with the options comes before the model is loaded.
    questions = sampled(chosen(read_questions(options.questions), options.split, options.kind), options.sample)
    accepted, model = accepted_outcomes(options), options.model
    settings = evaluation_settings(settings, options.documents)
    client = open_client(model)
    assistant = open_assistant(settings, options.documents, notify, client)
    extractive = list(_with_progress(ask_all(Extractive(assistant), questions), len(questions)))
    cases = list(_with_progress(ask_all(assistant, questions), len(questions))) if client else extractive
    return Report(
        written=WrittenScores.of(extractive, cases, assistant.library) if client else None,
        summary=Summary.of(cases),
        cases=cases,
        shown=[case for case in cases if options.show_test or case.question.split != "test"],
        warnings=missing_lines(questions, assistant),
        textbook=textbook_scores(cases, assistant, settings) if options.textbook else (),
        comparison=compare(cases, accepted) if accepted else None,
    )


def calibrated(options: Options, settings: Settings, notify: Callable[[str], None]) -> str:
    """Order and confidence fitted on the questions asked for; those on other documents together with our own.

    Raises:
        CeyinError: the questions, the documents or the index cannot be used.
    """
    return calibrate(sources(options, settings, notify))


def fitted(options: Options, file: Path, settings: Settings, notify: Callable[[str], None]) -> None:
    """Write the changes of the embedding model that are learned from the questions asked for, as `calibrated` reads them.

    Raises:
        CeyinError: the questions, the documents or the index cannot be used, or the file cannot be written.
    """
    from eval.adapt import adapt

    asked = sources(options, settings, notify)
    try:
        adapt(asked, file, notify)
    except OSError as error:
        raise SettingsError(f"无法写入 {file}：{error.strerror}", "换一个位置") from error


def sources(
    options: Options, settings: Settings, notify: Callable[[str], None]
) -> list[tuple[Assistant, Sequence[Question]]]:
    """The questions asked for with the assistant over their documents, those on the seeds beside those on others.

    Raises:
        CeyinError: the questions, the documents or the index cannot be used.
    """
    wanted = [(options.documents, options.questions), *([([SEEDS], QUESTIONS)] if options.others else [])]
    asked: list[tuple[Assistant, Sequence[Question]]] = []
    for documents, file in wanted:
        questions = chosen(read_questions(file), options.split, options.kind)
        asked.append((open_assistant(evaluation_settings(settings, documents), documents, notify), questions))
    return asked


def chosen(questions: Sequence[Question], split: str, kind: str) -> list[Question]:
    """The questions of a split (`all` for every) and a kind (empty for every).

    Raises:
        SettingsError: there are none.
    """
    kept = [question for question in questions if split in (question.split, "all") and kind in (question.kind, "")]
    if not kept:
        raise SettingsError(f"没有这样的问题：--split {split}" + (f" --kind {kind}" if kind else ""))
    return kept


def accepted_outcomes(options: Options) -> dict[str, Outcome]:
    """The accepted scores: needed by `--check`, otherwise read where there are some for these questions.

    Raises:
        AcceptedError: `--check` has nothing to compare with.
    """
    wanted = options.check or (options.own and ACCEPTED.exists())
    return read_accepted() if wanted and not options.accept else {}


def evaluation_settings(settings: Settings, documents: Sequence[Path]) -> Settings:
    """`settings` with an index folder of the evaluation's own for these documents, never what the user has indexed."""
    names = "\n".join(sorted(str(path.resolve()) for path in documents))
    digest = hashlib.sha256(names.encode()).hexdigest()[:12]
    return replace(settings, index_name=f"evaluation/{digest}")


def open_assistant(
    settings: Settings, documents: Sequence[Path], notify: Callable[[str], None], client: Client | None = None
) -> Assistant:
    """The assistant over an index of `documents`, built first where it is missing or out of date.

    Args:
        settings: from `evaluation_settings`.
        documents: files and folders.
        notify: told before a build, and of each file that was passed over.
        client: calls the language model that writes; None where answers are extractive.

    Raises:
        DocumentError: a path does not exist.
        CeyinError: the index cannot be built or opened.
    """
    for path in documents:
        if not path.exists():
            raise DocumentError(f"没有这个文件或文件夹：{path}", "用 --documents 指定文件或文件夹")
    from assistant.assistant import Assistant
    from index.build import build_index, is_current

    if not is_current(settings, documents):
        rest = f" 等 {len(documents)} 处" if len(documents) > 2 else ""
        notify(f"正在为评测建立索引：{'、'.join(map(str, documents[:2]))}{rest} …")
        for file, reason in build_index(settings, documents).skipped:
            notify(f"跳过 {file}：{reason}")
    return Assistant.open(settings, client)


def sampled(questions: Sequence[Question], count: int) -> list[Question]:
    """So many of the questions, evenly spread over them; all where none or more are asked for."""
    if not 0 < count < len(questions):
        return list(questions)
    return [questions[at * len(questions) // count] for at in range(count)]


def missing_lines(questions: Sequence[Question], assistant: Assistant) -> list[str]:
    """One line for each gold address at which no clause stands; such a question counts as missed."""
    return [
        f"{question.id} 的 gold 不存在：{address}"
        for question in questions
        for address in missing_gold(question, assistant.library)
    ]


def textbook_scores(cases: Sequence[Case], assistant: Assistant, settings: Settings) -> list[EvidenceScores]:
    """Our retrieval beside the textbook pipelines, with the embedder that the index was built with."""
    from index.embed.embedder import load_embedder

    texts = [document.text for document in assistant.library.documents]
    return compare_with_textbook(cases, texts, load_embedder(settings))


def _with_progress(cases: Iterable[Case], total: int) -> Iterable[Case]:
    """The same cases, with a progress bar where a person watches."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(cases, "提问", total=total, console=console, transient=True, disable=not console.is_terminal)
