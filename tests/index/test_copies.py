"""The same text in several files is one document; the same sentence in two documents stays two clauses."""

from __future__ import annotations

from collections.abc import Sequence

from index.clause import Document
from index.copies import Copies, with_copy
from index.document import read_document
from index.library import Library
from index.settings import SEEDS
from tests.index.same import SPANS
from tests.index.web_pages import web_page
from tests.index.word_files import word_file

BODY = """一、目标
到2030年，全省茶业产值达到50亿元，茶园面积稳定在一百万亩以上，建成十个示范县。
二、措施
（一）建园。每年新建高标准茶园五万亩，改造低产茶园十万亩。
（二）加工。培育龙头企业二十家，建设区域公用品牌三个，完善冷链和仓储设施，健全质量追溯体系。"""


def notice(number: str, body: str = BODY, date: str = "2024年5月6日", cover: str = "为发展茶业，提出以下意见。") -> Document:
    text = f"云岭省人民政府关于发展茶业的意见\n{number}\n\n各市：\n{cover}\n{body}\n\n云岭省人民政府\n{date}\n"
    return read_document(text.encode(), f"{number}{date}.txt")


def kept(documents: Sequence[Document]) -> list[Document]:
    copies, known = Copies(), list[Document]()
    for document in documents:
        place = copies.find(document, known)
        if place is None:
            known.append(document)
        else:
            known[place] = with_copy(known[place], document)
    return known


def test_word_file_and_page_of_a_text_are_the_text(seed_documents: tuple[Document, ...]) -> None:
    for seed in seed_documents:
        text = (SEEDS / seed.file).read_text(encoding="utf-8")
        files = [read_document(word_file(text, spans=SPANS), "文.docx"), read_document(web_page(text, seed.full_title, SPANS), "文.html")]
        assert [document.files for document in kept([seed, *files])] == [("文.docx", "文.html")]


def test_a_notice_passed_on_is_found_under_both_numbers() -> None:
    found = kept([notice("云政发〔2024〕3号"), notice("江政发〔2024〕18号", date="2024年6月1日", cover="现转发给你们。")])
    assert [document.numbers for document in found] == [("江政发〔2024〕18号",)]
    assert Library(found).documents_named("江政发〔2024〕18号")[0] == (found[0],)


def test_a_changed_text_is_another_document() -> None:
    assert len(kept([notice("云政发〔2024〕3号"), notice("云政发〔2025〕3号", BODY.replace("50亿元", "60亿元"))])) == 2


def test_a_covering_notice_with_text_of_its_own_stays() -> None:
    assert len(kept([notice("云政发〔2024〕3号"), notice("江政发〔2024〕18号", cover="各县要结合实际抓好落实。" * 30)])) == 2


def test_the_same_sentence_in_two_documents_stays_two_clauses() -> None:
    first, second = notice("云政发〔2024〕3号"), notice("云政发〔2025〕9号", BODY + "\n三、保障\n加强领导，落实责任，定期通报。")
    library = Library(kept([first, second]))
    assert len(library.look_up("建设区域公用品牌三个")) == 2
