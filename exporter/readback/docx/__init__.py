"""Read back: a finished DOCX as a Document, by what Word and its like give to assistive technology.

Parts are found by relationships (ECMA-376 part 2), paragraphs are what their styles say, notes go back to the place
that refers to them. ``pos`` is the number of the paragraph in the body.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from exporter.bounds.packages import open_package
from exporter.errors import InputError
from exporter.model import Document, Identifier, Link, Metadata, Person, Span, transform
from exporter.readback.docx.body import blocks, items
from exporter.readback.docx.group import group
from exporter.readback.docx.state import Place, Reading, Registry, Results, Story, relations, survey
from exporter.readback.docx.styles import Element, W
from exporter.readback.headings import Heading, nest, split_title

DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"


def read(data: bytes, name: str) -> Document:
    """The document in a DOCX file. Raises InputError when it is not a DOCX, is damaged, or was refused."""
    package = open_package(data, name)
    own = relations(package, "")
    main = next((target for kind, target in own.values() if kind == "officeDocument"), "")
    if main not in package:
        raise InputError(f"{name}: is not a DOCX: its main part is missing")
    root = package.xml(main)
    body = root.find(W + "body")
    if body is None:
        raise InputError(f"{name}: is not a DOCX: its main part is not a text document")
    links = relations(package, main)
    reading = Reading(survey(package, links, root), Results(), blocks)
    core = next((target for kind, target in own.values() if kind == "core-properties" and target in package), "")
    said = next((target for kind, target in own.values() if kind == "custom-properties" and target in package), "")
    custom = _custom(package.xml(said) if said else None)
    metadata = _metadata(package.xml(core) if core else None, reading.registry, custom)
    title, rest = split_title(group(items(reading, Place(Story(links)), body)))
    document = Document(
        metadata=metadata,
        title=_title(title) if title else (),
        blocks=nest(rest, 1),
        resources=tuple(reading.results.resources.values()),
    )
    return _settle_links(document, reading.results.aliases)


def _title(heading: Heading) -> Any:
    if heading.lang or heading.dir or heading.id:
        return (Span(heading.title, id=heading.id, lang=heading.lang, dir=heading.dir),)
    return heading.title


def _settle_links(document: Document, aliases: dict[str, str]) -> Document:
    """Links to a bookmark that shares its place with another lead to the id that the place has."""
    if not aliases:
        return document

    def settle(node: Any) -> Any:
        if isinstance(node, Link) and node.target.startswith("#") and node.target[1:] in aliases:
            return replace(node, target="#" + aliases[node.target[1:]])
        return node

    return transform(document, settle)


def _custom(root: Element | None) -> dict[str, str]:
    """Custom properties by name (ECMA-376 part 1, 22.3)."""
    found = () if root is None else root.iter("{*}property")
    return {made.get("name") or "": " ".join("".join(str(text) for text in made.itertext()).split()) for made in found}


def _contributor(said: str) -> Person:
    """A name with its role behind it."""
    name, _, role = said.strip().removesuffix(")").rpartition(" (")
    return Person(name, role) if name else Person(said.strip(), "ctb")


def _metadata(core: Element | None, registry: Registry, custom: dict[str, str]) -> Metadata:
    """Core properties (ECMA-376 part 2, 11). The text's language is that of the default run properties."""

    def text(tag: str) -> str:
        found = None if core is None else core.find(tag)
        return " ".join((found.text or "").split()) if found is not None else ""

    cp = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
    creators = [one.strip() for one in text(DC + "creator").split(";")]
    return Metadata(
        title=text(DC + "title"),
        authors=(
            *(Person(one) for one in creators if one),
            *(_contributor(one) for one in custom.get("Contributors", "").split(";") if one.strip()),
        ),
        published=text(TERMS + "created"),
        modified=text(TERMS + "modified"),
        lang=registry.language.latin,  # that of dc:language is for catalogues: no screen reader speaks by it
        identifier=text(DC + "identifier"),
        description=text(DC + "description"),
        keywords=tuple(word.strip() for word in text(cp + "keywords").split(",") if word.strip()),
        identifiers=tuple(Identifier(custom[name], name.lower()) for name in ("ISBN", "ISSN", "DOI") if name in custom),
        publisher=custom.get("Publisher", ""),
        imprint=custom.get("Imprint", ""),
        place=custom.get("Place", ""),
        edition=custom.get("Edition", ""),
        series=custom.get("Series", ""),
        number=custom.get("Series number", ""),
        rights=custom.get("Rights", ""),
        licence=custom.get("Licence", ""),
        source=custom.get("Source", ""),
    )
