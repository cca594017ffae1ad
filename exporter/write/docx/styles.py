"""The styles part (ECMA-376 part 1, 17.7), made from ``styles/word.toml``: every look has a name, nothing is direct.

Ids are the names without spaces, as Word makes them; built-in names are spelled as Word spells them, so that Word
knows them as its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from exporter.assets import styles_folder
from exporter.write.docx.quoted import DEEPEST, HELPER, HELPER_ID, quoted_look, quoted_name
from exporter.write.docx.xml import Element, W, part_bytes, w

Look = Mapping[str, Any]

BUILT_IN = frozenset(
    " ".join(name.split())
    for name in """
    Normal|heading 1|heading 2|heading 3|heading 4|heading 5|heading 6|heading 7|heading 8|heading 9|Subtitle|Quote
    |List Paragraph|List Continue|List Continue 2|List Continue 3|List Continue 4|List Continue 5|caption|footnote text
    |header|footer|Emphasis|Strong|Hyperlink|footnote reference|Default Paragraph Font|Normal Table|Table Grid|No List
    """.split("|")
)
WORD_NAMES = {f"Heading {level}": f"heading {level}" for level in range(1, 10)} | {"Caption": "caption"}
"""Names as people say them, and as Word stores them."""


@cache
def looks() -> dict[str, Any]:
    """What ``styles/word.toml`` says."""
    return tomllib.loads((styles_folder() / "word.toml").read_text(encoding="utf-8"))


def style_id(name: str) -> str:
    """The id of the style called ``name``: Word's own for its built-in ones."""
    return "".join(word[:1].upper() + word[1:] for word in name.split(" "))


@cache
def styles_part(lang: str, east_asian: str, bidi: str) -> bytes:
    """The whole part; the three languages are the defaults of all text ("" leaves one out)."""
    said = looks()
    root = w("styles", _defaults(said["defaults"], lang, east_asian, bidi))
    root.append(_style("paragraph", "Normal", default=True))
    root.append(_style("character", "Default Paragraph Font", default=True, hidden=True))
    root.append(_normal_table())
    root.append(_style("numbering", "No List", default=True, hidden=True))
    root.append(_table_grid())
    root.append(_helper())
    for name, look in said["paragraph"].items():
        root.append(_paragraph_style(name, look, said["defaults"]))
    for name, look in said["character"].items():
        root.append(_character_style(name, look, "Default Paragraph Font"))
    return part_bytes(root)


def quote_indent(depth: int) -> int:
    """How far in a quote of this depth stands, in twentieths of a point."""
    return _twips(looks()["paragraph"][quoted_name("", min(depth, DEEPEST))].get("left", 0)) if depth else 0


def add_quoted_styles(styles: Element, used: Iterable[tuple[str, int]]) -> None:
    """Add the styles of what stands in quotes, each after those it is based on."""
    said = looks()
    known = {one.get(f"{{{W}}}styleId") for one in styles}
    for name, depth in used:
        for level in dict.fromkeys((1, depth)):
            full = quoted_name(name, level)
            if style_id(full) not in known:
                known.add(style_id(full))
                look = quoted_look(name, level, said["paragraph"])
                styles.append(_paragraph_style(full, look, said["defaults"]))


def _helper() -> Element:
    """The hidden style that is a quote's and code's at once."""
    made = _style("paragraph", HELPER, based_on="Quote", hidden=True)
    made.set(f"{{{W}}}styleId", HELPER_ID)
    return made


def add_combined_styles(styles: Element, combinations: Iterable[tuple[str, ...]]) -> None:
    """Add a character style for each combination of styles that meet in a run, named for all of them (17.7.9).

    A run can have one character style only. “Quote Char + Emphasis” is based on Quote Char and looks like both.
    """
    for names in combinations:
        merged: dict[str, Any] = {}
        for name in names[1:]:
            merged |= looks()["character"].get(name, {})
        made = _character_style(" + ".join(names), merged, names[0])
        made.set(f"{{{W}}}styleId", "".join(map(style_id, names)))
        styles.append(made)


def _defaults(said: Look, lang: str, east_asian: str, bidi: str) -> Element:
    run = w("rPr", _fonts(said["font"]), *_size(said["size"]))
    languages = {"val": lang, "eastAsia": east_asian, "bidi": bidi}
    stated = {key: value for key, value in languages.items() if value}
    if stated:
        run.append(w("lang", **stated))
    spacing = w("spacing", after=_twips(said["after"]), line=round(said["line"] * 240), lineRule="auto")
    return w("docDefaults", w("rPrDefault", run), w("pPrDefault", w("pPr", spacing)))


def _style(kind: str, name: str, *, default: bool = False, based_on: str = "", hidden: bool = False) -> Element:
    stored = WORD_NAMES.get(name, name)
    made = w("style", type=kind)
    if default:
        made.set(f"{{{W}}}default", "1")
    if stored not in BUILT_IN:
        made.set(f"{{{W}}}customStyle", "1")
    made.set(f"{{{W}}}styleId", style_id(name))
    made.append(w("name", val=stored))
    if based_on:
        made.append(w("basedOn", val=HELPER_ID if based_on == HELPER else style_id(based_on)))
    if hidden:
        made.extend([w("uiPriority", val=99), w("semiHidden"), w("unhideWhenUsed")])
    return made


def _paragraph_style(name: str, look: Look, defaults: Look) -> Element:
    made = _style("paragraph", name, based_on=look.get("based-on", "Normal"))
    if name.startswith("Heading"):
        made.append(w("next", val="Normal"))
    made.append(w("qFormat"))
    inner = w("pPr", *_paragraph_look(look))
    run = _run_look(look, defaults, heading=name.startswith("Heading"))
    made.extend(part for part in (inner, run) if len(part))
    return made


def _character_style(name: str, look: Look, based_on: str) -> Element:
    made = _style("character", name, based_on=based_on)
    made.append(w("qFormat"))
    run = _run_look(look, looks()["defaults"])
    if len(run):
        made.append(run)
    return made


def _paragraph_look(look: Look) -> Iterable[Element]:
    """Paragraph properties in the order the schema wants (17.3.1.26)."""
    if "keep" in look:
        yield w("keepNext", **({} if look["keep"] else {"val": 0}))
    if look.get("keep") == "whole":
        yield w("keepLines")
    if border := look.get("border"):
        yield w("pBdr", *_borders(border))
    if shade := look.get("shade"):
        yield w("shd", val="clear", color="auto", fill=shade)
    spacing: dict[str, int | str] = {key: _twips(look[key]) for key in ("before", "after") if key in look}
    if "line" in look:
        spacing |= {"line": round(look["line"] * 240), "lineRule": "auto"}
    if spacing:
        yield w("spacing", **spacing)
    if "left" in look:
        yield w("ind", left=_twips(look["left"]))
    if "outline" in look:
        yield w("outlineLvl", val=look["outline"] - 1)


def _borders(border: str) -> Iterable[Element]:
    if border == "none":
        yield w("left", val="none", sz=0, space=0, color="auto")
        return
    for side in ("top", "left", "bottom", "right") if border == "box" else (border,):
        yield w(side, val="single", sz=8, space=8, color="7F7F7F")


def _run_look(look: Look, defaults: Look, *, heading: bool = False) -> Element:
    """Run properties in the order the schema wants (17.3.2.28)."""
    made = w("rPr")
    if look.get("code"):
        made.append(_fonts(defaults["code-font"]))
    elif heading:
        made.append(_fonts(defaults["heading-font"]))
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
        made.extend(_size(look["size"]))
    if look.get("underline"):
        made.append(w("u", val="single"))
    if "highlight" in look:
        made.append(w("shd", val="clear", color="auto", fill=look["highlight"]))
    if "raised" in look:
        made.append(w("vertAlign", val=look["raised"]))
    return made


def _fonts(name: str) -> Element:
    return w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def _size(points: float) -> list[Element]:
    return [w("sz", val=round(points * 2)), w("szCs", val=round(points * 2))]


def _twips(points: float) -> int:
    return round(points * 20)


def _normal_table() -> Element:
    made = _style("table", "Normal Table", default=True, hidden=True)
    sides = [w("top", w=0, type="dxa"), w("left", w=108, type="dxa")]
    sides += [w("bottom", w=0, type="dxa"), w("right", w=108, type="dxa")]
    made.append(w("tblPr", w("tblInd", w=0, type="dxa"), w("tblCellMar", *sides)))
    return made


def _table_grid() -> Element:
    """The look of all our tables: lines around cells, bold headers in the first row and column."""
    made = _style("table", "Table Grid", based_on="Normal Table")
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = w("tblBorders", *(w(side, val="single", sz=4, space=0, color="7F7F7F") for side in sides))
    made.append(w("pPr", w("spacing", before=40, after=40)))
    made.append(w("tblPr", borders))
    for part in ("firstRow", "firstCol"):
        made.append(w("tblStylePr", w("rPr", w("b"), w("bCs")), type=part))
    return made
