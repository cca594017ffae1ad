"""Portable Text: flat lists, decorators and mark definitions, custom objects, pictures by reference."""

from __future__ import annotations

from typing import Any

from tests.readers.cms.outline import languages_of, links_of, notes_of, styled
from tests.readers.cms.reading import article, body, document, messages, pt, rules, span

TITLE = pt("A title", style="h1")


def marked(words: str, definition: dict[str, Any], after: str = ".") -> dict[str, Any]:
    """A block whose words bear an annotation."""
    block = pt("See ", span(words, "m1"), after)
    block["markDefs"] = [{"_key": "m1", **definition}]
    return block


def test_items_that_lie_flat_are_nested_lists() -> None:
    flat = [
        pt("one", listItem="bullet", level=1),
        pt("deep", listItem="number", level=3),
        pt("two", listItem="bullet", level=1),
        pt("first", listItem="number", level=1),
    ]
    assert body([TITLE, *flat]) == [
        ("li", 1, False, "one"),
        ("li", 2, True, "deep"),
        ("li", 1, False, "two"),
        ("li", 1, True, "first"),
    ]


def test_annotations_are_links_notes_languages_and_abbreviations() -> None:
    assert links_of(document([TITLE, marked("the times", {"_type": "link", "href": "https://a.example/t"})])) == [
        ("the times", "https://a.example/t")
    ]
    note = marked("gone", {"_type": "footnote", "text": [pt("Sold in May.")]})
    assert notes_of(document([TITLE, note])) == ["Sold in May."]
    assert body([TITLE, note])[0][1] == "See gone."
    french = marked("bonjour à tous", {"_type": "language", "lang": "fr"})
    assert ("fr", "bonjour à tous") in languages_of(document([TITLE, french]))


def test_a_link_into_the_cms_keeps_its_words_and_is_said() -> None:
    inner = marked("that story", {"_type": "internalLink", "reference": {"_ref": "abc"}})
    assert body([TITLE, inner])[0][1] == "See that story."
    assert "CMS006" in rules([TITLE, inner])


def test_a_quotation_in_several_blocks_is_one_with_its_speaker() -> None:
    parts = [pt("One thing.", style="blockquote"), pt("Another thing.\n— Ann Berg, mayor", style="blockquote")]
    assert body([TITLE, *parts]) == [("quote", "One thing. Another thing.", "Ann Berg, mayor")]
    apart = [pt("One thing.", style="blockquote"), pt("Ann Berg", style="attribution")]
    assert body([TITLE, *apart]) == [("quote", "One thing.", "Ann Berg")]


def test_speakers_are_strings_objects_and_pairs_of_fields() -> None:
    for held in (
        {"speaker": "Per Lund, miller"},
        {"speaker": {"name": "Per Lund", "role": "miller"}},
        {"author": "Per Lund", "authorTitle": "miller"},
        {"attribution": [pt("Per Lund, miller")]},
    ):
        made = body([TITLE, {"_type": "quoteBlock", "text": "It turns.", **held}])
        assert made == [("quote", "It turns.", "Per Lund, miller")], held


def test_a_style_that_is_a_part_of_the_head() -> None:
    assert body([TITLE, pt("Why it matters.", style="lead")]) == [("p", "Why it matters.", "standfirst")]


def test_pictures_by_reference_keep_alternative_text_caption_and_credit() -> None:
    image = {
        "_type": "image",
        "asset": {"_ref": "image-ab12-8x8-png"},
        "alt": "A wheel",
        "caption": "At dusk.",
        "credit": "Ann Berg",
    }
    assert body([TITLE, image]) == [("missing", "A wheel", "At dusk.", "Ann Berg")]
    assert rules([TITLE, image]) == ["IMG002"]


def test_a_gallery_has_each_picture_beside_its_caption() -> None:
    held = [
        {"_type": "image", "asset": {"_ref": f"image-{n}-8x8-png"}, "alt": f"Boat {n}", "caption": f"The boat {n}."}
        for n in (1, 2)
    ]
    assert body([TITLE, {"_type": "gallery", "images": held}]) == [
        ("missing", "Boat 1", "The boat 1.", ""),
        ("missing", "Boat 2", "The boat 2.", ""),
    ]


def test_tables_have_a_head_where_they_say_so() -> None:
    rows = [{"_type": "tableRow", "cells": ["Day", "Boats"]}, {"_type": "tableRow", "cells": ["Monday", "4"]}]
    table = {"_type": "table", "rows": rows}
    assert body([TITLE, {**table, "hasHeaderRow": True}])[0][2] == "row"
    assert body([TITLE, table])[0][2] == ""


def test_an_object_nobody_knows_keeps_words_and_rich_text_and_no_keys() -> None:
    box = {
        "_type": "tideTable",
        "_key": "k9",
        "heading": "Tides",
        "place": {"_type": "reference", "_ref": "p-1"},
        "notes": [pt("High at six.")],
        "theme": "pale sea green",
    }
    assert [fact[1] for fact in body([TITLE, box])] == ["Tides", "High at six."]
    assert messages([TITLE, box], "CMS001") == ["the block “tideTable” is unknown; its words were kept"]


def test_a_sanity_document_gives_title_standfirst_language_and_author() -> None:
    value = {
        "_id": "drafts.x1",
        "_type": "post",
        "_createdAt": "2026-01-02T00:00:00Z",
        "language": "nb",
        "publishedAt": "2026-01-03T08:00:00Z",
        "title": "Båten er tilbake",
        "excerpt": "Den går igjen.",
        "author": {"_type": "author", "name": "Ida Brekke"},
        "body": [pt("Den går klokka seks.")],
    }
    metadata = document(value).metadata
    assert (metadata.title, metadata.description, metadata.lang) == ("Båten er tilbake", "Den går igjen.", "nb")
    assert [person.name for person in metadata.authors] == ["Ida Brekke"]
    assert metadata.published == "2026-01-03T08:00:00Z"


def test_a_field_of_the_article_that_nobody_reads_is_said() -> None:
    value = {"_type": "post", "title": "T", "kickerNote": "Three words here and more", "body": [pt("Text.")]}
    assert messages(value, "CMS004") == ["the article's field “kickerNote” was not read: “Three words here and more”"]


def test_several_articles_are_refused_with_their_numbers_and_one_is_chosen() -> None:
    import pytest

    from exporter.errors import InputError
    from exporter.run.pipeline import ReadOptions, read_bytes

    value = [{"_type": "post", "title": title, "body": [pt(title + " text.")]} for title in ("One", "Two")]
    with pytest.raises(
        InputError, match="holds 2 articles: 1 “One”; 2 “Two”; choose one with --from portable-text:NUMBER"
    ):
        article(value)
    import json

    chosen = read_bytes(json.dumps(value).encode(), "a.json", ReadOptions(format="portable-text:2", lang="en"))
    assert chosen.document.metadata.title == "Two"


def test_strong_and_em_over_several_spans_are_one_each() -> None:
    made = document([TITLE, pt(span("a ", "strong"), span("b", "em", "strong"), " c")])
    assert (styled(made, "strong"), styled(made, "emphasis")) == (["a b"], ["b"])


def test_a_film_by_its_number_and_a_row_that_says_it_holds_headers() -> None:
    film = {"_type": "youtube", "videoId": "abc123xyz00", "title": "The film"}
    rows = [{"_type": "row", "cells": ["A", "B"], "isHeader": True}, {"_type": "row", "cells": ["1", "2"]}]
    assert body([pt("A title", style="h1"), film, {"_type": "table", "rows": rows}]) == [
        ("p", "The film", ""),
        ("link", "The film", "https://www.youtube.com/watch?v=abc123xyz00"),
        ("table", [["A", "B"], ["1", "2"]], "row", ""),
    ]
