"""Defects that keep a whole file, or a part of it, from some readers: permissions, encryption, pages nobody shows."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, String

from tests.defects import SEEDED, Defect
from tests.defects.pdf_tools import File, kids, pdf, retype
from tests.defects.zip_tools import Book, epub


def _restricted(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        allowed = pikepdf.Permissions(accessibility=False, extract=False)
        file.save(out, encryption=pikepdf.Encryption(owner="o", R=3, allow=allowed, aes=False, metadata=False))
    return out.getvalue()


SEEDED.append(Defect("pdf", "the permissions keep its text from screen readers", ("PDF126",), _restricted))


@epub("a page of the spine is of a kind that no reading system shows", "EPUB120")
def _(book: Book) -> None:
    items, spine = (next(book.opf.iter("{*}" + name)) for name in ("manifest", "spine"))
    namespace = etree.QName(book.opf).namespace
    etree.SubElement(items, f"{{{namespace}}}item", {"id": "data", "href": "data.json", "media-type": "text/json"})
    etree.SubElement(spine, f"{{{namespace}}}itemref", idref="data")


@epub("a picture is encrypted", "EPUB121")
def _(book: Book) -> None:
    picture = next(
        book.full(item.get("href")) for item in book.opf.iter("{*}item") if "image" in item.get("media-type")
    )
    book.entries.append(zipfile.ZipInfo("META-INF/encryption.xml"))
    book.parts["META-INF/encryption.xml"] = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData '
        'xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod '
        'Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/><CipherData>'
        f'<CipherReference URI="{picture}"/></CipherData></EncryptedData></encryption>'
    ).encode()


# --- structure, annotations, layers of a PDF ------------------------------------------------------------------------


@pdf("a row of a table has a cell less than the others", "PDF127")
def _(file: File) -> None:
    row = [element for element in file.elements("TR") if len(kids(element)) > 1][-1]
    row.K = Array(kids(row)[:-1])


@pdf("the first heading is of the second level", "PDF128")
def _(file: File) -> None:
    retype(file.one("H1"), "H2")


@pdf("one heading among the others does not state its level", "PDF128")
def _(file: File) -> None:
    retype(file.one("H2"), "H")


@pdf("the role map makes figures paragraphs", "PDF129")
def _(file: File) -> None:
    file.tree.RoleMap[Name.Figure] = Name.P


@pdf("a role map leads in a circle", "PDF129")
def _(file: File) -> None:
    file.tree.RoleMap[Name.One] = Name.Two
    file.tree.RoleMap[Name.Two] = Name.One


def annotate(file: File, **entries: Any) -> None:
    page = file.pdf.pages[0]
    made = file.pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([90, 90, 120, 120]), **entries))
    page.obj.Annots = Array([*(page.obj.get("/Annots") or []), made])


@pdf("a comment is not part of the structure", "PDF130")
def _(file: File) -> None:
    annotate(file, Subtype=Name.Highlight, Contents=String("Check this"))


@pdf("a form field does not say what it is for", "PDF130")
def _(file: File) -> None:
    annotate(file, Subtype=Name.Widget, FT=Name.Tx, T=String("name"))
    file.root.AcroForm = Dictionary(Fields=Array([list(file.pdf.pages[0].obj.Annots)[-1]]))


@pdf("an attached file has no name that every program reads", "PDF131")
def _(file: File) -> None:
    held = file.pdf.make_stream(b"figures", Type=Name.EmbeddedFile)
    file.root.Attached = file.pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F=String("figures.csv"), EF=Dictionary(F=held))
    )


@pdf("layers are switched without being asked", "PDF132")
def _(file: File) -> None:
    group = file.pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
    usage = Dictionary(Event=Name.View, OCGs=Array([group]), Category=Array([Name.View]))
    configuration = Dictionary(Name=String("All"), AS=Array([usage]))
    file.root.OCProperties = Dictionary(OCGs=Array([group]), D=configuration)


@pdf("a table has two heads, with nothing in them", "PDF121")
def _(file: File) -> None:
    table = file.one("Table")
    heads = [file.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.THead, P=table)) for _ in range(2)]
    table.K = Array([*kids(table), *heads])


@pdf("a paragraph lies in a list beside its items", "PDF110")
def _(file: File) -> None:
    holder = file.one("L")
    loose = file.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=holder))
    holder.K = Array([*kids(holder), loose])


@pdf("the file claims a part of the standard that does not exist", "PDF120")
def _(file: File) -> None:
    file.packet(lambda text: re.sub(r"(pdfuaid:part[^0-9]{1,3})1", r"\g<1>7", text))


@pdf("glyphs are mapped to what is not a character", "PDF117", "text")
def _(file: File) -> None:
    font = next(one for one in file.pdf.objects if isinstance(one, Dictionary) and "/ToUnicode" in one)
    before = font.ToUnicode.read_bytes()
    font.ToUnicode = file.pdf.make_stream(re.sub(rb"(<[0-9a-fA-F]{4}> )<[0-9a-fA-F]{4}>", rb"\1<FEFF>", before))


@pdf("the title is in the information dictionary alone", "PDF105")
def _(file: File) -> None:
    file.packet(lambda text: re.sub(r"<dc:title>.*?</dc:title>", "", text, flags=re.DOTALL))
