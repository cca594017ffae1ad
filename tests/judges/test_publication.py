"""An issue of forty articles before every judge: veraPDF by both generations, EPUBCheck, both of OOXML, LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import exporter
from exporter.readback import open_file
from tests.conftest import ROOT
from tests.judges import harness, reading
from tests.publication.long import publication

pytestmark = [pytest.mark.judge, pytest.mark.slow]


WORDS = 450
"""Of an article: enough for every kind of block, and for two pages; a judge's time goes by pages."""


@pytest.fixture(scope="module")
def issue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the issue in every format."""
    folder = tmp_path_factory.mktemp("issue")
    sheet = publication(folder, 40, 4, WORDS)
    made = exporter.bind(sheet, prove=True)
    assert made.proof is not None
    assert not made.proof.failed
    exporter.bind(sheet, "pdf", output=folder / "two.pdf", pdf="ua-2")
    return folder


def test_both_generations_of_pdf_meet_what_they_declare(issue: Path) -> None:
    files = [issue / "issue.pdf", issue / "two.pdf"]
    said = harness.verapdf_declared(files)
    assert all(said[file] and not any(said[file].values()) for file in files)


@pytest.mark.parametrize("design", ["book", "magazine"])
def test_an_issue_set_by_the_fast_engine_meets_what_it_declares_and_lost_nothing(tmp_path: Path, design: str) -> None:
    pytest.importorskip("plutoprint")
    sheet = publication(tmp_path, 40, 4, WORDS)
    said = sheet.read_text(encoding="utf-8").replace("[book]", f'[book]\nstart = "right"\ndesign = "{design}"')
    sheet.write_text(said, encoding="utf-8")
    file = tmp_path / "fast.pdf"
    made = exporter.bind(sheet, "pdf", output=file, notes="text", engine="plutobook", prove=True)
    assert made.proof is not None
    assert not made.proof.failed
    assert "PDF007" not in [finding.rule for finding in made.findings], "the other engine set it"
    declared = harness.verapdf_declared([file])[file]
    assert declared
    assert not any(declared.values())
    told = [line for page in harness.pdfjs([file])[str(file)] for line in outline(page["tree"])]
    assert [told.count(name) for name in ("H1", "H2", "H3")] == [1, 4, 40]


def test_the_epub_is_valid(issue: Path) -> None:
    file = issue / "issue.epub"
    assert harness.epubcheck([file], issue) == {file: []}


def test_the_docx_is_valid_to_both_validators_and_opens_in_writer(issue: Path) -> None:
    file = issue / "issue.docx"
    assert harness.openxml_audit(file) == []
    assert harness.open_xml_sdk([file]) == {file: []}
    assert harness.libreoffice([file], issue)[file].exists()


def test_pdfjs_hands_on_parts_articles_and_headings_in_one_order(issue: Path) -> None:
    file = issue / "issue.pdf"
    pages = harness.pdfjs([file])[str(file)]
    told = [line for page in pages for line in outline(page["tree"])]
    assert told.count("H1") == 1
    assert told.count("H2") == 4
    assert told.count("H3") == 40
    assert told.index("H1") < told.index("Part") < told.index("H2") < told.index("Art") < told.index("H3")


def outline(node: dict[str, Any]) -> Iterator[str]:
    """The parts, articles and headings below a node of a page's tree."""
    if node.get("role", "") in ("Part", "Art", "H1", "H2", "H3"):
        yield node["role"]
    for kid in node.get("children", ()):
        yield from outline(kid)


# --- opened and read ------------------------------------------------------------------------------------------------

REVIEW = ROOT / "fixtures" / "publication" / "vale-review.toml"


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The EPUB of a magazine's issue: six articles that lead to one another, in two parts."""
    file = tmp_path_factory.mktemp("review") / "review.epub"
    exporter.bind(REVIEW, "epub", output=file, root=REVIEW.parent.parent)
    return file


@pytest.mark.parametrize("system", ["epubjs", "readium"])
def test_a_reading_system_shows_all_words_and_its_links_lead_where_they_say(
    system: str, review: Path, walk: dict[str, Any]
) -> None:
    document = open_file(review.read_bytes(), review.name)
    said = reading.judged(document, walk[system])
    assert said.wrong == []
    assert walk["errors"] == []
    assert (said.articles, said.contents, said.notes) == (6, 26, 4)
    assert said.lines > 200
    assert said.links > 30


@pytest.fixture(scope="module")
def walk(review: Path) -> dict[str, Any]:
    """What was met on a walk through the issue (walk.mjs)."""
    said: dict[str, Any] = harness.walked([review])["books"][str(review)]
    return said


def test_what_is_not_shown_or_leads_elsewhere_is_noticed(review: Path, walk: dict[str, Any]) -> None:
    document = open_file(review.read_bytes(), review.name)
    chapters = [one for one in walk["epubjs"]["chapters"] if "letter" not in one["href"]]
    contents = [
        {**one, "heading": "Other"} if one["label"] == "The valley" else one for one in walk["epubjs"]["contents"]
    ]
    links = [{**walk["epubjs"]["links"][0], "there": False}]
    notes = [{**walk["epubjs"]["notes"][0], "back": False}]
    told = {"chapters": chapters, "contents": contents, "links": links, "notes": notes}
    wrong = " ".join(reading.judged(document, told).wrong)
    for part in (
        "A letter about the number 9 bus: not shown",
        "“The valley” leads to “Other”",
        "does not lead to",
        "back False",
    ):
        assert part in wrong


def test_calibre_tells_all_words_and_finds_no_error_in_pages_and_package(review: Path, tmp_path: Path) -> None:
    said = reading.Judged()
    reading.words_told(open_file(review.read_bytes(), review.name), harness.calibre_text(review, tmp_path), said)
    assert (said.wrong, said.articles) == ([], 6)
    found = harness.calibre_checks(review, tmp_path)
    assert [item for item in found if item[0] == 3 and not item[1].endswith(".css")] == []
    assert harness.calibre_metadata(review, tmp_path)["Series"] == "The Vale Review #12"


def test_ace_finds_nothing_in_the_epub(review: Path, tmp_path: Path) -> None:
    assert harness.ace([review], tmp_path) == {review: []}
