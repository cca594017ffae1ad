"""The shared Word files in other markup that says the same: what is read must not change by a word.

Programs write one document in many ways: Strict namespaces, other prefixes, parts elsewhere, runs cut in pieces,
wrappers, marks of proofing. What is shown is one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy

import pytest
from lxml import etree

from exporter.bounds.strict_ooxml import STRICT
from exporter.run.pipeline import ReadOptions, read_bytes
from tests.conftest import SHARED, shared
from tests.readers.word.shown import shown

pytestmark = pytest.mark.slow

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"
FOLDER = SHARED / "cases" / "word"
NAMES = sorted(path.stem for path in FOLDER.glob("*.docx")) if FOLDER.is_dir() else ["d01-word-default-table"]

Parts = dict[str, bytes]
Root = etree._Element


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def document(change: Callable[[Root], None], **how: str) -> Callable[[Parts], Parts]:
    """A change of the document part."""

    def changed(parts: Parts) -> Parts:
        root = etree.fromstring(parts[MAIN])
        change(root)
        encoding = how.get("encoding", "UTF-8")
        return {**parts, MAIN: etree.tostring(root, xml_declaration=True, encoding=encoding, standalone=True)}

    return changed


def strict(parts: Parts) -> Parts:
    """Strict namespaces and types of relationships (ECMA-376 part 1, annex A)."""
    made: Parts = {}
    for name, data in parts.items():
        text = data
        if name.endswith((".xml", ".rels")):
            for there, here in STRICT.items():
                text = text.replace(here.encode() + b'"', there.encode() + b'"')
            old, new = (
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships/",
            )
            text = text.replace(old, new)
        made[name] = text
    return made


def other_prefixes(parts: Parts) -> Parts:
    text = parts[MAIN]
    return {
        **parts,
        MAIN: text.replace(b"xmlns:w=", b"xmlns:doc=")
        .replace(b"<w:", b"<doc:")
        .replace(b"</w:", b"</doc:")
        .replace(b" w:", b" doc:"),
    }


def elsewhere(parts: Parts) -> Parts:
    """The document part and what belongs to it in another folder, named with a leading slash."""
    made: Parts = {}
    for name, data in parts.items():
        if name.startswith("word/") and name.endswith(".rels"):
            data = data.replace(b'Target="', b'Target="/content/').replace(b'Target="/content/http', b'Target="http')
            data = data.replace(b'Target="/content/../', b'Target="/')
            name = "content/_rels/main.xml.rels"
        elif name == MAIN:
            name = "content/main.xml"
        elif name.startswith("word/"):
            name = "content/" + name.removeprefix("word/")
        made[name] = data.replace(b"word/document.xml", b"content/main.xml").replace(
            b'PartName="/word/', b'PartName="/content/'
        )
    return made


def without_the_rest(parts: Parts) -> Parts:
    """Without properties, settings, theme, fonts: a document can do without them."""
    gone = ("docProps", "word/settings", "word/theme", "word/fontTable", "word/webSettings", "customXml")
    return {name: data for name, data in parts.items() if not name.startswith(gone)}


def indented(root: Root) -> None:
    for made in root.iter():
        if len(made) and made.tag not in (W + "t", W + "instrText", W + "delText"):
            made.text = made.text if (made.text or "").strip() else "\n    "
            for child in made:
                child.tail = "\n    "


def in_pieces(root: Root) -> None:
    """Every run cut into runs of two characters."""
    for run in list(root.iter(W + "r")):
        texts = [child for child in run if child.tag == W + "t"]
        others = [child for child in run if child.tag not in (W + "t", W + "rPr")]
        parent = run.getparent()
        if len(texts) != 1 or others or parent is None or len(texts[0].text or "") < 3:
            continue
        words, kept = texts[0].text or "", texts[0].get("{http://www.w3.org/XML/1998/namespace}space")
        words = words if kept == "preserve" else words.strip()
        at = parent.index(run)
        parent.remove(run)
        for place in range(0, len(words), 2):
            piece = deepcopy(run)
            piece.tail = None
            text = piece.find(W + "t")
            assert text is not None
            text.text = words[place : place + 2]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            parent.insert(at, piece)
            at += 1


def wrapped(tag: str) -> Callable[[Root], None]:
    """Every run that stands in a paragraph inside a ``tag``."""

    def change(root: Root) -> None:
        for paragraph in root.iter(W + "p"):
            for run in [child for child in paragraph if child.tag == W + "r"]:
                holder = etree.Element(W + tag)
                paragraph.replace(run, holder)
                inner = etree.SubElement(holder, W + "sdtContent") if tag == "sdt" else holder
                inner.append(run)

    return change


def in_a_control(root: Root) -> None:
    body = root.find(W + "body")
    assert body is not None
    control = etree.Element(W + "sdt")
    content = etree.SubElement(control, W + "sdtContent")
    for child in [child for child in body if child.tag != W + "sectPr"]:
        content.append(child)
    body.insert(0, control)


def marked(root: Root) -> None:
    """Marks of proofing, of pages, of saving, and bookmarks that nobody names."""
    for number, paragraph in enumerate(root.iter(W + "p")):
        paragraph.set(W + "rsidR", "00AB12CD")
        for at, run in enumerate([child for child in paragraph if child.tag == W + "r"]):
            place = paragraph.index(run)
            paragraph.insert(place, etree.Element(W + "proofErr", {W + "type": "spellStart"}))
            named = {W + "id": f"{900 + number * 50 + at}", W + "name": f"_Nobody{number}_{at}"}
            paragraph.insert(place, etree.Element(W + "bookmarkStart", named))
            run.insert(1 if run.find(W + "rPr") is not None else 0, etree.Element(W + "lastRenderedPageBreak"))


CHANGES: dict[str, Callable[[Parts], Parts]] = {
    "strict": strict,
    "other prefixes": other_prefixes,
    "elsewhere": elsewhere,
    "without the rest": without_the_rest,
    "indented": document(indented),
    "in pieces": document(in_pieces),
    "smart tags": document(wrapped("smartTag")),
    "custom XML": document(wrapped("customXml")),
    "inline controls": document(wrapped("sdt")),
    "inserted": document(wrapped("ins")),
    "a control": document(in_a_control),
    "marked": document(marked),
    "UTF-16": document(lambda root: None, encoding="UTF-16"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_other_markup_is_read_as_the_same(change: str) -> None:
    shared("cases/word")
    changed = 0
    for name in NAMES:
        data = (FOLDER / f"{name}.docx").read_bytes()
        parts = unpacked(data)
        changed += CHANGES[change](dict(parts)) != parts
        before = read_bytes(data, f"{name}.docx", ReadOptions(lang="en")).document
        after = read_bytes(packed(CHANGES[change](parts)), f"{name}.docx", ReadOptions(lang="en")).document
        assert shown(after) == shown(before), name
    assert changed
