"""Defects that keep a whole file, or a part of it, from some readers: permissions, encryption, pages nobody shows."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from lxml import etree

from tests.defects import SEEDED, Defect
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
