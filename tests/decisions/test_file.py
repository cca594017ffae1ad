"""The decisions file: what is not understood is refused in one line that names file and line, and what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import exporter
from exporter.decisions.file import MOST_BYTES, parse

ARTICLE = "# The weir\n\nIt holds.\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('[[picture]\ncontent = "a"\n', 1, "is not TOML"),
        ("[[quote]]\nwords = It holds\n", 2, "is not TOML"),
        ("[[headings]]\nwords = 'x'\n", 1, "“headings” is not known here; use lang =, [[picture]], [[quote]]"),
        ("\n[[part]]\nwords = 'x'\nlevel = 2\n", 4, "“level” is not a key of [[part]]; choose one of words, at"),
        ("[[part]]\nwords = 'x'\nis = 'headline'\n", 3, "is: “headline” is not a kind of part; choose one of title"),
        ("[[part]]\nwords = 'x'\nis = 'heading 9'\n", 3, "for a heading a level from 2 to 6"),
        ("[[part]]\nis = 'drop'\n", 1, 'quote how it begins: words = "The first words"'),
        ("[[part]]\nwords = 'x'\nat = 'somewhere'\n", 3, "at: is not as exporter decide wrote it"),
        ("[[part]]\nwords = 'x'\nwhat = 'pear'\n", 3, "what: “pear” is not known; choose one of quote, list"),
        ("[[picture]]\nalt = 'x'\n", 1, "name the picture: content = its SHA-256, or file = its file name"),
        ("[[picture]]\ncontent = 'xyz'\n", 2, "content: is not a SHA-256"),
        ("[[picture]]\nfile = 'a'\nalt = 'x'\ndecorative = true\n", 4, "says both alt and decorative; keep one"),
        ("[[quote]]\nwords = 'x'\nspeaker = 'y'\nno-speaker = true\n", 4, "says both speaker and no-speaker"),
        ("[[table]]\nwords = 'x'\nheader-rows = 'one'\n", 3, "header-rows: give a whole number"),
        ("[[table]]\nwords = 'x'\nheader-rows = -1\n", 3, "header-rows: -1 is out of range"),
        ("[[language]]\nwords = 'x'\nlang = 'english!'\n", 3, "lang: “english!” is not a language tag"),
        ("lang = 'klingon tongue'\n", 1, "lang: “klingon tongue” is not a language tag"),
        ("[article]\nmarks = 'xyz'\n", 1, "[article] is not as exporter decide wrote it"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(exporter.InputError) as caught:
        parse("vote.decisions.toml", text)
    assert str(caught.value).startswith(f"vote.decisions.toml:{line}: ")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_line_that_looks_like_a_table_inside_a_text_is_not_one() -> None:
    text = '[[picture]]\nfile = "a.png"\nalt = """\n[[picture]]\n"""\n\n[[part]]\nwords = "x"\nis = "drop"\n'
    made = parse("d", text)
    assert [(entry.kind, entry.pos and entry.pos.line) for entry in made.entries] == [("picture", 1), ("part", 7)]


def test_tables_in_a_line_are_read() -> None:
    (entry,) = parse("d", 'part = [{ words = "x", is = "drop" }]\n').entries
    assert (entry.kind, entry.pos) == ("part", None)


def test_an_empty_answer_is_an_open_question() -> None:
    text = '[[quote]]\nwords = "x"\nspeaker = ""\n[[table]]\nwords = "x"\nheader-rows = ""\n'
    text += '[[part]]\nwords = "x"\nis = ""\n'
    assert [entry.answer for entry in parse("d", text).entries] == [None, None, None]


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "a.decisions.toml").write_text("#" * (MOST_BYTES + 1), encoding="utf-8")
    with pytest.raises(exporter.InputError, match="is larger than the limit of 1000000 bytes for decisions"):
        exporter.read(tmp_path / "a.md")


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text('lang = "fr"\n', encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "in" / "a.decisions.toml").symlink_to(tmp_path / "secret.toml")
    with pytest.raises(exporter.InputError, match="decisions beside an article are read from its folder only"):
        exporter.read(tmp_path / "in" / "a.md")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(ARTICLE, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(exporter.InputError, match="name a regular file"):
        exporter.read(tmp_path / "a.md", decisions=tmp_path / "pipe")


def test_bytes_that_are_not_utf_8_are_refused(tmp_path: Path) -> None:
    with pytest.raises(exporter.InputError, match="is not UTF-8; save it as UTF-8"):
        exporter.read(ARTICLE.encode(), format="markdown", decisions=b"\xff\xfe[")


def test_answers_for_pictures_hold_no_other_decisions(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text('[[part]]\nwords = "x"\nis = "drop"\n', encoding="utf-8")
    with pytest.raises(exporter.InputError, match=r"“part” is not known here; use \[\[picture\]\]"):
        exporter.read(ARTICLE.encode(), format="markdown", picture_decisions=tmp_path / "p.toml")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ('[[part]]\nwords = "It holds"\nis = "caption"\n', "“caption” is for plain text; choose one of heading"),
        ('[[part]]\nwords = "The weir"\nis = "heading 2"\n', "the title of the article stays its title"),
        ('[[table]]\nwords = "One"\nheader-rows = 4\n', "the table has 2 rows and 1 columns; give numbers that it has"),
        ('[[language]]\nwords = "It holds"\nphrase = "bold"\nlang = "fr"\n', "the phrase “bold” is not there"),
        ('[[part]]\nwords = "An item"\nis = "heading 2"\n', "a heading cannot stand in a list"),
    ],
)
def test_what_cannot_be_done_is_an_error_and_changes_nothing(said: str, message: str) -> None:
    text = ARTICLE + "\n- An item\n\n| One |\n|---|\n| two |\n"
    before = exporter.read(text.encode(), format="markdown", lang="en")
    article = exporter.open_article(text.encode(), format="markdown", lang="en", decisions=said.encode())
    (told,) = [item for item in article.findings if item.rule == "DEC005"]
    assert message in told.message
    assert article.document == before
