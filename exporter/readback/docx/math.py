"""Formulas of a DOCX: Office MathML (ECMA-376 part 1, 22.1) as presentation MathML."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MATHML = "http://www.w3.org/1998/Math/MathML"
Element = etree._Element


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
    if source is None:
        return
    for child in source:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name.endswith("Pr"):
            continue
        build = _BUILDERS.get(name)
        if build:
            build(child, parent)
        else:
            _children(child, parent)


def _part(source: Element, name: str, parent: Element) -> None:
    _children(source.find(M + name), _new(parent, "mrow"))


def _character(source: Element, properties: str, name: str, default: str) -> str:
    found = source.find(f"{M}{properties}/{M}{name}")
    return default if found is None else (found.get(M + "val") or "")


def _run(source: Element, parent: Element) -> None:
    text = "".join(part.text or "" for part in source.iter(M + "t"))
    kind = "mn" if text.replace(".", "").isdigit() else "mi" if text.isalpha() else "mo" if len(text) == 1 else "mtext"
    if text:
        _new(parent, kind, text)


def _parts(element: str, *names: str) -> Callable[[Element, Element], None]:
    def build(source: Element, parent: Element) -> None:
        made = _new(parent, element)
        for name in names:
            _part(source, name, made)

    return build


def _radical(source: Element, parent: Element) -> None:
    degree = source.find(M + "deg")
    if degree is not None and any(degree.itertext()):
        _parts("mroot", "e", "deg")(source, parent)
    else:
        _parts("msqrt", "e")(source, parent)


def _delimiters(source: Element, parent: Element) -> None:
    row = _new(parent, "mrow")
    _new(row, "mo", _character(source, "dPr", "begChr", "("))
    for number, element in enumerate(source.findall(M + "e")):
        if number:
            _new(row, "mo", _character(source, "dPr", "sepChr", "|"))
        _children(element, _new(row, "mrow"))
    _new(row, "mo", _character(source, "dPr", "endChr", ")"))


def _n_ary(source: Element, parent: Element) -> None:
    row = _new(parent, "mrow")
    made = _new(row, "munderover")
    _new(made, "mo", _character(source, "naryPr", "chr", "∫"))
    _part(source, "sub", made)
    _part(source, "sup", made)
    _part(source, "e", row)


def _accent(source: Element, parent: Element) -> None:
    made = _new(parent, "mover")
    _part(source, "e", made)
    _new(made, "mo", _character(source, "accPr", "chr", "\u0302"))


def _matrix(source: Element, parent: Element) -> None:
    made = _new(parent, "mtable")
    for row in source.findall(M + "mr"):
        line = _new(made, "mtr")
        for cell in row.findall(M + "e"):
            _children(cell, _new(line, "mtd"))


def _prescripts(source: Element, parent: Element) -> None:
    """A base with scripts before it (22.1.2.99): MathML names the base first."""
    made = _new(parent, "mmultiscripts")
    _part(source, "e", made)
    _new(made, "mprescripts")
    _part(source, "sub", made)
    _part(source, "sup", made)


_BUILDERS: dict[str, Callable[[Element, Element], None]] = {
    "r": _run,
    "f": _parts("mfrac", "num", "den"),
    "sSup": _parts("msup", "e", "sup"),
    "sSub": _parts("msub", "e", "sub"),
    "sSubSup": _parts("msubsup", "e", "sub", "sup"),
    "sPre": _prescripts,
    "limLow": _parts("munder", "e", "lim"),
    "limUpp": _parts("mover", "e", "lim"),
    "rad": _radical,
    "d": _delimiters,
    "nary": _n_ary,
    "acc": _accent,
    "m": _matrix,
}
