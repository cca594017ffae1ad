"""Markdown in a field: Ghost's cards, Strapi's rich text of old. It is rendered and grafted as HTML is.

Our own renderer marks line ends that may begin a quotation's signature and the places of notes; both are settled here.
"""

from __future__ import annotations

from exporter.readers.cms.reading import Reading
from exporter.readers.cms.tree import Nodes, descendants
from exporter.readers.html.plain_tree import Element


def markdown(r: Reading, text: str) -> Nodes:
    """The blocks of a text in Markdown."""
    from exporter.readers.markdown.render import to_html  # noqa: PLC0415  (start-up: only for Markdown)

    made = r.html(to_html(text, {"shift": 0}))
    r.parts += 1
    for node in [*made, *descendants(made)]:
        _settle(node, f"markdown-{r.parts}")
    return made


def _settle(node: Element, part: str) -> None:
    for name in [name for name in node.attrs if name.startswith("data-source-line")]:
        del node.attrs[name]
    if "data-note" in node.attrs:
        node.attrs["data-note"] = f"{part}-{node.attrs['data-note']}"
    if node.name == "x-line":
        if _in_quote(node):
            node.name = "br"
        else:
            node.name, node.data = "#text", " "


def _in_quote(node: Element) -> bool:
    here = node.parent
    while here is not None:
        if here.name == "blockquote":
            return True
        here = here.parent
    return False
