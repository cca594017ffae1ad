"""A formula that nobody has put into words is said as a person would read it aloud, in the language around it.

A publisher's own words stay. TeX in their place (as many programs write it) is replaced: nobody listens to backslashes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar

from exporter.accessibility.maths.engine import by_engine
from exporter.findings import Finding, finding
from exporter.model import DisplayMath, Document, Math, Node, nodes_of, with_children
from exporter.patterns import pattern

N = TypeVar("N", bound="Node | Document")
Change: TypeAlias = Callable[["Math | DisplayMath", str], "Math | DisplayMath"]
_TEX = pattern(r"\\[A-Za-z]+|[_^]\{")


def run(document: Document) -> tuple[Document, list[Finding]]:
    """``document`` with words for its formulas where there are none and they can be said."""
    if not any(nodes_of(document, kind) for kind in (Math, DisplayMath)):
        return document, []
    wanted: list[tuple[str, str]] = []
    _with_words(document, document.metadata.lang, lambda node, lang: _note(node, lang, wanted))
    if not wanted:
        return document, []
    from exporter.accessibility.maths.words import said  # noqa: PLC0415  (start-up: only for formulas)

    spoken = dict(zip(wanted, by_engine(wanted), strict=True))
    made: list[Math | DisplayMath] = []

    def put(node: Math | DisplayMath, lang: str) -> Math | DisplayMath:
        words = spoken.get((lang, node.mathml)) or said(node.mathml, lang)
        if words:
            made.append(changed := replace(node, alt=words))
            return changed
        return node if node.alt is None else replace(node, alt=None)

    changed = _with_words(document, document.metadata.lang, put)
    if not made:
        return changed, []
    count = f"{len(made)} formula was" if len(made) == 1 else f"{len(made)} formulas were"
    return changed, [finding("DOC041", f"{count} put into words, the first as “{made[0].alt}”", made[0].pos)]


def _note(node: Math | DisplayMath, lang: str, wanted: list[tuple[str, str]]) -> Math | DisplayMath:
    wanted.append((lang, node.mathml))
    return node


def _in_words(node: Math | DisplayMath) -> bool:
    alt = node.alt or ""
    return bool(alt.strip()) and "".join(alt.split()) != "".join(node.tex.split()) and not _TEX.search(alt)


def _with_words(node: N, lang: str, change: Change) -> N:
    """``node`` and all below it, each formula without words changed, the language in force handed down."""
    lang = getattr(node, "lang", "") or lang
    return with_children(node, lambda child: _one(child, lang, change))


def _one(node: Any, lang: str, change: Change) -> Any:
    if not isinstance(node, Math | DisplayMath):
        return _with_words(node, lang, change)
    return node if _in_words(node) else change(node, node.lang or lang)
