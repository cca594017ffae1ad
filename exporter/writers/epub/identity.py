"""What identifies an EPUB and dates it, the same at every export of the same article (EPUB 3.3, 5.5.3 and 5.5.4)."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime

from exporter.model import Identifier, Metadata

NAMESPACE = uuid.UUID("6f6b6d2c-2f0e-5c59-9d7e-0a8b5f3a1c11")
"""The namespace of identifiers made here (RFC 9562, 6.5: name-based UUIDs)."""

NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)
"""The date if the article has none: a package must have one (5.5.4), and it must not depend on the clock."""


def identifier(metadata: Metadata, text: str) -> str:
    """The book's ISBN, else the article's own identifier, its DOI, its address, a UUID of what it says."""
    if isbn := metadata.isbn("epub"):
        return f"urn:isbn:{isbn}"
    own = metadata.identifier.strip()
    digits = re.sub(r"[\s-]", "", own)
    if re.fullmatch(r"97[89]\d{10}", digits):
        return f"urn:isbn:{digits}"
    if own:
        return own
    for number in metadata.numbers("epub"):
        if number.scheme == "doi":
            return as_address(number)
    if metadata.source.startswith(("http://", "https://")):
        return metadata.source
    people = "\n".join(person.name for person in metadata.authors)
    name = "\0".join((metadata.title, people, metadata.published, metadata.lang, text[:200]))
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, name)}"


def as_address(number: Identifier) -> str:
    """A number as package documents write it: a URN or an address, the bare number of any other scheme."""
    match number.scheme:
        case "isbn" | "issn":
            return f"urn:{number.scheme}:{number.value}"
        case "doi":
            return f"https://doi.org/{number.value}"
        case _:
            digits = re.sub(r"[\s-]", "", number.value)
            return f"urn:isbn:{digits}" if re.fullmatch(r"97[89]\d{10}", digits) else number.value


def modified(metadata: Metadata, timestamp: int | None) -> datetime:
    """When the article was last changed, UTC: as it says itself, else SOURCE_DATE_EPOCH, else a fixed date."""
    for said in (metadata.modified, metadata.published):
        found = parsed_date(said)
        if found is not None:
            return found
    return NO_DATE if timestamp is None else datetime.fromtimestamp(timestamp, UTC)


def parsed_date(said: str) -> datetime | None:
    """An ISO 8601 date or time in UTC; None when ``said`` is not a date."""
    try:
        found = datetime.fromisoformat(said)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
