"""What the defects of EPUB and DOCX files use: a package whose XML parts are changed in place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from lxml import etree

from tests.defects import SEEDED, Defect

XML = "http://www.w3.org/XML/1998/namespace"
NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "e": "http://www.idpf.org/2007/ops",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "math": "http://www.w3.org/1998/Math/MathML",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}


class Package:
    """The parts of a package. XML parts are parsed when they are asked for, and written back."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.entries = archive.infolist()
            self.parts = {entry.filename: archive.read(entry) for entry in self.entries}
        self.trees: dict[str, Any] = {}

    def xml(self, part: str) -> Any:
        """The root of an XML part."""
        if part not in self.trees:
            self.trees[part] = etree.fromstring(self.parts[part])
        return self.trees[part]

    def data(self) -> bytes:
        """The package's bytes now."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for entry in self.entries:
                if entry.filename not in self.parts:
                    continue
                content = self.parts[entry.filename]
                if entry.filename in self.trees:
                    tree = self.trees[entry.filename].getroottree()
                    content = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=None)
                archive.writestr(entry, content, entry.compress_type)
        return out.getvalue()

    def find(self, path: str, parts: list[str]) -> list[Any]:
        """What an XPath finds in these parts, in their order."""
        return [found for part in parts for found in self.xml(part).xpath(path, namespaces=NAMES)]


class Book(Package):
    """An EPUB: its package document, its navigation, and its pages as one text."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.opf_name = next(name for name in self.parts if name.endswith(".opf"))
        self.opf = self.xml(self.opf_name)
        self.folder = self.opf_name.rpartition("/")[0]
        items = {item.get("id"): item for item in self.opf.iter("{*}item")}
        self.pages = [self.full(items[one.get("idref")].get("href")) for one in self.opf.iter("{*}itemref")]
        self.nav_name = next(
            self.full(item.get("href")) for item in items.values() if "nav" in (item.get("properties") or "").split()
        )
        self.pages = [page for page in self.pages if page != self.nav_name]
        self.nav = self.xml(self.nav_name)

    def full(self, name: str) -> str:
        """A part's name in the package from one in the package document."""
        return f"{self.folder}/{name}" if self.folder else name

    def every(self, path: str) -> list[Any]:
        """What an XPath finds in the pages."""
        return self.find(path, self.pages)

    def one(self, path: str, skip: int = 0) -> Any:
        """The first thing that an XPath finds in the pages, after ``skip`` others."""
        found = self.every(path)
        assert len(found) > skip, f"there is no {path} here to break"
        return found[skip]

    def style(self, change: Callable[[str], str]) -> None:
        """Replace the text of every style sheet by what ``change`` makes of it."""
        for name in [name for name in self.parts if name.endswith(".css")]:
            before = self.parts[name].decode()
            self.parts[name] = change(before).encode()


class Word(Package):
    """A DOCX: its main part, and the others by name."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.document = self.xml("word/document.xml")

    def one(self, path: str, skip: int = 0, part: str = "word/document.xml") -> Any:
        """The first thing that an XPath finds in a part, after ``skip`` others."""
        found = self.find(path, [part])
        assert len(found) > skip, f"there is no {path} here to break"
        return found[skip]

    def paragraph(self, words: str) -> Any:
        """The paragraph that has these words."""
        return self.one(f"//w:p[contains(string(.), '{words}')]")


def epub(name: str, *expected: str) -> Callable[[Callable[[Book], None]], Callable[[Book], None]]:
    """Register a defect of EPUB files."""

    def register(function: Callable[[Book], None]) -> Callable[[Book], None]:
        def break_it(data: bytes) -> bytes:
            book = Book(data)
            function(book)
            return book.data()

        SEEDED.append(Defect("epub", name, expected, break_it))
        return function

    return register


def docx(name: str, *expected: str) -> Callable[[Callable[[Word], None]], Callable[[Word], None]]:
    """Register a defect of DOCX files."""

    def register(function: Callable[[Word], None]) -> Callable[[Word], None]:
        def break_it(data: bytes) -> bytes:
            word = Word(data)
            function(word)
            return word.data()

        SEEDED.append(Defect("docx", name, expected, break_it))
        return function

    return register


def rename(element: Any, name: str) -> None:
    """Give an element another name in its namespace."""
    element.tag = f"{{{etree.QName(element).namespace}}}{name}"


def unwrap(element: Any) -> None:
    """Put what an element holds in the element's place."""
    parent = element.getparent()
    index = parent.index(element)
    before = element.getprevious()

    def join(text: str | None) -> None:
        nonlocal before
        if text and before is None:
            parent.text = (parent.text or "") + text
        elif text:
            before.tail = (before.tail or "") + text

    join(element.text)
    for child in list(element):
        parent.insert(index, child)
        index += 1
        before = child
    join(element.tail)
    parent.remove(element)


def cut(element: Any) -> None:
    """Take an element out, the text after it kept."""
    for child in list(element):
        element.remove(child)
    element.text = None
    unwrap(element)


def drop(element: Any, *names: str) -> None:
    """Take attributes off an element that has at least one of them."""
    assert any(name in element.attrib for name in names), f"{element.tag} has none of {names}"
    for name in names:
        element.attrib.pop(name, None)


def swap(one: Any, two: Any) -> None:
    """Exchange two elements of one parent."""
    parent = one.getparent()
    first, second = parent.index(one), parent.index(two)
    marker = etree.Element("marker")
    parent.replace(one, marker)
    parent.replace(two, one)
    parent.replace(marker, two)
    assert (parent.index(two), parent.index(one)) == (first, second)
