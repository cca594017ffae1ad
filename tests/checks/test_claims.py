"""Honest claims: break any one fact on which a claim rests, and the claim goes.

In the document: then the writer does not make it, and ``--require`` refuses. In the finished file: then ``check`` says
that the file claims what its content does not bear out.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from typer.testing import CliRunner

from exporter.accessibility.needs import UA, refuting
from exporter.checks.epub.claims import FEATURES
from exporter.checks.finished import check_file
from exporter.cli import app
from exporter.errors import WriterError
from exporter.model import (
    Cell,
    Document,
    Figure,
    Formula,
    Image,
    Math,
    Metadata,
    PageMarker,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    TableBody,
    Text,
    transform,
)
from exporter.run.rendering import write_all
from exporter.run.results import Article
from exporter.writers import WriteOptions, writer
from tests.checks.rich import MATHML, p, rich, words
from tests.defects import Defect, load
from tests.defects.article import clean
from tests.defects.ours import told
from tests.defects.zip_tools import Package

pytestmark = pytest.mark.slow

Break = Callable[[Document], Document]

# --- PDF ------------------------------------------------------------------------------------------------------------


def changed(kind: type, **values: Any) -> Break:
    """The document with every node of a kind changed."""

    def change(node: Any) -> Any:
        return replace(node, **values) if isinstance(node, kind) else node

    return lambda document: transform(document, change)


def with_block(block: Any) -> Break:
    return lambda document: document.with_blocks([*document.blocks, block])


def untitled(document: Document) -> Document:
    return replace(document, title=(), metadata=replace(document.metadata, title=""))


def in_language(tag: str) -> Break:
    return lambda document: replace(document, metadata=replace(document.metadata, lang=tag))


UNEVEN = Table((TableBody((Row((Cell((p("1"),)),)), Row((Cell((p("1"),)), Cell((p("2"),)))))),))
WITHOUT_GLYPH = Paragraph((Text("\U00013080"),))
FACTS: dict[str, tuple[Break, tuple[str, ...]]] = {
    "a picture has no alternative": (changed(Image, alt=None), ("PDF/A-2u",)),
    "the language is not known": (in_language(""), ("PDF/A-2u",)),
    "the language is not a tag": (in_language("en_GB"), ("PDF/A-2u",)),
    "the language of a passage is not a tag": (
        with_block(Paragraph((Span(words("Hallo"), lang="de_DE"),))),
        ("PDF/A-2u",),
    ),
    "there is no title": (untitled, ("PDF/A-2u",)),
    "the rows of a table differ": (with_block(UNEVEN), ("PDF/A-2u",)),
    "a character has no glyph": (with_block(WITHOUT_GLYPH), ()),
}
"""What is broken → how, and what the PDF may still claim."""


def test_a_document_without_fault_earns_its_claims() -> None:
    assert writer("pdf")(rich(), WriteOptions()).claims == ("PDF/UA-1", "PDF/A-2a")


@pytest.mark.parametrize("fact", FACTS)
def test_a_broken_fact_costs_the_pdf_its_claims(fact: str) -> None:
    break_it, left = FACTS[fact]
    result = writer("pdf")(break_it(rich()), WriteOptions())
    assert result.claims == left
    packet = result.data
    assert b"pdfuaid:part>" not in packet
    assert result.findings, "and why is said"
    assert "PDF120" not in {item.rule for item in check_file(result.data, "broken.pdf")}, "what is left is true"


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("standard", ["pdf/ua-1", "pdf/a-2a"])
def test_what_is_required_is_refused_when_it_is_not_met(fact: str, standard: str) -> None:
    article = Article(FACTS[fact][0](rich()), ())
    with pytest.raises(WriterError, match=r"would not meet PDF/.*; nothing was written"):
        write_all(article, "article", ("pdf",), WriteOptions(), (standard,))


def test_a_refusal_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# No language here\n\nShort.\n")
    command = ["convert", str(tmp_path / "a.md"), "--to", "epub,pdf", "--require", "pdf/ua-1"]
    done = CliRunner().invoke(app, command)
    assert isinstance(done.exception, WriterError) or done.exit_code == 4
    assert [item.name for item in tmp_path.iterdir()] == ["a.md"]


WARNED_OF = "a person decides whether it must"
"""The end of a message that is a warning where its rule is an error: what validators let pass refutes no claim."""
AGAINST_UA = refuting(UA)
AGAINST = [defect for defect in load() if defect.format == "pdf" and set(defect.expected) & {*AGAINST_UA, "alt"}]


@pytest.mark.parametrize("defect", AGAINST, ids=lambda defect: defect.id)
def test_a_finished_pdf_that_breaks_what_it_claims_is_found_out(defect: Defect) -> None:
    _, found = told(defect)
    rules = {rule for rule, message in found if not message.endswith(("(no standard asks for this)", WARNED_OF))}
    assert not rules & AGAINST_UA or "PDF120" in rules, sorted(rules)


def test_every_fact_of_the_claim_is_broken_once() -> None:
    broken = {rule for defect in AGAINST for rule, _ in told(defect)[1]}
    assert broken >= AGAINST_UA, sorted(AGAINST_UA - broken)


# --- EPUB -----------------------------------------------------------------------------------------------------------


@cache
def full() -> Document:
    """A document that every feature can be said of: described pictures and formulas, pages, sections."""

    def complete(node: Any) -> Any:
        if isinstance(node, Figure):
            return replace(node, description=(p("A square of one even red, as wide as a thumb."),))
        return replace(node, alt="a plus b, said in words") if isinstance(node, Formula) else node

    made = transform(rich(), complete)
    metadata = replace(made.metadata, source="https://example.org/printed")
    return replace(made, metadata=metadata, blocks=(PageMarker("11"), *made.blocks))


def lines(data: bytes) -> set[tuple[str, str]]:
    """The accessibility metadata of an EPUB, as (property, value)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        opf = etree.fromstring(archive.read(next(name for name in archive.namelist() if name.endswith(".opf"))))
    return {
        (found.get("property", ""), (found.text or "").strip())
        for found in opf.iter("{*}meta")
        if (found.get("property") or "").startswith(("schema:", "a11y:", "dcterms:conformsTo"))
    }


def without(*kinds: type) -> Break:
    return lambda document: transform(document, lambda node: () if isinstance(node, kinds) else node)


def flat(document: Document) -> Document:
    return transform(document, lambda node: node.blocks if isinstance(node, Section) else node)


def one_formula_more(**values: Any) -> Break:
    return with_block(Paragraph((Math(**values),)))


FEATURE = "schema:accessibilityFeature"
LINES: dict[tuple[str, str], Break] = {
    ("schema:accessMode", "visual"): without(Figure, Image),
    ("schema:accessModeSufficient", "textual"): changed(Image, alt=None),
    ("schema:accessModeSufficient", "textual,visual"): without(Figure, Image),
    (FEATURE, "structuralNavigation"): flat,
    (FEATURE, "alternativeText"): changed(Image, alt=None),
    (FEATURE, "longDescription"): changed(Figure, description=()),
    (FEATURE, "MathML"): one_formula_more(tex="a+", alt="a plus nothing"),
    (FEATURE, "describedMath"): one_formula_more(mathml=MATHML),
    (FEATURE, "pageBreakMarkers"): without(PageMarker),
    (FEATURE, "pageNavigation"): without(PageMarker),
    ("schema:accessibilityHazard", "unknown"): without(Figure, Image),
}
"""A line of metadata → what to break in the document so that it goes."""

ALWAYS = {
    ("schema:accessMode", "textual"),
    (FEATURE, "readingOrder"),
    (FEATURE, "tableOfContents"),
    (FEATURE, "displayTransformability"),
    (FEATURE, "ARIA"),
}
"""Lines that hold of every file of ours by how it is made; they are broken in finished files and by options below."""


def test_every_line_of_metadata_is_put_to_the_test() -> None:
    said = lines(writer("epub")(full(), WriteOptions()).data)
    rest = {line for line in said if line[0] not in ("schema:accessibilitySummary", "schema:pageBreakSource")}
    assert rest == {*LINES, *ALWAYS}


@pytest.mark.parametrize("line", LINES, ids=lambda line: "-".join(line))
def test_a_broken_fact_costs_the_epub_its_line(line: tuple[str, str]) -> None:
    assert line in lines(writer("epub")(full(), WriteOptions()).data)
    broken = writer("epub")(LINES[line](full()), WriteOptions()).data
    assert line not in lines(broken)
    assert {item.rule for item in check_file(broken, "broken.epub")} & {"EPUB113", "EPUB114", "EPUB115"} == set()


def test_a_style_that_takes_a_choice_from_the_reader_costs_transformability(tmp_path: Path) -> None:
    style = tmp_path / "house.css"
    style.write_text("p { font-size: 12px; color: #777777 !important; }")
    line = (FEATURE, "displayTransformability")
    assert line not in lines(writer("epub")(full(), WriteOptions(styles=(style,))).data)


def test_conformance_is_claimed_only_where_an_evaluator_is_named() -> None:
    assert not any(name == "dcterms:conformsTo" for name, _ in lines(writer("epub")(full(), WriteOptions()).data))
    named = writer("epub")(full(), WriteOptions(certified_by="A. N. Other")).data
    assert any(name == "dcterms:conformsTo" for name, _ in lines(named))
    assert "EPUB115" not in {item.rule for item in check_file(named, "named.epub")}


def test_conformance_of_a_book_that_plainly_does_not_conform_is_found_out() -> None:
    document = changed(Image, alt=None)(full())
    ours = writer("epub")(document, WriteOptions(certified_by="A. N. Other"))
    assert not any(name == "dcterms:conformsTo" for name, _ in lines(ours.data)), "ours do not claim it"
    assert "EPUB005" in {item.rule for item in ours.findings}
    package = Package(writer("epub")(full(), WriteOptions(certified_by="A. N. Other")).data)
    for picture in package.xml("EPUB/chapter-1.xhtml").iter("{*}img"):
        picture.attrib.pop("alt")
    broken = package.data()
    assert any(name == "dcterms:conformsTo" for name, _ in lines(broken))
    assert "EPUB115" in {item.rule for item in check_file(broken, "broken.epub")}


def bare() -> Document:
    return Document(metadata=Metadata(title="T", lang="en"), title=(), blocks=(p("Nothing but words."),))


ELSEWHERE = {"tableOfContents", "alternativeText", "ARIA"}
"""Every book of ours has contents, a cover with words for it, and roles: these are broken in other tests."""


@pytest.mark.parametrize("feature", sorted(set(FEATURES) - ELSEWHERE))
def test_a_finished_epub_that_claims_a_feature_it_has_not_is_found_out(feature: str) -> None:
    data = claiming(writer("epub")(bare(), WriteOptions()).data, feature)
    messages = [item.message for item in check_file(data, "false.epub") if item.rule == "EPUB114"]
    assert any(f"“{feature}”" in message for message in messages)


def test_a_finished_epub_that_claims_aria_without_a_role_is_found_out() -> None:
    package = Package(claiming(writer("epub")(bare(), WriteOptions()).data, "ARIA"))
    assert not any("“ARIA”" in item.message for item in check_file(package.data(), "true.epub"))
    for name in [name for name in package.parts if name.endswith(".xhtml")]:
        for element in package.xml(name).iter():
            for attribute in [key for key in element.attrib if "role" in key or "aria-" in key or "}type" in key]:
                del element.attrib[attribute]
    found = [item.message for item in check_file(package.data(), "false.epub") if item.rule == "EPUB114"]
    assert any("“ARIA”" in message for message in found)


def claiming(data: bytes, feature: str) -> bytes:
    """The book with one feature more in its metadata."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith(".opf"):
                line = f'<meta property="{FEATURE}">{feature}</meta></metadata>'
                content = content.replace(b"</metadata>", line.encode())
            new.writestr(entry, content, entry.compress_type)
    return out.getvalue()


def test_the_command_says_that_a_claim_is_not_borne_out(tmp_path: Path) -> None:
    (defect,) = (item for item in load() if item.name == "PDF/UA is claimed although a picture has no alternative")
    path = tmp_path / "claims.pdf"
    path.write_bytes(defect.break_it(clean("pdf")))
    done = CliRunner().invoke(app, ["check", str(path)])
    assert done.exit_code == 1
    assert "PDF120 the file claims PDF/UA-1, but: " in done.stdout
