"""Runs that are killed or run out of space, again and again, in forks of one process with the real model loaded.

`python -m tests.index.interrupted HOME FOLDER TRIALS SEED` prints what came of them as JSON, and how far it is to stderr.
"""

from __future__ import annotations

import gc
import json
import os
import random
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from multiprocessing import Value
from pathlib import Path

import bm25s  # noqa: F401  imported once for all forks, as the next three: importing them takes longer than a run
import chromadb.api.rust  # noqa: F401
import jieba.posseg  # noqa: F401
import langchain_chroma  # noqa: F401
import torch

import index.embed.embedder as embedding
from index.build import build_index
from index.check import findings
from index.embed.companion import load_companion
from index.errors import CeyinError
from index.generations import current_folder
from index.plain import read_documents
from index.settings import Settings
from index.words import Segmenter

NOTICE = (
    "甲市人民政府关于发展茶业的意见\n甲政发〔2024〕{n}号\n\n各县：\n为发展茶业，提出以下意见。\n一、目标\n"
    "到2030年，茶业产值达到{v}亿元。\n二、措施\n（一）建园。建设{v}个茶园。\n（二）品牌。培育{v}个品牌，由市农业局牵头。\n"
)
FAILED, WRONG = 3, 4  # exit statuses: an error for the user; anything else
LIMITS = (1_000, 20_000, 200_000)  # bytes a file may have: the first files fail, Chroma's vectors, its database
WHOLE = Value("d", 1.0)  # seconds the last whole run took, told by the fork that did it: the machine may be busy or not
TOLD = 20  # trials between two lines that say how far it is


def forked(work: Callable[[], None], seconds: float | None = None) -> int:
    """Do something in a fork, killed after some seconds; gives its exit status, negative where it was killed."""
    child = os.fork()
    if child == 0:
        status = WRONG
        try:
            work()
            status = 0
        except CeyinError:
            status = FAILED
        except (AssertionError, OSError, RuntimeError) as error:
            print(repr(error), file=sys.stderr)
        finally:
            os._exit(status)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def change(folder: Path, value: int) -> None:
    """Change one document, and every third time add or remove another."""
    (folder / "a.txt").write_text(NOTICE.format(n=1, v=value), encoding="utf-8")
    if value % 3 == 0:
        (folder / "b.txt").write_text(NOTICE.format(n=2, v=value), encoding="utf-8")
    elif value % 3 == 1:
        (folder / "b.txt").unlink(missing_ok=True)


def says(settings: Settings, *values: int) -> None:
    """The current index says what one of these states of the documents said."""
    text = read_documents(current_folder(settings))[0].text
    assert any(f"达到{value}亿元" in text for value in values), text


def recover(settings: Settings, value: int) -> None:
    """The index is whole though it may be of the documents before; the next run completes and leaves nothing behind."""
    own = [line for line in findings(settings) if not line.startswith(("原文件", "还没有收录"))]
    assert not own, own
    says(settings, value - 1, value)
    started = time.perf_counter()
    if not build_index(settings).unchanged:
        WHOLE.value = time.perf_counter() - started
    assert not (found := list(findings(settings))), found
    says(settings, value)
    assert len(list(current_folder(settings).parent.iterdir())) <= 2
    leftover = {path.name for path in settings.index_folder.iterdir()} - {"current", "generations", "lock", "sources.json"}
    assert not leftover, leftover


def limited(settings: Settings, largest: int) -> None:
    """A run on a disk that takes no more than so many bytes a file."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    build_index(settings)


class Trials:
    """A folder of documents that changes, its index, and what came of every run."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings, self.folder, self.value = settings, folder, 0
        self.outcomes: Counter[str] = Counter()

    def run(self, work: Callable[[], None], seconds: float | None = None) -> tuple[int, Path]:
        """Change something and do the work; gives its exit status and the generation that was current before."""
        self.value += 1
        change(self.folder, self.value)
        before = current_folder(self.settings)
        return forked(work, seconds), before

    def verify(self, outcome: str) -> None:
        """Whatever happened, the index answers, and the next run completes."""
        self.outcomes[outcome] += 1
        self.outcomes["WRONG"] += forked(partial(recover, self.settings, self.value)) != 0
        if self.value % TOLD == 0:
            print(time.strftime("%H:%M:%S"), self.value, dict(self.outcomes), file=sys.stderr, flush=True)


def how_far(before: Path, settings: Settings) -> str:
    """Where a run was when it was killed."""
    newest = max(before.parent.iterdir())
    if newest == before:
        return "reading"
    if not (newest / "fingerprint.json").exists():
        return "writing" if (newest / "vectors.npy").exists() else "embedding"
    return "switching" if current_folder(settings) == before else "switched"


def main(home: str, folder: str, kills: str, seed: str) -> None:
    """Try it."""
    settings, chance = Settings(home=Path(home)), random.Random(int(seed))
    torch.set_num_threads(1)  # a fork has none of the other threads, and would wait for them for ever
    embedder = embedding.load_embedder(settings)
    embedding.load_embedder = lambda _settings: embedder  # the real one, loaded once for all forks, as the next two
    load_companion()
    Segmenter(cache=settings.home)
    trials = Trials(settings, Path(folder))
    change(trials.folder, 0)
    gc.freeze()  # collecting in a fork would copy all that it shares with this process
    assert forked(partial(build_index, settings, [trials.folder])) == 0
    for _ in range(int(kills)):
        status, before = trials.run(partial(build_index, settings), chance.uniform(0, WHOLE.value))
        trials.verify(how_far(before, settings) + ("" if status else ", ended before"))
    for largest in LIMITS:
        status, _ = trials.run(partial(limited, settings, largest))
        trials.verify("disk full, said" if status == FAILED else f"disk full, status {status}")
    print(json.dumps({"seconds of a whole run": round(WHOLE.value, 2), **trials.outcomes}, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
