"""What a publication has on paper beyond an article: matter before and in the body, articles that begin on pages.

Boxes and classes for the style sheet (``styles/publication.css``), and words for the running heads. Apart from the
XHTML writer: an EPUB has no pages.
"""

from __future__ import annotations

from lxml import etree

from exporter.model import Document, Section, articles, is_part, plain_text
from exporter.writers.book_options import BookOptions
from exporter.writers.pdf.engines.needs import PUBLICATION, START
from exporter.writers.pdf.engines.painted import Painted
from exporter.writers.xhtml import Rendered
from exporter.writers.xhtml.elements import xml_text
from exporter.writers.xhtml.parts import NODE_ATTRIBUTE, part_of

BODY = "body-matter"
"""The class of the box that holds everything from the first part or article on."""
_XHTML = "{http://www.w3.org/1999/xhtml}"


HEIGHTS = {"a4": "297mm", "letter": "279.4mm"}
"""How high a page is: so high is the cover's picture."""


def dress(document: Document, rendered: Rendered, root: etree._Element, book: BookOptions, cover: str = "") -> None:
    """Give the elements of a publication the boxes, classes and running heads that its pages need.

    ``cover`` is the address of the picture that it begins with. It is an artifact: the title is what is heard first.
    """
    root.set("class", f"{PUBLICATION} {START}{book.start}")
    title = root.findtext("head/title") or ""
    parts = {id(article.section): article.part for article in articles(document)}
    first: etree._Element | None = None
    for element in list(rendered.root.iter(f"{_XHTML}section")):
        node = _section(element, rendered)
        if node is None or not (node.metadata is not None or is_part(node)):
            continue
        first = element if first is None else first
        part = parts.get(id(node))
        _call(element, "part" if node.metadata is None else "article")
        heading = _heading_of(element)
        if heading is not None:  # not on the box, which layout begins again on every page
            _call(heading, "opens")
            heading.set("data-recto", _words(node))
            heading.set("data-verso", title if part is None else _words(part) or title)
        if node.metadata is not None:
            _headings(element)
    if first is not None:
        _box(rendered.root, first)
    if cover:
        _call(root, "has-cover")
        box = etree.Element(f"{_XHTML}div", {"class": "cover"})
        etree.SubElement(box, f"{_XHTML}img", src=cover, alt="")
        rendered.root.insert(0, box)


def pages_before_body(rendered: Rendered, painted: Painted) -> int:
    """How many pages come before the one on which the first part or article begins; 0 where there is none."""
    body = next((element for element in rendered.root if BODY in element.get("class", "").split()), None)
    if body is None:
        return 0
    inside = {id(element) for element in body.iter()}
    pages = (
        piece.page
        for number, pieces in painted.pieces.items()
        if pieces and id(painted.elements[number]) in inside
        for piece in pieces
    )
    return min(pages, default=0)


def _box(main: etree._Element, first: etree._Element) -> None:
    """Put what comes before the first part or article into one box and the rest into another."""
    at = next(number for number, child in enumerate(main) if child is first or first in child.iterdescendants())
    children = list(main)
    front, body = (etree.Element(f"{_XHTML}section", {"class": name}) for name in ("front-matter", BODY))
    front.extend(children[:at])
    body.extend(children[at:])
    main.extend([front, body])


def _heading_of(section: etree._Element) -> etree._Element | None:
    return next((child for child in section if part_of(child) == "heading"), None)


def _headings(article: etree._Element) -> None:
    """Say of each heading how deep it is in its article: that decides how it looks, wherever the article stands."""
    base = 0
    for element in article.iter(*(f"{_XHTML}h{level}" for level in range(1, 7))):
        if part_of(element) != "heading":
            continue
        level = int(element.get("aria-level") or etree.QName(element).localname[1:])
        base = base or level
        _call(element, f"depth-{min(level - base + 1, 5)}")


def _section(element: etree._Element, rendered: Rendered) -> Section | None:
    number = element.get(NODE_ATTRIBUTE)
    node = None if number is None or part_of(element) is not None else rendered.nodes[int(number)]
    return node if isinstance(node, Section) else None


def _words(section: Section) -> str:
    return xml_text(" ".join(plain_text(section.title).split()))


def _call(element: etree._Element, name: str) -> None:
    element.set("class", f"{element.get('class', '')} {name}".strip())


def page_rules(book: BookOptions, paper: str) -> str:
    """What of the style sheet depends on what was chosen: page rules know no classes."""
    which = "first" if book.start == "none" else "first-except"
    return "".join(
        (
            f"@page :left {{ @top-left {{ content: string(verso, {which}); text-align: left }} }}\n",
            f"@page :right {{ @top-left {{ content: string(recto, {which}); text-align: right }} }}\n",
            "@page :first { @top-left { content: none } @bottom-left { content: none } }\n",
            "@page :blank { @top-left { content: none } @bottom-left { content: none } }\n",
            f".cover img {{ height: {HEIGHTS[paper]} }}\n",
            _ROMAN if book.front_matter == "roman" else "",
        )
    )


_ROMAN = """\
@page front { counter-increment: page 0 front 1; @bottom-left { content: counter(front, lower-roman) } }
@page cover { counter-increment: page 0 front 1 }
@page front:blank { @bottom-left { content: none } }
@page front:first { @bottom-left { content: none } }
.body-matter { break-before: right }
"""
