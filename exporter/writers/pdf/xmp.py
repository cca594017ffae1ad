"""Properties of an XMP packet (ISO 16684-1), and those that publishers ask for: numbers, series, edition, licence.

Dublin Core, XMP's own schemas, PRISM 3.0 (Publishing Requirements for Industry Standard Metadata), and schema.org for
what none of them has a word for, by the same words as in an EPUB. PDF/A wants every schema it does not know described
(ISO 19005-2, 6.6.2.3.3), all in one place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from exporter.model import Identifier, Metadata

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfd": "http://pdfa.org/declarations/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
    "schema": "http://schema.org/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}
PRISM = {
    "isbn": "ISBN of the publication",
    "issn": "ISSN of the series",
    "doi": "Digital Object Identifier of the article",
    "seriesTitle": "Title of the series",
    "seriesNumber": "Number within the series",
    "bookEdition": "Edition of the publication",
    "subtitle": "Subtitle of the article",
}
"""Properties of PRISM that are written, and what each is."""
SCHEMA = {
    "identifier": "ORCID of each person who has one, as name, colon and address",
    "affiliation": "Institution of each person who has one, as name, colon and institution",
    "publisherImprint": "Imprint under which the file is published",
    "locationCreated": "Place of the publisher",
}
"""Properties of schema.org that are written, and what each is."""
LISTED = ("identifier", "affiliation")
"""Those of them that hold several texts."""


def written(name: str, inner: str) -> str:
    """A property whose value is XML already."""
    prefix = name.partition(":")[0]
    about = f'<rdf:Description rdf:about="" xmlns:{prefix}="{NAMESPACES[prefix]}">'
    return f"{about}<{name}>{inner}</{name}></rdf:Description>"


def simple(name: str, value: str) -> str:
    """A property with one text; "" without any."""
    return written(name, escape(value, quote=False)) if value else ""


def alternative(name: str, value: str) -> str:
    """A property with a text in the language of the file."""
    inner = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(value, quote=False)}</rdf:li></rdf:Alt>'
    return written(name, inner) if value else ""


def listed(name: str, kind: str, values: Sequence[str]) -> str:
    """A property with several texts: ``Seq`` in order, ``Bag`` in none."""
    items = "".join(f"<rdf:li>{escape(value, quote=False)}</rdf:li>" for value in values)
    return written(name, f"<rdf:{kind}>{items}</rdf:{kind}>") if values else ""


def publication(metadata: Metadata, *, ua: bool) -> list[str]:
    """What publishers say of a file, and the description of the schemas; ``ua``: with that of PDF/UA-1."""
    numbers = metadata.numbers("pdf")
    own = [metadata.identifier] if metadata.identifier else []
    addresses = list(dict.fromkeys([*(_address(item) for item in numbers), *own]))
    by_scheme = {item.scheme: item.value for item in reversed(numbers)}
    prism = {
        "isbn": by_scheme.get("isbn", ""),
        "issn": by_scheme.get("issn", ""),
        "doi": by_scheme.get("doi", ""),
        "seriesTitle": metadata.series,
        "seriesNumber": metadata.number if metadata.series else "",
        "bookEdition": metadata.edition,
        "subtitle": metadata.subtitle,
    }
    people = metadata.authors
    schema = {
        "identifier": [f"{one.name}: https://orcid.org/{one.orcid}" for one in people if one.orcid],
        "affiliation": [f"{one.name}: {one.affiliation}" for one in people if one.affiliation],
        "publisherImprint": [metadata.imprint] if metadata.imprint else [],
        "locationCreated": [metadata.place] if metadata.place else [],
    }
    others = [person for person in metadata.authors if person.role not in ("aut", "cre")]
    return [
        listed("dc:contributor", "Bag", [f"{person.name} ({person.role})" for person in others]),
        simple("dc:identifier", next(iter(own or addresses), "")),
        listed("xmp:Identifier", "Bag", addresses if numbers else []),
        listed("dc:relation", "Bag", [f"urn:isbn:{printed}"] if (printed := metadata.own_isbn("print")) else []),
        simple("xmpRights:WebStatement", metadata.licence),
        *(simple(f"prism:{name}", value) for name, value in prism.items()),
        *(
            listed(f"schema:{name}", "Bag", values) if name in LISTED else simple(f"schema:{name}", "".join(values))
            for name, values in schema.items()
        ),
        _extensions(ua, [name for name, value in prism.items() if value], [name for name in schema if schema[name]]),
    ]


def _address(number: Identifier) -> str:
    prefixes = {"isbn": "urn:isbn:", "issn": "urn:issn:", "doi": "https://doi.org/"}
    return prefixes.get(number.scheme, "") + number.value


def _extensions(ua: bool, prism: Sequence[str], schema: Sequence[str]) -> str:
    """The descriptions of the schemas that PDF/A does not know."""
    schemas = []
    if ua:
        part = ("part", "Integer", "Part of ISO 14289 to which the file conforms")
        schemas.append(_schema("PDF/UA Universal Accessibility Schema", "pdfuaid", [part]))
    if prism:
        schemas.append(_schema("PRISM basic metadata", "prism", [(name, "Text", PRISM[name]) for name in prism]))
    if schema:
        kinds = {name: "bag Text" if name in LISTED else "Text" for name in schema}
        schemas.append(_schema("schema.org", "schema", [(name, kinds[name], SCHEMA[name]) for name in schema]))
    if not schemas:
        return ""
    return (
        '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\n'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\n'
        f"<pdfaExtension:schemas><rdf:Bag>{''.join(schemas)}</rdf:Bag></pdfaExtension:schemas>\n"
        "</rdf:Description>"
    )


def _schema(title: str, prefix: str, properties: Sequence[tuple[str, str, str]]) -> str:
    return (
        '<rdf:li rdf:parseType="Resource">\n'
        f"<pdfaSchema:schema>{title}</pdfaSchema:schema>\n"
        f"<pdfaSchema:namespaceURI>{NAMESPACES[prefix]}</pdfaSchema:namespaceURI>\n"
        f"<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\n"
        f"<pdfaSchema:property><rdf:Seq>{''.join(_described(properties))}</rdf:Seq></pdfaSchema:property>\n"
        "</rdf:li>"
    )


def _described(properties: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    for name, kind, words in properties:
        yield (
            '<rdf:li rdf:parseType="Resource">\n'
            f"<pdfaProperty:name>{name}</pdfaProperty:name>\n"
            f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>\n"
            f"<pdfaProperty:category>{'internal' if kind == 'Integer' else 'external'}</pdfaProperty:category>\n"
            f"<pdfaProperty:description>{words}</pdfaProperty:description>\n"
            "</rdf:li>"
        )
