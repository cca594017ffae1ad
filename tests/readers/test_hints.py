"""Hints: what a person decided about lines of an article, kept beside it, and what ``exporter read`` tells of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import exporter
from exporter.errors import InputError, UsageError
from exporter.findings import Finding
from exporter.model import BlockQuote, List, Paragraph, Section, plain_text, sections, walk
from exporter.readers.hints import KINDS, parse_hints, place_hints
from exporter.rules.rule import Level

ARTICLE = """Island ferry will not sail before the spring

The ferry has been out of service since the storm in November, according to the harbour board.

Flooded streets in the old town

Traders on the north side said on Friday that takings had fallen by a third since the crossing closed.

Back to top

The union said that the Gdynia yard had been told twice about the hull.

We must never let this happen again, and we will not.

– Ingrid Aasen, pilot

A decision on the new vessel will be taken by the transport committee at its next meeting in the town.
"""
CAPTION, TOP, FIRST, SECOND = 5, 9, 11, 13


def opened(folder: Path, hints: str, text: str = ARTICLE) -> exporter.Document:
    return article(folder, hints, text)[0]


def article(folder: Path, hints: str, text: str = ARTICLE) -> tuple[exporter.Document, list[Finding]]:
    (folder / "ferry.txt").write_text(text, encoding="utf-8")
    (folder / "ferry.txt.hints").write_text(hints, encoding="utf-8")
    result = exporter.open_article(folder / "ferry.txt", lang="en")
    return result.document, list(result.findings)


def quotes(document: exporter.Document) -> list[tuple[int, str]]:
    return [(len(node.blocks), plain_text(node.attribution)) for node in walk(document) if isinstance(node, BlockQuote)]


# --- decisions ------------------------------------------------------------------------------------------------------


def test_without_hints_the_caption_is_taken_for_a_heading_and_the_button_is_left_out(tmp_path: Path) -> None:
    document = opened(tmp_path, "")
    assert [plain_text(section.title) for _, section in sections(document)] == ["Flooded streets in the old town"]
    assert "Back to top" not in plain_text(document.blocks)


@pytest.mark.parametrize("kind", ["caption", "paragraph", "standfirst", "byline", "item", "code", "quote", "drop"])
def test_a_hint_decides_what_a_line_is(tmp_path: Path, kind: str) -> None:
    document = opened(tmp_path, f'{CAPTION} "Flooded streets" = {kind}\n')
    assert list(sections(document)) == []
    told = exporter.explain(tmp_path / "ferry.txt").decisions
    (decided,) = [item for item in told if item.line == CAPTION]
    assert (decided.kind, decided.certainty) == ("furniture" if kind == "drop" else kind, 1.0)
    assert ("Flooded streets" in plain_text(document.blocks)) == (kind != "drop")


def test_every_kind_that_the_reference_names_is_understood() -> None:
    text = "\n".join(f'{line} "x" = {kind}' for line, kind in enumerate(KINDS, start=1))
    assert [hint.kind for hint in parse_hints("a.hints", text).hints] == list(KINDS)


def test_what_was_left_out_can_be_kept_for_good(tmp_path: Path) -> None:
    document, found = article(tmp_path, f'{TOP} "Back to top" = paragraph')
    assert "Back to top" in plain_text(document.blocks)
    assert [item.rule for item in found if item.rule.startswith("TXT001")] == []


def test_what_a_hint_drops_is_reported_and_kept_when_all_is_to_be_kept(tmp_path: Path) -> None:
    _, found = article(tmp_path, '17 "A decision on" = drop')
    assert [item.pos.line for item in found if item.rule == "TXT001" and item.pos] == [TOP, 17]
    kept = exporter.read(tmp_path / "ferry.txt", keep_all=True)
    assert "A decision on the new vessel" in plain_text(kept.blocks)


def test_a_hint_moves_the_beginning_of_a_statement_without_marks(tmp_path: Path) -> None:
    assert quotes(opened(tmp_path, "")) == [(1, "Ingrid Aasen, pilot")]
    longer = opened(tmp_path, f'{FIRST} "The union said" = quote')
    assert quotes(longer) == [(2, "Ingrid Aasen, pilot")]
    none = opened(tmp_path, '15 "– Ingrid" = paragraph')
    assert quotes(none) == []


def test_a_range_of_lines_is_decided_at_once(tmp_path: Path) -> None:
    document = opened(tmp_path, f'{CAPTION}-7 "Flooded" = item')
    (made,) = [node for node in walk(document) if isinstance(node, List)]
    assert len(made.items) == 2


def test_a_speaker_named_by_a_hint_gets_the_statement_before(tmp_path: Path) -> None:
    text = ARTICLE.replace("– Ingrid Aasen, pilot", "ingrid from the pier")
    assert quotes(opened(tmp_path, "", text)) == []
    assert quotes(opened(tmp_path, '15 "ingrid" = attribution', text)) == [(1, "ingrid from the pier")]


def test_a_heading_can_be_given_its_level(tmp_path: Path) -> None:
    text = ARTICLE.replace("Back to top", "What the traders say")
    hints = f'{CAPTION} "Flooded" = heading 2\n{TOP} "What the" = heading 3\n'
    document = opened(tmp_path, hints, text)
    assert [(level, plain_text(section.title)) for level, section in sections(document)] == [
        (2, "Flooded streets in the old town"),
        (3, "What the traders say"),
    ]
    assert isinstance(document.blocks[-1], Section)


def test_a_line_broken_by_mistake_can_be_joined_and_a_block_begun_inside_another(tmp_path: Path) -> None:
    text = "Ferry news\n\nThe ferry has been out of service since\n\nthe storm in November, the board said today.\n"
    document = opened(tmp_path, '5 "the storm" = join', text)
    assert [plain_text(block).strip() for block in document.blocks if isinstance(block, Paragraph)] == [
        "The ferry has been out of service since the storm in November, the board said today."
    ]


# --- a changed article ----------------------------------------------------------------------------------------------


def test_a_hint_follows_its_words_to_another_line_and_says_so(tmp_path: Path) -> None:
    document, found = article(tmp_path, '2 "Flooded streets" = caption')
    assert list(sections(document)) == []
    (moved,) = [item for item in found if item.rule == "TXT008"]
    assert (moved.file, moved.pos and moved.pos.line) == (str(tmp_path / "ferry.txt.hints"), 1)
    assert "line 2 of the article is now line 5" in moved.message


@pytest.mark.parametrize(
    ("hints", "why"),
    [
        ('5 "These words are gone" = caption', "no line of the article begins with"),
        ('1 "" = drop', "no line of the article begins with"),
        ('2 "T" = drop', "several others do"),
        (f'{CAPTION} "Flooded" = caption\n{CAPTION} "Flooded streets" = drop', "has a hint already, on line 1"),
    ],
)
def test_a_hint_that_fits_no_line_is_an_error_and_does_nothing(tmp_path: Path, hints: str, why: str) -> None:
    text = ARTICLE + "\nTwo more lines.\n\nThen the last of them.\n"
    _, found = article(tmp_path, hints, text)
    (unused,) = [item for item in found if item.rule == "TXT007"]
    assert why in unused.message
    assert unused.level is Level.error
    assert unused.file == str(tmp_path / "ferry.txt.hints")
    assert unused.snippet == hints.split("\n")[-1]


@pytest.mark.parametrize(
    ("hints", "why"),
    [
        ("this is not a hint", r"ferry\.txt\.hints:1: is not a hint; write it as"),
        ('# a remark\n5 "Flooded" = picture', r"ferry\.txt\.hints:2: “picture” is not a kind; choose one of title,"),
        ('5 "Flooded" = caption 2', r"ferry\.txt\.hints:1: “caption 2” is not a kind"),
        ('5-3 "Flooded" = caption', r"ferry\.txt\.hints:1: lines are counted from 1"),
        ('0 "Flooded" = caption', r"ferry\.txt\.hints:1: lines are counted from 1"),
    ],
)
def test_a_file_that_holds_something_else_is_refused_with_its_line(tmp_path: Path, hints: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        article(tmp_path, hints)


def test_many_hints_without_a_line_cost_no_search_through_all_lines() -> None:
    lines = [(number, f"line {number} of it") for number in range(1, 20_001)]
    hints = parse_hints("a.hints", "\n".join(f'{number} "none {number}" = drop' for number in range(1, 5_001)))
    assert len(place_hints(hints, lines).findings) == 5_000


# --- which file -----------------------------------------------------------------------------------------------------


def test_a_file_of_hints_can_be_named_and_then_the_one_beside_is_not_read(tmp_path: Path) -> None:
    opened(tmp_path, "")
    (tmp_path / "ferry.txt.hints").write_text("this is not a hint", encoding="utf-8")
    named = tmp_path / "mine"
    named.write_text(f'{CAPTION} "Flooded" = caption', encoding="utf-8")
    assert list(sections(exporter.read(tmp_path / "ferry.txt", hints=named))) == []


def test_hints_for_a_format_that_says_what_each_thing_is(tmp_path: Path) -> None:
    path = tmp_path / "ferry.md"
    path.write_text("# Ferry\n\nIt sails.\n", encoding="utf-8")
    (tmp_path / "ferry.md.hints").write_text('3 "It" = drop', encoding="utf-8")
    found = exporter.open_article(path, lang="en").findings
    assert [item.message for item in found if item.rule == "TXT007"] == [
        f"hints are for plain text, and {path} is read as markdown: no hint is used"
    ]
    with pytest.raises(UsageError, match="hints are for plain text"):
        exporter.read(path, hints=tmp_path / "ferry.md.hints")


def test_hints_beside_an_article_are_read_from_its_folder_only(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "secret").write_text('1 "Island" = drop', encoding="utf-8")
    (inner / "ferry.txt.hints").symlink_to(tmp_path / "secret")
    with pytest.raises(InputError, match="lies outside the article's folder"):
        exporter.read(inner / "ferry.txt")


# --- the command ----------------------------------------------------------------------------------------------------


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "exporter", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("read")
    (made / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    return made


@pytest.mark.slow
def test_the_command_tells_every_line_with_its_reason_and_certainty(folder: Path) -> None:
    done = run(folder, "read", "ferry.txt", "--explain", "--lang", "en")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    typed = [number for number, line in enumerate(ARTICLE.split("\n"), start=1) if line]
    assert [int(line.split(":")[0]) for line in lines[:-1:2]] == typed
    assert lines[2 * typed.index(TOP)] == "9: left out: Back to top"
    at = typed.index(SECOND)
    assert (
        lines[2 * at] == "13: uncertain: quote of Ingrid Aasen: We must never let this happen again, and we will not."
    )
    assert lines[2 * at + 1].strip().startswith("0.60: ")
    assert lines[-1] == "ferry.txt: 9 blocks, 1 uncertain, 1 left out"
    assert "ferry.txt:13:1: warning TXT005" in done.stderr
    assert '13 "We must never let this happen again, an…" = quote' in done.stderr


@pytest.mark.slow
@pytest.mark.slow
def test_hints_that_the_command_prints_settle_what_was_uncertain(folder: Path) -> None:
    made = run(folder, "read", "ferry.txt", "--format", "hints").stdout
    (folder / "decided").write_text(made, encoding="utf-8")
    done = run(folder, "read", "ferry.txt", "--lang", "en", "--hints", "decided", "--format", "json")
    told = json.loads(done.stdout)
    assert [item["unsure"] for item in told["decisions"]] == [False] * 9
    assert {item["rule"] for item in told["findings"]} == {"TXT001"}


def test_keeping_all_is_said_beside_the_line(folder: Path) -> None:
    done = run(folder, "read", "ferry.txt", "--keep-all")
    assert "9: paragraph, kept though it would be left out: Back to top" in done.stdout.splitlines()
    assert done.stdout.splitlines()[-1].endswith("0 left out")


def test_other_formats_are_told_by_their_nodes(folder: Path) -> None:
    (folder / "ferry.md").write_text("# Ferry\n\n> It is over.\n\n## Why\n\n- one\n", encoding="utf-8")
    done = run(folder, "read", "ferry.md", "--lang", "en")
    assert done.stdout.splitlines() == [
        "metadata: usual Markdown",
        "1: title: Ferry",
        "3: quote without a speaker",
        "3: paragraph: It is over.",
        "5: heading of level 2: Why",
        "7: list of 1",
        "7: paragraph: one",
        "ferry.md: 6 blocks, 0 uncertain, 0 left out",
    ]


@pytest.mark.slow
def test_a_hint_without_a_line_costs_the_exit_code(folder: Path) -> None:
    (folder / "wrong").write_text('5 "These words are gone" = caption', encoding="utf-8")
    done = run(folder, "read", "ferry.txt", "--hints", "wrong")
    assert done.returncode == 1
    assert "wrong:1:1: error TXT007" in done.stderr
    assert run(folder, "convert", "ferry.txt", "ferry.md", "--hints", "wrong").returncode == 2
