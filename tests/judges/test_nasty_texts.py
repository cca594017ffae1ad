"""Nasty texts in every string of the model, before outside judges: what every text is, is data, to others too.

``tests/test_every_text.py`` reads such files back with our own code; here programs that are not ours judge them, each
started once for all files. Documents are filled field by field, fields found by introspection.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest

from exporter.model import Document
from exporter.writers import WriteOptions, writer
from tests.checks.rich import rich
from tests.hostile.cases_active import NASTY
from tests.judges import harness
from tests.test_every_text import filled

pytestmark = [pytest.mark.judge, pytest.mark.slow]
ODD = "".join(map(chr, [*range(0x20), 0x7F, 0x85, 0xA0, 0xAD, 0x200B, 0x200D, 0x2028, 0x202E, 0xD800, 0xFEFF, 0xFFFE]))
"""Characters that no file can hold, that nobody sees, or that turn others round."""


@dataclass(frozen=True)
class Files:
    """One document's files, and the standards that its PDFs claim."""

    name: str
    pdf: Path
    modern: Path
    epub: Path
    docx: Path
    claims: tuple[str, ...]


def in_turn(number: int) -> Document:
    """Another nasty text in each field, all of them in turn; languages are languages, for the sake of the claims."""
    texts = cycle(NASTY[number:] + NASTY[:number])
    made: Document = filled(rich(), lambda kind, name: "de" if name == "lang" else next(texts))
    return made


def by_chance(number: int) -> Document:
    """In each field, languages too, a nasty text or some odd characters."""
    choose = random.Random(number)

    def text(kind: type, name: str) -> str:
        return choose.choice([choose.choice(NASTY), "".join(choose.choices(ODD + "aé中 א", k=choose.randint(1, 9)))])

    made: Document = filled(rich(), text)
    return made


def plain(number: int) -> Document:
    """One nasty text of printable ASCII, for which there is a glyph in every font, in all fields."""
    texts = [text for text in NASTY if text.isascii() and text.isprintable()]
    made: Document = filled(rich(), lambda kind, name: "de" if name == "lang" else texts[number])
    return made


def documents() -> Iterator[tuple[str, Document]]:
    """A sample that a run of all tests can afford; what was found by all texts in all fields at once is in it."""
    yield from ((f"turn-{number}", in_turn(number)) for number in (0, 13))
    yield from ((f"chance-{number}", by_chance(number)) for number in (0, 1))
    yield from ((f"plain-{number}", plain(number)) for number in (0, 7, 14))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nasty")


@pytest.fixture(scope="module")
def files(folder: Path) -> list[Files]:
    made = []
    for name, document in documents():
        results = {
            f"{name}.pdf": writer("pdf")(document, WriteOptions()),
            f"{name}-2.pdf": writer("pdf")(document, WriteOptions(pdf="ua-2")),
            f"{name}.epub": writer("epub")(document, WriteOptions()),
            f"{name}.docx": writer("docx")(document, WriteOptions()),
        }
        for file, result in results.items():
            (folder / file).write_bytes(result.data)
        claims = [claim for result in results.values() for claim in result.claims]
        pdf, modern, epub, docx = (folder / file for file in results)
        made.append(Files(name, pdf, modern, epub, docx, tuple(claims)))
    return made


def test_verapdf_passes_what_is_claimed(files: list[Files]) -> None:
    """A text of which the fonts lack a character costs the claim, and so does a language that is none."""
    judged = [path for item in files if item.claims for path in (item.pdf, item.modern)]
    declared = harness.verapdf_declared(judged)
    assert {path.name: found for path, found in declared.items() if any(found.values())} == {}
    for item in files:
        if item.name.startswith("plain"):
            assert {"PDF/UA-1", "PDF/UA-2", "PDF/A-2a", "PDF/A-4"} <= set(item.claims)
            assert any("UA-1" in name for name in declared[item.pdf])
            assert any("UA-2" in name for name in declared[item.modern])


def test_epubcheck_finds_nothing_but_what_is_wrong(files: list[Files], folder: Path) -> None:
    """And would find a text that was let out of its place."""
    broken = folder / "broken.epub"
    with zipfile.ZipFile(files[0].epub) as old, zipfile.ZipFile(broken, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, data.replace(b"&lt;evil/&gt;", b"<evil/>") if entry.filename[-5:] == "xhtml" else data)
    found = harness.epubcheck([*(item.epub for item in files), broken], folder)
    grave = {path.name: [item for item in said if item[:4] not in ("INFO", "USAG")] for path, said in found.items()}
    assert grave.pop("broken.epub") != []
    assert {name: said for name, said in grave.items() if said} == {}


def test_the_open_xml_sdk_finds_nothing(files: list[Files]) -> None:
    found = harness.open_xml_sdk([item.docx for item in files])
    assert {path.name: errors for path, errors in found.items() if errors} == {}


def test_openxml_audit_finds_nothing(files: list[Files]) -> None:
    found = {item.name: harness.openxml_audit(item.docx) for item in files}
    assert {name: errors for name, errors in found.items() if errors} == {}


def test_libreoffice_opens_each(files: list[Files], folder: Path) -> None:
    made = harness.libreoffice([item.docx for item in files], folder)
    assert [path.name for path, target in made.items() if not target.exists()] == []


def test_ace_finds_no_violation(files: list[Files], folder: Path) -> None:
    chosen = [item.epub for item in files if item.name == "plain-0"]  # whose language is known
    assert {path.name: said for path, said in harness.ace(chosen, folder).items() if said} == {}
