"""Charts and diagrams (SmartArt) by their words: a chart as the table of its values, a diagram as a list.

Both are drawn by Word from parts of their own (ECMA-376 part 1, 21.2 and 21.4); no library that is kept draws them.
The table says more to a listener than a picture would.
"""

from __future__ import annotations

from collections import defaultdict

from exporter.model import Cell, Figure, List, ListItem, Paragraph, Row, Table, TableBody, Text
from exporter.readers.word.items import Item
from exporter.readers.word.ooxml import DGM, A, C, Element, text_of
from exporter.readers.word.package import Relation
from exporter.readers.word.state import State

CHARTS, DIAGRAMS = "charts", "diagrams"
MOST_ROWS = 500
DEEPEST = 8


def chart_block(state: State, relation: Relation | None, alt: str) -> Item | None:
    """The chart in the part that ``relation`` names, as a figure with the table of its values."""
    root = _root(state, relation, "a chart")
    if root is None:
        return None
    title = _text(root.find(f"{C}chart/{C}title"))
    series = [_Series(one) for one in root.iter(C + "ser")][:20]
    series = [one for one in series if one.values]
    state.count(CHARTS, title or alt)
    if not series:
        words = title or alt
        return Item(kind="text", content=(Text(words, pos=state.pos),), pos=state.pos) if words else None
    names = [_cell("", header=True), *(_cell(one.name or str(at), header=True) for at, one in enumerate(series, 1))]
    places = sorted({place for one in series for place in one.values})[:MOST_ROWS]
    rows = [
        Row(
            (
                _cell(next((one.categories[at] for one in series if at in one.categories), str(at + 1)), row=True),
                *(_cell(one.values.get(at, "")) for one in series),
            )
        )
        for at in places
    ]
    caption = (Text(title, pos=state.pos),) if title else ()
    table = Table((TableBody(tuple(rows)),), (Row(tuple(names)),), caption=caption, description=alt, pos=state.pos)
    return Item(kind="block", block=Figure((table,), pos=state.pos), pos=state.pos)


class _Series:
    """A series of a chart: its name, its values by place, and what they are values of."""

    def __init__(self, made: Element) -> None:
        """Read from the caches that Word keeps in the chart (21.2.2.24, 21.2.2.120)."""
        self.name = _values(made.find(C + "tx")).get(0, "") or text_of(made.find(C + "tx"))
        category = made.find(C + "cat")
        self.categories = _values(made.find(C + "xVal") if category is None else category)
        values = made.find(C + "val")
        self.values = _values(made.find(C + "yVal") if values is None else values)


def _values(made: Element | None) -> dict[int, str]:
    found: dict[int, str] = {}
    for point in () if made is None else made.iter(C + "pt"):
        place = point.get("idx") or ""
        if place.isdecimal() and (words := text_of(point.find(C + "v"))):
            text = _plain_number(words)
            found[int(place)] = f"{found[int(place)]}, {text}" if int(place) in found else text
    return found


def _plain_number(words: str) -> str:
    """A value without the noise of binary fractions: 0.30000000000000004 is 0.3."""
    try:
        return f"{float(words):.12g}" if "." in words or "E" in words.upper() else words
    except ValueError:
        return words


def _cell(words: str, *, header: bool = False, row: bool = False) -> Cell:
    blocks = (Paragraph((Text(words),)),) if words else ()
    return Cell(blocks, header or row, "row" if row else "col" if header else "")


def _text(made: Element | None) -> str:
    """The words of a DrawingML text, a space between its paragraphs."""
    if made is None:
        return ""
    lines = ["".join(part.text or "" for part in line.iter(A + "t")) for line in made.iter(A + "p")]
    return " ".join(" ".join(lines).split()) or " ".join(_values(made).values())


def diagram_block(state: State, relation: Relation | None, alt: str) -> Item | None:
    """The diagram whose data are in the part that ``relation`` names, as a figure with the list of its parts."""
    root = _root(state, relation, "a diagram")
    if root is None:
        return None
    state.count(DIAGRAMS, alt)
    texts = {
        point.get("modelId") or "": _text(point.find(DGM + "t"))
        for point in root.iter(DGM + "pt")
        if point.get("type", "node") in ("node", "asst", "doc", "norm")
    }
    below: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for link in root.iter(DGM + "cxn"):
        if link.get("type", "parOf") == "parOf" and link.get("destId") in texts:
            order = link.get("srcOrd") or "0"
            below[link.get("srcId") or ""].append((int(order) if order.isdecimal() else 0, link.get("destId") or ""))
    tops = [point.get("modelId") or "" for point in root.iter(DGM + "pt") if point.get("type") == "doc"]
    items = [item for top in tops for item in _list_items(top, texts, below, 0)]
    if not items:
        items = [ListItem((Paragraph((Text(words),)),)) for words in texts.values() if words]
    if not items:
        return None
    description = (Paragraph((Text(alt),)),) if alt else ()
    figure = Figure((List(tuple(items), pos=state.pos),), description=description, pos=state.pos)
    return Item(kind="block", block=figure, pos=state.pos)


def _list_items(
    above: str, texts: dict[str, str], below: dict[str, list[tuple[int, str]]], depth: int
) -> list[ListItem]:
    found: list[ListItem] = []
    if depth > DEEPEST:
        return found
    for _, key in sorted(below.get(above, [])):
        inner = _list_items(key, texts, below, depth + 1)
        words = texts.get(key, "")
        if words:
            held = (List(tuple(inner)),) if inner else ()
            found.append(ListItem((Paragraph((Text(words),)), *held)))
        else:
            found += inner
    return found


def _root(state: State, relation: Relation | None, what: str) -> Element | None:
    part = "" if relation is None or relation.external else state.package.find(relation.target)
    if not part:
        state.report("WORD007", f"{what} was left out: its part is missing from the file", once=True)
        return None
    return state.package.optional(part)
