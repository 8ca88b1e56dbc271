"""Our own questions file passes the stricter validator, over the seeds as they are parsed now."""

from __future__ import annotations

import pytest

from eval.questions import QUESTIONS, read_questions
from eval.validator import validate
from index.document import read_document
from index.library import Library
from index.settings import SEEDS

pytestmark = pytest.mark.skipif(not QUESTIONS.exists(), reason="eval/questions.jsonl is not written yet")


def test_our_own_questions_are_sound() -> None:
    library = Library(read_document(file.read_bytes(), file.name) for file in sorted(SEEDS.glob("*.txt")))
    assert validate(read_questions(QUESTIONS), library) == []
