"""What a page says of its document beside the text: the table of 索引号, 发文字号, 成文日期 of government web pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.read.grid import GridRow
from index.text import compact

_NAMES = {
    "索引号": "索引号", "发文字号": "文号", "文号": "文号", "发文文号": "文号", "文件编号": "文号", "公文字号": "文号",
    "标题": "标题", "名称": "标题", "信息名称": "标题", "文件名称": "标题", "文件标题": "标题",
    "发文机关": "发文机关", "发布机构": "发文机关", "发文单位": "发文机关", "制发机关": "发文机关", "发布机关": "发文机关",
    "公开责任部门": "发文机关", "成文日期": "成文日期", "发文日期": "成文日期", "签署日期": "成文日期", "生成日期": "成文日期",
    "发布日期": "发布日期", "公开日期": "发布日期", "印发日期": "发布日期", "发布时间": "发布日期", "公开时间": "发布日期",
    "公布日期": "发布日期", "生效日期": "施行日期", "实施日期": "施行日期", "施行日期": "施行日期",
    "失效日期": "失效日期", "废止日期": "失效日期", "有效期": "有效期", "有效期至": "失效日期",
    "有效性": "时效", "时效性": "时效", "效力状态": "时效", "时效": "时效", "是否有效": "时效", "文件状态": "时效", "信息有效性": "时效",
    "主题分类": "主题", "主题词": "主题", "信息分类": "主题", "分类": "主题", "公开方式": "主题", "公开形式": "主题",
    "公开范围": "主题", "文件类型": "主题", "体裁分类": "主题", "组配分类": "主题", "统一登记号": "登记号", "登记号": "登记号",
    "语种": "主题", "所属机构": "主题", "主题名称": "主题",
}  # fmt: skip
_LABEL = re.compile(r"[\[【]?([一-龥\s　]{2,14}?)[\]】]?\s*[：:]\s*(.*)", re.S)
_LEAST = 3  # known labels that make a table one of facts


def fact_name(label: str) -> str:
    """The name of a fact as a page labels it; empty for every other text.

    >>> fact_name("发 文 字 号："), fact_name("主要任务")
    ('文号', '')
    """
    return _NAMES.get(compact(label).strip("：:[]【】"), "")


def facts_of_table(rows: Sequence[GridRow]) -> dict[str, str]:
    """The facts of a table that holds nothing else; empty for a table of content."""
    texts = [text for row in rows for cell in row for text in [" ".join(cell.lines)] if text]
    found: dict[str, str] = {}
    labels, pending = 0, ""
    for text in texts:
        joined = _LABEL.fullmatch(text)
        name = fact_name(joined.group(1)) if joined else fact_name(text)
        if name:
            labels += 1
            pending = name
            if joined and joined.group(2).strip():
                found.setdefault(name, joined.group(2).strip())
                pending = ""
        elif pending:
            found.setdefault(pending, text)
            pending = ""
    return found if labels >= _LEAST and labels * 3 >= len(texts) else {}


def facts_of_lines(lines: Iterable[str]) -> dict[str, str]:
    """The facts of lines such as 发文字号：甲政发〔2020〕1号."""
    found: dict[str, str] = {}
    for line in lines:
        match = _LABEL.fullmatch(line.strip())
        name = fact_name(match.group(1)) if match else ""
        if match and name and 0 < len(match.group(2).strip()) <= 60:
            found.setdefault(name, match.group(2).strip())
    return found
