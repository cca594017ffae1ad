"""Editor.js: its tools, lists of both versions, tunes, columns and toggles."""

from __future__ import annotations

from typing import Any

import pytest

from exporter.model import Aside, Image, walk
from tests.readers.cms.outline import links_of, notes_of, styled
from tests.readers.cms.reading import body, document, ej, rules


def test_inline_html_is_read_and_never_printed() -> None:
    made = document(
        ej(("paragraph", {"text": "Now&nbsp;<b>at <i>six</i></b> &amp; <a href='https://a.example/'>later</a>"}))
    )
    assert styled(made, "strong") == ["at six"]
    assert links_of(made) == [("later", "https://a.example/")]
    assert body(ej(("paragraph", {"text": "a &lt; b"}))) == [("p", "a < b", "")]


@pytest.mark.parametrize(
    "items",
    [
        [{"content": "one", "items": [{"content": "inner", "items": []}]}, {"content": "two", "items": []}],
        [{"content": "one", "meta": {}, "items": [{"content": "inner", "meta": {}, "items": []}]}, {"content": "two"}],
    ],
)
def test_nested_items_are_of_their_lists_kind(items: list[Any]) -> None:
    made = body(ej(("list", {"style": "ordered", "items": items})))
    assert made == [("li", 1, True, "one"), ("li", 2, True, "inner"), ("li", 1, True, "two")]


def test_lists_of_version_one_and_check_lists() -> None:
    assert body(ej(("list", {"style": "unordered", "items": ["one", "<b>two</b>"]})))[1] == ("li", 1, False, "two")
    held = {"style": "checklist", "items": [{"content": "oil it", "meta": {"checked": True}, "items": []}]}
    assert body(ej(("list", held))) == [("li", 1, False, "Done: oil it")]
    assert body(ej(("checklist", {"items": [{"text": "ring it", "checked": False}]})))[0][3] == "Not done: ring it"


def test_a_list_starts_where_its_meta_says() -> None:
    made = document(
        ej(("list", {"style": "ordered", "meta": {"start": 3, "counterType": "lower-roman"}, "items": ["x"]}))
    )
    assert (made.blocks[0].start, made.blocks[0].style) == (3, "lower-roman")  # type: ignore[union-attr]


def test_the_caption_of_a_quote_is_its_speaker() -> None:
    assert body(ej(("quote", {"text": "It turns.", "caption": "— Per Lund"}))) == [("quote", "It turns.", "Per Lund")]


def test_a_caption_is_never_the_alternative_text(picture: str) -> None:
    value = ej(("image", {"file": {"url": picture}, "caption": "At dusk. Photo: Ann Berg"}))
    assert body(value) == [("picture", None, "At dusk.", "Photo: Ann Berg")]
    assert rules(value) == ["IMG001"]


def test_tables_embeds_links_files_and_warnings() -> None:
    table = ("table", {"withHeadings": True, "content": [["Day", "Boats"], ["Monday", "4"]]})
    assert body(ej(table)) == [("table", [["Day", "Boats"], ["Monday", "4"]], "row", "")]
    embed = (
        "embed",
        {"service": "x", "source": "https://f.example/1", "embed": "https://p.example/1", "caption": "A film"},
    )
    assert links_of(document(ej(embed))) == [("A film", "https://f.example/1")]
    link = ("linkTool", {"link": "https://l.example/", "meta": {"title": "A page", "description": "What it says"}})
    assert [fact[1] for fact in body(ej(link))] == ["A page", "A page", "What it says"]
    file = ("attaches", {"file": {"url": "https://l.example/p.pdf"}, "title": "The plan"})
    assert links_of(document(ej(file))) == [("The plan", "https://l.example/p.pdf")]
    warning = document(ej(("warning", {"title": "Mind", "message": "the step"})))
    assert isinstance(warning.blocks[0], Aside)
    assert warning.blocks[0].kind == "warning"


def test_a_toggle_holds_the_blocks_that_it_counts() -> None:
    made = body(
        ej(
            ("toggle", {"text": "More", "items": 1}),
            ("paragraph", {"text": "Inside."}),
            ("paragraph", {"text": "After."}),
        )
    )
    assert [fact[-2] for fact in made] == ["More", "Inside.", "After."]


def test_notes_of_the_footnotes_tune_stand_in_place() -> None:
    value = ej(("paragraph", {"text": 'Gone<sup data-tune="footnotes">1</sup>.'}))
    value["blocks"][1]["tunes"] = {"footnotes": ["Sold in <b>May</b>."]}
    assert notes_of(document(value)) == ["Sold in May."]
    assert body(value)[0][1] == "Gone."


def test_columns_are_read_one_after_another() -> None:
    columns = [{"blocks": [{"type": "paragraph", "data": {"text": side}}]} for side in ("Left.", "Right.")]
    assert [fact[1] for fact in body(ej(("columns", {"cols": columns})))] == ["Left.", "Right."]


def test_a_gallery_of_a_plug_in(picture: str) -> None:
    made = document(ej(("gallery", {"files": [{"url": picture, "caption": "First one"}], "caption": "Both"})))
    assert [node.alt for node in walk(made) if isinstance(node, Image)] == [None]


def test_a_field_of_a_known_block_that_nobody_knows_is_kept_and_said() -> None:
    value = ej(("callout", {"title": "Mind", "text": "the step", "strapLine": "Said at the quay today"}))
    assert [fact[1] for fact in body(value)] == ["Mind", "the step", "Said at the quay today"]
    assert rules(value) == ["CMS004"]


def test_a_toggle_that_counts_backwards_ends() -> None:
    made = body(ej(("toggle", {"text": "More", "items": -1}), ("paragraph", {"text": "After."})))
    assert ("p", "After.", "") in made
