"""Contentful: links to entries and assets, locales, code that is a mark."""

from __future__ import annotations

import json
from typing import Any

import exporter
from tests.readers.cms.outline import facts, links_of
from tests.readers.cms.reading import body, document, messages, rules


def text(words: str, *marks: str) -> dict[str, Any]:
    return {"nodeType": "text", "value": words, "marks": [{"type": mark} for mark in marks], "data": {}}


def node(kind: str, *content: Any, **data: Any) -> dict[str, Any]:
    held = [text(item) if isinstance(item, str) else item for item in content]
    return {"nodeType": kind, "data": data, "content": held}


def link(kind: str, name: str) -> dict[str, Any]:
    return {"sys": {"type": "Link", "linkType": kind, "id": name}}


def entry(name: str, kind: str, /, **fields: Any) -> dict[str, Any]:
    return {"sys": {"id": name, "type": "Entry", "contentType": {"sys": {"id": kind}}}, "fields": fields}


def answer(*content: Any, entries: Any = (), assets: Any = (), **fields: Any) -> dict[str, Any]:
    item = entry("a1", "article", **{"title": "A title", "body": node("document", *content), **fields})
    return {"sys": {"type": "Array"}, "items": [item], "includes": {"Entry": list(entries), "Asset": list(assets)}}


def test_an_entry_is_what_its_type_says() -> None:
    quote = entry("q1", "pullQuote", quote="It turns.", person=link("Entry", "p1"))
    person = entry("p1", "person", name="Per Lund", jobTitle="miller")
    value = answer(node("embedded-entry-block", target=link("Entry", "q1")), entries=[quote, person])
    assert body(value) == [("quote", "It turns.", "Per Lund, miller")]


def test_an_asset_is_described_by_its_description_and_never_by_its_title() -> None:
    def asset(**fields: Any) -> dict[str, Any]:
        file = {"url": "//i.example/w.png", "contentType": "image/png", "fileName": "w.png"}
        return {"sys": {"id": "w", "type": "Asset"}, "fields": {"title": "w final", "file": file, **fields}}

    shown = node("embedded-asset-block", target=link("Asset", "w"))
    assert body(answer(shown, assets=[asset(description="A wheel")])) == [("missing", "A wheel", "", "")]
    assert body(answer(node("paragraph", "x"), shown, assets=[asset(description="")])) == [("p", "x", "")]


def test_a_file_that_is_no_picture_is_a_link() -> None:
    file = {"url": "//f.example/p.pdf", "contentType": "application/pdf"}
    asset = {"sys": {"id": "f", "type": "Asset"}, "fields": {"title": "The plan", "file": file}}
    value = answer(node("embedded-asset-block", target=link("Asset", "f")), assets=[asset])
    assert links_of(document(value)) == [("The plan", "https://f.example/p.pdf")]


def test_what_is_not_in_the_file_is_said_by_its_id() -> None:
    value = answer(node("paragraph", "x"), node("embedded-entry-block", target=link("Entry", "gone7")))
    assert messages(value, "CMS006") == ["the linked entry “gone7” is not in the file; it was left out"]


def test_an_inline_entry_gives_its_term_and_not_its_meaning() -> None:
    term = entry("t1", "glossaryTerm", term="demurrage", definition="money for a late ship")
    value = answer(
        node("paragraph", "Pay ", node("embedded-entry-inline", target=link("Entry", "t1")), "."), entries=[term]
    )
    assert body(value) == [("p", "Pay demurrage.", "")]
    assert rules(value) == ["CMS002"]


def test_links_to_addresses_and_into_the_cms() -> None:
    web = node("hyperlink", "the times", uri="https://t.example/")
    inner = node("entry-hyperlink", "that story", target=link("Entry", "s1"))
    value = answer(node("paragraph", web, " and ", inner), entries=[entry("s1", "article", title="A story")])
    assert links_of(document(value)) == [("the times", "https://t.example/")]
    assert body(value)[0] == ("p", "the times and that story", "")
    assert "CMS006" in rules(value)


def test_a_paragraph_of_several_lines_that_is_all_code_is_code() -> None:
    value = answer(node("paragraph", text("a = 1\nb = 2", "code")), node("paragraph", "So ", text("c", "code")))
    assert body(value) == [("code", "a = 1\nb = 2"), ("p", "So c", "")]


def test_tables_with_header_cells_in_row_and_column() -> None:
    def cell(kind: str, words: str) -> Any:
        return node(kind, node("paragraph", words))

    rows = [
        node("table-row", cell("table-header-cell", ""), cell("table-header-cell", "Boats")),
        node("table-row", cell("table-header-cell", "May"), cell("table-cell", "7")),
    ]
    assert body(answer(node("table", *rows))) == [("table", [["", "Boats"], ["May", "7"]], "both", "")]


def test_fields_that_are_kept_by_language() -> None:
    value = entry(
        "a1",
        "article",
        title={"nb": "Båten", "en": "The boat"},
        body={"nb": node("document", node("paragraph", "Den går."))},
    )
    made = document(value)
    assert (made.metadata.title, made.metadata.lang) == ("Båten", "nb")


def test_a_graphql_answer_is_resolved_by_ids() -> None:
    quote = {"sys": {"id": "q1"}, "__typename": "Quote", "text": "It turns.", "author": "Per Lund"}
    held = node("document", node("embedded-entry-block", target=link("Entry", "q1")))
    value = {
        "data": {"article": {"title": "A title", "body": {"json": held, "links": {"entries": {"block": [quote]}}}}}
    }
    assert body(value) == [("quote", "It turns.", "Per Lund")]


def test_an_entry_that_shows_itself_ends() -> None:
    box = entry(
        "b1", "box", heading="A box", body=node("document", node("embedded-entry-block", target=link("Entry", "b1")))
    )
    value = answer(node("embedded-entry-block", target=link("Entry", "b1")), entries=[box])
    assert [fact[1] for fact in body(value)] == ["A box"]


def test_of_languages_side_by_side_the_one_that_is_asked_for_is_read_and_the_others_are_named() -> None:
    value = entry(
        "a1",
        "article",
        title={"nb": "Båten", "en-GB": "The boat"},
        body={
            "nb": node("document", node("paragraph", "Den går.")),
            "en-GB": node("document", node("paragraph", "It goes.")),
        },
    )
    data = json.dumps(value).encode()
    first = exporter.open_article(data, name="a.json")
    assert (first.document.metadata.lang, [item.message for item in first.findings if item.rule == "CMS007"]) == (
        "nb",
        ["the article is there in 2 languages: “nb” was read; left out: en-GB"],
    )
    asked = exporter.open_article(data, name="a.json", lang="en")
    assert (asked.document.metadata.lang, facts(asked.document)) == (
        "en-GB",
        [("title", "The boat"), ("p", "It goes.", "")],
    )
