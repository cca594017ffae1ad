"""Where pictures came from, by which decisions about them find them again."""

from __future__ import annotations

from collections.abc import Mapping

from exporter.model import Document, Resource
from exporter.records import record


@record
class Origin:
    """Where a picture came from: the reference that names it, and the SHA-256 of its bytes as they came."""

    reference: str
    content: str


def contents_of(document: Document, origins: Mapping[str, Origin]) -> dict[str, str]:
    """The SHA-256 of each picture by the name of its resource: of its bytes as they came, where that is known."""
    return {item.name: digest_of(item, origins) for item in document.resources}


def digest_of(resource: Resource, origins: Mapping[str, Origin]) -> str:
    """The SHA-256 of a picture's bytes as they came, or of those that are kept where nobody knows."""
    known = origins.get(resource.name)
    return known.content if known else own_digest(resource)


def own_digest(resource: Resource) -> str:
    """The SHA-256 of a picture's bytes as they are kept."""
    import hashlib  # noqa: PLC0415  (start-up: only where there are pictures)

    return hashlib.sha256(resource.data).hexdigest()
