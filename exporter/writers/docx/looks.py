"""Looks in the terms of ``styles/word.toml`` as the paragraph and run properties of a style (ECMA-376 part 1, 17.7).

The theme's two fonts are the file's too: a style names a theme font, so that an editor can change all of them at once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from exporter.assets import styles_folder
from exporter.writers.docx.xml import Element, W, w

Look = Mapping[str, Any]
SIDES = {"box": ("top", "left", "bottom", "right"), "top and bottom": ("top", "bottom")}
RULE = "7F7F7F"


@cache
def looks() -> dict[str, Any]:
    """What ``styles/word.toml`` says."""
    return tomllib.loads((styles_folder() / "word.toml").read_text(encoding="utf-8"))


def paragraph_look(look: Look) -> Iterable[Element]:
    """Paragraph properties in the order the schema wants (17.3.1.26)."""
    if "keep" in look:
        yield w("keepNext", **({} if look["keep"] else {"val": 0}))
    if look.get("keep") == "whole":
        yield w("keepLines")
    if border := look.get("border"):
        yield w("pBdr", *_borders(border, look))
    if shade := look.get("shade"):
        yield w("shd", val="clear", color="auto", fill=shade)
    spacing: dict[str, int | str] = {key: twips(look[key]) for key in ("before", "after") if key in look}
    if "line" in look:
        spacing |= {"line": round(look["line"] * 240), "lineRule": "auto"}
    if spacing:
        yield w("spacing", **spacing)
    indents = {side: twips(look[side]) for side in ("left", "right") if side in look}
    if indents:
        yield w("ind", **indents)
    if "align" in look:
        yield w("jc", val="center" if look["align"] == "center" else "right")  # which is the end to Word (17.18.44)
    if "outline" in look:
        yield w("outlineLvl", val=look["outline"] - 1)


def mirrored(look: Look) -> Look:
    """A look for text that runs from the right: indents turn with it, lines at a side do not (17.3.1.6, 17.3.1.17)."""
    return {**look, "border": "right"} if look.get("border") == "left" else look


def _borders(border: str, look: Look) -> Iterable[Element]:
    width, space = round(look.get("rule-width", 1) * 8), look.get("rule-space", 8)
    named = border.removesuffix(" instead")
    drawn = () if border == "none" else SIDES.get(named, (named,))
    for side in SIDES["box"]:
        if side in drawn:
            yield w(side, val="single", sz=width, space=space, color=look.get("rule", RULE))
        elif side in ("left", "right") and (border == "none" or border.endswith("instead")):
            yield w(side, val="none", sz=0, space=0, color="auto")


def run_look(look: Look, defaults: Look, *, heading: bool = False) -> Element:
    """Run properties in the order the schema wants (17.3.2.28)."""
    made = w("rPr")
    if look.get("code"):
        made.append(fonts(defaults["code-font"]))
    elif heading:
        made.append(fonts(defaults["heading-font"], "major"))
    for key, tag in (("bold", "b"), ("italic", "i")):
        if look.get(key):
            made.extend([w(tag), w(f"{tag}Cs")])
    if look.get("strike"):
        made.append(w("strike"))
    if look.get("code"):
        made.append(w("noProof"))
    if colour := look.get("colour"):
        made.append(w("color", val=colour))
    if "size" in look:
        made.extend(size(look["size"]))
    if "underline" in look:
        made.append(w("u", val="single" if look["underline"] else "none"))
    if "highlight" in look:
        made.append(w("shd", val="clear", color="auto", fill=look["highlight"]))
    if "raised" in look:
        made.append(w("vertAlign", val=look["raised"]))
    return made


def fonts(name: str, theme: str = "") -> Element:
    """A font for every script; ``theme`` ("major", "minor") says which of the theme's it is."""
    made = w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)
    for script in ("ascii", "hAnsi") if theme else ():
        made.set(f"{{{W}}}{script}Theme", f"{theme}HAnsi")
    return made


def size(points: float) -> list[Element]:
    """A size of letters, in Latin and in other scripts."""
    return [w("sz", val=round(points * 2)), w("szCs", val=round(points * 2))]


def twips(points: float) -> int:
    """Points as twentieths of a point, Word's unit of length."""
    return round(points * 20)
