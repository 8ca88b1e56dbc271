"""A place of the outline while it is being built, and what its heading is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import takewhile

from index.labels import DIVISIONS, ITEMS
from index.lines import Line
from index.text import STOP
from index.titles import is_title_like

_LONGEST_HEADING = 40
_RUN_IN = re.compile(r"([^，；、。：]{2,12}(?<![如以]下)(?<!组成|包括))：(?=[^\n])")  # 国铁：重点发展…
_CAPTION = re.compile(r"[图表专附]\s*栏?\s*\d")


@dataclass(eq=False)
class Node:
    """A place of the outline while it is being built: its own lines, its children, its tables."""

    kind: str
    label: str
    value: int = 0
    rank: int = -1
    parent: Node | None = None
    lines: list[Line] = field(default_factory=list)
    mark: int = 0  # characters of the first line that its label takes
    children: list[Node] = field(default_factory=list)
    tables: list[tuple[Line, ...]] = field(default_factory=list)

    def add(self, child: Node) -> Node:
        """Hang a child below and give it back."""
        child.parent = self
        self.children.append(child)
        return child

    def chain(self) -> list[Node]:
        """The place itself and those above it, up to the root."""
        chain = [self]
        while chain[-1].parent is not None:
            chain.append(chain[-1].parent)
        return chain

    def has(self, kind: str) -> bool:
        """Whether a child of this kind hangs below."""
        return any(child.kind == kind for child in self.children)

    @property
    def introduces(self) -> bool:
        """Whether its own text ends by announcing a list."""
        return bool(self.lines) and self.lines[-1].text.endswith(("：", ":"))

    @property
    def is_full(self) -> bool:
        """Whether it is a box that holds its table: what follows stands below the box."""
        return self.kind == "boxed" and bool(self.tables)

    @property
    def opens_with_heading(self) -> bool:
        """Whether its text opens with a heading sentence (规范服务点。…): a section, which may have further paragraphs."""
        return bool(self.heading) and self.lines[0].text[self.mark :].strip().startswith((f"{self.heading}。", f"{self.heading}."))

    @property
    def ends_list(self) -> bool:
        """Whether it is the last of several items that are alike: a single paragraph each, or a lead-in with its list."""
        alike = [sibling for sibling in self.parent.children if sibling.kind == self.kind] if self.parent else []
        leads = self.introduces and bool(self.children)
        return (
            self.kind in ITEMS
            and len(alike) >= 2
            and not self.opens_with_heading
            and (leads or self.lines[-1].text.endswith("。"))
            and all(len(item.lines) == 1 and not item.tables and bool(item.children) == leads == item.introduces for item in alike)
        )

    @property
    def closes(self) -> bool:
        """Whether it is a paragraph below the numbered parts of its text, so that it is not the first one printed there."""
        above = self.parent.children[: self.parent.children.index(self)] if self.kind == "paragraph" and self.parent else []
        own = takewhile(lambda sibling: sibling.label != "标题", reversed(above))  # of this text, not of one before it in the file
        return any(sibling.rank >= 0 for sibling in own)

    @property
    def heading(self) -> str:
        """Its heading without label: a line that is no sentence, or a short first sentence that others follow."""
        if self.kind == "headed":
            return self.label
        if self.kind in {"article", "note"} or not self.lines or self.rank < 0:
            return ""
        text = self.lines[0].text[self.mark :].strip()
        first, stop, rest = [*re.split(f"({STOP})", text, maxsplit=1), "", ""][:3]
        if self.kind in DIVISIONS:
            title = first if rest.strip() else text
            return (re.sub(r"\s+", "", title) if len(title) <= 12 else title) or self.label
        if self._heading_wraps(text):
            return text + self.lines[1].text
        if run_in := _RUN_IN.match(text):
            return run_in.group(1)
        alone = not rest.strip()
        if alone and (len(self.lines) > 1 or self.children or not stop) and len(first) <= _LONGEST_HEADING:
            return "" if first.endswith(("；", "：", ":", "，")) else first
        return first if not alone and len(first) <= 30 and "：" not in first else ""

    def _heading_wraps(self, text: str) -> bool:
        """Whether the second line goes on with the heading: both are no sentence, and the text comes after them."""
        return (
            len(self.lines) > 1
            and (len(self.lines) > 2 or bool(self.children))
            and not re.search(r"[。；：:，,！？]", text)
            and is_title_like(self.lines[1])
            and not re.search(r"[：:（(\[［]", self.lines[1].text)
            and not _CAPTION.match(self.lines[1].text)
            and len(text) + len(self.lines[1].text) <= _LONGEST_HEADING
        )
