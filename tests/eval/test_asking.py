"""Questions are asked in conversations of their own, and one failure does not end the run."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer
from eval.asking import ask, ask_all
from tests.eval.examples import answer, question


class Echo:
    """Answers with the number of earlier answers; fails when asked to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def ask(self, question: str, history: Sequence[Answer] = ()) -> Answer:
        """Remember what was asked after how many answers."""
        self.asked.append((question, len(history)))
        if question == "坏":
            raise ValueError("不懂")
        return answer(question)


def test_earlier_turns_are_really_asked_in_order() -> None:
    assistant = Echo()
    case = ask(assistant, question(question="三", history=("一", "二")))
    assert assistant.asked == [("一", 0), ("二", 1), ("三", 2)]
    assert case.answer.text == "三"


def test_a_failure_counts_as_wrong_and_the_run_goes_on() -> None:
    cases = list(ask_all(Echo(), [question("a", question="坏"), question("b", question="好")]))
    assert cases[0].error.startswith("ValueError: 不懂 (test_asking.py:")
    assert [case.right for case in cases] == [False, True]


def test_a_failure_in_an_earlier_turn_is_a_failure_of_the_question() -> None:
    assert ask(Echo(), question(history=("坏",))).error
