"""The transcript says what is there: roles, levels, speakers, positions, headers, languages; and outlines list it."""

from __future__ import annotations

import json

import pytest

from exporter.check.outline import outline, quotes
from exporter.check.readback import open_file
from exporter.check.speak import Line, as_json, as_text, numeral, transcript
from exporter.model import (
    BlockQuote,
    Document,
    Image,
    List,
    ListItem,
    Metadata,
    Note,
    NumberStyle,
    Paragraph,
    Section,
    Text,
)
from exporter.write import WriteOptions, writer
from tests.check.rich import lists, p, rich, running_text, table, words


def said(*blocks: object, lang: str = "en") -> list[str]:
    document = Document(metadata=Metadata(lang=lang), blocks=blocks)  # type: ignore[arg-type]
    return as_text(transcript(document)).splitlines()[1:]


def test_headings_have_their_levels() -> None:
    document = Document(title=words("Title"), blocks=(Section(words("Part"), (Section(words("Deep"), ()),)),))
    assert [str(line) for line in transcript(document)] == [
        "heading level 1: Title",
        "heading level 2: Part",
        "heading level 3: Deep",
    ]


def test_a_quote_says_whose_it_is_and_where_it_ends() -> None:
    quote = BlockQuote((p("One."), p("Two.")), words("Jane Roe"))
    assert said(quote, BlockQuote((p("Three."),))) == [
        "quote by Jane Roe",
        "  One.",
        "  Two.",
        "end of quote",
        "quote",
        "  Three.",
        "end of quote",
    ]


def test_lists_say_how_many_and_which() -> None:
    assert said(lists()[0]) == [
        "list of 3 items",
        "  item 1 of 3: one",
        "  item 2 of 3: two",
        "  numbered list of 2 items",
        "    c, item 1 of 2: deep one",
        "    d, item 2 of 2: deep two",
        "    more of deep two",
        "  end of list",
        "  item 3 of 3: three",
        "end of list",
    ]


def test_an_item_that_begins_with_a_list_is_still_announced() -> None:
    inner = List((ListItem((p("x"),)),))
    assert said(List((ListItem((inner,)),)))[:3] == ["list of 1 item", "  item 1 of 1", "  list of 1 item"]


def test_cells_say_their_headers() -> None:
    lines = said(table())
    assert lines[0] == "table with 3 rows and 3 columns: Cities by year"
    assert "  row 1 column 2, column header: 2019" in lines
    assert "  row 2 column 3, Leeds, 2020: 20" in lines
    assert "  row 3 column 2, York, 2019: 30" in lines


def test_running_text_says_links_quotations_notes_and_languages() -> None:
    lines = said(running_text())
    text = lines[0]
    for part in (
        "[quotation] “we were late” [end of quotation]",
        "[strong] strong [emphasis] both [end of emphasis] [end of strong]",
        "[code] a = b [end of code]",
        "[link] a link [end of link]",
        "WHO [that is: World Health Organization]",
        "[language fr] c’est la vie [end of language]",
        "[reference to note 1]",
    ):
        assert part in text
    assert lines[1:] == ["note 1", "  The first note.", "end of note 1"]


def test_pictures_are_told_decorative_ones_are_not() -> None:
    pictures = Paragraph((Image("a", "A dog"), Text(" and "), Image("b", ""), Image("c")))
    assert said(pictures) == ["[picture] A dog and [picture without description]"]


def test_notes_are_numbered_through_the_document() -> None:
    first = Paragraph((Text("a"), Note((Paragraph((Text("b"), Note((p("c"),)))),))))
    lines = said(first, Paragraph((Text("d"), Note((p("e"),)))))
    assert [line.strip() for line in lines if "note" in line and "end" not in line] == [
        "a [reference to note 1]",
        "note 1",
        "b [reference to note 2]",
        "note 2",
        "d [reference to note 3]",
        "note 3",
    ]


def test_a_change_of_language_is_said_once() -> None:
    german = BlockQuote((Paragraph(words("Eins."), lang="de"), p("Zwei.")), lang="de")
    assert said(german) == ["quote (de)", "  Eins.", "  Zwei.", "end of quote"]


def test_the_transcript_of_a_file_is_that_of_its_article() -> None:
    data = writer("epub")(rich(), WriteOptions()).data
    original, copy = transcript(rich()), transcript(open_file(data, "rich.epub"))
    assert as_text(copy) == as_text(original)


def test_json_says_the_same_and_text_is_safe_for_a_terminal() -> None:
    lines = [Line("quote by \x1b[31m", "x\u202e", 1, "de")]
    assert json.loads(as_json(lines)) == {
        "lines": [{"role": "quote by \x1b[31m", "text": "x\u202e", "depth": 1, "lang": "de"}]
    }
    assert as_text(lines) == "  quote by \\u001b[31m (de): x\\u202e\n"


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (3, "decimal", "3"),
        (27, "lower-alpha", "aa"),
        (26, "upper-alpha", "Z"),
        (0, "lower-alpha", "0"),
        (1994, "lower-roman", "mcmxciv"),
        (4, "upper-roman", "IV"),
        (0, "upper-roman", "0"),
    ],
)
def test_numerals(number: int, style: NumberStyle, shown: str) -> None:
    assert numeral(number, style) == shown


def test_the_outline_and_the_quotes() -> None:
    assert [str(line) for line in outline(rich())] == [
        "1 A rich article",
        "  2 First section",
        "    3 Deeper",
        "  2 Second section",
    ]
    assert [quote.speaker for quote in quotes(rich())] == ["Jane Roe, chair", "John Doe", "", "كاتب"]
    assert quotes(rich())[0].text == "First quoted paragraph. Second quoted paragraph."
