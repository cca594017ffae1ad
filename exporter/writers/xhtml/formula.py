"""Formulas set with spans and CSS, for a layout that knows no MathML: fractions, scripts, roots, rows of a matrix.

Presentation MathML (MathML 3, chapter 3) becomes ``span`` elements with classes that the page's style sheet dresses.
For the eye alone: listeners hear the formula's words. A row that holds something high has high fences.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from lxml import etree

from exporter.writers.xhtml.elements import XHTML, Element, append_text, xml_text

FENCES = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉")
TIGHT = frozenset(",;:.!/'′″‴’∑∏∫∬∮⋃⋂∂∇¬√°%") | FENCES
"""Signs that stand close to their neighbours."""
INVISIBLE = frozenset("\u2061\u2062\u2063\u2064")
PRIMES = frozenset("′″‴'")
LARGE = frozenset("∑∏⋃⋂∫∬∮")
ACCENTS = {"¯": "ˉ", "‾": "ˉ", "^": "ˆ", "~": "˜", "˙": "˙", "¨": "¨", "ˉ": "ˉ", "ˆ": "ˆ", "˜": "˜", "→": "→"}
"""Signs that lie close above a letter, and the letter-sized ones that show them."""

_HIGH = frozenset(["mfrac", "mtable", "munder", "mover", "munderover", "msqrt", "mroot"])
_DROPPED = frozenset(["annotation", "annotation-xml", "mphantom", "mprescripts", "none"])
_MAX_DEPTH = 16
"""Levels of a formula that are set; what lies deeper stands as its characters, too small to be read anyway."""


def set_formula(holder: Element, tree: Element) -> None:
    """Set the formula ``tree``, a ``math`` element, inside ``holder``; nothing where characters stand between elements.

    Those are not MathML, and would be lost.
    """
    for element in tree.iter("{*}*"):
        inside = (element.text or "").strip() and len(element)
        after = (element.tail or "").strip() and element is not tree
        if inside or after:
            return
    _row(holder, list(tree), small=False, depth=0)


def _row(target: Element, items: Sequence[Element], *, small: bool, depth: int) -> None:
    """Things side by side. ``small`` rows, in scripts, have no room between signs."""
    known = [item for item in items if isinstance(item.tag, str) and _name(item) not in _DROPPED]
    if depth > _MAX_DEPTH:
        append_text(target, " ".join("".join(map(str, item.itertext())).strip() for item in known))
        return
    high = any(_name(inner) in _HIGH for item in known for inner in item.iter("{*}*"))
    for number, item in enumerate(known):
        if _is_word(item) and number and not small:
            append_text(target, " ")
        if _is_operator(item):
            _operator(target, item, spaced=not small and 0 < number < len(known) - 1, high=high)
        else:
            _set(target, item, small, depth)
        if _is_word(item) and number < len(known) - 1 and _text(known[number + 1]) not in FENCES and not small:
            append_text(target, " ")


def _set(target: Element, item: Element, small: bool, depth: int) -> None:
    """Set one thing by the table; what is not in it is the row of its children, or its text."""
    setter = _SETTERS.get(_name(item)) if depth <= _MAX_DEPTH else None
    if setter is not None:
        setter(target, item, small, depth + 1)
    elif len(item):
        _row(target, list(item), small=small, depth=depth + 1)
    else:
        _span(target, "mn").text = xml_text(_text(item))


def _name(item: Element) -> str:
    return etree.QName(item).localname


def _text(item: Element) -> str:
    return " ".join("".join(map(str, item.itertext())).split())


def _is_word(item: Element) -> bool:
    """Whether something is the name of a function, alone or with scripts: letters that do not stand for themselves."""
    first = item[0] if len(item) and _name(item) in ("msub", "msup", "msubsup") else item
    return _name(first) == "mi" and len(_text(first)) > 1 and _text(first).isalpha()


def _is_operator(item: Element) -> bool:
    """Whether something is a sign: an operator, or a mathematical symbol that was taken for a name."""
    text = _text(item)
    return _name(item) == "mo" or (_name(item) == "mi" and len(text) == 1 and unicodedata.category(text) == "Sm")


def _span(target: Element, kind: str) -> Element:
    return etree.SubElement(target, f"{{{XHTML}}}span", {"class": kind})


def _operator(target: Element, item: Element, *, spaced: bool, high: bool) -> None:
    sign = "".join(char for char in _text(item) if char not in INVISIBLE)
    if not sign:
        return
    spaced = spaced and sign not in TIGHT
    if spaced:
        append_text(target, " ")
    kind = (
        "fence" if high and sign in FENCES and item.get("stretchy") != "false" else "large" if sign in LARGE else "mo"
    )
    _span(target, kind).text = xml_text("−" if sign == "-" else sign)
    if spaced or sign in ",;":
        append_text(target, " ")


def _identifier(target: Element, item: Element, small: bool, depth: int) -> None:
    text = _text(item)
    slanted = len(text) == 1 and text.isalpha() and item.get("mathvariant") != "normal"
    _span(target, "mi" if slanted else "mn").text = xml_text(text)


def _space(target: Element, item: Element, small: bool, depth: int) -> None:
    width = item.get("width", "")
    number = width.removesuffix("em")
    try:
        wide = float(number) if width.endswith("em") else 0.0
    except ValueError:
        wide = 0.0
    append_text(target, "\u2003" if wide >= 1 else " " if wide >= 0.2 else "")


def _inside(target: Element, kind: str, item: Element | None, *, small: bool, depth: int) -> None:
    """A span of a kind that holds one thing."""
    if item is None:
        return
    made = _span(target, kind)
    _row(made, list(item) if _name(item) == "mrow" else [item], small=small, depth=depth)


def _child(item: Element, number: int) -> Element | None:
    known = [child for child in item if isinstance(child.tag, str)]
    return known[number] if number < len(known) else None


def _fraction(target: Element, item: Element, small: bool, depth: int) -> None:
    made = _span(target, "frac")
    _inside(made, "num", _child(item, 0), small=small, depth=depth)
    _inside(made, "den", _child(item, 1), small=small, depth=depth)


def _scripts(*places: str) -> Callable[[Element, Element, bool, int], None]:
    """A setter for a base with scripts in these places, in MathML's order; large signs carry theirs above and below."""

    def scripts(target: Element, item: Element, small: bool, depth: int) -> None:
        base = _child(item, 0)
        if base is None:
            return
        given = {place: _child(item, number) for number, place in enumerate(places, 1)}
        if _text(base) in LARGE:
            _stack(target, base, given.get("sub"), given.get("sup"), depth)
            return
        if _is_operator(base):
            _operator(target, base, spaced=False, high=False)
        else:
            _set(target, base, small, depth)
        for place, script in given.items():
            if script is not None and set(_text(script)) <= PRIMES:
                _span(target, "mn").text = xml_text(_text(script).replace("'", "′"))
            elif script is not None:
                _inside(target, place, script, small=True, depth=depth)

    return scripts


def _stack(target: Element, base: Element, below: Element | None, above: Element | None, depth: int) -> None:
    made = _span(target, "stack")
    _inside(made, "over", above, small=True, depth=depth)
    _inside(made, "base", base, small=False, depth=depth)
    _inside(made, "under", below, small=True, depth=depth)


def _over(target: Element, item: Element, small: bool, depth: int) -> None:
    base, above = _child(item, 0), _child(item, 1)
    if base is None or above is None:
        return
    if (accent := ACCENTS.get(_text(above))) is None:
        _stack(target, base, None, above, depth)
        return
    made = _span(target, "accented")
    _span(made, "accent").text = accent
    _inside(made, "base", base, small=small, depth=depth)


def _under(target: Element, item: Element, small: bool, depth: int) -> None:
    base, below = _child(item, 0), _child(item, 1)
    if base is not None:
        _stack(target, base, below, None, depth)


def _under_and_over(target: Element, item: Element, small: bool, depth: int) -> None:
    base, below, above = (_child(item, number) for number in range(3))
    if base is not None:
        _stack(target, base, below, above, depth)


def _square_root(target: Element, item: Element, small: bool, depth: int) -> None:
    _row(_span(_span(target, "root"), "radicand"), list(item), small=small, depth=depth)


def _root(target: Element, item: Element, small: bool, depth: int) -> None:
    degree = _child(item, 1)
    if degree is not None:
        _inside(target, "degree", degree, small=True, depth=depth)
    _inside(_span(target, "root"), "radicand", _child(item, 0), small=small, depth=depth)


def _fenced(target: Element, item: Element, small: bool, depth: int) -> None:
    known = [child for child in item if isinstance(child.tag, str)]
    separators = item.get("separators", ",").split() or [""]
    _span(target, "mo").text = xml_text(item.get("open", "("))
    for number, child in enumerate(known):
        _set(target, child, small, depth)
        if number < len(known) - 1:
            append_text(target, separators[min(number, len(separators) - 1)] + " ")
    _span(target, "mo").text = xml_text(item.get("close", ")"))


def _matrix(target: Element, item: Element, small: bool, depth: int) -> None:
    made = _span(target, "matrix")
    for row in item.iterchildren("{*}mtr", "{*}mlabeledtr"):
        line = _span(made, "row")
        for cell in row.iterchildren("{*}mtd"):
            _row(_span(line, "cell"), list(cell), small=small, depth=depth)


_SETTERS: dict[str, Callable[[Element, Element, bool, int], None]] = {
    "mfenced": _fenced,
    "mfrac": _fraction,
    "mi": _identifier,
    "mover": _over,
    "mroot": _root,
    "mspace": _space,
    "msqrt": _square_root,
    "msub": _scripts("sub"),
    "msubsup": _scripts("sub", "sup"),
    "msup": _scripts("sup"),
    "mtable": _matrix,
    "munder": _under,
    "munderover": _under_and_over,
}
