"""One invented article in the three layouts that plain text comes in: the same structure must come out of each."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence

import pytest

from exporter.model import Block, BlockQuote, Document, Figure, List, Paragraph, Section, plain_text
from exporter.readers import Source
from exporter.readers.text import read

RUNNING = (
    "The ferry between the two islands has been out of service since the storm in November, and a replacement is not "
    "expected before the end of the spring, according to the harbour board.",
    "Traders on the north side said on Friday that takings had fallen by a third since the crossing closed, and that "
    "two cafés near the pier had shut their doors for good.",
    "A decision on the new vessel, which was ordered from a yard in Gdynia three years ago, will be taken by the "
    "transport committee at its next meeting.",
)


def wrapped(blocks: Sequence[tuple[str, str]]) -> str:
    return "\n\n".join(
        "\n".join("\n".join(textwrap.wrap(line, 72, break_on_hyphens=False)) for line in text.split("\n"))
        for _, text in blocks
    )


def spaced(blocks: Sequence[tuple[str, str]]) -> str:
    return "\n\n".join(text for _, text in blocks)


def dense(blocks: Sequence[tuple[str, str]]) -> str:
    return "\n".join(("\n" if kind == "heading" else "") + text for kind, text in blocks)


Layout = Callable[[Sequence[tuple[str, str]]], str]
LAYOUTS = pytest.mark.parametrize("layout", [wrapped, spaced, dense])


def parse(text: str) -> Document:
    return read(Source(name="a.txt", data=text.encode(), text=text)).document


def outline(blocks: Sequence[Block]) -> list[tuple[str, ...]]:
    """The blocks as rows of kind and texts, sections opened up."""
    rows: list[tuple[str, ...]] = []
    for block in blocks:
        match block:
            case Section():
                rows.append(("heading", plain_text(block.title)))
                rows += outline(block.blocks)
            case BlockQuote():
                rows.append(
                    ("quote", *(plain_text(part).strip() for part in block.blocks), plain_text(block.attribution))
                )
            case Figure():
                rows.append(("caption", plain_text(block.caption), plain_text(block.credit)))
            case List():
                rows.append(("list", *(plain_text(item.blocks).strip() for item in block.items)))
            case Paragraph():
                rows.append((block.role or "paragraph", plain_text(block).strip()))
            case _:
                rows.append((type(block).__name__,))
    return rows


HEAD = [("title", "Island ferry will not sail before the spring"), ("paragraph", RUNNING[0])]
TAIL = [("paragraph", RUNNING[1]), ("heading", "Traders count the cost"), ("paragraph", RUNNING[2])]
A = "We knew that the hull was worn, and we said so. Nobody listened to the crew, and now everyone pays for it."
B = "Our people have worked through every weekend since. They deserve better than a promise for the spring."
C = "I will put that to the committee, and I expect it to act."


def whole(middle: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [*HEAD, *middle, *TAIL]


def quotes_of(layout: Layout, middle: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    rows = outline(parse(layout(whole(middle))).blocks)
    assert ("paragraph", RUNNING[0]) in rows, "the running text before the quotation must stay outside"
    assert ("paragraph", RUNNING[1]) in rows, "the running text after the quotation must stay outside"
    assert ("heading", "Traders count the cost") in rows
    return [row for row in rows if row[0] == "quote"]


@LAYOUTS
@pytest.mark.parametrize("dash", ["– ", "— ", "-- ", "- ", "—", "―"])
@pytest.mark.parametrize(
    "speaker",
    [
        "Ingrid Aasen",
        "Ingrid Aasen, skipper of the lost ferry",
        "Dr Ingrid Aasen OBE, marine surveyor, speaking in Oban",
        "Northern Isles Ferry Users’ Association",
        "A spokeswoman for the yard",
        "J. P. van der Meer",
    ],
)
def test_a_dash_and_a_speaker_sign_the_marked_paragraphs_before_them(layout: Layout, dash: str, speaker: str) -> None:
    middle = [("p", f"“{A}"), ("p", f"{B}"), ("p", f"{C}”"), ("p", dash + speaker)]
    assert quotes_of(layout, middle) == [("quote", f"“{A}", B, f"{C}”", speaker)]


@LAYOUTS
@pytest.mark.parametrize("marks", ["“”", '""', "«»", "„“", "„”"])
def test_marks_of_any_language_open_on_every_paragraph_or_only_on_the_first(layout: Layout, marks: str) -> None:
    opening, closing = marks[0], marks[1]
    first = [("p", f"{opening}{A}"), ("p", f"{B}{closing}"), ("p", "– Ingrid Aasen")]
    every = [("p", f"{opening}{A}"), ("p", f"{opening}{B}{closing}"), ("p", "– Ingrid Aasen")]
    assert quotes_of(layout, first) == [("quote", f"{opening}{A}", f"{B}{closing}", "Ingrid Aasen")]
    assert quotes_of(layout, every) == [("quote", f"{opening}{A}", f"{opening}{B}{closing}", "Ingrid Aasen")]


@LAYOUTS
def test_a_forgotten_closing_mark_does_not_lose_the_quotation(layout: Layout) -> None:
    assert quotes_of(layout, [("p", f"“{A}"), ("p", B), ("p", "– Ingrid Aasen")]) == [
        ("quote", f"“{A}", B, "Ingrid Aasen")
    ]


@LAYOUTS
def test_name_and_office_without_a_dash_sign_after_a_closing_mark(layout: Layout) -> None:
    middle = [("p", f"“{A}"), ("p", f"{B}”"), ("p", "Ingrid Aasen, harbour pilot")]
    assert quotes_of(layout, middle) == [("quote", f"“{A}", f"{B}”", "Ingrid Aasen, harbour pilot")]


@LAYOUTS
def test_the_signature_may_stand_on_the_last_line_of_the_quotation(layout: Layout) -> None:
    assert quotes_of(layout, [("p", f"“{A}"), ("p", f"{B}” – Ingrid Aasen, harbour pilot")]) == [
        ("quote", f"“{A}", f"{B}”", "Ingrid Aasen, harbour pilot")
    ]


@LAYOUTS
@pytest.mark.parametrize("office", ["Harbour pilot, Oban", "Bus driver from Stornoway", "Head of the pilots’ union"])
def test_the_office_may_stand_on_a_second_line(layout: Layout, office: str) -> None:
    middle = [("p", f"“{A}”"), ("p", f"– Ingrid Aasen\n{office}")]
    assert quotes_of(layout, middle) == [("quote", f"“{A}”", f"Ingrid Aasen\n{office}")]


@LAYOUTS
def test_a_statement_without_marks_reaches_back_to_the_report(layout: Layout) -> None:
    assert quotes_of(layout, [("p", A), ("p", B), ("p", C), ("p", "– Ingrid Aasen, pilot")]) == [
        ("quote", A, B, C, "Ingrid Aasen, pilot")
    ]


@LAYOUTS
def test_a_line_that_ends_in_a_colon_announces_the_statement_and_stays_outside(layout: Layout) -> None:
    lead = "In a letter to its members, the association wrote:"
    middle = [
        ("p", lead),
        ("p", "The crossing is safe."),
        ("p", RUNNING[1].replace("Traders", "Members")),
        ("p", "– The board"),
    ]
    rows = outline(parse(layout(whole(middle))).blocks)
    assert ("paragraph", lead) in rows
    assert [row for row in rows if row[0] == "quote"] == [
        ("quote", "The crossing is safe.", RUNNING[1].replace("Traders", "Members"), "The board")
    ]


@LAYOUTS
@pytest.mark.parametrize(
    "line",
    [
        "– Additional reporting by Ingrid Aasen",
        "— Edited by Ingrid Aasen",
        "– Ingrid Aasen contributed to this report",
        "- Translated from Norwegian by Ingrid Aasen",
    ],
)
def test_a_sign_off_of_the_desk_names_no_speaker(layout: Layout, line: str) -> None:
    rows = outline(parse(layout(whole([("p", f"“{A},” he said."), ("p", line)]))).blocks)
    assert ("paragraph", line) in rows


@LAYOUTS
def test_speech_inside_the_story_stays_in_paragraphs(layout: Layout) -> None:
    speech = [("p", "“We were never asked,” said Mr Aasen. “Not once.”"), ("p", "“Not by the board, not by the yard.”")]
    rows = outline(parse(layout(whole(speech))).blocks)
    assert not [row for row in rows if row[0] == "quote"]


@LAYOUTS
@pytest.mark.parametrize("marker", ["- ", "– ", "• ", "  * ", "1. "])
def test_marked_lines_one_under_the_other_are_a_list(layout: Layout, marker: str) -> None:
    items = ["a crossing on every weekday", "a bus to meet it at the pier", "fares frozen until May"]
    if marker == "1. ":
        typed = "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))
    else:
        typed = "\n".join(marker + item for item in items)
    rows = outline(parse(layout(whole([("p", "The board promises three things:"), ("p", typed)]))).blocks)
    assert ("list", *items) in rows


@LAYOUTS
@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        (
            "Passengers wait on the pier at Uig. Photo: Ingrid Aasen",
            "Passengers wait on the pier at Uig.",
            "Photo: Ingrid Aasen",
        ),
        ("The ferry in dry dock (Picture: AFP)", "The ferry in dry dock", "(Picture: AFP)"),
        ("The ferry in dry dock © Ingrid Aasen", "The ferry in dry dock", "© Ingrid Aasen"),
        ("The pier last winter Jon Berg/Reuters", "The pier last winter", "Jon Berg/Reuters"),
        ("Photograph: Jon Berg/AFP", "", "Photograph: Jon Berg/AFP"),
        ("Ingrid Aasen is Harbour Master of Uig", "Ingrid Aasen is Harbour Master of Uig", ""),
        ("Ingrid Aasen speaking at the inquiry", "Ingrid Aasen speaking at the inquiry", ""),
        ("Library picture of the old pier", "Library picture of the old pier", ""),
    ],
)
def test_captions_are_told_from_headings(layout: Layout, line: str, caption: str, credit: str) -> None:
    rows = outline(parse(layout(whole([("p", line)]))).blocks)
    assert ("caption", caption, credit) in rows


@LAYOUTS
@pytest.mark.parametrize(
    "line",
    [
        "Return to top",
        "Email this article",
        "Read more: Harbour board in debt",
        "ADVERTISEMENT",
        "Story continues below",
        "Latest Highland reports",
        "View all Island stories",
        "Updated 20 minutes ago",
        "Follow us on Facebook",
    ],
)
def test_furniture_is_left_out_and_reported_with_its_line(layout: Layout, line: str) -> None:
    text = layout(whole([("p", line)]))
    result = read(Source(name="a.txt", data=b"", text=text))
    assert not [row for row in outline(result.document.blocks) if line in row]
    found = [item for item in result.findings if item.rule == "TXT001"]
    assert [text.split("\n")[item.pos.line - 1] for item in found if item.pos] == [line]
    kept = read(Source(name="a.txt", data=b"", text=text, keep_all=True))
    assert ("paragraph", line) in outline(kept.document.blocks)


@LAYOUTS
def test_a_list_of_one_label_is_debris(layout: Layout) -> None:
    text = layout(whole([("p", f"“{A}”"), ("p", "– Ingrid Aasen\n  1. Highlands")]))
    result = read(Source(name="a.txt", data=b"", text=text))
    rows = outline(result.document.blocks)
    assert ("quote", f"“{A}”", "Ingrid Aasen") in rows
    assert not [row for row in rows if "Highlands" in str(row)]
    assert [item.rule for item in result.findings] == ["TXT002"]


def test_lines_that_somebody_lengthened_after_wrapping_do_not_change_the_layout() -> None:
    blocks = whole([("p", f"“{A}"), ("p", f"{B}”"), ("p", "– Ingrid Aasen"), *(("p", text) for text in RUNNING * 4)])
    lines = wrapped(blocks).split("\n")
    edited = [line.replace(" the ", " the much beloved ", 1) if at % 17 == 4 else line for at, line in enumerate(lines)]
    assert sum(len(line) > 72 for line in edited) >= 2
    rows = outline(parse("\n".join(edited)).blocks)
    assert [row[0] for row in rows].count("list") == 0
    assert [row for row in rows if row[0] == "quote"] == [("quote", f"“{A}", f"{B}”", "Ingrid Aasen")]
    assert sum(row[0] == "paragraph" for row in rows) == 3 + 4 * len(RUNNING)
