"""Numbered lines become a tree, by the printed ladder and not by indents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from index.contents import contents_range
from index.duty_lines import duty_length, is_duty_line
from index.further import reads_as_title
from index.labels import DIVISIONS, ITEMS, RANK, Label, read_label
from index.lines import Line
from index.node import Node
from index.notes import goes_on_in_note, opens_note
from index.tables import is_table_line, take_table
from index.titles import is_title_like

_NO_SECTIONS = frozenset({"arabic", "bracketed_arabic", "half_bracketed", "circled", "stem", "boxed", "inquiry"})
_BESIDE = frozenset({"inquiry", "headed"})  # stand beside the one above, whatever that holds
_SPEAKS_OF_ITSELF = re.compile(
    r"(?:以上(?:通知|意见|方案|规定|请示|报告|公告|决定)|特此|此[复令告]|(?:[^。]*。)?本(?:[一-龥]{0,4}(?:通知|意见|方案|办法|措施|规定|公告|通告|计划|细则|政策|规划|预案|指引|标准|决定|条例|规则|制度|纲要))(?:自|由|从|有效)).*。"
)
_ON_VALIDITY = re.compile(r"附则|其[他它]|施行|生效|有效期|期限|解释|(?:实施|执行)(?:时间|日期)")  # a heading with such a text


def build_outline(lines: Sequence[Line], root: Node, *, decimals: bool, first: int = 0) -> None:
    """Hang the lines of a body or annex below `root`; those before the first label, at `first`, are its 前言."""
    builder = _Builder(root, tuple(lines), decimals, first)
    builder.run()


class _Builder:
    """Walks the lines once; looks ahead only for the next label."""

    def __init__(self, root: Node, lines: tuple[Line, ...], decimals: bool, first: int) -> None:
        self.root, self.lines = root, lines
        self.current = root.add(Node("foreword", "前言")) if first else root
        contents = contents_range(lines[first:])
        self.labels = [
            None if index < first or index - first in contents or is_table_line(line) else read_label(line, decimals=decimals)
            for index, line in enumerate(lines)
        ]
        self.note: Node | None = None

    def run(self) -> None:
        index = 0
        while index < len(self.lines):
            index = self._table(index) if is_table_line(self.lines[index]) else self._line(index)

    def _table(self, first: int) -> int:
        last = take_table(self.lines, first, self._goes_on_with_outline)
        self.current.tables.append(self.lines[first:last])
        self.note = None
        return last

    def _line(self, index: int) -> int:
        """Hang the line, or the duty it opens, where it belongs; gives the index of the next one."""
        line, label = self.lines[index], self.labels[index]
        if opens_note(line) and (noted := self._noted()) is not None:
            self.note = self.note or noted.add(Node("note", "注", rank=0))
        elif self.note is not None and not self._stays_in_note(index):
            self.note = None
        if self.note is not None:
            self.note.lines.append(line)
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

    def _noted(self) -> Node | None:
        """What a note is about: the table or box above it; in an annex the annex as a whole."""
        boxes = (node for node in self.current.chain() if node.kind == "boxed")
        return self.current if self.current.tables else next(boxes, self.root if self.root.kind == "annex" else None)

    def _stays_in_note(self, index: int) -> bool:
        """Notes at the end of an annex take all that is left; in front of further text they end with their last number."""
        assert self.note is not None
        label = self.labels[index]
        if goes_on_in_note(self.note.lines, self.lines[index], label):
            return True
        ends_annex = self.root.kind == "annex" and self.note.parent is self.root
        return ends_annex and (label is None or self._continued(label) is None)

    def _place(self, line: Line, label: Label) -> None:
        parent = self._continued(label) or self._above(label)
        if parent.kind in {"title", "foreword"} and parent.parent is not None:
            parent = parent.parent
        node = Node(label.kind, label.text, label.value, label.rank, lines=[line], mark=label.length)
        self.current = parent.add(node)

    def _continued(self, label: Label) -> Node | None:
        """What the open item hangs below whose number goes on, be it against the ladder (甲、一、二、乙、)."""
        same = (node for node in self.current.chain() if (node.kind, node.rank) == (label.kind, label.rank))
        return next((node.parent for node in same if node.value + 1 == label.value), None)

    def _goes_on_with_outline(self, index: int) -> bool:
        """Whether the label of a line is the next number of an open chapter, 条 or （一）; lists in cells begin anew."""
        label = self.labels[index]
        return label is not None and RANK[label.kind] <= RANK["bracketed_han"] and self._continued(label) is not None

    def _above(self, label: Label) -> Node:
        """What the label hangs below by the ladder; a first item of a new kind hangs where it stands."""
        parent = self._section() if label.kind == "boxed" else self._beside(label.kind) if label.kind in _BESIDE else self.current
        open_kinds = {node.kind for node in parent.chain()}
        nests = label.value == 1 and label.kind not in open_kinds and RANK[label.kind] > RANK["article"] and not parent.is_full
        if not (nests and parent.rank >= 0 and parent.kind not in DIVISIONS and not parent.has(label.kind)):
            while parent.parent is not None and parent.rank >= label.rank:
                parent = parent.parent
        return parent

    def _section(self) -> Node:
        """What a box stands in: no item of a list, no other box."""
        return next(node for node in self.current.chain() if node.kind not in _NO_SECTIONS)

    def _beside(self, kind: str) -> Node:
        """What a question or a heading in brackets stands in: whatever the one above held, beside that."""
        return next((node.parent for node in self.current.chain() if node.kind == kind and node.parent), self.current)

    def _leave_box(self, line: Line) -> None:
        """A paragraph ends a box that holds its table, or whose items it is set apart from."""
        box = next((node for node in self.current.chain() if node.kind == "boxed"), None)
        if box is not None and box.parent is not None:
            ended = self.current is not box and line.gap and not self.current.lines[0].gap
            self.current = box.parent if ended or box.is_full else self.current

    def _paragraph(self, index: int) -> None:
        line = self.lines[index]
        self._leave_box(line)
        if self.current.kind == "title" and not is_title_like(line) and self.current.parent is not None:
            self.current = self.current.parent.add(Node("foreword", "前言"))
        node = self.current
        if node is self.root and self.root.kind == "document":  # below a box that stands in no section
            self.root.add(Node("paragraph", "段", lines=[line]))
            return
        closing = self._ends_document(index) and (self._closes(node) or self._takes_leave(node, line))
        if closing:
            self.current = self.root.add(Node("paragraph", "段", lines=[line]))
            return
        if (section := self._left_by_list(node, index)) is not None:
            self.current = section
            section.add(Node("paragraph", "段", lines=[line]))
            return
        while not self._stays(node, index) and node.parent and node.parent.rank >= 0:
            if node.parent.introduces or node.parent.kind == "article":
                node = node.parent
            else:
                break
        node.lines.append(line)

    def _stays(self, node: Node, index: int) -> bool:
        """Whether a paragraph below `node` is its own: more follow, it announced them, or it is an answer to its question."""
        return self._goes_on(node, index) or node.introduces or node.kind in {"boxed", *_BESIDE}

    def _left_by_list(self, node: Node, index: int) -> Node | None:
        """The section whose list of one-paragraph items has ended, so that a paragraph is its own and not the last item's."""
        if any(above.kind in {"article", "boxed", "inquiry"} for above in node.chain()):
            return None
        if node.children and node.children[-1].kind == "paragraph":
            return node
        if not node.ends_list or self._goes_on(node, index) or node.parent is None:
            return None
        section = node.parent
        if section.introduces:  # 材料如下：1.…2.…: the paragraph is the announcing item's, unless that ends a list of such items
            if not section.ends_list or self._goes_on(section, index) or section.parent is None:
                return None
            section = section.parent
        return section if section.rank >= 0 else None

    def _closes(self, node: Node) -> bool:
        """Items of one paragraph each have ended: what follows belongs to none of them."""
        if node.kind == "paragraph":
            return True
        if node.kind in _BESIDE:
            return False
        alike = [sibling for sibling in node.parent.children if sibling.kind == node.kind] if node.parent else []
        if len(alike) == 1 and node.parent is not None and node.parent.parent is not None:
            alike = [cousin for uncle in node.parent.parent.children for cousin in uncle.children]
        return (
            (node.kind in {"han", "bracketed_han"} or node.parent is self.root)
            and len(alike) >= 2
            and not node.introduces
            and not any(above.introduces or above.kind == "article" for above in node.chain())
            and all(len(sibling.lines) == 1 and "。" in sibling.lines[0].text for sibling in alike)
        )

    def _takes_leave(self, node: Node, line: Line) -> bool:
        """Whether the last paragraph speaks of the document as a whole (本方案自印发之日起施行。): it is no item's."""
        within = any(above.kind in {"article", "boxed", "annex", *_BESIDE} or _ON_VALIDITY.search(above.heading) for above in node.chain())
        only = len(node.lines) == 1 and not node.children and "。" not in node.lines[0].text  # all that its heading announces
        return not within and not only and node.kind in {"han", *ITEMS} and _SPEAKS_OF_ITSELF.match(line.text) is not None

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
            following is not None
            and following.value == 1
            and (following.kind == top.kind if top is not None else bool(self.current.tables))
            and self.current.kind != "title"
            and line.gap
            and reads_as_title(self.lines, index)
        )
