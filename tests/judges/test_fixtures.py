"""Every fixture before outside judges, each started once for all files. No judge of these was written here."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from exporter.checks.outline import outline, quotes
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


def test_epubcheck_has_nothing_to_say(exports: Sequence[Export], epubcheck: dict[Path, list[str]]) -> None:
    """No errors, no warnings, and no usage notes either."""
    found = {item.name: [m for m in epubcheck[item.epub] if not m.startswith("INFO")] for item in exports}
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
