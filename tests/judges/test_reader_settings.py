"""The reader's settings rule: narrow windows, 400 % zoom, dark, more contrast, forced colours, the keyboard.

In headless Chromium with axe-core. With SHOTS=FOLDER, ``reflow.mjs`` leaves pictures of every page in that folder.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest

from exporter.accessibility.reader_settings import ABSOLUTE, overridden
from exporter.assets import styles_folder
from exporter.model import (
    Block,
    Cell,
    Code,
    CodeBlock,
    DisplayMath,
    Document,
    Link,
    List,
    ListItem,
    Math,
    Metadata,
    Paragraph,
    Row,
    Section,
    Styled,
    StyleKind,
    Table,
    TableBody,
    Text,
)
from exporter.writers import WriteOptions, writer
from tests.checks.rich import rich
from tests.conftest import Export
from tests.judges import harness

pytestmark = [pytest.mark.judge, pytest.mark.slow]

FIXTURES = ("data-story-md", "explainer-md", "languages-md")
"""Those with wide tables, formulas and several scripts; the others have nothing that these have not."""

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
KINDS: tuple[StyleKind, ...] = ("emphasis", "strong", "sub", "sup", "deleted", "inserted", "mark", "small")
MATHML = (
    "<math xmlns='http://www.w3.org/1998/Math/MathML'><mrow>"
    + "".join(f"<mi>x</mi><mo>+</mo><mn>{number}</mn><mo>+</mo>" for number in range(100, 140))
    + "<mi>y</mi></mrow></math>"
)


def paragraph(*words: str) -> Paragraph:
    return Paragraph(tuple(Text(word) for word in words))


def table(columns: int, word: str) -> Table:
    def cells(header: bool) -> tuple[Cell, ...]:
        return tuple(Cell((paragraph(word),), header=header) for _ in range(columns))

    return Table((TableBody((Row(cells(header=False)), Row(cells(header=False)))),), head=(Row(cells(header=True)),))


def nested(depth: int) -> Block:
    inner: tuple[Block, ...] = (paragraph("Deep in a list."),)
    for _ in range(depth):
        inner = (List((ListItem((paragraph("Item"), *inner)),)),)
    return inner[0]


def hard() -> Document:
    """What makes pages wide: long words, tables of few and many columns, long formulas, code, deep lists."""
    address = "https://example.org/" + "a-very-long-path/" * 12
    inlines = (Link((Text(address),), address), Code("an_identifier_" * 12), Styled("emphasis", (Text(LONG),)))
    blocks: tuple[Block, ...] = (
        Section((Text(LONG),), (Paragraph(inlines), table(2, LONG[:30]), table(3, "Wort"), table(9, "Columns"))),
        CodeBlock("line = " + "value + " * 40),
        DisplayMath("", MATHML, "a long sum"),
        Paragraph((Math("", MATHML.replace("+", "-"), "a long difference in a line"),)),
        nested(7),
        Paragraph(tuple(Styled(kind, (Text(kind),)) for kind in KINDS)),
    )
    return Document(metadata=Metadata(title="T", lang="de"), title=(Text(LONG),), blocks=blocks)


@pytest.fixture(scope="module")
def pages(exports: Sequence[Export], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Chromium says of some fixtures, of every node of the model, and of what makes pages wide."""
    folder = tmp_path_factory.mktemp("pages")
    books = {item.name: item.epub.read_bytes() for item in exports if item.name in FIXTURES}
    assert len(books) == len(FIXTURES)
    for name, document in (("rich", rich()), ("hard", hard())):
        books[name] = writer("epub")(document, WriteOptions()).data
    files = {}
    for name, data in books.items():
        (folder / f"{name}.epub").write_bytes(data)
        with zipfile.ZipFile(folder / f"{name}.epub") as package:
            package.extractall(folder / name)
        files[name] = folder / name / "EPUB" / "chapter-1.xhtml"
    found = harness.reflow(list(files.values()))
    return {name: found[str(path)] for name, path in files.items()}


@pytest.mark.parametrize("window", ["narrow", "zoomed", "wide"])
def test_no_page_scrolls_both_ways(window: str, pages: dict[str, Any]) -> None:
    """WCAG 2.2, 1.4.10: at 320 CSS px, which are also 1280 px at 400 % zoom."""
    told = {name: (page["windows"][window]["page"], page["windows"][window]["outside"]) for name, page in pages.items()}
    assert told == {name: (0, []) for name in pages}


def test_only_wide_tables_and_formulas_scroll_and_the_keyboard_reaches_them_by_name(pages: dict[str, Any]) -> None:
    held = set()
    for name, page in pages.items():
        scrollers = page["windows"]["narrow"]["scrollers"]
        for scroller in scrollers:
            assert (scroller["holds"], scroller["role"]) in {("table", "group"), ("math", "group")}, (name, scroller)
            assert scroller["tabindex"] == 0
            assert scroller["name"], (name, scroller)
            held.add(scroller["holds"])
        reached = [role for role in page["keyboard"] if role == "group"]
        assert len(reached) >= len(scrollers), name
    assert held == {"table", "math"}


@pytest.mark.parametrize("mode", ["light", "dark", "contrast", "forced", "forcedDark"])
def test_axe_finds_nothing_in_any_colours(mode: str, pages: dict[str, Any]) -> None:
    assert {name: page["modes"][mode]["axe"] for name, page in pages.items()} == {name: [] for name in pages}
    assert all(page["modes"][mode]["contrast"] > 0 for page in pages.values())  # it did look at contrast


def test_the_reader_chooses_light_or_dark(pages: dict[str, Any]) -> None:
    for name, page in pages.items():
        light, dark = page["modes"]["light"], page["modes"]["dark"]
        assert brightness(light["text"]) < 0.2 < 0.8 < brightness(light["ground"]), name
        assert brightness(dark["ground"]) < 0.2 < 0.8 < brightness(dark["text"]), name
        assert {seen["align"] for seen in page["modes"].values()} == {"start"}, name


def brightness(colour: str) -> float:
    red, green, blue = (int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))
    return (red + green + blue) / 765


def test_the_style_sheet_takes_no_choice_from_the_reader() -> None:
    style = (styles_folder() / "book.css").read_bytes()
    assert overridden(style) == ()
    units = set(re.findall(r"[\d.](px|pt|pc|cm|mm|in|q)\b", style.decode().lower()))
    assert units & ABSOLUTE == set()
    assert "!important" not in style.decode()
