"""Files inside a PDF: the source article on request, and the MathML of formulas in PDF 2.0 (ISO 32000-2, 14.13).

PDF/A-3 and PDF/A-4f let any file in, as long as its relation to the document is stated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import pydyf
from lxml import etree

from exporter.writers.pdf.structure import Structure, walk
from exporter.writers.xhtml.math import parse_mathml

Relation = Literal["Source", "Supplement"]


def embed(pdf: Any, name: str, data: bytes, media_type: str, relation: Relation, description: str) -> pydyf.Dictionary:
    """Add a file to the PDF; its file specification, which the caller ties to what the file belongs to."""
    checksum = pydyf.String(hashlib.md5(data, usedforsecurity=False).hexdigest())
    parameters = pydyf.Dictionary({"CheckSum": f"<{checksum.string}>", "Size": len(data)})
    kind = "/" + media_type.replace("/", "#2f").replace("+", "#2b")
    stream = pydyf.Stream([data], {"Type": "/EmbeddedFile", "Subtype": kind, "Params": parameters}, compress=True)
    pdf.add_object(stream)
    made = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(name.encode("ascii", "replace").decode().replace("?", "_")),
            "UF": pydyf.String(name),
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "AFRelationship": f"/{relation}",
            "Desc": pydyf.String(description),
        }
    )
    pdf.add_object(made)
    return made


def list_files(pdf: Any, files: Iterable[pydyf.Dictionary]) -> None:
    """List embedded files by name, so that programs can show them (ISO 32000-2, 7.11.4)."""
    names = pydyf.Array()
    for file in sorted(files, key=lambda item: item["UF"].string):
        names.extend((file["UF"], file.reference))
    if names:
        pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = pydyf.Dictionary({"Names": names})


def attach_formulas(pdf: Any, tree: Structure, made: Mapping[int, pydyf.Dictionary]) -> list[pydyf.Dictionary]:
    """Tie to each formula its MathML, which braille and speech make more of than of its words (ISO 14289-2, 8.2.5.29).

    The files' specifications; a formula without valid MathML has only its words.
    """
    files: list[pydyf.Dictionary] = []
    for here in walk(tree):
        formula = parse_mathml(here.mathml) if here.mathml else None
        if formula is not None:
            name = f"formula-{len(files) + 1}.mml"
            data = etree.tostring(formula, encoding="utf-8", xml_declaration=False)
            file = embed(pdf, name, data, "application/mathml+xml", "Supplement", here.alt or name)
            made[id(here)]["AF"] = pydyf.Array([file.reference])
            files.append(file)
    return files
