"""Why a line of accessibility metadata is there: told from the finished file, so a changed file tells otherwise."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from typer.testing import CliRunner

from exporter.checks.epub.explain_metadata import Explanation, as_text, explain
from exporter.checks.epub.onix import codes
from exporter.cli import app
from exporter.errors import UsageError
from exporter.model import Document, Figure, Image, Math, Metadata, PageMarker, Paragraph, Section, Text
from exporter.writers import WriteOptions, writer
from tests.strategies import PICTURE, documents

FEATURE = "schema:accessibilityFeature"
RICH = Document(
    metadata=Metadata(title="T", lang="en", published="2026-01-02"),
    title=(Text("T"),),
    blocks=(
        Section((Text("S"),), (Figure((Paragraph((Image(PICTURE.name, "A red square"),)),), (Text("Caption"),)),)),
        Paragraph((Math("", "<math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi></math>", "the letter x"),)),
        PageMarker("7"),
        Paragraph((Text("End."),)),
    ),
    resources=(PICTURE,),
)


def epub(document: Document = RICH, **options: Any) -> bytes:
    return writer("epub")(document, WriteOptions(**options)).data


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The package with ``old`` replaced in one of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(target, "w") as made:
        for entry in package.infolist():
            content = package.read(entry)
            if entry.filename == f"EPUB/{part}":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            made.writestr(entry, content)
    return target.getvalue()


def verdicts(found: Explanation) -> dict[tuple[str, str], str]:
    return {(line.property, line.value): line.verdict for line in found.lines}


def verdict(data: bytes, value: str, name: str = FEATURE) -> str:
    return verdicts(explain(data, "x.epub"))[name, value]


def agree(found: Explanation) -> bool:
    return set(verdicts(found).values()) <= {"is there", "is not there"}


@pytest.mark.slow
def test_every_line_of_our_files_is_borne_by_their_content(exports: Sequence[Any]) -> None:
    found = {item.name: explain(item.epub.read_bytes(), item.name) for item in exports}
    assert {name: [line for line in one.lines if not agree(one)] for name, one in found.items()} == {
        name: [] for name in found
    }
    assert agree(explain(epub(certified_by="Ann Lee", certifier_report="https://example.org/report"), "x.epub"))


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(documents())
def test_every_line_of_any_document_is_borne_by_its_file(document: Document) -> None:
    found = explain(epub(document), "x.epub")
    assert [line for line in found.lines if line.verdict not in ("is there", "is not there")] == []


def test_each_line_has_its_reason() -> None:
    text = as_text("x.epub", explain(epub(), "x.epub"))
    assert f"{FEATURE} “alternativeText” is there: 1 of 1 informative pictures have an alternative text" in text
    assert f"{FEATURE} “longDescription” is not there: 0 of 1 informative pictures" in text
    assert "dcterms:conformsTo “EPUB Accessibility 1.1 - WCAG 2.2 Level AA” is not there: no evaluator is named" in text


@pytest.mark.parametrize(
    ("value", "part", "old", "new"),
    [
        ("alternativeText", "chapter-1.xhtml", 'alt="A red square"', ""),
        ("displayTransformability", "styles/book.css", "line-height: 1.5;", "font-family: Arial; line-height: 20px;"),
        ("pageNavigation", "nav.xhtml", '<a href="chapter-1.xhtml#page-7">7</a>', "<span>7</span>"),
        ("pageBreakMarkers", "chapter-1.xhtml", "pagebreak", "other"),
        ("structuralNavigation", "chapter-1.xhtml", "h2", "p"),
        ("describedMath", "chapter-1.xhtml", 'alttext="the letter x"', 'alttext="x"'),
        ("tableOfContents", "nav.xhtml", '<a href="chapter-1.xhtml#heading-2"', "<span"),
    ],
)
def test_a_line_whose_cause_was_taken_out_is_told(value: str, part: str, old: str, new: str) -> None:
    assert verdict(epub(), value) == "is there"
    data = epub()
    if new == "<span":
        data = changed(data, part, ">S</a>", ">S</span>")
    assert verdict(changed(data, part, old, new), value) == "is there without cause"


def test_lines_that_are_missing_or_the_makers_own_are_told() -> None:
    without = changed(epub(), "content.opf", ">alternativeText<", ">index<")
    assert verdict(without, "alternativeText") == "is missing"
    assert verdict(without, "index") == "is the maker's own"


def test_a_hazard_is_unknown_until_pictures_are_gone() -> None:
    assert verdict(epub(), "unknown", "schema:accessibilityHazard") == "is there"
    words = Document(metadata=RICH.metadata, title=RICH.title, blocks=(Paragraph((Text("Words."),)),))
    assert verdict(epub(words), "none", "schema:accessibilityHazard") == "is there"


@pytest.mark.parametrize(("lang", "words"), [("fr", "Le texte a"), ("de-AT", "Der Text hat"), ("es", "El texto tiene")])
def test_the_summary_speaks_the_language_of_the_document(lang: str, words: str) -> None:
    document = Document(metadata=Metadata(title="T", lang=lang), title=(Text("T"),), blocks=RICH.blocks)
    (summary,) = [line for line in explain(epub(document), "x").lines if line.property.endswith("Summary")]
    assert summary.value.startswith(words)


# --- ONIX -----------------------------------------------------------------------------------------------------------


def test_codes_follow_from_what_the_file_bears() -> None:
    found = [item.code for item in codes(explain(epub(), "x.epub"))]
    assert found == ["00", "13", "14", "17", "19", "22", "29", "30", "36", "41", "52", "53"]
    bare = changed(epub(), "chapter-1.xhtml", 'alt="A red square"', "")
    assert {"14", "52"} & {item.code for item in codes(explain(bare, "x.epub"))} == set()


def test_contents_that_leave_out_figures_are_no_whole_contents() -> None:
    plain = Document(metadata=RICH.metadata, title=RICH.title, blocks=(Section((Text("S"),), ()),))
    assert "11" in [item.code for item in codes(explain(epub(plain), "x.epub"))]
    assert "11" not in [item.code for item in codes(explain(epub(), "x.epub"))]


def test_conformance_and_certifier_come_only_with_an_evaluator() -> None:
    data = epub(certified_by="Ann Lee", certifier_report="https://example.org/report")
    found = {item.code: item.description for item in codes(explain(data, "x.epub"))}
    assert {"04", "82", "85"} <= set(found)
    assert (found["90"], found["94"]) == ("Ann Lee", "https://example.org/report")
    data = epub(certified_by="https://example.org/lab")
    assert {item.code: item.description for item in codes(explain(data, "x.epub"))}["93"] == "https://example.org/lab"


# --- the command ----------------------------------------------------------------------------------------------------


def test_the_command_tells_reasons_and_codes(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    path.write_bytes(epub())
    told = CliRunner().invoke(app, ["check", str(path), "--explain-metadata"])
    assert told.exit_code == 0
    assert "is not there" in told.stdout
    assert "ONIX" not in told.stdout
    machine = CliRunner().invoke(app, ["check", str(path), "--onix", "--explain-metadata", "--format", "json"])
    (file,) = json.loads(machine.stdout)["files"]
    assert {line["verdict"] for line in file["metadata"]} == {"is there", "is not there"}
    assert {code["code"] for code in file["onix"]} >= {"13", "22"}


def test_what_is_no_epub_has_no_such_metadata(exports: Sequence[Any]) -> None:
    with pytest.raises(UsageError, match="is not an EPUB"):
        explain(exports[0].docx.read_bytes(), "a.docx")
