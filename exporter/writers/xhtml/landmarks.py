"""Landmarks that can be told apart: when a page has two of one role and name, its list of landmarks helps nobody.

ARIA in HTML makes a landmark of every ``aside`` and of every ``section`` that has a name; axe-core's rule
``landmark-unique`` (Ace runs it) asks that no two of a page sound the same. It is seen to when a page is whole.
"""

from __future__ import annotations

from exporter import phrases
from exporter.writers.xhtml.block import heard
from exporter.writers.xhtml.elements import XHTML, Element, inherited

_ASIDE, _SECTION, _DIV = f"{{{XHTML}}}aside", f"{{{XHTML}}}section", f"{{{XHTML}}}div"


def tell_landmarks_apart(root: Element) -> None:
    """Give the landmarks of one page names of their own.

    A section whose name has been heard already is not a landmark (its heading stays); a table's region or an aside gets
    a number after its name; asides without a name are numbered as soon as there are two.
    """
    elements = {made.get("id", ""): made for made in root.iter() if made.get("id")}
    landmarks = [(made, role) for made in root.iter(_ASIDE, _SECTION, _DIV) if (role := _role(made))]
    names = [_name(made, elements) for made, _ in landmarks]
    if names.count("") > 1:
        _number([made for (made, _), name in zip(landmarks, names, strict=True) if not name])
    heard_before: dict[tuple[str, str], int] = {}
    for made, role in landmarks:
        name = _name(made, elements)
        own, count = name, heard_before.get((role, name.casefold()), 1)
        while (role, own.casefold()) in heard_before:
            count += 1
            own = f"{name} ({count})"
        if own != name:
            _rename(made, own)
        heard_before[role, name.casefold()] = count
        heard_before.setdefault((role, own.casefold()), 1)


def _role(made: Element) -> str:
    """The landmark that ``made`` is, as far as the two kinds are concerned that this program makes many of."""
    if made.tag == _ASIDE:
        return "" if made.get("role") == "note" else "complementary"
    named = bool(made.get("aria-labelledby") or made.get("aria-label"))
    return "region" if named and (made.tag == _SECTION or made.get("role") == "region") else ""


def _name(made: Element, elements: dict[str, Element]) -> str:
    by = elements.get(made.get("aria-labelledby", ""))
    if by is None:
        return made.get("aria-label", "")
    return by.get("aria-label") or " ".join(heard(by).split())


def _number(nameless: list[Element]) -> None:
    """Names for asides that have none; in a language without fixed text the number alone."""
    for number, made in enumerate(nameless, 1):
        lang, _ = inherited(made)
        known = phrases.has_phrases(lang)
        made.set("aria-label", phrases.phrase("aside", lang, number=number) if known else str(number))


def _rename(made: Element, name: str) -> None:
    for attribute in ("aria-labelledby", "aria-label"):
        if attribute in made.attrib:
            del made.attrib[attribute]
    if made.tag != _SECTION:
        made.set("aria-label", name)
