"""Tables come back out of flattened text, and check themselves against what they print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.clause import Clause, Document
from index.document import read_document
from index.legend import legend
from index.library import Library
from index.settings import SEEDS
from tests.index.shapes import at, parse, places, read

ANNEX = "湘政办发〔2023〕54号/附件1"
PLAN = SEEDS / "002_5cc004c0047d220a.txt"


@pytest.fixture
def annex(seed_library: Library) -> dict[str, list[Clause]]:
    """The rows and columns of the seed's matrix, the row of totals last among the rows."""
    parent = seed_library.clause(ANNEX)
    assert parent is not None
    below = seed_library.children(parent)
    return {kind: [clause for clause in below if clause.kind == kind] for kind in ("row", "column")}


def values(clause: Clause) -> dict[str, str]:
    return {cell.column if clause.kind == "row" else cell.row: cell.value for cell in clause.cells}


def counts(document: Document) -> list[tuple[str, int]]:
    return [(clause.label, len(clause.cells)) for clause in document.clauses if clause.kind == "row"]


def test_the_matrix_has_sixteen_industries_and_fourteen_cities(annex: dict[str, list[Clause]]) -> None:
    assert len(annex["row"]) == 16 + 1 and len(annex["column"]) == 14
    assert [clause.label for clause in annex["column"]][:3] == ["长沙", "株洲", "湘潭"]
    assert annex["column"][-1].label == "湘西自治州"  # printed over two lines


def test_every_column_of_the_matrix_agrees_with_its_printed_total(annex: dict[str, list[Clause]]) -> None:
    totals = values(annex["row"][-1])
    stars = {column.label: sum("★" in cell.value for cell in column.cells) for column in annex["column"]}
    assert stars == {city: int(total) for city, total in totals.items()} and sum(stars.values()) == 102


def test_every_row_of_the_matrix_agrees_with_its_printed_count(annex: dict[str, list[Clause]]) -> None:
    for row in annex["row"][:-1]:
        stars = [value for value in values(row).values() if "★" in value]
        assert len(stars) == int(values(row)["布局该产业的地市数量（个）"])


def test_a_cell_reads_the_same_by_row_and_by_column(annex: dict[str, list[Clause]]) -> None:
    by_row = {(r.label, c.column): c.span for r in annex["row"] for c in r.cells}
    by_column = {(c.row, k.label): c.span for k in annex["column"] for c in k.cells}
    assert by_column.items() <= by_row.items()


def test_groups_codes_and_the_legend_are_understood(annex: dict[str, list[Clause]]) -> None:
    rail = next(row for row in annex["row"] if row.label == "轨道交通")
    assert rail.aliases == ("B2",) and "优势产业" in rail.sentence and "核心产业（★★★）：株洲" in rail.sentence


@pytest.mark.parametrize(
    ("printed", "wrong", "remark"),
    [
        ("\t15\n\t11\n", "\t16\n\t11\n", "“长沙”列印 16，实为 15"),
        ("\t1\n\n\t\n\tB3", "\t2\n\n\t\n\tB3", "“轨道交通”行印 2，实为 1"),
    ],
)
def test_a_doctored_total_is_remarked(printed: str, wrong: str, remark: str) -> None:
    text = PLAN.read_text(encoding="utf-8")
    assert text.count(printed) == 1
    document = read_document(text.replace(printed, wrong).encode(), PLAN.name)
    assert len(document.remarks) == 1 and remark in document.remarks[0]


def test_the_real_totals_give_no_remark(seed_documents: tuple[Document, ...]) -> None:
    assert [document.remarks for document in seed_documents] == [(), ()]


def test_a_table_of_prose_has_rows_and_no_columns(seed_library: Library) -> None:
    annex = seed_library.clause("湘政办发〔2023〕54号/附件2")
    assert annex is not None and {child.kind for child in seed_library.children(annex)} == {"row"}
    row = seed_library.clause(f"{annex.address}/现代石化")
    assert row is not None and values(row)["市州布局"].startswith("长沙、岳阳")
    assert values(row)[""] == "传统产业"  # the header spans two columns and the file does not say so
    assert values(row)["重点支撑企业"].count("\n") == 2  # paragraphs stay apart, wrapped lines do not


def test_every_cell_stands_where_it_says(seed_documents: tuple[Document, ...]) -> None:
    for document in seed_documents:
        for cell in (cell for clause in document.clauses for cell in clause.cells):
            assert re.sub(r"\s", "", document.text[slice(*cell.span)]) == re.sub(r"\s", "", cell.value)


def test_a_matrix_with_a_row_a_line_is_one_too() -> None:
    document = read("附件_矩阵行式")
    assert counts(document) == [("纺织", 5), ("建材", 4), ("光电", 5), ("医药", 5), ("布局数", 4)]
    assert [c.label for c in document.clauses if c.kind == "column"] == ["东湖", "南山", "北岭", "西城"]
    assert values(at(document, "附件1", "医药")) == {"类别": "新兴产业", "南山": "○", "北岭": "●", "西城": "●", "布局数": "3"}
    assert "核心园区（●）：东湖、南山" in at(document, "附件1", "光电").sentence
    assert "核心园区（●）：A1：纺织、B1：光电；" in at(document, "附件1", "东湖").sentence


def test_two_header_rows_name_the_columns_from_below() -> None:
    document = read("表_两层表头")
    columns = [clause for clause in document.clauses if clause.kind == "column"]
    assert [column.label for column in columns] == ["东湖", "南山", "北岭", "西城"] and document.remarks == ()
    assert values(at(document, "附件1", "渔业")) == {"门类": "养殖", "东湖": "√", "西城": "√", "合计": "2"}
    assert at(document, "附件1").heading == "特色产业分布表" and at(document, "附件1", "注").text.startswith("说明：")


def test_an_empty_first_cell_repeats_the_group_above() -> None:
    document = read("一览表")
    assert [values(c)["类别"] for c in document.clauses if c.kind == "row"] == ["产业项目", "产业项目", "民生项目"]
    built = values(at(document, "附件1", "光电产业园"))
    assert built["总投资（亿元）"] == "15.6" and built["建设内容"].splitlines()[1] == "配套设施：建设污水处理站1座。"


def test_an_ordinal_column_names_no_row_and_short_rows_stay() -> None:
    assert counts(read("通知_换行")) == [("改造低产茶园", 3), ("新建初制加工厂", 3), ("培育茶叶品牌", 3)]
    assert counts(read("通知_附件在落款后")) == [("土建", 1), ("绿化", 0), ("合计", 1)]


def test_text_goes_on_after_a_table_in_the_body() -> None:
    document = read("规划_正文表格")
    assert places(document)[3:] == ["一", "二", "二/水库数量（座）", "二/灌溉面积（万亩）", "三", "三/（一）", "三/（二）"]
    assert at(document, "二").text.endswith("上述指标为预期性指标。")


def test_repeated_row_names_are_told_apart() -> None:
    document = parse("一、目标", "建立名册。", "附件", "名册", "", "姓名\t单位", "张三\t甲局", "李四\t甲局", "张三\t乙局")
    assert places(document)[-3:] == ["附件1/张三", "附件1/李四", "附件1/张三~2"]


def test_a_body_that_is_only_a_table_keeps_its_rows() -> None:
    assert places(parse("名册", "姓名\t单位", "张三\t甲局", "李四\t乙局")) == ["标题", "前言", "前言/张三", "前言/李四"]


def test_lines_that_make_no_table_stay_text() -> None:
    document = parse("一、目标", "\t产值达到50亿元。", "二、措施")
    assert places(document) == ["一", "二"] and "50亿元" in at(document, "一").text


CATALOGUE = ("关于公布收费目录的公告", "甲发改〔2025〕3号", "", "现予公布。", "", "甲市收费目录", "", "序号\t项目\t部门", "1\t供水\t县局", "2\t供热\t市局", "")


def test_a_table_in_the_foreword_has_rows_that_say_its_caption() -> None:
    document = parse(*CATALOGUE, "注：1．供水含二次供水。", "2．供热含管道费。")
    assert places(document) == ["标题", "前言", "前言/供水", "前言/供热", "前言/注"]
    assert at(document, "前言", "供热").sentence == "甲市收费目录，供热：序号：2；部门：市局。"
    assert at(document, "前言", "注").text.endswith("2．供热含管道费。")


def test_an_explanation_below_a_table_is_a_text_of_its_own() -> None:
    document = parse(*CATALOGUE, "《甲市收费目录》政策解读", "", "一、为何修订？", "形势变化。", "二、有何变化？", "减少两项。")
    assert places(document)[-3:] == ["标题~2", "一", "二"] and at(document, "二").path == ("《甲市收费目录》政策解读",)


def test_a_sum_of_all_groups_stands_in_none() -> None:
    rows = ("类别\t项目\t投资", "产业\t甲园\t5", "\t乙园\t6", "\t小计\t11", "民生\t丙校\t7", "\t丁院\t2", "\t小计\t9", "\t合计\t20")
    document = parse("一、目标", "见附件。", "附件", "项目表", "", *rows)
    assert places(document)[-7:] == [f"附件1/{name}" for name in ("甲园", "乙园", "小计", "丙校", "丁院", "小计~2", "合计")]
    assert values(at(document, "附件1", "小计~2"))["类别"] == "民生" and values(at(document, "附件1", "合计")) == {"投资": "20"}


def test_a_sum_has_no_ordinal_number() -> None:
    document = parse("一、目标", "见附件。", "附件", "项目表", "", "序号\t项目\t投资", "1\t甲园\t5", "2\t乙园\t6", "\t小计\t11")
    assert values(at(document, "附件1", "小计")) == {"投资": "11"}


def test_a_row_is_named_without_the_number_in_its_cell() -> None:
    document = parse("一、目标", "如下：", "类别\t指标\t目标", "经济\t1．总产值\t10", "经济\t2．2030年税收\t2", "民生\t3．学校\t1.5")
    assert places(document)[1:] == ["一/总产值", "一/2030年税收", "一/学校"] and values(at(document, "一", "学校"))["目标"] == "1.5"


def test_the_line_above_a_table_is_its_caption_and_its_unit_is_not() -> None:
    document = parse("一、目标", "如下。", "表1　主要指标", "单位：亿元", "指标\t2025年", "产值\t10", "税收\t2", "二、措施", "加强领导。")
    assert at(document, "一", "税收").sentence == "目标，表1 主要指标，税收：2025年：2。"


@pytest.mark.parametrize(
    ("notes", "meanings"),
    [
        ("注：核心产业★★★，重点产业★★", {"★★★": "核心产业", "★★": "重点产业"}),
        ("注：★★★表示核心产业，★★为重点产业", {"★★★": "核心产业", "★★": "重点产业"}),
        ("备注：“★★”代表重点产业", {"★★": "重点产业"}),
        ("注：数据截至2023年", {}),
    ],
)
def test_legends_say_what_the_marks_mean(notes: str, meanings: dict[str, str]) -> None:
    assert legend(notes, ["★★", "★★★"]) == meanings


def test_real_tables_of_both_flattenings_are_read(corpora: Path) -> None:
    def rows(name: str) -> list[Clause]:
        path = corpora / "gongwen" / name
        return [c for c in read_document(path.read_bytes(), path.name).clauses if c.kind == "row"]

    enrolment = rows("国办发〔1996〕32号.txt")
    assert len(enrolment) == 20 and {len(row.cells) for row in enrolment} == {5}
    border = rows("国函〔2006〕132号.txt")
    assert [row.label for row in border[:23]] == [str(number) for number in range(1, 24)]


def test_rows_printed_with_bars_are_a_table_and_a_bar_in_a_sentence_is_none() -> None:
    bars = parse("三、规划目标", "表1　主要指标", "指标 | 单位 | 2025年", "用水总量 | 亿立方米 | 13.50", "水土保持率 | % | 74.0", "注：累计数。", "其他要求。")
    assert [clause.labels[-1] for clause in bars.clauses if clause.kind == "row"] == ["用水总量", "水土保持率"]
    assert values(at(bars, "三", "水土保持率")) == {"单位": "%", "2025年": "74.0"}
    assert at(bars, "三", "水土保持率").text == "水土保持率 | % | 74.0"  # as printed
    assert not [c for c in parse("一、甲 | 乙。", "二、丙。").clauses if c.kind == "row"]
