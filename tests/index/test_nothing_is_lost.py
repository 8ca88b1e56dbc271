"""Every character of a document belongs to exactly one printed clause, and every clause is found by its address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.clause import Document
from index.library import Library
from tests.conftest import DATA, read_files
from tests.index.shapes import left_over, overlaps, parse

ARTICLE = re.compile(r"^[#\s　]*第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?(?=[\s：:]|$)", re.M)
LINES = """
一、总体要求|二、重点任务|三、保障措施|十一、其他|（一）做强产业。建设项目。|（二）优化布局|(三)改善环境；|㈣ 其他
1.推进建设。完成5项。|2.继续推进|10．完善机制|（1）甲；|（2）乙|1）丙|2)丁|①丙|②丁|甲、条件|乙、程序|一是抓好落实。|- 1 -
第一编 总则|第一章 总则|第二章　附则|附 则|第一节 一般规定|第一条 为了规范，制定本办法。|第二条 包括下列：|第二条之一　但是|第三条
1　总则|1.1　目的|1.1.1 依据|2.1　职责|## 第三章 法律责任|<!-- INFO END -->|\u200b|a/b||  |　|《某法》
专栏1　工程|专栏二：指标|问1：能否申报？|问：何时？|答：可以。|附表 储备标准|备注：1．甲。|《某办法》政策解读
附件|附件1|附件2：|附件：1.任务表|附件1：名单|2.办法|附：|附件：|抄送：市委。|注：核心★★|说明：如表|目　录
江州市人民政府|2020年1月2日|二〇二〇年三月四日|江州市人民政府   2020年1月2日|（此件公开发布）|各市人民政府：|为做好工作，制定本方案。
关于做好工作的通知|江政发〔2020〕7号|江州市管理办法|（试行）|上述政策执行到2020年。
（责任单位：甲局、乙局，排第一的为牵头单位，下同）|（丙局牵头）|责任单位：丁局
\t单元格|\t|\t★★|\t12|续行|\t甲\t乙|x\ty\tz|合计\t1\t2|土建\t
首页 > 公开|索引号：1-2|成文日期：2024年1月1日|有效性：有效|【打印】【关闭】|（信息来源：市府办）|来源：统计局|扫一扫在手机打开|【受理条件】|【电话】0700
某部令|第73号|公　告|（十四届）第十一号|《某条例》已由大会通过，现予公布。|本方案自印发之日起施行。|特此通知。|前　言
[bookmark: _T1]|[bookmark: a][bookmark: b]一、又一章|正文[bookmark: c]接着|\t格[bookmark: d]子
""".replace("\n", "|").split("|")
mixtures = st.lists(st.sampled_from(LINES) | st.text("一二（）.、第条章附件\t 。：1①甲\r\x0c", max_size=12), max_size=30)


def faults(document: Document) -> list[object]:
    """What a document's clauses break of the contract."""
    library = Library([document])
    found: list[object] = [*overlaps(document), *filter(None, [left_over(document)])]
    for clause in document.clauses:
        if "".join(document.text[start:end] for start, end in clause.spans) != clause.text:
            found.append(("text", clause.address))
        if [passage.clause for passage in library.resolve(clause.address)] != [clause]:
            found.append(("address", clause.address))
    return found


@pytest.fixture(scope="module")
def corpus(corpora: Path) -> tuple[Document, ...]:
    return read_files(sorted([*corpora.glob("gongwen/*.txt"), *corpora.glob("statutes/*.md")]))


def test_the_seeds_are_covered_and_addressed(seed_documents: tuple[Document, ...]) -> None:
    assert [faults(document) for document in seed_documents] == [[], []]


def test_documents_of_every_shape_are_covered_and_addressed() -> None:
    assert {d.file: faults(d) for d in read_files(sorted(DATA.iterdir())) if faults(d)} == {}


def test_real_notices_and_regulations_are_covered_and_addressed(corpus: tuple[Document, ...]) -> None:
    assert len(corpus) > 150 and {d.file: faults(d) for d in corpus if faults(d)} == {}


@given(mixtures)
@example(["\t★★", "", "\t甲\t乙", "附件1：名单", "合计\t1\t2", "附件1"])  # rows on both sides of another place
@example(["\t甲", "\t乙。"])  # nothing but tabs
@settings(max_examples=400, deadline=None)
def test_no_mixture_of_lines_loses_or_doubles_a_character(lines: list[str]) -> None:
    if "".join(lines).strip():
        assert faults(parse(*lines)) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_give_the_same_clauses(end: str) -> None:
    lines = ["一、目标", "（一）产值。达到50亿元。", "二、措施", "加强领导。"]
    document = parse(end.join(lines))
    assert [clause.address.split("/", 1)[1] for clause in document.clauses] == ["一", "一/（一）", "二"]
    assert faults(document) == []


def test_references_lead_back_to_their_clause(seed_documents: tuple[Document, ...]) -> None:
    library = Library(seed_documents)
    assert [c.reference for c in library.clauses if [p.clause for p in library.resolve(c.reference)] != [c]] == []


def test_references_in_real_documents_lead_back(corpus: tuple[Document, ...]) -> None:
    lost = [
        clause.reference
        for document in corpus
        for library in [Library([document])]
        for clause in document.clauses
        if [passage.clause for passage in library.resolve(clause.reference)] != [clause]
    ]
    assert lost == []


def test_every_article_of_a_regulation_is_a_clause(corpus: tuple[Document, ...]) -> None:
    regulations = [document for document in corpus if document.file.endswith(".md")]
    counted = {d.file: len(ARTICLE.findall(d.text)) for d in regulations}
    assert {d.file: sum(c.kind == "article" for c in d.clauses) for d in regulations} == counted
    assert sum(counted.values()) > 3_000


def test_two_readings_of_a_file_are_equal(seed_documents: tuple[Document, ...]) -> None:
    assert parse(seed_documents[0].text).clauses == parse(seed_documents[0].text).clauses
