"""Longer articles of our own, each with much of what its format can say, for faults to be seeded into their readers."""

from __future__ import annotations

import io
import json
from pathlib import Path

from PIL import Image

import exporter

HTML = """<html lang="en"><head><title>The ferry vote</title></head><body>
<nav><a href="/">Home</a> <a href="/news">Latest news</a></nav>
<main><article><h1>The ferry vote</h1>
<p>The council of <em>Marrick</em> voted on <a href="https://example.org/agenda">the agenda</a> late on Monday.</p>
<h2>What was decided</h2>
<p>Two boats stay; a third is sold<br>to a yard upriver. See note<sup><a href="#fn1" id="r1">1</a></sup> and
note<sup><a href="#fn2" id="r2">2</a></sup> too.</p>
<ol start="4"><li>Tickets stay valid</li><li>Dogs travel free</li><li>Bicycles need a permit</li></ol>
<h3>The price</h3>
<table><caption>Fares by season</caption><tr><th>Boat</th><th>Summer</th><th>Winter</th></tr>
<tr><th>Skua</th><td>84 crowns</td><td>61 crowns</td></tr><tr><th>Tern</th><td>77 crowns</td><td>55 crowns</td></tr>
</table>
<h2>What was said</h2>
<blockquote><p>We were never asked about the crossing.</p><p>Nobody rang us.</p>
<footer>Ann Lee, baker</footer></blockquote>
<figure><img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=" alt="A pier under a low sun">
<figcaption>The landing at Marrick, seen from the mill</figcaption></figure>
<dl><dt>Slipway</dt><dd>A ramp for boats</dd><dt>Berth</dt><dd>Where a boat lies</dd></dl>
<details><summary>How they voted</summary><p>Nine for, four against.</p></details>
<pre><code>depart 06:10
arrive 06:45</code></pre>
<button>Print this story</button>
<p hidden>An editor's remark that nobody is shown</p>
<p>The next meeting is in October.</p>
<ol><li id="fn1"><p>Minutes of the board, folder nine. <a href="#r1">↩</a></p></li>
<li id="fn2"><p>A letter from the yard. <a href="#r2">↩</a></p></li></ol>
</article></main><footer>Marrick Courier, all rights reserved</footer></body></html>"""

MARKDOWN = """---
title: The ferry vote
lang: en
---

The council of *Marrick* voted on [the agenda](https://example.org/agenda) late on
Monday; `ferryctl` recorded it.[^minutes] The yard wrote back.[^yard]

## What was decided

4. Tickets stay valid
5. Dogs travel free
6. Bicycles need a permit

### The price

| Boat | Summer | Winter |
|------|-------:|-------:|
| Skua | 84 crowns | 61 crowns |
| Tern | 77 crowns | 55 crowns | told by telephone |

## What was said

> We were never asked about the crossing.
>
> — Ann Lee, baker

![A pier under a low sun](https://example.org/pier.png)

```
depart 06:10
arrive 06:45
```

<div>A table of tides hangs at the <b>landing</b>.</div>

The speed is $v = s / t$ in all weathers.

The next meeting is in October.

[^minutes]: Minutes of the board, folder nine.
[^yard]: A letter from the yard.
"""

TEXT = """The ferry vote

The council of Marrick voted on the agenda late on Monday, and two boats stay where they are.

What was decided

  1. Tickets stay valid for all
  2. Dogs travel free of charge
  3. Bicycles need a permit now

“We were never asked about the crossing. Nobody rang us.”

– Ann Lee, baker

The landing at Marrick. Credit: PA

Boat\tSummer\tWinter
Skua\t84\t61
Tern\t77\t55

The yard says that the third boat will be sold to an owner upriver before the year is out.

Back to top

The next meeting is in October, and the public may attend it.
"""

NITF = """<nitf xml:lang="en"><head><title>The ferry vote</title></head><body><body.head>
<hedline><hl1>The ferry vote</hl1></hedline></body.head><body.content>
<p>The council of <em>Marrick</em> voted late on Monday.</p><hl2>What was decided</hl2>
<ol><li>Tickets stay valid</li><li>Dogs travel free</li></ol>
<bq><block><p>We were never asked about the crossing.</p></block><credit>Ann Lee, baker</credit></bq>
<table><tr><th>Boat</th><th>Summer</th></tr><tr><td>Skua</td><td>84 crowns</td></tr></table>
<p>The next meeting is in October.</p></body.content></body></nitf>"""

FEED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Courier</title>
<language>en</language><item><title>The ferry vote</title><content:encoded><![CDATA[<p>The council voted late on
Monday.</p><h2>What was decided</h2><ul><li>Tickets stay valid</li><li>Dogs travel free</li></ul>
<p>The next meeting is in October.</p>]]></content:encoded></item></channel></rss>"""

NEWSML = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xml:lang="en">
<itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentMeta><headline>The ferry vote</headline></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><h1>The ferry vote</h1>
<p>The council voted late on Monday.</p><p>The next meeting is in October.</p></body></html></inlineXML></contentSet>
</newsItem>"""

NINJS = {
    "headline": "The ferry vote",
    "language": "en",
    "body_html": "<p>The council voted late on Monday.</p><h2>Decided</h2><p>The next meeting is in October.</p>",
}


def _text(words: str, *marks: str) -> dict[str, object]:
    return {"type": "text", "text": words, "marks": [{"type": mark} for mark in marks]}


def _paragraph(*content: object) -> dict[str, object]:
    return {"type": "paragraph", "content": list(content)}


PROSEMIRROR = {
    "type": "doc",
    "content": [
        {"type": "heading", "attrs": {"level": 1}, "content": [_text("The ferry vote")]},
        _paragraph(_text("The council of "), _text("Marrick", "italic"), _text(" voted late on Monday.")),
        {"type": "heading", "attrs": {"level": 2}, "content": [_text("What was decided")]},
        {
            "type": "orderedList",
            "content": [
                {"type": "listItem", "content": [_paragraph(_text("Tickets stay valid"))]},
                {"type": "listItem", "content": [_paragraph(_text("Dogs travel free"))]},
            ],
        },
        {"type": "blockquote", "content": [_paragraph(_text("We were never asked about the crossing."))]},
        {
            "type": "table",
            "content": [
                {
                    "type": "tableRow",
                    "content": [
                        {"type": "tableCell", "content": [_paragraph(_text("Skua"))]},
                        {"type": "tableCell", "content": [_paragraph(_text("84 crowns"))]},
                    ],
                }
            ],
        },
        {"type": "codeBlock", "content": [_text("depart 06:10")]},
        _paragraph(_text("The next meeting is in October.")),
    ],
}

PORTABLE_TEXT = [
    {"_type": "block", "style": "h1", "children": [{"_type": "span", "text": "The ferry vote"}]},
    {
        "_type": "block",
        "style": "normal",
        "children": [
            {"_type": "span", "text": "The council of "},
            {"_type": "span", "text": "Marrick", "marks": ["em"]},
            {"_type": "span", "text": " voted late on Monday."},
        ],
    },
    {"_type": "block", "style": "h2", "children": [{"_type": "span", "text": "What was decided"}]},
    {
        "_type": "block",
        "listItem": "number",
        "level": 1,
        "children": [{"_type": "span", "text": "Tickets stay valid"}],
    },
    {"_type": "block", "style": "blockquote", "children": [{"_type": "span", "text": "We were never asked."}]},
]

EDITORJS = {
    "blocks": [
        {"type": "header", "data": {"text": "The ferry vote", "level": 1}},
        {"type": "paragraph", "data": {"text": "The council voted <b>late</b> on Monday."}},
        {"type": "list", "data": {"style": "ordered", "items": ["Tickets stay valid", "Dogs travel free"]}},
        {"type": "quote", "data": {"text": "We were never asked.", "caption": "Ann Lee, baker"}},
        {"type": "table", "data": {"withHeadings": True, "content": [["Boat", "Summer"], ["Skua", "84 crowns"]]}},
        {"type": "image", "data": {"file": {"url": "https://example.org/pier.png"}, "caption": "The landing at dusk"}},
        {"type": "code", "data": {"code": "depart 06:10"}},
    ]
}

DRAFTJS = {
    "blocks": [
        {"key": "a", "text": "The ferry vote", "type": "header-one", "inlineStyleRanges": [], "entityRanges": []},
        {
            "key": "b",
            "text": "The council of Marrick voted late on Monday.",
            "type": "unstyled",
            "inlineStyleRanges": [{"offset": 15, "length": 7, "style": "ITALIC"}],
            "entityRanges": [],
        },
        {"key": "c", "text": "We were never asked.", "type": "blockquote", "inlineStyleRanges": [], "entityRanges": []},
    ],
    "entityMap": {},
}


def _strings(words: str) -> list[dict[str, object]]:
    made: list[dict[str, object]] = []
    for word in words.split():
        made += [{"t": "Space"}] if made else []
        made.append({"t": "Str", "c": word})
    return made


def _plain(words: str) -> list[dict[str, object]]:
    return [{"t": "Plain", "c": _strings(words)}]


def _row(*cells: str) -> list[object]:
    return [["", [], []], [[["", [], []], {"t": "AlignDefault"}, 1, 1, _plain(words)] for words in cells]]


PANDOC = {
    "pandoc-api-version": [1, 23],
    "meta": {},
    "blocks": [
        {"t": "Header", "c": [1, ["", [], []], _strings("The ferry vote")]},
        {
            "t": "Para",
            "c": [
                *_strings("The council voted late on Monday."),
                {"t": "Note", "c": [{"t": "Para", "c": _strings("Minutes of the board.")}]},
            ],
        },
        {
            "t": "BulletList",
            "c": [
                [{"t": "Plain", "c": _strings("Tickets stay valid")}],
                [{"t": "Plain", "c": _strings("Dogs travel free")}],
            ],
        },
        {"t": "Header", "c": [2, ["", [], []], _strings("What was said")]},
        {"t": "BlockQuote", "c": [{"t": "Para", "c": _strings("We were never asked.")}]},
        {"t": "Header", "c": [3, ["", [], []], _strings("The terms")]},
        {
            "t": "OrderedList",
            "c": [[4, {"t": "Decimal"}, {"t": "Period"}], [_plain("Bring money"), _plain("Be early")]],
        },
        {
            "t": "Para",
            "c": [
                {"t": "Link", "c": [["", [], []], _strings("the board"), ["https://example.org/board", ""]]},
                {"t": "Space"},
                {"t": "Image", "c": [["", [], []], _strings("A pier at dusk"), ["https://example.org/pier.png", ""]]},
            ],
        },
        {
            "t": "Table",
            "c": [
                ["", [], []],
                [None, []],
                [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * 2,
                [["", [], []], [_row("Boat", "Summer")]],
                [[["", [], []], 0, [], [_row("Skua", "84 crowns")]]],
                [["", [], []], []],
            ],
        },
        {
            "t": "Para",
            "c": [{"t": "Emph", "c": _strings("The next meeting")}, {"t": "Space"}, *_strings("is in October.")],
        },
    ],
}


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _pixel() -> bytes:
    """A picture of one pixel."""
    held = io.BytesIO()
    Image.new("RGB", (1, 1)).save(held, "PNG")
    return held.getvalue()


def word() -> bytes:
    """A Word file with headings, a list, a table, a text box, hidden and deleted words."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    made = docx.Document()
    made.add_heading("The ferry vote", 0)
    line = made.add_paragraph("The council of ")
    line.add_run("Marrick").italic = True
    line.add_run(" voted late on Monday.")
    hidden = made.add_paragraph("Seats are few. ").add_run("A remark for the desk")
    hidden.font.hidden = True
    made.add_heading("What was decided", 1)
    for item in ("Tickets stay valid", "Dogs travel free", "Bicycles need a permit"):
        made.add_paragraph(item, style="List Number")
    place = made.add_paragraph("The terms are on ")
    address = made.part.relate_to("https://example.org/terms", f"{OFFICE}/hyperlink", is_external=True)
    words = "<w:r><w:t>the page of the board</w:t></w:r>"
    place._p.append(parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{address}">{words}</w:hyperlink>'))
    shown = made.add_picture(io.BytesIO(_pixel()))
    shown._inline.docPr.set("descr", "A pier under a low sun")
    made.add_heading("The price", 2)
    table = made.add_table(rows=3, cols=2)
    for place, words in enumerate(("Boat", "Summer", "Skua", "84 crowns", "Tern", "77 crowns")):
        table.cell(place // 2, place % 2).text = words
    made.add_heading("What was said", 1)
    made.add_paragraph("We were never asked about the crossing.", style="Quote")
    changed = made.add_paragraph("The mayor ")
    for tag, words in (("del", "denied"), ("ins", "confirmed")):
        inner = f"<w:{'delText' if tag == 'del' else 't'}>{words}</w:{'delText' if tag == 'del' else 't'}>"
        changed._p.append(
            parse_xml(f'<w:{tag} {nsdecls("w")} w:id="9{tag == "del":d}" w:author="x"><w:r>{inner}</w:r></w:{tag}>')
        )
    box = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>A boxed word about tides</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    made.add_paragraph("The tides are told beside this.")._p.append(parse_xml(box))
    made.add_paragraph("The next meeting is in October.")
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


SECOND = Path(__file__).parent.parent / "readers" / "cms" / "second"
"""Articles with every node and mark of their formats' schemas."""


def _own() -> bytes:
    """The JSON of our own model, of the article in HTML."""
    return exporter.open_article(HTML.encode(), format="html").document.to_json().encode()


RICH: dict[str, tuple[str, bytes]] = {
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
    "json": ("json", _own()),
    "tiptap": ("prosemirror", (SECOND / "tiptap.json").read_bytes()),
    "contentful": ("contentful", (SECOND / "contentful.json").read_bytes()),
    "sanity": ("portable-text", (SECOND / "portable.json").read_bytes()),
    "ghost": ("ghost", (SECOND / "ghost-lexical.json").read_bytes()),
    "mobiledoc": ("ghost", (SECOND / "ghost-mobiledoc.json").read_bytes()),
    "lexical": ("lexical", (SECOND / "lexical.json").read_bytes()),
    "slate": ("slate", (SECOND / "slate.json").read_bytes()),
    "storyblok": ("storyblok", (SECOND / "storyblok.json").read_bytes()),
    "strapi": ("strapi", (SECOND / "strapi-v4.json").read_bytes()),
    "wagtail": ("wagtail", (SECOND / "wagtail.json").read_bytes()),
    "draft": ("draftjs", (SECOND / "draftjs.json").read_bytes()),
    "codex": ("editorjs", (SECOND / "editorjs.json").read_bytes()),
}
"""Name → format and bytes."""
