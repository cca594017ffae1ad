"""Office Math as MathML (ECMA-376 part 1, 22.1; MathML Core), so that listeners get Word's formulas.

A run holds as many characters as its author typed at once: letters are identifiers, digits numbers, the rest operators.
Only what Word calls normal text is text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from exporter.readers.word.ooxml import Element, M, W, is_on
from exporter.readers.word.symbols import in_font, symbol

MATHML = "{http://www.w3.org/1998/Math/MathML}"
_PIECES = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]|\s+|.", re.DOTALL)
_WORDS = re.compile(r"[^\W\d_]{2,}")
FUNCTIONS = frozenset(
    "sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan log ln lg exp lim max min sup inf det dim ker "
    "gcd deg arg mod lcm Pr".split()
)
ACCENTS = {"\u0302": "^", "\u0303": "~", "\u0305": "¯", "\u0304": "¯", "\u20d7": "→", "\u0307": "˙", "\u0308": "¨"}
"""Combining marks over a letter, and the signs that MathML puts there."""
VARIANTS = {"double-struck": "double-struck", "script": "script", "fraktur": "fraktur", "sans-serif": "sans-serif"}


def from_office(made: Element, *, block: bool = False) -> str:
    """The MathML of an ``m:oMath``, as text; "" when it holds nothing. Tracked changes in it are settled before."""
    names: dict[str | None, str] = {None: MATHML[1:-1]}
    root = etree.Element(MATHML + "math", nsmap=names)  # type: ignore[arg-type]
    if block:
        root.set("display", "block")
    row = _new(root, "mrow")
    _children(made, row)
    if not "".join(str(part) for part in root.itertext()).strip():
        return ""
    return etree.tostring(root, encoding="unicode")


def _new(parent: Element, name: str, text: str = "") -> Element:
    made = etree.SubElement(parent, MATHML + name)
    if text:
        made.text = text
    return made


def _children(source: Element, parent: Element) -> None:
    for child in source:
        name = child.tag if isinstance(child.tag, str) else ""
        if name in _BUILDERS:
            _BUILDERS[name](child, parent)
        elif name.endswith("Pr"):
            continue
        elif name == W + "r":
            text = "".join(part.text or "" for part in child.iter(W + "t"))
            if text.strip():
                _new(parent, "mtext", text)
        elif name:
            _children(child, parent)


def _part(source: Element, name: str, parent: Element) -> None:
    """What a part of a structure holds, as exactly one element."""
    found = source.find(M + name)
    row = _new(parent, "mrow")
    if found is not None:
        _children(found, row)
    if len(row) == 1:
        parent.replace(row, row[0])


def _said(source: Element, *path: str) -> str | None:
    found: Element | None = source
    for step in path:
        found = None if found is None else found.find(M + step)
    return None if found is None else (found.get(M + "val") or "")


def _character(source: Element, properties: str, name: str, default: str) -> str:
    found = _said(source, properties, name)
    return default if found is None else found


def _hidden(source: Element, properties: str, name: str) -> bool:
    found = _said(source, properties, name)
    return found is not None and is_on(found or "1")


def _run(source: Element, parent: Element) -> None:
    text = _text(source)
    if not text:
        return
    if _said(source, "rPr", "nor") is not None and is_on(_said(source, "rPr", "nor") or "1"):
        _new(parent, "mtext", text)
        return
    in_array = any(above.tag == M + "eqArr" for above in source.iterancestors())
    style, script = _said(source, "rPr", "sty"), _said(source, "rPr", "scr") or ""
    in_name = any(above.tag == M + "fName" for above in source.iterancestors())
    for piece in _pieces(text, whole_words=in_name or style in ("p", "b")):
        if in_array and piece in "&#":  # where lines meet, and where the formula's number begins (UTN 28, 3.19)
            if piece == "#":
                _new(parent, "mspace").set("width", "2em")
            continue
        if piece.isspace():
            if len(piece) > 1 or piece in "\u2002\u2003":
                _new(parent, "mspace").set("width", "1em")
            continue
        kind = "mn" if piece[0].isdigit() else "mi" if piece[0].isalpha() or piece in "∞∅" else "mo"
        made = _new(parent, kind, "−" if piece == "-" else piece)  # what Word shows for a hyphen in a formula
        if kind == "mi" and (variant := VARIANTS.get(script) or ("bold" if style in ("b", "bi") else "")):
            made.set("mathvariant", variant)
        elif kind == "mi" and style == "p" and len(piece) == 1:
            made.set("mathvariant", "normal")


def _text(source: Element) -> str:
    parts: list[str] = []
    font = source.find(f"{W}rPr/{W}rFonts")
    name = "" if font is None else font.get(W + "ascii") or ""
    for part in source:
        if part.tag == M + "t" or part.tag == W + "t":
            text = part.text or ""
            parts.append(in_font(text, name) if name == "Symbol" else text)
        elif part.tag == W + "sym":
            parts.append(symbol(part.get(W + "font") or "", _hexadecimal(part.get(W + "char"))))
    return "".join(parts)


def _hexadecimal(found: str | None) -> int:
    try:
        return int(found or "", 16)
    except ValueError:
        return 0


def _pieces(text: str, *, whole_words: bool) -> list[str]:
    """Letters one by one, figures and the names of functions whole."""
    made: list[str] = []
    at = 0
    while at < len(text):
        word = _WORDS.match(text, at)
        if word is not None and (whole_words or word[0] in FUNCTIONS):
            made.append(word[0])
            at = word.end()
            continue
        found = _PIECES.match(text, at)
        assert found is not None
        made.append(found[0])
        at = found.end()
        while at < len(text) and "\u0300" <= text[at] <= "\u036f":  # a mark belongs to the letter before it
            made[-1] += text[at]
            at += 1
    return made


Builder = Callable[[Element, Element], None]


def _parts(element: str, *names: str) -> Builder:
    def build(source: Element, parent: Element) -> None:
        made = _new(parent, element)
        for name in names:
            _part(source, name, made)

    return build


def _fraction(source: Element, parent: Element) -> None:
    kind = _said(source, "fPr", "type")
    if kind == "lin":
        row = _new(parent, "mrow")
        _part(source, "num", row)
        _new(row, "mo", "/")
        _part(source, "den", row)
        return
    made = _new(parent, "mfrac")
    if kind == "noBar":
        made.set("linethickness", "0")
    _part(source, "num", made)
    _part(source, "den", made)


def _radical(source: Element, parent: Element) -> None:
    degree = source.find(M + "deg")
    shown = degree is not None and any(str(part).strip() for part in degree.itertext())
    if shown and not _hidden(source, "radPr", "degHide"):
        _parts("mroot", "e", "deg")(source, parent)
    else:
        _parts("msqrt", "e")(source, parent)


def _delimiters(source: Element, parent: Element) -> None:
    row = _new(parent, "mrow")
    if opening := _character(source, "dPr", "begChr", "("):
        _new(row, "mo", opening)
    for number, element in enumerate(source.findall(M + "e")):
        if number and (between := _character(source, "dPr", "sepChr", "|")):
            _new(row, "mo", between)
        _children(element, _new(row, "mrow"))
    if closing := _character(source, "dPr", "endChr", ")"):
        _new(row, "mo", closing)


def _n_ary(source: Element, parent: Element) -> None:
    row = _new(parent, "mrow")
    below, above = (not _hidden(source, "naryPr", f"{name}Hide") for name in ("sub", "sup"))
    sign = _character(source, "naryPr", "chr", "∫")
    beside = (_said(source, "naryPr", "limLoc") or ("subSup" if sign in "∫∬∭∮∯∰" else "undOvr")) == "subSup"
    names = {
        (True, True): ("msubsup", "munderover"),
        (True, False): ("msub", "munder"),
        (False, True): ("msup", "mover"),
    }
    kinds = names.get((below, above))
    made = row if kinds is None else _new(row, kinds[0] if beside else kinds[1])
    _new(made, "mo", sign)
    for name, wanted in (("sub", below), ("sup", above)):
        if wanted:
            _part(source, name, made)
    _part(source, "e", row)


def _accent(source: Element, parent: Element) -> None:
    made = _new(parent, "mover")
    made.set("accent", "true")
    _part(source, "e", made)
    mark = _character(source, "accPr", "chr", "\u0302") or "\u0302"
    _new(made, "mo", ACCENTS.get(mark, mark))


def _bar(source: Element, parent: Element) -> None:
    above = _said(source, "barPr", "pos") == "top"
    made = _new(parent, "mover" if above else "munder")
    _part(source, "e", made)
    _new(made, "mo", "\u00af" if above else "_")


def _grouped(source: Element, parent: Element) -> None:
    above = _said(source, "groupChrPr", "pos") == "top"
    made = _new(parent, "mover" if above else "munder")
    _part(source, "e", made)
    _new(made, "mo", _character(source, "groupChrPr", "chr", "\u23df") or "\u23df")


def _prescripts(source: Element, parent: Element) -> None:
    made = _new(parent, "mmultiscripts")
    _part(source, "e", made)
    _new(made, "mprescripts")
    _part(source, "sub", made)
    _part(source, "sup", made)


def _matrix(source: Element, parent: Element) -> None:
    made = _new(parent, "mtable")
    for row in source.findall(M + "mr"):
        line = _new(made, "mtr")
        for cell in row.findall(M + "e"):
            _children(cell, _new(line, "mtd"))


def _equations(source: Element, parent: Element) -> None:
    made = _new(parent, "mtable")
    for element in source.findall(M + "e"):
        _children(element, _new(_new(made, "mtr"), "mtd"))


def _function(source: Element, parent: Element) -> None:
    row = _new(parent, "mrow")
    _part(source, "fName", row)
    _part(source, "e", row)


def _boxed(source: Element, parent: Element) -> None:
    made = _new(parent, "menclose")
    made.set("notation", "box")
    _part(source, "e", made)


def _inside(source: Element, parent: Element) -> None:
    _part(source, "e", parent)


def _phantom(source: Element, parent: Element) -> None:
    """What takes room but may not be shown (22.1.2.81)."""
    shown = _said(source, "phantPr", "show")
    if shown is None or is_on(shown or "1"):
        _part(source, "e", parent)


_BUILDERS: dict[str, Builder] = {
    M + "r": _run,
    M + "f": _fraction,
    M + "sSup": _parts("msup", "e", "sup"),
    M + "sSub": _parts("msub", "e", "sub"),
    M + "sSubSup": _parts("msubsup", "e", "sub", "sup"),
    M + "sPre": _prescripts,
    M + "limLow": _parts("munder", "e", "lim"),
    M + "limUpp": _parts("mover", "e", "lim"),
    M + "rad": _radical,
    M + "d": _delimiters,
    M + "nary": _n_ary,
    M + "acc": _accent,
    M + "bar": _bar,
    M + "groupChr": _grouped,
    M + "m": _matrix,
    M + "eqArr": _equations,
    M + "func": _function,
    M + "borderBox": _boxed,
    M + "box": _inside,
    M + "phant": _phantom,
}
