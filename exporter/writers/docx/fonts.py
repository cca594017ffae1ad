"""The font table and the theme (ECMA-376 part 1, 17.8.3.9 and 20.1.6.9): Word expects both in every document.

Neither decides anything here: styles name their fonts themselves. The theme is the least that the schema allows, with
the same fonts, so that an editor who chooses “theme fonts” gets no surprise.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from lxml import etree

from exporter.writers.docx.looks import looks
from exporter.writers.docx.xml import A, Element, part_bytes, w

COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "1F1F1F",
    "lt2": "F2F2F2",
    "accent1": "1F4E9E",
    "accent2": "7F7F7F",
    "accent3": "595959",
    "accent4": "1F4E9E",
    "accent5": "7F7F7F",
    "accent6": "595959",
    "hlink": "1F4E9E",
    "folHlink": "1F4E9E",
}


@cache
def font_table(names: tuple[str, ...]) -> bytes:
    """The fonts that the styles name."""
    return part_bytes(w("fonts", *(w("font", name=name) for name in dict.fromkeys(names))))


@cache
def theme() -> bytes:
    """A theme of the document's own fonts and colours."""
    said = looks()["defaults"]
    names: Any = {"a": A}
    root = etree.Element(f"{{{A}}}theme", nsmap=names, name="exporter")
    elements = _a(root, "themeElements")
    colours = _a(elements, "clrScheme", name="exporter")
    for name, value in COLOURS.items():
        _a(_a(colours, name), "srgbClr", val=value)
    fonts = _a(elements, "fontScheme", name="exporter")
    for name, font in (("majorFont", said["heading-font"]), ("minorFont", said["font"])):
        holder = _a(fonts, name)
        for script, face in (("latin", font), ("ea", ""), ("cs", "")):
            _a(holder, script, typeface=face)
    _formats(_a(elements, "fmtScheme", name="exporter"))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _formats(scheme: Element) -> None:
    """Three of each list, which is what the schema wants (20.1.4.1.14): plain fills, lines and no effects."""
    for name in ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst"):
        holder = _a(scheme, name)
        for _ in range(3):
            match name:
                case "lnStyleLst":
                    _a(_a(_a(holder, "ln"), "solidFill"), "schemeClr", val="phClr")
                case "effectStyleLst":
                    _a(_a(holder, "effectStyle"), "effectLst")
                case _:
                    _a(_a(holder, "solidFill"), "schemeClr", val="phClr")


def _a(parent: Element, tag: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{A}}}{tag}", attributes)
