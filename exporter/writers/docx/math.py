"""Formulas as Office Math (ECMA-376 part 1, 22.1), from the same presentation MathML that EPUB gets.

The usual elements are mapped one by one; anything else becomes its text, so that no character is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from exporter.bounds.safe_xml import xml_parser
from exporter.model import Formula
from exporter.writers.docx.xml import NAMESPACES, Element, M, xml_text

ACCENTS = {
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "¯": "\u0305",
    "‾": "\u0305",
    "ˉ": "\u0305",
    "―": "\u0305",
    "→": "\u20d7",
    "⃗": "\u20d7",
    "˙": "\u0307",
    "¨": "\u0308",
    "ˇ": "\u030c",
    "˘": "\u0306",
}
"""Signs over a letter, and the combining marks that Word wants for them (22.1.2.1)."""
GROUPING = frozenset("⏞⏟⏜⏝⎴⎵")
"""Braces and brackets that stretch over or under what they belong to (22.1.2.41)."""
LINES = frozenset("_̲‾¯―")
"""A line under something (22.1.2.7)."""
SCRIPTS = {"double-struck": "double-struck", "script": "script", "fraktur": "fraktur", "sans-serif": "sans-serif"}
STRIKES = {
    "horizontalstrike": "strikeH",
    "verticalstrike": "strikeV",
    "updiagonalstrike": "strikeBLTR",
    "downdiagonalstrike": "strikeTLBR",
}
"""Lines through something, by their names in MathML and in Word (22.1.2.11), in the order that Word wants."""
DEEPEST = 64
"""Formulas nested deeper are written as their text: nobody can follow them, and they can be made to stop a program."""
NARY = frozenset("∑∏∫∬∭∮⋃⋂⨁⨂⋁⋀∐")


def office_math(node: Formula) -> Element | None:
    """``m:oMath`` for a formula, or None when it has no MathML that can be parsed."""
    if not node.mathml:
        return None
    try:
        root = etree.fromstring(xml_text(node.mathml).encode(), xml_parser())
    except (etree.XMLSyntaxError, ValueError):
        return None
    if _depth(root) > DEEPEST:
        return None
    made = _m("oMath")
    _content(made, root)
    return made if len(made) else None


def displayed(formula: Element) -> Element:
    """A formula that stands by itself (22.1.2.78), which Word sets larger and in the middle."""
    return _m("oMathPara", formula)


def _depth(root: Element) -> int:
    """How deep the elements of a formula nest, found without recursion."""
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _m(tag: str, *children: Element, val: str | None = None) -> Element:
    made = etree.Element(f"{{{M}}}{tag}", nsmap=NAMESPACES)
    if val is not None:
        made.set(f"{{{M}}}val", xml_text(val))
    made.extend(children)
    return made


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(element: Element) -> list[Element]:
    return [child for child in element if _name(child)]


def _content(parent: Element, element: Element) -> None:
    """The children of a MathML element, appended; a sum or integral takes what follows as its operand."""
    for child in _children(element):
        operand = _open_operand(parent)
        _one(parent if operand is None else operand, child)


def _open_operand(parent: Element) -> Element | None:
    """The operand that the n-ary operator before this place still lacks; Word draws an empty box for a lacking one."""
    last = parent[-1] if len(parent) else None
    return last[-1] if last is not None and _name(last) == "nary" and not len(last[-1]) else None


def _one(parent: Element, element: Element) -> None:
    name = _name(element)
    if name in ("annotation", "annotation-xml", "none", "mprescripts", "mspace"):
        return
    build = _BUILDERS.get(name)
    parts = _children(element)
    if build is not None and len(parts) >= _NEEDS.get(name, 0):
        build(parent, element)
    elif parts:
        _content(parent, element)
    else:
        _run(parent, element)


def _run(parent: Element, element: Element) -> None:
    text = " ".join("".join(str(part) for part in element.itertext()).split())
    if not text:
        return
    made = _m("r")
    if properties := _look(element, text):
        made.append(_m("rPr", *properties))
    words = _m("t")
    words.text = xml_text(text)
    if _name(element) == "mtext":
        words.text = xml_text("".join(str(part) for part in element.itertext()))
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.append(words)
    parent.append(made)


def _look(element: Element, text: str) -> list[Element]:
    """What a run says of its letters: words in a formula are normal text, names of functions upright (22.1.2.94)."""
    variant = element.get("mathvariant", "")
    if _name(element) == "mtext":
        return [_m("nor")]
    if variant in SCRIPTS:
        return [_m("scr", val=SCRIPTS[variant]), _m("sty", val="p")]
    if variant.startswith("bold"):
        return [_m("sty", val="bi" if "italic" in variant else "b")]
    return [_m("sty", val="p")] if variant == "normal" or (_name(element) == "mi" and len(text) > 1) else []


def _argument(tag: str, element: Element) -> Element:
    made = _m(tag)
    _one(made, element)
    return made


def _parts(tag: str, *names: str) -> Callable[[Element, Element], None]:
    def build(parent: Element, element: Element) -> None:
        children = _children(element)
        parent.append(_m(tag, *(_argument(name, child) for name, child in zip(names, children, strict=False))))

    return build


def _fraction(parent: Element, element: Element) -> None:
    """A fraction, without its line where it has none: what is above the other is then a pair, not a quotient."""
    _parts("f", "num", "den")(parent, element)
    if re.fullmatch(r"0+(?:\.0*)?[a-z%]*", element.get("linethickness", "").strip()):
        parent[-1].insert(0, _m("fPr", _m("type", val="noBar")))


def _enclosed(parent: Element, element: Element) -> None:
    """A box, or lines through something; what Word has no lines for stands as it is."""
    notations = element.get("notation", "longdiv").split()
    strikes = [_m(tag, val="1") for name, tag in STRIKES.items() if name in notations]
    if "box" not in notations and not strikes:
        _content(parent, element)
        return
    hidden = [] if "box" in notations else [_m(f"hide{side}", val="1") for side in ("Top", "Bot", "Left", "Right")]
    inside = _m("e")
    _content(inside, element)
    properties = [*hidden, *strikes]
    parent.append(_m("borderBox", *([_m("borderBoxPr", *properties)] if properties else []), inside))


def _phantom(parent: Element, element: Element) -> None:
    """What takes room and is not seen (22.1.2.81)."""
    inside = _m("e")
    _content(inside, element)
    parent.append(_m("phant", _m("phantPr", _m("show", val="0")), inside))


def _group(parent: Element, element: Element) -> None:
    _content(parent, element)


def _first(parent: Element, element: Element) -> None:
    """Of an element that shows one of its children, the first, which is shown where nobody chooses."""
    _one(parent, _children(element)[0])


def _root(parent: Element, element: Element) -> None:
    made = _m("rad", _m("radPr", _m("degHide", val="1")), _m("deg"))
    base = _m("e")
    _content(base, element)
    made.append(base)
    parent.append(made)


def _nth_root(parent: Element, element: Element) -> None:
    base, degree = _children(element)[:2]
    parent.append(_m("rad", _argument("deg", degree), _argument("e", base)))


def _limits(*names: str) -> Callable[[Element, Element], None]:
    """Scripts and limits: around a sum or an integral they are limits of an n-ary operator (22.1.2.70)."""

    def build(parent: Element, element: Element) -> None:
        base, *scripts = _children(element)
        symbol = "".join(str(part) for part in base.itertext()).strip()
        limits = dict(zip(names, scripts, strict=False))
        if symbol in NARY:
            parent.append(_nary(element, symbol, limits))
        elif _name(element) in ("munder", "mover", "munderover"):
            parent.append(_over_and_under(base, limits))
        else:
            tag = "sSubSup" if len(names) > 1 else "sSub" if names[0] == "sub" else "sSup"
            parent.append(_m(tag, _argument("e", base), *(_argument(name, part) for name, part in limits.items())))

    return build


def _multiscripts(parent: Element, element: Element) -> None:
    """A base with scripts after it and before it (22.1.2.99 sPre); Word has a place for one pair a side."""
    base, *scripts = _children(element)
    at = next((place for place, part in enumerate(scripts) if _name(part) == "mprescripts"), len(scripts))
    after, before = scripts[:at], scripts[at + 1 :]
    if len(after) > 2 or len(before) > 2:
        _content(parent, element)
        return
    made = _argument("e", base)
    for tag, pair in (("sSubSup", after), ("sPre", before)):
        if not pair:
            continue
        inner = [_argument(name, part) for name, part in zip(("sub", "sup"), pair, strict=False)]
        inner += [_m("sup")] if len(inner) == 1 else []
        made = _m("e", _m(tag, *([made, *inner] if tag == "sSubSup" else [*inner, made])))
    parent.extend(made)


def _nary(element: Element, symbol: str, limits: dict[str, Element]) -> Element:
    place = "undOvr" if _name(element).startswith(("munder", "mover")) else "subSup"
    properties = _m("naryPr", _m("chr", val=symbol), _m("limLoc", val=place))
    for name in ("sub", "sup"):
        if name not in limits:
            properties.append(_m(f"{name}Hide", val="1"))
    made = _m("nary", properties)
    for name in ("sub", "sup"):
        made.append(_argument(name, limits[name]) if name in limits else _m(name))
    made.append(_m("e"))
    return made


def _over_and_under(base: Element, limits: dict[str, Element]) -> Element:
    over = limits.get("sup")
    accent = "".join(str(part) for part in over.itertext()).strip() if over is not None else ""
    if over is not None and "sub" not in limits and accent in ACCENTS:
        return _m("acc", _m("accPr", _m("chr", val=ACCENTS[accent])), _argument("e", base))
    made = _argument("e", base)
    for name in ("sub", "sup"):
        if name in limits:
            made = _m("e", _limit(name, made, limits[name]))
    return made[0] if len(made) == 1 else _m("box", made)


def _limit(place: str, base: Element, script: Element) -> Element:
    """What stands under or over something: a brace and a line are drawn as wide as that, anything else is a limit."""
    above, sign = place == "sup", "".join(str(part) for part in script.itertext()).strip()
    if sign in GROUPING:
        sides = [_m("pos", val="top"), _m("vertJc", val="bot")] if above else []
        return _m("groupChr", _m("groupChrPr", _m("chr", val=sign), *sides), base)
    if sign in LINES and not above:
        return _m("bar", _m("barPr", _m("pos", val="bot")), base)
    return _m("limUpp" if above else "limLow", base, _argument("lim", script))


def _table(parent: Element, element: Element) -> None:
    made = _m("m")
    for row in _children(element):
        cells = _m("mr")
        for cell in _children(row):
            holder = _m("e")
            _content(holder, cell)
            cells.append(holder)
        made.append(cells)
    parent.append(made)


def _fenced(parent: Element, element: Element) -> None:
    """Fences with what stands between (22.1.2.24). Word has one separator for all; several are signs in a row."""
    children = _children(element)
    between = "".join(element.get("separators", ",").split())[: max(len(children) - 1, 0)]
    ends = element.get("open", "(").strip(), element.get("close", ")").strip()
    marks = [_m("begChr", val=ends[0]), _m("sepChr", val=between[:1]), _m("endChr", val=ends[1])]
    parts = [_argument("e", child) for child in children]
    if len(set(between)) > 1:
        row = _m("e", *parts[0])
        for number, part in enumerate(parts[1:]):
            row.append(_m("r", _m("t")))
            row[-1][0].text = xml_text(between[min(number, len(between) - 1)])
            row.extend(part)
        parts = [row]
    parent.append(_m("d", _m("dPr", *marks), *(parts or [_m("e")])))


_BUILDERS: dict[str, Callable[[Element, Element], None]] = {
    "mrow": _group,
    "mstyle": _group,
    "mpadded": _group,
    "semantics": _first,
    "maction": _first,
    "menclose": _enclosed,
    "mphantom": _phantom,
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _nth_root,
    "msub": _limits("sub"),
    "msup": _limits("sup"),
    "msubsup": _limits("sub", "sup"),
    "munder": _limits("sub"),
    "mover": _limits("sup"),
    "munderover": _limits("sub", "sup"),
    "mmultiscripts": _multiscripts,
    "mtable": _table,
    "mfenced": _fenced,
}
_NEEDS = {
    "maction": 1,
    "semantics": 1,
    "mfrac": 2,
    "mmultiscripts": 1,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "msubsup": 3,
    "munder": 2,
    "mover": 2,
    "munderover": 3,
}
"""How many children an element must have to be what its name says."""
