"""ProseMirror and TipTap: lists of tasks, details, notes at the end, formulas, tables with two ways of headers."""

from __future__ import annotations

from exporter.model import Aside, DisplayMath, Image, Math, walk
from tests.readers.cms.outline import languages_of, links_of, notes_of, styled
from tests.readers.cms.reading import body, document, messages, pm, pm_heading, pm_p, pm_text, rules


def item(*blocks: object, **attrs: object) -> dict[str, object]:
    return {"type": "listItem", "attrs": attrs, "content": list(blocks)}


def test_the_heading_that_opens_the_body_is_the_title_and_the_others_nest_below_it() -> None:
    made = document(
        {"type": "doc", "content": [pm_heading(2, "The mill"), pm_heading(3, "Its wheel"), pm_p("It turns.")]}
    )
    assert made.metadata.title == "The mill"
    assert body(pm(pm_heading(3, "One"), pm_p("x y"), pm_heading(5, "Two")))[0] == ("h", 2, "One")


def test_marks_of_neighbouring_texts_are_one_run() -> None:
    link = {"type": "link", "attrs": {"href": "https://mill.example/a", "target": "_blank"}}
    made = document(
        pm(pm_p(pm_text("a ", "bold"), pm_text("b ", "bold", "italic"), pm_text("c", link, "italic", "bold")))
    )
    assert styled(made, "strong") == ["a b c"]
    assert styled(made, "emphasis") == ["b c"]
    assert links_of(made) == [("c", "https://mill.example/a")]


def test_a_line_end_in_a_text_is_a_break() -> None:
    assert body(pm(pm_p("one", {"type": "hardBreak"}, "two\nthree"))) == [("p", "one two three", "")]


def test_tasks_are_told_done_and_not_done() -> None:
    tasks = {
        "type": "taskList",
        "content": [
            {"type": "taskItem", "attrs": {"checked": True}, "content": [pm_p("Oil the wheel")]},
            {"type": "taskItem", "attrs": {"checked": False}, "content": [pm_p("Ring the bell")]},
        ],
    }
    assert [fact[3] for fact in body(pm(tasks))] == ["Done: Oil the wheel", "Not done: Ring the bell"]


def test_an_ordered_list_begins_where_it_says() -> None:
    made = document(pm({"type": "orderedList", "attrs": {"start": 4}, "content": [item(pm_p("Four"))]}))
    assert made.blocks[0].start == 4  # type: ignore[union-attr]


def test_details_are_shown_with_their_summary_and_hold_only_what_is_theirs() -> None:
    held = {
        "type": "details",
        "content": [
            {"type": "detailsSummary", "content": [pm_text("How to get there")]},
            {"type": "detailsContent", "content": [pm_p("By the old road.")]},
        ],
    }
    words = [fact[-2] for fact in body(pm(held, pm_p("Tickets cost two.")))]
    assert words == ["How to get there", "By the old road.", "Tickets cost two."]


def test_notes_stand_where_they_are_referred_to() -> None:
    inline = {"type": "footnote", "attrs": {"id": "a"}, "content": [pm_p("Measured in June.")]}
    assert notes_of(document(pm(pm_p("Two ells", inline, ".")))) == ["Measured in June."]
    end = {
        "type": "footnotes",
        "content": [{"type": "footnote", "attrs": {"data-id": "x9"}, "content": [pm_p("Measured in May.")]}],
    }
    reference = {"type": "footnoteReference", "attrs": {"data-id": "x9", "referenceNumber": "1"}}
    made = document(pm(pm_p("Two ells", reference, "."), end))
    assert notes_of(made) == ["Measured in May."]
    assert len(made.blocks) == 1


def test_a_note_that_nothing_refers_to_is_kept() -> None:
    end = {
        "type": "footnotes",
        "content": [{"type": "footnote", "attrs": {"id": "z"}, "content": [pm_p("Left over.")]}],
    }
    assert notes_of(document(pm(pm_p("Text."), end))) == ["Left over."]


def test_formulas_in_a_line_and_set_apart() -> None:
    made = document(
        pm(
            pm_p("so ", {"type": "inlineMath", "attrs": {"latex": "a^2"}}),
            {"type": "blockMath", "attrs": {"latex": "x=1"}},
        )
    )
    assert [node.tex for node in walk(made) if isinstance(node, Math)] == ["a^2"]
    assert [node.tex for node in walk(made) if isinstance(node, DisplayMath)] == ["x=1"]


def test_header_cells_of_a_row_and_of_a_column() -> None:
    def cell(kind: str, words: str) -> dict[str, object]:
        return {
            "type": kind,
            "attrs": {"colspan": 1, "rowspan": 1},
            "content": [pm_p(words) if words else {"type": "paragraph"}],
        }

    table = {
        "type": "table",
        "content": [
            {"type": "tableRow", "content": [cell("tableHeader", ""), cell("tableHeader", "Wheat")]},
            {"type": "tableRow", "content": [cell("tableHeader", "May"), cell("tableCell", "7")]},
        ],
    }
    assert body(pm(table)) == [("table", [["", "Wheat"], ["May", "7"]], "both", "")]


def test_an_empty_alternative_text_is_decorative_and_none_is_asked_for(picture: str) -> None:
    def images(alt: object) -> list[str | None]:
        made = document(pm({"type": "image", "attrs": {"src": picture, "alt": alt}}, pm_p("x")))
        return [node.alt for node in walk(made) if isinstance(node, Image)]

    assert images("") == [""]
    assert images(None) == [None]
    assert images("A wheel in the water") == ["A wheel in the water"]


def test_a_picture_in_the_middle_of_words_stays_in_its_line(picture: str) -> None:
    image = {"type": "image", "attrs": {"src": picture, "alt": "A star"}}
    made = document(pm(pm_p("before ", image, " after")))
    assert len(made.blocks) == 1


def test_custom_nodes_of_known_names_are_what_they_say() -> None:
    quote = {
        "type": "pullQuote",
        "attrs": {"speaker": "Per Lund", "role": "miller"},
        "content": [pm_p("It turns again.")],
    }
    assert body(pm(quote)) == [("quote", "It turns again.", "Per Lund, miller")]
    callout = {
        "type": "callout",
        "attrs": {"type": "warning", "title": "Mind the step"},
        "content": [pm_p("It is wet.")],
    }
    made = document(pm(callout))
    assert isinstance(made.blocks[0], Aside)
    assert made.blocks[0].kind == "warning"
    assert body(pm(callout)) == [("p", "Mind the step", ""), ("p", "It is wet.", "")]


def test_a_pull_quote_that_repeats_the_article_is_an_aside() -> None:
    quote = {"type": "pullQuote", "content": [pm_p("The wheel turns again.")]}
    made = document(pm(pm_p("He said the wheel turns again."), quote))
    assert isinstance(made.blocks[1], Aside)
    assert made.blocks[1].kind == "pullquote"


def test_an_unknown_node_keeps_its_words_and_is_named_once() -> None:
    box = {
        "type": "weatherBox",
        "attrs": {"zone": "N-4", "theme": "dark blue sky"},
        "content": [pm_heading(4, "Weather"), pm_p("Rain by noon.")],
    }
    value = pm(pm_heading(2, "Part"), box, box, pm_p("After it."))
    assert [fact[-1 if fact[0] == "h" else 1] for fact in body(value)].count("Weather") == 2
    assert messages(value, "CMS001") == ["the block “weatherBox” is unknown; its words were kept"]
    assert ("p", "After it.", "") in body(value)
    assert "N-4" not in str(body(value))
    assert "dark blue" not in str(body(value))


def test_an_unknown_mark_keeps_its_words_and_is_named() -> None:
    value = pm(pm_p("Nobody pays ", pm_text("demurrage", {"type": "glossary", "attrs": {"id": "g1"}}), " now."))
    assert body(value) == [("p", "Nobody pays demurrage now.", "")]
    assert rules(value) == ["CMS002"]


def test_a_look_is_no_finding() -> None:
    value = pm(pm_p(pm_text("red", {"type": "textStyle", "attrs": {"color": "#f00"}}, "underline")))
    assert rules(value) == []


def test_languages_of_parts_and_of_blocks() -> None:
    part = pm_text("bonjour à tous", {"type": "textLanguage", "attrs": {"lang": "fr"}})
    whole = {"type": "paragraph", "attrs": {"lang": "nb"}, "content": [pm_text("God dag til alle.")]}
    found = languages_of(document(pm(pm_p("He said ", part, "."), whole)))
    assert ("fr", "bonjour à tous") in found
    assert ("nb", "God dag til alle.") in found


def test_films_are_links_with_their_title() -> None:
    film = {"type": "youtube", "attrs": {"src": "https://film.example/w/1", "title": "The wheel, filmed"}}
    assert links_of(document(pm(film))) == [("The wheel, filmed", "https://film.example/w/1")]
