"""Ask the questions, each in a conversation of its own."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.answer import Answer
from eval.case import Case
from eval.questions import Question

if TYPE_CHECKING:
    from assistant.assistant import Assistant


class Answering(Protocol):
    """What the evaluation asks: `assistant.assistant.Assistant`, or anything that answers like it."""

    def ask(self, question: str, history: Sequence[Answer] = ()) -> Answer:
        """The answer to a question, given the earlier answers of the conversation, oldest first."""


class Extractive:
    """An assistant whose configured model is left aside.

    Args:
        assistant: any.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def ask(self, question: str, history: Sequence[Answer] = ()) -> Answer:
        """The extractive answer."""
        return self._assistant.ask(question, history, by_model=False)


def ask_all(assistant: Answering, questions: Sequence[Question]) -> Iterator[Case]:
    """One case a question, in order, as soon as it is answered."""
    for question in questions:
        yield ask(assistant, question)


def ask(assistant: Answering, question: Question) -> Case:
    """Ask the earlier turns in order, then the question; only the last answer is scored.

    Whatever goes wrong becomes a case with an error, which counts as wrong and is shown.
    """
    try:
        history: list[Answer] = []
        for turn in question.history:
            history.append(assistant.ask(turn, tuple(history)))
        return Case(question, assistant.ask(question.question, tuple(history)))
    except Exception as error:  # noqa: BLE001 - one failure must not hide the other results
        nothing = Answer(question=question.question, standalone=question.question, text="", refused=False)
        return Case(question, nothing, error=describe(error))


def describe(error: Exception) -> str:
    """An exception in one line: kind, message, and where it was raised."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(frame.filename).name}:{frame.lineno})"
