"""Lexical, Payload's nodes, Ghost's cards in Lexical and Mobiledoc."""

from __future__ import annotations

import json
from typing import Any

import pytest

from exporter.model import Aside, Figure, Image, walk
from tests.readers.cms.outline import languages_of, links_of, styled
from tests.readers.cms.reading import body, document, lexical, lx, lx_text, messages, rules


def ghost(*cards: Any) -> dict[str, Any]:
    """A post of Ghost's whose body is Lexical."""
    return {"posts": [{"title": "A title", "lexical": json.dumps({"root": lx("root", *cards)})}]}


def mobiledoc(sections: list[Any], **more: Any) -> dict[str, Any]:
    """A post of Ghost's whose body is Mobiledoc."""
    held = {"version": "0.3.1", "markups": [], "atoms": [], "cards": [], **more, "sections": sections}
    return {"posts": [{"title": "A title", "mobiledoc": json.dumps(held)}]}


def test_formats_are_bits() -> None:
    made = document(
        lexical(
            lx(
                "paragraph",
                lx_text("a ", 1),
                lx_text("b", 3),
                lx_text("c", 4),
                lx_text("2", 32),
                lx_text("n", 64),
                lx_text("m", 128),
            )
        )
    )
    assert styled(made, "strong") == ["a b"]
    assert styled(made, "emphasis") == ["b"]
    assert (styled(made, "deleted"), styled(made, "sub"), styled(made, "sup"), styled(made, "mark")) == (
        ["c"],
        ["2"],
        ["n"],
        ["m"],
    )


def test_an_item_that_holds_only_a_list_goes_on_with_the_item_before_it() -> None:
    inner = lx("list", lx("listitem", "inner"), listType="number", tag="ol")
    made = lexical(
        lx("list", lx("listitem", "one"), lx("listitem", inner), lx("listitem", "two"), listType="bullet", tag="ul")
    )
    assert body(made) == [("li", 1, False, "one"), ("li", 2, True, "inner"), ("li", 1, False, "two")]


def test_a_check_list_is_told_and_no_other_list_has_boxes() -> None:
    check = lx("list", lx("listitem", "oil it", checked=True), lx("listitem", "ring it"), listType="check")
    assert [fact[3] for fact in body(lexical(check))] == ["Done: oil it", "Not done: ring it"]
    plain = lx("list", lx("listitem", "a word", checked=False), listType="bullet")
    assert body(lexical(plain)) == [("li", 1, False, "a word")]


def test_header_states_of_cells() -> None:
    def cell(words: str, state: int) -> Any:
        return lx("tablecell", lx("paragraph", words), headerState=state, colSpan=1, rowSpan=1)

    rows = [lx("tablerow", cell("", 3), cell("Boats", 1)), lx("tablerow", cell("May", 2), cell("7", 0))]
    assert body(lexical(lx("table", *rows))) == [("table", [["", "Boats"], ["May", "7"]], "both", "")]


def test_a_caption_is_an_editor_state_of_its_own(picture: str) -> None:
    state = {"editorState": {"root": lx("root", lx("paragraph", "At dusk. ", lx_text("Photo: Ann Berg", 2)))}}
    image = {"type": "image", "src": picture, "altText": "A wheel", "caption": state, "showCaption": True}
    assert body(lexical(lx("paragraph", image))) == [("picture", "A wheel", "At dusk.", "Photo: Ann Berg")]


def test_quotes_signed_after_a_break_or_in_a_paragraph_of_their_own() -> None:
    signed = lx("quote", "It turns.", {"type": "linebreak"}, "— Per Lund")
    assert body(lexical(signed)) == [("quote", "It turns.", "Per Lund")]
    two = lx("quote", lx("paragraph", "It turns."), lx("paragraph", "– Per Lund"))
    assert body(lexical(two)) == [("quote", "It turns.", "Per Lund")]


def test_a_state_beside_a_node_says_its_language_and_role() -> None:
    text = lx_text("God dag til alle", **{"$": {"lang": "nb"}})
    made = document(
        lexical(lx("paragraph", "Why.", **{"$": {"role": "standfirst"}}), lx("paragraph", "A sign: ", text))
    )
    assert ("nb", "God dag til alle") in languages_of(made)
    assert made.blocks[0].role == "standfirst"  # type: ignore[union-attr]


def test_payload_blocks_uploads_and_links() -> None:
    block = {
        "type": "block",
        "fields": {"blockType": "testimonial", "quote": "It is fine.", "author": {"name": "Per Lund"}},
    }
    upload = {
        "type": "upload",
        "value": {"url": "/media/z.png", "alt": "A zebra", "mimeType": "image/png"},
        "fields": {"caption": "At rest."},
    }
    link = lx("link", "the page", fields={"url": "https://p.example/", "linkType": "custom"})
    made = lexical(block, upload, lx("paragraph", link))
    assert body(made)[:2] == [("quote", "It is fine.", "Per Lund"), ("missing", "A zebra", "At rest.", "")]
    assert links_of(document(made)) == [("the page", "https://p.example/")]


def test_code_is_one_block() -> None:
    code = lx(
        "code",
        {"type": "code-highlight", "text": "a = 1"},
        {"type": "linebreak"},
        {"type": "code-highlight", "text": "b = 2"},
        language="python",
    )
    assert body(lexical(code)) == [("code", "a = 1\nb = 2")]


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (
            {
                "type": "bookmark",
                "url": "https://b.example/",
                "metadata": {"title": "A page", "description": "What it says."},
            },
            ["A page", "What it says."],
        ),
        ({"type": "callout", "calloutText": "Mind <b>this</b>.", "calloutEmoji": "💡"}, ["Mind this."]),
        ({"type": "toggle", "heading": "More of it", "content": "<p>Inside.</p>"}, ["More of it", "Inside."]),
        ({"type": "button", "buttonText": "Buy it", "buttonUrl": "https://b.example/"}, ["Buy it"]),
        ({"type": "markdown", "markdown": "It is *new*.\n\n> Said.\n> — Ann"}, ["It is new.", "Said."]),
        (
            {
                "type": "product",
                "productTitle": "A bell",
                "productDescription": "<p>It rings.</p>",
                "productButton": "Get it",
                "productUrl": "https://b.example/",
            },
            ["A bell", "It rings.", "Get it"],
        ),
        ({"type": "header", "header": "A head", "subheader": "Below it"}, ["A head", "Below it"]),
        (
            {"type": "file", "src": "__GHOST_URL__/f.pdf", "fileTitle": "The plan", "fileCaption": "In full"},
            ["The plan"],
        ),
    ],
)
def test_cards_of_ghost(card: dict[str, Any], said: list[str]) -> None:
    heard = " ".join(str(part) for fact in body(ghost(lx("paragraph", "Text."), card)) for part in fact)
    assert [words for words in said if words not in heard] == []
    assert "💡" not in heard


def test_a_gallery_of_ghost_and_a_caption_in_html(picture: str) -> None:
    card = {
        "type": "gallery",
        "images": [{"src": picture, "alt": "One"}, {"src": picture, "alt": ""}],
        "caption": "<i>All</i> of them.",
    }
    made = document(ghost(card))
    assert [node.alt for node in walk(made) if isinstance(node, Image)] == ["One", None]
    assert body(ghost(card))[-1] == ("p", "All of them.", "")


def test_what_is_for_letters_only_is_left_out_and_said() -> None:
    card = {"type": "email-cta", "html": "<p>Only in the letter.</p>", "buttonText": "Pay now"}
    value = ghost(lx("paragraph", "Text."), card)
    assert body(value) == [("p", "Text.", "")]
    assert messages(value, "CMS005") == ["newsletter content was left out: “Only in the letter.”"]


def test_mobiledoc_opens_and_closes_marks_over_several_texts() -> None:
    markers = [[0, [], 0, "The "], [0, [0], 0, "old "], [0, [1], 2, "mill"], [0, [], 0, "."]]
    made = document(mobiledoc([[1, "p", markers]], markups=[["strong"], ["a", ["href", "https://m.example/"]]]))
    assert styled(made, "strong") == ["old mill"]
    assert links_of(made) == [("mill", "https://m.example/")]


def test_mobiledoc_lists_cards_atoms_and_pull_quotes() -> None:
    sections = [
        [3, "ol", [[[0, [], 0, "one"]], [[0, [], 0, "two"]]]],
        [1, "blockquote", [[0, [], 0, "It turns."], [1, [], 0, 0], [0, [], 0, "— Per Lund"]]],
        [10, 0],
        [10, 1],
        [1, "p", []],
    ]
    made = mobiledoc(
        sections, atoms=[["soft-return", "", {}]], cards=[["hr", {}], ["card-markdown", {"markdown": "*So* it is."}]]
    )
    assert body(made) == [
        ("li", 1, True, "one"),
        ("li", 1, True, "two"),
        ("quote", "It turns.", "Per Lund"),
        ("hr",),
        ("p", "So it is.", ""),
    ]


def test_a_post_without_blocks_is_read_from_its_html() -> None:
    value = {"posts": [{"title": "A title", "html": "<p>From <em>HTML</em>.</p>", "lexical": None, "mobiledoc": None}]}
    assert body(value) == [("p", "From HTML.", "")]


def test_the_feature_picture_is_at_the_head_with_its_own_words(picture: str) -> None:
    value = ghost(lx("paragraph", "Text."))
    value["posts"][0] |= {"feature_image": picture, "feature_image_alt": "A wheel", "feature_image_caption": "At dusk."}
    made = document(value)
    assert isinstance(made.blocks[0], Figure)
    assert body(value)[0] == ("picture", "A wheel", "At dusk.", "")


def test_empty_alternative_texts_of_ghost_are_nobodys_word(picture: str) -> None:
    assert rules(ghost({"type": "image", "src": picture, "alt": "", "caption": ""}, lx("paragraph", "x"))) == ["IMG001"]


def test_asides_of_callouts() -> None:
    assert isinstance(
        document(ghost({"type": "callout", "calloutText": "Mind."}, lx("paragraph", "x"))).blocks[0], Aside
    )
