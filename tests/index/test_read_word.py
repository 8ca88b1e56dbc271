"""Word files: what the seeds give as docx, and everything that Word hides behind a printed page."""

from __future__ import annotations

import subprocess
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from index.clause import Document
from index.document import read_document
from index.errors import DocumentError
from index.plain import place_to_json
from index.read.office import find_office
from index.read.read import extract
from index.settings import SEEDS
from tests.index.same import SPANS, gist, identity
from tests.index.shapes import at, places
from tests.index.word_files import abstract_of, add_list, add_numbering, saved, set_number, word_file

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
FIELD = f"{MARK.format('begin')}<w:r><w:instrText>{{}}</w:instrText></w:r>{MARK.format('separate')}{{}}{MARK.format('end')}"
needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")


def seed_text(seed: Document) -> str:
    return (SEEDS / seed.file).read_text(encoding="utf-8")


def lines(*paragraphs: str) -> str:
    """The text of a Word file with these paragraphs, given as the XML inside `w:p`."""
    word = docx.Document()
    for paragraph in paragraphs:
        word.element.body.insert(-1, parse_xml(f"<w:p {NAMESPACES}>{paragraph}</w:p>"))
    return extract(saved(word), "文.docx").text.strip()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("gaps", [True, False])
def test_the_seeds_as_word_files_give_the_same_clauses(seed_documents: tuple[Document, ...], numbered: bool, gaps: bool) -> None:
    for seed in seed_documents:
        data = word_file(seed_text(seed), numbered=numbered, gaps=gaps, spans=SPANS)
        document = read_document(data, f"{seed.title}.docx")
        assert identity(document) == identity(seed) and gist(document) == gist(seed)


@needs_office
@pytest.mark.parametrize("form", ["docx", "doc", "odt"])
def test_the_seeds_written_by_libreoffice_give_the_same_clauses(seed_documents: tuple[Document, ...], form: str, tmp_path: Path) -> None:
    for number, seed in enumerate(seed_documents):
        source = tmp_path / f"{number}.docx"
        source.write_bytes(word_file(seed_text(seed), spans=SPANS))
        written = convert(source, form)
        assert gist(read_document(written, f"公文.{form}")) == gist(seed)


def convert(source: Path, form: str) -> bytes:
    """A file as LibreOffice writes it in another format."""
    folder = source.parent / form
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    subprocess.run([str(find_office()), profile, "--headless", "--convert-to", form, "--outdir", folder, source], check=True, capture_output=True)
    return (folder / f"{source.stem}.{form}").read_bytes()


def test_numbers_are_counted_as_word_prints_them() -> None:
    word = docx.Document()
    chapters = add_numbering(word, [("chineseCountingThousand", "第%1章"), ("decimal", "第%2条"), ("decimalEnclosedCircle", "%3")])
    for level, text in ((0, "总则"), (1, "目的。"), (2, "甲；"), (2, "乙。"), (1, "范围。"), (0, "附则"), (1, "施行。")):
        set_number(word.add_paragraph(text)._p, chapters, level)
    printed = extract(saved(word), "例.docx").text.split()
    assert printed == ["第一章总则", "第1条目的。", "①甲；", "②乙。", "第2条范围。", "第二章附则", "第1条施行。"]


def test_numbers_can_run_through_and_begin_anew() -> None:
    word = docx.Document()
    through = add_numbering(word, [("chineseCounting", "%1、"), ("decimal", "%2.")], lvlRestart=0)
    again = add_list(word, abstract_of(word, through), level0=5)
    for number, level in ((through, 0), (through, 1), (through, 0), (through, 1), (again, 0)):
        set_number(word.add_paragraph("文")._p, number, level)
    assert extract(saved(word), "例.docx").text.split() == ["一、文", "1.文", "二、文", "2.文", "五、文"]


def test_a_style_can_carry_the_number() -> None:
    word = docx.Document()
    number = add_numbering(word, [("japaneseCounting", "%1、")])
    set_number(word.styles["Heading 1"].element, number, 0)
    word.add_paragraph("目标", style="Heading 1")
    word.add_paragraph("措施", style="Heading 1")
    assert places(read_document(saved(word), "例.docx")) == ["一", "二"]


def test_insertions_are_in_and_deletions_out() -> None:
    kept = lines(run("增长") + f'<w:ins w:id="1">{run("百分之五")}</w:ins><w:del w:id="2"><w:r><w:delText>百分之六</w:delText></w:r></w:del>' + run("。"))
    assert kept == "增长百分之五。"


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>'
    assert lines(mark + run("一、加强"), run("领导")) == "一、加强领导"


def test_of_a_field_only_the_result_is_read_and_page_numbers_are_not() -> None:
    assert lines(FIELD.format("DATE", run("2024年")) + run("起") + FIELD.format(" PAGE ", run("7")) + run("施行")) == "2024年起施行"
    assert lines(FIELD.format("TOC", run("一、目标 1")), run("一、目标")) == "一、目标"


def test_text_boxes_controls_links_and_breaks_are_read_once() -> None:
    box = f"<w:pict><w:txbxContent><w:p>{run('框中字')}</w:p></w:txbxContent></w:pict>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    twice = f"<w:r><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    control = f"<w:sdt><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt><w:hyperlink>{run('链接')}</w:hyperlink>"
    assert lines(control + "<w:r><w:br/></w:r>" + run("次行") + twice) == "控件链接\n次行\n框中字"


def test_hidden_text_and_bookmarks_are_left_out() -> None:
    assert lines('<w:bookmarkStart w:id="0" w:name="_Toc1"/>' + run("可见") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>") == "可见"


def test_headers_and_footers_are_left_out() -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "页眉"
    word.sections[0].footer.paragraphs[0].text = "页脚"
    word.add_paragraph("正文")
    assert extract(saved(word), "例.docx").text.strip() == "正文"


def test_clauses_know_the_paragraph_they_stand_in() -> None:
    document = read_document(word_file("一、目标\n到2030年翻番。\n二、措施\n（一）建园。"), "例.docx")
    starts = [at(document, *labels).spans[0].start for labels in (("一",), ("二",), ("二", "（一）"))]
    assert [document.paragraph_at(start) for start in starts] == [1, 3, 4]
    assert place_to_json(document, at(document, "二")) == {"paragraph": 3}


def test_a_word_file_without_text_says_so() -> None:
    with pytest.raises(DocumentError, match=r"^空\.docx：.*没有文字"):
        extract(saved(docx.Document()), "空.docx")


def test_a_flattened_table_pasted_into_word_keeps_its_cells(seed_documents: tuple[Document, ...]) -> None:
    for seed in seed_documents:
        word = docx.Document()
        for line in seed_text(seed).splitlines():
            word.add_paragraph(line)
        assert gist(read_document(saved(word), "粘贴.docx")) == gist(seed)


def test_a_caption_and_a_note_merged_across_a_table_stand_around_it() -> None:
    cells = "\t专栏1 主要指标\n\n\t指标\n\t2025年\n\t2030年\n\n\t产值\n\t10\n\t20\n\n\t税收\n\t3\n\t4\n\n\t注：1.产值为现价。\n2.税收为预计。\n"
    document = read_document(word_file(f"第一章 目标\n{cells}", spans=[[3]]), "表.docx")
    assert places(document)[-4:] == [f"第一章/专栏1{below}" for below in ("", "/产值", "/税收", "/注")]
    assert at(document, "第一章", "专栏1", "注").text == "注：1.产值为现价。\n2.税收为预计。"


def test_a_box_that_is_a_frame_ends_with_it() -> None:
    word = docx.Document()
    word.add_paragraph("一、渔业")
    word.add_table(rows=1, cols=1).cell(0, 0).text = "专栏1 工程\n1.粮仓工程。建设基地。\n2.种业工程。建设良种场。"
    word.add_paragraph("加强管理。")
    document = read_document(saved(word), "框.docx")
    assert places(document) == ["一", "一/专栏1", "一/专栏1/1", "一/专栏1/2"] and at(document, "一").text.endswith("加强管理。")
