"""Single lines between two paragraphs: what pages say around a story, what stands under pictures, and what heads text.

The lists in ``fixtures/text`` are invented or common to many sites: ``interface-lines.txt`` must be left out,
``story-lines.txt`` must stay though it uses the same words, ``caption-lines.txt`` are captions and
``subhead-lines.txt`` headings of the same length.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.readers.text import label

FOLDER = Path(__file__).parents[2] / "fixtures" / "text"
HEADLINE = "Island ferry will not sail before the spring"
STORY = (
    "The ferry between the two islands has been out of service since the storm in November, and a replacement is not "
    "expected before the end of the spring, according to the harbour board.",
    "Traders on the north side said on Friday that takings had fallen by a third since the crossing closed, and that "
    "two cafés near the pier had shut.",
)


def lines(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


def kind(line: str) -> str:
    """What ``line`` is taken for, well below the headline, where no byline or date is."""
    blocks = [HEADLINE, *STORY * 4, line, *STORY]
    draft, _ = label("\n\n".join(blocks) + "\n")
    return draft.kind(9)


@pytest.mark.parametrize("line", lines("interface-lines.txt"))
def test_what_a_page_says_around_a_story_is_left_out(line: str) -> None:
    assert kind(line) == "furniture"


@pytest.mark.parametrize("line", lines("story-lines.txt"))
def test_what_a_story_says_in_the_same_words_stays(line: str) -> None:
    assert kind(line) != "furniture"


@pytest.mark.parametrize("line", lines("caption-lines.txt"))
def test_what_says_what_a_picture_shows_is_a_caption(line: str) -> None:
    assert kind(line) == "caption"


@pytest.mark.parametrize("line", lines("subhead-lines.txt"))
def test_a_subhead_of_the_same_length_is_a_heading(line: str) -> None:
    assert kind(line) == "heading"
