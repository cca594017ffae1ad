"""Pictures whose captions are not ``figcaption``: classes of WordPress, old galleries, Word's own style.

They become figures before the page is mapped (HTML Standard, 4.4.12), so that a caption is told with its picture.
"""

from __future__ import annotations

from exporter.readers.html.marks import Marks
from exporter.readers.html.tree import Node, attribute, descendants, elements, text_of

CAPTIONS = frozenset(
    "wp-caption-text gallery-caption caption-text image-caption photo-caption img-caption media-caption "
    "picture-caption thumbcaption caption".split()
)
"""Classes of the words under a picture."""
HOLDERS = frozenset(
    "wp-caption gallery-item captioned-image image-with-caption img-with-caption thumb thumbinner tsingle captioned "
    "image-container image-block".split()
)
"""Classes of what holds a picture and its caption, and nothing else."""


def may_have_captions(marks: Marks) -> bool:
    """Whether a page with ``marks`` may have any."""
    gallery = "figure" in marks.names and not marks.names.isdisjoint(("ul", "ol"))
    return gallery or "msocaption" in marks.classes or not HOLDERS.isdisjoint(marks.classes)


def mend_captions(body: Node) -> None:
    """Make each picture below ``body`` with a caption by class a figure, and a gallery's list figures in a row."""
    nodes = [item for item in descendants(body) if not item.name.startswith(("#", "!"))]
    for node in nodes:
        if node.parent is not None and node.name in ("div", "dl", "span", "p", "li", "td") and _is_holder(node):
            _figure(node)
    for node in nodes:
        if node.name == "p" and "msocaption" in _classes(node) and text_of(node).strip():
            _word_caption(node)
    for node in nodes:
        if node.name in ("ul", "ol") and node.parent is not None and _is_gallery(node):
            _row(node)


def _classes(node: Node) -> frozenset[str]:
    return frozenset((attribute(node, "class") or "").lower().split())


def _is_holder(node: Node) -> bool:
    """Whether an element holds one picture and a caption of a class that says so; the caption may be empty."""
    if not HOLDERS & _classes(node):
        return False
    inner = list(descendants(node))
    if any(item.name in ("figure", "table") for item in inner):
        return False
    captions = [item for item in inner if CAPTIONS & _classes_of(item)]
    return sum(item.name == "img" for item in inner) == 1 and len(captions) == 1 and _is_all(node, captions[0])


def _classes_of(node: Node) -> frozenset[str]:
    return frozenset() if node.name.startswith(("#", "!")) else _classes(node)


def _is_all(node: Node, caption: Node) -> bool:
    """Whether a holder has no words beside its caption."""
    return len("".join(text_of(node).split())) == len("".join(text_of(caption).split()))


def _figure(node: Node) -> None:
    """Make a holder a figure: what holds the picture, then the caption."""
    caption = next(item for item in descendants(node) if CAPTIONS & _classes_of(item))
    caption.parent.remove_child(caption)
    if node.name == "dl":
        for part in elements(node):
            part.name = "div"
    node.name, caption.name = "figure", "figcaption"
    node.append_child(caption)


def _is_gallery(node: Node) -> bool:
    """Whether a list only sets figures beside each other."""
    items = elements(node)
    held = [[one for one in elements(item) if one.name != "br"] for item in items]
    return (
        bool(items)
        and all(item.name == "li" for item in items)
        and all(
            len(inner) == 1 and inner[0].name == "figure" and text_of(item).strip() == text_of(inner[0]).strip()
            for item, inner in zip(items, held, strict=True)
        )
    )


def _row(node: Node) -> None:
    for item in elements(node):
        item.name = "div"
    node.name = "div"


def _word_caption(node: Node) -> None:
    """A paragraph in Word's caption style: with the picture above it, or the table beside it, as their caption."""
    before, after = _beside(node, -1), _beside(node, 1)
    for other, above in ((before, False), (after, True)):
        if other is not None and ((not above and _is_picture_alone(other)) or other.name == "table"):
            holder = node.parent
            figure = node.clone_node(deep=False)
            figure.name, figure.attrs = "figure", {}
            holder.insert_before(figure, node if above else other)
            for part in (other, node):
                holder.remove_child(part)
                figure.append_child(part)
            node.name = "figcaption"
            return


def _beside(node: Node, step: int) -> Node | None:
    siblings = [item for item in node.parent.children if item.name != "#text" or str(item.data or "").strip()]
    siblings = [item for item in siblings if item.name != "#comment"]
    at = next(number for number, item in enumerate(siblings) if item is node) + step
    return siblings[at] if 0 <= at < len(siblings) and not siblings[at].name.startswith("#") else None


def _is_picture_alone(node: Node) -> bool:
    pictures = [item for item in descendants(node) if item.name == "img"]
    return node.name in ("p", "div") and len(pictures) == 1 and not text_of(node).strip("\u00a0 \n\t")
