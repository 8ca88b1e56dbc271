"""`make bench`: what the product takes on this machine. Timings drift; compare within one run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from index.settings import SEEDS, Settings

ROUNDS = 3


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
    figures["memory after indexing and asking"] = f"{memory():.2f} GB"
    return figures


def main() -> None:
    """Measure in a temporary home and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        for name, figure in measure(Path(folder)).items():
            sys.stdout.write(f"{name:34} {figure}\n")


if __name__ == "__main__":
    main()
