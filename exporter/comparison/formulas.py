"""Formulas compared: by what is built of what, by their signs and by the words that stand for them.

Apart from ``sound``, which is about written characters: a fraction and its two parts side by side have the same
characters, and are not the same formula (MathML Core, 3; ECMA-376 part 1, 22.1).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from unicodedata import normalize

from lxml import etree

from exporter.bounds.safe_xml import xml_parser
from exporter.comparison.sound import heard, is_cut_short
from exporter.model import Formula

_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<annotation[^>]*>.*?</annotation(?:-xml)?>|<[^>]*>", re.DOTALL)
_ACCENTS = str.maketrans(
    "\u0302\u0303\u0304\u0305\u203e\u20d7\u0307\u0308\u030c\u0306\u02c6\u02dc\u02c9", "^~¯¯¯→˙¨ˇ˘^~¯"
)
"""Combining accents to those that stand alone, as formulas write them over a letter."""
_SAME = {"-": "−", "\u0332": "_", "\u2015": "_", **dict.fromkeys(map(chr, range(0x2061, 0x2065)), "")}
"""Signs that are written in two ways; what is between letters and not seen is not compared."""
_SAME_SIGNS = str.maketrans(_SAME)
DEEPEST = 64
"""Structures nested deeper are compared by their signs."""
Element = etree._Element


@dataclass(frozen=True, slots=True)
class Said:
    """What a file holds of a formula: ``words`` and TeX that stand for it, its ``signs``, and its ``shape``.

    ``shape`` is "" where a file has no structure of it, but words or signs only.
    """

    words: frozenset[str] = frozenset()
    signs: str = ""
    shape: str = ""
    described: bool = False

    def is_kept_in(self, copy: Said) -> bool:
        """Whether ``copy`` is this formula: of the same structure where it has one, and said by no other words.

        Signs in a row stand for it only where there are no words: they are what a format without formulas has left.
        """
        if not (self.words or self.signs):
            return not (copy.words or copy.signs)
        if self.shape and copy.shape:
            known = self.words | {self.signs}
            said = (word in known or any(is_cut_short(whole, word) for whole in known) for word in copy.words)
            return self.shape == copy.shape and all(said)
        held = copy.words | ({copy.signs} if copy.signs else frozenset())
        return bool(held) and held <= (self.words if self.described else self.words | {self.signs})


def formula(node: Formula) -> Said:
    """What is compared of a formula."""
    words = frozenset(squeezed for form in (node.alt or "", node.tex) if (squeezed := _squeezed(form)))
    return Said(words, _signs(node.mathml), _shape(node.mathml), bool((node.alt or "").strip()))


def _squeezed(text: str) -> str:
    plain = text if text.isascii() else normalize("NFD", text).translate(_ACCENTS)
    return _SPACE.sub("", heard(plain).translate(_SAME_SIGNS))


def _signs(mathml: str) -> str:
    return _squeezed(unescape(_TAG.sub("", mathml)))


@lru_cache(maxsize=512)
def _shape(mathml: str) -> str:
    """The structure of a formula in MathML on one line, "" where it has none that can be read."""
    if not mathml:
        return ""
    try:
        tree = etree.fromstring(mathml.encode("utf-8", "replace"), xml_parser())
    except (etree.XMLSyntaxError, ValueError):
        return ""
    return _Shape().row([tree])


def _name(item: Element) -> str:
    return item.tag.rpartition("}")[2] if isinstance(item.tag, str) else ""


def _children(item: Element) -> list[Element]:
    return [child for child in item if _name(child)]


def _text(item: Element) -> str:
    return _squeezed("".join(str(part) for part in item.itertext()))


def _alone(item: Element) -> Element:
    """What a row holds, where it holds one thing only."""
    while _name(item) in ("mrow", "mstyle", "mpadded") and len(_children(item)) == 1:
        (item,) = _children(item)
    return item


class _Shape:
    """One formula's structures, each as signs around those of its parts."""

    def __init__(self) -> None:
        self.depth = 0

    def row(self, items: Sequence[Element]) -> str:
        return "".join(self.one(item) for item in items)

    def one(self, item: Element) -> str:
        name, parts = _name(item), _children(item)
        if name in _UNSEEN or not name:
            return ""
        if name in ("semantics", "maction"):
            return self.row(parts[:1])
        build = _BUILDERS.get(name)
        if build is None or len(parts) < _NEEDS.get(name, 0) or self.depth >= DEEPEST:
            return self.row(parts) if parts else _text(item)
        self.depth += 1
        made = build(self, item)
        self.depth -= 1
        return made

    # --- structures -------------------------------------------------------------------------------------------------

    def fraction(self, item: Element) -> str:
        above, below = (self.one(part) for part in _children(item)[:2])
        line = re.fullmatch(r"0+(?:\.0*)?[a-z%]*", item.get("linethickness", "").strip()) is None
        return f"{{{above}{'/' if line else '¦'}{below}}}"

    def root(self, item: Element) -> str:
        return f"√{{{self.row(_children(item))}}}"

    def nth_root(self, item: Element) -> str:
        base, degree = (self.one(part) for part in _children(item)[:2])
        return f"√[{degree}]{{{base}}}" if degree else f"√{{{base}}}"

    def scripts(self, item: Element) -> str:
        base, *scripts = _children(item)
        marks, under = _SCRIPTS[_name(item)], _alone(base)
        if (
            marks == "↑" and _name(under) == "munder" and len(_children(under)) > 1
        ):  # one over the other: over and under
            base, below, *_ = _children(under)
            marks, scripts = "↓↑", [below, *scripts]
        return self.scripted(self.one(base), zip(marks, scripts, strict=False))

    def scripted(self, base: str, scripts: Iterable[tuple[str, Element]]) -> str:
        """A base and what stands at it; an empty script does not count."""
        made = [(mark, words) for mark, script in scripts if (words := self.one(script))]
        made = [(mark, "¯" if (mark, words) == ("↑", "_") else words) for mark, words in made]  # one line, where it is
        return f"{{{base}" + "".join(f"{mark}{{{words}}}" for mark, words in made) + "}" if made else base

    def many_scripts(self, item: Element) -> str:
        base, *scripts = _children(item)
        at = next((place for place, part in enumerate(scripts) if _name(part) == "mprescripts"), len(scripts))
        after = self.scripted(self.one(base), zip("_^" * at, scripts[:at], strict=False))
        before = scripts[at + 1 :]
        return self.scripted(after, zip("⎽⎺" * len(before), before, strict=False))

    def table(self, item: Element) -> str:
        rows = ["&".join(self.row(_children(cell)) for cell in _children(row)) for row in _children(item)]
        return "⟦" + "⏎".join(rows) + "⟧"

    def fenced(self, item: Element) -> str:
        between = "".join(item.get("separators", ",").split())
        parts = [self.one(part) for part in _children(item)]
        made = "".join(
            part + (between[min(number, len(between) - 1)] if between and number < len(parts) - 1 else "")
            for number, part in enumerate(parts)
        )
        return _squeezed(item.get("open", "(")) + made + _squeezed(item.get("close", ")"))

    def enclosed(self, item: Element) -> str:
        inside = self.row(_children(item))
        kept = sorted(set(item.get("notation", "longdiv").split()) & _ENCLOSING)
        return f"[{','.join(kept)}:{inside}]" if kept else inside


_UNSEEN = frozenset(["mphantom", "mspace", "none", "mprescripts", "annotation", "annotation-xml"])
_ENCLOSING = frozenset(["box", "updiagonalstrike", "downdiagonalstrike", "horizontalstrike", "verticalstrike"])
_SCRIPTS = {
    "msub": "_",
    "msup": "^",
    "msubsup": "_^",
    "munder": "↓",
    "mover": "↑",
    "munderover": "↓↑",
}
_NEEDS = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "msubsup": 3,
    "munder": 2,
    "mover": 2,
    "munderover": 3,
    "mmultiscripts": 1,
}
"""How many children an element must have to be what its name says."""
_BUILDERS: dict[str, Callable[[_Shape, Element], str]] = {
    "menclose": _Shape.enclosed,
    "mfenced": _Shape.fenced,
    "mfrac": _Shape.fraction,
    "mmultiscripts": _Shape.many_scripts,
    "mroot": _Shape.nth_root,
    "msqrt": _Shape.root,
    "mtable": _Shape.table,
    **dict.fromkeys(_SCRIPTS, _Shape.scripts),
}
