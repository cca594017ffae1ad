"""What a file of ours claims, its own check never denies; and what is required is refused where it is not claimed.

Over articles that tempt (tests/tempting.py), documents of every node, all fixtures, and all that can be read of
../shared/cases. Our writers ask more of themselves than a check asks of others: what only costs a claim never makes
one false.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings

import exporter
from exporter.accessibility.needs import EPUB, NEEDS, UA, costing, describes, identifies, lacking, refuting
from exporter.checks.finished import check_file
from exporter.checks.pdf.claims import claimed, claims
from exporter.errors import ExporterError, WriterError
from exporter.findings import finding
from exporter.model import (
    Document,
    Image,
    Link,
    Metadata,
    Paragraph,
    Section,
    Text,
)
from exporter.passes import run_passes
from exporter.readback.pdf.xmp import packet_of
from exporter.rules import RULES
from exporter.run.rendering import REQUIREMENTS, write_all
from exporter.run.results import Article
from exporter.writers import WriteOptions, writer
from tests.conftest import ARTICLES, shared
from tests.strategies import PICTURE, documents
from tests.tempting import article

FALSE = {"PDF120", "EPUB114", "EPUB115"}
EVALUATED = WriteOptions(certified_by="Ann Lee")


def denied(document: Document) -> Iterator[str]:
    """What the checks of a document's files say against their claims, and where ``--require`` does not go with them."""
    for standard in ("ua-1", "ua-2"):
        options = replace(EVALUATED, pdf=standard)
        result = writer("pdf")(document, options)
        yield from (f"{standard}: {item.message}" for item in check_file(result.data, "a.pdf") if item.rule in FALSE)
        with pikepdf.open(io.BytesIO(result.data)) as pdf:
            stated = set(claimed(packet_of(pdf)))
        if stated != {claim for claim in result.claims if not claim.startswith("Well-Tagged")}:
            yield f"{standard}: the file states {stated}, the writer {result.claims}"
    book = writer("epub")(document, EVALUATED)
    yield from (f"epub: {item.message}" for item in check_file(book.data, "a.epub") if item.rule in FALSE)


def refused(document: Document, options: WriteOptions, wanted: str) -> bool:
    try:
        write_all(Article(document, ()), "a", ("pdf",), options, (wanted,))
    except WriterError:
        return True
    return False


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 120, 20))
def test_no_claim_of_an_article_that_tempts_is_denied(first: int) -> None:
    for seed in range(first, first + 20):
        document = article(seed)
        assert (seed, list(denied(document))) == (seed, [])
        assert (seed, list(denied(run_passes(document)[0]))) == (seed, [])


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(documents(1))
def test_no_claim_of_any_document_is_denied(document: Document) -> None:
    assert list(denied(document)) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_no_claim_of_a_fixture_is_denied(path: Path) -> None:
    assert list(denied(exporter.read(path))) == []


@pytest.mark.slow
def test_no_claim_of_any_case_is_denied() -> None:
    folder = shared("cases")
    wrong = []
    for path in sorted(item for item in folder.rglob("*") if item.is_file() and item.name != "README.md"):
        try:
            document = exporter.read(path)
            said = list(denied(document))
        except ExporterError:
            continue  # what cannot be read or written claims nothing
        wrong += [f"{path.relative_to(folder)}: {line}" for line in said]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_what_is_required_is_refused_exactly_where_it_is_not_claimed(seed: int) -> None:
    document = article(seed)
    for wanted, (_, claim) in REQUIREMENTS.items():
        if wanted in ("pdf/a-3a", "pdf/a-4f"):
            continue  # these need files inside
        options = WriteOptions(pdf="ua-2" if claim in ("PDF/UA-2", "PDF/A-4") else "ua-1")
        made = claim in writer("pdf")(document, options).claims
        assert refused(document, options, wanted) is not made, (wanted, made)


# --- the list itself ------------------------------------------------------------------------------------------------


def test_what_refutes_a_claim_costs_it_too() -> None:
    for need in NEEDS:
        assert need.refutes <= need.costs, need.rule
        assert need.rule in RULES
    assert len({need.rule for need in NEEDS}) == len(NEEDS)
    assert costing(UA) > refuting(UA)


def weir(*content: object, title: str = "The weir", lang: str = "en") -> Document:
    blocks = (Paragraph((Text("Words."), *content)),)  # type: ignore[arg-type]
    metadata = Metadata(title=title, lang=lang)
    return Document(metadata=metadata, title=(Text(title),), blocks=blocks, resources=(PICTURE,))


@pytest.mark.parametrize(
    ("document", "ua", "epub"),
    [
        (weir(), "", ""),
        (weir(Image(PICTURE.name, "A weir below a bridge")), "", ""),
        (weir(Image(PICTURE.name, "")), "", ""),
        (weir(Image(PICTURE.name, None)), "IMG001", "IMG001"),
        (weir(Image(PICTURE.name, "photo.jpg")), "IMG003", "IMG003"),
        (weir(Image(PICTURE.name, " ")), "IMG003", "IMG003"),
        (weir(title="Untitled"), "DOC022", "DOC022"),
        (weir(title=""), "DOC001", "DOC001"),
        (weir(lang=""), "DOC002", "DOC002"),
        (weir(lang="english"), "DOC013", "DOC013"),
        (weir(lang="und"), "DOC021", "DOC021"),
        (weir(Link((), "https://example.org/")), "", "DOC003"),
        (weir(Link((Text("."),), "https://example.org/")), "", "DOC003"),
        (weir().with_blocks([Section((Text(" "),), ())]), "DOC007", "DOC007"),
    ],
)
def test_what_costs_a_claim(document: Document, ua: str, epub: str) -> None:
    assert [item.rule for item in lacking(document, UA)] == [ua][: len(ua)]
    assert [item.rule for item in lacking(document, EPUB)] == [epub][: len(epub)]


def test_a_pdf_whose_heading_has_no_words_says_why_it_claims_nothing() -> None:
    document = weir().with_blocks([Section((Text(" "),), (Section((Text("Part"),), ()),))])
    result = writer("pdf")(document, WriteOptions())
    assert "PDF/UA-1" not in result.claims
    assert "PDF006" in {item.rule for item in result.findings}


def test_a_book_that_somebody_evaluated_says_why_it_does_not_conform() -> None:
    result = writer("epub")(weir(Image(PICTURE.name, None)), EVALUATED)
    assert result.claims == ()
    assert [item.message for item in result.findings if item.rule == "EPUB005"] == [
        "the picture has no alternative text and is not marked as decorative"
    ]
    assert writer("epub")(weir(), EVALUATED).claims == ("EPUB Accessibility 1.1",)


def test_what_our_writers_ask_more_of_themselves_is_no_false_claim_of_others() -> None:
    """A file of others with such a text and title claims PDF/UA: as if ours had claimed it all the same."""
    assert not {"IMG003", "DOC021", "DOC022", "DOC007"} & (refuting(UA) | refuting(EPUB))


@pytest.mark.parametrize(
    "alt",
    ["image", "Photo", "IMG_2034.JPG", "IMG_2034", "dsc 0042", "https://a.example/b.png", ".", "—", "x", "null",
     "alt text", "undefined", "\u200b", " ", "Image.", "photo (1).png"],
)  # fmt: skip
def test_an_alternative_text_for_any_picture_describes_none(alt: str) -> None:
    assert describes(alt) is (alt == "photo (1).png")


@pytest.mark.parametrize("alt", ["A weir", "X marks the spot", "7", "→", "Photo of Ann Lee", "橋", "A", "Img: Ann"])
def test_an_alternative_text_of_words_may_describe(alt: str) -> None:
    assert describes(alt)


@pytest.mark.parametrize(
    "title", ["", " ", ".", "…", "Untitled", "SANS TITRE", "Ohne Titel", "article.docx", "Microsoft Word - a b.doc",
              "https://a.example/b", "null", "\u200b", "photo.jpg"],
)  # fmt: skip
def test_a_title_that_was_made_up_identifies_nothing(title: str) -> None:
    assert not identifies(title)


@pytest.mark.parametrize("title", ["T", "1984", "Node.js", "A file called a.docx", "Untitled no more", "Title", "東京"])
def test_a_title_of_words_identifies(title: str) -> None:
    assert identifies(title)


def test_a_picture_that_is_called_image_costs_a_book_its_claims() -> None:
    data = writer("epub")(weir(Image(PICTURE.name, "image")), WriteOptions()).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        opf = package.read("EPUB/content.opf").decode()
    assert "alternativeText" not in opf
    assert '"schema:accessModeSufficient">textual<' not in opf
    assert "Pictures without an alternative text: 1." in opf


@pytest.mark.parametrize(("part", "denied_by"), [("1", True), ("2", False)])
def test_a_formula_without_words_refutes_the_first_part_of_pdf_ua_alone(part: str, denied_by: bool) -> None:
    """ISO 14289-1, 7.7, asks for an Alt; ISO 14289-2, 8.2.5.29, does not. That nobody hears it is told all the same."""
    pdf = pikepdf.new()
    packet = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        f'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="{part}" pdfuaid:rev="2024"/></rdf:RDF>'
    )
    pdf.Root.Metadata = pdf.make_stream(packet.encode())
    found = [finding("PDF107", "a formula has no description in words (Alt)")]
    assert bool(list(claims(pdf, packet_of(pdf), found))) is denied_by
