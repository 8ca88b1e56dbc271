"""What the page shows, without a browser: hostile text becomes no markup, quotes are marked, numbering stays."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.answer import Answer, Citation
from assistant.ui.answer_text import answer_to_html
from assistant.ui.clause_card import Card, card_to_html
from assistant.ui.conversation import (
    arriving_to_html,
    conversation_to_html,
    failed_to_html,
    growing,
    turn_to_html,
    turns_to_html,
    waiting_to_html,
    welcome_to_html,
)
from assistant.ui.looked_up import found_to_html, problem_to_html
from index.clause import Clause, Document, Span
from index.document import read_document
from index.library import Library, Passage
from index.settings import SEEDS

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
    "a|aside|button|dd|details|div|dl|dt|h[1-6]|li|mark|ol|p|section|span|summary|table|tbody|td|th|thead|tr|ul|br"
)
HARMLESS_ATTRIBUTES = re.compile("aria-label|class|data-(address|copy)|href|id|lang|open|role|tabindex|title|type")


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


def every_page(answer: Answer, document: Document, library: Library) -> Iterator[str]:
    yield conversation_to_html(turns_to_html([answer, replace(answer, refused=True)], library))
    yield arriving_to_html(answer, 1, answer.text, library)
    yield waiting_to_html(HOSTILE)
    yield failed_to_html(HOSTILE, HOSTILE)
    yield found_to_html([Passage(clause) for clause in document.clauses], library)
    yield problem_to_html(HOSTILE)
    yield welcome_to_html(library)


def test_hostile_text_becomes_no_markup(answer: Answer, document: Document, library: Library) -> None:
    for page in every_page(answer, document, library):
        seen = Tags(page)
        assert all(HARMLESS_TAGS.fullmatch(tag) for tag in seen.tags)
        assert all(HARMLESS_ATTRIBUTES.fullmatch(name) for name, _ in seen.attributes)
        assert all(target.startswith("#turn-") for target in seen.attribute("href"))


def test_hostile_text_is_shown_as_it_stands(answer: Answer, library: Library) -> None:
    assert Tags(turn_to_html(answer, 1, library)).text.count(HOSTILE) >= 5


def test_quote_is_marked_in_the_whole_clause(answer: Answer, library: Library) -> None:
    page = turn_to_html(answer, 1, library)
    assert "到2025年，<mark>产值达到5亿元</mark>，" in page
    assert "（责任单位：市" in Tags(page).text


def test_marker_leads_to_its_card_and_says_what_it_cites(answer: Answer, library: Library) -> None:
    seen = Tags(turn_to_html(answer, 1, library))
    assert seen.attribute("href") == ["#turn-1-citation-1"] * 2
    assert "turn-1-citation-1" in seen.attribute("id")
    assert any(title.endswith("：“产值达到5亿元”") for title in seen.attribute("title"))


def test_marker_without_citation_stays_text() -> None:
    assert answer_to_html("甲[1]乙[2]", 1, {}) == "<p>甲[1]乙[2]</p>\n"


def test_cited_and_related_clauses_are_kept_apart(answer: Answer, library: Library) -> None:
    page = turn_to_html(answer, 1, library)
    cited, related = page.split('<details class="related">')
    assert cited.count('class="card"') == 1
    assert related.count('class="card"') == len(answer.related)


def test_refusal_is_named_and_has_no_cited_clauses(answer: Answer, library: Library) -> None:
    page = turn_to_html(replace(answer, refused=True, text="文件未载明这一点。[1]"), 1, library)
    assert '<p class="verdict">未载明</p>' in page
    assert "引用条款" not in page and "最接近的条款" in page


def test_follow_up_shows_how_it_was_understood(answer: Answer, library: Library) -> None:
    assert "理解为：2025年的目标是什么？" in turn_to_html(answer, 1, library)
    assert "理解为" not in turn_to_html(replace(answer, carried=False), 1, library)


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


def test_cells_are_marked_by_name(library: Library) -> None:
    clause = clause_of(library, "湘政办发〔2023〕54号/附件1/轨道交通")
    cell = next(cell for cell in clause.cells if cell.column == "株洲")
    page = card_to_html(Card(clause=clause, document=library.document_of(clause), quoted=(cell.span,)))
    assert "<dt>株洲</dt><dd><p><mark>★★★</mark></p></dd>" in page
    assert Tags(page).attribute("data-copy") == [f"{clause.reference}：株洲“★★★”"]


def test_copied_citation_is_source_text(library: Library) -> None:
    clause = clause_of(library, "湘政办发〔2023〕54号/三/（二）/1")
    citation = cite(clause, library, "到2027年，国铁机车国内市场占有率稳定在50%以上。")
    card = Card(clause=clause, document=library.document_of(clause), quoted=citation.spans)
    assert card.citation == (
        "《湖南省现代化产业体系建设实施方案》（湘政办发〔2023〕54号）三、（二）1."
        "：“到2027年，国铁机车国内市场占有率稳定在50%以上。”"
    )


def test_every_clause_of_the_seeds_is_shown_whole(library: Library) -> None:
    for clause in library.clauses:
        if clause.cells:
            continue
        page = card_to_html(Card(clause=clause, document=library.document_of(clause)))
        shown = Tags(page.split('<div class="source">')[1].replace("</p>", "\n</p>")).text
        assert shown.startswith(clause.to_show())


def test_looked_up_clause_leads_to_its_neighbours(library: Library) -> None:
    found = library.look_up("湘政办发〔2023〕54号/三/（二）/1")
    addresses = Tags(found_to_html(found, library)).attribute("data-address")
    assert addresses == [f"湘政办发〔2023〕54号/三/（二）{end}" for end in ("", "", "/2")]


def test_several_matches_are_listed_closed(library: Library) -> None:
    found = library.look_up("轨道交通")
    page = found_to_html(found, library)
    assert f"有 {len(found)} 处符合" in page
    assert page.count("<details") == len(found) and "open>" not in page
