"""Decisions find their place again after small edits of the article, or are reported; they are never used elsewhere."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import exporter
from exporter.decisions.answers import Address
from exporter.decisions.places import Places
from exporter.decisions.units import SHORT, units_of, units_of_lines, written
from exporter.model import Document, Paragraph, Section, Text, plain_text, sections
from tests.conftest import tries
from tests.decisions.sources import content, picture

WORDS = (
    "weir council river harbour board vote evening note figures summer winter bridge ferry water level storm "
    "repair budget mayor engineer school market village road north south meeting letter answer question"
).split()


def opened(folder: Path, text: str, answers: str, name: str = "a.md") -> exporter.Article:
    (folder / name).write_text(text, encoding="utf-8")
    (folder / "a.decisions.toml").write_text(answers, encoding="utf-8")
    return exporter.open_article(folder / name, lang="en")


def rules(article: exporter.Article) -> list[str]:
    return [item.rule for item in article.findings if item.rule.startswith("DEC")]


def heading(words: str, at: str = "") -> str:
    return f'[[part]]\nwords = "{words}"\n' + (f'at = "{at}"\n' if at else "") + 'is = "heading 2"\n'


def titles(article: exporter.Article) -> list[str]:
    return [plain_text(section.title) for _, section in sections(article.document)]


# --- small edits, one by one ------------------------------------------------------------------------------------------

BEFORE = ["It rained all night.", "The weir holds so far", "The river stood high.", "Nobody slept."]


def document(parts: list[str]) -> Document:
    return Document(title=(Text("T"),), blocks=tuple(Paragraph((Text(part),)) for part in parts))


def found(before: list[str], at: int, after: list[str]) -> int | None:
    """Where the part ``at`` of an article is found in the article as it is now."""
    address = [unit for unit in units_of(document(before)) if unit.kind == "paragraph"][at].address
    known = frozenset(unit.mark[:SHORT] for unit in units_of(document(before)))
    unit = Places(units_of(document(after)), known).find(address).unit
    return None if unit is None else unit.path[-1][1]


@pytest.mark.parametrize(
    ("after", "where"),
    [
        (BEFORE, 1),
        (["New first.", *BEFORE], 2),
        (["It rained all day long.", *BEFORE[1:]], 1),
        ([BEFORE[0], "The weir holds so far.", *BEFORE[2:]], 1),
        ([BEFORE[0], "The weier holds so far", *BEFORE[2:]], 1),
        ([BEFORE[0], "The weir hold so far", "Added here.", *BEFORE[2:]], 1),
        ([BEFORE[0], "Added here.", "The weir hold so far", *BEFORE[2:]], 2),
        ([*BEFORE[2:], BEFORE[0], BEFORE[1]], 3),
        ([BEFORE[0], *BEFORE[2:]], None),
        ([BEFORE[0], "Something else altogether stands here", *BEFORE[2:]], None),
        (["Changed.", "The weir hold so far", "Changed too.", "And this."], None),
    ],
)
def test_a_part_is_found_again(after: list[str], where: int | None) -> None:
    assert found(BEFORE, 1, after) == where


@pytest.mark.parametrize(
    ("before", "at", "after", "where"),
    [
        (["A b.", "Yes.", "C d.", "Yes.", "E f."], 3, ["A b.", "Yes.", "C d.", "Yes.", "E f."], 3),
        (["A b.", "Yes.", "C d.", "Yes.", "E f."], 3, ["A b.", "C d.", "Yes.", "E f."], 2),
        (["A b.", "Yes.", "C d.", "Yes.", "E f."], 1, ["X y.", "C d.", "Yes.", "E f."], None),
        (["A b.", "Yes.", "C d.", "Yes.", "E f."], 1, ["X y.", "Yes.", "Z z.", "Yes.", "W w."], None),
        (["Phase 1", "A b.", "Phase 2", "C d."], 0, ["A b.", "Phase 2", "C d."], None),
        (["Phase 1", "Phase 2", "Phase 3"], 0, ["Phase 2", "Phase 3"], None),
        (["In 2024 it rose", "A b.", "C d."], 0, ["In 2025 it rose", "X y.", "C d."], None),
    ],
)
def test_twins_and_neighbours_are_not_taken_for_one_another(
    before: list[str], at: int, after: list[str], where: int | None
) -> None:
    assert found(before, at, after) == where


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[str], int, list[tuple[int | None, str]]]:
    """An article, the number of one of its parts, and the article after some edits; each part knows where it was."""
    chosen = random.Random(draw(st.integers(0, 2**32)))

    def sentence() -> str:
        return " ".join(chosen.choice(WORDS) for _ in range(chosen.randint(1, 12))).capitalize() + "."

    parts = [sentence() for _ in range(chosen.randint(2, 14))]
    for _ in range(chosen.randint(0, 3)):  # twins, as "Yes." is in an interview
        parts[chosen.randrange(len(parts))] = chosen.choice(parts)
    now: list[tuple[int | None, str]] = list(enumerate(parts))
    for _ in range(chosen.randint(0, 6)):
        edit(chosen, now, sentence)
    return parts, chosen.randrange(len(parts)), now


def edit(chosen: random.Random, now: list[tuple[int | None, str]], sentence: object) -> None:
    at = chosen.randrange(len(now)) if now else 0
    assert callable(sentence)
    match chosen.choice(("insert", "delete", "letter", "word", "swap", "mark")):
        case "insert":
            now.insert(at, (None, sentence()))
        case "delete" if len(now) > 1:
            del now[at]
        case "letter" if now:
            number, words = now[at]
            place = chosen.randrange(len(words))
            now[at] = (number, words[:place] + chosen.choice("abcdefgh") + words[place + chosen.randint(0, 1) :])
        case "word" if now:
            number, words = now[at]
            several = words.split()
            several[chosen.randrange(len(several))] = chosen.choice(WORDS)
            now[at] = (number, " ".join(several))
        case "swap" if len(now) > 1:
            other = chosen.randrange(len(now))
            now[at], now[other] = now[other], now[at]
        case "mark" if now:
            number, words = now[at]
            now[at] = (number, words.rstrip(".") + "!")
        case _:
            pass


@settings(max_examples=tries(600))
@given(edited())
def test_after_any_small_edits_a_decision_is_at_its_place_or_reported(
    case: tuple[list[str], int, list[tuple[int | None, str]]],
) -> None:
    before, at, now = case
    where = found(before, at, [words for _, words in now])
    if where is None:
        return
    number, words = now[where]
    same = before[at].strip(".!").casefold()
    assert number == at or words.strip(".!").casefold() == same, (before[at], words)


@settings(max_examples=tries(200))
@given(edited())
def test_one_edit_of_another_part_never_loses_a_decision(
    case: tuple[list[str], int, list[tuple[int | None, str]]],
) -> None:
    before, at, _ = case
    for other in range(len(before)):
        if other != at and before.count(before[at]) == 1:
            after = [words + " More of it." if number == other else words for number, words in enumerate(before)]
            assert found(before, at, after) == at


# --- in a file --------------------------------------------------------------------------------------------------------

TEXT = "# A wet week\n\nIt rained.\n\nThe weir holds\n\nNobody slept.\n\nThe weir holds on\n\nIt is over.\n"


def test_words_that_are_not_there_are_an_error_that_names_the_nearest(tmp_path: Path) -> None:
    article = opened(tmp_path, TEXT, heading("The wier holds on"))
    (told,) = [item for item in article.findings if item.rule == "DEC001"]
    assert (told.file, told.pos and told.pos.line, told.snippet) == (
        str(tmp_path / "a.decisions.toml"),
        1,
        "[[part]]",
    )
    assert "nearest is “The weir holds on” (line 9)" in told.message
    assert titles(article) == []


def test_words_at_which_several_parts_begin_are_an_error(tmp_path: Path) -> None:
    article = opened(tmp_path, TEXT, heading("The weir"))
    assert rules(article) == ["DEC002"]
    assert titles(article) == []


def test_whole_words_win_over_beginnings_and_a_line_over_both(tmp_path: Path) -> None:
    assert titles(opened(tmp_path, TEXT, heading("The weir holds"))) == ["The weir holds"]
    said = heading("The weir").replace("is =", "line = 9\nis =")
    assert titles(opened(tmp_path, TEXT, said)) == ["The weir holds on"]


def test_words_that_changed_a_little_are_told(tmp_path: Path) -> None:
    units = units_of(exporter.read(TEXT.encode(), format="markdown"))
    (address,) = [unit.address for unit in units if unit.words == "It is over."]
    known = f'[article]\nmarks = "{"".join(unit.mark[:SHORT] for unit in units)}"\n'
    said = heading("It is over.", written(address)) + known
    article = opened(tmp_path, TEXT.replace("It is over", "It is ovver"), said)
    assert rules(article) == ["DEC004", "DEC003"] or rules(article) == ["DEC003", "DEC004"]
    assert titles(article) == ["It is ovver."]


def test_two_decisions_about_one_place_are_an_error(tmp_path: Path) -> None:
    article = opened(tmp_path, TEXT, heading("It rained") + heading("It rained").replace("2", "3"))
    assert sorted(rules(article)) == ["DEC003", "DEC005"]


def test_a_picture_that_changed_its_content_has_no_answer(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture("blue"))
    said = f'[[picture]]\ncontent = "{content("red")}"\nfile = "a.png"\nalt = "The weir"\n'
    article = opened(tmp_path, "# T\n\n![](a.png)\n", said)
    (told,) = [item for item in article.findings if item.rule == "DEC001"]
    assert "the picture “a.png” has another content now" in told.message
    assert "IMG001" in [item.rule for item in article.findings]


def test_a_picture_is_found_by_its_name_alone(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    article = opened(tmp_path, "# T\n\n![](a.png)\n", '[[picture]]\nfile = "a.png"\nalt = "The weir"\n')
    assert rules(article) == ["DEC003"]
    assert "IMG001" not in [item.rule for item in article.findings]


def test_lines_of_plain_text_are_found_like_parts() -> None:
    before = units_of_lines("One line here\n\nAnother line there\n\nThe last of them\n")
    text = "New.\n\nOne line here\n\nAnother lime there\n\nThe last of them\n"
    after = Places(units_of_lines(text), frozenset(unit.mark[:SHORT] for unit in before))
    place = after.find(before[1].address).unit
    assert place is not None
    assert place.pos is not None
    assert place.pos.line == 5


def test_an_address_is_written_as_it_is_read() -> None:
    unit = units_of(document(BEFORE))[2]
    assert unit.address == Address(
        words="The weir holds so far", place="paragraph 2", mark=unit.mark, before=unit.before, after=unit.after
    )
    assert written(unit.address) == f"paragraph 2: {unit.mark} {unit.before} {unit.after}"


def test_a_section_nests_where_its_heading_was_decided() -> None:
    assert isinstance(document(BEFORE).blocks[0], Paragraph)
    text = "# T\n\n## A\n\none\n\n### B\n\ntwo\n\n### C\n\nthree\n\n## D\n\nfour\n"
    said = b'[[part]]\nwords = "B"\nis = "heading 2"\n[[part]]\nwords = "D"\nis = "paragraph"\n'
    made = exporter.open_article(text.encode(), format="markdown", lang="en", decisions=said).document
    assert [(level, plain_text(section.title)) for level, section in sections(made)] == [(2, "A"), (2, "B"), (3, "C")]
    last = made.blocks[-1]
    assert isinstance(last, Section)
    assert isinstance(last.blocks[-1], Section)
    assert [plain_text(block).strip() for block in last.blocks[-1].blocks] == ["three", "D", "four"]
