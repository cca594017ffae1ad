"""Read back: a finished DOCX as a Document, by what Word and its like give to assistive technology.

Parts are found by relationships (ECMA-376 part 2), paragraphs are what their styles say, notes go back to the place
that refers to them. ``pos`` is the number of the paragraph in the body.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from exporter.bounds.packages import open_package
from exporter.errors import InputError
from exporter.model import Document, Identifier, Link, Metadata, Person, Span, is_publication, transform
from exporter.readback.docx.body import blocks, items
from exporter.readback.docx.group import group
from exporter.readback.docx.sight import one_sense
from exporter.readback.docx.state import Place, Reading, Registry, Results, Story, relations, survey
from exporter.readback.docx.styles import Element, W
from exporter.readback.headings import Heading, nest, split_title
from exporter.readback.sight import OneSense

DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"


def read(data: bytes, name: str) -> Document:
    """The document in a DOCX file. Raises InputError when it is not a DOCX, is damaged, or was refused."""
    return read_both(data, name)[0]


def read_both(data: bytes, name: str) -> tuple[Document, tuple[OneSense, ...]]:
    """The document in a DOCX file, and the words of it that are only seen or only heard. Raises as ``read`` does."""
    package = open_package(data, name)
    own = relations(package, "")
    main = next((target for kind, target in own.values() if kind == "officeDocument"), "")
    if main not in package:
        raise InputError(f"{name}: is not a DOCX: its main part is missing")
    root = package.xml(main)
    body = root.find(W + "body")
    if body is None:
        raise InputError(f"{name}: is not a DOCX: its main part is not a text document")
    kept = list(root.iter())  # lxml makes an object of an element each time that it is come to, unless there is one
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
    if is_publication(document) and not any(made.get(W + "val") == "eachSect" for made in body.iter(W + "numRestart")):
        document = replace(document, notes_run="book")  # 17.11.19: counted through where no section says otherwise
    found = tuple(one_sense(package, reading.registry, links, body))
    del kept
    return _settle_links(document, reading.results.aliases), found


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


def _people(joined: str, custom: dict[str, str], name: str) -> list[str]:
    """The people in ``joined``; each from a property of their own where those together say the same."""
    numbers = itertools.takewhile(lambda number: f"{name} {number}" in custom, itertools.count(1))
    apart = [custom[f"{name} {number}"] for number in numbers]
    if apart and "; ".join(apart) == joined:
        return apart
    return [one.strip() for one in joined.split(";") if one.strip()]


def _by_name(said: str, people: Sequence[str]) -> dict[str, str]:
    """What is said of each person, as our writer says it: “name: value; name: value”."""
    said = f"; {said}"
    names = [_contributor(one).name for one in people]
    starts = sorted((at, name) for name in dict.fromkeys(names) if (at := said.find(f"; {name}: ")) >= 0)
    ends = [*(at for at, _ in starts[1:]), len(said)]
    return {name: said[at + len(f"; {name}: ") : end] for (at, name), end in zip(starts, ends, strict=False)}


def _metadata(core: Element | None, registry: Registry, custom: dict[str, str]) -> Metadata:
    """Core properties (ECMA-376 part 2, 11). The text's language is that of the default run properties."""

    def text(tag: str) -> str:
        found = None if core is None else core.find(tag)
        return " ".join((found.text or "").split()) if found is not None else ""

    cp = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
    creators = _people(text(DC + "creator"), custom, "Author")
    others = _people(custom.get("Contributors", ""), custom, "Contributor")
    orcids, institutions = (_by_name(custom.get(name, ""), [*creators, *others]) for name in ("ORCID", "Affiliation"))
    return Metadata(
        title=text(DC + "title"),
        subtitle=text(DC + "subject"),
        authors=tuple(
            replace(one, orcid=orcids.get(one.name, ""), affiliation=institutions.get(one.name, ""))
            for one in (*map(Person, creators), *map(_contributor, others))
        ),
        published=text(TERMS + "created"),
        modified=text(TERMS + "modified"),
        lang=registry.language.latin,  # that of dc:language is for catalogues: no screen reader speaks by it
        identifier=text(DC + "identifier"),
        description=text(DC + "description"),
        keywords=tuple(word.strip() for word in text(cp + "keywords").split(",") if word.strip()),
        identifiers=(
            *(Identifier(custom[name], name.lower()) for name in ("ISBN", "ISSN", "DOI") if name in custom),
            *(Identifier(custom[name], "isbn", "print") for name in ("Print ISBN",) if name in custom),
        ),
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
