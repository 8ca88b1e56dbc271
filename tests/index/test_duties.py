"""Who answers for what, in every form that official documents print."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.clause import Document, Duty
from index.document import read_document
from index.duties import split_names
from tests.index.shapes import at, parse, read


def duties(*lines: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Role, leads and others of all duties of a document."""
    return [(d.role, d.lead, d.others) for clause in parse(*lines).clauses for d in clause.duties]


def names(document: Document, *labels: str) -> dict[str, tuple[str, ...]]:
    return {duty.role: duty.names for duty in at(document, *labels).duties}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("（责任单位：甲局、乙局）", ("责任单位", (), ("甲局", "乙局"))),
        ("(责任单位: 甲局、 乙局)", ("责任单位", (), ("甲局", "乙局"))),
        ("［责任部门：甲局，各市人民政府］", ("责任部门", (), ("甲局", "各市人民政府"))),
        ("[bookmark: _T1]（责任单位：甲局）", ("责任单位", (), ("甲局",))),
        ("责任单位：甲局、乙局。", ("责任单位", (), ("甲局", "乙局"))),
        ("（牵头单位：甲局）", ("牵头单位", ("甲局",), ())),
        ("（甲局牵头）", ("牵头", ("甲局",), ())),
        ("（甲局、乙局负责）", ("负责", (), ("甲局", "乙局"))),
        ("（甲局、乙局等按职责分工负责）", ("按职责分工负责", (), ("甲局", "乙局"))),
        ("（由甲局会同乙局负责）", ("负责", (), ("甲局", "乙局"))),
        ("（甲局、乙局等和各市人民政府负责）", ("负责", (), ("甲局", "乙局", "各市人民政府"))),
        ("（责任单位：甲局；完成时限：2025年）", ("责任单位", (), ("甲局",))),
        ("（负责部门：甲局，适用范围：东湖区）", ("负责部门", (), ("甲局",))),
        ("（责任单位：甲局（乙办）、丙局）", ("责任单位", (), ("甲局（乙办）", "丙局"))),
    ],
)
def test_a_line_names_who_is_responsible(line: str, expected: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert duties("一、任务", "完成建设。", line) == [expected]


@pytest.mark.parametrize("line", ["（单位：万元）", "（详见附件）", "（2023年通过）", "建设（甲局负责的）项目。", "（一）由甲局负责推进。"])
def test_other_brackets_name_nobody(line: str) -> None:
    assert duties("一、任务", line) == []


def test_several_roles_stand_in_one_bracket() -> None:
    found = duties("一、任务", "建设。（牵头单位：甲局，配合单位：乙局、丙局）")
    assert found == [("牵头单位", ("甲局",), ()), ("配合单位", (), ("乙局", "丙局"))]
    assert duties("一、任务", "建设。（甲局牵头，乙局、丙局配合）") == [("牵头", ("甲局",), ()), ("配合", (), ("乙局", "丙局"))]


def test_a_stated_rule_makes_the_first_the_lead_from_there_on() -> None:
    document = read("方案_责任单位.txt")
    stating = at(document, "一", "（一）").duties[0]
    following = at(document, "一", "（二）").duties[0]
    assert stating.names == ("省数据局", "省财政厅", "各市人民政府")
    assert (following.lead, following.others) == (("省数据局",), ("省通信管理局",))
    assert stating.rule == following.rule == at(document, "一", "（一）").address


def test_before_a_rule_nobody_leads_and_a_collective_never_does() -> None:
    before, stating, collective = duties(
        *("一、甲", "做事。", "（责任单位：一局、二局）"),
        *("二、乙", "（责任单位：一局、二局，列第一的为牵头单位，下同）"),
        *("三、丙", "（责任单位：各有关部门、二局）"),
    )
    assert before[1] == () and stating[1] == ("一局",) and collective[1] == ()


def test_a_duty_line_belongs_to_the_section_unless_items_carry_their_own() -> None:
    section = parse("一、任务", "（一）甲", "1.一事。", "2.二事。", "（责任单位：甲局）", "（二）乙")
    assert [c.labels for c in section.clauses if c.duties] == [("一", "（一）")]
    items = read("方案_责任单位无括号")
    assert [c.labels for c in items.clauses if c.duties] == [("（一）", "1"), ("（一）", "2"), ("（二）",)]


def test_a_duty_over_several_lines_stays_with_its_section() -> None:
    document = read("方案_责任跨行")
    assert names(document, "一", "（一）") == {"责任单位": ("市市场监管局", "市财政局", "市发展改革委", "市教育局")}
    assert names(document, "一", "（二）") == {"牵头单位": ("市商务局", "市文化旅游局"), "配合单位": ("市教育局",)}
    assert at(document, "一", "（二）", "2").text == "2.老字号：认定15家。"


def test_run_in_lists_keep_remarks_out_of_the_names() -> None:
    found = names(read("方案_责任单位.txt"), "三", "（二）")
    assert found == {"牵头城市": ("江州市",), "承载园区": ("东湖高新区", "南山经开区"), "龙头企业": ("云数科技", "江州软件")}


def test_a_duty_points_at_its_own_words() -> None:
    document = read("方案_责任单位.txt")
    found = [duty for clause in document.clauses for duty in clause.duties]
    assert len(found) > 15 and all(document.text[duty.start : duty.end].strip() == duty.text for duty in found)


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("甲局、乙局等", ("甲局", "乙局")),
        ("甲局，东湖、南山等相关区人民政府", ("甲局", "东湖、南山等相关区人民政府")),
        ("甲局、甲局", ("甲局",)),
        ("", ()),
    ],
)
def test_names_are_parted_as_printed(listed: str, expected: tuple[str, ...]) -> None:
    assert split_names(listed) == expected


def duty(documents: tuple[Document, ...], address: str, role: str) -> Duty:
    clause = next(clause for document in documents for clause in document.clauses if clause.address == address)
    return next(found for found in clause.duties if found.role == role)


def test_the_first_seed_names_cities_parks_and_companies(seed_documents: tuple[Document, ...]) -> None:
    parks = duty(seed_documents, "潭政发〔2021〕8号/三/（二）", "承载园区")
    assert parks.lead == ("株洲高新区",) and parks.others[-1] == "韶山市" and parks.rule == "潭政发〔2021〕8号/三/（一）"
    assert duty(seed_documents, "潭政发〔2021〕8号/三/（八）", "牵头城市").lead == ("长沙市", "湘潭市")
    assert duty(seed_documents, "潭政发〔2021〕8号/三/（三）", "龙头企业").others[-1] == "通用航空公司"


def test_the_second_seed_states_its_rule_once(seed_documents: tuple[Document, ...]) -> None:
    rule = "湘政办发〔2023〕54号/二/（一）"
    led = duty(seed_documents, "湘政办发〔2023〕54号/四/（四）", "责任单位")  # half-width colon and a space
    assert led.lead == ("省工业和信息化厅",) and led.others[-1] == "相关市州人民政府" and led.rule == rule
    assert duty(seed_documents, "湘政办发〔2023〕54号/二/（四）", "责任单位").rule == rule  # behind a bookmark
    assert duty(seed_documents, "湘政办发〔2023〕54号/六/3", "牵头").lead == ("省科技厅",)


def test_every_section_with_industries_has_someone_responsible(seed_documents: tuple[Document, ...]) -> None:
    sections = [c for d in seed_documents for c in d.clauses if c.kind == "bracketed_han" and c.labels[0] in "二三四五"]
    named = [c for c in sections if c.address.startswith("湘") or c.labels[0] == "三"]
    assert len(named) == 16 + 11 and all(c.duties for c in named)


def test_real_notices_name_who_answers_for_each_measure(corpora: Path) -> None:
    def read_notice(number: str) -> Document:
        path = corpora / "gongwen" / f"{number}.txt"
        return read_document(path.read_bytes(), path.name)

    rewards = read_notice("国办发〔2018〕117号")
    assert sum(bool(c.duties) for c in rewards.clauses if c.kind == "han") == 30
    consumption = read_notice("国办发〔2018〕129号")  # （甲、乙等和各有关省级人民政府负责）
    assert sum(bool(c.duties) for c in consumption.clauses if c.kind == "bracketed_han") == 17
    employment = at(read_notice("国发〔2018〕39号"), "一", "（二）").duties[0]  # 列第一位者为牵头单位，下同
    assert employment.lead == ("财政部",) and employment.rule is not None


def test_columns_of_a_table_say_who_leads() -> None:
    table = ("任务\t牵头单位\t配合单位", "改造渡口\t县水利局\t县应急局、县财政局", "更新设备\t县应急局\t县水利局")
    document = parse("关于分工的通知", "", "一、分工", "任务如下：", *table)
    row = next(clause for clause in document.clauses if clause.label == "改造渡口")
    assert [(duty.role, duty.lead, duty.names) for duty in row.duties] == [
        ("牵头单位", ("县水利局",), ("县水利局",)),
        ("配合单位", (), ("县应急局", "县财政局")),
    ]
