"""What stays together where a page ends: PlutoBook obeys ``break-inside: avoid`` and no other rule of that kind.

Short blocks are kept whole by an attribute of ours (CSS Fragmentation 3, 3.2), with room for what follows where our
sheet has ``break-after: avoid``. What is wrong still is seen on the painted pages (``rows``), and set right by another
layout.
"""

from __future__ import annotations

from lxml import etree

INLINE = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q s samp small span strong sub sup time u var".split()
)
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
WITH_NEXT = frozenset("kicker subtitle standfirst byline dateline aside-title contents-title".split())
"""Classes with ``break-after: avoid`` in our sheet."""

ENDED = frozenset("table figure blockquote pre aside hr ul ol dl".split())
"""What a list does not take its end from: our sheet has ``break-before: avoid`` for lists after anything else."""

LETTERS_OF_LINE = 66
"""Letters of a line of text, rather too few."""
SHORT = 190
"""Letters of a paragraph that is not broken: three lines do not give two to each page (``orphans``, ``widows``)."""
SHORT_QUOTE = 200
"""Letters of a quotation that is not broken: what it says and who said it."""

MOST = 20
"""Lines of what follows that there is room for at most."""


KEPT = "data-kept"
"""The attribute: a class would hide an element from rules for elements without any."""


def _sheet() -> str:
    names = [f'[{KEPT}="{lines}"]' for lines in range(1, MOST + 1)]
    rooms = [f"{lines * 1.5 + 0.75:.2f}rem" for lines in range(1, MOST + 1)]
    return "\n".join(
        [
            f"[{KEPT}] {{ break-inside: avoid }}",
            f":is({', '.join(names)})::after {{ content: ''; display: block }}",
            *(
                f"{name}::after {{ height: {room}; margin-bottom: -{room} }}"
                for name, room in zip(names, rooms, strict=True)
            ),
            f"li:is({', '.join(names)}) > p {{ margin-bottom: 0 }}",  # it would not collapse with the item's own
            f"p[{KEPT}]::before, blockquote > p::before {{ content: none }}",
        ]
    )


SHEET = _sheet()
"""What its values mean: whole, and with room for so many lines of what follows."""


def kept(element: etree._Element, name: str) -> str:
    """What keeps an element together, as far as its length says: how many lines that follow it; "" for nothing."""
    if name in ("blockquote", "figure"):
        quotes = name == "blockquote" or "quote" in element.get("class", "").split()
        return "0" if quotes and len(_text(element)) <= SHORT_QUOTE else ""
    if name in HEADINGS:
        return str(min(max(_lines_after(element), 1), MOST))
    if name not in ("p", "li", "dd") or len(element.text or "") > SHORT or len(_text(element)) > SHORT:
        return ""
    if len(element) and _has_blocks(element):
        return ""
    return str(min(_lines_after(element), MOST))


def _lines_after(element: etree._Element, most: int = MOST) -> int:
    """About how many lines of what follows an element have to be on its page, or ``most`` of them and more."""
    following, section = element.getnext(), element.getparent()
    if following is None and section is not None and name_of(section) == "section":
        following = section.getnext()
    together = avoids_after(element)
    while following is not None and name_of(following) in ("section", "ul", "ol", "dl") and len(following):
        together = together or avoids_before(following)
        following = following[0]
    if following is None or not (together or avoids_before(following)):
        return 0
    return _lines_at_once(following, most)


def _lines_at_once(element: etree._Element, most: int) -> int:
    """About how many lines an element begins with that stay together, and with them what has to follow.

    What follows is not looked at once they are ``most``: headings may follow one another by the thousand.
    """
    name, letters = name_of(element), len(_text(element))
    if name == "pre" and not is_whole(element):
        return 3
    if name == "pre":
        return _text(element).count("\n") + 3
    if name == "table":
        return 5
    if name in HEADINGS:
        own = 3 + letters // 30
        return own if own >= most else own + _lines_after(element, most - own)
    if name in ("blockquote", "figure") and letters <= SHORT_QUOTE:
        return 2 + -(-letters // LETTERS_OF_LINE)
    if letters > SHORT:
        return 2
    own = max(1, -(-letters // LETTERS_OF_LINE))
    return own if own >= most else own + _lines_after(element, most - own)


def _text(element: etree._Element) -> str:
    if not len(element):
        return element.text or ""
    return "".join(map(str, element.itertext()))


def _has_blocks(element: etree._Element) -> bool:
    names = [name_of(inner) for inner in element.iterdescendants("{*}*")]
    return any(name not in INLINE and name != "p" for name in names) or names.count("p") > 1 or "img" in names


def name_of(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag[element.tag.rfind("}") + 1 :])  # QName would be made only to be asked once


def avoids_after(element: etree._Element) -> bool:
    """Whether our sheet has ``break-after: avoid`` for an element."""
    name = name_of(element)
    if name in HEADINGS or name in ("dt", "caption") or WITH_NEXT & set(element.get("class", "").split()):
        return True
    return _of_several(element, name) and element.getprevious() is None and element.getnext() is not None


def avoids_before(element: etree._Element) -> bool:
    """Whether our sheet has ``break-before: avoid`` for an element."""
    name = name_of(element)
    classes = element.get("class", "").split()
    if name == "figcaption" or "attribution" in classes or "contents-line" in classes:
        return True
    if name in ("ul", "ol"):
        return (before := element.getprevious()) is not None and name_of(before) not in ENDED
    return _of_several(element, name) and element.getnext() is None and element.getprevious() is not None


def _of_several(element: etree._Element, name: str) -> bool:
    """Whether it is an item or a paragraph of a quotation, of which no end stands alone."""
    parent = element.getparent()
    return name == "li" or (name == "p" and parent is not None and name_of(parent) == "blockquote")


def is_whole(element: etree._Element) -> bool:
    """Whether our sheet has ``break-inside: avoid`` for an element."""
    name, classes = name_of(element), set(element.get("class", "").split())
    if name == "figure":
        return "quote" not in classes
    if name == "pre":
        return "long" not in classes
    return name in HEADINGS or name == "tr" or bool(classes & {"pullquote", "reference", "contents-line"})
