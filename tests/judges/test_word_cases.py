"""Word files as articles before the judges of what is written: EPUBCheck, veraPDF, three for Office files.

The shared cases, and one file of our own with the kinds they stand for, each judge started once for all.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.run.pipeline import ReadOptions, read_bytes
from tests.conftest import SHARED, Export, export, shared
from tests.judges import harness
from tests.readers.word.files import DEFAULT_LOOK, TITLE, item, level, lists, p, part, r, table, word_file

pytestmark = [pytest.mark.judge, pytest.mark.slow]


def own() -> bytes:
    """Lists with every delimiter, a box, a nested table, a formula, a note, a caption, code, a quote."""
    numbers = lists(level(0, "decimal", "%1)") + level(1, "lowerLetter", "(%2)") + level(2, "upperRoman", "%3."))
    notes = '<w:footnote w:id="2">' + p("See the map.") + "</w:footnote>"
    inner = table(["a", "b"], ["c", "d"], properties=DEFAULT_LOOK)
    boxed = f"<v:textbox><w:txbxContent>{p('Call 999.')}</w:txbxContent></v:textbox>"
    box = f"<w:r><w:pict><v:rect>{boxed}</v:rect></w:pict></w:r>"
    formula = (
        "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    )
    lines = [
        *(p("One", "Heading1"), item("A"), item("a", level=1), item("i", level=2), item("b", level=1), item("B")),
        *(p(r("Mind the pipe") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + box), p("Table 1 Boats", "Caption")),
        *(table(["No.", "Boat"], [item("", 1), "Punt"], ["x", inner + p("")], properties=DEFAULT_LOOK), p(formula)),
        *(p("go(x)", "HTMLPreformatted"), p("We were not asked.", "Quote"), p("— Bea", "Quote")),
    ]
    return word_file(
        TITLE + "".join(lines),
        numbering=numbers,
        parts={"word/footnotes.xml": part("w:footnotes", notes)},
        relations={"f": ("footnotes", "footnotes.xml")},
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Export]:
    """Every case in all three formats."""
    folder = tmp_path_factory.mktemp("word")
    shared("cases/word")
    given = {path.stem: path.read_bytes() for path in sorted((SHARED / "cases" / "word").glob("*.docx"))}
    given["own"] = own()
    return [
        export(read_bytes(data, f"{name}.docx", ReadOptions(lang="en")).document, name, folder)
        for name, data in given.items()
    ]


def nothing(written: list[Export]) -> dict[str, list[str]]:
    return {item.name: [] for item in written}


def by_name(found: dict[Path, list[str]]) -> dict[str, list[str]]:
    return {path.stem: messages for path, messages in found.items()}


def test_epubcheck_finds_nothing(written: list[Export], tmp_path: Path) -> None:
    assert by_name(harness.epubcheck([item.epub for item in written], tmp_path)) == nothing(written)


def test_verapdf_finds_nothing_where_pdf_ua_is_claimed(written: list[Export]) -> None:
    claimed = [item for item in written if any("PDF/UA-1" in claim for claim in item.claims)]
    assert len(claimed) > len(written) // 2
    assert by_name(harness.verapdf([item.pdf for item in claimed], "ua1")) == nothing(claimed)


def test_both_validators_of_office_files_find_nothing(written: list[Export]) -> None:
    assert {item.name: harness.openxml_audit(item.docx) for item in written} == nothing(written)
    assert by_name(harness.open_xml_sdk([item.docx for item in written])) == nothing(written)


def test_docx4j_opens_every_file(written: list[Export]) -> None:
    found = harness.docx4j([item.docx for item in written])
    assert {path.stem for path, said in found.items() if said.get("text")} == {item.name for item in written}
