"""What the package document says of the article: Dublin Core, refined (EPUB 3.3, 5.5 and D.3).

Numbers have their type by ONIX code list 5, people their MARC role and sort name, a series its position; what EPUB has
no word for is said by schema.org's, whose prefix is reserved (EPUB 3.3, D.1.4).
"""

from __future__ import annotations

from exporter.model import Identifier, Metadata, Person, Subject
from exporter.writers.epub.book import DC, OPF, Book
from exporter.writers.epub.identity import as_address, parsed_date
from exporter.writers.epub.listed import Contents
from exporter.writers.xhtml.elements import xml_text

TYPES = {"isbn": "15", "doi": "06"}
"""Scheme → the type of an identifier (ONIX code list 5: ISBN-13, DOI)."""
AUTHORITIES = frozenset(["BIC", "BISAC", "DDC", "LCSH", "MEDTOP", "Thema", "UDC"])
"""Schemes of subjects that EPUB has a name for, as the model writes them (EPUB 3.3, D.3.3)."""


def one_line(text: str) -> str:
    """``text`` on one line, without what XML cannot hold."""
    return xml_text(" ".join(text.split()))


def say_all(book: Book, metadata: Metadata) -> None:
    """All that ``metadata`` says but title, language and the unique identifier, which every book has."""
    people = [(one_line(person.name), person) for person in metadata.authors]
    for number, (name, person) in enumerate((pair for pair in people if pair[0]), 1):
        _person(book, f"person-{number}", name, person)
    if subtitle := one_line(metadata.subtitle):
        book.say(DC, "title", subtitle, id="subtitle")
        _refine(book, "subtitle", "title-type", "subtitle")
    _numbers(book, metadata)
    plain = {
        "publisher": metadata.publisher,
        "source": metadata.source,
        "description": metadata.description,
        "rights": metadata.rights,
        "date": metadata.published if parsed_date(metadata.published) else "",
    }
    for name, value in plain.items():
        if line := one_line(value):
            book.say(DC, name, line)
    if printed := metadata.own_isbn("print"):
        book.say(DC, "source", f"urn:isbn:{printed}")
    for keyword in metadata.keywords:
        if line := one_line(keyword):
            book.say(DC, "subject", line)
    for number, subject in enumerate(metadata.subjects, 1):
        _subject(book, f"subject-{number}", subject)
    _series(book, metadata)
    said = {
        "schema:bookEdition": metadata.edition,
        "schema:publisherImprint": metadata.imprint,
        "schema:locationCreated": metadata.place,
        "dcterms:license": metadata.licence,
    }
    for name, value in said.items():
        if line := one_line(value):
            book.say(OPF, "meta", line, property=name)


def say_articles(book: Book, contents: Contents) -> None:
    """What is said of each article of a publication, about its file in the manifest (EPUB 3.3, 5.3.6 and 5.5.5)."""
    for number, chapter in enumerate(contents.chapters):
        about = chapter.article
        if about is None:
            continue
        said = [("dcterms:title", about.title), ("dcterms:language", about.lang)]
        said += [(_role_of(person), person.name) for person in about.authors]
        said += [("dcterms:date", about.published if parsed_date(about.published) else "")]
        said += [("dcterms:source", about.source), ("dcterms:description", about.description)]
        said += [("dcterms:rights", about.rights), ("dcterms:rights", about.licence)]
        for name, value in said:
            _refine(book, contents.id_of(number), name, value)


def _role_of(person: Person) -> str:
    return "dcterms:creator" if _is_author(person) else "dcterms:contributor"


def _is_author(person: Person) -> bool:
    return person.role in ("aut", "cre")


def _refine(book: Book, id: str, name: str, value: str, scheme: str = "") -> None:
    attributes = {"refines": f"#{id}", "property": name, **({"scheme": scheme} if scheme else {})}
    if line := one_line(value):
        book.say(OPF, "meta", line, **attributes)


def _person(book: Book, id: str, name: str, person: Person) -> None:
    """An author as creator, everybody else as contributor, with a MARC relator code (D.3.7)."""
    book.say(DC, "creator" if _is_author(person) else "contributor", name, id=id)
    _refine(book, id, "role", person.role, "marc:relators")
    _refine(book, id, "file-as", person.sort)
    _refine(book, id, "schema:identifier", person.orcid and f"https://orcid.org/{person.orcid}")
    _refine(book, id, "schema:affiliation", person.affiliation)


def _numbers(book: Book, metadata: Metadata) -> None:
    """The type of the unique identifier, and the other numbers of the article."""
    own = Identifier(metadata.identifier.strip())
    numbers = [*metadata.numbers("epub"), *([own] if own.value else [])]
    said = [book.identifier]
    for number in numbers:
        address = one_line(as_address(number))
        id = "id" if address == book.identifier else f"id-{len(said) + 1}"
        if address not in said:
            said.append(address)
            book.say(DC, "identifier", address, id=id)
        elif id != "id":
            continue
        if number.scheme in TYPES:
            _refine(book, id, "identifier-type", TYPES[number.scheme], "onix:codelist5")
        else:
            _refine(book, id, "identifier-type", number.scheme)


def _subject(book: Book, id: str, subject: Subject) -> None:
    """A subject; authority and term only together, and of a scheme that EPUB knows (D.3.2, D.3.10)."""
    known = subject.scheme in AUTHORITIES
    book.say(DC, "subject", one_line(subject.name or subject.value), id=id)
    if known:
        _refine(book, id, "authority", subject.scheme)
        _refine(book, id, "term", subject.value)


def _series(book: Book, metadata: Metadata) -> None:
    if name := one_line(metadata.series):
        book.say(OPF, "meta", name, property="belongs-to-collection", id="series")
        _refine(book, "series", "collection-type", "series")
        number = one_line(metadata.number)
        if number and all(part.isascii() and part.isdigit() for part in number.split(".")):
            _refine(book, "series", "group-position", number)
