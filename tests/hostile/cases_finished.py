"""Finished files that were made to do harm to whoever reads them back: PDF, EPUB and DOCX (rules 1, 2, 7, 10, 11)."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

from tests.hostile.crafted import (
    R,
    W,
    book,
    document,
    overlapping,
    package,
    packed,
    patched,
    pdf,
    stream,
    word,
    zip_bomb,
)


@dataclass(frozen=True, slots=True)
class Finished:
    """One file: its name says the format; ``make`` gives its bytes when it is laid out."""

    name: str
    suffix: str
    make: Callable[[], bytes]


def _twice(data: bytes, times: int) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def _deep_tree(depth: int) -> dict[int, str | bytes]:
    more: dict[int, str | bytes] = {
        at: f"<< /Type /StructElem /S /Div /P {at - 1} 0 R /K {at + 1} 0 R >>" for at in range(20, 20 + depth)
    }
    more[20 + depth] = "<< /Type /StructElem /S /P /Pg 3 0 R /K 0 >>"
    return document(o7="<< /Type /StructElem /S /Document /P 6 0 R /K 20 0 R >>") | more


def _element(kids: str, kind: str = "P", more: str = "") -> str:
    return f"<< /Type /StructElem /S /{kind} /P 7 0 R /Pg 3 0 R /K {kids} {more} >>"


PDF: dict[str, Callable[[], bytes]] = {
    "plain": lambda: pdf(document()),
    "kids-in-a-circle": lambda: pdf(document(o2="<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>")),
    "pages-that-are-pages": lambda: pdf(
        document(
            o2="<< /Type /Pages /Kids [10 0 R] /Count 9 >>",
            o10="<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 9 >>",
        )
    ),
    "count-that-lies": lambda: pdf(document(o2="<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>")),
    "count-below-zero": lambda: pdf(document(o2="<< /Type /Pages /Kids [3 0 R] /Count -1 >>")),
    "one-page-often": lambda: pdf(document(o2="<< /Type /Pages /Kids [" + "3 0 R " * 30_000 + "] /Count 30000 >>")),
    "no-pages": lambda: pdf(document(o2="<< /Type /Pages /Kids [] /Count 0 >>")),
    "no-root": lambda: pdf(document(), "/Info 5 0 R"),
    "root-that-is-a-number": lambda: pdf(document(), "/Root 42"),
    "parent-tree-in-a-circle": lambda: pdf(document(o9="<< /Kids [9 0 R 9 0 R] /Limits [0 0] >>")),
    "parent-tree-of-numbers": lambda: pdf(document(o9="<< /Nums [0 1 (x) [8 0 R] 2147483648 null] >>")),
    "tree-in-a-circle": lambda: pdf(document(o8=_element("[7 0 R 8 0 R 0]"))),
    "tree-that-multiplies": lambda: pdf(
        document(o7="<< /Type /StructElem /S /Document /P 6 0 R /K [20 0 R] >>")
        | {at: _element(f"[{at + 1} 0 R {at + 1} 0 R]", "Div") for at in range(20, 60)}
        | {60: _element("0")}
    ),
    "tree-of-a-hundred-thousand": lambda: pdf(_deep_tree(100_000)),
    "tree-of-a-thousand": lambda: pdf(_deep_tree(1_000)),
    "tree-wide": lambda: pdf(document(o8=_element("[" + "0 " * 200_000 + "]"))),
    "roles-in-a-circle": lambda: pdf(
        document(o6="<< /Type /StructTreeRoot /K 7 0 R /RoleMap << /A /B /B /A /P /P >> >>", o8=_element("0", "A"))
    ),
    "marks-of-other-pages": lambda: pdf(document(o8=_element("<< /Type /MCR /Pg 4 0 R /MCID 99999999999 >>"))),
    "marks-below-zero": lambda: pdf(document(o8=_element("[-1 -2147483648 1.5 (x) null true]"))),
    "table-of-spans": lambda: pdf(
        document(
            o8=_element("[10 0 R]", "Table"),
            o10=_element("[11 0 R 11 0 R]", "TR"),
            o11=_element("0", "TD", "/A << /O /Table /RowSpan 2147483647 /ColSpan 2147483647 >>"),
        )
    ),
    "box-that-is-huge": lambda: pdf(document(page="/MediaBox [-1e38 -1e38 1e38 1e38] /UserUnit 1e30 /Rotate 45")),
    "box-that-is-none": lambda: pdf(document(page="/MediaBox [0 0] /CropBox (x)")),
    "content-bomb": lambda: pdf(document(o4=stream(zip_bomb(1_000), "/Filter /FlateDecode"))),
    "content-bomb-twice": lambda: pdf(
        document(o4=stream(_twice(zip_bomb(1_000), 1), "/Filter [/FlateDecode /FlateDecode]"))
    ),
    "content-of-filters": lambda: pdf(document(o4=stream(b"x", "/Filter [" + "/FlateDecode " * 5_000 + "]"))),
    "content-of-runs": lambda: pdf(document(o4=stream(b"\x81x" * 900_000, "/Filter /RunLengthDecode"))),
    "content-of-hex": lambda: pdf(
        document(o4=stream(b"4" * 900_000, "/Filter [/ASCIIHexDecode /ASCII85Decode /LZWDecode]"))
    ),
    "content-of-saves": lambda: pdf(document(content=b"q " * 500_000)),
    "content-of-marks": lambda: pdf(document(content=b"/P <</MCID 0>> BDC " * 200_000)),
    "content-of-ends": lambda: pdf(document(content=b"EMC Q ET " * 200_000)),
    "content-of-arrays": lambda: pdf(document(content=b"[" * 200_000 + b"<<" * 200_000)),
    "content-of-words": lambda: pdf(
        document(content=b"BT /F1 9 Tf /P <</MCID 0>> BDC " + b"(a) Tj " * 300_000 + b"EMC ET")
    ),
    "content-that-is-cut": lambda: pdf(document(content=b"BT (unended \\")),
    "content-of-an-inline-picture": lambda: pdf(
        document(content=b"BI /W 99999999 /H 99999999 /BPC 8 /CS /RGB ID " + b"x" * 900_000)
    ),
    "form-in-a-circle": lambda: pdf(
        document(
            page="/Resources << /Font << /F1 5 0 R >> /XObject << /X 10 0 R >> >>",
            content=b"/X Do /X Do",
            o10=stream(
                b"/X Do /X Do (x) Tj",
                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 10 0 R >> >>",
            ),
        )
    ),
    "forms-that-multiply": lambda: pdf(
        document(page="/Resources << /XObject << /X 20 0 R >> >>", content=b"/X Do")
        | {
            at: stream(
                b"/X Do " * 9,
                f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {at + 1} 0 R >> >>",
            )
            for at in range(20, 40)
        }
        | {40: stream(b"", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")}
    ),
    "picture-that-is-huge": lambda: pdf(
        document(
            page="/Resources << /XObject << /X 10 0 R >> >>",
            content=b"/P <</MCID 1>> BDC /X Do EMC",
            o8=_element("[0 1]", "Figure", "/Alt (a)"),
            o10=stream(
                zip_bomb(900),
                "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode",
            ),
        )
    ),
    "fonts-of-all-kinds": lambda: pdf(
        document(o5="<< /Type /Font /Subtype /Type0 /DescendantFonts [5 0 R] /ToUnicode 5 0 R /Encoding 5 0 R >>")
    ),
    "words-of-a-bomb": lambda: pdf(
        document(
            o5="<< /Type /Font /Subtype /Type1 /BaseFont /X /ToUnicode 10 0 R >>",
            o10=stream(zip_bomb(600), "/Filter /FlateDecode"),
        )
    ),
    "words-of-a-range": lambda: pdf(
        document(
            o5="<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [] /ToUnicode 10 0 R >>",
            o10=stream(b"1 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange " * 3_000),
        )
    ),
    "outline-in-a-circle": lambda: pdf(
        document(
            "/Outlines 10 0 R",
            o10="<< /First 11 0 R /Last 11 0 R >>",
            o11="<< /Title (x) /Next 11 0 R /First 10 0 R /Parent 10 0 R >>",
        )
    ),
    "names-in-a-circle": lambda: pdf(
        document(
            "/Names << /Dests 10 0 R /EmbeddedFiles 10 0 R /JavaScript 10 0 R >>",
            o10="<< /Kids [10 0 R] /Limits [(a) (z)] >>",
        )
    ),
    "scripts-and-launches": lambda: pdf(
        document(
            "/OpenAction << /S /JavaScript /JS (app.alert(1)) >> /AA << /WC << /S /Launch /F (/bin/sh) >> >> /AcroForm << /XFA (x) /Fields [] >>",
            page="/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /Win << /F (cmd) >> >> >> << /Subtype /FileAttachment >> 99 0 R 3]",
        )
    ),
    "files-outside": lambda: pdf(
        document(o4="<< /Length 9 /F (/etc/passwd) /FFilter /FlateDecode >>\nstream\n123456789\nendstream")
    ),
    "metadata-of-entities": lambda: pdf(
        document(
            "/Metadata 10 0 R",
            o10=stream(
                b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><x y="&b;">&b;&c;</x>',
                "/Type /Metadata /Subtype /XML",
            ),
        )
    ),
    "metadata-that-is-huge": lambda: pdf(
        document("/Metadata 10 0 R", o10=stream(zip_bomb(600), "/Type /Metadata /Subtype /XML /Filter /FlateDecode"))
    ),
    "info-of-all-kinds": lambda: pdf(
        document(o10="<< /Title 10 0 R /Author [1 2] /CreationDate (D:99999999999999) /Keywords << >> >>"),
        "/Root 1 0 R /Info 10 0 R",
    ),
    "languages-of-all-kinds": lambda: pdf(
        document(
            "/Lang 42 /ViewerPreferences (x) /PageLabels << /Nums [0 1 2] >>",
            o8=_element("0", "P", "/Lang [1] /Alt 42 /ActualText << >> /E null"),
        )
    ),
    "strings-of-controls": lambda: pdf(
        document(o8=_element("0", "P", "/ActualText <FEFFD800202E001B005B00330031006D0000FFFE> /Alt (\x1b[31m\x07)"))
    ),
    "encrypted": lambda: pdf(
        document(),
        "/Root 1 0 R /Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /O (x) /U (x) /OE (x) /UE (x) /P -1 >> /ID [(x) (x)]",
    ),
    "encrypted-by-none-such": lambda: pdf(document(), "/Root 1 0 R /Encrypt << /Filter /X >>"),
    "table-in-a-circle": lambda: pdf(document(), "/Root 1 0 R /Prev 9 /XRefStm 9"),
    "table-that-is-nowhere": lambda: pdf(document(), start=2**31),
    "table-of-itself": lambda: pdf(document(), "/Root 1 0 R /Prev 0"),
    "table-of-a-stream-bomb": lambda: pdf(
        document(
            o10=stream(zip_bomb(400), "/Type /XRef /W [9 9 9] /Size 99999999 /Index [0 99999999] /Filter /FlateDecode")
        )
    ),
    "objects-of-a-bomb": lambda: pdf(
        document(o10=stream(zip_bomb(600), "/Type /ObjStm /N 9999999 /First 9 /Filter /FlateDecode"))
    ),
    "objects-in-a-circle": lambda: pdf(document(o10="10 0 R", o11="[11 0 R]", o4="10 0 R")),
    "size-that-lies": lambda: pdf(document(), "/Root 1 0 R /Size 2147483647"),
    "length-that-lies": lambda: pdf(document(o4=b"<< /Length 999999999 >>\nstream\nBT ET\nendstream")),
    "length-of-itself": lambda: pdf(document(o4=b"<< /Length 4 0 R >>\nstream\nBT ET\nendstream")),
    "cut": lambda: pdf(document())[:600],
    "cut-before-the-end": lambda: pdf(document())[:-30],
    "two-in-one": lambda: pdf(document()) + pdf(document("/Lang (de)")),
    "nothing-but-a-head": lambda: b"%PDF-1.7\n",
    "brackets": lambda: b"%PDF-1.7\n1 0 obj " + b"[" * 900_000,
    "dictionaries": lambda: b"%PDF-1.7\n1 0 obj " + b"<</A" * 300_000 + b"\ntrailer << /Root 1 0 R >>",
    "comments": lambda: b"%PDF-1.7\n" + b"%\n" * 900_000,
    "a-page-before-it": lambda: b"<html><script>alert(1)</script>" + pdf(document()),
}
EPUB: dict[str, Callable[[], bytes]] = {
    "plain": lambda: packed(book()),
    "bomb": lambda: packed(book(EPUB__page__xhtml="") | {"EPUB/page.xhtml": b" " * (300 << 20)}),
    "bomb-of-parts": lambda: packed(
        book(
            opf=package(
                "".join(f'<item id="b{at}" href="b{at}.xhtml" media-type="application/xhtml+xml"/>' for at in range(9)),
                "".join(f'<itemref idref="b{at}"/>' for at in range(9)),
            )
        )
        | {
            f"EPUB/b{at}.xhtml": b"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>"
            + b"x " * (30 << 20)
            + b"</p></body></html>"
            for at in range(9)
        }
    ),
    "overlapping": lambda: overlapping(book(), 5_000, "EPUB/x{}.xhtml"),
    "parts-by-the-thousand": lambda: packed(book() | {f"EPUB/x{at}": "" for at in range(60_000)}),
    "names-that-lead-out": lambda: packed(book() | {"../../etc/x": "x"}),
    "names-that-are-absolute": lambda: packed(book() | {"/etc/x": "x"}),
    "names-of-windows": lambda: packed(book() | {"C:\\x": "x", "..\\y": "y"}),
    "names-of-controls": lambda: packed(book() | {"EPUB/\x1b[31m\u202e\n.xhtml": "x"}),
    "names-by-case": lambda: packed(book() | {"epub/PAGE.XHTML": "x"}),
    "link-in-it": lambda: patched(book() | {"EPUB/link": "/etc/passwd"}, 38, b"\0\0\xff\xa1"),
    "size-that-lies": lambda: patched(book(), 24, b"\xff\xff\xff\x7f"),
    "sum-that-lies": lambda: patched(book(), 16, b"\0\0\0\0"),
    "method-none-such": lambda: patched(book(), 10, b"\x63\0"),
    "encrypted-part": lambda: patched(book(), 8, b"\1\0"),
    "place-that-lies": lambda: patched(book(), 42, b"\xff\xff\xff\x7f"),
    "extra-of-zip64": lambda: patched(book(), 20, b"\xff\xff\xff\xff\xff\xff\xff\xff"),
    "comment-with-an-end": lambda: packed(book())[:-2] + b"\x16\0PK\5\6" + bytes(18),
    "cut": lambda: packed(book())[:900],
    "encryption": lambda: packed(
        book()
        | {
            "META-INF/encryption.xml": '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><x/></encryption>'
        }
    ),
    "container-to-nowhere": lambda: packed(
        book()
        | {
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="../../x.opf"/></rootfiles></container>'
        }
    ),
    "container-of-nothing": lambda: packed(book() | {"META-INF/container.xml": "<x/>"}),
    "container-of-itself": lambda: packed(
        book()
        | {
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="META-INF/container.xml"/></rootfiles></container>'
        }
    ),
    "package-of-entities": lambda: packed(
        book(
            opf='<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + package(metadata="<dc:title>&b;</dc:title>")
        )
    ),
    "page-of-entities": lambda: packed(
        book()
        | {
            "EPUB/page.xhtml": '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "'
            + "x" * 90_000
            + '">]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>&a;'
            + "&b;" * 9_000
            + "</p></body></html>"
        }
    ),
    "page-in-utf-16": lambda: packed(
        book()
        | {
            "EPUB/page.xhtml": '\ufeff<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>&a;</p></body></html>'.encode(
                "utf-16-le"
            )
        }
    ),
    "spine-in-a-circle": lambda: packed(book(opf=package(spine='<itemref idref="p"/>' * 9_000))),
    "spine-to-nowhere": lambda: packed(book(opf=package(spine='<itemref idref="zz"/><itemref/><itemref idref="n"/>'))),
    "manifest-that-leads-out": lambda: packed(
        book(
            opf=package(
                '<item id="o" href="../../../etc/passwd" media-type="application/xhtml+xml"/><item id="r" href="https://example.org/x" media-type="image/png"/><item id="f" href="file:///etc/passwd" media-type="text/css"/>',
                '<itemref idref="o"/><itemref idref="f"/>',
            )
        )
    ),
    "fallback-in-a-circle": lambda: packed(
        book(
            opf=package(
                '<item id="a" href="a.bin" media-type="x/y" fallback="b"/><item id="b" href="b.bin" media-type="x/y" fallback="a"/>',
                '<itemref idref="a"/>',
            )
        )
    ),
    "remote-things": lambda: packed(
        book(
            '<img src="http://127.0.0.1:9/x.png" alt="a"/><link xmlns="http://www.w3.org/1999/xhtml" rel="stylesheet" href="//127.0.0.1/x.css"/><script src="http://127.0.0.1:9/x.js"/><iframe src="file:///etc/passwd"/>'
        )
    ),
    "nav-of-many": lambda: packed(
        book()
        | {
            "EPUB/nav.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="toc"><ol>'
            + '<li><a href="page.xhtml">T</a></li>' * 100_000
            + "</ol></nav></body></html>"
        }
    ),
    "nav-that-is-deep": lambda: packed(
        book()
        | {
            "EPUB/nav.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="toc">'
            + "<ol><li><a href='page.xhtml'>T</a>" * 110
            + "</li></ol>" * 110
            + "</nav></body></html>"
        }
    ),
    "page-that-is-deep": lambda: packed(book("<div>" * 240 + "x" + "</div>" * 240)),
    "page-that-is-too-deep": lambda: packed(book("<div>" * 90_000 + "x" + "</div>" * 90_000)),
    "page-of-quotes": lambda: packed(book("<blockquote><p>x</p>" * 100 + "</blockquote>" * 100)),
    "page-of-tables": lambda: packed(book("<table><tr><td>" * 70 + "x" + "</td></tr></table>" * 70)),
    "page-of-spans": lambda: packed(
        book("<table>" + '<tr><td rowspan="65534" colspan="1000">x</td></tr>' * 300 + "</table>")
    ),
    "page-of-a-span": lambda: packed(book('<table><tr><td rowspan="99999999999" colspan="-1">x</td></tr></table>')),
    "page-of-notes": lambda: packed(
        book(
            '<p><a epub:type="noteref" href="#n">1</a></p><aside epub:type="footnote" id="n"><p><a epub:type="noteref" href="#n">1</a></p></aside>'
        )
    ),
    "page-of-many": lambda: packed(book("<p>x</p>" * 90_000)),
    "page-of-ids": lambda: packed(book("".join(f'<p id="i{at}"><a href="#i{at}">x</a></p>' for at in range(50_000)))),
    "page-that-is-broken": lambda: packed(book("<p>x")),
    "page-of-controls": lambda: packed(book("<p>\u202e&#x202e; &#x85; &#xE000;</p>")),
}


def _table(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth


def _styles(body: str) -> str:
    return f'<w:styles xmlns:w="{W}">{body}</w:styles>'


def _paragraph(properties: str, text: str = "x") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _field(code: str) -> str:
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>f</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


DOCX: dict[str, Callable[[], bytes]] = {
    "plain": lambda: packed(word()),
    "bomb": lambda: packed(word() | {"word/document.xml": b" " * (300 << 20)}),
    "bomb-of-text": lambda: packed(word(f"<w:p><w:r><w:t>{'x ' * (40 << 20)}</w:t></w:r></w:p>")),
    "overlapping": lambda: overlapping(word(), 5_000),
    "entities": lambda: packed(
        word()
        | {
            "word/document.xml": f'<!DOCTYPE x [<!ENTITY a "{"x" * 90_000}"><!ENTITY b SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;{"&a;" * 9_000}</w:t></w:r></w:p></w:body></w:document>'
        }
    ),
    "entities-in-utf-16": lambda: packed(
        word()
        | {
            "word/document.xml": f'\ufeff<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'.encode(
                "utf-16-le"
            )
        }
    ),
    "relations-outside": lambda: packed(
        word(
            '<w:p><w:hyperlink r:id="e"><w:r><w:t>l</w:t></w:r></w:hyperlink><w:hyperlink r:id="none"><w:r><w:t>m</w:t></w:r></w:hyperlink></w:p><w:altChunk r:id="a"/><w:subDoc r:id="s"/>',
            **{
                "word___rels__document.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="e" Type="{R}/hyperlink" Target="javascript:alert(1)" TargetMode="External"/><Relationship Id="a" Type="{R}/aFChunk" Target="../../etc/passwd"/><Relationship Id="s" Type="{R}/subDocument" Target="file:///etc/passwd" TargetMode="External"/><Relationship Id="t" Type="{R}/attachedTemplate" Target="http://127.0.0.1:9/x.dotm" TargetMode="External"/><Relationship Id="i" Type="{R}/image" Target="/../../../etc/passwd"/></Relationships>'
            },
        )
    ),
    "fields": lambda: packed(
        word(
            _field('INCLUDETEXT "/etc/passwd"')
            + _field('DDEAUTO c:\\x "y"')
            + _field('HYPERLINK "javascript:x"')
            + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 900
        )
    ),
    "fields-within": lambda: packed(
        word(
            "<w:p>"
            + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>X</w:instrText></w:r>' * 9_000
            + "</w:p>"
        )
    ),
    "styles-in-a-circle": lambda: packed(
        word(
            _paragraph('<w:pStyle w:val="A"/>'),
            **{
                "word__styles.xml": _styles(
                    '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:link w:val="A"/></w:style>'
                )
            },
        )
    ),
    "styles-by-the-thousand": lambda: packed(
        word(
            _paragraph('<w:pStyle w:val="S0"/>') * 900,
            **{
                "word__styles.xml": _styles(
                    "".join(
                        f'<w:style w:type="paragraph" w:styleId="S{at}"><w:basedOn w:val="S{at + 1}"/></w:style>'
                        for at in range(9_000)
                    )
                )
            },
        )
    ),
    "numbers-in-a-circle": lambda: packed(
        word(
            _paragraph('<w:numPr><w:ilvl w:val="99"/><w:numId w:val="1"/></w:numPr>') * 9,
            **{
                "word__numbering.xml": f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="X"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="1"><w:abstractNumId w:val="77"/></w:num></w:numbering>'
            },
        )
    ),
    "numbers-of-all-kinds": lambda: packed(
        word(
            _paragraph('<w:numPr><w:ilvl w:val="-1"/><w:numId w:val="x"/></w:numPr>')
            + _paragraph(
                '<w:numPr><w:ilvl w:val="99999999999"/><w:numId w:val="99999999999"/></w:numPr><w:outlineLvl w:val="-5"/>'
            )
            + _paragraph('<w:outlineLvl w:val="x"/>')
        )
    ),
    "notes-to-nowhere": lambda: packed(
        word(
            '<w:p><w:r><w:footnoteReference w:id="99"/></w:r><w:r><w:footnoteReference/></w:r><w:r><w:endnoteReference w:id="x"/></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>'
        )
    ),
    "notes-in-a-circle": lambda: packed(
        word(
            '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
            **{
                "word__footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>n</w:t><w:footnoteReference w:id="2"/></w:r></w:p></w:footnote></w:footnotes>'
            },
        )
    ),
    "notes-by-the-thousand": lambda: packed(
        word(
            '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' * 9_000,
            **{
                "word__footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>{"n " * 900}</w:t></w:r></w:p></w:footnote></w:footnotes>'
            },
        )
    ),
    "tables-within": lambda: packed(word(_table(70))),
    "tables-too-deep": lambda: packed(word(_table(1_000))),
    "spans": lambda: packed(
        word(
            '<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2147483647"/><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
        )
    ),
    "spans-of-all-kinds": lambda: packed(
        word(
            '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="99999999"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="-1"/><w:vMerge/></w:tcPr></w:tc><w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
        )
    ),
    "cells": lambda: packed(
        word(
            "<w:tbl>"
            + "<w:tr>"
            + "<w:tc><w:p/></w:tc>" * 200
            + "</w:tr>" * 1
            + ("<w:tr>" + "<w:tc><w:p/></w:tc>" * 200 + "</w:tr>") * 400
            + "</w:tbl>"
        )
    ),
    "controls-within": lambda: packed(word("<w:sdt><w:sdtContent>" * 100 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 100)),
    "alternates-within": lambda: packed(
        word(
            "<w:p><w:r>"
            + '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Fallback><w:r>'
            * 60
            + "<w:t>x</w:t>"
            + "</w:r></mc:Fallback></mc:AlternateContent>" * 60
            + "</w:r></w:p>"
        )
    ),
    "bookmarks": lambda: packed(
        word(
            "".join(
                f'<w:p><w:bookmarkStart w:id="{at}" w:name="b"/><w:bookmarkEnd w:id="x"/></w:p>' for at in range(20_000)
            )
        )
    ),
    "paragraphs": lambda: packed(word(_paragraph("") * 100_000)),
    "runs": lambda: packed(word("<w:p>" + "<w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>x </w:t></w:r>" * 100_000 + "</w:p>")),
    "headings": lambda: packed(word(_paragraph('<w:outlineLvl w:val="8"/>') * 9_000)),
    "sizes": lambda: packed(
        word(
            _paragraph('<w:ind w:left="99999999999"/><w:spacing w:before="x"/><w:jc w:val="x"/>')
            + '<w:sectPr><w:pgSz w:w="-1" w:h="99999999999"/></w:sectPr>'
        )
    ),
    "drawings": lambda: packed(
        word(
            '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="99999999999" cy="-1"/><wp:docPr id="x" descr="a&#x202e;"/><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="none"/></wp:inline></w:drawing></w:r></w:p>'
        )
    ),
    "formulas-within": lambda: packed(
        word(
            '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
            + "<m:f><m:num>" * 110
            + "<m:r><m:t>x</m:t></m:r>"
            + "</m:num></m:f>" * 110
            + "</m:oMath></w:p>"
        )
    ),
    "languages": lambda: packed(
        word(
            _paragraph('<w:rPr><w:lang w:val="&quot;&gt;&lt;script&gt;"/></w:rPr>')
            + '<w:p><w:r><w:rPr><w:lang w:val="x-\u202e"/></w:rPr><w:t>x</w:t></w:r></w:p>'
        )
    ),
    "properties": lambda: packed(
        word(docProps__core__xml="")
        | {"docProps/core.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "docProps/app.xml": "<"}
    ),
    "no-document": lambda: packed({name: data for name, data in word().items() if name != "word/document.xml"}),
    "no-relations": lambda: packed({name: data for name, data in word().items() if "rels" not in name}),
    "relations-in-a-circle": lambda: packed(
        word()
        | {
            "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{R}/officeDocument" Target="_rels/.rels"/></Relationships>'
        }
    ),
    "relations-that-lead-out": lambda: packed(
        word()
        | {
            "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{R}/officeDocument" Target="../../../etc/passwd"/></Relationships>'
        }
    ),
    "other-root": lambda: packed(word() | {"word/document.xml": "<x/>"}),
    "empty": lambda: packed(word() | {"word/document.xml": ""}),
    "macros": lambda: packed(
        word() | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(900), "word/embeddings/x.bin": bytes(90)}
    ),
    "size-that-lies": lambda: patched(word(), 24, b"\xff\xff\xff\x7f"),
    "sum-that-lies": lambda: patched(word(), 16, b"\0\0\0\0"),
    "method-none-such": lambda: patched(word(), 10, b"\x0c\0"),
    "cut": lambda: packed(word())[:700],
}
CASES: tuple[Finished, ...] = tuple(
    Finished(f"{suffix}-{name}", suffix, make)
    for suffix, made in (("pdf", PDF), ("epub", EPUB), ("docx", DOCX))
    for name, make in made.items()
)
