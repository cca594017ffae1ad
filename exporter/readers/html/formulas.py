"""Formulas as MathJax and KaTeX leave them in a page: once for the eye, once as MathML, sometimes as TeX in a script.

One formula is kept, in the richest form: MathML with its TeX, else the TeX. What only paints it is taken away.
MathJax 2 writes ``script[type="math/tex"]``, MathJax 3 ``mjx-container``, KaTeX ``.katex``, MediaWiki
``.mwe-math-element``.
"""

from __future__ import annotations

from exporter.readers.html.tree import Node, attribute, descendants, has_class, text_of

_PAINTED = ("mathjax_preview", "mathjax", "mathjax_display", "mathjax_svg", "mathjax_chtml", "mathjax_mathml")


def mend_formulas(body: Node) -> None:
    """Leave of each formula below ``body`` one element that the reader knows."""
    for node in list(descendants(body)):
        if node.parent is None:
            continue
        if node.name == "script":
            _script(node)
        elif node.name == "mjx-container" or has_class(node, "katex", "mwe-math-element"):
            _keep_math(node)
    for node in list(descendants(body)):
        classes = (attribute(node, "class") or "").lower().split()
        if node.parent is not None and any(name in _PAINTED for name in classes):
            _take_away(node)


def _script(node: Node) -> None:
    kind = (attribute(node, "type") or "").lower().replace(" ", "")
    if kind.startswith("math/mml"):
        return
    if not kind.startswith("math/tex"):
        return
    tex = text_of(node)
    for child in list(node.children or ()):
        node.remove_child(child)
    node.name = "x-formula"
    node.attrs.clear()
    node.attrs["data-tex"] = tex
    if "mode=display" in kind:
        node.attrs["data-display"] = ""


def _keep_math(node: Node) -> None:
    """The ``math`` in a formula's box in place of all that is in the box; without one the box stays as it is."""
    math = next((item for item in descendants(node) if item.name == "math"), None)
    if math is None or any(item is node for item in descendants(math)):
        return
    holder = node.parent
    if has_class(node, "katex-display") and holder is None:
        return
    math.parent.remove_child(math)
    holder.replace_child(math, node)


def _take_away(node: Node) -> None:
    """What MathJax 2 painted: its script says the same. Where only MathML was left for listeners, that is kept."""
    holder = node.parent
    following = [item for item in holder.children if item.name in ("x-formula", "math")]
    if following:
        holder.remove_child(node)
        return
    math = next((item for item in descendants(node) if item.name == "math"), None)
    if math is not None:
        math.parent.remove_child(math)
        holder.replace_child(math, node)
