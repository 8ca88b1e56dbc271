"""A paper as Markdown. Source text keeps its characters: what Markdown would take for markup is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.conversations.paper import CITATIONS, Paper

_MARKUP = re.compile(r"([\\`*_<>~#])")


def paper_to_markdown(paper: Paper) -> str:
    """The whole file."""
    return "\n".join(_lines(paper)) + "\n"


def _lines(paper: Paper) -> Iterator[str]:
    yield f"# {_plain(paper.title)}"
    for section in paper.sections:
        yield from ("", f"## {_plain(section.question)}", "")
        if section.understood:
            yield from (f"（{_plain(section.understood)}）", "")
        yield _MARKUP.sub(r"\\\1", section.text)
        if section.remarks:
            yield from ("", f"（{_plain(''.join(section.remarks))}）")
    if paper.sources:
        yield from ("", f"## {CITATIONS}", "")
        for source in paper.sources:
            yield f"\\[{source.number}\\] {_plain(source.reference)}：{_plain(source.quotation)}  "
    yield from ("", "---", "")
    yield from (f"{_plain(line)}  " for line in paper.state)


def _plain(text: str) -> str:
    """On one line, nothing of it markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split())).replace("[", r"\[").replace("]", r"\]").replace("|", r"\|")
