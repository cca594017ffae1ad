"""What newsrooms have: ninjs, NITF, feeds, WordPress exports, pandoc's JSON, Word; found by content where need be."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

import exporter
from exporter.checks.outline import outline, quotes
from exporter.comparison.losses import compare
from exporter.errors import InputError, UsageError
from exporter.model import BlockQuote, Document, Figure, Image, List, Note, Paragraph, Person, Table, plain_text, walk
from exporter.readers.input.detect import by_content
from tests.checks.rich import red_square
from tests.conftest import ARTICLES

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/">
<channel><title>The Lune Courier</title><language>en-GB</language>
ITEMS
</channel></rss>
"""
QUOTED = """<item><title>Ferry stops</title><dc:creator>Ann Ode</dc:creator>
<pubDate>Mon, 04 May 2026 09:30:00 +0000</pubDate><link>https://example.org/a</link>
<category>Transport</category><excerpt:encoded><![CDATA[Boats stay in port.]]></excerpt:encoded>
<content:encoded><![CDATA[<!-- wp:paragraph -->
<p>The ferry stopped.</p>
<!-- wp:heading --><h2 class="wp-block-heading">Why it did</h2>
<!-- wp:quote -->
<blockquote class="wp-block-quote"><p>“We had no choice.”</p><p>“None at all.”</p>
<cite>Bo Lind, captain</cite></blockquote>
<!-- wp:image -->
<figure class="wp-block-image"><img src="gone.png" alt="A ferry"/><figcaption>The ferry in port</figcaption></figure>
]]></content:encoded></item>"""
CLASSIC = """<item><title>Classic</title><content:encoded><![CDATA[First paragraph
with a line of its own.

Second <em>paragraph</em>.

[caption id="a_5"]<a href="https://example.org/p"><img src="p.png" alt="A pier" /></a> The old pier[/caption]

<blockquote>Wind was the matter.</blockquote>
]]></content:encoded></item>"""
SUMMARY = "<item><title>Short</title><description>Only a bit.</description></item>"
ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Courrier</title><entry><title>Le bac</title>
<author><name>Zoé Ode</name></author><published>2026-05-04T09:30:00Z</published><link href="https://example.org/b"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Le bac est <em>fermé</em>.</p></div></content>
</entry></feed>"""
NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf xml:lang="en"><head><title>Head title</title>
<docdata><date.issue norm="20260504T093000Z"/><doc-id id-string="n-1" regsrc="lune.example"/>
<key-list><keyword key="ferries"/></key-list><doc.copyright year="2026" holder="Lune Courier"/></docdata></head>
<body><body.head><hedline><hl1>Ferry stops</hl1></hedline><byline>By <person>Ann Ode</person></byline>
<abstract><p>Boats stay in port.</p></abstract></body.head>
<body.content><p>The ferry <em>stopped</em> &amp; stayed.</p>
<hl2>Why it did</hl2>
<bq><block><p>“We had no choice.”</p><p>“None.”</p></block><credit>Bo Lind, captain</credit></bq>
<media media-type="image"><media-reference source="gone.png" alternate-text="A ferry"/>
<media-caption><p>The ferry in port</p></media-caption><media-producer>Photo: C. Ode</media-producer></media>
<ul><li>one</li><li>two</li></ul>
<table><tr><th>Day</th><th>Boats</th></tr><tr><td>Mon</td><td>0</td></tr></table>
</body.content></body></nitf>"""
NINJS = {
    "uri": "urn:x:1",
    "type": "text",
    "language": "en",
    "headline": "Ferry stops",
    "byline": "By Ann Ode",
    "versioncreated": "2026-05-04T09:30:00Z",
    "description_text": "Boats stay in port.",
    "body_html": "<p>The ferry stopped.</p><h2>Why it did</h2>"
    "<blockquote><p>“We had no choice.”</p><footer>Bo Lind</footer></blockquote>",
    "subject": [{"name": "Transport"}],
    "associations": {
        "main": {
            "type": "picture",
            "description_text": "The ferry in port",
            "byline": "C. Ode",
            "renditions": {"web": {"href": "https://example.org/f.jpg", "width": 800}},
        }
    },
}


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def feed(folder: Path, *items: str) -> Path:
    return write(folder, "feed.xml", RSS.replace("ITEMS", "\n".join(items)))


def heads(document: Document) -> list[tuple[int, str]]:
    return [(line.level, line.text) for line in outline(document)]


def of(document: Document, kind: type[Any]) -> list[Any]:
    return [node for node in walk(document) if isinstance(node, kind)]


def test_a_feed_with_one_article_is_that_article(tmp_path: Path) -> None:
    article = exporter.open_article(feed(tmp_path, QUOTED))
    document, metadata = article.document, article.document.metadata
    assert heads(document) == [(1, "Ferry stops"), (2, "Why it did")]
    (quote,) = of(document, BlockQuote)
    assert [plain_text([block]).strip() for block in quote.blocks] == ["“We had no choice.”", "“None at all.”"]
    assert plain_text(quote.attribution) == "Bo Lind, captain"
    assert metadata.authors == (Person("Ann Ode"),)
    assert metadata.published == "2026-05-04T09:30:00+00:00"
    assert (metadata.lang, metadata.publisher, metadata.source) == (
        "en-GB",
        "The Lune Courier",
        "https://example.org/a",
    )
    assert (metadata.description, metadata.keywords) == ("Boats stay in port.", ("Transport",))
    (figure,) = of(document, Figure)
    assert plain_text(figure.caption) == "The ferry in port"


def test_places_in_a_feed_are_lines_of_the_feed(tmp_path: Path) -> None:
    path = feed(tmp_path, QUOTED)
    lines = path.read_text(encoding="utf-8").split("\n")
    article = exporter.open_article(path)
    (missing,) = [item for item in article.findings if item.rule == "IMG002"]
    assert missing.pos is not None
    assert "gone.png" in lines[missing.pos.line - 1]
    (quote,) = of(article.document, BlockQuote)
    assert quote.pos is not None
    assert "blockquote" in lines[quote.pos.line - 1]


def test_a_feed_with_several_articles_wants_to_know_which(tmp_path: Path) -> None:
    path = feed(tmp_path, QUOTED, CLASSIC)
    with pytest.raises(InputError, match=r"2 articles; say which with --from feed:NUMBER: 1 Ferry stops; 2 Classic"):
        exporter.read(path)
    assert plain_text(exporter.read(path, format="feed:2").title) == "Classic"
    with pytest.raises(InputError, match="no number 3"):
        exporter.read(path, format="feed:3")
    for wrong in ("feed:x", "feed:0", "text:1"):
        with pytest.raises(UsageError, match="feed:3"):
            exporter.read(path, format=wrong)


def test_classic_wordpress_posts_have_their_paragraphs_and_captions(tmp_path: Path) -> None:
    document = exporter.read(feed(tmp_path, CLASSIC))
    paragraphs = [plain_text([node]).strip() for node in document.blocks if isinstance(node, Paragraph)]
    assert paragraphs[:2] == ["First paragraph\nwith a line of its own.", "Second paragraph."]
    (figure,) = of(document, Figure)
    assert plain_text(figure.caption).strip() == "The old pier"
    assert len(of(document, BlockQuote)) == 1


def test_a_feed_without_full_content_says_so(tmp_path: Path) -> None:
    article = exporter.open_article(feed(tmp_path, SUMMARY))
    assert "IN006" in [item.rule for item in article.findings]
    assert "Only a bit." in plain_text(article.document.blocks)


def test_atom_with_xhtml(tmp_path: Path) -> None:
    document = exporter.read(write(tmp_path, "a.atom", ATOM))
    assert heads(document) == [(1, "Le bac")]
    assert "Le bac est fermé." in plain_text(document.blocks)
    assert (document.metadata.lang, document.metadata.authors) == ("fr", (Person("Zoé Ode"),))


def test_nitf(tmp_path: Path) -> None:
    path = write(tmp_path, "a.xml", NITF)
    article = exporter.open_article(path)
    document, metadata = article.document, article.document.metadata
    assert heads(document) == [(1, "Ferry stops"), (2, "Why it did")]
    assert [(quote.text, quote.speaker) for quote in quotes(document)] == [
        ("“We had no choice.” “None.”", "Bo Lind, captain")
    ]
    (figure,) = of(document, Figure)
    assert (plain_text(figure.caption).strip(), plain_text(figure.credit).strip()) == (
        "The ferry in port",
        "Photo: C. Ode",
    )
    assert len(of(document, List)) == len(of(document, Table)) == 1
    assert (metadata.published, metadata.identifier, metadata.rights) == (
        "2026-05-04T09:30:00Z",
        "n-1",
        "© 2026 Lune Courier",
    )
    assert metadata.description == "Boats stay in port."
    (missing,) = [item for item in article.findings if item.rule == "IMG002"]
    assert missing.pos is not None
    assert "gone.png" in path.read_text(encoding="utf-8").split("\n")[missing.pos.line - 1]


def test_ninjs_1(tmp_path: Path) -> None:
    article = exporter.open_article(write(tmp_path, "a.json", json.dumps(NINJS, indent=1)))
    document, metadata = article.document, article.document.metadata
    assert heads(document) == [(1, "Ferry stops"), (2, "Why it did")]
    assert metadata.authors == (Person("Ann Ode"),)
    assert (metadata.lang, metadata.keywords, metadata.identifier) == ("en", ("Transport",), "urn:x:1")
    (figure,) = of(document, Figure)
    assert plain_text(figure.caption).strip() == "The ferry in port"
    assert plain_text(figure.credit).strip() == "C. Ode"
    (missing,) = [item for item in article.findings if item.rule == "IMG002"]
    assert "nothing is fetched" in missing.message


def test_ninjs_2_and_its_richest_body(tmp_path: Path) -> None:
    item = {
        "uri": "https://example.org/n/2",
        "headlines": [{"role": "seo", "value": "Other"}, {"role": "main", "value": "Ferry stops"}],
        "bodies": [
            {"contenttype": "text/plain", "value": "Plain."},
            {"contenttype": "text/html", "value": "<p>The <strong>rich</strong> one.</p>"},
        ],
        "language": "en",
    }
    document = exporter.read(write(tmp_path, "a.json", json.dumps(item)))
    assert heads(document) == [(1, "Ferry stops")]
    assert "The rich one." in plain_text(document.blocks)
    assert "Plain" not in plain_text(document.blocks)


def test_a_plain_body_is_read_as_plain_text(tmp_path: Path) -> None:
    text = "Ferry stops\n\nThe ferry stopped on Monday.\n\n“We had no choice.\n\n“None at all.”\n\n– Bo Lind, captain\n"
    item = {"uri": "urn:x:2", "headline": "Ferry stops", "body_text": text, "language": "en"}
    document = exporter.read(write(tmp_path, "a.json", json.dumps(item)))
    assert [quote.speaker for quote in quotes(document)] == ["Bo Lind, captain"]
    assert document.metadata.title == "Ferry stops"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (RSS, "feed"),
        (ATOM, "feed"),
        (NITF, "nitf"),
        (json.dumps(NINJS), "ninjs"),
        ('{"pandoc-api-version": [1, 23], "meta": {}, "blocks": []}', "pandoc"),
        ("<!doctype html><title>x</title>", "html"),
        ("<p>A fragment", "html"),
        ("---\ntitle: x\n---\n", "markdown"),
        ("Just words\n", ""),
        ("{ not json", ""),
        ("<unknown/>", ""),
        ("", ""),
    ],
)
def test_formats_are_known_by_their_content(text: str, found: str) -> None:
    assert by_content(text) == found


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.rss", "<rss><channel>", "a.rss:1:"),
        ("a.rss", "<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", "declares entities"),
        ("a.rss", "<rss><channel/></rss>", "no article"),
        ("a.nitf", "<nitf/>", "is not NITF"),
        ("a.ninjs", "[1]", "is not a news item"),
        ("a.ninjs", '{"uri": "x"}', "has no body"),
        ("a.ninjs", "{", "a.ninjs:1:2: is not JSON"),
    ],
)
def test_what_is_wrong_is_said(name: str, text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        exporter.read(write(tmp_path, name, text))
    assert words in str(caught.value)


# --- pandoc and Word --------------------------------------------------------------------------------------------------

MARKDOWN = """---
title: Ferry stops
author: [Ann Ode, Bo Lind]
lang: en
keywords: [boats, wind]
---

The ferry *stopped*.[^1] It was “too **windy**”, H~2~O and $x^2$ said.

# Why it did

> First.
>
> Second.

1. one
2. two
   - inner

Term
:   Its definition

| Day | Boats |
|-----|------:|
| Mon |     0 |

: Boats by day

``` python
x = 1
```

$$a+b$$

[^1]: On *Monday*.
"""


def pandoc(text: str, *options: str) -> str:
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--to", "json", *options]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True, timeout=600).stdout


def test_what_pandoc_reads_can_be_read(tmp_path: Path) -> None:
    document = exporter.read(write(tmp_path, "a.json", pandoc(MARKDOWN, "--from", "markdown")))
    assert heads(document) == [(1, "Ferry stops"), (2, "Why it did")]
    assert document.metadata.authors == (Person("Ann Ode"), Person("Bo Lind"))
    assert document.metadata.keywords == ("boats", "wind")
    kinds = [type(node).__name__ for node in walk(document)]
    for kind in ("BlockQuote", "List", "DefinitionList", "Table", "CodeBlock", "Quote", "Math", "Note", "Styled"):
        assert kind in kinds, kind
    (note,) = of(document, Note)
    assert plain_text(note.blocks).strip() == "On Monday."
    (table,) = of(document, Table)
    assert plain_text(table.caption).strip() == "Boats by day"
    assert all(cell.header for cell in table.head[0].cells)


def test_every_constructor_of_pandoc_is_read(tmp_path: Path) -> None:
    """pandoc's own test of its reader: a document that uses them all."""
    text = MARKDOWN + (
        "\n| a line\n|   block\n\n---\n\n::: {.note #n lang=fr}\nUne note.\n:::\n\n![cap](x.png){#f}\n\n"
        "~~out~~ ^up^ [s]{.smallcaps} [u]{.underline} `c` <b>raw</b> ![inl](y.png) "
        "[l](https://example.org 't')\\\nnext\n\n`raw`{=latex}\n\n(@) ex\n"
    )
    article = exporter.open_article(write(tmp_path, "a.json", pandoc(text, "--from", "markdown")))
    words = plain_text(article.document.blocks)
    for part in ("a line", "block", "Une note.", "cap", "out", "up", "s", "u", "raw", "next", "ex"):
        assert part in words, part
    assert "HTML001" in [item.rule for item in article.findings], "the LaTeX that was left out is told"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"pandoc-api-version": [2, 0], "meta": {}, "blocks": []}', "API version"),
        ('{"pandoc-api-version": [1, 23], "meta": {}, "blocks": [{"t": "Strange"}]}', "no block is called Strange"),
        ('{"pandoc-api-version": [1, 23], "meta": {}, "blocks": [{"c": 1}]}', "not JSON as pandoc writes it"),
        ('{"pandoc-api-version": [1, 23], "meta": {}, "blocks": []}', "nothing to convert"),
    ],
)
def test_what_pandoc_does_not_write_is_refused(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=words):
        exporter.read(write(tmp_path, "a.json", text), format="pandoc")


def test_nothing_a_stranger_puts_into_pandocs_json_gets_through(tmp_path: Path) -> None:
    evil = [
        {"t": "RawBlock", "c": ["html", "<script>alert(1)</script><p onclick='x()'>kept</p>"]},
        {"t": "Para", "c": [{"t": "Link", "c": [["", [], []], [{"t": "Str", "c": "go"}], ["javascript:x()", ""]]}]},
        {"t": "Para", "c": [{"t": "Str", "c": "<b>not bold</b>"}]},
    ]
    text = json.dumps({"pandoc-api-version": [1, 23], "meta": {}, "blocks": evil})
    document = exporter.read(write(tmp_path, "a.json", text))
    said = plain_text(document.blocks)
    assert "kept" in said
    assert "<b>not bold</b>" in said
    assert "alert" not in said
    assert "javascript" not in repr(document)


@pytest.mark.parametrize("name", ["feature.md", "letter.md", "data-story.md"])
def test_a_word_file_of_ours_is_an_article(name: str, tmp_path: Path) -> None:
    article = next(path for path in ARTICLES if path.name == name)
    (made,) = exporter.convert(article, to="docx", out_dir=tmp_path).files
    assert made.path is not None
    again = exporter.read(made.path)
    losses = [loss for loss in compare(exporter.read(article), again, "docx") if loss.kind != "decorative"]
    assert [str(loss) for loss in losses] == []
    result = exporter.convert(made.path, to=("epub", "pdf"), out_dir=tmp_path / "again")
    assert [item.format for item in result.files] == ["epub", "pdf"]


def test_an_image_without_words_is_one_that_nobody_described(tmp_path: Path) -> None:
    address = "data:image/png;base64," + base64.b64encode(red_square()).decode()
    image = {"t": "Image", "c": [["", [], []], [], [address, ""]]}
    text = json.dumps({"pandoc-api-version": [1, 23], "meta": {}, "blocks": [{"t": "Para", "c": [image]}]})
    document = exporter.read(write(tmp_path, "a.json", text))
    (picture,) = of(document, Image)
    assert picture.alt is None


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.name)
def test_what_goes_through_pandocs_json_comes_back(article: Path, tmp_path: Path) -> None:
    """Pandoc's tables know no scope of a group of columns; all else is the same."""
    (made,) = exporter.convert(article, to="pandoc", out_dir=tmp_path).files
    assert made.path is not None
    losses = compare(exporter.read(article), exporter.read(made.path), "epub")
    assert [str(loss) for loss in losses if "not of a colgroup" not in loss.message] == []


@pytest.mark.slow
def test_pandoc_takes_what_is_written_for_it(tmp_path: Path) -> None:
    import pypandoc

    for article in ARTICLES:
        (made,) = exporter.convert(article, to="pandoc", out_dir=tmp_path).files
        command = [pypandoc.get_pandoc_path(), "--from", "json", "--to", "json", str(made.path)]
        again = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout
        assert made.path is not None
        assert json.loads(again)["blocks"] == json.loads(made.path.read_text(encoding="utf-8"))["blocks"], article.name
