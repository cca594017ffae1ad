"""Rules on a finished DOCX: those that Word's own checker knows are in ``docx_rules``, the rest are here.

They look at the main part and the settings of the file (ECMA-376 part 1, 17). Positions are paragraphs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from exporter.bounds.packages import Package, open_package
from exporter.checks.docx.rules import check_docx
from exporter.findings import Finding, finding
from exporter.model import Document
from exporter.readback.docx.styles import Element, W, is_on, value

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
SETTINGS = "word/settings.xml"
STYLES = "word/styles.xml"
RIGHT_TO_LEFT = frozenset(["R", "AL"])
"""Bidirectional classes of letters that run from right to left (Unicode Standard Annex 9, table 4)."""


@dataclass(frozen=True, slots=True)
class File:
    """The parts of a DOCX that the rules look at."""

    body: Element
    settings: Element | None
    marked_styles: frozenset[str]
    quote_styles: frozenset[str]


def check_finished(
    data: bytes, name: str, document: Document, found: Sequence[Finding], opened: object = None
) -> list[Finding]:
    """The findings on a DOCX; ``document`` was read back from it, ``found`` was noticed in that already."""
    file = _opened(open_package(data, name))
    return [*check_docx(data), *(item for rule in RULES for item in rule(file))]


def _opened(package: Package) -> File:
    main = "word/document.xml"
    if "_rels/.rels" in package:
        roots = package.xml("_rels/.rels").iter("{*}Relationship")
        main = next((one.get("Target") or main for one in roots if one.get("Type") == OFFICE), main).lstrip("/")
    settings = package.xml(SETTINGS) if SETTINGS in package else None
    styles = package.xml(STYLES) if STYLES in package else None
    marked = frozenset(
        style.get(W + "styleId") or ""
        for style in (styles.iter(W + "style") if styles is not None else ())
        if is_on(value(style, "rPr", "rtl"))
    )
    return File(package.xml(main), settings, marked, _quoting(styles))


def _quoting(styles: Element | None) -> frozenset[str]:
    """Ids of the styles that are a quotation's, by their own name or that of one they are based on (17.7.4.3)."""
    names: dict[str, str] = {}
    based: dict[str, str] = {}
    for style in styles.iter(W + "style") if styles is not None else ():
        key = style.get(W + "styleId") or ""
        names[key] = (value(style, "name") or "").lower()
        based[key] = value(style, "basedOn") or ""

    def quotes(key: str) -> bool:
        seen: set[str] = set()
        while key and key not in seen:
            if "quote" in names.get(key, ""):
                return True
            seen.add(key)
            key = based.get(key, "")
        return False

    return frozenset(key for key in names if quotes(key))


def _titles(file: File) -> Iterator[Finding]:
    for number, table in enumerate(file.body.iter(W + "tbl"), 1):
        properties = table.find(W + "tblPr")
        if not (value(properties, "tblCaption") or value(properties, "tblDescription")):
            yield finding("DOCX121", f"table {number} has neither a title nor a description")


def _rows(file: File) -> Iterator[Finding]:
    for number, table in enumerate(file.body.iter(W + "tbl"), 1):
        rows = [row for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl"), None) is table]
        loose = sum(not is_on(value(row, "trPr", "cantSplit")) for row in rows)
        if loose:
            yield finding("DOCX122", f"{loose} of {len(rows)} rows of table {number} may break across two pages")


def _protection(file: File) -> Iterator[Finding]:
    made = file.settings.find(W + "documentProtection") if file.settings is not None else None
    if made is not None and is_on(made.get(W + "enforcement")):
        yield finding("DOCX123", f"the file is protected; allowed is only: {made.get(W + 'edit') or 'nothing'}")


def _by_hand(file: File) -> Iterator[Finding]:
    found = [
        words
        for run in file.body.iter(W + "r")
        if any(is_on(value(run, "rPr", name)) for name in ("b", "i")) and (words := _words(run).strip())
    ]
    if found:
        more = f" and in {len(found) - 1} more places" if len(found) > 1 else ""
        yield finding("DOCX124", f"“{found[0][:40]}”{more}: bold or italic by direct formatting")


def _direction(file: File) -> Iterator[Finding]:
    for run in file.body.iter(W + "r"):
        words = _words(run)
        classes = {unicodedata.bidirectional(char) for char in words}
        if not classes & RIGHT_TO_LEFT or is_on(value(run, "rPr", "rtl")):
            continue
        if (value(run, "rPr", "rStyle") or "") not in file.marked_styles:
            yield finding("DOCX125", f"“{words.strip()[:40]}” is not marked as running from right to left")
            return  # one place is enough: where one run lacks it, all do


def _quotations(file: File) -> Iterator[Finding]:
    for control in file.body.iter(W + "sdt"):
        if value(control, "sdtPr", "tag") != "quote":
            continue
        for paragraph in control.iterfind(f"{W}sdtContent/{W}p"):
            words = _words(paragraph).strip()
            if words and (value(paragraph, "pPr", "pStyle") or "") not in file.quote_styles:
                yield finding("DOCX126", f"“{words[:40]}” is part of a quotation but not in a quotation style")


def _words(run: Element) -> str:
    return "".join(made.text or "" for made in run.iter(W + "t"))


RULES: tuple[Callable[[File], Iterator[Finding]], ...] = (
    _titles,
    _rows,
    _protection,
    _by_hand,
    _direction,
    _quotations,
)
