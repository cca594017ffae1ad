"""The words of a PDF that only the eye gets, or only the ear.

Heard only: what cannot be seen where it is painted (``sight``). Seen only: the words of artifacts that are not page
furniture, and notes written on the page (ISO 32000-1, 12.5.6.6, 14.8.2.2).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import pikepdf

from exporter.position import Position
from exporter.readback.pdf.content import Painted, Reader
from exporter.readback.pdf.sight import WHY
from exporter.readback.pdf.tree import Tag
from exporter.readback.sight import OneSense

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_DIGITS = re.compile(r"\d+|\b[ivxlcdm]+\b")
_SPACE = re.compile(r"\s+")
FURNITURE = ("/Pagination", "/Layout", "/Page", "/Background")
"""Kinds of artifact that are not part of what the author says (ISO 32000-1, table 330)."""
MARGIN = 0.08
"""A line so near to the edge of its page, in parts of its height, is a running head or foot."""


def one_sense(pdf: pikepdf.Pdf, root: Tag, reader: Reader) -> Iterator[OneSense]:
    """What only one of two senses gets, unseen words first, each in the order of the pages."""
    for words in root.words():
        if words.unseen and words.text.strip():
            yield OneSense(words.text, WHY[words.unseen], place=Position(words.page) if words.page else None)
    lines = list(_seen_only(pdf, reader.untold))
    told = _SPACE.sub("", root.text()).casefold() if lines else ""
    for line in lines:
        if _SPACE.sub("", line.text).casefold() not in told:
            yield OneSense(line.text, "is an artifact: it can be seen and is not heard", "unheard", Position(line.page))
    yield from _notes_on_pages(pdf)


def _seen_only(pdf: pikepdf.Pdf, untold: Iterable[tuple[str, Painted]]) -> Iterator[Painted]:
    """Lines of artifacts that say something of their own: not the page's number, not what other pages repeat."""
    lines = [line for line in _lines(untold) if _LETTERS.search(line.text)]
    pages: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        pages[_DIGITS.sub("#", line.text)].add(line.page)
    heights: Counter[int] = Counter()
    for line in lines:
        if len(pages[_DIGITS.sub("#", line.text)]) > 1:
            heights[round(line.y)] += 1  # furniture stands at one height on all pages, whatever it says there
    for line in lines:
        repeated = len(pages[_DIGITS.sub("#", line.text)]) > 1 or heights[round(line.y)] > 1
        if not repeated and not _in_margin(pdf, line):
            yield line


def _lines(untold: Iterable[tuple[str, Painted]]) -> Iterator[Painted]:
    """Pieces of one line of one artifact as one, of kinds that may say something."""
    pieces = [made for kind, made in untold if kind not in FURNITURE and not made.unseen]
    if not pieces:
        return
    line = [pieces[0]]
    for before, piece in pairwise(pieces):
        if (piece.page, round(piece.y)) == (before.page, round(before.y)):
            line.append(piece)
        else:
            yield _joined(line)
            line = [piece]
    yield _joined(line)


def _joined(pieces: list[Painted]) -> Painted:
    first = pieces[0]
    return Painted("".join(piece.text for piece in pieces).strip(), first.page, first.x, first.y)


def _in_margin(pdf: pikepdf.Pdf, line: Painted) -> bool:
    _, bottom, _, top = (float(value) for value in pdf.pages[line.page - 1].mediabox)
    height = abs(top - bottom)
    return not MARGIN * height < line.y - min(top, bottom) < (1 - MARGIN) * height


def _notes_on_pages(pdf: pikepdf.Pdf) -> Iterator[OneSense]:
    """Free text that an annotation writes on the page: it is seen, and told apart from the text, if at all."""
    for number, page in enumerate(pdf.pages, 1):
        found: Any = page.obj.get("/Annots")
        for note in list(found) if isinstance(found, pikepdf.Array) else []:
            if isinstance(note, pikepdf.Dictionary) and str(note.get("/Subtype", "")) == "/FreeText":
                words = str(note.get("/Contents", ""))
                hidden = int(note.get("/F", 0)) & 2
                if words.strip() and not hidden and "/StructParent" not in note:
                    yield OneSense(words, "is a note written on the page: it is not told", "unheard", Position(number))
