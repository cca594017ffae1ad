"""One short article in every format that has a census: all of it balances, and one word of it stands there once."""

from __future__ import annotations

import io
import json

HTML = """<html lang="en"><head><title>Ferry vote</title></head><body><article><h1>Ferry vote</h1>
<p>The <em>harbour</em> closes at six&nbsp;<b>to</b>night, says <a href="https://example.org/board">the board</a>.</p>
<blockquote><p>We were never asked.</p></blockquote>
<ul><li>Tickets stay valid</li><li>Dogs go free</li></ul>
<table><tr><th>Boat</th><th>Seats</th></tr><tr><td>Skua</td><td>84</td></tr></table>
<figure><img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" alt="A pier at dusk">
<figcaption>The pier</figcaption></figure>
<p hidden>not shown</p></article></body></html>"""

MARKDOWN = """---
title: Ferry vote
lang: en
---

# Ferry vote

The *harbour* closes at six to**night**, says [the board](https://example.org/board "Its page").[^1]

> We were never asked.

1. Tickets stay valid
2. Dogs go free

| Boat | Seats |
|------|------:|
| Skua | 84    |

::: note
Bring `cash`.
:::

[^1]: In a letter of May.
"""

TEXT = """Ferry vote

The harbour closes at six tonight, says the board.

“We were never asked.”

– Ann Lee, baker

  * Tickets stay valid
  * Dogs go free

Back to top
"""

NITF = """<nitf xml:lang="en"><head><title>Ferry vote</title></head><body><body.head>
<hedline><hl1>Ferry vote</hl1></hedline><byline>By <person>Ann Lee</person></byline></body.head>
<body.content><p>The harbour closes at <em>six</em> tonight.</p>
<bq><block><p>We were never asked.</p></block><credit>Ann Lee</credit></bq></body.content></body></nitf>"""

NEWSML = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xml:lang="en">
<itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentMeta><headline>Ferry vote</headline></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Ferry vote</h1>
<p>The harbour closes at six tonight.</p></body></html></inlineXML></contentSet></newsItem>"""

FEED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Paper</title>
<language>en</language><item><title>Ferry vote</title><content:encoded><![CDATA[<p>The harbour closes at six
<b>to</b>night.</p><ul><li>Dogs go free</li></ul>]]></content:encoded></item></channel></rss>"""

NINJS = {
    "headline": "Ferry vote",
    "language": "en",
    "body_html": "<p>The harbour closes at six.</p><p>Dogs go free.</p>",
}

PROSEMIRROR = {
    "type": "doc",
    "content": [
        {"type": "heading", "attrs": {"level": 1}, "content": [{"type": "text", "text": "Ferry vote"}]},
        {
            "type": "paragraph",
            "content": [
                {"type": "text", "text": "The harbour closes at six to"},
                {"type": "text", "text": "night", "marks": [{"type": "bold"}]},
                {"type": "text", "text": "."},
            ],
        },
    ],
}

PORTABLE_TEXT = [
    {"_type": "block", "style": "h1", "children": [{"_type": "span", "text": "Ferry vote"}]},
    {
        "_type": "block",
        "style": "normal",
        "children": [{"_type": "span", "text": "The harbour closes at six tonight."}],
    },
]

EDITORJS = {
    "blocks": [
        {"type": "header", "data": {"text": "Ferry vote", "level": 1}},
        {"type": "paragraph", "data": {"text": "The harbour closes at <b>six</b> tonight."}},
        {"type": "list", "data": {"style": "ordered", "items": ["Tickets stay valid", "Dogs go free"]}},
    ]
}

DRAFTJS = {
    "blocks": [
        {"key": "a", "text": "Ferry vote", "type": "header-one", "inlineStyleRanges": [], "entityRanges": []},
        {
            "key": "b",
            "text": "The harbour closes at six.",
            "type": "unstyled",
            "inlineStyleRanges": [],
            "entityRanges": [],
        },
    ],
    "entityMap": {},
}

PANDOC = {
    "pandoc-api-version": [1, 23],
    "meta": {},
    "blocks": [
        {
            "t": "Header",
            "c": [1, ["", [], []], [{"t": "Str", "c": "Ferry"}, {"t": "Space"}, {"t": "Str", "c": "vote"}]],
        },
        {
            "t": "Para",
            "c": [
                *({"t": "Str", "c": "The"}, {"t": "Space"}, {"t": "Emph", "c": [{"t": "Str", "c": "harbour"}]}),
                *({"t": "Space"}, {"t": "Str", "c": "closes."}),
                {
                    "t": "Note",
                    "c": [{"t": "Para", "c": [{"t": "Str", "c": "Until"}, {"t": "Space"}, {"t": "Str", "c": "May"}]}],
                },
            ],
        },
    ],
}


def word() -> bytes:
    """A Word file with a heading, emphasis, a list and a table."""
    import docx

    made = docx.Document()
    made.add_heading("Ferry vote", 0)
    line = made.add_paragraph("The ")
    line.add_run("harbour").italic = True
    line.add_run(" closes at six to")
    line.add_run("night").bold = True
    for item in ("Tickets stay valid", "Dogs go free"):
        made.add_paragraph(item, style="List Number")
    table = made.add_table(rows=2, cols=2)
    for place, words in enumerate(("Boat", "Seats", "Skua", "84")):
        table.cell(place // 2, place % 2).text = words
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


SOURCES: dict[str, tuple[str, bytes]] = {
    "html": ("html", HTML.encode()),
    "markdown": ("markdown", MARKDOWN.encode()),
    "text": ("text", TEXT.encode()),
    "word": ("docx", word()),
    "nitf": ("nitf", NITF.encode()),
    "newsml": ("newsml", NEWSML.encode()),
    "feed": ("feed", FEED.encode()),
    "ninjs": ("ninjs", json.dumps(NINJS).encode()),
    "prosemirror": ("prosemirror", json.dumps(PROSEMIRROR).encode()),
    "portable-text": ("portable-text", json.dumps(PORTABLE_TEXT).encode()),
    "editorjs": ("editorjs", json.dumps(EDITORJS).encode()),
    "draftjs": ("draftjs", json.dumps(DRAFTJS).encode()),
    "pandoc": ("pandoc", json.dumps(PANDOC).encode()),
}
"""Name → format and bytes."""
