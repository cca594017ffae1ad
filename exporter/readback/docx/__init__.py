"""Read back: a finished DOCX as a Document, by what Word and its like give to assistive technology.

Parts are found by relationships (ECMA-376 part 2), paragraphs are what their styles say, notes go back to the place
that refers to them. ``pos`` is the number of the paragraph in the body.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from exporter.bounds.packages import open_package
from exporter.errors import InputError
from exporter.model import Document, Link, Metadata, Person, Span, transform
from exporter.readback.docx.body import items
from exporter.readback.docx.group import group
from exporter.readback.docx.state import State, relations
from exporter.readback.docx.styles import Element, Numbering, Styles, W
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
    state = State(package, Styles(), Numbering(), relations(package, main), Styles().default_language)
    state.styles = Styles.load(package.xml(part) if (part := state.part("styles")) else None)
    state.numbering = Numbering.load(package.xml(part) if (part := state.part("numbering")) else None)
    state.language = state.styles.default_language
    state.load_notes()
    state.wanted = _targets([root, *state.notes.values()])
    core = next((target for kind, target in own.values() if kind == "core-properties" and target in package), "")
    metadata = _metadata(package.xml(core) if core else None, state)
    title, rest = split_title(group(items(state, body)))
    document = Document(
        metadata=metadata,
        title=_title(title) if title else (),
        blocks=nest(rest, 1),
        resources=tuple(state.resources.values()),
    )
    return _settle_links(document, state)


def _targets(roots: list[Element]) -> set[str]:
    """The bookmarks that links refer to."""
    found = {link.get(W + "anchor") or "" for root in roots for link in root.iter(W + "hyperlink")}
    for root in roots:
        for instruction in [*root.iter(W + "instrText"), *root.iter(W + "fldSimple")]:
            text = instruction.text or instruction.get(W + "instr") or ""
            if "HYPERLINK" in text:
                found |= {word.strip('"') for word in text.split()}
    return found - {""}


def _title(heading: Heading) -> Any:
    if heading.lang or heading.dir or heading.id:
        return (Span(heading.title, id=heading.id, lang=heading.lang, dir=heading.dir),)
    return heading.title


def _settle_links(document: Document, state: State) -> Document:
    """Links to a bookmark that shares its place with another lead to the id that the place has."""
    if not state.aliases:
        return document

    def settle(node: Any) -> Any:
        if isinstance(node, Link) and node.target.startswith("#") and node.target[1:] in state.aliases:
            return replace(node, target="#" + state.aliases[node.target[1:]])
        return node

    return transform(document, settle)


def _metadata(core: Element | None, state: State) -> Metadata:
    """Core properties (ECMA-376 part 2, 11). The text's language is that of the default run properties."""

    def text(tag: str) -> str:
        found = None if core is None else core.find(tag)
        return " ".join((found.text or "").split()) if found is not None else ""

    cp = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
    creators = [one.strip() for one in text(DC + "creator").split(";")]
    return Metadata(
        title=text(DC + "title"),
        authors=tuple(Person(one) for one in creators if one),
        published=text(TERMS + "created"),
        modified=text(TERMS + "modified"),
        lang=state.language.latin,  # that of dc:language is for catalogues: no screen reader speaks by it
        identifier=text(DC + "identifier"),
        description=text(DC + "description"),
        keywords=tuple(word.strip() for word in text(cp + "keywords").split(",") if word.strip()),
    )
