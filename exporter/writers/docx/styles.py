"""The styles part (ECMA-376 part 1, 17.7), made from ``styles/word.toml``: every look has a name, nothing is direct.

Ids are the names without spaces, as Word makes them; built-in names are spelled as Word spells them, so that Word
knows them as its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from lxml import etree

from exporter.writers.docx.looks import Look, fonts, looks, mirrored, paragraph_look, run_look, size, twips
from exporter.writers.docx.quoted import DEEPEST, HELPER, HELPER_ID, TURNED, quoted_look, quoted_name
from exporter.writers.docx.xml import Element, W, part_bytes, w

BUILT_IN = frozenset(
    " ".join(name.split())
    for name in """
    Normal|heading 1|heading 2|heading 3|heading 4|heading 5|heading 6|heading 7|heading 8|heading 9|Subtitle|Quote
    |List Paragraph|List Continue|List Continue 2|List Continue 3|List Continue 4|List Continue 5|caption|footnote text
    |header|footer|Emphasis|Strong|Hyperlink|footnote reference|Default Paragraph Font|Normal Table|No List|TOC Heading
    |toc 2|toc 3|toc 4|toc 5|toc 6|toc 7|toc 9
    """.split("|")
)
WORD_NAMES = {f"Heading {level}": f"heading {level}" for level in range(1, 10)} | {"Caption": "caption"}
"""Names as people say them, and as Word stores them."""


def style_id(name: str) -> str:
    """The id of the style called ``name``: Word's own for its built-in ones."""
    if name.startswith("toc "):
        return name.upper().replace(" ", "")
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
    for name, look in said["table"].items():
        root.append(_table_style(name, look))
    root.append(_helper())
    for name, look in said["paragraph"].items():
        root.append(_paragraph_style(name, mirrored(look) if bidi else look, said["defaults"]))
    for name, look in said["character"].items():
        root.append(_character_style(name, look, look.get("based-on", "Default Paragraph Font")))
    return part_bytes(root)


def own_styles(bidi: str) -> Element:
    """All styles of ``styles/word.toml``, for a template to take from."""
    return etree.fromstring(styles_part("", "", bidi))


def quote_indent(depth: int) -> int:
    """How far in a quote of this depth stands, in twentieths of a point."""
    return twips(looks()["paragraph"][quoted_name("", min(depth, DEEPEST))].get("left", 0)) if depth else 0


def add_quoted_styles(styles: Element, used: Iterable[tuple[str, int]], *, rtl: bool) -> None:
    """Add the styles of what stands in quotes, each after those it is based on."""
    said = looks()
    known = {one.get(f"{{{W}}}styleId") for one in styles}
    for name, depth in used:
        for level in dict.fromkeys((1, depth)):
            full = quoted_name(name, level)
            if style_id(full) not in known:
                known.add(style_id(full))
                look = quoted_look(name, level, said["paragraph"])
                styles.append(_paragraph_style(full, mirrored(look) if rtl else look, said["defaults"]))


def add_turned_styles(styles: Element, lines: Mapping[str, Look], *, rtl: bool) -> None:
    """Add the styles of text that runs the other way than the document, whose line is at the other side."""
    for full, line in lines.items():
        look = {**line, "based-on": full, "border": "left instead" if rtl else "right instead"}
        styles.append(_paragraph_style(full + TURNED, look, looks()["defaults"]))


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
    run = w("rPr", fonts(said["font"], "minor"), w("color", val=said["colour"]), *size(said["size"]))
    languages = {"val": lang, "eastAsia": east_asian, "bidi": bidi}
    stated = {key: value for key, value in languages.items() if value}
    if stated:
        run.append(w("lang", **stated))
    spacing = w("spacing", after=twips(said["after"]), line=round(said["line"] * 240), lineRule="auto")
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
    inner = w("pPr", *paragraph_look(look))
    run = run_look(look, defaults, heading=name.startswith(("Heading", "TOC Heading")))
    made.extend(part for part in (inner, run) if len(part))
    return made


def _character_style(name: str, look: Look, based_on: str) -> Element:
    made = _style("character", name, based_on=based_on)
    made.append(w("qFormat"))
    run = run_look(look, looks()["defaults"])
    if len(run):
        made.append(run)
    return made


def _normal_table() -> Element:
    made = _style("table", "Normal Table", default=True, hidden=True)
    sides = [w("top", w=0, type="dxa"), w("left", w=108, type="dxa")]
    sides += [w("bottom", w=0, type="dxa"), w("right", w=108, type="dxa")]
    made.append(w("tblPr", w("tblInd", w=0, type="dxa"), w("tblCellMar", *sides)))
    return made


def _table_style(name: str, look: Look) -> Element:
    """The look of tables: a line below each row, a stronger one below the head, headers in bold."""
    made = _style("table", name, based_on="Normal Table")
    spacing = {key: twips(look[key]) for key in ("before", "after")} | {"line": round(look["line"] * 240)}
    made.append(w("pPr", w("spacing", **spacing, lineRule="auto")))
    made.append(w("rPr", *size(look["size"])))
    rule = {"val": "single", "sz": round(look["rule-width"] * 8), "space": 0, "color": look["rule"]}
    borders = w("tblBorders", w("top", **rule), w("bottom", **rule), w("insideH", **rule))
    sides = [w("left", w=0, type="dxa"), w("right", w=twips(look["across"]), type="dxa")]
    made.append(w("tblPr", borders, w("tblCellMar", *sides)))
    below = {**rule, "sz": round(look["head-rule-width"] * 8), "color": look["head-rule"]}
    head = w("tcPr", w("tcBorders", w("bottom", **below)))
    for part, more in (("firstRow", [head]), ("firstCol", [])):
        made.append(w("tblStylePr", w("rPr", w("b"), w("bCs")), *more, type=part))
    return made
