"""The plain clause file: every document with its text and clauses, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.clause import Cell, Clause, Document, Duty, Span
from index.errors import IndexDamaged
from index.metadata import Metadata, Repeal

NAME = "documents.jsonl"
_LISTS = ("issuers", "remarks", "pages", "paragraphs", "files", "numbers")


def write_documents(folder: Path, documents: Iterable[Document]) -> None:
    """Write the clause file of a generation."""
    with (folder / NAME).open("w", encoding="utf-8", newline="\n") as file:
        for document in documents:
            file.write(json.dumps(document_to_json(document), ensure_ascii=False) + "\n")


def read_documents(folder: Path) -> tuple[Document, ...]:
    """Read the clause file of a generation.

    Raises:
        IndexDamaged: the file is missing or not what was written.
    """
    try:
        with (folder / NAME).open(encoding="utf-8") as file:
            return tuple(document_from_json(json.loads(line)) for line in file)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged("索引已损坏，读不出条款文件", "重新建立：ceyin index") from error


def clause_to_json(clause: Clause) -> dict[str, Any]:
    """The JSON object of `ceyin outline --json`."""
    return {
        "address": clause.address,
        "document": clause.document,
        "labels": list(clause.labels),
        "kind": clause.kind,
        "reference": clause.reference,
        "heading": clause.heading,
        "path": list(clause.path),
        "text": clause.text,
        "spans": [list(span) for span in clause.spans],
        "duties": [
            {
                "role": duty.role,
                "lead": list(duty.lead),
                "others": list(duty.others),
                "rule": duty.rule,
                "text": duty.text,
                "start": duty.start,
                "end": duty.end,
            }
            for duty in clause.duties
        ],
        "derived": clause.derived,
        "cells": [
            {"row": cell.row, "column": cell.column, "value": cell.value, "span": list(cell.span)}
            for cell in clause.cells
        ],
        "sentence": clause.sentence,
        "aliases": list(clause.aliases),
        "lead": clause.lead,
    }


def place_to_json(document: Document, clause: Clause) -> dict[str, int]:
    """Where a clause begins in its file: `page` of a PDF, `paragraph` of a Word file; empty for other files."""
    start = clause.spans[0].start if clause.spans else 0
    places = {"page": document.page_at(start), "paragraph": document.paragraph_at(start)}
    return {name: place for name, place in places.items() if place is not None}


def _clause_from_json(data: dict[str, Any]) -> Clause:
    return Clause(
        address=data["address"],
        document=data["document"],
        labels=tuple(data["labels"]),
        kind=data["kind"],
        reference=data["reference"],
        heading=data["heading"],
        path=tuple(data["path"]),
        text=data["text"],
        spans=tuple(Span(*span) for span in data["spans"]),
        duties=tuple(
            Duty(d["role"], tuple(d["lead"]), tuple(d["others"]), d["rule"], d["text"], d["start"], d["end"])
            for d in data["duties"]
        ),
        derived=data["derived"],
        cells=tuple(Cell(c["row"], c["column"], c["value"], Span(*c["span"])) for c in data["cells"]),
        sentence=data["sentence"],
        aliases=tuple(data["aliases"]),
        lead=data["lead"],
    )


def document_to_json(document: Document) -> dict[str, Any]:
    """A document as one JSON object."""
    plain = ("address", "title", "number", "full_title", "date", "file", "digest", "text")
    return {
        **{name: getattr(document, name) for name in plain},
        **{name: list(getattr(document, name)) for name in _LISTS},
        "metadata": asdict(document.metadata),
        "clauses": [clause_to_json(clause) for clause in document.clauses],
    }


def document_from_json(data: dict[str, Any]) -> Document:
    """A document out of its JSON object."""
    lists: dict[str, Any] = {name: tuple(data[name]) for name in _LISTS}
    metadata = _metadata_from_json(data["metadata"])
    return Document(**{**data, **lists, "metadata": metadata, "clauses": tuple(map(_clause_from_json, data["clauses"]))})


def _metadata_from_json(data: dict[str, Any]) -> Metadata:
    repeals = tuple(Repeal(r["start"], r["end"], tuple(r["titles"]), tuple(r["numbers"])) for r in data["repeals"])
    facts = tuple((name, text) for name, text in data["facts"])
    return Metadata(**{**data, "based_on": tuple(data["based_on"]), "repeals": repeals, "facts": facts})
