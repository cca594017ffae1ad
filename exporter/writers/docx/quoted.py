"""Styles of what stands inside a quotation: “Quote List”, “Quote Code”, “Quote Heading 2” and so on.

A paragraph has one style, and in a quote that style must say both what the paragraph is and that it is quoted: its
name begins with the quote's, and it is based on the quote's style, so that an editor who changes Quote changes them
too. Headings and captions are based on the heading or caption instead, because Word finds those by their styles.
pandoc knows code by one style name and quotes by another; the hidden style “SourceCode”, based on Quote, is both.
"""

from __future__ import annotations

from typing import Any

DEEPEST = 3
"""Quotes nested deeper than this look like this depth."""
SHORT = {"": "", "List Paragraph": "List", "Source Code": "Code"}
BASES_OF_THEIR_OWN = ("Heading ", "Caption", "Table Caption", "Credit")
IN_CELLS = ("Table Text", "Table Heading")
"""Words in cells stand where the column does, and the quote's line beside the table would be drawn in each."""
TURNED = " Turned"
"""How the name of a style ends whose line is at the other side: text that runs the other way than the document."""
HELPER = "SourceCode"
HELPER_ID = "QuotedSourceCode"

Look = dict[str, Any]


def quoted_name(name: str, depth: int) -> str:
    """The style of a paragraph that would have the style ``name`` ("" for Normal), ``depth`` quotes deep."""
    if not depth:
        return name
    short = SHORT.get(name, name)
    number = "" if depth == 1 else f" {min(depth, DEEPEST)}"
    return f"Quote{number} {short}".strip()


def quoted_look(name: str, depth: int, said: dict[str, Look]) -> Look:
    """The look of that style: what ``said`` (the paragraph styles of word.toml) says of it, else what both say."""
    depth = min(depth, DEEPEST)
    full, quote = quoted_name(name, depth), said[quoted_name("", depth)]
    if full in said:
        return said[full]
    first = said.get(quoted_name(name, 1))
    if first is not None:
        base = first if "based-on" in first else {"based-on": quoted_name(name, 1)}
        return {**base, "based-on": quoted_name(name, 1), "left": _left(first, said) + _step(quote, said)}
    look = {key: value for key, value in said.get(name, {}).items() if key != "based-on"}
    if name.startswith(IN_CELLS):
        return {**_inherited(name, said), "based-on": quoted_name("", depth), "left": 0, "border": "none"}
    left = look.get("left", 0) + quote.get("left", 0)
    if name.startswith(BASES_OF_THEIR_OWN):
        line = {key: value for key, value in said["Quote"].items() if key == "border" or key.startswith("rule")}
        return {"based-on": name, **line, "left": left}
    return {**look, "based-on": quoted_name("", depth), "left": left}


def side_line(name: str, depth: int, said: dict[str, Look]) -> Look:
    """What of a style's look is the line where its words begin, what it inherits included; nothing when it has none."""
    look = quoted_look(name, depth, said) if depth else said.get(name, {})
    while "border" not in look and "based-on" in look:
        look = said["Quote" if look["based-on"] == HELPER else look["based-on"]]
    if look.get("border") != "left":
        return {}
    while "rule" not in look and "based-on" in look:
        look = said["Quote" if look["based-on"] == HELPER else look["based-on"]]
    return {key: value for key, value in look.items() if key.startswith("rule")}


def _inherited(name: str, said: dict[str, Look]) -> Look:
    """All that a style looks like, what it inherits included."""
    look = said.get(name, {})
    return {**(_inherited(look["based-on"], said) if "based-on" in look else {}), **look}


def _left(look: Look, said: dict[str, Look]) -> float:
    """A look's indent, its own or the one it inherits."""
    while "left" not in look and "based-on" in look:
        look = said.get(look["based-on"], {})
    return float(look.get("left", 0))


def _step(quote: Look, said: dict[str, Look]) -> float:
    return float(quote.get("left", 0)) - float(said["Quote"].get("left", 0))
