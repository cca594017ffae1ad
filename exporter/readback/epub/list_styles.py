"""The numbers or signs that style sheets give to lists: they, not the type attribute, are what is seen and announced.

CSS Lists and Counters 3, 3.4; the cascade is that of ``sight``. Sheets without list styles cost a look at their text.
"""

from __future__ import annotations

from collections.abc import Sequence

import cssselect2

from exporter.model.numerals import OF_CSS
from exporter.readback.epub.sight import Declared, cascade, rules_for
from exporter.readback.epub.state import Element, local

BULLETS = frozenset(["disc", "circle", "square"])
PROPERTIES = frozenset(["list-style", "list-style-type"])


def list_styles(root: Element, sheets: Sequence[str]) -> dict[Element, str]:
    """List → the style that its sheets give it, of those named here; a list without any has that of its type."""
    if not any("list-style" in sheet for sheet in sheets) and not _states_any(root):
        return {}
    rules, found = rules_for(root, sheets, PROPERTIES), dict[Element, str]()
    around = _around_lists(root)
    waiting = [cssselect2.ElementWrapper.from_xml_root(root)]
    while waiting:
        item = waiting.pop()
        name = local(item.etree_element)
        holder = (
            item.etree_element if name in ("ol", "ul") else item.etree_element.getparent() if name == "li" else None
        )
        if holder is not None and (style := _style(cascade(item, rules)[0])) and (name != "li" or holder not in found):
            found[holder] = style
        if item.etree_element in around:
            waiting += list(item.iter_children())[::-1]
    return found


def _around_lists(root: Element) -> set[Element]:
    """The elements that hold lists or items of one: nobody need look into others."""
    around: set[Element] = set()
    for made in root.iter("{*}ol", "{*}ul", "{*}li"):
        for holder in made.iterancestors():
            if holder in around:
                break
            around.add(holder)
    return around


def _states_any(root: Element) -> bool:
    return any("list-style" in (made.get("style") or "") for made in root.iter("{*}ol", "{*}ul", "{*}li"))


def _style(declared: Declared) -> str:
    words = f"{declared.get('list-style', '')} {declared.get('list-style-type', '')}".split()
    return next((word for word in reversed(words) if word in OF_CSS or word in BULLETS), "")
