"""The words of every fixture, as programs that are not ours take them out of the PDF (issue 4, point 5).

Each stretch of text in the model (a title, a paragraph, a caption, a cell) must be found whole, spaces folded. What a
program sees is not helped: pdfminer goes by places, poppler and pdf.js by places or by tags.
"""

from __future__ import annotations

import io
import re
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pdfminer.converter import PDFPageAggregator
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextContainer
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from exporter.model import (
    Code,
    CodeBlock,
    DisplayMath,
    Document,
    Image,
    LineBreak,
    Math,
    Metadata,
    Note,
    Paragraph,
    Text,
    children,
    plain_text,
    walk,
)
from exporter.model import Inline as InlineUnion
from tests.conftest import ARTICLES, Export
from tests.judges import harness

pytestmark = [pytest.mark.judge, pytest.mark.slow]
NAMES = [path.name for path in ARTICLES]
INLINE: tuple[type[Any], ...] = InlineUnion.__args__  # type: ignore[attr-defined]
HEAD_AND_FOOT = 62
"""Points at the top and at the bottom of a page where running head and foot stand."""


# --- what must be found -----------------------------------------------------------------------------------------------


def stretches(document: Document) -> Iterator[str]:
    """Each stretch of text: an inline sequence of a block, or a block of code."""
    for node in [document, *walk(document)]:
        if isinstance(node, CodeBlock):
            yield node.text
        if isinstance(node, INLINE):
            continue
        for name in type(node).__slots__:
            value = getattr(node, name, None)
            if isinstance(value, tuple) and value and isinstance(value[0], INLINE):
                yield "".join(map(said, value))


NOTE, FORMULA = "\ue000", "\ue001"
"""Where a number stands that refers to a note, and where a formula stands, which is set in two dimensions."""


def said(node: Any) -> str:
    """What of an inline node is painted."""
    match node:
        case Text() | Code():
            return node.text
        case Math() | DisplayMath():
            return FORMULA
        case LineBreak():
            return " "
        case Note():
            return NOTE
        case Image():
            return ""
        case _:
            return "".join(map(said, children(node)))


def pattern(text: str) -> str:
    """A regular expression for a text: spaces are folded, and a line may end after a hyphen, a dash or a slash."""
    parts = []
    for char in unseen_gone(" ".join(text.split())):
        if char == NOTE:
            parts.append(r"\s?\d+\s?")
        elif char == FORMULA:
            parts.append(r".{1,60}?")
        elif char == " ":
            parts.append(r"\s+")
        else:
            parts.append(re.escape(char) + (r"\s?" if char in "-–—/" else ""))
    return "".join(parts)


def unseen_gone(text: str) -> str:
    """A text without controls of direction, joiners and the like, and with composed letters."""
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFC", text).replace("\xa0", " ").replace("\u202f", " ")


def lost(document: Document, text: str) -> list[str]:
    """The stretches that are not found in a text."""
    text = " ".join(unseen_gone(text).split())
    return [wanted for wanted in stretches(document) if re.search(pattern(wanted), text) is None]


def lost_by_place(document: Document, text: str) -> list[str]:
    """The stretches that are not found by a program which asks the places of letters for their order.

    Such a program orders the parts of a line with right-to-left words, and the marks of a letter, by rules of its own:
    of stretches with such words each word must be there whole. It takes a hyphen at a line's end for one that breaks a
    word.
    """
    apart = " ".join(unseen_gone(re.sub("[\u202a-\u202e\u2066-\u2069]", " ", text)).split())
    found = []
    for wanted in stretches(document):
        if is_backwards(wanted):
            words = set(re.findall(r"\w+", without_marks(wanted)))
            found += [word for word in words if re.search(rf"(?<!\w){word}(?!\w)", without_marks(apart)) is None]
        elif re.search(pattern(wanted).replace(r"\-\s?", r"\-?\s?"), apart) is None:
            found.append(wanted)
    return found


def without_marks(text: str) -> str:
    """A text without vowel marks and the like."""
    return "".join(char for char in unseen_gone(text) if unicodedata.category(char) != "Mn")


def is_backwards(text: str) -> bool:
    """Whether some of a text is written from right to left."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


# --- what programs find -----------------------------------------------------------------------------------------------


def pdftotext(file: Path) -> str:
    """By place, running head and foot cut off."""
    harness.need("poppler's pdftotext", harness.shutil.which("pdftotext") is not None)
    area = ["-x", "0", "-y", str(HEAD_AND_FOOT), "-W", "1000", "-H", str(842 - 2 * HEAD_AND_FOOT)]
    return subprocess.run(["pdftotext", *area, str(file), "-"], capture_output=True, text=True, check=True).stdout


def struct_text(file: Path) -> str:
    """By tags."""
    return "".join(re.findall(r'^\s*"(.*)"$', harness.poppler(file), re.MULTILINE))


def pdfminer_by_place(file: Path) -> str:
    """As its command puts lines and paragraphs together."""
    return "\n".join(
        item.get_text() for page in extract_pages(file) for item in page if isinstance(item, LTTextContainer)
    )


def pdfminer_by_content(file: Path) -> str:
    """In the order of the content stream, without running head and foot."""
    device = PDFPageAggregator(resources := PDFResourceManager())
    interpreter = PDFPageInterpreter(resources, device)
    parts = []
    for page in PDFPage.get_pages(io.BytesIO(file.read_bytes())):
        interpreter.process_page(page)
        for item in device.get_result():
            top = page.mediabox[3] - HEAD_AND_FOOT
            if isinstance(item, LTChar) and item.y0 > HEAD_AND_FOOT and item.y1 < top:
                parts.append(item.get_text())
    return "".join(parts)


@pytest.fixture(scope="session")
def by_pdfjs(exports: Sequence[Export]) -> dict[str, str]:
    """The text layer of each fixture, as Firefox shows it to screen readers, to search and to the clipboard."""
    seen = harness.pdfjs([item.pdf for item in exports])
    return {item.name: "\n".join(page["text"] for page in seen[str(item.pdf)]) for item in exports}


@cache
def position(name: str) -> int:
    return NAMES.index(name)


@pytest.mark.parametrize("name", NAMES)
def test_poppler_by_place(exports: Sequence[Export], name: str) -> None:
    item = exports[position(name)]
    assert lost_by_place(item.document, pdftotext(item.pdf)) == []


@pytest.mark.parametrize("name", NAMES)
def test_poppler_by_tags(exports: Sequence[Export], name: str) -> None:
    item = exports[position(name)]
    assert lost(item.document, struct_text(item.pdf)) == []


@pytest.mark.parametrize("name", NAMES)
def test_pdfminer_by_place(exports: Sequence[Export], name: str) -> None:
    item = exports[position(name)]
    text = pdfminer_by_place(item.pdf)
    for furniture in (plain_text(item.document.title), r"Page \d+ of \d+"):  # it has no notion of artifacts
        text = re.sub(f"^{furniture}$" if "\\" in furniture else f"^{re.escape(furniture)}$", "", text, flags=re.M)
    assert lost_by_place(item.document, f"{plain_text(item.document.title)}\n{text}") == []


@pytest.mark.parametrize("name", NAMES)
def test_pdfminer_by_content(exports: Sequence[Export], name: str) -> None:
    item = exports[position(name)]
    assert lost(item.document, pdfminer_by_content(item.pdf)) == []


@pytest.mark.parametrize("name", NAMES)
def test_pdfjs(exports: Sequence[Export], by_pdfjs: dict[str, str], name: str) -> None:
    """It sees a space where the direction changes, and puts a vowel mark before its letter."""
    item = exports[position(name)]
    text = " ".join(unseen_gone(by_pdfjs[item.name]).split())
    found = lost(item.document, text)
    assert [wanted for wanted in found if not is_backwards(wanted)] == []
    assert [wanted for wanted in found if loose(wanted) not in loose(text)] == []
    words = {
        word for wanted in stretches(item.document) if is_backwards(wanted) for word in unseen_gone(wanted).split()
    }
    assert [word for word in words if word.isalpha() and f" {word} " not in f" {text} "] == []


def loose(text: str) -> str:
    """A text without vowel marks, and without the space before punctuation."""
    return re.sub(r" (?=[^\w\s])", "", " ".join(without_marks(text).split()))


def test_a_lost_space_would_be_seen() -> None:
    document = Document(metadata=Metadata(), title=(Text("Two words"),), blocks=(Paragraph((Text("שלום עולם"),)),))
    assert lost(document, "Two words שלום עולם") == []
    assert lost(document, "Twowords שלוםעולם") == ["Two words", "שלום עולם"]
    assert lost_by_place(document, "Two words עולם שלום") == []
    assert lost_by_place(document, "Two wordsעולםשלום") != []
