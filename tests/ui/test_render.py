"""What the page shows, without a browser: hostile text becomes no markup, quotes are marked, numbering stays."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.answer import Answer, Citation
from assistant.conversations.exchange import Exchange, exchange_of
from assistant.conversations.store import Conversation
from assistant.indexing import LastRun
from assistant.phrases import CANNOT_TELL
from assistant.quotation import citation_text
from assistant.ui.chat.answer_text import Hint, answer_to_html
from assistant.ui.chat.panel import View, panel_to_html
from assistant.ui.chat.sidebar import sidebar_to_html
from assistant.ui.chat.turns import (
    arriving_to_html,
    conversation_to_html,
    failed_to_html,
    growing,
    turn_to_html,
    turns_to_html,
    waiting_to_html,
)
from assistant.ui.chat.welcome import welcome_to_html
from assistant.ui.clause.card import Card, Surroundings, card_to_html
from assistant.ui.clause.marking import marks
from assistant.ui.documents import documents_to_html
from assistant.ui.english import ENGLISH
from assistant.ui.labels import CHINESE, OTHER, in_language, say
from assistant.ui.masthead import masthead_to_html
from assistant.ui.original.page import Place, page_to_html
from assistant.ui.original.table import table_to_html
from assistant.ui.original.text import document_to_html, pieces_of
from assistant.ui.server.starting import Progress, starting_to_html
from index.clause import Clause, Document, Span
from index.cross_references import CrossReferences
from index.document import read_document
from index.library import Library
from index.settings import PROJECT, SEEDS

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)></textarea>[a](javascript:b)"
NOTICE = f"""甲市人民政府
关于<b>促进</b>产业发展的意见
甲政发〔2024〕3号

各单位：
提出以下意见。

一、总体要求
（一）{HOSTILE}产业
到2025年，产值达到5亿元，{HOSTILE}培育企业3家。
1.第一项{HOSTILE}。
3.第三项 ${{7*7}} {{{{value}}}}。
（责任单位：市{HOSTILE}局、市科技局）
"""
HARMLESS_TAGS = re.compile(
    "a|article|b|body|br|button|caption|code|details|div|form|h[1-6]|head|header|html|input|label|li|main|mark|meta|nav|ol"
    "|option|p|progress|section|select|small|span|style|summary|table|tbody|td|th|thead|title|tr|ul"
)
HARMLESS_ATTRIBUTES = re.compile(
    "action|aria-(?:current|describedby|hidden|label)|charset|class|colspan|content|data-[a-z]+|download|hidden|href|hreflang"
    "|http-equiv|id|lang|max|maxlength|method|name|open|placeholder|required|role|rowspan|scope|selected|tabindex|title|type|value"
)


class Tags(HTMLParser):
    """Collects the tags, attributes and text of a page as a browser would see them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data

    def attribute(self, name: str) -> list[str]:
        return [value for key, value in self.attributes if key == name]


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document(NOTICE.encode(), "hostile.txt")


@pytest.fixture(scope="module")
def library(document: Document) -> Library:
    seeds = (read_document(file.read_bytes(), file.name) for file in sorted(SEEDS.iterdir()))
    return Library((document, *seeds))


def clause_of(library: Library, address: str) -> Clause:
    clause = library.clause(address)
    assert clause is not None
    return clause


def cite(clause: Clause, library: Library, quote: str, marker: int = 1) -> Citation:
    start = library.document_of(clause).text.index(quote, clause.spans[0].start)
    return Citation(marker, clause.address, clause.reference, quote, (Span(start, start + len(quote)),))


@pytest.fixture
def answer(library: Library) -> Answer:
    clause = clause_of(library, "甲政发〔2024〕3号/一/（一）")
    return Answer(
        question=f"目标是什么？{HOSTILE}",
        standalone=f"2025年的目标是什么？{HOSTILE}",
        text=f"产值达到5亿元，{HOSTILE}[1]\n\n| 项 | 值 |\n|---|---|\n| {HOSTILE} | 5亿元[1] |\n",
        refused=False,
        citations=(cite(clause, library, "产值达到5亿元"),),
        retrieved=library.document("甲政发〔2024〕3号").clauses,
        carried=True,
        removed=(HOSTILE,),
    )


@pytest.fixture
def exchange(answer: Answer, library: Library) -> Exchange:
    return exchange_of(answer, library, "2026-11-22T03:04:05", "2026-11-22T03:05:06", [HOSTILE])


def nothing_around(_clause: Clause) -> Surroundings:
    return Surroundings()


def every_page(exchange: Exchange, document: Document, library: Library) -> Iterator[str]:
    refused = replace(exchange, answer=replace(exchange.answer, refused=True))
    title, foreword, chapter, clause = document.clauses[:4]
    around = Surroundings(before=title, after=foreword, duties=clause.duties, owner=chapter)
    yield conversation_to_html(turns_to_html(HOSTILE, [exchange, refused], {}, {0: True}), HOSTILE)
    yield arriving_to_html(exchange, 1, exchange.answer.text)
    yield waiting_to_html(HOSTILE)
    yield welcome_to_html(library, [HOSTILE])
    yield panel_to_html(View(exchange, 1, clause=document.clauses[3], name=HOSTILE, summoned=1), lambda _: around)
    yield sidebar_to_html([Conversation(HOSTILE, HOSTILE, 0.0)], HOSTILE, 0.0)
    yield page_to_html(Place(document.clauses[3].address, HOSTILE), library)
    yield page_to_html(Place("", "产业"), library)
    yield table_to_html(library.document("湘政办发〔2023〕54号").clauses[-3:], [])
    yield documents_to_html(library, HOSTILE, LastRun(((HOSTILE, HOSTILE),), 1, False, 1.0, HOSTILE), newer=True)
    yield masthead_to_html(HOSTILE)
    yield starting_to_html(Progress(), CHINESE)


@pytest.mark.parametrize("language", [CHINESE, OTHER])
def test_hostile_text_becomes_no_markup(exchange: Exchange, document: Document, library: Library, language: str) -> None:
    for page in every_page(exchange, document, library):
        seen = Tags(in_language(page, language))
        assert not {tag for tag in seen.tags if not HARMLESS_TAGS.fullmatch(tag)}
        assert not {name for name, _ in seen.attributes if not HARMLESS_ATTRIBUTES.fullmatch(name)}
        assert all(re.match(r"[?#]|export\?|language\?", target) for target in seen.attribute("href"))


def test_hostile_text_is_shown_as_it_stands(exchange: Exchange) -> None:
    assert Tags(turn_to_html("k", exchange, 1, {})).text.count(HOSTILE) >= 4


def test_labels_cannot_be_forged() -> None:
    page = in_language(failed_to_html("<say:引用条款>", say("没有成功")), OTHER)
    assert "&lt;say:引用条款&gt;" in page and "Cited clauses" not in page


def test_every_label_speaks_english() -> None:
    files = (PROJECT / "assistant" / "ui").rglob("*.py")
    said = {text for file in files for text in re.findall(r"""say\(["']([^"']+)["']""", file.read_text("utf-8"))}
    assert len(said) > 60
    assert not said - set(ENGLISH)


def test_quote_is_marked_in_the_whole_clause(exchange: Exchange) -> None:
    page = panel_to_html(View(exchange, 1), nothing_around)
    assert '到2025年，<mark class="quoted">产值达到5亿元</mark>，' in page
    assert "（责任单位：市" in Tags(page).text


def test_marker_leads_to_its_card_and_says_what_it_cites(exchange: Exchange) -> None:
    seen = Tags(turn_to_html("k", exchange, 1, {}))
    assert [target for target in seen.attribute("href") if target.startswith("#")] == ["#turn-1-citation-1"] * 2
    assert len(set(seen.attribute("id"))) == len(seen.attribute("id"))
    assert "“产值达到5亿元”" in seen.text
    assert "turn-1-citation-1" in Tags(panel_to_html(View(exchange, 1), nothing_around)).attribute("id")


def test_marker_without_citation_stays_text() -> None:
    assert answer_to_html("甲[1]乙[2]", 1, {3: Hint("甲", "乙")}) == "<p>甲[1]乙[2]</p>\n"


def test_cited_and_related_clauses_are_kept_apart(exchange: Exchange) -> None:
    cited, related = panel_to_html(View(exchange, 1), nothing_around).split('<section class="related">')
    assert cited.count('class="card"') == 1
    assert related.count('class="card"') == len(exchange.answer.related)


def test_refusal_is_named_and_has_no_cited_clauses(exchange: Exchange) -> None:
    refused = replace(exchange, answer=replace(exchange.answer, refused=True, text="文件未载明这一点。[1]"))
    assert f'<p class="verdict">{say("未载明")}</p>' in turn_to_html("k", refused, 1, {})
    panel = panel_to_html(View(refused, 1), nothing_around)
    assert say("引用条款") not in panel and say("最接近的条款（不含答案）") in panel


def test_a_question_off_topic_has_no_related_clauses(exchange: Exchange) -> None:
    refused = replace(exchange, answer=replace(exchange.answer, refused=True, text=CANNOT_TELL, citations=()))
    assert say("其他相关条款（没有引用）") not in panel_to_html(View(refused, 1), nothing_around)


def test_follow_up_shows_how_it_was_understood(exchange: Exchange) -> None:
    whole = replace(exchange, answer=replace(exchange.answer, carried=False))
    assert "理解为：2025年的目标是什么？" in turn_to_html("k", exchange, 1, {})
    assert "理解为" not in turn_to_html("k", whole, 1, {})


def test_who_wrote_an_answer_is_said_when_it_is_whole(exchange: Exchange) -> None:
    written = replace(exchange, answer=replace(exchange.answer, writer="model", model="m", note="注"))
    growing, whole = arriving_to_html(written, 1, "甲", by_model=True), turn_to_html("k", written, 1, {})
    by = say("由 {0} 撰写，每句都与引用条款核对过。", "m")
    assert by in whole and by not in growing and "注</p>" in whole and "注</p>" not in growing
    assert say("模型正在撰写，逐句核对后显示……") in growing and say("停止") in growing


@pytest.mark.parametrize(
    "line",
    [
        *("1.石油化工", "（1）甲", "①乙", "一、总体要求", "# 标题", "> 引", "a*b*c_d_"),
        *("    缩进", "`代码`", "[甲](http://乙)", "★★★", "湘〔2023〕5号"),
    ],
)
def test_source_text_survives_markdown(line: str) -> None:
    assert Tags(answer_to_html(line, 1, {})).text.strip() == line.strip()


def test_printed_numbers_are_not_counted_anew() -> None:
    assert Tags(answer_to_html("3. 甲\n5. 乙\n7) 丙", 1, {})).text.split() == ["3.甲", "5.乙", "7)丙"]


def test_lines_of_an_answer_stay_lines() -> None:
    assert answer_to_html("甲\n乙", 1, {}) == "<p>甲<br>\n乙</p>\n"


def test_growing_answer_never_cuts_a_table() -> None:
    text = "说明：\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n结束。\n再见。"
    beginnings = list(growing(text))
    assert beginnings and all(text.startswith(beginning) for beginning in beginnings)
    assert all(beginning.count("|") in {0, text.count("|")} for beginning in beginnings)


def test_cells_are_marked_and_their_stars_named(library: Library) -> None:
    clause = clause_of(library, "湘政办发〔2023〕54号/附件1/轨道交通")
    cell = next(cell for cell in clause.cells if cell.column == "株洲")
    around = Surroundings(legend={"★★★": "核心产业"})
    page = card_to_html(Card(clause=clause, name="", quoted=(cell.span,), around=around))
    assert '株洲</th><td><p><mark class="quoted">★★★</mark> <span class="meaning">核心产业</span></p></td>' in page
    assert Tags(page).attribute("data-copy") == [f"{clause.reference}：株洲“★★★”"]


def test_copied_citation_is_source_text(library: Library) -> None:
    clause = clause_of(library, "湘政办发〔2023〕54号/三/（二）/1")
    citation = cite(clause, library, "到2027年，国铁机车国内市场占有率稳定在50%以上。")
    assert citation_text(clause, citation.spans) == (
        "《湖南省现代化产业体系建设实施方案》（湘政办发〔2023〕54号）三、（二）1."
        "：“到2027年，国铁机车国内市场占有率稳定在50%以上。”"
    )


def test_every_clause_of_the_seeds_is_shown_whole(library: Library) -> None:
    for clause in library.clauses:
        if clause.cells:
            continue
        page = card_to_html(Card(clause=clause, name=""))
        shown = Tags(page.split('<div class="source" lang="zh-CN">')[1].replace("</p>", "\n</p>")).text
        assert shown.startswith(clause.to_show())


def test_every_character_of_a_document_is_shown_once_and_in_order(library: Library) -> None:
    for document in library.documents:
        pieces = pieces_of(document)
        assert [piece.span for piece in pieces] == sorted(piece.span for piece in pieces)
        shown = re.sub(r"\s", "", Tags(in_language(document_to_html(document), CHINESE)).text)
        for clause in document.clauses:
            if clause.kind not in {"row", "column", "annex"}:
                assert all(re.sub(r"\s", "", line) in shown for line in clause.to_show().splitlines())


def test_table_has_every_value_under_its_column(library: Library) -> None:
    clauses = library.document("湘政办发〔2023〕54号").clauses
    rows = [clause for clause in clauses if clause.kind == "row" and clause.labels[0] == "附件1"]
    page = in_language(table_to_html(rows, []), CHINESE)
    assert page.count("★★★</td>") == sum(cell.value == "★★★" for row in rows for cell in row.cells)
    assert page.index(">长沙<") < page.index(">株洲<") < page.index(">湘西自治州<")
    assert page.count('rowspan="4"') == 4  # the groups of industries


def test_passages_cited_are_marked_in_the_document(exchange: Exchange, document: Document) -> None:
    marked = [mark for citation, _ in exchange.cited() for mark in marks(citation.spans)]
    assert '<mark class="quoted">产值达到5亿元</mark>' in document_to_html(document, marked)


def test_reference_to_another_clause_is_a_link_that_keeps_the_text() -> None:
    lines = ("甲市价格办法", "", "第一条 不得哄抬价格。", "第二条 违反本办法第一条规定的，处罚款。")
    library = Library([read_document("\n".join(lines).encode(), "甲.txt")])
    card = card_to_html(Card(clause=clause_of(library, "甲市价格办法/第二条"), name="", around=Surroundings(
        references=CrossReferences(library)(clause_of(library, "甲市价格办法/第二条"))
    )))  # fmt: skip
    for page in (card, page_to_html(Place("甲市价格办法/第二条"), library)):
        assert Tags(page).attribute("data-address").count("甲市价格办法/第一条") >= 1
        assert 'data-address="甲市价格办法/第一条" title="甲市价格办法/第一条">第一条</a>规定的' in page
