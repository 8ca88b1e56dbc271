"""The questions file: one JSON object a line, read strictly by line number."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import CeyinError

_HERE = Path(__file__).resolve().parent
QUESTIONS = _HERE / "questions.jsonl"
OTHERS = _HERE / "questions_other.jsonl"  # over documents that are no part of the project
OTHER_DOCUMENTS = _HERE / "other_documents.txt"  # their paths below CEYIN_CORPORA
KINDS = (
    "fact",
    "list",
    "duty",
    "table",
    "annex",
    "compare",
    "multi",
    "paraphrase",
    "followup",
    "locate",
    "unanswerable",
    "offtopic",
)
SPLITS = ("dev", "test")


class QuestionsError(CeyinError):
    """A questions file that cannot be used; the message names the file and the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question and what a right answer to it holds.

    Attributes:
        id: its name, unique in the file.
        kind: one of `KINDS` in our own file; any word in others.
        question: what is asked, and the only turn that is scored.
        history: earlier user turns, oldest first, asked in the same conversation.
        gold: addresses of the clauses that answer it, all needed.
        alt_gold: other full sets of addresses, each as good as `gold`.
        must: what a right answer holds, each as a tuple of spellings of which one is enough.
        evidence: exact quotes of the source.
        refuse: the answer must decline.
        note: for people.
        split: `dev`, or `test` for what is not looked at while developing.
    """

    id: str
    kind: str
    question: str
    history: tuple[str, ...] = ()
    gold: tuple[str, ...] = ()
    alt_gold: tuple[tuple[str, ...], ...] = ()
    must: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[str, ...] = ()
    refuse: bool = False
    note: str = ""
    split: str = "dev"

    @property
    def gold_sets(self) -> tuple[frozenset[str], ...]:
        """Every set of addresses that is complete by itself, `gold` first; empty sets left out."""
        return tuple(frozenset(addresses) for addresses in (self.gold, *self.alt_gold) if addresses)


def read_questions(path: Path) -> tuple[Question, ...]:
    """Every question of a file, in order; empty lines are skipped, unknown fields ignored.

    Raises:
        QuestionsError: the file cannot be read, holds no question, or a line is not JSON, lacks a required field,
            has a field of a wrong type or repeats an id.
    """
    questions: dict[str, Question] = {}
    for number, line in enumerate(_read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            question = parse_question(line)
            if question.id in questions:
                raise ValueError(f"编号“{question.id}”重复")
        except ValueError as error:
            raise QuestionsError(f"{path} 第{number}行：{error}", "改正这一行后重新运行") from error
        questions[question.id] = question
    if not questions:
        raise QuestionsError(f"{path} 中没有问题", "每行写一个 JSON 对象")
    return tuple(questions.values())


def parse_question(line: str) -> Question:
    """One line of the file.

    >>> parse_question('{"id": "f1", "kind": "fact", "question": "多少家？", "must": ["5家", ["五成", "50%"]]}').must
    (('5家',), ('五成', '50%'))

    Raises:
        ValueError: what is wrong with the line, in Chinese.
    """
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"不是合法的 JSON（第{error.colno}个字符处）") from error
    except RecursionError as error:
        raise ValueError("嵌套太深") from error
    if not isinstance(row, dict):
        raise ValueError("应为一个 JSON 对象")
    missing = [name for name in ("id", "kind", "question") if name not in row]
    if missing:
        raise ValueError(f"缺少字段 {'、'.join(missing)}")
    return Question(**{name: _field(name, row[name]) for name in _READERS if name in row})


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionsError(f"无法读取问题文件 {path}：{error.strerror}", "用 --questions 指定问题文件") from error
    except UnicodeDecodeError as error:
        raise QuestionsError(f"问题文件 {path} 不是 UTF-8 编码", "另存为 UTF-8 后重新运行") from error


def _field(name: str, value: object) -> Any:
    try:
        return _READERS[name](value)
    except TypeError as error:
        raise ValueError(f"字段 {name} {error}") from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("应为字符串")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("应为 true 或 false")
    return value


def _items(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("应为列表")
    return value


def _strings(value: object) -> tuple[str, ...]:
    return tuple(_text(item) for item in _items(value))


def _sets(value: object) -> tuple[tuple[str, ...], ...]:
    return tuple(_strings(item) for item in _items(value))


def _spellings(value: object) -> tuple[tuple[str, ...], ...]:
    return tuple((item,) if isinstance(item, str) else _strings(item) for item in _items(value))


def _turns(value: object) -> tuple[str, ...]:
    turns = _items(value)
    if not all(isinstance(turn, dict) and "question" in turn for turn in turns):
        raise TypeError('应为 {"question": …} 的列表')
    return tuple(_text(turn["question"]) for turn in turns if isinstance(turn, dict))


def _split(value: object) -> str:
    if value not in SPLITS:
        raise TypeError(f"应为 {'、'.join(SPLITS)} 之一")
    return str(value)


_READERS: Mapping[str, Callable[[object], Any]] = {
    "id": _text,
    "kind": _text,
    "question": _text,
    "history": _turns,
    "gold": _strings,
    "alt_gold": _sets,
    "must": _spellings,
    "evidence": _strings,
    "refuse": _flag,
    "note": _text,
    "split": _split,
}
