"""What format an article is in, by its content: for suffixes that do not say, and for standard input.

Only what is certain is said; a guess would read an article as something it is not.
"""

from __future__ import annotations

import json
import re

_ROOT = re.compile(
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
    """The format that ``text`` is certainly in: ninjs, pandoc, json, feed, nitf, html, markdown; else ""."""
    head = text[:LOOKED_AT].lstrip("\ufeff")
    start = head.lstrip()[:1]
    if start == "{":
        return _json(text)
    if start == "<":
        return _markup(head)
    return "markdown" if re.match(r"---[ \t]*\n[\w -]+:", head) else ""


def _json(text: str) -> str:
    try:
        item = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(item, dict):
        return ""
    if "pandoc-api-version" in item:
        return "pandoc"
    if any(key.startswith("body_") or key in ("bodies", "headlines", "versioncreated") for key in item):
        return "ninjs"
    return "json" if "blocks" in item else ""


def _markup(head: str) -> str:
    found = _ROOT.match(head)
    name = found[1].lower() if found else ""
    if name in ("rss", "feed", "rdf"):
        return "feed"
    if name == "nitf":
        return "nitf"
    return "html" if name in _HTML else ""
