"""What a JSON or XML file that no reader takes looks like, in words, and what to do with it."""

from __future__ import annotations

import json
import re
from typing import Any

from exporter.readers.cms.shapes import other

XML = {
    "svg": "is a drawing (SVG), not an article; name it as a picture in one",
    "sitemapindex": "is a sitemap, which holds addresses, not an article; convert one of its pages",
    "urlset": "is a sitemap, which holds addresses, not an article; convert one of its pages",
    "opml": "is a list of feeds (OPML); convert one of the feeds",
    "newsml": "is NewsML 1, which is not read; ask its sender for NewsML-G2, NITF or ninjs",
    "conceptitem": "describes a person, place or subject (NewsML-G2 concept), not an article",
    "knowledgeitem": "is a list of subjects (NewsML-G2 knowledge item), not an article",
    "planningitem": "is a plan of coverage (NewsML-G2 planning item), not an article",
    "catalogitem": "is a catalogue (NewsML-G2), not an article",
    "article": "looks like JATS or DocBook; use pandoc -t json and --from pandoc",
    "book": "looks like DocBook; use pandoc -t json and --from pandoc",
    "tei": "looks like TEI; use pandoc -t json and --from pandoc",
    "document": "looks like a part of a Word file; give the .docx itself",
    "package": "looks like a part of an EPUB or Word file; give that file itself",
    "plist": "is a property list of Apple's, not an article",
    "kml": "is geographical data (KML), not an article",
    "gpx": "is geographical data (GPX), not an article",
}
"""Root elements of known kinds, in lower case, and what is said of them."""

JSON_KEYS = (
    ({"nbformat", "cells"}, "is a Jupyter notebook; use pandoc -f ipynb -t json and --from pandoc"),
    ({"openapi"}, "describes an interface (OpenAPI), and is not an article"),
    ({"type", "features"}, "is geographical data (GeoJSON), not an article"),
    ({"@context"}, "is linked data (JSON-LD), not an article's text; convert the page that it describes"),
    ({"version", "items"}, "looks like a JSON feed; use the RSS or Atom feed of the same site"),
    ({"total", "item"}, "is a search result without a news item; nothing was found that could be converted"),
    ({"_items", "_meta"}, "is a search result without a news item; nothing was found that could be converted"),
    (
        {"headline", "uri"},
        "is a news item (ninjs) without a body; ask for the item with body_html, body_text or bodies",
    ),
    ({"headline", "guid"}, "is a news item without a body; ask for the item with body_html, body_text or bodies"),
    ({"title", "content", "link", "date"}, "is a post from WordPress's interface; export it as WXR or save its page"),
    ({"status", "articles"}, "is a list of articles in an interface's own form; convert the pages that it names"),
    ({"name", "dependencies"}, "looks like the description of a software package, not an article"),
)
MOST_KEYS = 8


def described(text: str) -> str:
    """What JSON or XML that no reader takes looks like, and what to do: the end of a sentence; "" for other text."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start in ("{", "["):
        return _json(text)
    return _xml(text) if start == "<" else ""


def _xml(text: str) -> str:
    found = re.search(r"<(?:([\w.-]+):)?([A-Za-z_][\w.-]*)[\s/>]", re.sub(r"<[?!][^>]*>", "", text[:65_536]))
    if found is None:
        return ""
    known = XML.get(found[2].lower())
    return known or f"is XML of a kind that is not read (its root is “{found[2][:40]}”); say which format with --from"


def _json(text: str) -> str:
    try:
        held: Any = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        return f"is not JSON (line {line}: {getattr(error, 'msg', 'it is broken')}); correct it" if line else ""
    except RecursionError:
        return "is nested too deeply; nest less deeply"
    if known := other(held):
        return f"is {known}, which is not read; export the article as HTML or in a form listed in docs/reference/cms.md"
    if not isinstance(held, dict):
        return f"is a JSON list of {len(held)} things, none of them an article; say which format with --from"
    for keys, words in JSON_KEYS:
        if keys <= held.keys():
            return words
    named = ", ".join(f"“{str(key)[:30]}”" for key in list(held)[:MOST_KEYS]) or "none"
    return f"is JSON of a kind that is not read (its keys: {named}); say which format with --from"
