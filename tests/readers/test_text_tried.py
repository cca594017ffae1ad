"""Texts written to break the plain-text reader (``fixtures/text/tried.txt``): each line is taken for what it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from exporter.readers import Source
from exporter.readers.text import explain, label, read
from exporter.readers.text.explain import UNSURE
from tests.readers.test_text_cases import FOLDER

Rows = list[tuple[str, str]]
NAMES = {"": "paragraph", "furniture": "out", "attribution": "speaker"}
OF_NO_LEXICON = {"unknown_lang", "greek", "hindi", "korean"}
KNOWN = pytest.mark.xfail(strict=True, reason="lines of the kinds that docs/reading-plain-text.md names as known")


def tried() -> Iterator[tuple[str, bool, Rows]]:
    """The name of each text, whether the reader is known to get it wrong, and its lines with what they are."""
    for part in (FOLDER / "tried.txt").read_text(encoding="utf-8").split("=== ")[1:]:
        head, _, body = part.partition("\n")
        rows = [line.partition("|")[::2] for line in body.rstrip("\n").split("\n")]
        yield head.rstrip(" !"), head.endswith("!"), [(kind.strip(), text.removeprefix(" ")) for kind, text in rows]


ALL = list(tried())


def typed(rows: Rows) -> str:
    return "\n".join(text for _, text in rows) + "\n"


def test_there_are_fifty() -> None:
    assert len({name for name, _, _ in ALL}) >= 50


@pytest.mark.parametrize(
    "rows", [pytest.param(rows, id=name, marks=[KNOWN] if wrong else []) for name, wrong, rows in ALL]
)
def test_each_line_is_taken_for_what_it_is(rows: Rows) -> None:
    meant = {number: kind for number, (kind, _) in enumerate(rows, start=1) if kind not in ("", ".")}
    assert {item.line: NAMES.get(item.kind, item.kind) for item in explain(typed(rows))} == meant


@pytest.mark.parametrize("rows", [pytest.param(rows, id=name) for name, _, rows in ALL])
def test_nobody_is_given_words_that_are_not_theirs(rows: Rows) -> None:
    speakers = {number for number, (kind, _) in enumerate(rows, start=1) if kind == "speaker"}
    assert {item.line for item in explain(typed(rows)) if item.kind == "attribution"} <= speakers


def test_a_text_of_no_known_language_says_so() -> None:
    told = {
        name
        for name, _, rows in ALL
        if "TXT009" in {item.rule for item in read(Source(name=name, data=b"", text=typed(rows))).findings}
    }
    assert told == OF_NO_LEXICON


@pytest.mark.parametrize("rows", [pytest.param(rows, id=name) for name, _, rows in ALL])
def test_what_is_less_than_seven_tenths_sure_is_a_finding_with_both_readings(rows: Rows) -> None:
    draft, _ = label(typed(rows))
    groups: set[int] = set()
    unsure = set()
    for piece, mark in zip(draft.pieces, draft.labels, strict=True):
        if mark.kind and mark.certainty < UNSURE and mark.group not in groups:
            unsure.add(piece.pos.line)
        groups |= {mark.group} - {0}
    found = read(Source(name="a.txt", data=b"", text=typed(rows))).findings
    offered = {item.pos.line for item in found if item.pos and len(set(item.readings)) == 2}
    assert unsure <= offered
