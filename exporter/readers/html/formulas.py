"""Formulas as MathJax, KaTeX, pandoc and WordPress leave them in a page: painted, as MathML, as TeX between marks.

One formula is kept, in the richest form: MathML with its TeX, else the TeX. What only paints it is taken away; where
nothing else is there, its signs stay, and it is said. MathJax 2 writes ``script[type="math/tex"]``, MathJax 3
``mjx-container``, KaTeX ``.katex``, MediaWiki ``.mwe-math-element``.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote

from exporter.readers.html.marks import Marks
from exporter.readers.html.state import Reading
from exporter.readers.html.tree import (
    Node,
    attribute,
    descendants,
    element_like,
    has_class,
    parse_fragment,
    text_like,
    text_of,
)
from exporter.readers.math import ENVIRONMENTS
from exporter.web_addresses import split

_PAINTED = ("mathjax_preview", "mathjax", "mathjax_display", "mathjax_svg", "mathjax_chtml", "mathjax_mathml")
_BOXES = ("katex", "mwe-math-element")
_HOLDERS = frozenset("math arithmatex tex2jax_process mathjax_process equation formula".split())
"""Classes of what holds TeX between marks: pandoc, Sphinx, pymdownx, MathJax itself."""
_DRAWN = frozenset(["latex", "tex", "mwe-math-fallback-image-inline", "mwe-math-fallback-image-display", "math-img"])
_SERVICES = re.compile(r"latex\.codecogs\.com|/latex\.php\?|/cgi-bin/mathtex\.cgi|/mimetex|cht=tx")
_SCRIPTS = re.compile(r"mathjax|katex|\btex-(?:mml-)?(?:chtml|svg)", re.IGNORECASE)
_MARKED = re.compile(
    r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$|(\\begin\{("
    + "|".join(ENVIRONMENTS)
    + r")(\*?)\}.{1,2000}?\\end\{\5\6\})",
    re.DOTALL,
)
_PARTED = frozenset("pre code script style textarea x-formula math svg kbd samp tt".split())
_SIGN = re.compile(r"(?:^|\bmjx-c)([0-9A-F]{2,6})(?=$|\s)")
"""How MathJax names the sign that an element paints."""
MOST = 2000
"""So many characters a formula between marks may have."""


def may_have_formulas(marks: Marks) -> bool:
    """Whether a page with ``marks`` may have any."""
    if marks.tex or not {"script", "mjx-container", "img"}.isdisjoint(marks.names):
        return True
    return not marks.classes.isdisjoint(_PAINTED) or any(name in marks.said for name in _BOXES)


def mend_formulas(reading: Reading, body: Node) -> None:
    """Leave of each formula below ``body`` one element that the reader knows."""
    for node in list(descendants(body)):
        if node.parent is None:
            continue
        if node.name == "script":
            _script(node)
        elif node.name == "mjx-container" or has_class(node, *_BOXES):
            _keep_math(reading, node)
        elif node.name == "img":
            _drawn(node)
    for node in list(descendants(body)):
        classes = (attribute(node, "class") or "").lower().split()
        if classes and node.parent is not None and any(name in _PAINTED for name in classes):
            _take_away(node)
    _typed(reading, body)


def _script(node: Node) -> None:
    kind = (attribute(node, "type") or "").lower().replace(" ", "")
    if kind.startswith("math/mml"):
        math = next((item for item in descendants(parse_fragment(text_of(node))) if item.name == "math"), None)
        if math is not None:
            math.parent.remove_child(math)
            node.parent.replace_child(math, node)
    elif kind.startswith("math/tex"):
        tex = text_of(node)
        for child in list(node.children or ()):
            node.remove_child(child)
        _become(node, tex, display="mode=display" in kind)


def _become(node: Node, tex: str, *, display: bool) -> None:
    node.name = "x-formula"
    node.attrs = {"data-tex": tex, **({"data-display": ""} if display else {})}


def _keep_math(reading: Reading, node: Node) -> None:
    """The ``math`` in a formula's box in place of all that is in the box; without one, what it paints."""
    math = next((item for item in descendants(node) if item.name == "math"), None)
    holder = node.parent
    if math is not None:
        math.parent.remove_child(math)
        holder.replace_child(math, node)
        return
    if any(item.name == "img" for item in descendants(node)):
        return
    for item in [one for one in descendants(node) if not one.name.startswith("#")]:
        if sign := _SIGN.search(attribute(item, "data-c") or attribute(item, "class") or ""):
            item.append_child(text_like(item, chr(min(int(sign[1], 16), 0x10FFFF))))
    words = "".join(text_of(node).split())
    if words and holder is not None and not has_class(holder, "katex"):
        message = f"a formula is in the page only as it is painted; its signs were kept as text: “{words[:40]}”"
        reading.report("HTML020", message, reading.position(node))
    for item in [node, *descendants(node)]:
        if not item.name.startswith("#"):
            item.attrs.pop("aria-hidden", None)
            item.name = (
                "span" if item.name.startswith("mjx-") or item.name in ("svg", "g", "use", "defs") else item.name
            )


def _drawn(node: Node) -> None:
    """A formula that a service drew: its alternative text, or its address, has the TeX."""
    source = attribute(node, "src") or ""
    classes = frozenset((attribute(node, "class") or "").lower().split())
    if not (_DRAWN & classes or _SERVICES.search(source)):
        return
    tex = (attribute(node, "alt") or "").strip()
    if not tex:
        query = split(source).query if source.isascii() else ""
        held = parse_qs(query)
        tex = (held.get("latex") or held.get("chl") or [unquote(query)])[0].strip()
    if tex and len(tex) <= MOST:
        display = "mwe-math-fallback-image-display" in classes or _is_alone(node)
        _become(node, tex.strip("$"), display=display)


def _is_alone(node: Node) -> bool:
    """Whether a paragraph holds nothing else."""
    holder = node.parent
    return (
        holder.name == "p"
        and not text_of(holder).strip()
        and sum(item.name == "img" for item in descendants(holder)) == 1
    )


def _take_away(node: Node) -> None:
    """What MathJax 2 painted: its script says the same. Where only MathML was left for listeners, that is kept."""
    holder = node.parent
    following = [item for item in holder.children if item.name in ("x-formula", "math")]
    if following:
        holder.remove_child(node)
        return
    math = next((item for item in descendants(node) if item.name == "math"), None)
    if math is None and (said := attribute(node, "data-mathml")):
        math = next((item for item in descendants(parse_fragment(said)) if item.name == "math"), None)
    if math is not None:
        math.parent.remove_child(math)
        holder.replace_child(math, node)


def _typed(reading: Reading, body: Node) -> None:
    """TeX between marks, in an element that says so or in a page that loads a program for it."""
    root = body
    while root.parent is not None:
        root = root.parent
    loads = any(
        item.name == "script" and _SCRIPTS.search((attribute(item, "src") or "") + text_of(item)[:2000])
        for item in descendants(root)
    )
    for node in [item for item in descendants(body) if item.name == "#text" and _MARKED.search(str(item.data or ""))]:
        if node.parent is None or _is_parted(node):
            continue
        if loads or _in_holder(node):
            _put_formulas(node)
        else:
            shown = " ".join(_MARKED.search(str(node.data))[0].split())[:40]  # type: ignore[index]  # asked for above
            if "\\" in shown:
                message = f"what looks like TeX stayed as text: “{shown}”"
                reading.report("HTML020", message, reading.position(node), cause="TeX")


def _is_parted(node: Node) -> bool:
    here = node.parent
    while here is not None:
        if here.name in _PARTED:
            return True
        here = here.parent
    return False


def _in_holder(node: Node) -> bool:
    here = node.parent
    for _ in range(3):
        if here is None:
            return False
        if not here.name.startswith("#") and _HOLDERS & frozenset((attribute(here, "class") or "").lower().split()):
            return True
        here = here.parent
    return False


def _put_formulas(node: Node) -> None:
    """The words of a text node with its formulas as elements between them."""
    text, holder, at = str(node.data), node.parent, 0
    made: list[Node] = []
    for match in _MARKED.finditer(text):
        tex = match[1] or match[2] or match[3] or match[4]
        if len(tex) > MOST:
            continue
        made.append(text_like(node, text[at : match.start()]))
        display = {} if match[1] else {"data-display": ""}
        made.append(element_like(holder, "x-formula", {"data-tex": tex, **display}))
        at = match.end()
    made.append(text_like(node, text[at:]))
    for item in made:
        if item.name != "#text" or item.data:
            holder.insert_before(item, node)
    holder.remove_child(node)
