"""What an EPUB says of itself: each line of metadata follows from what is in the file, and goes when that goes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from exporter.model import DisplayMath, Document, Image, Math, Metadata, PageMarker, Paragraph, Section, Text
from exporter.writers import WriteOptions, writer
from tests.strategies import PICTURE

RICH = Document(
    metadata=Metadata(title="T", lang="en", published="2026-01-02"),
    title=(Text("T"),),
    blocks=(
        Section((Text("S"),), (Paragraph((Image(PICTURE.name, "A red square"),)),)),
        Paragraph((Math("x", "<math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi></math>", "ex"),)),
        PageMarker("7"),
    ),
    resources=(PICTURE,),
)


def said(document: Document, options: WriteOptions | None = None) -> set[str]:
    """Every accessibility line of the package as ``property value``."""
    data = writer("epub")(document, options or WriteOptions()).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("EPUB/content.opf"))
    lines = ((meta.get("property") or "", meta.text or "") for meta in root.iter("{*}meta"))
    known = ("schema", "dcterms", "a11y")
    return {f"{name.partition(':')[2]} {value}" for name, value in lines if name.partition(":")[0] in known}


def without(*kinds: type) -> Document:
    """The rich document without what holds nodes of ``kinds``."""
    kept = [block for block in RICH.blocks if not any(isinstance(node, kinds) for node in [block, *_inside(block)])]
    return replace(RICH, blocks=tuple(kept))


def _inside(block: object) -> list[object]:
    from exporter.model import Node, walk

    return list(walk(block)) if isinstance(block, Node) else []


@pytest.mark.parametrize(
    ("line", "document"),
    [
        ("accessibilityFeature alternativeText", without(Image)),
        ("accessMode visual", without(Image)),
        ("accessMode visual", replace(RICH, resources=())),
        ("accessibilityFeature MathML", without(Math, DisplayMath)),
        ("accessibilityFeature describedMath", without(Math, DisplayMath)),
        ("accessibilityFeature pageBreakMarkers", without(PageMarker)),
        ("accessibilityFeature structuralNavigation", without(Section)),
        ("accessibilityHazard unknown", replace(without(Image), resources=())),
    ],
)
def test_a_line_goes_with_what_it_rests_on(line: str, document: Document) -> None:
    assert line in said(RICH)
    assert line not in said(document)


def test_one_undescribed_picture_costs_what_holds_only_throughout() -> None:
    bare = replace(RICH, blocks=(*RICH.blocks, Paragraph((Image(PICTURE.name, None),))))
    assert {"accessibilityFeature alternativeText", "accessModeSufficient textual"} <= said(RICH)
    assert not {"accessibilityFeature alternativeText", "accessModeSufficient textual"} & said(bare)


def test_mathml_that_is_none_is_not_claimed() -> None:
    broken = replace(RICH, blocks=(Paragraph((Math("x", "<math>", "x"),)),))
    assert "accessibilityFeature MathML" not in said(broken)


def test_a_style_of_the_house_costs_what_nobody_has_checked(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("p { font-size: 9px }")
    assert "accessibilityFeature displayTransformability" in said(RICH)
    options = WriteOptions(styles=(tmp_path / "a.css",))
    assert "accessibilityFeature displayTransformability" not in said(RICH, options)


def test_conformance_is_claimed_only_for_an_evaluator_who_is_named() -> None:
    assert not any(line.startswith(("conformsTo", "certifiedBy")) for line in said(RICH))
    assert "certifiedBy Ann Lee" in said(RICH, WriteOptions(certified_by="Ann Lee"))
