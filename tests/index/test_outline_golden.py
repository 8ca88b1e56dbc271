"""The outlines of the seeds as a person has read and accepted them (`pytest --write-golden` writes them anew)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.clause import Clause, Document

GOLDEN = Path(__file__).parent.parent / "golden"
NUMBERS = ("潭政发〔2021〕8号", "湘政办发〔2023〕54号")


def outline(document: Document) -> list[dict[str, Any]]:
    return [entry(clause) for clause in document.clauses]


def entry(clause: Clause) -> dict[str, Any]:
    duties = [{"role": duty.role, "lead": list(duty.lead), "others": list(duty.others)} for duty in clause.duties]
    return {
        "address": clause.address,
        "heading": clause.heading,
        "spans": [list(span) for span in clause.spans],
        "duties": duties,
        "cells": len(clause.cells),
    }


@pytest.mark.parametrize("number", NUMBERS)
def test_a_seed_has_the_outline_that_was_accepted(
    number: str, seed_documents: tuple[Document, ...], request: pytest.FixtureRequest
) -> None:
    found = outline(next(document for document in seed_documents if document.address == number))
    path = GOLDEN / f"{number}.json"
    if request.config.getoption("--write-golden"):
        lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in found)
        path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    assert found == json.loads(path.read_text(encoding="utf-8"))


def test_the_golden_files_are_not_being_written(request: pytest.FixtureRequest) -> None:
    assert not request.config.getoption("--write-golden"), "golden files were written: read the difference, then run without the flag"
