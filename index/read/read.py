"""One door for files of every format."""

from __future__ import annotations

from index.errors import DocumentError
from index.read.extract import Extract
from index.read.sniff import kind_of

_REFUSED = {
    "locked": "有密码保护，读不了；请先去掉密码",
    "zip": "是压缩包，不是文档",
    "ole": "不是 Word 文档（可能是表格或演示文稿）",
    "picture": "是图片，没有文字",
}


def extract(data: bytes, file: str) -> Extract:
    """The text of a file, by what stands in it; a wrong extension does not matter.

    Args:
        data: the file's bytes.
        file: its name, for messages and where the content leaves the format open.

    Raises:
        DocumentError: the file is empty, damaged, protected, or of a kind that is not read.
    """
    kind = kind_of(data, file)
    if kind in _REFUSED:
        raise DocumentError(f"{file}：{_REFUSED[kind]}")
    if kind == "docx":
        from index.read.docx.body import read_docx

        return read_docx(data, file)
    if kind == "pdf":
        from index.read.pdf.pages import read_pdf

        return read_pdf(data, file)
    if kind in {"html", "mht"}:
        from index.read.html.archive import page_of_archive
        from index.read.html.page import read_html

        return read_html(page_of_archive(data, file) if kind == "mht" else data, file)
    if kind in {"doc", "rtf", "odt"}:
        from index.read.office import read_office

        return read_office(data, file, kind)
    return _read_text(data, file, kind)


def _read_text(data: bytes, file: str, kind: str) -> Extract:
    from index.read.text import decode, unmark

    text = decode(data, file)
    return Extract(unmark(text) if kind == "md" else text, kind)
