"""A census of an article's source, by code that shares nothing with the readers (design section 7).

A census says what a listener must be told: the words in their order, and the things they stand in. The balance
(``census.balance``) sets it against the model and the findings. ``take`` is the one way in; each family of formats is
one module here.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from exporter.census.counted import Census, Counting

__all__ = ["FORMATS", "Census", "Counting", "take"]

JSON = (
    *("prosemirror", "portable-text", "editorjs", "contentful", "wagtail", "draftjs", "lexical", "slate"),
    *("ghost", "strapi", "storyblok"),
)
FORMATS: dict[str, str] = {
    "text": "exporter.census.text",
    "markdown": "exporter.census.markdown",
    "html": "exporter.census.html",
    "page": "exporter.census.html",
    "gutenberg": "exporter.census.exports",
    "google-docs": "exporter.census.html",
    "docx": "exporter.census.word",
    "nitf": "exporter.census.newsroom",
    "newsml": "exporter.census.newsroom",
    "feed": "exporter.census.newsroom",
    "ninjs": "exporter.census.values",
    "json": "exporter.census.values",
    "pandoc": "exporter.census.values",
    **dict.fromkeys(JSON, "exporter.census.values"),
    "notion": "exporter.census.exports",
}
"""Format → the module whose ``count(counting)`` takes its census. What a plug-in reads has none."""


def take(counting: Counting) -> Census | None:
    """The census of a source; None for a format that has none."""
    module = FORMATS.get(counting.format)
    if module is None:
        return None
    count = cast(Callable[[Counting], Census], import_module(module).count)
    return count(counting)
