"""`make bench`: what the product takes on this machine. Timings drift; compare within one run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING

from index.settings import SEEDS, Settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant

ROUNDS = 3
CHECKED = 60  # questions whose clauses sentences are checked against
PROMPT_CHARACTERS = 6_000


def seconds(call: Callable[[], object]) -> float:
    """How long a call takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def command(home: Path, *arguments: str) -> Callable[[], object]:
    """A `ceyin` command in a process of its own."""
    environment = {**os.environ, "CEYIN_HOME": str(home)}
    whole = [sys.executable, "-m", "assistant", *arguments]
    return lambda: subprocess.run(whole, check=True, capture_output=True, env=environment)


def memory() -> float:
    """Resident memory of this process in GB; 0 where the platform does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.is_file() else []
    return next((int(line.split()[1]) / 1e6 for line in lines if line.startswith("VmRSS")), 0.0)


def checking(assistant: Assistant, questions: Sequence[str]) -> list[float]:
    """Milliseconds that checking a sentence of a model takes: each line of the extract, as it is and with its digits changed."""
    from assistant.compose.evidence import evidence
    from assistant.compose.lexicon import Lexicon
    from assistant.compose.support import Checker
    from assistant.turn import Turn

    lexicon = Lexicon(assistant.knowledge.names, assistant.understanding.segmenter)
    taken = []
    for question in questions:
        turn = assistant.run(Turn(question))
        checker = Checker(evidence(turn.asks, turn.draft.clauses, PROMPT_CHARACTERS), lexicon, question)
        lines = ["，".join(part.text for part in statement.parts) for statement in turn.draft.statements]
        for line in (*lines, *(re.sub(r"\d", "7", line) for line in lines)):
            taken.append(seconds(partial(checker, line, [1])) * 1000)
    return sorted(taken)


def measure(home: Path) -> dict[str, str]:
    """Every figure by its name."""
    from assistant.assistant import Assistant
    from eval.questions import QUESTIONS, read_questions
    from index.build import build_index
    from index.embed.unpack import unpack_default_model

    settings = replace(Settings.from_environment(), home=home)
    figures = {"unpack the model": f"{seconds(lambda: unpack_default_model(home)):.1f} s"}
    figures["index seeds/"] = f"{seconds(lambda: build_index(settings, [SEEDS])):.1f} s"
    figures["index seeds/ again, unchanged"] = f"{seconds(lambda: build_index(settings)):.2f} s"
    for name, arguments in (("cold ceyin cite", ("cite", "一")), ("cold ceyin ask", ("ask", "目标是多少？"))):
        figures[name] = f"{median(seconds(command(home, *arguments)) for _ in range(ROUNDS)):.2f} s"
    assistant = Assistant.open(settings)
    questions = [question.question for question in read_questions(QUESTIONS) if not question.history]
    taken = sorted(assistant.ask(question).latency_ms for question in questions)
    figures["warm ask p50, p95"] = f"{taken[len(taken) // 2]:.0f} ms, {taken[int(len(taken) * 0.95)]:.0f} ms"
    checks = checking(assistant, questions[:: max(1, len(questions) // CHECKED)])
    figures["checking a sentence, mean, p95"] = f"{mean(checks):.1f} ms, {checks[int(len(checks) * 0.95)]:.1f} ms"
    figures["memory after indexing and asking"] = f"{memory():.2f} GB"
    return figures


def main() -> None:
    """Measure in a temporary home and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        for name, figure in measure(Path(folder)).items():
            sys.stdout.write(f"{name:34} {figure}\n")


if __name__ == "__main__":
    main()
