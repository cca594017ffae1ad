"""News items as others send them: search results, NewsML-G2, shortcodes of WordPress, files that are something else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exporter.errors import InputError
from exporter.model import Figure, Image, Link, plain_text, walk
from exporter.run.pipeline import Article, ReadOptions, read_article


def article(folder: Path, name: str, text: str, form: str = "") -> Article:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_article(path, ReadOptions(format=form))


def item(number: int, **more: object) -> dict[str, object]:
    return {"uri": f"u{number}", "headline": f"Ferry {number}", "body_html": f"<p>Words {number}.</p>", **more}


# --- ninjs ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "found", [{"item": [item(1)]}, {"_items": [item(1)]}, {"hits": {"hits": [{"_source": item(1)}]}}]
)
def test_a_search_result_with_one_item_is_that_item(found: dict[str, object], tmp_path: Path) -> None:
    assert plain_text(article(tmp_path, "a.json", json.dumps({"total": 1, **found})).document.title) == "Ferry 1"


def test_of_several_items_one_is_named_by_its_number(tmp_path: Path) -> None:
    text = json.dumps({"item": [item(1), item(2)]})
    assert plain_text(article(tmp_path, "a.json", text, "ninjs:2").document.title) == "Ferry 2"
    with pytest.raises(InputError, match=r"has 2 articles; say which with --from ninjs:NUMBER: 1 Ferry 1; 2 Ferry 2"):
        article(tmp_path, "a.json", text)
    with pytest.raises(InputError, match="has 2 articles but no number 3"):
        article(tmp_path, "a.json", text, "ninjs:3")


def test_a_picture_is_shown_once_however_often_it_is_associated(tmp_path: Path) -> None:
    picture = {
        "type": "picture",
        "uri": "p1",
        "altText": "A ferry",
        "renditions": {"big": {"href": "f.png", "width": 9}},
    }
    body = '<p>Words.</p><figure><img src="g.png" alt="A quay"></figure>'
    other = {"type": "picture", "uri": "p2", "altText": "A quay", "renditions": {"big": {"href": "g.png"}}}
    text = json.dumps(item(1, body_html=body, associations={"main": picture, "editor_0": picture, "editor_1": other}))
    shown = [plain_text(node) for node in article(tmp_path, "a.json", text).document.blocks if isinstance(node, Figure)]
    assert [words.strip() for words in shown] == ["A quay", "A ferry"]


# --- NewsML-G2 ------------------------------------------------------------------------------------------------------

NEWSML = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" standard="NewsML-G2" xml:lang="en-GB">
<rightsInfo><copyrightNotice>© Quay Wire</copyrightNotice></rightsInfo>
<itemMeta><itemClass qcode="ninat:{kind}"/><provider literal="Quay Wire"/></itemMeta>
<contentMeta><contentCreated>2026-05-04T10:00:00Z</contentCreated><by>By Ann Lee</by><headline>{headline}</headline>
<description role="drol:summary">Two boats are late.</description></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
XHTML = '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html></inlineXML>'
NITF = (
    "<inlineXML><nitf><body><body.head><hedline><hl1>Ferry</hl1></hedline></body.head>"
    "<body.content>{}</body.content></body></nitf></inlineXML>"
)


@pytest.mark.parametrize(
    "content", [XHTML.format("<p>Late &amp; <em>cold</em>.</p>"), NITF.format("<p>Late &amp; <em>cold</em>.</p>")]
)
def test_an_items_text_is_xhtml_or_nitf(content: str, tmp_path: Path) -> None:
    document = article(tmp_path, "a.xml", NEWSML.format(kind="text", headline="Ferry", content=content)).document
    assert plain_text(document.title) == "Ferry"
    assert "Late & cold." in plain_text(document.blocks)
    metadata = document.metadata
    assert (metadata.lang, metadata.publisher, metadata.rights) == ("en-GB", "Quay Wire", "© Quay Wire")
    assert [person.name for person in metadata.authors] == ["Ann Lee"]
    assert (metadata.identifier, metadata.published[:10]) == ("urn:x:1", "2026-05-04")


def test_a_message_has_its_pictures_beside_its_text(tmp_path: Path) -> None:
    picture = '<remoteContent href="boat.jpg" width="800"/>'
    items = [
        NEWSML.format(kind="text", headline="Ferry", content=XHTML.format("<p>Late.</p>")),
        NEWSML.format(kind="picture", headline="Boat", content=picture),
    ]
    inner = "".join(one.partition("?>")[2] for one in items)
    text = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{inner}</itemSet></newsMessage>'
    document = article(tmp_path, "a.xml", text).document
    assert plain_text(document.title) == "Ferry"
    assert [plain_text(node.caption) for node in document.blocks if isinstance(node, Figure)] == ["Two boats are late."]


def test_a_package_that_only_refers_says_so(tmp_path: Path) -> None:
    inner = '<groupSet><itemRef residref="urn:x:1"/></groupSet>'
    text = f'<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/">{inner}</packageItem>'
    with pytest.raises(InputError, match=r"package that only refers to its items \(urn:x:1\)"):
        article(tmp_path, "a.xml", text)


@pytest.mark.parametrize("first", ["<hl1>Ferry is late</hl1>", "<p>FERRY IS LATE</p>"])
def test_nitf_that_repeats_its_headline_has_one_title(first: str, tmp_path: Path) -> None:
    head = "<head><title>x</title></head><body><body.head><hedline><hl1>Ferry is late</hl1></hedline></body.head>"
    text = f"<nitf>{head}<body.content>{first}<p>Two hours.</p></body.content></body></nitf>"
    document = article(tmp_path, "a.xml", text).document
    assert plain_text(document.title).casefold() == "ferry is late"
    assert plain_text(document.blocks).split() == ["Two", "hours."]


# --- WordPress ------------------------------------------------------------------------------------------------------

WXR = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Quay</title><language>en</language>
<item><title>Ferry</title><wp:post_type>post</wp:post_type><content:encoded><![CDATA[{}]]></content:encoded></item>
<item><title>Horn</title><wp:post_id>7</wp:post_id><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>https://quay.example/horn.mp3</wp:attachment_url></item>
<item><title>Boat</title><wp:post_id>8</wp:post_id><wp:post_type>attachment</wp:post_type>
<wp:attachment_url>boat.png</wp:attachment_url><wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>
<wp:meta_value>A white boat</wp:meta_value></wp:postmeta></item></channel></rss>"""


def post(folder: Path, body: str) -> Article:
    return article(folder, "a.xml", WXR.format(body))


def test_what_plays_is_a_link(tmp_path: Path) -> None:
    body = '[audio mp3="https://quay.example/bell.mp3"][/audio] [playlist ids="7"] '
    body += '[embed width="9"]https://film.example/1[/embed]'
    links = [node for node in walk(post(tmp_path, body).document) if isinstance(node, Link)]
    assert [(plain_text(node.content), node.target) for node in links] == [
        ("bell.mp3", "https://quay.example/bell.mp3"),
        ("Horn", "https://quay.example/horn.mp3"),
        ("https://film.example/1", "https://film.example/1"),
    ]


def test_a_gallery_is_its_pictures(tmp_path: Path) -> None:
    from PIL import Image as Picture

    Picture.new("RGB", (4, 4)).save(tmp_path / "boat.png")
    pictures = [node for node in walk(post(tmp_path, '[gallery ids="8,99"]').document) if isinstance(node, Image)]
    assert [node.alt for node in pictures] == ["A white boat"]


def test_other_shortcodes_are_named_and_words_in_brackets_are_words(tmp_path: Path) -> None:
    body = 'He [sic] said [Mr Vos] and [[gallery]] [form id="3"] [box]inside[/box] [sea-view].'
    made = post(tmp_path, body)
    assert " ".join(plain_text(made.document.blocks).split()) == "He [sic] said [Mr Vos] and [gallery] inside ."
    (found,) = (finding for finding in made.findings if finding.rule == "HTML030")
    assert all(name in found.message for name in ("[form id=", "[box]", "[sea-view]"))


# --- what is something else -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.xml", '<svg xmlns="http://www.w3.org/2000/svg"/>', "is a drawing"),
        ("a.xml", "<?xml version='1.0'?><urlset><url/></urlset>", "is a sitemap"),
        ("a.xml", "<things><thing/></things>", "its root is “things”"),
        ("a.json", '{"nbformat": 4, "cells": []}', "is a Jupyter notebook"),
        ("a.json", '{"alpha": 1, "beta": 2}', "its keys: “alpha”, “beta”"),
        ("a.json", "[1, 2, 3]", "is a JSON list of 3 things"),
        ("a.json", '{"alpha": ', "is not JSON"),
    ],
)
def test_another_kind_of_file_is_refused_by_what_it_looks_like(name: str, text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        article(tmp_path, name, text)
