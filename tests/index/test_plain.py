"""The plain clause file gives back what was written, or says that it is damaged."""

from pathlib import Path

import pytest

from index.clause import Document
from index.errors import IndexDamaged
from index.plain import NAME, clause_to_json, read_documents, write_documents
from tests.conftest import DATA, read_files


def test_documents_come_back_as_they_were(seed_documents: tuple[Document, ...], tmp_path: Path) -> None:
    documents = (*seed_documents, *read_files(sorted(DATA.iterdir())))
    write_documents(tmp_path, documents)
    assert read_documents(tmp_path) == documents


@pytest.mark.parametrize("damage", ["", "{", '{"address": "x"}\n', "[1]\n"])
def test_a_damaged_file_is_said_to_be_so(seed_documents: tuple[Document, ...], tmp_path: Path, damage: str) -> None:
    if damage:
        (tmp_path / NAME).write_text(damage, encoding="utf-8")
    with pytest.raises(IndexDamaged, match="ceyin index"):
        read_documents(tmp_path)


def test_a_clause_as_json_has_the_fields_of_the_contract(seed_documents: tuple[Document, ...]) -> None:
    row = next(clause for clause in seed_documents[1].clauses if clause.kind == "row")
    data = clause_to_json(row)
    assert {"address", "reference", "heading", "path", "text", "spans", "duties", "derived", "cells", "sentence"} <= set(data)
    assert data["cells"][0].keys() == {"row", "column", "value", "span"} and data["derived"] is False
