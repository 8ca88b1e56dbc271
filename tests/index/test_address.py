"""An address in any spelling leads to its clause; more than one clause is a list, none is none."""

from __future__ import annotations

import pytest

from index.address import find_address, read_steps
from index.errors import AddressError
from index.library import Library, Passage
from index.reference import write_reference

SEED = "湘政办发〔2023〕54号"


def addresses(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.clause.address for passage in passages]


def words(library: Library, passage: Passage) -> str:
    """The part of a clause that a passage points at."""
    source = library.document_of(passage.clause).text
    return "".join(source[start:end] for start, end in passage.spans)


@pytest.mark.parametrize(
    "text",
    [
        "湘政办发〔2023〕54号/三/（二）/1",
        "湘政办发[2023]54号 第三部分第（二）项第1条",
        "湘政办发(2023)54号三(二)1",
        "湘政办发〔２０２３〕５４号 三、（二）、１",
        "湘政办发〔2023〕 54 号第三大部分 (二) 1.",
        "湘政办发2023 54号 三（二）1",
        "《湖南省现代化产业体系建设实施方案》（湘政办发〔2023〕54号）三、（二）1.",
        "《湖南省现代化产业体系建设实施方案》第三部分（二）1",
        "湖南省现代化产业体系建设实施方案的三（二）1",
        "2023年方案 三（二）1",
        "23年的实施方案 三/（二）/1",
        "54号文 第3部分第2项第1条",
        "54号文件第三部分第二项第一条",
        "湘政办发〔2023〕54号第三章第二节第1条",
    ],
)
def test_every_spelling_of_an_address_leads_to_the_clause(seed_library: Library, text: str) -> None:
    assert addresses(seed_library.resolve(text)) == [f"{SEED}/三/（二）/1"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("54号文 六、10", "六/10"),
        ("54号文第六部分第10条", "六/10"),
        ("六/10", "六/10"),  # unique, so the levels above it may be left out
        ("54号文 前言", "前言"),
        ("54号文的附件", "附件"),
        ("54号文附件2", "附件2"),
        ("附件1“长沙”列", "附件1/长沙"),
        ("附件1 长沙市", "附件1/长沙"),
        ("附件1/轨道交通", "附件1/轨道交通"),
        ("附件1 B2", "附件1/轨道交通"),
        ("附件1的轨道交通一行", "附件1/轨道交通"),
        ("附件二“轨道交通”行", "附件2/轨道交通"),
        ("附件1/注", "附件1/注"),
    ],
)
def test_places_and_tables_are_found_too(seed_library: Library, text: str, labels: str) -> None:
    assert addresses(seed_library.resolve(text)) == [f"{SEED}/{labels}"]


def test_a_row_and_a_column_lead_to_their_cell(seed_library: Library) -> None:
    (passage,) = seed_library.resolve("附件1“轨道交通”行“株洲”列")
    assert passage.clause.address == f"{SEED}/附件1/轨道交通" and words(seed_library, passage) == "★★★"


def test_an_address_that_fits_two_documents_is_a_list(seed_library: Library) -> None:
    assert addresses(seed_library.resolve("三（二）1")) == ["潭政发〔2021〕8号/三/（二）/1", f"{SEED}/三/（二）/1"]


@pytest.mark.parametrize("text", ["湘政办发〔2024〕99号 三（二）1", "《某省方案》三（二）1", "水法第三条", "54号文 落款", "第九十九条", "轨道交通", ""])
def test_what_is_not_there_is_not_guessed(seed_library: Library, text: str) -> None:
    assert addresses(seed_library.resolve(text) if text else ()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("江政发〔2020〕7号 二（一）1（1）①", "江政发〔2020〕7号/二/（一）/1/（1）/①"),
        ("江政发〔2020〕7号 第二部分第一项第1条（2）", "江政发〔2020〕7号/二/（一）/1/（2）"),
        ("江政办发〔2018〕5号 2.1.2", "江政办发〔2018〕5号/2/2.1/2.1.2"),
        ("江政办发〔2018〕5号 2.1.2（1）", "江政办发〔2018〕5号/2/2.1/2.1.2/（1）"),
        ("云政函〔2019〕8号第二段", "云政函〔2019〕8号/段2"),
        ("云政函〔2019〕8号 段2", "云政函〔2019〕8号/段2"),
        ("云政办发〔2017〕30号 标题~2", "云政办发〔2017〕30号/标题~2"),
        ("云政办发〔2017〕30号 一（第2处）（一）", "云政办发〔2017〕30号/一~2/（一）"),
        ("云政办发〔2022〕12号 附件2第二条第一项", "云政办发〔2022〕12号/附件2/第二条/（一）"),
        ("云岭省河道管理条例（2019年7月1日）第三条", "云岭省河道管理条例（2019年7月1日）/第三条"),
        ("《云岭省河道管理条例》（2023年9月8日）第三条第一项", "云岭省河道管理条例/第三条/（一）"),
        ("云岭省河道管理条例（2019）附则", "云岭省河道管理条例（2019年7月1日）/第二编/附则"),
        ("云岭省河道管理条例（2019） 第2条之1第2项第1目", "云岭省河道管理条例（2019年7月1日）/第二条之一/（二）/1"),
    ],
)
def test_every_kind_of_numbering_can_be_written(data_library: Library, text: str, expected: str) -> None:
    assert addresses(data_library.resolve(text)) == [expected]


def test_a_title_of_two_versions_means_both_until_the_date_is_given(data_library: Library) -> None:
    assert len(data_library.resolve("《云岭省河道管理条例》第一百零一条")) == 2
    assert len(data_library.resolve("河道管理条例第101条")) == 2
    assert len({clause.reference for clause in data_library.clauses}) == len(data_library.clauses)


def test_a_counted_paragraph_is_a_span_of_its_article(data_library: Library) -> None:
    (passage,) = data_library.resolve("云岭省河道管理条例（2019年7月1日）第二条第二款")
    assert words(data_library, passage) == "前款所称河道，包括湖泊、人工水道和行洪区。"
    assert data_library.resolve("云岭省河道管理条例（2019年7月1日）第二条第九款") == ()


def test_documents_asked_within_narrow_a_bare_address(seed_library: Library) -> None:
    first = seed_library.documents[:1]
    assert addresses(seed_library.resolve("三（二）1", within=first)) == ["潭政发〔2021〕8号/三/（二）/1"]


def test_an_address_is_found_in_a_running_sentence() -> None:
    written = find_address("请问第三部分第（二）项第1条讲了什么")
    assert written is not None and [step.value for step in written.steps] == [3, 2, 1]
    assert find_address("到2027年产值达到2000亿元") is None and find_address("一共有几条") is None
    assert read_steps("3") is not None and find_address("3") is None


def test_a_phrase_is_found_across_line_ends_and_widths(seed_library: Library) -> None:
    (passage,) = seed_library.find_phrase("湘政办发[2023]54号 ")
    assert passage.clause.labels == ("标题",) and words(seed_library, passage) == "湘政办发〔2023〕54号"
    split = seed_library.find_phrase("现代化产业体系建设实施方案》的通知")
    assert addresses(split) == [f"{SEED}/标题"] and "\n" in words(seed_library, split[0])


def test_a_phrase_that_stands_twice_is_found_twice(seed_library: Library) -> None:
    found = seed_library.find_phrase("磁浮湘军")
    assert addresses(found) == [f"{SEED}/三/（二）/3"]
    assert len(seed_library.find_phrase("轨道交通装备集群产值超过2000亿元")) == 2
    assert seed_library.find_phrase("城") == ()


def test_an_unknown_address_names_the_nearest(seed_library: Library) -> None:
    with pytest.raises(AddressError, match=r"最接近的是.*54号/三/（二）"):
        seed_library.look_up("54号文 三/（二）/9")
    with pytest.raises(AddressError, match="请给出"):
        seed_library.look_up("  ")


def test_neighbours_parents_and_children_follow_the_tree(seed_library: Library) -> None:
    (clause,) = (passage.clause for passage in seed_library.resolve("54号文 三（二）2"))
    before, after = seed_library.neighbours(clause)
    assert before is not None and after is not None and (before.label, after.label) == ("1", "3")
    parent = seed_library.parent(clause)
    assert parent is not None and [child.label for child in seed_library.children(parent)] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("steps", "reference"),
    [
        ((("han", "三"), ("bracketed_han", "（二）"), ("arabic", "1"), ("bracketed_arabic", "（3）")), "三、（二）1.（3）"),
        ((("article", "第三条"), ("bracketed_han", "（一）"), ("arabic", "2")), "第三条第（一）项第2目"),
        ((("article", "第二条"), ("stem", "甲")), "第二条甲款"),
        ((("chapter", "第一章"),), "第一章"),
        ((("decimal", "1"), ("decimal", "1.1")), "1.1"),
        ((("annex", "附件1"), ("arabic", "2")), "附件1 2."),
        ((("annex", "附件1"), ("column", "长沙")), "附件1“长沙”列"),
        ((("paragraph", "段2"),), "第2段"),
        ((("han", "二"), ("closing", "段1")), "二、末尾第1段"),
        ((("han", "一~2"),), "一、（第2处）"),
    ],
)
def test_references_read_like_citations(steps: tuple[tuple[str, str], ...], reference: str) -> None:
    assert write_reference("《甲》", steps) == f"《甲》{reference}"
