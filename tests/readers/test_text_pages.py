"""Live pages, letters pages and interviews in six languages, measured (``fixtures/text/pages.txt``)."""

from __future__ import annotations

import pytest

from benchmarks.text_pages import KINDS, Page, lines_of, pages, table
from tests.conftest import ROOT

ALL = list(pages())
FLOOR = 0.89
"""The share of lines that must be right, of each kind of page and in each language."""


def test_there_are_live_pages_and_letters_in_six_languages() -> None:
    for kind in ("live", "letters"):
        assert {page.language for page in ALL if page.kind == kind} >= {"de", "fr", "es", "it", "nl"}
    assert {page.language for page in ALL} >= {"de", "fr", "es", "it", "nl", "pt"}
    assert {page.kind for page in ALL} == set(KINDS)


@pytest.mark.parametrize("name", [*KINDS, "de", "fr", "es", "it", "nl", "pt"])
def test_nearly_all_lines_are_right(name: str) -> None:
    lines = [line for page in ALL if name in (page.kind, page.language) for line in lines_of(page)]
    assert sum(line.meant == line.taken for line in lines) >= FLOOR * len(lines)


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in ALL])
def test_nobody_is_given_words_and_nothing_of_the_page_is_left_out(page: Page) -> None:
    taken = {(line.number, line.taken) for line in lines_of(page) if line.meant != line.taken}
    assert {number for number, kind in taken if kind in ("speaker", "out", "joined")} == set()


def test_the_docs_say_what_was_measured() -> None:
    assert table() in (ROOT / "docs" / "reading-plain-text.md").read_text(encoding="utf-8")
