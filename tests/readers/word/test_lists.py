"""Lists: the number that is heard is the number that Word shows."""

from __future__ import annotations

from exporter.model import Document, List, Paragraph, Section, plain_text
from tests.readers.word.files import TITLE, item, level, lists, p, r, read

STEPS = lists(
    level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)") + level(2, "lowerRoman", "%3."),
    level(0, "bullet", "•") + level(1, "bullet", "–"),
)


def outline(document: Document) -> list[str]:
    """Items with the number that a listener hears, in order; "-" for a bullet, "" for what is not an item."""
    out: list[str] = []

    def blocks(held: object, depth: int) -> None:
        for block in held:  # type: ignore[attr-defined]
            if isinstance(block, List):
                for at, one in enumerate(block.items):
                    sign = f"{block.start + at}{block.style[:1]}" if block.ordered else "-"
                    first, *rest = one.blocks
                    out.append(f"{'  ' * depth}{sign} {plain_text(first).strip()}")
                    blocks(rest, depth + 1)
            elif isinstance(block, Section):
                out.append(f"# {plain_text(block.title)}")
                blocks(block.blocks, depth)
            else:
                out.append(f"{'  ' * depth}{plain_text(block).strip()}")

    blocks(document.blocks, 0)
    return out


def test_a_list_goes_on_after_a_paragraph() -> None:
    made = read(TITLE + item("Dig") + item("Fill") + p("Rest a day.") + item("Plant"), numbering=STEPS)
    assert outline(made) == ["1d Dig", "2d Fill", "Rest a day.", "3d Plant"]


def test_a_paragraph_between_items_of_an_inner_list_lies_in_the_item_that_holds_it() -> None:
    body = item("Dig") + item("Mark it", level=1) + p("Mind the pipe.") + item("Cut", level=1) + item("Fill")
    assert outline(read(TITLE + body, numbering=STEPS)) == [
        "1d Dig",
        "  1l Mark it",
        "  Mind the pipe.",
        "  2l Cut",
        "2d Fill",
    ]


def test_an_inner_list_begins_anew_in_each_item() -> None:
    body = item("One") + item("a", level=1) + item("b", level=1) + item("Two") + item("a again", level=1)
    assert outline(read(TITLE + body, numbering=STEPS))[-2:] == ["2d Two", "  1l a again"]


def test_an_override_begins_a_list_anew_the_first_time_its_number_is_used() -> None:
    again = '<w:num w:numId="9"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/>'
    numbering = STEPS + again + "</w:lvlOverride></w:num>"
    body = item("One") + item("Two") + p("And:") + item("Four", 9) + item("Five", 9)
    assert outline(read(TITLE + body, numbering=numbering)) == ["1d One", "2d Two", "And:", "4d Four", "5d Five"]


def test_numbers_of_one_abstract_list_count_together() -> None:
    numbering = STEPS + '<w:num w:numId="9"><w:abstractNumId w:val="0"/></w:num>'
    assert outline(read(TITLE + item("One") + item("Two", 9), numbering=numbering)) == ["1d One", "2d Two"]


def test_legal_numbers_are_words() -> None:
    clauses = lists(
        level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "(%3)"),
    )
    body = item("Terms") + item("Rent", level=1) + item("Deposit", level=1) + item("paid monthly", level=2)
    assert outline(read(TITLE + body, numbering=clauses)) == [
        "1d Terms",
        "  1.1 Rent",
        "  1.2 Deposit",
        "  1l paid monthly",
    ]


def test_a_label_with_words_is_words() -> None:
    articles = lists(level(0, "upperRoman", "Article %1") + level(1, "decimal", "§ %1.%2", "<w:isLgl/>"))
    body = item("Name") + item("Seat", level=1)
    assert outline(read(TITLE + body, numbering=articles)) == ["Article I Name", "§ 1.1 Seat"]


def test_a_heading_has_the_number_that_word_shows() -> None:
    chapters = lists(level(0, "decimal", "%1") + level(1, "decimal", "%1.%2"))
    number = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    body = p("Water", "Heading1", number.format(0)) + p("Pumps", "Heading2", number.format(1)) + p("Old ones.")
    assert outline(read(TITLE + body, numbering=chapters)) == ["# 1 Water", "# 1.1 Pumps", "Old ones."]


def test_what_is_set_as_far_in_as_an_item_goes_on_with_it() -> None:
    more = p("Take a long spade.", more='<w:ind w:left="720"/>')
    assert outline(read(TITLE + item("Dig") + more + item("Fill"), numbering=STEPS)) == [
        "1d Dig",
        "  Take a long spade.",
        "2d Fill",
    ]


def test_list_continue_goes_on_with_an_item() -> None:
    body = item("Dig") + p("Slowly.", "ListContinue") + item("Fill")
    assert outline(read(TITLE + body, numbering=STEPS)) == ["1d Dig", "  Slowly.", "2d Fill"]


def test_number_zero_takes_the_number_away() -> None:
    body = item("Dig") + item("No item", 0)
    assert outline(read(TITLE + body, numbering=STEPS)) == ["1d Dig", "No item"]


def test_bullets_of_several_numbers_at_one_depth_are_one_list() -> None:
    numbering = STEPS + '<w:num w:numId="9"><w:abstractNumId w:val="1"/></w:num>'
    made = read(TITLE + item("Spade", 2) + item("Rake", 9), numbering=numbering)
    assert len(made.blocks) == 1
    assert outline(made) == ["- Spade", "- Rake"]


def test_typed_bullets_are_a_list() -> None:
    made = read(TITLE + p("• Spade") + p("• Rake"))
    assert outline(made) == ["- Spade", "- Rake"]
    assert isinstance(read(TITLE + p("• Only one, no list") + p("Text.")).blocks[0], Paragraph)


def test_boxes_say_whether_something_is_done() -> None:
    boxes = lists(
        level(0, "bullet", "☐"), level(0, "bullet", "\uf0fe", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>')
    )
    made = read(TITLE + item("Dig") + item("Fill", 2) + p("Then:") + p("☐ Plant") + p("☒ Water"), numbering=boxes)
    assert outline(made) == ["- Not done: Dig", "- Done: Fill", "Then:", "- Not done: Plant", "- Done: Water"]


def test_a_blank_bullet_goes_on_with_the_item_before_it() -> None:
    blank = lists(level(0, "bullet", "•"), level(0, "bullet", " "))
    made = read(TITLE + item("Dig") + item("slowly", 2) + item("Fill"), numbering=blank)
    assert outline(made) == ["- Dig", "  slowly", "- Fill"]


def test_zeros_and_arabic_figures_of_legal_numbers_are_as_shown() -> None:
    numbering = lists(level(0, "upperRoman", "Article %1.") + level(1, "decimalZero", "Section %1.%2", "<w:isLgl/>"))
    body = item("Name") + item("Seat", level=1)
    assert outline(read(TITLE + body, numbering=numbering)) == ["Article I. Name", "Section 1.01 Seat"]


def test_an_item_can_hold_a_bold_word() -> None:
    made = read(TITLE + item(r("Dig ", "<w:b/>") + r("deep")), numbering=STEPS)
    assert outline(made) == ["1d Dig deep"]
