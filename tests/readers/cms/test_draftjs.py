"""Draft.js: ranges of code points, entities, depth."""

from __future__ import annotations

from tests.readers.cms.outline import languages_of, links_of, notes_of, styled
from tests.readers.cms.reading import body, document, draft, draft_block, messages, rules


def test_ranges_count_code_points() -> None:
    bold = [{"offset": 3, "length": 4, "style": "BOLD"}]
    assert styled(document(draft(draft_block("🚢🚢 boat now", inlineStyleRanges=bold))), "strong") == ["boat"]


def test_ranges_that_overlap_nest() -> None:
    ranges = [{"offset": 0, "length": 8, "style": "BOLD"}, {"offset": 4, "length": 9, "style": "ITALIC"}]
    made = document(draft(draft_block("one two three", inlineStyleRanges=ranges)))
    assert "".join(styled(made, "strong")).replace(" ", "") == "onetwo"
    assert body(draft(draft_block("one two three", inlineStyleRanges=ranges)))[0][1] == "one two three"


def test_entities_in_a_line() -> None:
    entities = {
        "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "https://l.example/"}},
        "1": {"type": "LANGUAGE", "mutability": "MUTABLE", "data": {"lang": "fr"}},
        "2": {"type": "FOOTNOTE", "mutability": "MUTABLE", "data": {"text": "Sold in May."}},
    }
    spans = [
        {"offset": 0, "length": 3, "key": 0},
        {"offset": 4, "length": 7, "key": 1},
        {"offset": 12, "length": 4, "key": 2},
    ]
    value = draft(draft_block("One bonjour gone.", entityRanges=spans), entities=entities)
    made = document(value)
    assert links_of(made) == [("One", "https://l.example/")]
    assert ("fr", "bonjour") in languages_of(made)
    assert notes_of(made) == ["Sold in May."]
    assert body(value)[0][1] == "One bonjour gone."


def test_items_nest_by_depth_and_code_blocks_join() -> None:
    blocks = [
        draft_block("one", "unordered-list-item"),
        draft_block("inner", "ordered-list-item", depth=1),
        draft_block("two", "unordered-list-item"),
        draft_block("a = 1", "code-block"),
        draft_block("b = 2", "code-block"),
    ]
    assert body(draft(*blocks)) == [
        ("li", 1, False, "one"),
        ("li", 2, True, "inner"),
        ("li", 1, False, "two"),
        ("code", "a = 1\nb = 2"),
    ]


def test_quotes_with_a_speaker_in_their_data_or_in_a_block_of_its_own() -> None:
    assert body(draft(draft_block("It turns.", "blockquote", data={"attribution": "Per Lund"}))) == [
        ("quote", "It turns.", "Per Lund")
    ]
    two = [draft_block("It turns.", "blockquote"), draft_block("— Per Lund", "blockquote")]
    assert body(draft(*two)) == [("quote", "It turns.", "Per Lund")]


def test_atomic_blocks_show_their_entity(picture: str) -> None:
    atomic = draft_block(" ", "atomic", entityRanges=[{"offset": 0, "length": 1, "key": 0}])
    image = {
        "0": {
            "type": "IMAGE",
            "mutability": "IMMUTABLE",
            "data": {"src": picture, "alt": "A wheel", "caption": "At dusk."},
        }
    }
    assert body(draft(atomic, entities=image)) == [("picture", "A wheel", "At dusk.", "")]
    silent = {"0": {"type": "IMAGE", "mutability": "IMMUTABLE", "data": {"src": picture, "alt": ""}}}
    assert rules(draft(atomic, draft_block("x"), entities=silent)) == ["CMS003"]
    own = {"0": {"type": "FERRY_MAP", "mutability": "IMMUTABLE", "data": {"heading": "The crossing", "zone": "N-4"}}}
    assert messages(draft(atomic, entities=own), "CMS001") == ["the block “FERRY_MAP” is unknown; its words were kept"]
    assert body(draft(atomic, entities=own)) == [("p", "The crossing", "")]


def test_a_custom_style_keeps_its_words_and_a_colour_is_no_finding() -> None:
    ranges = [{"offset": 0, "length": 3, "style": "GLOSSARY"}, {"offset": 4, "length": 3, "style": "color-rgb(1,2,3)"}]
    value = draft(draft_block("one two", inlineStyleRanges=ranges))
    assert body(value) == [("p", "one two", "")]
    assert messages(value, "CMS002") == ["the mark “GLOSSARY” is unknown; its words were kept"]


def test_tasks() -> None:
    made = body(draft(draft_block("oil it", "checkable-list-item", data={"checked": True})))
    assert made == [("li", 1, False, "Done: oil it")]


def test_content_that_is_stored_as_a_string() -> None:
    import json

    assert body({"title": "A title", "content": json.dumps(draft(draft_block("Text of it.")))})[-1] == (
        "p",
        "Text of it.",
        "",
    )
