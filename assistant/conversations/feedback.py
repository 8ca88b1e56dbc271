"""What readers said of answers, as lines for the terminal and for a questions file. Pure functions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from assistant.conversations.store import Feedback


def feedback_lines(given: Iterable[Feedback]) -> Iterator[str]:
    """One block a rating: when, which, the question, the reason, what was cited."""
    for each in given:
        answer = each.exchange.answer
        yield f"{each.given}  {'有帮助' if each.useful else '有误'}  {answer.question}"
        if each.reason:
            yield f"  理由：{each.reason}"
        yield f"  回答：{' '.join(answer.text.split())}"
        yield from (f"  引用：{address}" for address in answer.cited)


def question_lines(given: Iterable[Feedback]) -> Iterator[str]:
    """One JSON object a line, in the shape of the questions file.

    Gold is what a helpful answer cited; for an answer called wrong it is left empty, to be filled in by a person,
    and the answer stands in the note.
    """
    for each in given:
        answer = each.exchange.answer
        said = "；".join(filter(None, [each.reason, "" if each.useful else f"当时回答：{' '.join(answer.text.split())}"]))
        yield json.dumps(
            {
                "id": f"feedback-{each.exchange.number}",
                "kind": "followup" if each.before and answer.carried else "fact",
                "question": answer.question,
                "history": [{"question": question} for question in each.before],
                "gold": list(answer.cited) if each.useful and not answer.refused else [],
                "refuse": each.useful and answer.refused,
                "note": f"{'有帮助' if each.useful else '有误'}{'：' + said if said else ''}",
            },
            ensure_ascii=False,
        )
