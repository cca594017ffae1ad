"""What is in a page, gathered in one look, so that each mend is asked only where what it mends can be.

Apart from the mends, each of which tells by these marks whether it has work. A mark says that there may be some, never
that there is; without the mark there is none.
"""

from __future__ import annotations

from exporter.readers.html.tree import Node, descendants
from exporter.records import record


@record
class Marks:
    """The names of the elements below a node and of their attributes, and the words of their classes in small letters.

    ``said`` are all classes and styles, in small letters; ``tex``: a text has a sign that formulas stand between.
    """

    names: frozenset[str]
    attributes: frozenset[str]
    classes: frozenset[str]
    said: str
    tex: bool


def marks_of(body: Node) -> Marks:
    """The marks of what is below ``body``."""
    names: set[str] = set()
    attributes: set[str] = set()
    said: list[str] = []
    tex = False
    for node in descendants(body):
        names.add(node.name)
        if node.name == "#text":
            tex = tex or "\\" in (node.data or "") or "$$" in (node.data or "")
        elif attrs := getattr(node, "attrs", None):
            attributes.update(attrs)
            said += [value for name in ("class", "style") if (value := attrs.get(name))]
    whole = "\n".join(said).lower()
    return Marks(frozenset(names), frozenset(attributes), frozenset(whole.split()), whole, tex)
