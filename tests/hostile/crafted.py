"""Finished files made by hand: packages part by part, and PDF objects with a table of where they are."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def packed(parts: Mapping[str, str | bytes], *, stored: tuple[str, ...] = ("mimetype",)) -> bytes:
    """A zip package of ``parts``, in order, always the same bytes."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            package.writestr(info, data)
    return stream.getvalue()


def word(body: str = "", **more: str | bytes) -> dict[str, str | bytes]:
    """The parts of a Word file around ``body``; ``more`` replaces or adds parts by name (``__`` stands for ``/``)."""
    kinds = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "comments": "comments"}
    relations = "".join(
        f'<Relationship Id="r-{name}" Type="{R}/{kind}" Target="{name}.xml"/>'
        for name, kind in kinds.items()
        if f"word__{name}.xml" in more
    )
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{base}.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body><w:p><w:r><w:t>zzkeep29 words</w:t></w:r></w:p>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
    }
    return parts | {name.replace("__", "/"): data for name, data in more.items()}


def book(body: str = "", opf: str = "", **more: str | bytes) -> dict[str, str | bytes]:
    """The parts of an EPUB around ``body``; ``opf`` replaces its package document."""
    page = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>T</title></head><body>'
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
        'full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "EPUB/package.opf": opf or package(),
        "EPUB/nav.xhtml": f'{page}<nav epub:type="toc"><ol><li><a href="page.xhtml">T</a></li></ol></nav></body></html>',
        "EPUB/page.xhtml": f"{page}<h1>T</h1><p>zzkeep29 words</p>{body}</body></html>",
    }
    return parts | {name.replace("__", "/"): data for name, data in more.items()}


def package(manifest: str = "", spine: str = "", metadata: str = "") -> str:
    """A package document (EPUB 3.3, 5) with one page, and more."""
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier><dc:title>T</dc:title><dc:language>en</dc:language>{metadata}</metadata>'
        '<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="p" href="page.xhtml" '
        f'media-type="application/xhtml+xml"/>{manifest}</manifest><spine><itemref idref="p"/>{spine}</spine></package>'
    )


def zip_bomb(mib: int) -> bytes:
    """So many MiB of spaces, deflated, without holding them."""
    packer = zlib.compressobj(9)
    return b"".join([packer.compress(b" " * (1 << 20)) for _ in range(mib)] + [packer.flush()])


def overlapping(parts: dict[str, str | bytes], count: int, name: str = "word/x{}.xml") -> bytes:
    """A package with ``count`` entries more, which all share the bytes of its last (CVE-2019-13232)."""
    made = packed(parts)
    end = made.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<I", made, end + 16)[0]
    last = made.rindex(b"PK\x01\x02", start, end)
    entry = made[last:end]
    held = struct.unpack_from("<H", entry, 28)[0]
    more = b""
    for at in range(count):
        named = name.format(at).encode()
        more += entry[:28] + struct.pack("<H", len(named)) + entry[30:46] + named + entry[46 + held :]
    number = len(parts) + count
    closing = made[end : end + 8] + struct.pack(
        "<HHI", min(number, 65_535), min(number, 65_535), end - start + len(more)
    )
    return made[:end] + more + closing + made[end + 16 :]


def patched(parts: dict[str, str | bytes], offset: int, value: bytes) -> bytes:
    """A package whose last directory entry holds ``value`` at ``offset``: a size, a flag, a method that lies."""
    made = bytearray(packed(parts))
    last = made.rindex(b"PK\x01\x02")
    made[last + offset : last + offset + len(value)] = value
    return bytes(made)


def pdf(objects: Mapping[int, str | bytes], trailer: str = "/Root 1 0 R", *, start: int | None = None) -> bytes:
    """A PDF of ``objects`` by number (ISO 32000-1, 7.5); a stream is given whole, with its dictionary."""
    pieces, places, at = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], {}, 15
    for number, body in objects.items():
        places[number] = at
        pieces.append(
            f"{number} 0 obj\n".encode() + (body.encode("latin-1") if isinstance(body, str) else body) + b"\nendobj\n"
        )
        at += len(pieces[-1])
    made = b"".join(pieces)
    table = len(made)
    size = max(objects) + 1
    made += f"xref\n0 {size}\n".encode() + b"".join(
        b"%010d %05d %c \n" % (places.get(at, 0), 0 if at in places else 65_535, b"n" if at in places else b"f")
        for at in range(size)
    )
    return (
        made
        + f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{table if start is None else start}\n%%EOF\n".encode()
    )


def stream(data: bytes, entries: str = "") -> bytes:
    """A stream object (ISO 32000-1, 7.3.8)."""
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def document(root: str = "", page: str = "", content: bytes = b"", **more: str | bytes) -> dict[int, str | bytes]:
    """The objects of a PDF of one page with tagged words; ``more`` replaces or adds objects (``o7`` is number 7)."""
    words = b"BT /F1 12 Tf 72 700 Td /P <</MCID 0>> BDC (zzkeep29 words) Tj EMC ET\n" + content
    objects: dict[int, str | bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /Lang (en) /StructTreeRoot 6 0 R {root} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /StructParents 0 {page} >>",
        4: stream(words),
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        6: "<< /Type /StructTreeRoot /K 7 0 R /ParentTree 9 0 R >>",
        7: "<< /Type /StructElem /S /Document /P 6 0 R /K [8 0 R] >>",
        8: "<< /Type /StructElem /S /P /P 7 0 R /Pg 3 0 R /K 0 >>",
        9: "<< /Nums [0 [8 0 R]] >>",
    }
    return objects | {int(name[1:]): body for name, body in more.items()}
