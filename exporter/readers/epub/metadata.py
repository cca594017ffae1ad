"""What the package document of a book says of it (EPUB 3.3, 5.5; EPUB 2, OPF 2.0.1, 2.2), as the article's metadata."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from exporter.languages import corrected, determines_language
from exporter.model import Identifier, Metadata, Person, Subject

Element = etree._Element
DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
SCHEMES = ("isbn", "issn", "doi")


def metadata_of(opf: Element) -> Metadata:
    """The metadata that the package states; accessibility metadata are computed again for what is made of it."""
    about, said = _refined(opf)

    def texts(tag: str) -> list[str]:
        return [text for made in opf.iter(DC + tag) if (text := _text(made))]

    def refined(made: Element, name: str) -> str:
        return about.get((made.get("id") or "?", name), "")

    def first(tag: str) -> str:
        return next(iter(texts(tag)), "")

    titles = [(_text(made), refined(made, "title-type")) for made in opf.iter(DC + "title")]
    dates = (_text(made) for made in opf.iter(DC + "date") if made.get(OPF + "event") in (None, "publication"))
    plain = [made for made in opf.iter(DC + "subject") if not refined(made, "term")]
    lang = next((tag for tag in map(corrected, texts("language")) if determines_language(tag)), "")
    return Metadata(
        title=next((text for text, kind in titles if text and kind in ("", "main")), first("title")),
        subtitle=next((text for text, kind in titles if kind == "subtitle"), ""),
        authors=tuple(
            Person(
                _text(made),
                refined(made, "role") or made.get(OPF + "role") or ("aut" if tag == "creator" else "ctb"),
                refined(made, "schema:identifier").removeprefix("https://orcid.org/"),
                refined(made, "schema:affiliation"),
                refined(made, "file-as") or made.get(OPF + "file-as") or "",
            )
            for tag in ("creator", "contributor")
            for made in opf.iter(DC + tag)
            if _text(made)
        ),
        publisher=first("publisher"),
        published=next(dates, ""),
        modified=said.get("dcterms:modified", ""),
        source=next((text for text in texts("source") if not text.startswith("urn:isbn:")), ""),
        lang=lang,
        identifier=first("identifier"),
        description=first("description"),
        keywords=tuple(words for words in map(_text, plain) if words),
        rights=first("rights"),
        identifiers=(
            *_numbers(opf),
            *(Identifier(text[9:], "isbn", "print") for text in texts("source") if text.startswith("urn:isbn:")),
        ),
        subjects=tuple(
            Subject(term, refined(made, "authority"), _text(made))
            for made in opf.iter(DC + "subject")
            if (term := refined(made, "term"))
        ),
        series=said.get("belongs-to-collection", ""),
        number=said.get("group-position", ""),
        imprint=said.get("schema:publisherImprint", ""),
        place=said.get("schema:locationCreated", ""),
        edition=said.get("schema:bookEdition", ""),
        licence=said.get("dcterms:license", ""),
    )


def _text(made: Element) -> str:
    return " ".join("".join(map(str, made.itertext())).split())


def _numbers(opf: Element) -> Iterator[Identifier]:
    """Identifiers whose scheme is said: as a URN, as an attribute of EPUB 2, or as a DOI's address."""
    for made in opf.iter(DC + "identifier"):
        text, stated = _text(made), (made.get(OPF + "scheme") or "").lower()
        for scheme in SCHEMES:
            if text.lower().startswith(f"urn:{scheme}:"):
                yield Identifier(text[len(scheme) + 5 :], scheme)
            elif stated == scheme:
                yield Identifier(text, scheme)
        if text.lower().startswith("https://doi.org/"):
            yield Identifier(text[16:], "doi")


def _refined(opf: Element) -> tuple[dict[tuple[str, str], str], dict[str, str]]:
    """What refines an element, by its id and property; and what is said by any meta, the first of its property."""
    about: dict[tuple[str, str], str] = {}
    said: dict[str, str] = {}
    for made in opf.iter(OPF + "meta"):
        name, target = made.get("property") or "", (made.get("refines") or "").removeprefix("#")
        about.setdefault((target, name), _text(made))
        said.setdefault(name, _text(made))
    return about, said


def cover_of(opf: Element) -> list[str]:
    """The manifest ids that EPUB 2 calls the cover."""
    return [made.get("content") or "" for made in opf.iter(OPF + "meta") if made.get("name") == "cover"]
