"""A formula that nobody has put into words is said as a person would read it aloud, in the language around it.

A publisher's own words stay. TeX in their place (as many programs write it) is replaced: nobody listens to backslashes.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, TypeVar

from exporter.accessibility.maths import said
from exporter.findings import Finding, finding
from exporter.model import DisplayMath, Document, Math, Node, child_fields, walk

N = TypeVar("N", bound="Node | Document")
_TEX = re.compile(r"\\[A-Za-z]+|[_^]\{")


def run(document: Document) -> tuple[Document, list[Finding]]:
    """``document`` with words for its formulas where there are none and they can be said."""
    if not any(isinstance(node, Math | DisplayMath) and not _in_words(node) for node in walk(document)):
        return document, []
    made: list[Math | DisplayMath] = []
    changed = _with_words(document, document.metadata.lang, made)
    if not made:
        return changed, []
    count = f"{len(made)} formula was" if len(made) == 1 else f"{len(made)} formulas were"
    return changed, [finding("DOC041", f"{count} put into words, the first as “{made[0].alt}”", made[0].pos)]


def _in_words(node: Math | DisplayMath) -> bool:
    alt = node.alt or ""
    return bool(alt.strip()) and "".join(alt.split()) != "".join(node.tex.split()) and not _TEX.search(alt)


def _with_words(node: N, lang: str, made: list[Math | DisplayMath]) -> N:
    """``node`` and all below it, the language in force handed down."""
    lang = getattr(node, "lang", "") or lang
    changes: dict[str, Any] = {}
    for name in child_fields(type(node)):
        before = getattr(node, name)
        after = tuple(_one(child, lang, made) for child in before)
        if any(one is not other for one, other in zip(before, after, strict=True)):
            changes[name] = after
    return replace(node, **changes) if changes else node


def _one(node: Any, lang: str, made: list[Math | DisplayMath]) -> Any:
    if not isinstance(node, Math | DisplayMath):
        return _with_words(node, lang, made)
    if _in_words(node):
        return node
    words = said(node.mathml, node.lang or lang)
    if words:
        made.append(changed := replace(node, alt=words))
        return changed
    return node if node.alt is None else replace(node, alt=None)
