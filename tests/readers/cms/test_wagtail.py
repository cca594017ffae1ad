"""Wagtail: structs, rich text, tables of both kinds, pictures by number, lists of blocks."""

from __future__ import annotations

from typing import Any

from exporter.model import Table
from tests.readers.cms.outline import links_of
from tests.readers.cms.reading import body, document, rules


def page(*blocks: Any, **more: Any) -> dict[str, Any]:
    made = [{"type": kind, "value": value, "id": f"id-{at}"} for at, (kind, value) in enumerate(blocks)]
    return {"id": 3, "meta": {"type": "news.Page", "locale": "en"}, "title": "A title", "body": made, **more}


def test_rich_text_is_html_and_links_to_pages_keep_their_words() -> None:
    value = page(
        (
            "paragraph",
            '<p data-block-key="k">See <a linktype="page" id="3">that</a> and <a href="https://a.example/">this</a>.</p>',
        )
    )
    assert body(value)[0] == ("p", "See that and this.", "")
    assert links_of(document(value)) == [("this", "https://a.example/")]
    assert rules(value) == ["CMS006"]


def test_embeds_in_rich_text_and_as_bare_addresses() -> None:
    value = page(
        ("paragraph", '<p>x</p><embed embedtype="media" url="https://f.example/1"/>'),
        ("embed_block", "https://f.example/2"),
    )
    assert [target for _, target in links_of(document(value))] == ["https://f.example/1", "https://f.example/2"]


def test_pictures_by_number_with_alternative_text_caption_and_credit() -> None:
    value = page(
        (
            "image_block",
            {
                "image": {"image": 27, "alt_text": "A wheel", "decorative": False},
                "caption": "At dusk.",
                "attribution": "Ann Berg",
            },
        )
    )
    assert body(value) == [("missing", "A wheel", "At dusk.", "Ann Berg")]
    assert rules(value) == ["IMG002"]


def test_table_block_with_merged_cells_and_two_kinds_of_headers() -> None:
    data = [["Day", "Boats", None], ["May", "4", "6"]]
    held = {
        "data": data,
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_caption": "Boats a day",
        "mergeCells": [{"row": 0, "col": 1, "rowspan": 1, "colspan": 2}],
    }
    made = document(page(("table", held)))
    assert body(page(("table", held)))[0] == ("table", [["Day", "Boats"], ["May", "4", "6"]], "both", "Boats a day")
    table = made.blocks[0]
    assert isinstance(table, Table)
    assert table.head[0].cells[1].colspan == 2


def test_typed_tables() -> None:
    held = {
        "columns": [{"type": "text", "heading": "Bun"}, {"type": "rich_text", "heading": "Price"}],
        "rows": [{"values": ["Plain", "<p>1</p>"]}],
        "caption": "Prices",
    }
    assert body(page(("typed_table", held))) == [("table", [["Bun", "Price"], ["Plain", "1"]], "row", "Prices")]


def test_lists_of_blocks_and_streams_in_streams() -> None:
    items = [{"type": "item", "value": {"image": 3, "caption": "The first boat."}, "id": "x"}]
    assert body(page(("carousel", items))) == [("p", "The first boat.", "")]
    inner = [{"type": "paragraph", "value": "<p>Inside.</p>", "id": "y"}]
    assert body(page(("two_columns", {"left": inner}))) == [("p", "Inside.", "")]


def test_questions_and_answers() -> None:
    items = [{"type": "item", "value": {"question": "When is it?", "answer": "<p>At six.</p>"}, "id": "q"}]
    assert [fact[1] for fact in body(page(("faq", {"title": "Questions", "items": items})))] == [
        "Questions",
        "When is it?",
        "At six.",
    ]


def test_settings_are_no_words() -> None:
    value = page(("quote", {"text": "It turns.", "attribution": "Per Lund", "settings": {"theme": "plain and dark"}}))
    assert body(value) == [("quote", "It turns.", "Per Lund")]
    assert rules(value) == []


def test_the_introduction_is_the_standfirst_and_keeps_its_marks() -> None:
    made = document(page(("paragraph", "<p>Text.</p>"), introduction="<p>Why <i>now</i>.</p>"))
    assert (made.metadata.description, made.blocks[0].role) == ("Why now.", "standfirst")  # type: ignore[union-attr]
