"""What is said about an article: its people, dates, numbers and subjects, for catalogues, shops and libraries.

Apart from the nodes, for none of it is part of the text. Codes are those of others: MARC relators (id.loc.gov), ISBN
(ISO 2108), ORCID (ISO 27729), schemes of subjects as EPUB 3.3 (D.3.3) and ONIX (list 27) name them.
"""

from __future__ import annotations

from exporter.records import record


@record
class Person:
    """Who made the article; ``role`` is a MARC relator code (``aut`` author, ``pht`` photographer, ``trl`` ...).

    ``orcid`` is bare (0000-0002-1825-0097), ``sort`` the name as lists sort it (Lee, Ann).
    """

    name: str
    role: str = "aut"
    orcid: str = ""
    affiliation: str = ""
    sort: str = ""


@record
class Identifier:
    """A number in a scheme (``isbn``, ``doi``, ``issn``, or any other name).

    ``format`` is the one kind of file that bears it (``epub``), or ``print`` for the printed edition; "" for all files.
    """

    value: str
    scheme: str = ""
    format: str = ""


@record
class Subject:
    """What the article is about, as a code of a scheme (``Thema``, ``BISAC``); ``name`` is what the code means."""

    value: str
    scheme: str = ""
    name: str = ""


@record(kw_only=True)
class Metadata:
    """What is said about the article. Dates are ISO 8601 as the source gave them; "" where it said nothing.

    ``title``, ``subtitle`` and ``description`` (the standfirst) are plain text for catalogues; what a reader of the
    article reads is in ``Document.title`` and in paragraphs with the roles ``subtitle``, ``standfirst``, ``byline``.
    ``cover`` names the resource that is the cover of a book made of the article, "" for none. ``number`` is the place
    in ``series``; ``licence`` is an address, ``rights`` are words; ``place`` is that of the publisher.
    """

    title: str = ""
    subtitle: str = ""
    authors: tuple[Person, ...] = ()
    publisher: str = ""
    published: str = ""
    modified: str = ""
    source: str = ""
    lang: str = ""
    identifier: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    rights: str = ""
    cover: str = ""
    identifiers: tuple[Identifier, ...] = ()
    subjects: tuple[Subject, ...] = ()
    series: str = ""
    number: str = ""
    imprint: str = ""
    place: str = ""
    edition: str = ""
    licence: str = ""

    def isbn(self, format: str) -> str:
        """The ISBN of the files of ``format``: its own, else the one for all, else ""."""
        found = {item.format: item.value for item in reversed(self.identifiers) if item.scheme == "isbn"}
        return found.get(format) or found.get("", "")

    def own_isbn(self, format: str) -> str:
        """The ISBN that only files of ``format`` have, or "print" the printed edition; "" for none."""
        return next((item.value for item in self.identifiers if (item.scheme, item.format) == ("isbn", format)), "")

    def numbers(self, format: str) -> tuple[Identifier, ...]:
        """The identifiers that files of ``format`` bear, the ISBN first."""
        isbn = self.isbn(format)
        others = (item for item in self.identifiers if item.scheme != "isbn" and item.format in ("", format))
        return (*((Identifier(isbn, "isbn"),) if isbn else ()), *others)
