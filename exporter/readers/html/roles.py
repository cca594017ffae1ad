"""What ARIA says in place of HTML: roles that make structure, roles that contradict it, labels (WAI-ARIA 1.2, 5 and 6).

A role on an element without meaning makes it what the role says. A role that denies what the eye sees (“presentation”
on a heading) is not followed: both readers are told the same, and it is said.
"""

from __future__ import annotations

import re
import unicodedata

from exporter.readers.html.marks import Marks
from exporter.readers.html.state import Reading
from exporter.readers.html.tree import Node, attribute, descendants, element_like, elements, text_like, text_of

GENERIC = frozenset("div span p section article a b i".split())
STRUCTURE = {
    "table": "table",
    "grid": "table",
    "treegrid": "table",
    "list": "ul",
    "blockquote": "blockquote",
    "separator": "hr",
    "paragraph": "p",
    "emphasis": "em",
    "strong": "strong",
    "code": "code",
    "subscript": "sub",
    "superscript": "sup",
    "deletion": "del",
    "insertion": "ins",
    "mark": "mark",
}
IN_TABLE = {"rowgroup": "tbody", "row": "tr", "cell": "td", "gridcell": "td", "columnheader": "th", "rowheader": "th"}
SCOPES = {"columnheader": "col", "rowheader": "row"}
DENYING = frozenset(["presentation", "none"])
MEANT = frozenset("h1 h2 h3 h4 h5 h6 ul ol dl blockquote".split())
NAMED_BY_WORDS = frozenset("a img svg math input button select textarea iframe video audio object embed area".split())
"""Elements whose labels are read where they are mapped, or that are left out as a whole."""
REGIONS = frozenset("section nav main header footer form article body html aside figure ul ol dl hr details".split())
"""Elements whose label names a region or a group: it adds no words to the text."""
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]*url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)


def may_have_roles(marks: Marks) -> bool:
    """Whether a page with ``marks`` may have any."""
    return not {"role", "aria-level", "aria-label"}.isdisjoint(marks.attributes)


def mend_roles(reading: Reading, body: Node) -> None:
    """Make what roles and labels say below ``body`` into elements and words that say it."""
    for node in [item for item in descendants(body) if not item.name.startswith(("#", "!"))]:
        if node.parent is None or attribute(node, "aria-hidden") == "true" or not node.attrs:
            continue
        role = (attribute(node, "role") or "").lower().split()[:1]
        if role:
            _role(reading, node, role[0])
        if attribute(node, "aria-level") and re.fullmatch("h[1-6]", node.name):
            _level(reading, node)
        if attribute(node, "aria-label"):
            _label(reading, node)


def _role(reading: Reading, node: Node, role: str) -> None:
    if role in ("img", "image", "graphics-document"):
        _picture(reading, node)
    elif role in DENYING:
        _denied(reading, node, role)
    elif node.name in ("td", "th") and role in IN_TABLE:
        node.name = IN_TABLE[role]
        if role in SCOPES:
            node.attrs.setdefault("scope", SCOPES[role])
    elif node.name in GENERIC and role in IN_TABLE and _above(node, "table"):
        node.name = IN_TABLE[role]
        for name, made in (("aria-colspan", "colspan"), ("aria-rowspan", "rowspan")):
            if said := attribute(node, name):
                node.attrs[made] = said
        if role in SCOPES:
            node.attrs.setdefault("scope", SCOPES[role])
    elif node.name in GENERIC and role in STRUCTURE and (role != "list" or _holds_items(node)):
        node.name = STRUCTURE[role]
    elif node.name in GENERIC and role == "listitem" and node.parent.name in ("ul", "ol"):
        node.name = "li"


def _above(node: Node, name: str) -> bool:
    here = node.parent
    while here is not None:
        if here.name == name:
            return True
        here = here.parent
    return False


def _holds_items(node: Node) -> bool:
    return bool(elements(node)) and all(attribute(item, "role") == "listitem" for item in elements(node))


def _denied(reading: Reading, node: Node, role: str) -> None:
    """A role that denies the meaning of an element which shows it: the meaning stays."""
    shows = node.name in MEANT or (node.name == "table" and any(item.name == "th" for item in descendants(node)))
    words = " ".join(text_of(node).split())
    if not shows or not words or (node.name in ("ul", "ol", "dl") and _is_bare(reading, node)):
        return
    message = f"the role “{role}” of a “{node.name}” element contradicts what it shows; it was not followed"
    reading.report("HTML019", message, reading.position(node), cause=node.name)
    del node.attrs["role"]


def _is_bare(reading: Reading, node: Node) -> bool:
    """Whether a list shows no markers; then its role tells what the eye sees, and its items are text."""
    style = reading.registry.styles.of(node)
    bare = "none" in f"{style.get('list-style', '')} {style.get('list-style-type', '')}".split()
    if bare:
        node.name = "div"
        for item in elements(node):
            if item.name in ("li", "dt", "dd"):
                item.name = "div"
    return bare


def _level(reading: Reading, node: Node) -> None:
    """The level that a heading says beside its name is the one that its listeners were told."""
    said = (attribute(node, "aria-level") or "").strip()
    if re.fullmatch("[1-6]", said) and node.name != f"h{said}":
        message = f"a heading is “{node.name}” and says that its level is {said}; the level it says was taken"
        reading.report("HTML019", message, reading.position(node), cause="level")
        node.name = f"h{said}"


def _picture(reading: Reading, node: Node) -> None:
    """An element that is a picture by its role: the picture it paints, or the words of its label."""
    label = " ".join((attribute(node, "aria-label") or attribute(node, "title") or "").split())
    inner = [item for item in descendants(node) if item.name in ("img", "svg", "picture")]
    if node.name in ("img", "svg", "math", "picture", "object", "canvas") or not label:
        return
    if inner:
        if all(attribute(item, "aria-label") is None and not attribute(item, "alt") for item in inner):
            inner[0].attrs["alt" if inner[0].name == "img" else "aria-label"] = label
        return
    words = "".join(text_of(node).split())
    if not words:
        address = _BACKGROUND.search(attribute(node, "style") or "")
        for child in list(node.children or ()):
            node.remove_child(child)
        kept = {name: node.attrs[name] for name in ("id", "lang", "dir") if name in node.attrs}
        node.name, node.attrs = "img", {**kept, "src": address[1] if address else "", "alt": label}


def _label(reading: Reading, node: Node) -> None:
    """A label that says more than the words of its element: heard with them, or named where no words may be added."""
    label = " ".join((attribute(node, "aria-label") or "").split())
    words = " ".join(text_of(node).split())
    if not label or node.name in NAMED_BY_WORDS or _is_emoji(words):
        return
    if node.name != "table" and _folded(label) in _folded(words):
        return
    if node.name == "table":
        if not any(item.name == "caption" for item in elements(node)):
            _add_caption(node, label)
            reading.report("HTML018", f"the label “{label[:60]}” of a table became its caption", reading.position(node))
        return
    if node.name == "aside" or attribute(node, "role") in ("heading", "img") or re.fullmatch("h[1-6]", node.name):
        said = words if node.name != "aside" else ""
        if node.name == "aside":
            return
        node.append_child(text_like(node, f" ({label})"))
        message = f"the label “{label[:60]}” was added to the words “{said[:60]}”"
        reading.report("HTML018", message, reading.position(node))
    elif node.name not in REGIONS and words:
        message = f"the label “{label[:60]}” of the words “{words[:60]}” was left out"
        reading.report("HTML018", message, reading.position(node), cause=f"label {label}")


def _add_caption(table: Node, words: str) -> None:
    caption = element_like(table, "caption", {})
    caption.append_child(text_like(table, words))
    first = next(iter(table.children or ()), None)
    if first is None:
        table.append_child(caption)
    else:
        table.insert_before(caption, first)


def _is_emoji(words: str) -> bool:
    """Whether words are a sign or two whose name screen readers say themselves."""
    shown = [char for char in words if unicodedata.category(char)[0] not in "MZC"]
    return 0 < len(shown) <= 2 and not any(char.isalnum() for char in shown)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
