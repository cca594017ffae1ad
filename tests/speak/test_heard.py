"""``speak --as``: each reader's row of data against what was heard of the same article (fixtures/heard).

A dump of a program's tree has roles and words; a transcript must have the same ones, in the same order. Rows of readers
that nobody here can hear say so themselves.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from exporter.cli import app
from exporter.errors import UsageError
from exporter.model import Document
from exporter.readback import open_file
from exporter.run.given import given
from exporter.run.inspect import transcript_of
from exporter.run.pipeline import ReadOptions, read_article
from exporter.speak import Line
from exporter.speak.heard import heard
from exporter.speak.readers import READERS
from exporter.writers import WriteOptions, writer

HEARD = Path(__file__).parent.parent.parent / "fixtures/heard"
sys.path.insert(0, str(HEARD.parent.parent / "tools/listen"))
from dumps import Node, parse, squeeze  # noqa: E402  (the listening room's own reader of dumps)

ARTICLE = HEARD / "tide-mill.md"
DUMPS = {("pdf", "chromium"), ("pdf", "firefox"), ("epub", "chromium"), ("epub", "firefox"), ("docx", "writer")}
INVISIBLE = "\\n"


@pytest.fixture(scope="module")
def article() -> Document:
    return read_article(given(str(ARTICLE)), ReadOptions()).document


@pytest.fixture(scope="module")
def files(article: Document) -> dict[str, Document]:
    return {form: open_file(writer(form)(article, WriteOptions()).data, form) for form in ("pdf", "epub", "docx")}


def dump(form: str, program: str) -> Node:
    return parse((HEARD / f"tide-mill.{form}.{program}.txt").read_text(encoding="utf-8").splitlines())


def told(files: dict[str, Document], form: str, program: str) -> list[Line]:
    return heard(files[form], READERS[program][form])


def nodes(root: Node, role: str) -> list[Node]:
    return [node for node in root.walk() if node.role == role]


def test_every_heard_row_has_its_dump_and_no_other_is_called_heard() -> None:
    every = [(form, program, row) for program, forms in READERS.items() for form, row in forms.items()]
    was_heard = {(form, program) for form, program, row in every if row.evidence == "heard"}
    assert {(form, program) for form, program in was_heard if form != "html"} == DUMPS
    assert all(row is READERS[program]["epub"] for form, program, row in every if form == "html")


@pytest.mark.parametrize(("form", "program"), sorted(DUMPS))
def test_what_is_told_are_the_words_that_were_heard_in_their_order(
    files: dict[str, Document], form: str, program: str
) -> None:
    root = dump(form, program)
    stream = squeeze("".join(_words(root)))
    place, missing = 0, []
    for line in told(files, form, program)[1:]:
        if line.text and not line.role.startswith(("footnote", "table", "row", "link")) and "link" not in line.text:
            want = squeeze(line.text)
            at = stream.find(want, place)
            place = at + len(want) if at >= 0 else place
            missing += [line.text] if at < 0 and want not in stream else []
    allowed = 12 if form == "pdf" else 4  # words around notes and formulas, which programs cut in pieces
    assert len(missing) <= allowed, missing


def _words(node: Node) -> list[str]:
    here = [node.text.replace(INVISIBLE, " "), node.name if node.role == "image" else ""]
    return [*here, *(word for child in node.children for word in _words(child))]


@pytest.mark.parametrize(("form", "program"), sorted(DUMPS))
def test_roles_are_told_where_they_were_heard(files: dict[str, Document], form: str, program: str) -> None:
    root, lines = dump(form, program), told(files, form, program)
    roles = [line.role for line in lines]
    quotes = sum(role.endswith("block quote") and not role.startswith(("leaving", "out of")) for role in roles)
    assert quotes == len(nodes(root, "block quote"))
    named = [role.removesuffix(", block quote") for role in roles if role.endswith(", block quote")]
    figures = {node.name for node in root.walk() if node.facts.get("tag") == "figure"}
    assert set(named) <= figures
    assert sum(role.startswith("table with") for role in roles) == len(nodes(root, "table"))
    if any(role.startswith("list with") for role in roles):
        items = [node for node in nodes(root, "list item") if node.facts.get("item")]
        marked = sum(role.endswith((".", "•", "item")) and not role.startswith("table") for role in roles)
        assert marked == len(items)
    else:
        assert not [node for node in nodes(root, "list item") if node.facts.get("item")]


@pytest.mark.parametrize(("form", "program"), sorted(DUMPS))
def test_headings_have_the_level_that_was_heard(files: dict[str, Document], form: str, program: str) -> None:
    root = dump(form, program)
    was = [(node.facts.get("level"), squeeze(node.label())) for node in nodes(root, "heading") if "level" in node.facts]
    for line in told(files, form, program):
        if line.role.startswith("heading level"):
            found = [level for level, words in was if squeeze(line.text) in words or words in squeeze(line.text)]
            assert found, line.text
            assert line.role.removeprefix("heading level ") in found, (line.text, found)


@pytest.mark.parametrize("program", sorted({program for _, program in DUMPS}))
def test_headers_are_told_with_cells_only_where_the_program_has_them(files: dict[str, Document], program: str) -> None:
    for form in {form for form, name in DUMPS if name == program}:
        headed = any(
            node.facts.get("columnhead", "").startswith("Hours") for node in nodes(dump(form, program), "table cell")
        )
        lines = [line for line in told(files, form, program) if line.role.startswith("row 2 column 3")]
        assert any("Hours" in line.role for line in lines) == headed, (form, program)


def test_documented_rows_say_so() -> None:
    assert {row.evidence for name in ("nvda-word", "nvda-acrobat") for row in READERS[name].values()} == {"documented"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("heard")
    text = "---\nlang: en\n---\n\n# Title\n\n> Said.\n>\n> — Jane Roe\n\nMore.[^1]\n\n[^1]: Noted.\n"
    (folder / "a.md").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(app, ["convert", str(folder / "a.md"), "--to", "pdf,epub,docx", "--out-dir", str(folder)])
    assert done.exit_code == 0, done.output
    return folder


def run(*words: Any) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["speak", *map(str, words)])
    return result.exit_code, result.output


@pytest.mark.slow
def test_the_command_tells_one_reader_and_compares_two(made: Path) -> None:
    code, text = run(made / "a.epub", "--as", "firefox")
    assert (code, text.splitlines()[0]) == (0, "reader: Firefox, a page of an EPUB or the web (heard)")
    assert "Jane Roe, block quote" in text
    assert "block quote" not in run(made / "a.docx", "--as", "writer")[1]
    code, text = run(made / "a.pdf", "--as", "firefox", "--diff", "nvda-acrobat")
    assert code == 1
    assert "+ block quote" in text
    assert run(made / "a.epub", "--as", "firefox", "--diff", made / "a.epub")[0] == 0
    assert run(made / "a.pdf", "--as", "firefox", "--diff", "firefox") == (0, "both tell the same\n")


def test_what_cannot_be_opened_is_said(made: Path) -> None:
    with pytest.raises(UsageError, match=r"a\.pdf; it opens docx"):
        transcript_of(given(str(made / "a.pdf")), ReadOptions(), "writer")
    with pytest.raises(UsageError, match="is not known; choose one of firefox"):
        transcript_of(given(str(made / "a.pdf")), ReadOptions(), "jaws")
    assert run(made / "a.md", "--as", "writer")[0] == 0  # an article: as the file that would be made of it
