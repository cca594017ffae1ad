"""Numbers in the metadata of finished files: an address or URN, or a bare number under the name of its scheme."""

from __future__ import annotations

import re

from exporter.model import Identifier

_ADDRESSES = (("isbn", r"(?i)urn:isbn:(.+)"), ("issn", r"(?i)urn:issn:(.+)"), ("doi", r"(?i)https?://doi\.org/(.+)"))


def numbered(text: str) -> Identifier:
    """The identifier that ``text`` is, without a scheme where it shows none."""
    for scheme, pattern in _ADDRESSES:
        if match := re.fullmatch(pattern, text.strip()):
            return Identifier(match[1], scheme)
    return Identifier(text)
