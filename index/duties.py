"""Who answers for what, as official documents print it: bracketed lists of bodies with a role or a verb."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.clause import Cell, Clause, Duty
from index.text import compact, cover

_OPEN, _CLOSE = "（([［【", "）)]］】"
_ROLE = re.compile(  # 单位 alone is a unit of measure
    r"^\s*([一-龥]{1,6}单位|[一-龥]{0,6}(?:部门|城市|园区|企业|主体|机构|地区|责任人|领导|区县|市州))(?:[（(][^（）()]*[）)])?\s*[：:]\s*"
)
_NEXT_KEY = re.compile(r"[，,]\s*(?=[一-龥]{2,8}[：:])")  # （牵头单位：甲，配合单位：乙，完成时限：六月）
_BARE_LINE = re.compile(r"^[ \t　]*((?:责任|牵头|配合|承办|主管|协办|参与|参加|实施|落实)(?:单位|部门)\s*[：:](?:[^\n]*[、，]\n)*[^\n]+)$", re.M)
_COLUMN = re.compile(r"(?:责任|牵头|配合|主办|承办|主管|协办|参与|参加|实施|落实)(?:单位|部门|处室|科室)")
_NOTE = re.compile(r"\s*(?:备?注|说明)\s*[：:]")
_VERB = re.compile(
    r"(?:等(?:部门|单位|有关部门和单位)?)?(按(?:照)?(?:各自)?职责(?:分工)?(?:分别)?(?:负责|落实)?|分别负责|共同负责|具体负责"
    r"|总?牵头(?:负责)?|负责|配合|指导|参与|参加|落实|实施|承办)$"
)
_RULE = re.compile(r"(?:排|列)[^，。；、）)]{0,4}第一[^，。；、）)]{0,6}(?:为|是)牵头[^，。；、）)]{0,4}")
_SAME_BELOW = re.compile(r"[，,。；]?\s*下同")
_REMARK = re.compile(r"[（(][^（）()]*(?:下同|牵头单位|排名|不分先后)[^（）()]*[）)]")
_TRAILING = re.compile(r"(?:等|等单位|等部门|等有关部门|等部门和单位)$")
_JOINED = re.compile(r"等(?:部门|单位)?[和及与]|(?:部门|单位)?会同")  # 甲、乙等和各市人民政府; 甲会同乙
_VAGUE = re.compile(r"各|有关|相关")  # 各有关部门 is no one body that could lead
_COLLECTIVE = re.compile(r"等.*(?:人民政府|部门|单位|市州|地区)$")
_ANSWERABLE = "负责"  # family of the roles that are verbs


@dataclass(frozen=True, slots=True)
class _Found:
    """A duty before the rules of its document are known."""

    duty: Duty
    family: str
    states_rule: bool


def assign_duties(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Give every clause its duties; a stated rule (排第一的为牵头单位，下同) holds from where it stands.

    Args:
        clauses: one document's clauses in reading order.
    """
    rules: dict[str, str] = {}
    assigned = []
    for clause in clauses:
        duties = []
        for found in find_duties(clause):
            if found.states_rule:
                rules[found.family] = clause.address
            duties.append(_with_lead(found, rules.get(found.family)))
        assigned.append(replace(clause, duties=tuple(duties)) if duties else clause)
    return tuple(assigned)


def _with_lead(found: _Found, rule: str | None) -> Duty:
    duty, names = found.duty, found.duty.names
    if "牵头" in duty.role:
        return replace(duty, lead=names, others=())
    if rule is not None and len(names) > 1 and not _VAGUE.match(names[0]):
        return replace(duty, lead=names[:1], others=names[1:], rule=rule)
    return duty


def find_duties(clause: Clause) -> list[_Found]:
    """Duties in the brackets of a clause's own text, or the cells of a row (牵头单位, 配合单位), in reading order."""
    if clause.kind in {"row", "column", "title"}:
        return [_of_cell(cell) for cell in clause.cells if clause.kind == "row" and _COLUMN.fullmatch(compact(cell.column))]
    found: list[_Found] = []
    for start, inner in _statements(clause.text):
        rule = bool(_RULE.search(inner))
        segments = _segments(inner)
        for offset, segment in segments:
            parsed = _read_role(segment) or _read_verbs(segment)
            spans = cover(clause.spans, start + offset, start + offset + len(segment))
            for role, family, names in parsed:
                duty = Duty(role, (), names, None, segment.strip(), spans[0].start, spans[-1].end)
                states = rule and bool(_RULE.search(segment) or len(segments) <= 2)
                found.append(_Found(duty, family, states))
    return found


def _of_cell(cell: Cell) -> _Found:
    role = compact(cell.column)
    duty = Duty(role, (), split_names(cell.value), None, cell.value, cell.span.start, cell.span.end)
    return _Found(duty, role, states_rule=False)


def _statements(text: str) -> list[tuple[int, str]]:
    """What stands in brackets, and lines such as 责任单位：… without any; with their offsets, in reading order."""
    inside = [(start + 1, text[start + 1 : end - 1]) for start, end in _brackets(text) if not _NOTE.match(text, start + 1)]
    return sorted(inside + [(line.start(1), line.group(1)) for line in _BARE_LINE.finditer(text)])


def _brackets(text: str) -> Iterable[tuple[int, int]]:
    """Outermost brackets that close a paragraph, or stand at its end before the full stop."""
    depth, start = 0, 0
    for index, character in enumerate(text):
        if character in _OPEN:
            start = index if depth == 0 else start
            depth += 1
        elif character in _CLOSE and depth:
            depth -= 1
            if depth == 0 and re.match(r"\s*[。；]?\s*(?:\n|$)", text[index + 1 :]):
                yield start, index + 1


def _segments(inner: str) -> list[tuple[int, str]]:
    """The statements of a bracket, parted by 。 or ； or the next key, with their offsets; inner brackets stay whole."""
    parts, depth, start = [], 0, 0
    for index, character in enumerate(inner + "。"):
        depth += (character in _OPEN) - (character in _CLOSE)
        key = bool(_NEXT_KEY.match(inner, index))
        if (key or character in "。；;") and depth <= 0:
            parts.append((start, inner[start:index]))
            start = index + 1
    return [(offset, part) for offset, part in parts if part.strip() and not _RULE.match(part.strip())]


def _read_role(segment: str) -> list[tuple[str, str, tuple[str, ...]]]:
    match = _ROLE.match(segment)
    if match is None:
        return []
    names = split_names(segment[match.end() :])
    return [(match.group(1), match.group(1), names)] if names else []


def _read_verbs(segment: str) -> list[tuple[str, str, tuple[str, ...]]]:
    found, waiting = [], ""
    for part in re.split(r"[，,]", _SAME_BELOW.sub("", _RULE.sub("", segment))):
        match = _VERB.search(part.strip())
        if match is None:
            waiting += part + "，"
            continue
        names = split_names((waiting + part.strip()[: match.start()]).removeprefix("由"))
        waiting = ""
        if names and all(len(name) <= 30 for name in names):
            family = match.group(1) if "牵头" in match.group(1) else _ANSWERABLE
            found.append((match.group(1), family, names))
    return found


def split_names(listed: str) -> tuple[str, ...]:
    """The names of a list as printed; a collective (岳阳、衡阳等相关市州人民政府) stays one name.

    >>> split_names("省工业和信息化厅、省科技厅，岳阳、衡阳等相关市州人民政府，排第一的为牵头单位，下同")
    ('省工业和信息化厅', '省科技厅', '岳阳、衡阳等相关市州人民政府')
    """
    whole = re.sub(r"\s*\n\s*", "", listed)
    cleaned = _JOINED.sub("、", _SAME_BELOW.sub("", _RULE.sub("", _REMARK.sub("", whole))))
    names: list[str] = []
    for group in _split_outside(cleaned, "，,"):
        pieces = [group] if _COLLECTIVE.search(group) and "、" in group else _split_outside(group, "、")
        names.extend(_TRAILING.sub("", piece.strip(" 　。，,；")) for piece in pieces)
    return tuple(dict.fromkeys(name for name in names if name))


def _split_outside(text: str, marks: str) -> list[str]:
    """Split at the marks that stand outside brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in _OPEN) - (character in _CLOSE)
        if character in marks and depth <= 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts
