"""News items, feeds and exports in other shapes than the usual ones: each with what is right, or why it is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import exporter
from exporter.errors import InputError
from exporter.run.results import Article
from tests.readers.outline import outline
from tests.strategies import PICTURE


def read(folder: Path, name: str, text: str, **options: Any) -> Article:
    (folder / "boat.png").write_bytes(PICTURE.data)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return exporter.open_article(path, **options)


def shown(article: Article) -> list[str]:
    return outline(article.document).splitlines()


ITEM = {"uri": "urn:a", "type": "text", "headline": "The weir", "body_html": "<p>It holds.</p>", "language": "en"}
ANSWERS: dict[str, Any] = {
    "a list": [ITEM],
    "hits of a search engine": {"hits": {"hits": [{"_id": "1", "_source": ITEM}]}},
    "items beside pictures": {"_items": [{"type": "picture", "uri": "urn:p", "headline": "A boat"}, ITEM]},
    "data of an interface": {"data": {"items": [{"item": ITEM}]}},
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_with_one_news_item_is_that_item(name: str, tmp_path: Path) -> None:
    assert shown(read(tmp_path, "a.json", json.dumps(ANSWERS[name]))) == ["title: The weir", "paragraph: It holds."]


def test_of_several_items_one_is_named(tmp_path: Path) -> None:
    text = json.dumps([ITEM, {**ITEM, "headline": "The lock", "body_html": "<p>It is shut.</p>"}])
    with pytest.raises(InputError, match="has 2 articles; say which with --from ninjs:NUMBER: 1 The weir; 2 The lock"):
        read(tmp_path, "a.json", text)
    assert shown(read(tmp_path, "a.json", text, format="ninjs:2")) == ["title: The lock", "paragraph: It is shut."]


PLAIN = "The first line is a paragraph.\n\nSo is the second, and it ends here.\n"


def test_the_headline_of_an_item_is_the_title_of_its_plain_text(tmp_path: Path) -> None:
    item = {"uri": "urn:a", "type": "text", "headline": "The weir holds", "body_text": PLAIN, "language": "en"}
    lines = shown(read(tmp_path, "a.json", json.dumps(item)))
    assert lines[0] == "title: The weir holds"
    assert [line.partition(": ")[2] for line in lines[1:]] == PLAIN.strip().split("\n\n")


G2 = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="g" xml:lang="en"><itemMeta>'
    '<itemClass qcode="ninat:text"/></itemMeta><contentMeta><headline>The weir holds</headline></contentMeta>'
    "<contentSet>{}</contentSet></newsItem>"
)


def test_plain_text_in_newsml_has_its_headline(tmp_path: Path) -> None:
    inline = f'<inlineData contenttype="text/plain">{PLAIN}</inlineData>'
    lines = shown(read(tmp_path, "a.xml", G2.format(inline)))
    assert (lines[0], len(lines)) == ("title: The weir holds", 3)


NITF = """<nitf><head><docdata><date.issue norm="20260102"/></docdata></head><body><body.head><hedline>
<hl1>The weir holds</hl1><hl2>A winter of work</hl2></hedline><byline>By <person>Ida Moor</person></byline>
<dateline><location>LEEDS</location></dateline></body.head><body.content><hl1>The weir holds</hl1>
<p>It <em class="bold">held</em>.<fn><p>So far.</p></fn></p><p>A.</p><p>B.</p><p>C.</p><p>D.</p><p>E.</p>
<ol seqnum="4"><li>Rope</li></ol>
<media media-type="video"><media-reference source="https://example.org/v" name="The launch"/>
<media-caption>In May</media-caption></media></body.content>
<body.end><tagline>Ida Moor writes on water.</tagline></body.end></body></nitf>"""
HELD = """title: The weir holds
subtitle: A winter of work
byline: By Ida Moor
dateline: Published <span 2026-01-02 2 January 2026>
dateline: LEEDS
paragraph: It <strong held>.<note paragraph: So far.>
paragraph: A.
paragraph: B.
paragraph: C.
paragraph: D.
paragraph: E.
decimal list from 4
- paragraph: Rope
figure: In May
  paragraph: <link The launch → https://example.org/v>
paragraph: Ida Moor writes on water."""


def test_nothing_of_nitf_goes_in_silence(tmp_path: Path) -> None:
    assert "\n".join(shown(read(tmp_path, "a.nitf", NITF, lang="en"))) == HELD


NOTED = (
    "<nitf><body><body.head><hedline><hl1>Tides</hl1></hedline>"
    "<note type='npa'><body.content><p>Hold until noon.</p></body.content></note>"
    "<note type='pa'><body.content><p>Times are local.</p></body.content></note></body.head>"
    "<body.content><p>High water is at six.</p></body.content></body></nitf>"
)


def test_a_note_at_the_head_of_nitf_is_not_its_body(tmp_path: Path) -> None:
    lines = shown(read(tmp_path, "a.xml", NOTED))
    assert lines == ["title: Tides", "note: ", "  paragraph: Times are local.", "paragraph: High water is at six."]


def test_nitf_in_a_news_message(tmp_path: Path) -> None:
    inner = NITF.replace("<nitf>", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">')
    message = '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{}</itemSet></newsMessage>'
    article = read(tmp_path, "a.xml", message.format(G2.format(f"<inlineXML>{inner}</inlineXML>")))
    assert "paragraph: It <strong held>.<note paragraph: So far.>" in shown(article)
    assert "section" not in "".join(shown(article)), "the repeated headline is the title"


def feed(title: str, body: str, *, kind: str = "", more: str = "") -> str:
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:wp="http://wordpress.org/export/1.2/" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"><channel>'
        f"<title>The Quay</title><link>https://quay.example/</link><language>en</language><item><title>{title}</title>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>1</wp:post_id><wp:post_type>{kind or 'post'}"
        f"</wp:post_type></item>{more}</channel></rss>"
    )


TITLES = {
    "<![CDATA[Don&#8217;t sail]]>": "Don’t sail",
    "The &lt;em&gt;Lumi&lt;/em&gt; sails": "The Lumi sails",
    "Ropes &amp;amp; tar": "Ropes & tar",
    "2 &lt; 3": "2 < 3",
}


@pytest.mark.parametrize("title", TITLES)
def test_titles_of_feeds_are_words_not_markup(title: str, tmp_path: Path) -> None:
    assert shown(read(tmp_path, "a.xml", feed(title, "<p>A</p>")))[0] == f"title: {TITLES[title]}"


def test_relative_links_of_a_feed_lead_to_its_site(tmp_path: Path) -> None:
    lines = shown(read(tmp_path, "a.xml", feed("T", "<p><a href='/tide'>Tide</a></p>")))
    assert lines[-1] == "paragraph: <link Tide → https://quay.example/tide>"


def test_bases_in_an_atom_feed_add_up(tmp_path: Path) -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://quay.example/a/" xml:lang="en"><title>Q</title>'
        '<entry><title>T</title><link rel="self" href="https://quay.example/self"/><link href="https://quay.example/e"/>'
        '<content type="html" xml:base="b/">&lt;p&gt;&lt;a href="c"&gt;C&lt;/a&gt;&lt;/p&gt;</content></entry></feed>'
    )
    article = read(tmp_path, "a.xml", text)
    assert shown(article)[-1] == "paragraph: <link C → https://quay.example/a/b/c>"
    assert article.document.metadata.source == "https://quay.example/e"


FILE = (
    "<item><title>A mast</title><wp:post_id>5</wp:post_id><wp:post_parent>1</wp:post_parent><wp:post_type>attachment"
    "</wp:post_type><wp:attachment_url>https://quay.example/5.jpg</wp:attachment_url><wp:postmeta><wp:meta_key>"
    "_wp_attachment_image_alt</wp:meta_key><wp:meta_value>A mast</wp:meta_value></wp:postmeta></item>"
)
PICTURED = ["figure: {}", "  paragraph: <span missing-image A mast>"]
CODES = {
    "[gallery columns='2' ids='5']": PICTURED,
    "[gallery]": PICTURED,
    "[gallery columns=2 link=file]": PICTURED,
    '[caption width="3" caption="Dawn"]<img src="https://quay.example/x.jpg" alt="A mast">[/caption]': PICTURED,
    '[wp_caption]<img src="https://quay.example/x.jpg" alt="A mast"> Dawn[/wp_caption]': PICTURED,
    "[youtube https://www.youtube.com/watch?v=a1]": ["paragraph: <link https://www.youtube.com/watch?v=a1 → "],
    "https://film.example/7": ["paragraph: <link https://film.example/7 → https://film.example/7>"],
    "We write [[embed]x[/embed]] here.": ["paragraph: We write [embed]x[/embed] here."],
    "So it is [sic], said [Mr Vos].": ["paragraph: So it is [sic], said [Mr Vos]."],
}


@pytest.mark.parametrize("code", CODES)
def test_what_wordpress_shows_of_a_post(code: str, tmp_path: Path) -> None:
    lines = shown(read(tmp_path, "a.xml", feed("T", f"Start.\n\n{code}\n\nEnd.", more=FILE)))
    right = [line.format("Dawn" if "Dawn" in code else "") for line in CODES[code]]
    assert [line[: len(start)] for line, start in zip(lines[2:-1], right, strict=True)] == right


REFUSED = {
    '{"total": 0, "item": []}': "is a search result without a news item",
    '{"uri": "urn:a", "headline": "H"}': "is a news item .ninjs. without a body",
    '{"id": 1, "title": {}, "content": {"rendered": "C"}, "link": "x", "date": "y"}': "WordPress's interface",
    '<conceptItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>': "NewsML-G2 concept",
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS" "j.dtd"><article><front/></article>': "JATS",
    '<article xmlns="http://docbook.org/ns/docbook"><title>T</title></article>': "DocBook",
    "<records><record/></records>": "its root is “records”",
    '{"foo": 1}': "its keys: “foo”",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_read_is_refused_by_what_it_looks_like(text: str, tmp_path: Path) -> None:
    name = "a.json" if text[0] == "{" else "a.xml"
    with pytest.raises(InputError, match=REFUSED[text]) as refused:
        read(tmp_path, name, text)
    assert "\n" not in str(refused.value)
