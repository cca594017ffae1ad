"""Fonts of a PDF: whether they are embedded and map their glyphs to characters (ISO 14289-1, 7.21)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from exporter.readback.pdf.content import Reader

STATED = frozenset(["/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding"])
COLLECTIONS = frozenset(["GB1", "CNS1", "Japan1", "KR", "Korea1"])
"""Adobe's character collections, whose characters are known without a table (ISO 32000-1, 9.10.2)."""
MAX_DEPTH = 6


def fonts(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Every font that a page can use, once, with its name."""
    seen: set[tuple[int, int]] = set()
    stack = [(page.obj.get("/Resources"), 0) for page in pdf.pages]
    while stack:
        resources, depth = stack.pop(0)
        if not isinstance(resources, pikepdf.Dictionary):
            continue
        for font in _values(resources.get("/Font")):
            if font.objgen == (0, 0) or font.objgen not in seen:
                seen.add(font.objgen)
                yield str(font.get("/BaseFont", "/without a name"))[1:], font
        for form in _values(resources.get("/XObject")):
            if "/Resources" in form and form.objgen not in seen and depth < MAX_DEPTH:
                seen.add(form.objgen)
                stack.append((form["/Resources"], depth + 1))


def _values(dictionary: Any) -> list[Any]:
    return [value for _, value in dictionary.items()] if isinstance(dictionary, pikepdf.Dictionary) else []


def meaning(found: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """Names of those of some ``fonts`` whose glyphs have no characters (7.21.7)."""
    for name, font in found:
        if "/ToUnicode" in font:
            continue
        encoding = font.get("/Encoding")
        if str(font.get("/Subtype", "")) == "/Type0":
            if _collection(font) not in COLLECTIONS:
                yield name
        elif isinstance(encoding, pikepdf.Name):
            if str(encoding) not in STATED:
                yield name
        elif encoding is None or _names_unknown_glyphs(encoding):
            yield name


def _names_unknown_glyphs(encoding: Any) -> bool:
    """Whether an encoding names a glyph that Adobe's list has no character for (ISO 32000-1, 9.10.2)."""
    from fontTools.agl import toUnicode  # noqa: PLC0415  (start-up: only for fonts that name glyphs)

    differences = encoding.get("/Differences") if isinstance(encoding, pikepdf.Dictionary) else None
    named = list(differences) if isinstance(differences, pikepdf.Array) else []
    glyphs = [str(item)[1:] for item in named if isinstance(item, pikepdf.Name)]
    return any(glyph != ".notdef" and not toUnicode(glyph) for glyph in glyphs)


NO_CHARACTERS = {"\0": "U+0000", "\ufeff": "U+FEFF", "\ufffe": "U+FFFE"}
"""What a glyph's mapping may not give (ISO 14289-1, 7.21.7), by its name."""


def no_characters(reader: Reader) -> Iterator[tuple[int, str]]:
    """Text whose glyphs are mapped to what is not a character, each kind once a page."""
    seen: set[tuple[int, str]] = set()
    for sequence in reader.sequences.values():
        for part in sequence.texts:
            if part.text.isprintable() or (part.text.isascii() and "\0" not in part.text):
                continue
            for char in NO_CHARACTERS.keys() & set(part.text):
                if (part.page, char) not in seen:
                    seen.add((part.page, char))
                    yield part.page, f"a glyph is mapped to {NO_CHARACTERS[char]}, which is not a character"


def _collection(font: Any) -> str:
    descendant = _descendant(font)
    info = descendant.get("/CIDSystemInfo") if descendant is not None else None
    return str(info.get("/Ordering", "")) if isinstance(info, pikepdf.Dictionary) else ""


def _descendant(font: Any) -> Any:
    inner = font.get("/DescendantFonts")
    return inner[0] if isinstance(inner, pikepdf.Array) and len(inner) else None


def embedding(found: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """Names of those of some ``fonts`` that are not in the file (7.21.4.1)."""
    for name, font in found:
        if str(font.get("/Subtype", "")) == "/Type3":
            continue
        holder = _descendant(font) if str(font.get("/Subtype", "")) == "/Type0" else font
        descriptor = holder.get("/FontDescriptor") if holder is not None else None
        keys = ("/FontFile", "/FontFile2", "/FontFile3")
        if not isinstance(descriptor, pikepdf.Dictionary) or not any(key in descriptor for key in keys):
            yield name
