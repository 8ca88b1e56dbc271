"""Numbered lines become a tree, by the printed ladder and not by indents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from index.contents import contents_range
from index.duty_lines import duty_length, is_duty_line
from index.frame import is_title_like, read_number
from index.labels import DIVISIONS, RANK, Label, read_label
from index.lines import Line
from index.node import Node
from index.tables import is_table_line, take_table

_DOCUMENT_TITLE = re.compile(
    r"(?:规定|办法|方案|细则|意见|规划|计划|预案|条例|规则|要点|措施|制度|标准|纲要|章程|指南|规范)(?:[（(].{1,10}[）)])?$"
)
_NOTICE_TITLE = re.compile("(?:通知|通报|通告|公告|决定|批复|函|意见|方案|办法)$")
_ADDRESSEES = re.compile(r"\S{2,}[：:]$")


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
            index = self._table(index) if is_table_line(self.lines[index]) else self._line(index)

    def _table(self, first: int) -> int:
        last = take_table(self.lines, first, self._goes_on_with_outline)
        self.current.tables.append(self.lines[first:last])
        self.notes = None
        return last

    def _line(self, index: int) -> int:
        """Hang the line, or the duty it opens, where it belongs; gives the index of the next one."""
        line, label = self.lines[index], self.labels[index]
        if self.root.kind == "annex" and re.match(r"(?:备?注|说明)\s*[：:]", line.text):
            self.notes = self.notes or self.root.add(Node("note", "注", rank=0))
        if self.notes is not None:
            self.notes.lines.append(line)
        elif label is not None:
            self._place(line, label)
        elif self._opens_document(index):
            self.current = self.root.add(Node("title", "标题", lines=[line]))
        elif is_duty_line(line):
            end = self._duty_end(index)
            self._owner_of_duty(index).lines.extend(self.lines[index:end])
            return end
        else:
            self._paragraph(index)
        return index + 1

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

    def _duty_end(self, index: int) -> int:
        """The index after the last line of the duty that opens at `index`; a label or a table cuts it off."""
        plain = takewhile(lambda i: self.labels[i] is None and not is_table_line(self.lines[i]), range(index + 1, len(self.lines)))
        return index + duty_length([self.lines[index], *(self.lines[i] for i in plain)])

    def _owner_of_duty(self, index: int) -> Node:
        """A duty line belongs to the section above it, unless the items carry one each."""
        node = self.current
        while node.parent is not None and node.parent.rank >= 0 and not self._goes_on(node, index):
            siblings = [sibling for sibling in node.parent.children if sibling is not node]
            if any(is_duty_line(line) for sibling in siblings for line in sibling.lines):
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
        """One to three short lines that together end like the name of a document, a notice with its 文号 or addressees."""
        joined = ""
        for at, line in enumerate(self.lines[index : index + 3], index + 1):
            if not is_title_like(line):
                return False
            joined += line.text
            if _DOCUMENT_TITLE.search(joined) or (_NOTICE_TITLE.search(joined) and self._opens_notice(at)):
                return True
        return False

    def _opens_notice(self, index: int) -> bool:
        """Whether the line below a title is a 文号, or says whom a notice is for."""
        following = self.lines[index : index + 1]
        return any(read_number(line) or _ADDRESSEES.fullmatch(line.text) for line in following)


def _chain(node: Node) -> list[Node]:
    chain = [node]
    while chain[-1].parent is not None:
        chain.append(chain[-1].parent)
    return chain


def _has(node: Node, kind: str) -> bool:
    return any(child.kind == kind for child in node.children)
