"""Every fixture before outside judges, each started once for all files. No judge of these was written here."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from exporter.check.outline import outline, quotes
from exporter.check.parity import compare
from exporter.check.readback import open_file
from exporter.model import BlockQuote, Document, plain_text, walk
from tests.conftest import ARTICLES, Export
from tests.judges import harness

pytestmark = [pytest.mark.judge, pytest.mark.slow]
NAMES = [path.name.replace(".", "-") for path in ARTICLES]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("judges")


def words(text: str) -> str:
    """Letters and digits alone, for comparing what programs make of the same words."""
    return re.sub(r"[\W_]+", "", text).casefold()


def headings(document: Document) -> list[str]:
    return [words(line.text) for line in outline(document)]


def test_there_are_fixtures_to_judge() -> None:
    assert len(ARTICLES) >= 7


# --- EPUB -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def epubcheck(exports: Sequence[Export], folder: Path) -> dict[Path, list[str]]:
    return harness.epubcheck([item.epub for item in exports], folder)


def test_epubcheck_has_no_errors_and_no_warnings(exports: Sequence[Export], epubcheck: dict[Path, list[str]]) -> None:
    found = {item.name: [m for m in epubcheck[item.epub] if not m.startswith(("INFO", "USAGE"))] for item in exports}
    assert found == {item.name: [] for item in exports}


def test_epubcheck_would_say_what_is_wrong(exports: Sequence[Export], folder: Path) -> None:
    broken = folder / "broken.epub"
    with zipfile.ZipFile(exports[0].epub) as old, zipfile.ZipFile(broken, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, data.replace(b"</h1>", b"") if entry.filename.endswith("chapter-1.xhtml") else data)
    assert any(message.startswith(("ERROR", "FATAL")) for message in harness.epubcheck([broken], folder)[broken])


def test_ace_finds_no_violation(exports: Sequence[Export], folder: Path) -> None:
    found = harness.ace([item.epub for item in exports], folder)
    assert {item.name: found[item.epub] for item in exports} == {item.name: [] for item in exports}


def test_chromium_tells_headings_and_quotes_of_an_epub_page(exports: Sequence[Export], folder: Path) -> None:
    pages = {}
    for item in exports:
        target = folder / "pages" / item.name
        with zipfile.ZipFile(item.epub) as package:
            package.extractall(target)
        pages[item.name] = target / "EPUB" / "chapter-1.xhtml"
    seen = harness.browser(list(pages.values()))
    for item in exports:
        page = seen[str(pages[item.name])]
        nodes = page["nodes"]
        shown = [(words(n["name"]), n["level"]) for n in nodes if n["role"] == "heading"]
        expected = [(words(line.text), line.level) for line in outline(item.document)]
        assert [level for _, level in shown] == [level for _, level in expected], item.name
        assert [name for name, _ in shown] == [name for name, _ in expected], item.name
        block_quotes = sum(node["role"] == "blockquote" for node in nodes)
        assert block_quotes == len(quotes(item.document)), item.name
        assert page["axe"] == [], item.name


def test_pandoc_reads_the_same_headings_and_quotes_from_epub(exports: Sequence[Export]) -> None:
    for item in exports:
        read = harness.pandoc(item.epub)
        assert [words(text) for text in pandoc_headings(read)] == headings(item.document), item.name
        assert pandoc_quotes(read) == quote_texts(item.document), item.name


# --- PDF ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf_passes_what_is_claimed(exports: Sequence[Export], flavour: str) -> None:
    claim = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}[flavour]
    assert {item.name: claim in item.claims for item in exports} == {item.name: True for item in exports}
    found = harness.verapdf([item.pdf for item in exports], flavour)
    assert {item.name: found[item.pdf] for item in exports} == {item.name: [] for item in exports}


def test_poppler_reads_headings_and_quotes_from_the_tags(exports: Sequence[Export]) -> None:
    for item in exports:
        elements = list(poppler_elements(harness.poppler(item.pdf).splitlines()))
        assert [words(text) for role, text in elements if re.fullmatch(r"H\d?", role)] == headings(item.document)
        found = [words(text) for role, text in elements if role == "BlockQuote"]
        assert found == quote_texts(item.document, attributions=True), item.name


def test_pdfjs_reads_headings_and_quotes_from_the_tags(exports: Sequence[Export]) -> None:
    """The trees are a page's each, so that a quote over two pages comes as two."""
    seen = harness.pdfjs([item.pdf for item in exports])
    for item in exports:
        elements = [e for page in seen[str(item.pdf)] for e in pdfjs_elements(page["tree"], page["texts"])]
        found = [words(text) for role, text in elements if re.fullmatch(r"H\d?", role)]
        assert "".join(found) == "".join(headings(item.document)), item.name
        found = [words(text) for role, text in elements if role == "BlockQuote"]
        expected = quote_texts(item.document, attributions=True)
        assert "".join(found) == "".join(expected), item.name
        assert len(found) >= len(expected), item.name


# --- DOCX -----------------------------------------------------------------------------------------------------------


def test_openxml_audit_finds_nothing(exports: Sequence[Export]) -> None:
    found = {item.name: harness.openxml_audit(item.docx) for item in exports}
    assert found == {item.name: [] for item in exports}


def test_the_open_xml_sdk_finds_nothing(exports: Sequence[Export]) -> None:
    found = harness.open_xml_sdk([item.docx for item in exports])
    assert {item.name: found[item.docx] for item in exports} == {item.name: [] for item in exports}


LOST_BY_LIBREOFFICE = {
    "added": "the texts of notes stand at the foot of a page as paragraphs",
    "aside": "Word has no asides and LibreOffice tags none: title and text are paragraphs",
    "attribution": "a paragraph of its own style is a paragraph, after the quote",
    "caption": "a caption is a paragraph: only captions of its own making are tagged",
    "code": "the style of a code paragraph or run says nothing to it",
    "decorative": "version 7.4 does not know Word's mark for decorative pictures",
    "definition": "Word has no definition lists: terms and definitions are paragraphs",
    "emphasis": "character styles are not tagged",
    "expansion": "the tooltips that hold expansions are dropped",
    "figure": "a picture is a figure, but its caption is not in it",
    "inline quote": "the Quote Char style is not tagged",
    "language": "gives a region to every language (fr-FR), and the language of a whole paragraph is not tagged",
    "link": "the reference to a note is a plain link to the foot of the page",
    "list": "lists with paragraphs between their items are split, numbering restarts are new lists",
    "math": "a formula is a picture without words",
    "metadata": "apostrophes in the title are escaped twice in XMP",
    "note": "a note is a paragraph at the foot of the page",
    "order": "a note's text comes where the page ends",
    "quote": "each paragraph of a quote is a quote of its own",
    "table": "the caption of a table is a paragraph before it",
    "table headers": "first columns are no headers",
    "text": "list markers and note numbers are words; right-to-left runs are in painted order",
}


@pytest.fixture(scope="session")
def by_libreoffice(exports: Sequence[Export], folder: Path) -> dict[str, Document]:
    """What our read-back finds in the PDF/UA that LibreOffice makes of each DOCX."""
    made = harness.libreoffice([item.docx for item in exports], folder)
    return {item.name: open_file(made[item.docx]) for item in exports}


def test_libreoffice_opens_the_docx_with_its_headings(
    exports: Sequence[Export], by_libreoffice: dict[str, Document]
) -> None:
    found = {item.name: headings(by_libreoffice[item.name]) for item in exports}
    assert found == {item.name: headings(item.document) for item in exports}


def test_libreoffice_keeps_the_words_of_quotes(exports: Sequence[Export], by_libreoffice: dict[str, Document]) -> None:
    """Each paragraph of a quote is a quote of its own there: a Word quote is a paragraph style."""
    for item in exports:
        found = left_to_right(quote_texts(by_libreoffice[item.name]))
        assert "".join(found) == "".join(left_to_right(quote_texts(item.document))), item.name


def test_what_libreoffice_loses_is_known(exports: Sequence[Export], by_libreoffice: dict[str, Document]) -> None:
    """Losses of its import and its tags, one by one: none that is not listed, and none listed that is gone."""
    losses = {loss.kind for item in exports for loss in compare(item.document, by_libreoffice[item.name], "pdf")}
    assert losses == set(LOST_BY_LIBREOFFICE)


def test_pandoc_reads_the_same_headings_and_quotes_from_docx(exports: Sequence[Export]) -> None:
    for item in exports:
        read = harness.pandoc(item.docx)
        assert [words(text) for text in pandoc_headings(read)] == headings(item.document), item.name
        found, expected = pandoc_quotes(read), quote_texts(item.document)
        whole = quote_texts(item.document, attributions=True)  # pandoc takes an indented attribution in
        assert len(found) == len(expected), item.name
        assert all(text in pair for text, *pair in zip(found, expected, whole, strict=True)), item.name


def test_mammoth_opens_the_docx(exports: Sequence[Export]) -> None:
    import mammoth

    for item in exports:
        with item.docx.open("rb") as stream:
            html = mammoth.convert_to_html(stream).value
        assert words(plain_text(item.document.title)) in words(re.sub("<[^>]*>", "", html)), item.name


# --- what the judges' own outputs say -------------------------------------------------------------------------------


def pandoc_text(node: Any) -> str:
    if isinstance(node, list):
        return "".join(pandoc_text(item) for item in node)
    if isinstance(node, dict):
        if node.get("t") == "Str":
            return str(node["c"])
        if node.get("t") in ("Note", "Image"):
            return ""
        if node.get("t") in ("Code", "Math", "CodeBlock", "RawInline"):
            return str(node["c"][-1])
        return pandoc_text(node.get("c", []))
    return ""


def pandoc_elements(node: Any, kind: str) -> Iterator[Any]:
    if isinstance(node, list):
        for item in node:
            yield from pandoc_elements(item, kind)
    elif isinstance(node, dict):
        if node.get("t") == kind:
            yield node
        yield from pandoc_elements(node.get("c", []), kind)


def pandoc_headings(read: Any) -> list[str]:
    return [pandoc_text(item["c"][2]) for item in pandoc_elements(read["blocks"], "Header")]


def pandoc_quotes(read: Any) -> list[str]:
    return [words(pandoc_text(item["c"])) for item in pandoc_elements(read["blocks"], "BlockQuote")]


def quote_texts(document: Document, *, attributions: bool = False) -> list[str]:
    return [
        words(plain_text(node.blocks) + (plain_text(node.attribution) if attributions else ""))
        for node in walk(document)
        if isinstance(node, BlockQuote)
    ]


def left_to_right(texts: Sequence[str]) -> list[str]:
    """Those that hold no right-to-left letter: programs give these in the order in which they are painted."""
    return [text for text in texts if not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)]


def poppler_elements(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each element of ``pdfinfo -struct-text`` with all the text below it."""
    depths = [len(line) - len(line.lstrip()) for line in lines]
    for at, line in enumerate(lines):
        role = line.strip().split(" ")[0]
        if not role or role.startswith('"'):
            continue
        text = []
        for below in range(at + 1, len(lines)):
            if lines[below].strip() and depths[below] <= depths[at]:
                break
            if lines[below].strip().startswith('"'):
                text.append(lines[below].strip()[1:-1])
        yield role, "".join(text)


def pdfjs_elements(node: Any, texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    if not node:
        return
    yield node.get("role", ""), pdfjs_text(node, texts)
    for child in node.get("children", []):
        if child.get("role"):
            yield from pdfjs_elements(child, texts)


def pdfjs_text(node: Any, texts: dict[str, str]) -> str:
    if node.get("type") == "content":
        return texts.get(node.get("id"), "")
    return "".join(pdfjs_text(child, texts) for child in node.get("children", []))
