"""Slate and Plate, Strapi's blocks and dynamic zones, Storyblok's components."""

from __future__ import annotations

from typing import Any

from exporter.model import Image, walk
from tests.readers.cms.outline import languages_of, links_of, notes_of, styled
from tests.readers.cms.reading import body, document, messages, pm_p, pm_text, rules


def el(kind: str, *children: Any, **more: Any) -> dict[str, Any]:
    return {"type": kind, "children": [{"text": item} if isinstance(item, str) else item for item in children], **more}


def slate(*blocks: Any) -> list[Any]:
    return [el("h1", "A title"), *blocks]


def strapi(*blocks: Any) -> dict[str, Any]:
    """An entry whose texts are typed."""

    def typed(node: Any) -> Any:
        if "children" in node:
            return {**node, "children": [typed(child) for child in node["children"]]}
        return {"type": "text", **node}

    return {
        "data": {
            "id": 1,
            "documentId": "d1",
            "title": "A title",
            "locale": "en",
            "content": [typed(block) for block in blocks],
        }
    }


def story(*bloks: Any) -> dict[str, Any]:
    made = [{"_uid": f"u{at}", **blok} for at, blok in enumerate(bloks)]
    return {
        "story": {
            "name": "desk name",
            "uuid": "x",
            "content": {"component": "page", "_uid": "u", "title": "A title", "body": made},
        }
    }


# --- Slate ----------------------------------------------------------------------------------------------------------


def test_marks_are_properties_and_a_language_is_one() -> None:
    made = document(
        slate(
            el(
                "paragraph",
                {"text": "a ", "bold": True},
                {"text": "b", "bold": True, "italic": True},
                {"text": "bonjour", "lang": "fr"},
            )
        )
    )
    assert (styled(made, "strong"), styled(made, "emphasis")) == (["a b"], ["b"])
    assert ("fr", "bonjour") in languages_of(made)


def test_lists_of_both_families_of_names() -> None:
    nested = el("bulleted-list", el("list-item", el("paragraph", "one"), el("numbered-list", el("list-item", "inner"))))
    assert body(slate(nested)) == [("li", 1, False, "one"), ("li", 2, True, "inner")]
    plate = el("ul", el("li", el("lic", "one"), el("ol", el("li", el("lic", "inner")))))
    assert body(slate(plate)) == [("li", 1, False, "one"), ("li", 2, True, "inner")]
    flat = [el("p", "one", indent=1, listStyleType="disc"), el("p", "inner", indent=2, listStyleType="decimal")]
    assert body(slate(*flat)) == [("li", 1, False, "one"), ("li", 2, True, "inner")]


def test_quotes_code_notes_tables_and_void_elements(picture: str) -> None:
    assert body(slate(el("block-quote", el("paragraph", "It turns."), attribution="Per Lund"))) == [
        ("quote", "It turns.", "Per Lund")
    ]
    assert body(slate(el("code_block", el("code_line", "a"), el("code_line", "b")))) == [("code", "a\nb")]
    note = el("footnote", "", note=[el("paragraph", "Sold in May.")])
    assert notes_of(document(slate(el("paragraph", "Gone", note, ".")))) == ["Sold in May."]
    table = el("table", el("tr", el("th", el("p", "H"))), el("tr", el("td", el("p", "v"))))
    assert body(slate(table)) == [("table", [["H"], ["v"]], "row", "")]
    image = el("image", "", url=picture, alt="A wheel", caption=[{"text": "At dusk."}])
    assert body(slate(image)) == [("picture", "A wheel", "At dusk.", "")]


def test_items_without_a_list_are_one_list() -> None:
    made = body(slate(el("todo_li", "oil it", checked=True), el("todo_li", "ring it", checked=False)))
    assert made == [("li", 1, False, "Done: oil it"), ("li", 1, False, "Not done: ring it")]


def test_an_element_without_a_type_is_a_paragraph_and_mentions_are_words() -> None:
    value = slate(
        {"children": [{"text": "Ask "}, {"type": "mention", "character": "Ann Berg", "children": [{"text": ""}]}]}
    )
    assert body(value) == [("p", "Ask @Ann Berg", "")]


# --- Strapi ---------------------------------------------------------------------------------------------------------


def test_a_list_beside_the_items_belongs_to_the_item_before_it() -> None:
    inner = el("list", el("list-item", "inner"), format="ordered", indentLevel=1)
    value = strapi(el("list", el("list-item", "one"), inner, el("list-item", "two"), format="unordered"))
    assert body(value) == [("li", 1, False, "one"), ("li", 2, True, "inner"), ("li", 1, False, "two")]


def test_media_are_whole_objects(picture: str) -> None:
    image = {
        "name": "w.png",
        "url": picture,
        "alternativeText": "A wheel",
        "caption": "At dusk. Photo: Ann Berg",
        "hash": "w_1",
    }
    assert body(strapi(el("image", "", image=image))) == [("picture", "A wheel", "At dusk.", "Photo: Ann Berg")]
    silent = {**image, "alternativeText": None, "caption": None}
    assert rules(strapi(el("image", "", image=silent), el("paragraph", "x"))) == ["IMG001"]


def test_a_quote_signed_on_its_second_line() -> None:
    assert body(strapi(el("quote", "It turns.\n— Per Lund"))) == [("quote", "It turns.", "Per Lund")]


def test_a_dynamic_zone(picture: str) -> None:
    zone = [
        {"__component": "shared.quote", "id": 1, "title": "Per Lund", "body": "It turns."},
        {
            "__component": "shared.media",
            "id": 2,
            "file": {"url": picture, "mime": "image/png", "alternativeText": "A wheel"},
        },
        {"__component": "shared.rich-text", "id": 3, "body": "<p>Text of it.</p>"},
    ]
    made = body({"data": {"id": 1, "attributes": {"title": "A title", "blocks": zone}}})
    assert ("p", "Text of it.", "") in made
    assert any(fact[0] == "quote" for fact in made)


# --- Storyblok ------------------------------------------------------------------------------------------------------


def test_components_rich_text_and_links_that_are_objects() -> None:
    doc = {
        "type": "doc",
        "content": [
            pm_p("Text ", pm_text("of it", {"type": "link", "attrs": {"href": "a@b.example", "linktype": "email"}}))
        ],
    }
    value = story(
        {"component": "text_block", "text": doc},
        {"component": "video", "url": {"url": "https://f.example/1", "linktype": "url"}, "caption": "A film"},
    )
    assert links_of(document(value)) == [("of it", "mailto:a@b.example"), ("A film", "https://f.example/1")]


def test_the_title_is_the_contents_and_never_the_desks() -> None:
    assert (
        document(story({"component": "quote", "text": "It turns.", "author": "Per Lund"})).metadata.title == "A title"
    )


def test_the_title_of_a_picture_is_its_caption() -> None:
    image = {
        "type": "image",
        "attrs": {"src": "https://a.example/w.png", "alt": "A wheel", "title": "At dusk.", "source": "Ann Berg"},
    }
    value = story({"component": "text_block", "text": {"type": "doc", "content": [image]}})
    assert body(value) == [("missing", "A wheel", "At dusk.", "Ann Berg")]


def test_an_unknown_component_with_a_decorative_picture(picture: str) -> None:
    value = story(
        {"component": "ornament", "decorative": True, "image": {"filename": picture, "alt": "", "fieldtype": "asset"}},
        {"component": "text", "text": "Words."},
    )
    assert [node.alt for node in walk(document(value)) if isinstance(node, Image)] == [""]
    assert messages(value, "CMS001") == ["the block “ornament” is unknown; its words were kept"]


def test_components_in_components() -> None:
    column = {
        "component": "column",
        "_uid": "c",
        "content": [{"component": "text", "_uid": "t", "text": "Deep inside."}],
    }
    assert body(story({"component": "grid", "columns": [column]})) == [("p", "Deep inside.", "")]
