"""The readers that ``speak --as`` knows: for each program and kind of file, what it tells of what.

``heard`` rows were measured (fixtures/heard has what was heard, ``make listen`` hears it again): Orca 48 with Firefox
and Chromium, LibreOffice Writer 25.2. ``documented`` rows are from NVDA's source and manual alone, and say so: nobody
connected with this project has heard them. Words in quotation marks of a screen reader are its English ones.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One program before one kind of file. What it does not tell is empty.

    ``notes``: "end" at the end of the text, "after" after the block that refers to them, "foot" of the page (told here
    at the end: pages are not known). ``one_level`` is the level that all headings have where the program guesses.
    """

    title: str
    evidence: Literal["heard", "documented"]
    deepest: int = 6
    one_level: int = 0
    languages: bool = True
    quote: str = ""
    quote_is_named: bool = False
    leaving: str = ""
    attribution: str = ""
    dash: bool = False
    link: str = ""
    reference: str = "{number}"
    note: str = ""
    notes: Literal["end", "after", "foot"] = "end"
    notes_name: str = ""
    lists: bool = False
    bullet: str = "•"
    term: str = ""
    terms_are_items: bool = False
    tables: bool = False
    headers: bool = False
    caption_first: bool = False
    figure: str = ""
    picture: str = ""
    nameless_picture: str = ""
    descriptions: bool = True
    formula: str = ""
    formulas: Literal["signs", "words", "silent"] = "signs"
    expansions: bool = False
    aside: str = ""
    separator: str = ""
    page: str = ""
    page_inside: str = ""


_PAGE = Reader(
    title="Firefox, a page of an EPUB or the web",
    evidence="heard",
    quote="block quote",
    quote_is_named=True,
    leaving="leaving ",
    attribution="caption",
    link="link ",
    reference=" link Note {number}",
    note="footnote Note {number}, link Note {number}, back to the text",
    notes_name="Notes landmark",
    lists=True,
    tables=True,
    headers=True,
    figure="figure",
    picture="image ",
    nameless_picture="image",
    formula="math",
    aside="note",
    separator="separator",
    page="page break {label}",
    page_inside=" page break {label} ",
)
_CHROMIUM_PAGE = replace(_PAGE, title="Chromium, a page of an EPUB or the web", term="term")
_FIREFOX_PDF = Reader(
    title="Firefox, a PDF",
    evidence="heard",
    languages=False,
    link="link ",
    reference=" link {number}",
    note="link {number}",
    notes="after",
    lists=True,
    terms_are_items=True,
    tables=True,
    headers=True,
    picture="image ",
    formula="math",
)
_CHROMIUM_PDF = Reader(
    title="Chromium as it ships, a PDF: structure guessed from sizes, tags not used",
    evidence="heard",
    one_level=2,
    languages=False,
    dash=True,
    link="link ",
    reference=" link {number}",
    note="link {number}",
    notes="after",
    caption_first=True,
    picture="image ",
    nameless_picture="unlabelled image",
)
_WRITER = Reader(
    title="LibreOffice Writer, a DOCX",
    evidence="heard",
    dash=True,
    link="link ",
    note="footnote {number}",
    notes="foot",
    tables=True,
    caption_first=True,
    picture="image ",
    nameless_picture="image",
    formula="object",
    formulas="silent",
)
_NVDA_WORD = Reader(
    title="NVDA with Word",
    evidence="documented",
    dash=True,
    link="link ",
    note="footnote {number}",
    notes="foot",
    lists=True,
    leaving="out of ",
    tables=True,
    headers=True,
    caption_first=True,
    picture="graphic ",
    nameless_picture="graphic",
    formula="math",
    formulas="words",
)
_NVDA_ACROBAT = Reader(
    title="NVDA with Acrobat Reader",
    evidence="documented",
    quote="block quote",
    leaving="out of ",
    dash=True,
    link="link ",
    reference=" link {number}",
    note="link {number}",
    notes="after",
    lists=True,
    terms_are_items=True,
    tables=True,
    headers=True,
    picture="graphic ",
    nameless_picture="graphic",
    formulas="words",
)

READERS: dict[str, dict[str, Reader]] = {
    "firefox": {"epub": _PAGE, "html": _PAGE, "pdf": _FIREFOX_PDF},
    "chromium": {"epub": _CHROMIUM_PAGE, "html": _CHROMIUM_PAGE, "pdf": _CHROMIUM_PDF},
    "writer": {"docx": _WRITER},
    "nvda-word": {"docx": _NVDA_WORD},
    "nvda-acrobat": {"pdf": _NVDA_ACROBAT},
}
"""Name for ``--as`` → format of the file → what is told. What is not a file yet is told as the first of them."""
