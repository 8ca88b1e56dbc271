"""The human form of an address, as a citation prints it."""

from __future__ import annotations

import re

from index.labels import DIVISIONS

_MARKS = {"han": "{}、", "stem": "{}、", "arabic": "{}.", "decimal": "{}", "headed": "【{}】"}
_IN_ARTICLE = {
    "stem": "{}款", "han": "第{}项", "bracketed_han": "第{}项", "bracketed_arabic": "第{}项", "arabic": "第{}目",
}


def write_reference(document_name: str, steps: tuple[tuple[str, str], ...]) -> str:
    """The reference of a clause.

    Args:
        document_name: 《title》（文号）.
        steps: kind and label of every level below the document; `closing` is a paragraph below numbered parts.

    >>> write_reference("《方案》（甲发〔2023〕5号）", (("han", "三"), ("bracketed_han", "（二）"), ("arabic", "1")))
    '《方案》（甲发〔2023〕5号）三、（二）1.'
    >>> write_reference("《条例》", (("article", "第三条"), ("bracketed_han", "（一）")))
    '《条例》第三条第（一）项'
    >>> write_reference("《方案》（甲发〔2023〕5号）", (("annex", "附件1"), ("row", "轨道交通")))
    '《方案》（甲发〔2023〕5号）附件1“轨道交通”行'
    >>> write_reference("《方案》（甲发〔2023〕5号）", (("annex", "附件1"), ("arabic", "2")))
    '《方案》（甲发〔2023〕5号）附件1 2.'
    """
    parts: list[str] = []
    in_article = False
    for index, (kind, label) in enumerate(steps):
        if kind == "decimal" and index + 1 < len(steps) and steps[index + 1][0] == "decimal":
            continue  # 1.1.1 says 1 and 1.1
        base, _, repeat = label.partition("~")
        step = _step(kind, base, in_article) + (f"（第{repeat}处）" if repeat and kind != "paragraph" else "")
        parts.append(f" {step}" if parts and parts[-1][-1:].isdecimal() and step[:1].isdecimal() else step)
        in_article = in_article or kind == "article"
    return document_name + "".join(parts)


def _step(kind: str, label: str, in_article: bool) -> str:
    if kind in {"row", "column"}:
        return f"“{label}”{'行' if kind == 'row' else '列'}"
    if kind in {"paragraph", "closing"}:
        return re.sub(r"^段(\d+)$", r"末尾第\1段" if kind == "closing" else r"第\1段", label)
    if in_article and kind in _IN_ARTICLE:
        return _IN_ARTICLE[kind].format(label)
    if kind in DIVISIONS:
        return label
    return _MARKS.get(kind, "{}").format(label)
