"""The examples of ``docs/reading-plain-text.md`` are true, the wrong ones above all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exporter.readers.hints import KINDS, parse_hints
from exporter.readers.text import label

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "reading-plain-text.md").read_text(encoding="utf-8")
HEADLINE = "Island ferry will not sail before the spring"
STORY = (
    "The ferry between the two islands has been out of service since the storm in November, and a replacement is not "
    "expected before spring.",
    "Traders on the north side said on Friday that takings had fallen by a third since the crossing closed, and that "
    "two had shut.",
)
EXAMPLES = re.findall(r"^\| `([^`]+)` \| ([a-z, ]+) \| ([a-z, ]+) \|$", PAGE, re.MULTILINE)
NAMES = {"": "paragraph", "furniture": "left out"}


def kinds(example: str, *, dense: bool = False) -> list[str]:
    """What the lines of ``example`` are taken for between two paragraphs of the story."""
    blocks = [block.replace("⏎", "\n") for block in example.split("⏎⏎")]
    gap = "\n" if dense else "\n\n"
    after = ["\nWho pays for the boat", *STORY] if dense else []  # a headline with a gap of its own
    draft, _ = label(gap.join([HEADLINE, *STORY, *blocks, *reversed(STORY), *after]) + "\n")
    lines = sum(block.count("\n") + 1 for block in blocks)
    return [NAMES.get(mark.kind, mark.kind) for mark in draft.labels[3 : 3 + lines]]


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 12


@pytest.mark.parametrize(("typed", "meant", "taken"), EXAMPLES)
def test_what_the_page_says_is_got_wrong_is_got_wrong_in_that_way(typed: str, meant: str, taken: str) -> None:
    assert kinds(typed) == taken.split(", ")
    assert meant != taken


@pytest.mark.parametrize("typed", ["Flooded streets in the old town", "Leonie Quigley leaves Downing Street"])
def test_where_headlines_have_a_gap_of_their_own_a_line_among_paragraphs_is_a_caption(typed: str) -> None:
    assert kinds(typed, dense=True) == ["caption"]


def test_the_hints_on_the_pages_are_hints_and_all_kinds_are_named() -> None:
    reference = (DOCS / "reference" / "command-line.md").read_text(encoding="utf-8")
    for page in (PAGE, reference):
        shown = re.findall(r'^ {4,}(\d+(?:-\d+)? ".*" = .*)$', page, re.MULTILINE)
        assert len(parse_hints("page", "\n".join(shown)).hints) >= 3
    section = reference[reference.index("Kinds:") :].partition("##")[0]
    assert [kind for kind in KINDS if f"`{kind}`" not in section] == []
