"""Formulas of a DOCX: Office MathML (ECMA-376 part 1, 22.1) as presentation MathML, structure for structure.

A run holds what was typed at once: letters are identifiers, figures numbers, the rest operators. What Word draws
from a structure's properties (fences, bars, the sign of a sum) is an operator too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATHML = "http://www.w3.org/1998/Math/MathML"
BESIDE = frozenset("∫∬∭∮∯∰")
"""Signs whose limits stand beside them where nothing else is said (22.1.2.70)."""
Element = etree._Element
_TOKENS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][\u0300-\u036f]*|\S[\u0300-\u036f]*")
_ALONE = {"\u0302": "^", "\u0303": "~", "\u0304": "¯", "\u0305": "¯", "\u20d7": "→", "\u0307": "˙", "\u0308": "¨"}
"""Combining marks, and the signs that stand for them where they stand alone (MathML Core, 3.4.3)."""


def mathml(formula: Element) -> str:
    """An ``m:oMath`` as the text of a MathML ``math`` element."""
    namespaces: Any = {None: MATHML}  # the stubs of lxml know no default namespace
    math = etree.Element(f"{{{MATHML}}}math", nsmap=namespaces)
    _children(formula, math)
    return etree.tostring(math, encoding="unicode")


def _new(parent: Element, name: str, text: str = "") -> Element:
    made = etree.SubElement(parent, f"{{{MATHML}}}{name}")
    if text:
        made.text = text
    return made


def _children(source: Element | None, parent: Element) -> None:
    for child in source if source is not None else ():
        name = child.tag if isinstance(child.tag, str) else ""
        if name.endswith("Pr") or name in (W + "del", W + "moveFrom"):
            continue
        build = _BUILDERS.get(name.removeprefix(M)) if name.startswith(M) else None
        if build:
            build(child, parent)
        elif name == W + "r":
            _words("".join(part.text or "" for part in child.iter(W + "t")), parent)
        elif name:
            _children(child, parent)


def _part(source: Element, name: str, parent: Element) -> None:
    """What a part of a structure holds, as exactly one element."""
    row = _new(parent, "mrow")
    _children(source.find(M + name), row)
    if len(row) == 1:
        parent.replace(row, row[0])


def _property(source: Element, properties: str, name: str) -> str | None:
    found = source.find(f"{M}{properties}/{M}{name}")
    return None if found is None else (found.get(M + "val") or "")


def _character(source: Element, properties: str, name: str, default: str) -> str:
    found = _property(source, properties, name)
    return default if found is None else found


def _is_on(source: Element, properties: str, name: str) -> bool:
    """Whether a property is there and not switched off (22.9.2.7)."""
    found = _property(source, properties, name)
    return found is not None and found not in ("0", "false", "off")


# --- what is written ------------------------------------------------------------------------------------------------


def _run(source: Element, parent: Element) -> None:
    text = "".join(part.text or "" for part in source if part.tag in (M + "t", W + "t"))
    above = source.getparent()
    if _is_on(source, "rPr", "nor"):
        _words(text, parent)
    elif _property(source, "rPr", "sty") == "p" or (above is not None and above.tag == M + "fName"):
        _upright(text, parent)
    else:
        _tokens(text, parent)


def _upright(text: str, parent: Element) -> None:
    """Upright letters are the name of a function or a word, one thing."""
    for piece in re.findall(r"[^\W\d_]{2,}|(?:[^\w\s]|\d|_|[^\W\d_](?![^\W\d_]))+", text):
        if len(piece) > 1 and piece.isalpha():
            _new(parent, "mi", piece)
        else:
            _tokens(piece, parent)


def _words(text: str, parent: Element) -> None:
    if text:
        _new(parent, "mtext", text)


def _tokens(text: str, parent: Element) -> None:
    for piece in _TOKENS.findall(text):
        kind = "mn" if piece[0].isdigit() else "mi" if piece[0].isalpha() or piece in ("∞", "∅") else "mo"
        _new(parent, kind, "−" if piece == "-" else piece)


# --- structures -----------------------------------------------------------------------------------------------------

Builder = Callable[[Element, Element], None]


def _parts(element: str, *names: str) -> Builder:
    def build(source: Element, parent: Element) -> None:
        made = _new(parent, element)
        for name in names:
            _part(source, name, made)

    return build


def _fraction(source: Element, parent: Element) -> None:
    kind = _property(source, "fPr", "type")
    if kind == "lin":  # written on one line, with a stroke between
        _part(source, "num", parent)
        _new(parent, "mo", "/")
        _part(source, "den", parent)
        return
    _parts("mfrac", "num", "den")(source, parent)
    if kind == "noBar":
        parent[-1].set("linethickness", "0")


def _radical(source: Element, parent: Element) -> None:
    degree = source.find(M + "deg")
    shown = degree is not None and any(str(part).strip() for part in degree.itertext())
    if shown and not _is_on(source, "radPr", "degHide"):
        _parts("mroot", "e", "deg")(source, parent)
    else:
        _parts("msqrt", "e")(source, parent)


def _delimiters(source: Element, parent: Element) -> None:
    row = _new(parent, "mrow")
    for mark in _fences(source):
        if isinstance(mark, str):
            _new(row, "mo", mark)
        else:
            _children(mark, row)


def _fences(source: Element) -> Iterator[Element | str]:
    """What stands between delimiters, with these; an empty one is not drawn (22.1.2.24)."""
    opening, closing = _character(source, "dPr", "begChr", "("), _character(source, "dPr", "endChr", ")")
    if opening:
        yield opening
    for number, element in enumerate(source.findall(M + "e")):
        if number and (between := _character(source, "dPr", "sepChr", "|")):
            yield between
        yield element
    if closing:
        yield closing


def _n_ary(source: Element, parent: Element) -> None:
    sign = _character(source, "naryPr", "chr", "∫")
    beside = _property(source, "naryPr", "limLoc") or ("subSup" if sign in BESIDE else "undOvr")
    wanted = [name for name in ("sub", "sup") if not _is_on(source, "naryPr", f"{name}Hide")]
    if not wanted:
        _new(parent, "mo", sign)
    else:
        under = {"sub": "under", "sup": "over"} if beside == "undOvr" else {"sub": "sub", "sup": "sup"}
        made = _new(parent, "m" + "".join(under[name] for name in wanted))
        _new(made, "mo", sign)
        for name in wanted:
            _part(source, name, made)
    _children(source.find(M + "e"), parent)


def _scripts_after(source: Element, parent: Element) -> None:
    """A base with both scripts; Word writes both even where one is empty."""
    parts = {name: source.find(M + name) for name in ("sub", "sup")}
    shown = [name for name, part in parts.items() if part is not None and any(True for _ in part.iter(M + "r"))]
    _parts("m" + "".join(shown) if shown else "mrow", "e", *shown)(source, parent)


def _upper_limit(source: Element, parent: Element) -> None:
    """What stands over something; over what has something below already, it is the other of a pair."""
    base = source.find(M + "e")
    inside = [child for child in (base if base is not None else ()) if not str(child.tag).endswith("Pr")]
    if len(inside) == 1 and inside[0].tag == M + "limLow":
        made = _new(parent, "munderover")
        _part(inside[0], "e", made)
        _part(inside[0], "lim", made)
        _part(source, "lim", made)
    else:
        _parts("mover", "e", "lim")(source, parent)


def _over(source: Element, parent: Element, mark: str) -> None:
    made = _new(parent, "mover")
    made.set("accent", "true")
    _part(source, "e", made)
    _new(made, "mo", _ALONE.get(mark, mark))


def _accent(source: Element, parent: Element) -> None:
    _over(source, parent, _character(source, "accPr", "chr", "\u0302") or "\u0302")


def _bar(source: Element, parent: Element) -> None:
    if _property(source, "barPr", "pos") == "top":
        _over(source, parent, "¯")
        return
    _parts("munder", "e")(source, parent)
    _new(parent[-1], "mo", "_")


def _grouped(source: Element, parent: Element) -> None:
    """A brace or an arrow above or below (22.1.2.41); below where nothing is said."""
    made = _new(parent, "mover" if _property(source, "groupChrPr", "pos") == "top" else "munder")
    _part(source, "e", made)
    _new(made, "mo", _character(source, "groupChrPr", "chr", "\u23df") or "\u23df")


def _prescripts(source: Element, parent: Element) -> None:
    """A base with scripts before it (22.1.2.99): MathML names the base first, then those after it, then these."""
    made = _new(parent, "mmultiscripts")
    inner = source.find(M + "e")
    only = [child for child in (inner if inner is not None else ()) if not str(child.tag).endswith("Pr")]
    after = only[0] if len(only) == 1 and only[0].tag in (M + "sSub", M + "sSup", M + "sSubSup") else None
    _part(source if after is None else after, "e", made)
    for name in ("sub", "sup") if after is not None else ():
        _script(after, name, made)
    _new(made, "mprescripts")
    for name in ("sub", "sup"):
        _script(source, name, made)


def _script(source: Element | None, name: str, parent: Element) -> None:
    """One script of several; an empty one is ``none``, which keeps the places of the others."""
    found = None if source is None else source.find(M + name)
    if source is not None and found is not None and any(True for _ in found.iter(M + "r")):
        _part(source, name, parent)
    else:
        _new(parent, "none")


def _matrix(source: Element, parent: Element) -> None:
    made = _new(parent, "mtable")
    for row in source.findall(M + "mr"):
        line = _new(made, "mtr")
        for cell in row.findall(M + "e"):
            _children(cell, _new(line, "mtd"))


def _equations(source: Element, parent: Element) -> None:
    """Formulas one below the other (22.1.2.34), cut where they are aligned."""
    made = _new(parent, "mtable")
    for line in source.findall(M + "e"):
        cell = _new(_new(made, "mtr"), "mtd")
        _children(line, cell)
        for token in [part for part in cell if part.tag.endswith("}mo") and part.text == "&"]:
            cell.remove(token)


_STRIKES = {
    "strikeH": "horizontalstrike",
    "strikeV": "verticalstrike",
    "strikeBLTR": "updiagonalstrike",
    "strikeTLBR": "downdiagonalstrike",
}


def _boxed(source: Element, parent: Element) -> None:
    """A box, of which sides may be hidden, with lines through what it holds (22.1.2.11)."""
    hidden = [side for side in ("Top", "Bot", "Left", "Right") if _is_on(source, "borderBoxPr", f"hide{side}")]
    lines = [name for tag, name in _STRIKES.items() if _is_on(source, "borderBoxPr", tag)]
    _parts("menclose", "e")(source, parent)
    parent[-1].set("notation", " ".join([*(["box"] if len(hidden) < 4 else []), *lines]))


def _inside(source: Element, parent: Element) -> None:
    _children(source.find(M + "e"), parent)


def _phantom(source: Element, parent: Element) -> None:
    """What takes room; whether it is seen is said apart (22.1.2.81)."""
    if _property(source, "phantPr", "show") is None or _is_on(source, "phantPr", "show"):
        _inside(source, parent)
    else:
        _parts("mphantom", "e")(source, parent)


def _function(source: Element, parent: Element) -> None:
    _children(source.find(M + "fName"), parent)
    _children(source.find(M + "e"), parent)


_BUILDERS: dict[str, Builder] = {
    "r": _run,
    "f": _fraction,
    "sSup": _parts("msup", "e", "sup"),
    "sSub": _parts("msub", "e", "sub"),
    "sSubSup": _scripts_after,
    "sPre": _prescripts,
    "limLow": _parts("munder", "e", "lim"),
    "limUpp": _upper_limit,
    "rad": _radical,
    "d": _delimiters,
    "nary": _n_ary,
    "acc": _accent,
    "bar": _bar,
    "groupChr": _grouped,
    "m": _matrix,
    "eqArr": _equations,
    "func": _function,
    "borderBox": _boxed,
    "box": _inside,
    "phant": _phantom,
}
