"""Many users at once, from a process of its own: `python -m tests.ui.load ADDRESS USERS QUESTION…`.

Every user asks ten of the questions without a pause. What is printed is one JSON object: seconds, sorted, and the
answers that differ from what the first asker of a question got.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from gradio_client import Client

QUESTIONS_EACH = 10


def use(address: str, users: int, questions: list[str]) -> dict[str, Any]:
    """Ask, and tell how long it took."""
    clients = [Client(address, verbose=False) for _ in range(users)]
    together = threading.Barrier(users)
    answers: dict[str, str] = {}
    taken: list[float] = []
    mixed: list[str] = []

    def ask(user: int) -> None:
        together.wait(timeout=60)
        for at in range(QUESTIONS_EACH):
            question = questions[(user * 7 + at) % len(questions)]
            started = time.perf_counter()
            given = clients[user].predict(question, api_name="/ask")
            taken.append(time.perf_counter() - started)
            if (given["question"], answers.setdefault(question, given["answer"])) != (question, given["answer"]):
                mixed.append(question)

    with ThreadPoolExecutor(users) as pool:
        list(pool.map(ask, range(users)))
    return {"seconds": sorted(taken), "mixed": mixed, "answers": answers}


if __name__ == "__main__":
    print(json.dumps(use(sys.argv[1], int(sys.argv[2]), sys.argv[3:]), ensure_ascii=False))
