"""Whole pages without an ``article``: readability-lxml tells which parts are the article, the rest is listed.

The library only chooses. Each element of the page is numbered before, so that what it kept is read from the page
itself, with all its structure and its places. Needs the extra ``exporter[pages]``.
"""

from __future__ import annotations

import logging
import re

from exporter.errors import InputError, UsageError
from exporter.readers import ReadResult, Source
from exporter.readers.html.article import read_tree
from exporter.readers.html.state import Results, origin
from exporter.readers.html.tree import Node, descendants, find, parse, text_of, words_below
from exporter.readers.pictures import Pictures

NUMBER = "data-exporter-number"
WHOLE = frozenset(["blockquote", "dl", "figure", "ol", "pre", "q", "table", "ul"])
"""Elements that are kept with all their content: the speaker of a quote stands in a “footer”."""
_KEPT = re.compile(rf'{NUMBER}="(\d+)"')


def read(source: Source) -> ReadResult:
    """The article in a page. Raises InputError when none is found, UsageError when the library is not there."""
    root, flattened = parse(source.text)
    kept = _kept(source, root)
    results = Results(Pictures(source.gate))
    body = find(root, "body") or root
    if not _prune(results, body, kept):
        raise InputError(f"{source.name}: no part of the page looks like an article; use --from html for all of it")
    return read_tree(source, root, results, flattened=flattened)


def _kept(source: Source, root: Node) -> frozenset[int]:
    """The numbers of the elements that are the article's."""
    try:
        from readability import Document  # noqa: PLC0415  (optional extra)
    except ImportError:
        message = "--from page needs readability-lxml: pip install 'accessible-exporter[pages]', or use --from html"
        raise UsageError(message) from None
    numbered = [node for node in descendants(root) if not node.name.startswith(("#", "!"))]
    theirs = [node.attrs for node in numbered]
    for number, node in enumerate(numbered):  # a name that no markup can hold (HTML, 13.2.5.32) cannot be written again
        node.attrs = {name: held for name, held in node.attrs.items() if "=" not in name} | {NUMBER: str(number)}
    html = root.to_html()
    for node, attributes in zip(numbered, theirs, strict=True):
        node.attrs = attributes
    quiet = logging.getLogger("readability.readability")
    quiet.setLevel(logging.CRITICAL)
    try:
        summary = Document(html).summary(html_partial=True)
    except Exception as error:  # the library raises whatever its parser or scoring raises
        raise InputError(f"{source.name}: no article was found in the page ({type(error).__name__})") from None
    found = frozenset(int(number) for number in _KEPT.findall(summary))
    return frozenset(id(node) for number, node in enumerate(numbered) if number in found)


def _prune(results: Results, node: Node, kept: frozenset[int]) -> bool:
    """Remove what was not kept below ``node`` and say so; false when nothing is left."""
    left = False
    for child in list(node.children or ()):
        if id(child) in kept:
            left = True
            if child.name not in WHOLE:
                _prune(results, child, kept)
        elif child.name.startswith(("#", "!")):
            if id(node) not in kept and str(child.data or "").strip():
                node.remove_child(child)
        elif any(id(item) in kept for item in descendants(child)):
            left = _prune(results, child, kept) or left
        elif id(node) not in kept or child.name not in ("br", "em", "strong", "b", "i", "a", "span", "sub", "sup", "q"):
            _leave_out(results, node, child)
    return left


def _leave_out(results: Results, parent: Node, child: Node) -> None:
    silent = child.name in ("script", "style", "template", "#comment")
    words = "" if silent else " ".join((text_of(child).strip() or words_below(child)).split())
    if words:
        shown = words if len(words) <= 60 else words[:59] + "…"
        message = f"left out because it is not part of the article: “{shown}”"
        results.report("HTML006", message, origin(child), left_out=words_below(child))
    parent.remove_child(child)
