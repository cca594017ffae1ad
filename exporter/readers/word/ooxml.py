"""Names of Office Open XML and the small questions that every part of a Word file is asked.

Namespaces are those of ECMA-376 part 1 as Word writes them (transitional); strict ones are made these when a part is
opened. ``w:val`` and on-off properties mean the same everywhere (17.17.4).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix that every Office file uses
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W16SE = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def first_child(parent: Element, name: str) -> Element | None:
    """The first child of ``parent`` with that name of ``w:``; ``find`` does the same in twice the time."""
    return next(parent.iterchildren(W + name), None)


def value(parent: Element | None, *path: str) -> str | None:
    """``w:val`` of the element at ``path`` below ``parent``; "" when it is there without one, None when it is not."""
    for step in path:
        parent = None if parent is None else first_child(parent, step)
    return None if parent is None else (parent.get(W + "val") or "")


def is_on(found: str | None) -> bool:
    """An on-off property: there and not switched off (17.17.4 ST_OnOff)."""
    return found is not None and found.lower() not in ("0", "false", "off", "none")


def number(found: str | None, default: int = 0, most: int = 1_000_000) -> int:
    """A whole number of the markup, bounded; ``default`` for an invalid one. Measures may be typed as decimals."""
    if not found:
        return default
    try:
        return max(-most, min(most, int(float(found.removesuffix("pt")))))
    except (ValueError, OverflowError):
        return default


def local(made: Element) -> str:
    """The name of an element without its namespace; "" for anything but an element."""
    return made.tag.rpartition("}")[2] if isinstance(made.tag, str) else ""


TRANSPARENT = frozenset([W + "customXml", W + "smartTag"])
_OFFICE = ("{http://schemas.openxmlformats.org/", "{http://schemas.microsoft.com/", "{urn:schemas-microsoft-com")


def parts_of(made: Element) -> Iterator[Element]:
    """The children of a container, those inside custom XML, smart tags and others' wrappers among them.

    Markup of nobody's namespace is looked into (17.5.1; part 3, 9.2): words in it are words.
    """
    for child in made:
        if not isinstance(child.tag, str):
            continue
        if child.tag in TRANSPARENT or (child.tag[:1] == "{" and not child.tag.startswith(_OFFICE)):
            yield from parts_of(child)
        else:
            yield child


def text_of(made: Element | None) -> str:
    """All words below an element, white space folded."""
    return "" if made is None else " ".join("".join(str(part) for part in made.itertext()).split())
