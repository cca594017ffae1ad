"""One formula in words: rows side by side here, each structure (a fraction, a root, scripts) by a table below.

Rows inside rows are one row, as they are on the page; fences find their partners in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lxml import etree

from exporter.accessibility.maths.vocabulary import Unsayable, Vocabulary

DEEPEST = 24
"""Levels of structures that are said; deeper ones can be followed by nobody."""
GROUPS = frozenset(["math", "mrow", "mstyle", "mpadded", "semantics", "maction"])
"""Elements that only hold a row (of ``semantics`` and ``maction`` the first child is shown)."""
SILENT = frozenset(["mspace", "mphantom", "none", "mprescripts", "annotation", "annotation-xml", "malignmark"])
INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b\u200c\u200d\ufeff"))
SAME = {"-": "−", "'": "′", "‴": "′′′", "″": "′′", "’": "′", "||": "‖"}
"""Signs that say what another says."""
OPENING, CLOSING = "([{⟨⌊⌈", ")]}⟩⌋⌉"
BARS = {"|": "absolute", "∣": "absolute", "‖": "norm", "∥": "norm"}
ACCENTS = {
    **dict.fromkeys("¯‾ˉ――", "bar"),
    **dict.fromkeys("^ˆ", "hat"),
    **dict.fromkeys("~˜", "tilde"),
    "˙": "dot",
    "¨": "double-dot",
    "→": "vector",
    "⃗": "vector",
}
FUNCTIONS = frozenset("fghFGH")
"""Letters that are functions where a parenthesis follows; of others it may be a product."""

Element = etree._Element


def name_of(item: Element) -> str:
    """The element's name without its namespace."""
    return etree.QName(item).localname


def text_of(item: Element) -> str:
    """The characters of an element, white space as single blanks, signs in their plain form."""
    text = " ".join("".join(map(str, item.itertext())).translate(INVISIBLE).split())
    return SAME.get(text, text)


def children_of(item: Element) -> list[Element]:
    """The child elements."""
    return [child for child in item if isinstance(child.tag, str)]


def flat(items: Sequence[Element]) -> list[Element]:
    """The things of a row, those of rows inside it among them, what is not seen left out."""
    found: list[Element] = []
    stack = list(reversed(items))
    while stack:
        item = stack.pop()
        name = name_of(item)
        if name in GROUPS:
            inner = children_of(item)
            stack.extend(reversed(inner[:1] if name in ("semantics", "maction") else inner))
        elif name not in SILENT and (len(item) or text_of(item)):
            found.append(item)
    return found


class Reading:
    """The words of one formula in one language. Each method raises Unsayable for what has none."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.depth = 0

    def whole(self, tree: Element) -> str:
        """The words of a ``math`` element."""
        said = re.sub(r" +([,;])", r"\1", " ".join(self.row(flat([tree])).split()))
        if not said:
            raise Unsayable("nothing")
        return said

    def of(self, item: Element) -> str:
        """The words of one element."""
        return self.row(flat([item]))

    def row(self, items: Sequence[Element]) -> str:
        """The words of things side by side."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unsayable("depth")
        parts: list[str] = []
        at = 0
        while at < len(items):
            words, used = self._next(items, at)
            parts.append(words)
            at += used
        self.depth -= 1
        return " ".join(parts)

    def _next(self, items: Sequence[Element], at: int) -> tuple[str, int]:
        """The words for what begins at a place of a row, and how many things of the row they are for."""
        for special in (self._rows_of_cells, self._choice, self._between_bars, self._applied):
            if found := special(items, at):
                return found
        item = items[at]
        if name_of(item) == "mfrac":
            alone = not (_is_operand(items, at - 1) or _is_operand(items, at + 1, opening=True))
            return self._fraction(item, alone=alone), 1
        return self.one(item), 1

    def one(self, item: Element) -> str:
        """The words of one thing that is not a row."""
        build = STRUCTURES.get(name_of(item))
        if build is not None:
            return build(self, item)
        if len(item):
            raise Unsayable(name_of(item))
        return self.leaf(item)

    def leaf(self, item: Element) -> str:
        """The words of a token: a number and a text as they are, letters and signs by the tables."""
        text, name = text_of(item), name_of(item)
        if name in ("mn", "ms") or (name == "mtext" and any(char.isalnum() for char in text)):
            return text
        for table in ("sets", "names", "limits", "large"):
            if said := self.words.word(table, text):
                return self.words.structure("no-bounds", said) if table == "large" else said
        if text and set(text) <= {"′"}:
            raise Unsayable(text)  # with nothing before it
        if len(text) == 1 and text.isalpha():
            return self.words.letter(text)
        return text if text.isalpha() and text.isascii() else self.words.sign(text)

    # --- things that take more than one place of a row --------------------------------------------------------------

    def _rows_of_cells(self, items: Sequence[Element], at: int) -> tuple[str, int] | None:
        """A matrix with its fences, cases behind a brace, or lines of a formula."""
        fence = text_of(items[at]) if name_of(items[at]) == "mo" else ""
        fenced = fence in (*OPENING, *BARS) and at + 1 < len(items) and name_of(items[at + 1]) == "mtable"
        if not fenced:
            return (self._lines("lines", items[at]), 1) if name_of(items[at]) == "mtable" else None
        table = items[at + 1]
        closed = at + 2 < len(items) and text_of(items[at + 2]) in (*CLOSING, *BARS)
        if not closed:
            if fence != "{":
                raise Unsayable(fence)
            return self._lines("cases", table), 2
        rows = [children_of(row) for row in children_of(table)]
        said = "; ".join(
            self.words.structure("row", number, ", ".join(self._cell(cell) for cell in row))
            for number, row in enumerate(rows, 1)
        )
        kind = "determinant" if fence in BARS else "matrix"
        return self.words.structure(kind, len(rows), max((len(row) for row in rows), default=0), said), 3

    def _cell(self, cell: Element) -> str:
        return self.row(flat(children_of(cell))) or self.words.structure("empty")

    def _lines(self, kind: str, table: Element) -> str:
        """Rows that are read as lines; a blank stands between the cells of a line, a comma between those of a case."""
        rows = children_of(table)
        between = " " if kind == "lines" else ", "
        said = []
        for number, row in enumerate(rows, 1):
            cells = [self.row(flat(children_of(cell))) for cell in children_of(row)]
            line = between.join(cell.rstrip(" ,") for cell in cells if cell)
            said.append(self.words.structure(kind.removesuffix("s"), number, line))
        if kind == "lines" and len(rows) == 1:
            return said[0].partition(": ")[2]
        return self.words.structure(kind, len(rows), "; ".join(said))

    def _choice(self, items: Sequence[Element], at: int) -> tuple[str, int] | None:
        """A binomial coefficient: a fraction without its line, in parentheses."""
        if text_of(items[at]) != "(" or at + 2 >= len(items) or text_of(items[at + 2]) != ")":
            return None
        inside = items[at + 1]
        if name_of(inside) != "mfrac" or not _has_no_line(inside):
            return None
        above, below = children_of(inside)[:2]
        simple = is_simple(above) and is_simple(below)
        return self.words.structure("choose" if simple else "long-choose", self.of(above), self.of(below)), 3

    def _between_bars(self, items: Sequence[Element], at: int) -> tuple[str, int] | None:
        """An absolute value or a norm: two bars of one kind, the first where no operand went before."""
        bar = text_of(items[at]) if name_of(items[at]) == "mo" else ""
        if bar not in BARS or _is_operand(items, at - 1):
            return None
        for end in range(at + 1, len(items)):
            if name_of(items[end]) == "mo" and text_of(items[end]) == bar and _is_operand(items, end - 1):
                simple = end == at + 2 and is_simple(items[at + 1])
                kind = BARS[bar] if simple else f"long-{BARS[bar]}"
                return self.words.structure(kind, self.row(items[at + 1 : end])), end - at + 1
        return None

    def _applied(self, items: Sequence[Element], at: int) -> tuple[str, int] | None:
        """A function before its argument; parentheses around one letter or number are not said."""
        base = items[at]
        while name_of(base) in ("msup", "msub", "msubsup") and len(base):
            base = base[0]
        text = text_of(base)
        named = bool(self.words.word("names", text)) and name_of(base) in ("mi", "mo")
        lettered = text in FUNCTIONS and at + 1 < len(items) and text_of(items[at + 1]) == "("
        if not (named or lettered) or at + 1 >= len(items) or not _is_operand(items, at + 1, opening=True):
            return None
        said = self.words.structure("of", self.one(items[at]))
        around = [text_of(item) for item in (items[at + 1], *items[at + 3 : at + 4])]
        if around == ["(", ")"] and is_simple(items[at + 2]):
            return f"{said} {self.of(items[at + 2])}", 4
        return said, 1

    # --- structures -------------------------------------------------------------------------------------------------

    def _fraction(self, item: Element, *, alone: bool = False) -> str:
        above, below = parts_of(item, 2)
        if _has_no_line(item):
            raise Unsayable("a fraction without a line")
        if known := self.words.word("halves", f"{text_of(above)}/{text_of(below)}"):
            return known
        short = alone and is_short(above) and is_short(below)
        return self.words.structure("fraction" if short else "long-fraction", self.of(above), self.of(below))

    def _power(self, item: Element) -> str:
        base, script = parts_of(item, 2)
        return self.raised("" if not flat([base]) else self.of(base), script)

    def _indexed(self, item: Element) -> str:
        base, script = parts_of(item, 2)
        if self._is_limit(base):
            return self._under(item)
        return self.lowered(base, script)

    def _both(self, item: Element) -> str:
        base, below, above = parts_of(item, 3)
        if self.words.word("large", text_of(base)):
            return self._under_and_over(item)
        return self.raised(self.lowered(base, below), above)

    def lowered(self, base: Element, script: Element) -> str:
        """Something with an index."""
        index = self.of(script)
        if not flat([base]):
            return self.words.structure("subscript", index)
        if text_of(base) in ("log", "lg"):
            return self.words.structure("base", self.of(base), index)
        return self.words.structure("sub" if is_simple(script) else "long-sub", self.of(base), index)

    def raised(self, base: str, script: Element) -> str:
        """Something with an exponent, a prime, or another sign that stands there."""
        text = text_of(script)
        if not base:
            return self.words.structure("superscript", self.of(script))
        fixed = {"2": "squared", "3": "cubed", "′": "prime", "′′": "double-prime", "′′′": "triple-prime"}
        fixed |= {"∘": "degrees", "°": "degrees", "⊤": "transposed", "*": "starred", "∗": "starred"}
        if text in fixed:
            return self.words.structure(fixed[text], base)
        if text in ("+", "−", "†"):
            return f"{base} {self.words.structure('superscript', self.words.sign(text))}"
        return self.words.structure("power" if is_simple(script) else "long-power", base, self.of(script))

    def _root(self, item: Element) -> str:
        inside = flat(children_of(item))
        simple = len(inside) == 1 and is_simple(inside[0])
        return self.words.structure("root" if simple else "long-root", self.row(inside))

    def _nth_root(self, item: Element) -> str:
        inside, degree = parts_of(item, 2)
        kind = {"2": "long-root", "3": "cube-root"}.get(text_of(degree), "nth-root")
        return self.words.structure(kind, self.of(inside), self.of(degree))

    def _is_limit(self, base: Element) -> bool:
        return any(self.words.word(table, text_of(base)) for table in ("large", "limits"))

    def _under(self, item: Element) -> str:
        base, below = parts_of(item, 2)
        if not self._is_limit(base):
            mark = self.words.word("marks", text_of(below)) or self.of(below)
            return self.words.structure("below", self.of(base), mark)
        said = self.words.word("large", text_of(base)) or self.words.word("limits", text_of(base))
        if (arrow := self.words.word("relations", "→")) in (under := self.of(below)):
            return self.words.structure("limit", said, under.replace(arrow, self.words.word("relations", "approaches")))
        kind = "over-set" if self.words.word("large", text_of(base)) else "over-limit"
        return self.words.structure(kind, said, under)

    def _over(self, item: Element) -> str:
        base, above = parts_of(item, 2)
        if (kind := ACCENTS.get(text_of(above))) is None:
            mark = self.words.word("marks", text_of(above)) or self.of(above)
            return self.words.structure("above", self.of(base), mark)
        if not is_simple(base):
            if kind == "vector" and is_short(base):
                return self.words.structure("vector", self.of(base))
            if kind != "bar":
                raise Unsayable(kind)
            kind = "long-bar"
        return self.words.structure(kind, self.of(base))

    def _under_and_over(self, item: Element) -> str:
        base, below, above = parts_of(item, 3)
        if large := self.words.word("large", text_of(base)):
            return self.words.structure("bounds", large, self.of(below), self.of(above))
        under = self.words.structure("below", self.of(base), self.of(below))
        return self.words.structure("above", under, self.of(above))

    def _fenced(self, item: Element) -> str:
        """``mfenced``, which is short for a row with its fences and commas."""
        separators = "".join(item.get("separators", ",").split())
        said = []
        known = children_of(item)
        for number, child in enumerate(known):
            said.append(self.of(child))
            if separators and number < len(known) - 1:
                said.append(self.words.sign(separators[min(number, len(separators) - 1)]))
        opening, closing = item.get("open", "("), item.get("close", ")")
        edges = [self.words.sign(mark.strip()) if mark.strip() else "" for mark in (opening, closing)]
        return " ".join([edges[0], *said, edges[1]])


def parts_of(item: Element, number: int) -> list[Element]:
    """The ``number`` children that an element must have. Raises Unsayable."""
    found = children_of(item)
    if len(found) != number:
        raise Unsayable(name_of(item))
    return found


def is_simple(item: Element) -> bool:
    """Whether something is one number or letter, with a minus sign at most."""
    inside = flat([item])
    if len(inside) == 2 and text_of(inside[0]) == "−":
        inside = inside[1:]
    return len(inside) == 1 and not len(inside[0]) and name_of(inside[0]) in ("mi", "mn", "mo", "mtext")


def is_short(item: Element) -> bool:
    """Whether something is one number or letter, or one with a d before it, as in a derivative."""
    inside = flat([item])
    if len(inside) == 2 and text_of(inside[0]) in ("d", "∂"):
        inside = inside[1:]
    if len(inside) == 2 and all(name_of(one) == "mi" and not len(one) for one in inside):
        return all(text_of(one).isupper() for one in inside)
    return len(inside) == 1 and is_simple(inside[0])


def _has_no_line(fraction: Element) -> bool:
    return re.fullmatch(r"0+(?:\.0*)?[a-z%]*", fraction.get("linethickness", "").strip()) is not None


def _is_operand(items: Sequence[Element], at: int, *, opening: bool = False) -> bool:
    """Whether a letter, a number or a structure stands at a place of a row; or what closes (or opens) a pair."""
    if not 0 <= at < len(items):
        return False
    item = items[at]
    if name_of(item) == "mtext":
        return False
    if name_of(item) != "mo":
        return True
    text = text_of(item)
    return text in (OPENING if opening else CLOSING) or text.isalpha() or text in ("!", "%")


STRUCTURES: dict[str, Callable[[Reading, Element], str]] = {
    "mfenced": Reading._fenced,
    "mfrac": Reading._fraction,
    "mover": Reading._over,
    "mroot": Reading._nth_root,
    "msqrt": Reading._root,
    "msub": Reading._indexed,
    "msubsup": Reading._both,
    "msup": Reading._power,
    "munder": Reading._under,
    "munderover": Reading._under_and_over,
}
