"""The judge of the listening room (tools/listen): what it passes, and that each assertion fails for its own fault.

The room itself needs root and minutes (``make listen``); here its dumps of the long article are judged as they stand in
fixtures/heard, whole and with one fault each.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

import exporter
from exporter.writers import WriteOptions, writer

ROOT = Path(__file__).parent.parent
HEARD = ROOT / "fixtures/heard"
sys.path.insert(0, str(ROOT / "tools/listen"))
from dumps import cases  # noqa: E402
from judge import judged  # noqa: E402

NAME = "tide-mill"


@pytest.fixture(scope="module")
def model() -> str:
    return writer("json")(exporter.read(HEARD / f"{NAME}.md"), WriteOptions()).data.decode()


def found(folder: Path, model: str, dump: str, text: str, name: str = NAME) -> dict[str, str]:
    """The word for each assertion about one dump."""
    (folder / f"{name}.json").write_text(model, encoding="utf-8")
    (folder / dump).write_text(text, encoding="utf-8")
    return {one.id: one.word for one in judged(cases(folder, {}))}


def golden(dump: str) -> str:
    return (HEARD / dump).read_text(encoding="utf-8")


DUMPS = sorted(path.name for path in HEARD.glob(f"{NAME}.*.txt"))


def test_there_are_dumps_of_every_file_and_program() -> None:
    trees = [f"{NAME}.{form}.{program}.txt" for form in ("epub", "pdf") for program in ("chromium", "firefox")]
    assert set(DUMPS) >= {*trees, f"{NAME}.docx.writer.txt"}


@pytest.mark.parametrize("dump", DUMPS)
def test_what_was_heard_passes(dump: str, model: str, tmp_path: Path) -> None:
    words = found(tmp_path, model, dump, golden(dump))
    assert {key for key, word in words.items() if word == "FAIL"} == set()
    assert {"pass", "limit"} & set(words.values())


EPUB, PDF, CHROME, DOCX = (
    f"{NAME}.{rest}.txt" for rest in ("epub.firefox", "pdf.firefox", "pdf.chromium", "docx.writer")
)


@pytest.mark.parametrize(
    ("key", "dump", "pattern", "fault"),
    [
        ("W1", DOCX, r"(heading level=1 [^:]*: )", r"\1#page_1 Bookmark "),
        ("W2", DOCX, r": — Winifred", ": Winifred"),
        ("W3", DOCX, r'description="Three stages[^"]*"', 'description="picture"'),
        ("W4", DOCX, r"Twice a day the sea", "the sea"),
        ("C1", CHROME, r"( *)paragraph : 1\. The gate", r"\1paragraph : 1. 2.\n\1paragraph : The gate"),
        ("C2", CHROME, r"( *)paragraph : By Bridget", r"\1heading level=2 : By Bridget"),
        ("C3", CHROME, r"Twice a day the sea", "the sea"),
        ("F1", PDF, r'heading "The tide mill', 'heading "Thetide mill'),
        ("F2", PDF, r'( *)heading "Who remembers" level=2', r'\1text "Who remembers"'),
        ("F3", PDF, r"Three stages in a row", "Stages"),
        ("F4", PDF, r"( *)table rows", r"\1panel rows"),
        ("F5", PDF, r'list item "1\. The', 'list item "1.The'),
        ("E1", EPUB, r"( *)section tag=section\n", r'\1landmark "What the tide gives" role=region\n'),
        ("E2", EPUB, r"( *)heading level=1", r'\1separator "1" role=doc-pagebreak\n\1heading level=1'),
        ("E3", EPUB, r"( *)block quote\n", r"\1panel\n"),
        ("E4", EPUB, r'panel "Winifred Hale[^"]*" role', 'panel "" role'),
        ("E5", EPUB, r'footnote "Note 1"', 'footnote "Note 1, back to the text"'),
        ("E6", EPUB, r'image "Three stages', 'image "Stages'),
        ("E7", EPUB, r"heading level=2 : Who remembers", "paragraph : Who remembers"),
        ("E8", EPUB, r": The tide mill at", ": Thetide mill at"),
        ("E9", EPUB, r"Twice a day the sea", "the sea"),
        ("E10", EPUB, r"( *)description term : Sluice", r'\1description term\n\1  separator "3" role=doc-pagebreak'),
        ("E11", EPUB, r'panel "Table 1"', 'panel "What the wheel ground in the trial of 1998"'),
        ("E12", EPUB, r"( *)(column header [^:]*) : Month", r"\1\2\n\1  paragraph : Month"),
        ("E13", EPUB, r'footnote "Note 2"', "footnote"),
        ("E14", EPUB, r"description term : Sluice", "paragraph : Sluice"),
    ],
)
def test_each_assertion_fails_for_its_fault(
    key: str, dump: str, pattern: str, fault: str, model: str, tmp_path: Path
) -> None:
    text, count = re.subn(pattern, fault, golden(dump), count=1)
    assert count == 1, "the fault has no place in the dump"
    assert found(tmp_path, model, dump, text)[key] == "FAIL"


def test_an_empty_dump_fails(model: str, tmp_path: Path) -> None:
    assert found(tmp_path, model, EPUB, "# nothing\n") == {"--": "FAIL"}


def test_the_model_of_the_article_is_one_that_the_judge_knows(model: str) -> None:
    assert {"title", "blocks"} <= set(json.loads(model))


# --- a publication --------------------------------------------------------------------------------------------------

ISSUE = ROOT / "fixtures/publication/short-issue.toml"
BOUND = sorted(path.name for path in (HEARD / "articles").glob(f"{ISSUE.stem}.*.txt"))


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("issue") / "issue.json"
    exporter.bind(ISSUE, "json", output=file, root=ROOT / "fixtures")
    return file.read_text(encoding="utf-8")


def test_there_are_dumps_of_every_file_of_the_publication() -> None:
    trees = [f"{ISSUE.stem}.{form}.{program}.txt" for form in ("epub", "pdf") for program in ("chromium", "firefox")]
    assert set(BOUND) >= {*trees, f"{ISSUE.stem}.docx.writer.txt"}


@pytest.mark.parametrize("dump", BOUND)
def test_what_was_heard_of_the_publication_passes(dump: str, issue: str, tmp_path: Path) -> None:
    words = found(tmp_path, issue, dump, golden(f"articles/{dump}"), ISSUE.stem)
    assert {key for key, word in words.items() if word == "FAIL"} == set()
    assert {"pass", "limit"} & set(words.values())


@pytest.mark.parametrize(
    ("key", "dump", "pattern", "fault"),
    [
        (
            "P1",
            "docx.writer",
            r'heading level=3 style="Heading 3" : #letter',
            'heading level=2 style="Heading 2" : #letter',
        ),
        ("P1", "pdf.firefox", r'(heading "From elsewhere") level=2', r"\1 level=1"),
        ("P2", "epub.firefox", r"heading level=1 : Letters", "heading level=2 : Letters"),
        ("P3", "docx.writer", r'link="Letters" to=', 'link="Briefe" to='),
        ("P3", "epub.chromium", r"link to=part-2\S* : From elsewhere", "text : From elsewhere"),
        ("P3", "pdf.chromium", r"link : From the editor", "text : From the editor"),
        (
            "P4",
            "epub.firefox",
            r'document web "Der Hafen und seine Fähre" lang=de',
            'document web "Der Hafen und seine Fähre" lang=en-GB',
        ),
        ("P5", "epub.chromium", r'footnote "(Fußnote|Anmerkung) 1"', r'footnote "\1 2"'),
    ],
)
def test_each_assertion_about_a_publication_fails_for_its_fault(
    key: str, dump: str, pattern: str, fault: str, issue: str, tmp_path: Path
) -> None:
    name = f"{ISSUE.stem}.{dump}.txt"
    text, count = re.subn(pattern, fault, golden(f"articles/{name}"), count=1)
    assert count == 1, "the fault has no place in the dump"
    assert found(tmp_path, issue, name, text, ISSUE.stem)[key] == "FAIL"
