"""Files that try to harm whoever reads them, made for the tests."""

from __future__ import annotations

import io
import random
import zipfile
import zlib

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = f'<?xml version="1.0" encoding="UTF-8"?>{{doctype}}<w:document xmlns:w="{_W}"><w:body>'
_TAIL = "</w:body></w:document>"


def word(body: str | bytes, doctype: str = "") -> bytes:
    """A Word file with this body, as it stands."""
    content = body if isinstance(body, bytes) else (_HEAD.format(doctype=doctype) + body + _TAIL).encode()
    return packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": content})


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def zip_bomb(megabytes: int = 300) -> bytes:
    """A Word file of a few hundred kilobytes that unpacks to much more."""
    return word(b"<w:t>" + b"0" * (megabytes * 1024 * 1024))


def honest_bomb() -> bytes:
    """A Word file whose part is just small enough, and becomes millions of elements."""
    return word(f"{'<w:p/>' * 12_000_000}")


def entity_bomb() -> bytes:
    """Entities that double each other (billion laughs)."""
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    return word("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", f'<!DOCTYPE d [<!ENTITY l0 "ha">{entities}]>')


def file_entity() -> bytes:
    """An entity that would read a file of the machine."""
    return word("<w:p><w:r><w:t>一、目标&x;</w:t></w:r></w:p>", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def deep_word(levels: int = 5_000) -> bytes:
    """Tables in tables in tables."""
    return word("<w:tbl><w:tr><w:tc>" * levels + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * levels)


def deep_page(levels: int = 100_000) -> bytes:
    """A page of nested parts around one sentence."""
    return b"<html><body>" + b"<div>" * levels + "一、目标。".encode() + b"</div>" * levels


def locked_office() -> bytes:
    """What Office writes for a document with a password: its old container with the encrypted package."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def pdf(content: bytes, extra: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of one page with this content stream, its offsets left for the reader to mend."""
    return (
        b"%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>endobj\n"
        b"4 0 obj<</Length %d%s>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R%s>>\n%%%%EOF" % (len(content), extra, content, trailer)
    )


def swelling_pdf(megabytes: int = 3_000) -> bytes:
    """A content stream packed twice, which unpacks to gigabytes."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(megabytes)) + packer.flush()
    return pdf(zlib.compress(once), b"/Filter[/FlateDecode/FlateDecode]")


def looping_pdf() -> bytes:
    """Pages that name themselves as their own children."""
    return pdf(b"").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R 2 0 R]")


def printed_pdf() -> bytes:
    """A page with two lines of text."""
    fonts = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    return pdf(b"BT /F 12 Tf 72 700 Td (1. Roads) Tj 0 -20 Td (2. Bridges) Tj ET").replace(b"<<>>", fonts)


def scanned_pdf() -> bytes:
    """A page without text."""
    return pdf(b"0 0 100 100 re f")


def locked_pdf() -> bytes:
    """A PDF that says it is encrypted, with keys that fit no empty password."""
    key = b"<" + b"41" * 32 + b">"
    return pdf(b"BT ET", trailer=b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O%s/U%s>>/ID[%s%s]" % (key, key, key, key))


def damaged(data: bytes, chance: random.Random) -> bytes:
    """What a broken disk, line or program makes of a file: bytes changed, then a stretch lost, doubled or moved."""
    broken = bytearray(data)
    for _ in range(chance.choice((0, 1, 4, 30))):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    start, end, at = sorted(chance.randrange(len(broken)) for _ in range(3))
    stretch = chance.choice((b"", bytes(broken[start:end]), bytes(broken[start:end]) * 2))
    return chance.choice((bytes(broken), bytes(broken[:end]), bytes(broken[:start]) + stretch + bytes(broken[at:])))
