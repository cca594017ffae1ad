"""The transcript says what is there: roles, levels, speakers, positions, headers, languages; and outlines list it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from exporter.checks.outline import outline, quotes
from exporter.model import (
    BlockQuote,
    Cell,
    Code,
    CodeBlock,
    Document,
    Figure,
    Image,
    Link,
    List,
    ListItem,
    Metadata,
    Note,
    NumberStyle,
    Paragraph,
    Row,
    Section,
    Span,
    Styled,
    Table,
    TableBody,
    Text,
)
from exporter.passes import formula_words
from exporter.readback import open_file
from exporter.speak import Line, as_json, as_text, numeral, transcript
from exporter.speak import browse as speak_browse
from exporter.speak import diff as speak_diff
from exporter.writers import WriteOptions, writer
from tests.checks.rich import lists, p, rich, running_text, table, words
from tests.conftest import FORMATS, ROOT, Export
from tests.test_cli import run


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
    assert said(german, p("Three.")) == ["quote", "  (de): Eins.", "  Zwei.", "end of quote", "(en): Three."]


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMATS)
def test_every_fixture_is_told_the_same_from_all_its_files(form: str, exports: Sequence[Export]) -> None:
    """As text and as JSON: files that have lost nothing tell the same, word for word."""
    for item in exports:
        original, copy = as_told(item.document, form), as_told(open_file(getattr(item, form)), form)
        assert as_text(copy) == as_text(original), item.name
        assert as_json(copy) == as_json(original), item.name


@pytest.mark.parametrize("form", FORMATS)
def test_a_document_of_every_kind_is_told_the_same_from_all_its_files(form: str) -> None:
    document, _ = formula_words.run(rich())
    data = writer(form)(document, WriteOptions()).data
    assert as_text(as_told(open_file(data), form)) == as_text(as_told(document, form))


def as_told(document: Document, form: str) -> list[Line]:
    """The transcript without what a format is known not to carry (README): PDF has no separators."""
    lines = transcript(document)
    if form == "pdf":
        lines = [line for line in lines if line.role != "separator"]
    return lines


# --- languages, headers, spaces -------------------------------------------------------------------------------------


def test_a_language_on_a_paragraph_its_words_or_around_it_is_heard_the_same() -> None:
    german = words("Eins.")
    ways = (
        p("Eins."),
        Paragraph(german, lang="de"),
        Paragraph((Span(german, lang="de"),)),
        Paragraph((Text("Eins.", lang="de"),)),
    )
    assert [said(BlockQuote((way,), lang="de"), p("x")) for way in ways] == [
        ["quote", "  (de): Eins.", "end of quote", "(en): x"]
    ] * 4
    emphasis = [Styled("emphasis", (Span(german, lang="de"),)), Span((Styled("emphasis", german),), lang="de")]
    assert {said(Paragraph((Text("Say "), way)))[0] for way in emphasis} == {
        "Say [emphasis, language de] Eins. [end of emphasis]"
    }


def test_the_speaker_is_told_in_their_language_with_links_and_notes() -> None:
    who = (Link(words("Jean"), "https://example.org/"), Note((p("Chair."),)))
    lines = said(BlockQuote((p("Oui."),), (Span(who, lang="fr"),), lang="fr"))
    assert lines[:3] == ["quote by [link] Jean [end of link] [reference to note 1] (fr)", "note 1", "  Chair."]


def test_cells_of_two_header_rows_and_of_a_new_group_say_all_that_holds() -> None:
    def head(text: str, scope: str = "col", **more: int) -> Cell:
        return Cell((p(text),), True, scope, **more)  # type: ignore[arg-type]

    top = (Row((head("Town", rowspan=2), head("2019", "colgroup", colspan=2))), Row((head("Men"), head("Women"))))
    first = TableBody((Row((head("York", "row"), Cell((p("1"),)), Cell((p("2"),)))),))
    group = TableBody((Row((head("North", colspan=3),)), Row((head("Hull", "row"), Cell((p("3"),)), Cell((p("4"),))))))
    later = TableBody((Row((head("South", colspan=3),)), Row((head("Bath", "row"), Cell((p("5"),)), Cell((p("6"),))))))
    lines = said(Table((first, group, later), top))
    assert "  row 3 column 3, York, 2019, Women: 2" in lines
    assert "  row 5 column 3, Hull, 2019, Women, North: 4" in lines
    assert "  row 7 column 2, Bath, 2019, Men, South: 5" in lines


def test_headers_named_by_id_are_the_ones_told() -> None:
    top = Row((Cell((p("A"),), True, "col", id="a"), Cell((p("B"),), True, "col", id="b")))
    named = Row((Cell((p("1"),), headers=("b",)), Cell((p("2"),))))
    assert said(Table((TableBody((named,)),), (top,)))[3:5] == ["  row 2 column 1, B: 1", "  row 2 column 2, B: 2"]


def test_space_at_the_edge_of_a_link_stays_between_the_words() -> None:
    link = Link(words(" that "), "https://example.org/")
    assert said(Paragraph((Text("See"), link, Text("now."))))[0] == "See [link] that [end of link] now."


def test_a_figure_with_nothing_to_tell_is_not_told() -> None:
    assert said(Figure((Paragraph((Image("a", ""),)),)), p("x")) == ["x"]


def test_code_alone_in_its_paragraph_is_told_as_code() -> None:
    assert said(Paragraph((Code("a = 1"),))) == said(CodeBlock("a = 1\n")) == ["code: a = 1"]


# --- browsing, differences ------------------------------------------------------------------------------------------


def stops(form: str, kind: str) -> list[str]:
    data = written(form)
    return speak_browse.as_text(speak_browse.browse(open_file(data), kind), kind, form).splitlines()


@cache
def written(form: str) -> bytes:
    return writer(form)(rich(), WriteOptions()).data


WHERE = re.compile(r" \((?:page|paragraph|EPUB\S+ line) \d+(?: from #\S+ on)?\)$")


@pytest.mark.parametrize("kind", [kind for kind in speak_browse.KINDS if kind not in ("pages", "landmarks")])
def test_jumping_finds_the_same_things_in_all_files_each_with_its_place(kind: str) -> None:
    found = {form: stops(form, kind) for form in FORMATS}
    assert found["pdf"]
    assert all(WHERE.search(line) for lines in found.values() for line in lines), found
    bare = {form: [WHERE.sub("", line) for line in lines] for form, lines in found.items()}
    assert bare["epub"] == bare["docx"] == bare["pdf"]


def test_jumping_tells_levels_speakers_and_targets() -> None:
    document = rich()

    def facts(kind: str) -> list[dict[str, object]]:
        return list(json.loads(speak_browse.as_json(speak_browse.browse(document, kind), kind, ""))["stops"])

    assert [(stop["role"], stop["level"]) for stop in facts("headings")] == [
        ("heading level 1", 1),
        ("heading level 2", 2),
        ("heading level 3", 3),
        ("heading level 2", 2),
    ]
    assert [stop["speaker"] for stop in facts("quotes")] == ["Jane Roe, chair", "John Doe", "", "كاتب"]
    assert facts("links")[0]["target"].startswith("https://")  # type: ignore[attr-defined]
    assert [stop["text"] for stop in facts("images")] == ["A red square"]
    assert facts("notes")[0]["role"] == "note 1"
    assert facts("tables")[0]["role"] == "table with 3 rows and 3 columns"
    assert facts("landmarks")[0]["text"] == "Aside title"
    assert speak_browse.as_text([], "links", "pdf") == "no links\n"


def test_what_two_files_tell_differently_is_shown_where_it_is() -> None:
    one, two = said_lines("One.", "Two.", "Three."), said_lines("One.", "Zwei.", "Three.", "Four.")
    found = speak_diff.differences(one, two)
    assert speak_diff.as_text(found, ("a", "b")).splitlines() == [
        *("- a", "+ b"),
        *("line 2:", "  One.", "- Two.", "+ Zwei."),
        *("line 4:", "  Two.", "  Three.", "+ Four."),
    ]
    data = json.loads(speak_diff.as_json(found, ("a", "b")))
    assert (data["same"], data["differences"][0]["second"]) == (False, {"line": 2, "lines": ["Zwei."]})
    assert speak_diff.as_text(speak_diff.differences(one, one), ("a", "b")) == "both tell the same\n"


def said_lines(*texts: str) -> list[Line]:
    return [Line("", text) for text in texts]


OF_READERS = {"exporter/speak/readers.py", "exporter/cli/speak.py"}
NAMED = re.compile(
    r"(?i:NVDA|JAWS|VoiceOver|Orca\b|TalkBack|ChromeVox|Window-?Eyes|Supernova|ZoomText)|Narrator"  # not who narrates
)


def test_no_screen_reader_is_named_as_the_speaker() -> None:
    """What is told is ours: neither the program nor its pages may pass it off as some product's words.

    Where ``--as`` is about one, its row of data names it, and says how it is known.
    """
    sources = (ROOT / "exporter").rglob("*.py")
    named = {path.relative_to(ROOT).as_posix() for path in sources if NAMED.search(path.read_text(encoding="utf-8"))}
    assert named == OF_READERS
    assert "documented" in (ROOT / "exporter/speak/readers.py").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "reading-back.md").read_text(encoding="utf-8")
    assert "not the output of a particular screen reader" in page


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


# --- the command ----------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_command_lists_and_compares(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nlang: en\n---\n\n# T\n\n## S\n\n> Said.\n>\n> — Ann\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("---\nlang: en\n---\n\n# T\n\n## S\n\n> Said.\n", encoding="utf-8")
    for name in ("a.md", "b.md"):
        assert run("convert", name, "--to", "epub,docx", cwd=tmp_path).returncode == 0
    listed = run("speak", "a.docx", "--browse", "quotes", cwd=tmp_path)
    assert (listed.returncode, listed.stdout.decode()) == (0, "1 of 1: quote by Ann: Said. (paragraph 3)\n")
    assert json.loads(run("speak", "a.epub", "--browse", "quotes", "--format", "json", cwd=tmp_path).stdout)["stops"]
    same = run("speak", "a.docx", "--diff", "a.epub", cwd=tmp_path)
    assert (same.returncode, same.stdout.decode()) == (0, "both tell the same\n")
    other = run("speak", "a.docx", "--diff", "b.epub", cwd=tmp_path)
    assert other.returncode == 1
    assert "- quote by Ann\n+ quote\n" in other.stdout.decode()
    assert run("speak", "a.docx", "--diff", "b.epub", "--browse", "links", cwd=tmp_path).returncode == 2
