"""How a page looks: what a publisher may set and that it takes effect, what belongs together, and what can be read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTImage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from PIL import Image as Picture

from exporter.model import (
    Aside,
    BlockQuote,
    CodeBlock,
    Document,
    Figure,
    Image,
    Metadata,
    Paragraph,
    Section,
    Styled,
    Text,
)
from exporter.rules.rule import Level
from exporter.writers import WriteOptions, WriteResult
from exporter.writers.pdf import structure_tree, write
from exporter.writers.pdf.engines.weasy.contrast import contrast
from tests.checks.rich import p, rich, words
from tests.writers.test_pdf import sequences
from tests.writers.test_pdf_fonts import embedded
from tests.writers.test_pdf_tables import table

ROOT = Path(__file__).resolve().parents[2]
MM = 72 / 25.4
LONG = "Words that go on and on until the line is full and the next one begins, so that pages fill. "


def document(*blocks: Any) -> Document:
    metadata = Metadata(title="T", lang="en", published="2026-01-02")
    return Document(metadata=metadata, title=words("T"), blocks=blocks, resources=rich().resources)


EVERYTHING = document(
    Paragraph((Text("Kicker"),), role="kicker"),
    Paragraph((Text("2 January"),), role="dateline"),
    *rich().blocks,
    Paragraph((Styled("mark", (Text("marked"),)),)),
    Aside((p("Beside the text."),), title=words("Title")),
    CodeBlock("x = 1"),
    Section(words("Wide"), (table(8),)),
)
"""A document that shows every house value."""


def styled(css: str, folder: Path, document: Document = EVERYTHING) -> WriteResult:
    """The document with a custom style sheet."""
    style = folder / "house.css"
    style.write_text(css, encoding="utf-8")
    return write(document, WriteOptions(styles=(style,)))


def items(data: bytes, kind: type[Any]) -> Iterator[Any]:
    """What pdfminer finds on the pages: letters (LTChar) or pictures (LTImage), with their places in points."""
    device = PDFPageAggregator(resources := PDFResourceManager())
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.get_pages(io.BytesIO(data))):
        interpreter.process_page(page)
        stack = [device.get_result()]
        while stack:
            item = stack.pop()
            if isinstance(item, kind):
                item.page = number
                yield item
            elif hasattr(item, "__iter__"):
                stack.extend(reversed(list(item)))


def line(data: bytes, words: str) -> list[LTChar]:
    """The letters of the first place where these words are painted."""
    letters = [(char, letter) for letter in items(data, LTChar) for char in letter.get_text()]
    at = "".join(char for char, _ in letters).index(words)
    return [letter for _, letter in letters[at : at + len(words)]]


# --- what a publisher sets ------------------------------------------------------------------------------------------


def colours(data: bytes) -> set[tuple[float, ...]]:
    """Every colour that is set in the content."""
    found = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for instruction in pikepdf.parse_content_stream(page):
                if str(instruction.operator).lower() in ("rg", "scn", "sc") and len(instruction.operands) == 3:
                    found.add(tuple(round(float(value), 2) for value in instruction.operands))
    return found


COLOURS = ("--ink", "--quiet", "--accent", "--link", "--rule", "--tint", "--highlight")


@pytest.mark.slow
@pytest.mark.parametrize("name", COLOURS)
def test_a_house_sets_colours(name: str, tmp_path: Path) -> None:
    mine = (0.0, 0.2, 0.4)  # #003366
    assert mine not in colours(write(EVERYTHING, WriteOptions()).data)
    assert mine in colours(styled(f":root {{ {name}: #003366 }}", tmp_path).data)


@pytest.mark.parametrize(
    ("name", "there", "gone"),
    [
        ("--text-font", "Source-Code-Pro-Bold", "Source-Serif-4-Bold"),
        ("--display-font", "Source-Code-Pro-Bold", ""),
        ("--code-font", "Source-Serif-4,", "Source-Code-Pro"),
    ],
)
def test_a_house_sets_fonts(name: str, there: str, gone: str, tmp_path: Path) -> None:
    plain = document(p("Text."), CodeBlock("x = 1"), Section(words("Heading"), (p("More."),)))
    assert "Source-Code-Pro-Bold" not in embedded(write(plain, WriteOptions()).data)
    font = "Source Serif 4" if name == "--code-font" else "Source Code Pro"
    found = embedded(styled(f':root {{ {name}: "{font}" }}', tmp_path, plain).data)
    assert there in found
    assert gone not in found


def test_a_house_sets_the_size_of_all_type(tmp_path: Path) -> None:
    plain = document(p("Some text."), Section(words("Heading"), (p("More."),)))
    before, after = (write(plain, WriteOptions()).data, styled(":root { --text-size: 22pt }", tmp_path, plain).data)
    for text, points in (("Some text.", 11), ("Heading", 17)):
        assert line(before, text)[0].size == pytest.approx(points, abs=0.1)
        assert line(after, text)[0].size == pytest.approx(2 * points, abs=0.2)
    foot = [line(data, "Page 1 of 1")[0].size for data in (before, after)]
    assert foot[1] == pytest.approx(2 * foot[0], rel=0.01)


def test_a_house_sets_the_leading(tmp_path: Path) -> None:
    def distance(data: bytes) -> float:
        """Between the first two lines of the text."""
        (last,) = line(data, "Page 1 of 1")[-1:]
        lines = sorted({letter.matrix[5] for letter in items(data, LTChar) if last.size < letter.size < 20})
        return lines[-1] - lines[-2]

    plain = document(p(LONG * 3))
    assert distance(write(plain, WriteOptions()).data) == pytest.approx(16.5, abs=0.1)
    assert distance(styled(":root { --leading: 2 }", tmp_path, plain).data) == pytest.approx(22, abs=0.1)


def test_a_house_sets_the_margins(tmp_path: Path) -> None:
    plain = document(p("Some text."), table(12))
    data = styled(":root { --page-margin: 40mm 20mm 30mm 50mm; --turned-margin: 30mm 33mm }", tmp_path, plain).data
    assert line(data, "T")[0].x0 == pytest.approx(50 * MM, abs=1)
    assert line(data, "Constituency")[0].x0 == pytest.approx(33 * MM, abs=1)
    assert line(write(plain, WriteOptions()).data, "T")[0].x0 == pytest.approx(38 * MM, abs=1)


def test_a_house_sets_how_far_tables_reach_into_the_margins(tmp_path: Path) -> None:
    plain = document(table(7))
    assert line(write(plain, WriteOptions()).data, "Constituency")[0].x0 == pytest.approx(22 * MM, abs=1)
    data = styled(":root { --overhang: 5mm }", tmp_path, plain).data
    assert line(data, "Constituency")[0].x0 == pytest.approx(33 * MM, abs=1)


def test_a_house_sets_a_logo_which_is_an_artifact(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png(200, 100))
    plain = document(p(LONG * 60))
    css = ':root { --logo: url("logo.png"); --logo-height: 12mm }'
    data = styled(css, tmp_path, plain).data
    (logo,) = items(data, LTImage)
    assert (logo.page, logo.height, logo.width) == (0, pytest.approx(12 * MM, abs=0.5), pytest.approx(24 * MM, abs=1))
    assert logo.y0 > 842 - 25 * MM
    with pikepdf.open(io.BytesIO(data)) as pdf:
        painted = [(tag, depth) for page in pdf.pages for tag, _, depth in sequences(page)]
    assert set(painted) == {("/Span", 1), ("/Artifact", 1)}
    tree = structure_tree(plain, WriteOptions(styles=(tmp_path / "house.css",)))
    assert "Figure" not in {kid.type for kid in tree.kids if hasattr(kid, "type")}
    assert list(items(write(plain, WriteOptions()).data, LTImage)) == []


def png(width: int, height: int) -> bytes:
    stream = io.BytesIO()
    Picture.new("RGB", (width, height), (0, 0, 120)).save(stream, "PNG")
    return stream.getvalue()


def test_every_house_value_is_documented_and_tested() -> None:
    sheet = (ROOT / "styles" / "page.css").read_text(encoding="utf-8")
    root = re.findall(r"^  (--[\w-]+):", sheet[: sheet.index("}")], re.MULTILINE)
    assert len(root) >= 15
    page = (ROOT / "docs" / "styling.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(--[\w-]+)` \|", page, re.MULTILINE) == root
    tests = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in root if name not in tests] == []
    assert set(re.findall(r"var\((--[\w-]+)\)", sheet)) == set(root)


# --- what a custom style sheet has no effect with -------------------------------------------------------------------


def found(result: WriteResult) -> list[tuple[str, int, int]]:
    """Rule and place of each finding about style sheets."""
    return [
        (item.rule, item.pos.line if item.pos else 0, item.pos.column if item.pos else 0)
        for item in result.findings
        if item.rule.startswith("CSS")
    ]


@pytest.mark.parametrize(
    "css",
    [
        '@import "https://example.org/house.css";',
        "@import url(none.css);",
        "p { background: url(none.png) }",
        "p { background: url(https://example.org/x.png) }",
        "p { background: url(../outside.png) }",
        ":root { --logo: url(none.png) }",
        "@font-face { font-family: Own; src: url(none.ttf) }",
        "@font-face { font-family: Own; src: url(https://example.org/own.woff2) }",
        "p { background: url(broken.png) }",
    ],
)
def test_what_a_sheet_names_and_cannot_be_loaded_is_a_finding(css: str, tmp_path: Path) -> None:
    """The network is never asked; tests/test_offline.py bars it for every test."""
    folder = tmp_path / "styles"
    folder.mkdir()
    (tmp_path / "outside.png").write_bytes(png(10, 10))
    (folder / "broken.png").write_bytes(b"no picture")
    result = styled("/* a publisher */\n" + css, folder, document(p("Text.")))
    (rule,) = found(result)
    assert rule[:2] == ("CSS001", 2)
    (item,) = [item for item in result.findings if item.rule == "CSS001"]
    assert item.level is Level.warning
    assert item.file == str(folder / "house.css")
    assert item.snippet == css
    assert "/tmp" not in item.message
    assert result.claims == ("PDF/UA-1", "PDF/A-2a")


def test_what_is_misspelt_is_a_finding_with_its_place(tmp_path: Path) -> None:
    result = styled("p { colour: navy }\n\nh2 {\n  color: 12;\n}", tmp_path, document(p("Text.")))
    assert found(result) == [("CSS002", 1, 5), ("CSS002", 4, 3)]
    assert [item.message for item in result.findings] == [
        "ignored “colour: navy”: unknown property",
        "ignored “color: 12”: invalid value",
    ]


def test_a_sheet_without_faults_has_no_findings(tmp_path: Path) -> None:
    (tmp_path / "more.css").write_text("h2 { color: #002244 }")
    (tmp_path / "x.png").write_bytes(png(10, 10))
    css = '@import "more.css"; p { background: url(x.png) } :root { --logo: url(x.png) }'
    assert found(styled(css, tmp_path)) == []


# --- contrast (WCAG 2.2, 1.4.3) ---------------------------------------------------------------------------------------


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    grey = (0x77 / 255,) * 3
    assert contrast(grey, (1, 1, 1)) == pytest.approx(4.48, abs=0.01)


def test_all_text_of_the_page_can_be_read(tmp_path: Path) -> None:
    """Computed on the pages of a document that has everything, after every rule and custom property."""
    assert found(styled("/* nothing */", tmp_path)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("css", "faint"),
    [
        (":root { --quiet: #8a8a8a }", 1),
        (":root { --link: #58a }", 1),
        (":root { --tint: #777777 }", 1),
        (":root { --highlight: #333333 }", 1),
        ("main { background: #000000 }", 2),
        (".credit { color: rgba(0, 0, 0, 0.4) }", 1),
        ("@page { @bottom-left { color: #aaaaaa } }", 1),
    ],
)
def test_a_colour_that_is_too_light_is_found(css: str, faint: int, tmp_path: Path) -> None:
    assert len([rule for rule, *_ in found(styled(css, tmp_path)) if rule == "CSS003"]) >= faint


def test_large_text_may_have_less_contrast(tmp_path: Path) -> None:
    plain = document(Section(words("A heading of 17 points, bold"), (p("Text."),)))
    assert found(styled("h2 { color: #8a8a8a }", tmp_path, plain)) == []
    assert found(styled("h2 { color: #8a8a8a; font-weight: 400 }", tmp_path, plain)) == [("CSS003", 0, 0)]


def test_the_epubs_style_sets_no_colour_at_all() -> None:
    """There the reader's own colours rule, which have the contrast that the reader wants."""
    sheet = (ROOT / "styles" / "book.css").read_text(encoding="utf-8")
    used = re.findall(r"(?<![\w-])(?:color|background(?:-color)?)\s*:\s*([^;}]+)", sheet)
    assert set(used) <= {"Canvas", "CanvasText", "LinkText", "inherit", "transparent"}
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|(?:rgba?|hsla?|oklch|color)\(", sheet) == []


# --- what belongs together --------------------------------------------------------------------------------------------


def some_slow(numbers: Iterable[int]) -> list[Any]:
    """Every fourth number for ``make check``, all of them for ``make test``."""
    return [pytest.param(number, marks=() if number % 4 == 0 else pytest.mark.slow) for number in numbers]


@pytest.mark.parametrize("lines", some_slow(range(34, 46)))
def test_a_speaker_stays_with_the_quote(lines: int) -> None:
    """However full the page is when the quote begins."""
    blocks = [p("One line.") for _ in range(lines - 12)]
    tree = structure_tree(document(*blocks, BlockQuote((p(LONG * 2),), words("Jane Roe, speaker"))))
    (quote,) = [here for here in walk_of(tree) if here.type == "BlockQuote"]
    pages = [pages_of(kid) for kid in quote.kids]
    assert pages[-1][0] == pages[-2][-1]


@pytest.mark.parametrize("lines", some_slow(range(20, 34)))
def test_a_heading_is_never_last_and_no_line_is_alone(lines: int) -> None:
    blocks = [p("One line.") for _ in range(lines)]
    tree = structure_tree(document(*blocks, Section(words("Heading"), (p(LONG * 3), p("x")))))
    (heading,) = [here for here in walk_of(tree) if here.type == "H2"]
    section = next(here for here in walk_of(tree) if here.type == "Sect")
    paragraph = section.kids[1]
    assert pages_of(heading)[-1] == pages_of(paragraph)[0]
    for page in set(pages_of(paragraph)):
        assert pages_of(paragraph).count(page) >= 2


@pytest.mark.parametrize("lines", some_slow(range(20, 28)))
def test_a_picture_stays_with_its_caption_and_credit(lines: int) -> None:
    figure = Figure((Paragraph((Image("r1", "A picture"),)),), words("What it shows"), words("Photo: X"))
    tree = structure_tree(document(*(p("One line.") for _ in range(lines)), figure))
    places = {page for here in walk_of(tree) if here.type in ("Figure", "Caption") for page in pages_of(here)}
    assert len(places) == 1


def walk_of(tree: Any) -> list[Any]:
    from exporter.writers.pdf.structure import walk

    return list(walk(tree))


def pages_of(element: Any) -> list[int]:
    """The page of each piece below an element, in order."""
    found: list[int] = []
    for kid in element.kids:
        found += [kid.page] if hasattr(kid, "page") else pages_of(kid) if hasattr(kid, "kids") else []
    return found


@pytest.mark.slow
def test_nothing_is_painted_outside_the_page(tmp_path: Path) -> None:
    """Long words, long addresses, long code, a wide table in a list: all within the paper's edges."""
    long = "Donaudampfschifffahrtsgesellschaftskapitän" * 3
    blocks = (
        p(long),
        CodeBlock(f'{long} = "{long}"'),
        BlockQuote((p(long),), words(long)),
        table(7),
        table(40, "Unübersichtlichkeit"),
    )
    for page, width in (("a4", 595.3), ("letter", 612)):
        data = write(document(Section(words(long), blocks)), WriteOptions(page=page)).data  # type: ignore[arg-type]
        for letter in items(data, LTChar):
            turned = letter.x1 > width
            assert letter.x0 >= 0
            assert letter.x1 <= (842 if turned else width)
