"""A publisher's template applied: its styles take the place of ours by name, its page and furniture that of ours.

Only styles that the file uses and the template lacks are added, from ``styles/word.toml``, and named in a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

from exporter.writers.docx.template import Template
from exporter.writers.docx.xml import Element, W, w

REFERENCES = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
OF_STYLES = ("basedOn", "next", "link")
SECTION = ("pgSz", "pgMar", "pgBorders", "cols", "titlePg", "docGrid")
"""What of a template's section is kept, in the order of the schema (17.6.17)."""
VAL = f"{{{W}}}val"
ID = f"{{{W}}}styleId"
TYPE = f"{{{W}}}type"
_EMBEDDED_FONT = re.compile("embed(Regular|Bold|Italic|BoldItalic)$")


def house_styles(template: Template, lang: dict[str, str]) -> Element:
    """The template's styles. The language is the article's alone, so that no style says another."""
    root = etree.fromstring(template.styles)
    for said in list(root.iter(w("lang").tag)):
        _remove(said)
    ids = {one.get(ID) for one in root.iter(w("style").tag)}
    for reference in _references(root, OF_STYLES):
        if reference.get(VAL) not in ids:  # Word, too, takes such a reference away
            _remove(reference)
    properties = root.find("/".join(w(tag).tag for tag in ("docDefaults", "rPrDefault", "rPr")))
    if properties is not None and lang:
        properties.append(w("lang", **lang))
    return root


def house_fonts(template: Template) -> bytes:
    """The template's font table, without fonts that are embedded."""
    root = etree.fromstring(template.fonts)
    for one in [one for one in root.iter() if isinstance(one.tag, str) and _EMBEDDED_FONT.search(one.tag)]:
        _remove(one)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def house_section(template: Template) -> list[Element]:
    """Page size, margins and similar settings of the template, in the order of the schema; none when it has none.

    Where it brings no header and no footer, ours come in, which leave out the header of the first page.
    """
    if not template.section:
        return []
    root = etree.fromstring(template.section)
    found = {tag: root.find(w(tag).tag) for tag in SECTION}
    columns = found["cols"]
    if columns is not None and (columns.get(f"{{{W}}}num") or "1") != "1":
        found["cols"] = None
    if not template.furniture:
        found["titlePg"] = w("titlePg")
    return [one for one in found.values() if one is not None]


def house_numbering(template: Template) -> Element | None:
    """The template's numbering; its picture bullets are left out with their pictures."""
    if not template.numbering:
        return None
    root = etree.fromstring(template.numbering)
    for tag in ("numPicBullet", "lvlPicBulletId", "numIdMacAtCleanup"):
        for one in list(root.iter(w(tag).tag)):
            _remove(one)
    return root


def _remove(made: Element) -> None:
    parent = made.getparent()
    if parent is not None:
        parent.remove(made)


# --- styles by name -------------------------------------------------------------------------------------------------


def adopt(house: Element, own: Element, written: Iterable[Element]) -> list[str]:
    """Make ``written`` use the styles of ``house``, those of ``own`` where it has none of that name; which those are.

    Styles are the same when Word says so: by type and name, without case; ids may differ (a German Word's Quote is
    called Zitat by its id).
    """
    known = {key: str(one.get(ID)) for one in house.iter(w("style").tag) for key in _keys(one)}
    defaults = {one.get(TYPE): str(one.get(ID)) for one in house.iter(w("style").tag) if one.get(f"{{{W}}}default")}
    ours = {str(one.get(ID)): one for one in own.iter(w("style").tag)}
    ids: dict[str, str] = {}
    added: list[str] = []

    def settle(name: str) -> str:
        if name in ids or name not in ours:
            return ids.get(name, name)
        style = ours[name]
        kind = str(style.get(TYPE))
        key = next(iter(_keys(style)))
        if style.get(f"{{{W}}}default") and kind in defaults:
            ids[name] = defaults[kind]
        elif key in known:
            ids[name] = known[key]
        else:
            taken = {str(one.get(ID)) for one in house.iter(w("style").tag)}
            ids[name] = _unused(name, taken)
            house.append(_added(style, ids[name]))
            added.append(_name(style))
            for reference in _references(house[-1], OF_STYLES):
                reference.set(VAL, settle(str(reference.get(VAL))))
        return ids[name]

    for root in written:
        for reference in _references(root, REFERENCES):
            reference.set(VAL, settle(str(reference.get(VAL))))
    return added


def _added(style: Element, name: str) -> Element:
    made = deepcopy(style)
    made.set(ID, name)
    if f"{{{W}}}default" in made.attrib:
        del made.attrib[f"{{{W}}}default"]
    return made


def _keys(style: Element) -> Iterator[tuple[str, str]]:
    """Type and name of a style, and its other names (17.7.4.1: aliases, parted by commas)."""
    kind = str(style.get(TYPE))
    yield kind, _name(style).lower()
    aliases = style.find(w("aliases").tag)
    for alias in (aliases.get(VAL) or "").split(",") if aliases is not None else ():
        yield kind, alias.strip().lower()


def _name(style: Element) -> str:
    found = style.find(w("name").tag)
    return str(found.get(VAL)) if found is not None else str(style.get(ID))


def _references(root: Element, tags: Iterable[str]) -> list[Element]:
    return [one for tag in tags for one in root.iter(w(tag).tag)]


def _unused(name: str, taken: set[str]) -> str:
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}{number}"
    return found
