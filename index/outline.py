"""Numbered lines become a tree, by the printed ladder and not by indents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.contents import contents_range
from index.frame import is_title_like
from index.labels import DIVISIONS, RANK, Label, read_label
from index.lines import Line
from index.tables import is_table_line, take_table

DUTY_LINE = re.compile(
    r"^[（(\[［【]\s*(?:[一-龥]{0,4}(?:责任|牵头|负责|配合|主管|承办|实施|落实|参加|协办)[一-龥]{0,4}\s*[：:].*"
    r"|[^（）()]*(?:负责|牵头|配合|落实|实施|参与|指导|不再列出))\s*[。]?[）)\]］】]\s*。?$"
    r"|^(?:责任|牵头|配合|承办|主管|协办|参与|参加|实施|落实)(?:单位|部门)\s*[：:].+$"
)
_DOCUMENT_TITLE = re.compile(
    r"(?:规定|办法|方案|细则|意见|规划|计划|预案|条例|规则|要点|措施|制度|标准|纲要|章程|指南|规范)(?:[（(].{1,10}[）)])?$"
)
_LONGEST_HEADING = 40
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

    @property
    def introduces(self) -> bool:
        """Whether its own text ends by announcing a list."""
        return bool(self.lines) and self.lines[-1].text.endswith(("：", ":"))

    @property
    def heading(self) -> str:
        """Its heading without label: a line that is no sentence, or a short first sentence that others follow."""
        if self.kind in {"article", "note"} or not self.lines or self.rank < 0:
            return ""
        text = self.lines[0].text[self.mark :].strip()
        first, stop, rest = text.partition("。")
        if self.kind in DIVISIONS:
            return (re.sub(r"\s+", "", text) if len(text) <= 12 else text) or self.label
        if self._heading_wraps(text):
            return text + self.lines[1].text
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


def build_outline(lines: Sequence[Line], root: Node, *, decimals: bool) -> None:
    """Hang the lines of a body or annex below `root`."""
    builder = _Builder(root, tuple(lines), decimals)
    builder.run()


class _Builder:
    """Walks the lines once; looks ahead only for the next label."""

    def __init__(self, root: Node, lines: tuple[Line, ...], decimals: bool) -> None:
        self.root, self.current, self.lines = root, root, lines
        contents = contents_range(lines)
        self.labels = [
            None if index in contents or is_table_line(line) else read_label(line, decimals=decimals)
            for index, line in enumerate(lines)
        ]
        self.notes: Node | None = None

    def run(self) -> None:
        index = 0
        while index < len(self.lines):
            if is_table_line(self.lines[index]):
                index = self._table(index)
            else:
                self._line(index)
                index += 1

    def _table(self, first: int) -> int:
        last = take_table(self.lines, first, self._goes_on_with_outline)
        self.current.tables.append(self.lines[first:last])
        self.notes = None
        return last

    def _line(self, index: int) -> None:
        line, label = self.lines[index], self.labels[index]
        if self.root.kind == "annex" and re.match(r"(?:备?注|说明)\s*[：:]", line.text):
            self.notes = self.notes or self.root.add(Node("note", "注", rank=0))
        if self.notes is not None:
            self.notes.lines.append(line)
        elif label is not None:
            self._place(line, label)
        elif self._opens_document(index):
            self.current = self.root.add(Node("title", "标题", lines=[line]))
        elif DUTY_LINE.match(line.text):
            self._owner_of_duty(index).lines.append(line)
        else:
            self._paragraph(index)

    def _place(self, line: Line, label: Label) -> None:
        parent = self._continued(label) or self._above(label)
        if parent.kind in {"title", "foreword"} and parent.parent is not None:
            parent = parent.parent
        node = Node(label.kind, label.text, label.value, label.rank, lines=[line], mark=label.length)
        self.current = parent.add(node)

    def _continued(self, label: Label) -> Node | None:
        """What the open item hangs below whose number goes on, be it against the ladder (甲、一、二、乙、)."""
        same = (node for node in _chain(self.current) if (node.kind, node.rank) == (label.kind, label.rank))
        return next((node.parent for node in same if node.value + 1 == label.value), None)

    def _goes_on_with_outline(self, index: int) -> bool:
        """Whether the label of a line is the next number of an open chapter, 条 or （一）; lists in cells begin anew."""
        label = self.labels[index]
        return label is not None and RANK[label.kind] <= RANK["bracketed_han"] and self._continued(label) is not None

    def _above(self, label: Label) -> Node:
        """What the label hangs below by the ladder; a first item of a new kind hangs where it stands."""
        parent = self.current
        open_kinds = {node.kind for node in _chain(parent)}
        nests = label.value == 1 and label.kind not in open_kinds and RANK[label.kind] > RANK["article"]
        if not (nests and parent.rank >= 0 and parent.kind not in DIVISIONS and not _has(parent, label.kind)):
            while parent.parent is not None and parent.rank >= label.rank:
                parent = parent.parent
        return parent

    def _paragraph(self, index: int) -> None:
        line = self.lines[index]
        if self.current.kind == "title" and not is_title_like(line) and self.current.parent is not None:
            self.current = self.current.parent.add(Node("foreword", "前言"))
        node = self.current
        closing = self._ends_document(index) and self._closes(node)
        if closing:
            self.current = self.root.add(Node("paragraph", "段", lines=[line]))
            return
        while not self._goes_on(node, index) and not node.introduces and node.parent and node.parent.rank >= 0:
            if node.parent.introduces or node.parent.kind == "article":
                node = node.parent
            else:
                break
        node.lines.append(line)

    def _closes(self, node: Node) -> bool:
        """Items of one paragraph each have ended: what follows belongs to none of them."""
        if node.kind == "paragraph":
            return True
        alike = [sibling for sibling in node.parent.children if sibling.kind == node.kind] if node.parent else []
        if len(alike) == 1 and node.parent is not None and node.parent.parent is not None:
            alike = [cousin for uncle in node.parent.parent.children for cousin in uncle.children]
        return (
            (node.kind in {"han", "bracketed_han"} or node.parent is self.root)
            and len(alike) >= 2
            and not node.introduces
            and not any(above.introduces or above.kind == "article" for above in _chain(node))
            and all(len(sibling.lines) == 1 and "。" in sibling.lines[0].text for sibling in alike)
        )

    def _owner_of_duty(self, index: int) -> Node:
        """A duty line belongs to the section above it, unless the items carry one each."""
        node = self.current
        while node.parent is not None and node.parent.rank >= 0 and not self._goes_on(node, index):
            siblings = [sibling for sibling in node.parent.children if sibling is not node]
            if any(DUTY_LINE.match(line.text) for sibling in siblings for line in sibling.lines):
                break
            if node.parent.kind in {*DIVISIONS, "han"} and node.kind == "bracketed_han":
                break
            node = node.parent
        return node

    def _goes_on(self, node: Node, index: int) -> bool:
        """Whether the next label continues the numbering of `node`."""
        following = self._next_label(index)
        return following is not None and following.kind == node.kind and following.value == node.value + 1

    def _ends_document(self, index: int) -> bool:
        """Whether no label follows, or only those of a further document."""
        for following in range(index + 1, len(self.lines)):
            if self.labels[following] is not None:
                return False
            if self._opens_document(following):
                return True
        return True

    def _next_label(self, index: int) -> Label | None:
        return next((label for label in self.labels[index + 1 :] if label is not None), None)

    def _opens_document(self, index: int) -> bool:
        """The title of a further document: set apart, and the numbering starts anew beneath it."""
        line = self.lines[index]
        top = next((node for node in self.root.children if node.rank >= 0), None)
        following = self._next_label(index)
        return (
            top is not None
            and following is not None
            and (following.kind, following.value) == (top.kind, 1)
            and self.current.kind != "title"
            and line.gap
            and self._reads_as_title(index)
        )

    def _reads_as_title(self, index: int) -> bool:
        """One to three short lines that together end like the name of a document."""
        joined = ""
        for line in self.lines[index : index + 3]:
            if not is_title_like(line):
                return False
            joined += line.text
            if _DOCUMENT_TITLE.search(joined):
                return True
        return False


def _chain(node: Node) -> list[Node]:
    chain = [node]
    while chain[-1].parent is not None:
        chain.append(chain[-1].parent)
    return chain


def _has(node: Node, kind: str) -> bool:
    return any(child.kind == kind for child in node.children)
