"""Formulas: MathML rebuilt from a list of known elements and attributes, with ``alttext``.

MathML comes from the article, so it is not copied: what is not presentation MathML (MathML Core and the
presentation elements of MathML 3, as EPUB 3.3 section 6.1.3 allows) is left out, its characters kept.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from exporter.bounds.safe_xml import xml_parser
from exporter.model import Formula
from exporter.writers.xhtml.elements import XHTML, Element, append_text, set_all, set_language, xml_text
from exporter.writers.xhtml.formula import set_formula
from exporter.writers.xhtml.state import Rendering

MATHML = "http://www.w3.org/1998/Math/MathML"

WIDE = 24
"""From this number of signs on a formula may be wider than a page of 320 CSS px, and scrolls itself (WCAG 1.4.10)."""

_ELEMENTS = frozenset(
    "math mi mn mo ms mspace mtext maction menclose merror mfenced mfrac mpadded mphantom mroot mrow msqrt mstyle "
    "mmultiscripts mover mprescripts msub msubsup msup munder munderover none mtable mtd mtr mlabeledtr".split()
)
_ATTRIBUTES = frozenset(
    "accent accentunder align columnalign columnlines columnspacing columnspan depth dir displaystyle fence form frame "
    "height largeop linethickness lspace mathvariant maxsize minsize movablelimits notation open close separators "
    "rowalign rowlines rowspacing rowspan rspace scriptlevel separator stretchy subscriptshift superscriptshift "
    "symmetric voffset width bevelled numalign denomalign".split()
)
_DROPPED = frozenset(["annotation", "annotation-xml", "script", "style"])
_MAX_DEPTH = 64
NAMESPACES: Any = {None: MATHML}  # Any: the stubs of lxml know no default namespace


def formula(rendering: Rendering, parent: Element, node: Formula, *, display: bool) -> None:
    """Append a formula: MathML where there is any and the profile wants it, else a picture of it in text."""
    tree = parse_mathml(node.mathml) if node.mathml and rendering.profile.mathml else None
    if tree is None:
        _for_the_eye(rendering, parent, node, display=display)
        return
    wide = rendering.profile.interactive and len("".join(map(str, tree.itertext()))) >= WIDE
    holder = parent
    if display:
        holder = rendering.element(parent, "div", node, class_="formula")
    elif wide:
        holder = etree.SubElement(parent, f"{{{XHTML}}}span", {"class": "formula"})
    math = etree.SubElement(holder, f"{{{MATHML}}}math", nsmap=NAMESPACES)
    _copy(tree, math, 0)
    if wide:
        rendering.results.wide_formulas.append(holder)
        set_all(holder, {"role": "group", "tabindex": "0"})
        rendering.label_holder(holder, "formula", len(rendering.results.wide_formulas))
    if display:
        math.set("display", "block")
    else:
        _take_over(rendering, math, node)
    if node.alt:  # TeX in its place would be said instead of the MathML
        math.set("alttext", xml_text(node.alt))


def parse_mathml(source: str) -> Element | None:
    """The ``math`` element that ``source`` holds, or None when it holds something else. No entity is ever expanded."""
    try:
        tree = etree.fromstring(xml_text(source).encode(), xml_parser())
    except (etree.XMLSyntaxError, ValueError):
        return None
    return tree if etree.QName(tree).localname == "math" else None


def mathml_text(source: str) -> str:
    """The characters of a formula's MathML, for listeners when neither words nor TeX were given."""
    tree = parse_mathml(source)
    return "" if tree is None else " ".join("".join(map(str, tree.itertext())).split())


def signs(source: str) -> str:
    """The signs of a formula one after the other, for listeners of one that nobody has put into words."""
    tree = parse_mathml(source)
    return "" if tree is None else " ".join(" ".join(map(str, tree.itertext())).split())


def _take_over(rendering: Rendering, math: Element, node: Formula) -> None:
    """Give ``math`` what ``rendering.element`` gives to XHTML elements; MathML 3 has neither ``lang`` nor a label."""
    holder = etree.Element("holder")
    made = rendering.element(holder, "math", node)
    for name, value in made.attrib.items():
        if name != "lang":
            math.set(name, value)


def _for_the_eye(rendering: Rendering, parent: Element, node: Formula, *, display: bool) -> None:
    """A formula without MathML: set with spans where its MathML can be made, else its TeX or its words."""
    holder = rendering.element(parent, "div" if display else "span", node, class_="formula", role="math")
    words = node.tex or mathml_text(node.mathml)
    if node.alt and node.alt != words:
        holder.set("aria-label", xml_text(node.alt))
    tree = parse_mathml(node.mathml) if node.mathml and not rendering.profile.mathml else None
    if tree is not None:
        set_formula(holder, tree)
    if not "".join(map(str, holder.itertext())).strip():
        append_text(holder, words or node.alt or "")
    set_language(holder, node.lang, node.dir)


def _copy(source: Element, target: Element, depth: int) -> None:
    for name, value in source.attrib.items():
        if str(name) in _ATTRIBUTES:
            target.set(str(name), xml_text(str(value)))
    append_text(target, source.text or "")
    for child in source:
        if not isinstance(child.tag, str):
            append_text(target, child.tail or "")
            continue
        name = etree.QName(child).localname
        if name in _ELEMENTS and depth < _MAX_DEPTH:
            _copy(child, etree.SubElement(target, f"{{{MATHML}}}{name}"), depth + 1)
        elif name == "semantics":
            _copy_children_of_semantics(child, target, depth)
        elif name not in _DROPPED:
            append_text(target, "".join(map(str, child.itertext())))
        append_text(target, child.tail or "")


def _copy_children_of_semantics(source: Element, target: Element, depth: int) -> None:
    """Keep the presentation part of ``semantics`` (its first child) and leave the annotations, which say it again."""
    row = etree.SubElement(target, f"{{{MATHML}}}mrow")
    for child in list(source)[:1]:
        if isinstance(child.tag, str) and etree.QName(child).localname in _ELEMENTS:
            _copy(child, etree.SubElement(row, f"{{{MATHML}}}{etree.QName(child).localname}"), depth + 1)
