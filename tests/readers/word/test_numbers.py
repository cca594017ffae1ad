"""Numbers in lists: in every shape that Word counts them, heard as Word shows them, in all three files."""

from __future__ import annotations

import pytest

from exporter.comparison.losses import compare
from exporter.model import List, walk
from exporter.readback import open_file
from exporter.writers import WriteOptions, writer
from tests.readers.word.files import STYLES, TITLE, item, level, lists, p, r, read
from tests.readers.word.shown import blocks

STEPS = lists(level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "lowerRoman", "%3)"))


def read_lines(body: str, numbering: str = STEPS, styles: str = STYLES) -> list[str]:
    return blocks(read(TITLE + body, numbering=numbering, styles=styles).blocks)


def test_what_stands_round_a_number_is_kept_in_all_three_files() -> None:
    made = read(TITLE + item("A") + item("a", level=1) + item("i", level=2) + item("b", level=1), numbering=STEPS)
    assert blocks(made.blocks) == ["1. A", "  (a) a", "    i) i", "  (b) b"]
    for form in ("pdf", "epub", "docx"):
        back = open_file(writer(form)(made, WriteOptions()).data, f"a.{form}")
        assert [node.delimiter for node in walk(back) if isinstance(node, List)] == ["period", "parens", "paren"], form
        assert [loss.message for loss in compare(made, back, form)] == []


def test_a_changed_sign_round_numbers_is_a_loss() -> None:
    made = read(TITLE + item("A"), numbering=lists(level(0, "decimal", "(%1)")))
    other = read(TITLE + item("A"), numbering=lists(level(0, "decimal", "%1.")))
    assert [loss.message for loss in compare(made, other, "docx")] == ["the list's numbers are shown as 1., not as (1)"]


def test_paragraphs_between_items_of_an_inner_list_stay_in_the_item_however_many_they_are() -> None:
    body = item("A") + item("a", level=1) + p("One.") + p("Two.") + item("b", level=1) + item("B")
    assert read_lines(body) == ["1. A", "  (a) a", "  One.", "  Two.", "  (b) b", "2. B"]


def test_levels_that_take_turns_go_on_counting() -> None:
    body = item("A") + item("a", level=1) + item("i", level=2) + p("So.") + item("ii", level=2) + item("b", level=1)
    assert read_lines(body) == ["1. A", "  (a) a", "    i) i", "    So.", "    ii) ii", "  (b) b"]


def test_a_list_goes_on_after_a_heading() -> None:
    assert read_lines(item("A") + p("Then", "Heading1") + item("B")) == ["1. A", "# Then", "2. B"]


NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def test_what_is_deleted_or_hidden_is_not_counted() -> None:
    gone = '<w:del w:id="1"><w:r><w:delText>gone</w:delText></w:r></w:del>'
    deleted = p(gone, more=f'{NUMBER}<w:rPr><w:del w:id="2"/></w:rPr>')
    hidden = p(r("gone", "<w:vanish/>"), more=f"{NUMBER}<w:rPr><w:vanish/></w:rPr>")
    assert read_lines(item("A") + deleted + hidden + item("B")) == ["1. A", "2. B"]


def test_two_items_whose_mark_between_them_is_deleted_are_one() -> None:
    first = p("One", more=f'{NUMBER}<w:rPr><w:del w:id="2"/></w:rPr>')
    assert read_lines(first + item(" item") + item("B")) == ["1. One item", "2. B"]


def test_a_style_has_its_number_from_the_one_it_is_based_on() -> None:
    def tied(at: int, form: str, style: str, text: str) -> str:
        made = f'<w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/>'
        return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/>{made}</w:lvl>'

    styles = (
        STYLES + '<w:style w:type="paragraph" w:styleId="Step"><w:name w:val="Step"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Sub">'
        '<w:name w:val="Sub"/><w:basedOn w:val="Step"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = lists(tied(0, "decimal", "Step", "%1.") + tied(1, "lowerLetter", "Sub", "%2)"))
    made = read_lines(p("A", "Step") + p("a", "Sub") + p("B", "Step"), numbering, styles)
    assert made == ["1. A", "  a) a", "2. B"]


@pytest.mark.parametrize(
    ("form", "text", "right"),
    [
        ("ordinalText", "%1:", "Third: x"),
        ("cardinalText", "Step %1", "Step Three x"),
        ("ordinal", "%1", "3rd x"),
        ("decimalZero", "%1.", "03. x"),
        ("chicago", "%1", "‡ x"),
        ("russianLower", "%1)", "в) x"),
        ("hebrew1", "%1.", "ג. x"),
        ("decimalFullWidth", "%1.", "３. x"),
        ("decimal", "§ %1", "§ 3 x"),
        ("none", "%1.", "x"),
        ("upperRoman", "(%1)", "(III) x"),
        ("lowerLetter", "%1)", "c) x"),
    ],
)
def test_number_formats(form: str, text: str, right: str) -> None:
    assert read_lines(item("x"), lists(level(0, form, text, start=3))) == [right]


def test_letters_behind_z_are_those_of_word() -> None:
    assert read_lines(item("x"), lists(level(0, "lowerLetter", "%1)", start=28))) == ["bb) x"]


def test_a_custom_format_shows_its_zeros() -> None:
    custom = level(0, "custom", "%1").replace(
        '<w:numFmt w:val="custom"/>', '<w:numFmt w:val="custom" w:format="001, 002"/>'
    )
    assert read_lines(item("x"), lists(custom)) == ["001 x"]
