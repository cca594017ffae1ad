"""What people read here is plain British English: turns of phrase that need a second reading stay out.

Looked at are the docstrings, comments and messages of the package and the pages of the documentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
MODULES = sorted((ROOT / "exporter").rglob("*.py"))

PATTERNS = {
    # what is wrong → (pattern, an example of it, the same in plain words)
    "“no” before what something is not": (
        r"(?<!there )\b(?:is|are|was|were) no (?!longer\b|more\b|less\b)",
        "“xx-q” is no language tag",
        "“xx-q” is not a language tag; there is no such file",
    ),
    "“none” for what something is not": (
        r"(?<!there )\b(?:is|are|was|were) (?-i:none)\b(?! where kind)",
        '"" when it is none',
        '"" when there is none; "" when it is not a date',
    ),
    "“one … a line” for each": (
        r"\b(?:one|two|three) (?!(?:of|by|on|in|at|broke)\b)\w+ a (?:line|row|page|rule|file|node|format|kind|book)\b",
        "one finding a line",
        "one finding per line",
    ),
    "“has not” without a verb": (
        r"\b(?:has|have|had) not(?=[,.;:)]|$| (?:and|or|the|a)\b)",
        "characters that the fonts have not, and names",
        "characters that the fonts lack, which have not been named",
    ),
    "“be had”": (r"\bbe had\b", "a picture that could not be had", "an image that could not be loaded"),
    "“who listens”": (r"\bwho(?:ever)? listens\b", "what it means to who listens", "what it means to listeners"),
    "old words": (
        r"\b(?:shall|lest|nought|naught|wherein|thereof|therein|so much as|that which|of its own making|sown)\b",
        "a number below nought shall be refused",
        "a number below zero is refused",
    ),
    "“but for”": (r"\bbut for\b", "all rules but for those of headlines", "all rules except those of headlines"),
    "“and the like”": (r"\bthe like\b", "margins and the like", "margins and similar settings"),
    "the verb before its subject": (
        r"\b(?:Not|Nor|Never) \w+ (?:is|are|was|were)\b",
        "Not read is what a script adds.",
        "What a script adds is not read.",
    ),
}


@cache
def texts() -> list[tuple[str, str]]:
    """Each place, and the text that stands there."""
    pages = [(f"{page.relative_to(ROOT)}:{at}", line) for page in PAGES for at, line in _lines(page)]
    return pages + [found for module in MODULES for found in _texts_of(module)]


def _lines(page: Path) -> Iterator[tuple[int, str]]:
    return enumerate(page.read_text(encoding="utf-8").splitlines(), 1)


def _texts_of(module: Path) -> Iterator[tuple[str, str]]:
    """The paragraphs of a module, code and all, each in one line: sentences go over line ends, and over strings."""
    at = 1
    for part in module.read_text(encoding="utf-8").split("\n\n"):
        words = " ".join(re.sub(r"^ *# ?", "", part, flags=re.MULTILINE).split())
        yield f"{module.relative_to(ROOT)}:{at}", re.sub(r'" f?"', "", words)
        at += part.count("\n") + 2


@pytest.mark.parametrize("name", PATTERNS)
def test_texts_are_plain(name: str) -> None:
    pattern = re.compile(PATTERNS[name][0], re.IGNORECASE if name != "the verb before its subject" else 0)
    wrong = [(place, found) for place, text in texts() if (found := pattern.search(text))]
    assert [f"{place}: …{found.string[max(0, found.start() - 40) : found.end() + 40]}…" for place, found in wrong] == []


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_tells_its_bad_example_from_the_good_one(name: str) -> None:
    pattern, bad, good = PATTERNS[name]
    assert re.search(pattern, bad, re.IGNORECASE)
    assert not re.search(pattern, good, re.IGNORECASE)


def test_texts_are_found() -> None:
    assert len(texts()) > 5_000
