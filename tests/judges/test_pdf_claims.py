"""Every standard a PDF of ours declares, before veraPDF: both generations, contents lists, the source inside.

veraPDF finds what a file declares by itself and judges it by each of those profiles, so a claim that is never made, or
made and not met, both show.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import exporter
from exporter.comparison.losses import compare
from exporter.model import Document
from exporter.readback import open_file
from exporter.writers import Attachment, WriteOptions, writer
from tests.checks import rich
from tests.conftest import ARTICLES, shared
from tests.judges import harness
from tests.judges.commonmark import all_in_one, told, with_letters_that_fonts_have

pytestmark = [pytest.mark.judge, pytest.mark.slow]

PROFILES = {
    "PDF/UA-1": "PDF/UA-1",
    "PDF/UA-2": "PDF/UA-2 + Tagged PDF",
    "PDF/A-2a": "PDF/A-2A",
    "PDF/A-3a": "PDF/A-3A",
    "PDF/A-4": "PDF/A-4",
    "PDF/A-4f": "PDF/A-4F",
    "Well-Tagged PDF accessibility": "WTPDF 1.0 Accessibility",
    "Well-Tagged PDF reuse": "WTPDF 1.0 Reuse",
}
"""veraPDF's names of the profiles for what we claim."""

FIRST = {"PDF/UA-1"}
SECOND = {"PDF/UA-2", "Well-Tagged PDF accessibility", "Well-Tagged PDF reuse"}


class Case:
    """One PDF, what its options should have earned it, and what it was made from."""

    def __init__(self, path: Path, document: Document, options: WriteOptions) -> None:
        self.path, self.document = path, document
        result = writer("pdf")(document, options)
        self.claims = set(result.claims)
        path.write_bytes(result.data)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    """Every fixture as PDF 2.0 and, with contents list and source, as PDF 1.7; all CommonMark examples as PDF 2.0."""
    folder = tmp_path_factory.mktemp("claims")
    made: dict[str, Case] = {}
    for article in ARTICLES:
        document = exporter.read(article)
        source = Attachment(article.name, article.read_bytes(), "text/plain")
        variants = {
            "2": WriteOptions(pdf="ua-2", contents="always"),
            "1-source": WriteOptions(contents="always", attachment=source, page="letter"),
        }
        if "letter" in article.name:
            variants["2-source"] = WriteOptions(pdf="ua-2", attachment=source)
        for name, options in variants.items():
            path = folder / f"{article.stem}-{name}.pdf"
            made[path.stem] = Case(path, document, options)
    made["rich-2"] = Case(folder / "rich.pdf", rich.rich(), WriteOptions(pdf="ua-2", contents="always"))
    made["rich-1"] = Case(folder / "rich-1.pdf", rich.rich(), WriteOptions(contents="always"))
    document = with_letters_that_fonts_have(all_in_one(shared("commonmark/spec.txt")))
    made["commonmark-2"] = Case(folder / "commonmark.pdf", document, WriteOptions(pdf="ua-2"))
    return made


def test_everything_is_earned(cases: dict[str, Case]) -> None:
    for name, case in cases.items():
        if name == "rich-1":
            assert case.claims == FIRST | {"PDF/A-2a"}
        elif name.endswith("1-source"):
            assert case.claims == FIRST | {"PDF/A-3a"}, name
        else:
            assert case.claims - {"PDF/A-4", "PDF/A-4f"} == SECOND, name
    assert "PDF/A-4f" in cases["letter-2-source"].claims
    assert "PDF/A-4f" in cases["explainer-2"].claims, "its formulas are files of MathML inside it"
    assert "PDF/A-4" in cases["feature-2"].claims


def test_verapdf_finds_every_claim_and_passes_it(cases: dict[str, Case]) -> None:
    found = harness.verapdf_declared([case.path for case in cases.values()])
    expected: dict[str, dict[str, list[str]]] = {
        name: {profile: [] for profile in sorted(PROFILES[claim] for claim in case.claims)}
        for name, case in cases.items()
    }
    assert {name: dict(sorted(found[case.path].items())) for name, case in cases.items()} == expected


def test_verapdf_would_say_what_is_wrong(cases: dict[str, Case], tmp_path: Path) -> None:
    import pikepdf

    broken = tmp_path / "broken.pdf"
    with pikepdf.open(cases["feature-2"].path) as opened:
        del opened.Root.Lang
        opened.save(broken, fix_metadata_version=False)
    assert harness.verapdf_declared([broken])[broken]["PDF/UA-2 + Tagged PDF"] != []


def test_nothing_is_lost_in_any_of_them(cases: dict[str, Case]) -> None:
    for name, case in cases.items():
        if (
            name != "commonmark-2"
        ):  # whose links to nowhere and empty paragraphs no writer keeps; its words do the proof
            assert [str(loss) for loss in compare(case.document, open_file(case.path), "pdf")] == [], name


def test_every_letter_of_the_commonmark_examples_is_there(cases: dict[str, Case]) -> None:
    case = cases["commonmark-2"]
    assert told(open_file(case.path)) == told(case.document)
