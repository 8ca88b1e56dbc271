"""The parts of a Word file, opened with limits: no part is read that is not needed, none that is too large."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING

from index.errors import DocumentError

if TYPE_CHECKING:
    from lxml.etree import _Element

_LARGEST_PART = 96 * 1024 * 1024  # bytes, unpacked
_MOST_PARTS = 20_000
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Package:
    """The parts of a Word file by what they are for.

    Args:
        data: the bytes of the file.
        file: its name, for messages.

    Raises:
        DocumentError: it is damaged, no Word file, or unpacks to more than is allowed.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise DocumentError(f"{file}：文件已损坏，打不开") from error
        self._names = {info.filename.lstrip("/").lower(): info for info in self._zip.infolist()}
        if len(self._names) > _MOST_PARTS:
            raise DocumentError(f"{file}：压缩包里的文件过多，可能是压缩炸弹")
        self.main = self._target("_rels/.rels", "/officeDocument", "") or "word/document.xml"

    def body(self) -> _Element:
        """The main part.

        Raises:
            DocumentError: there is none, or it cannot be read.
        """
        root = self._xml(self.main)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise DocumentError(f"{self.file}：不是 Word 文档，或文件已损坏")
        return body

    def part(self, kind: str) -> _Element | None:
        """The part of a kind (`styles`, `numbering`, `footnotes`, `endnotes`) of the main part; None where there is none."""
        folder, name = posixpath.split(self.main)
        target = self._target(f"{folder}/_rels/{name}.rels", f"/{kind}", folder)
        return self._xml(target or f"{folder}/{kind}.xml")

    def _target(self, relations: str, kind: str, folder: str) -> str:
        root = self._xml(relations)
        for relation in root.iter(f"{{{_RELATIONS}}}Relationship") if root is not None else ():
            target = relation.get("Target") or ""
            if (relation.get("Type") or "").endswith(kind) and target and relation.get("TargetMode") != "External":
                return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        return ""

    def _xml(self, name: str) -> _Element | None:
        from lxml import etree

        info = self._names.get(name.lower())
        if info is None:
            return None
        if info.file_size > _LARGEST_PART:
            raise DocumentError(f"{self.file}：解压后过大，可能是压缩炸弹")
        if info.flag_bits & 1:
            raise DocumentError(f"{self.file}：有密码保护，读不了")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
        try:
            with self._zip.open(info) as stream:
                content = stream.read(_LARGEST_PART + 1)
            if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:65536]:
                raise DocumentError(f"{self.file}：含有 XML 实体声明，不安全，未读取")
            return etree.fromstring(content.replace(_STRICT, _USUAL), parser)
        except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, EOFError, NotImplementedError, ValueError) as error:
            raise DocumentError(f"{self.file}：文件已损坏，打不开") from error
        except Exception as error:
            if type(error).__module__ == "zlib":
                raise DocumentError(f"{self.file}：文件已损坏，打不开") from error
            raise
