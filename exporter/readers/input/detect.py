"""What format an article is in, by its content: for suffixes that do not say, and for standard input.

Only a certain answer is given; a guess would read an article as something it is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from exporter.patterns import pattern

_ROOT = pattern(
    r"\s*(?:<\?[^>]*\?>\s*|<!--.*?-->\s*|<!doctype[^>\[]*(?:\[.*?\])?\s*>\s*)*<(?:\w+:)?([\w.-]+)", re.S | re.I
)
_HTML = frozenset(
    "html head title meta body article main section header div p h1 h2 h3 h4 h5 h6 figure blockquote ul ol dl table "
    "pre".split()
)
LOOKED_AT = 64 * 1024


def is_word(data: bytes) -> bool:
    """Whether ``data`` is certainly a Word file: a zip package whose list of parts has Word's document."""
    return data.startswith(b"PK\x03\x04") and b"word/document" in data


def by_content(text: str) -> str:
    """The format that ``text`` is certainly in: ninjs, pandoc, json, feed, nitf, html, markdown, a CMS's; else ""."""
    head = text[:LOOKED_AT].lstrip("\ufeff")
    start = head.lstrip()[:1]
    if start in ("{", "["):
        return _json(text)
    if start == "<":
        return _markup(head)
    return "markdown" if re.match(r"---[ \t]*\n[\w -]+:", head) else ""


def dialect(format_name: str, name: str, content: Callable[[], str]) -> str:
    """The CMS whose export of ``format_name`` (html or markdown) a text plainly is; "" if there is none.

    ``content`` gives the text, which takes time: for Markdown only where the name is one that Notion gives.
    """
    if format_name == "markdown":
        named = _NOTION_NAME.search(name)
        return "notion" if named and content()[:LOOKED_AT].lstrip().startswith("# ") else ""
    if format_name != "html":
        return ""
    head = content()[:LOOKED_AT]
    if "wp:" in head and re.search(r"<!--\s+wp:[a-z][\w/-]*\s", head):
        return "gutenberg"
    if "page-body" in head and re.search(r'<article id="[0-9a-f-]{36}" class="page\b', head):
        return "notion"
    if any(mark in head for mark in ("lst-kix_", "doc-content", "google.com/url?q=")) and re.search(
        r"<(?:ul|ol)[^>]*\blst-kix_|<body[^>]*\bdoc-content\b|https://www\.google\.com/url\?q=[^\"]*&amp;sa=D", head
    ):
        return "google-docs"
    return ""


_NOTION_NAME = pattern(r"[ _-][0-9a-f]{32}\.\w+$")


def _json(text: str) -> str:
    import json  # noqa: PLC0415  (start-up: only for JSON)

    try:
        item = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    if isinstance(item, dict) and "pandoc-api-version" in item:
        return "pandoc"
    if _is_ninjs(item if isinstance(item, dict) else {"items": item}):
        return "ninjs"
    from exporter.readers.cms.envelope import articles  # noqa: PLC0415  (start-up: only for JSON)

    found = articles(item)
    if found:
        return found[0].format
    held = set(item) if isinstance(item, dict) else set()
    ours = "blocks" in held or ({"version", "metadata"} <= held and "parts" not in held)  # an article of a title alone
    return "json" if ours else ""


def _is_ninjs(item: dict[str, Any]) -> bool:
    """Whether an object is a news item, or the result of a search that found some."""
    from exporter.readers.newsroom.search_results import is_item, items_of  # noqa: PLC0415  (start-up: only for JSON)

    return is_item(item) or items_of(item) is not None


def _markup(head: str) -> str:
    found = _ROOT.match(head)
    name = found[1].lower() if found else ""
    if name == "article" and re.search(r"\bJATS\b|docbook|<front\b|<article-meta\b|article-type=", head, re.I):
        return ""
    if name in ("rss", "feed", "rdf"):
        return "feed"
    if name == "nitf":
        return "nitf"
    if name in ("newsitem", "newsmessage", "packageitem"):
        return "newsml"
    return "html" if name in _HTML else ""
