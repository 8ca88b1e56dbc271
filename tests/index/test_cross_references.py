"""What clauses refer to: strict where reading what people type is forgiving."""

import pytest

from index.cross_references import CrossReferences
from index.library import Library
from index.naming import DocumentNames
from tests.index.shapes import parse

PRICE_LAW = """云岭价格条例

第一章　总则

第一条　为了规范价格行为，制定本条例。

第二条　经营者不得有下列行为：
（一）哄抬价格；
（二）价格欺诈。

第三条　违反本条例第二条第二项、第四条第一款规定的，处1万元以下罚款；有第四条所列情形的，从重处罚。

第四条　监督检查办法依照云岭检查办法第五条和《云岭检查办法》第二条第一款执行。
情节轻微的除外。
"""
INSPECTION = """云岭检查办法

第一条　根据《云岭价格条例》、《云岭统计条例》和云政办发〔2017〕30号，制定本办法。

第二条　检查人员不少于2人，见《云岭省人民政府办公厅关于明码标价的通知》（云政办发〔2011〕9号）。

第五条　依照统计法第二条、价格条例第一条、本办法第一章和第九条的规定，除第二条规定的以外，适用《云岭统计条例》第一条。
"""
NOTICE = """云岭省人民政府办公厅关于明码标价的通知
云政办发〔2017〕30号

各市人民政府：
一、请按照《云岭价格条例》执行，《云岭检查办法》同时适用，本通知第一条除外。
"""


@pytest.fixture(scope="module")
def library() -> Library:
    return Library([parse(*text.splitlines()) for text in (PRICE_LAW, INSPECTION, NOTICE)])


def referred(library: Library, address: str) -> list[tuple[str, str]]:
    """What a clause refers to: the words, and the address they mean."""
    clause = library.clause(address)
    assert clause is not None
    text = library.document_of(clause).text
    found = CrossReferences(library)(clause)
    return [("".join(text[start:end] for start, end in reference.spans), reference.address) for reference in found]


def test_articles_of_the_document_itself_are_found_in_lists_and_alone(library: Library) -> None:
    assert referred(library, "云岭价格条例/第三条") == [
        ("第二条第二项", "云岭价格条例/第二条/（二）"),
        ("第四条第一款", "云岭价格条例/第四条"),
        ("第四条", "云岭价格条例/第四条"),
    ]


def test_articles_of_another_document_are_found_by_its_title_with_and_without_marks(library: Library) -> None:
    assert referred(library, "云岭价格条例/第四条") == [
        ("第五条", "云岭检查办法/第五条"),
        ("《云岭检查办法》", "云岭检查办法/标题"),
        ("第二条第一款", "云岭检查办法/第二条"),
    ]


def test_documents_are_found_by_title_and_number_where_they_are_indexed(library: Library) -> None:
    assert referred(library, "云岭检查办法/第一条") == [
        ("《云岭价格条例》", "云岭价格条例/标题"),
        ("云政办发〔2017〕30号", "云政办发〔2017〕30号/标题"),
    ]


def test_what_may_mean_another_document_means_nothing(library: Library) -> None:
    """统计法 is not indexed, 价格条例 is no whole title, 第一章 and 第九条 are not there, 第二条 may be any of theirs."""
    assert referred(library, "云岭检查办法/第五条") == []


def test_a_title_with_the_number_of_another_document_is_not_that_document(library: Library) -> None:
    assert referred(library, "云岭检查办法/第二条") == []


def test_articles_of_an_attached_text_are_those_beside_the_clause() -> None:
    lines = ("甲市关于印发办法的通知", "甲政发〔2020〕1号", "", "各单位：", "现印发。", "", "2020年1月2日", "", "附件1", "补贴办法", "")
    more = ("第一条 补贴5元。", "第二条 按本办法第一条执行。", "", "附件2", "奖励办法", "", "第一条 奖励6元。", "第二条 按本办法第一条执行。")
    library = Library([parse(*lines, *more)])
    assert referred(library, "甲政发〔2020〕1号/附件2/第二条") == [("第一条", "甲政发〔2020〕1号/附件2/第一条")]


def test_articles_of_one_of_two_texts_in_a_file_are_its_own() -> None:
    """What the first text alone has is none of the second's, though its address has no ~2."""
    first = ("甲市关于印发两个办法的通知", "甲政发〔2020〕2号", "", "各单位：", "现印发。", "", "2020年1月2日", "", "节水办法", "")
    second = ("第一条 5吨。", "第二条 按本办法第一条执行。", "第三条 施行。", "", "节电办法", "", "第一条 6度。", "第二条 按本办法第一条和第三条执行。")
    library = Library([parse(*first, *second)])
    assert referred(library, "甲政发〔2020〕2号/第二条") == [("第一条", "甲政发〔2020〕2号/第一条")]
    assert referred(library, "甲政发〔2020〕2号/第二条~2") == [("第一条", "甲政发〔2020〕2号/第一条~2")]


def test_the_remark_at_the_end_of_a_title_may_be_left_out_where_one_title_is_meant() -> None:
    plan, later = (parse(f"某省养老计划（{years}）", "", "一、目标。", "二、任务。") for years in ("2021—2023年", "2024—2026年"))
    naming = parse("某县意见", "", "一、落实《某省养老计划》。", "二、督查。")
    assert referred(Library([plan, naming]), "某县意见/一") == [("《某省养老计划》", "某省养老计划（2021—2023年）/标题")]
    assert referred(Library([plan, later, naming]), "某县意见/一") == []
    assert DocumentNames([plan, naming]).find("某省养老计划的目标是什么")[0] == (plan,)
    assert DocumentNames([plan, later]).find("某省养老计划（2024—2026年）的目标")[0] == (later,)
