"""Names in a byline: who wrote the article, without the words round them."""

from __future__ import annotations

import re

_BEFORE = re.compile(r"^\s*(?:words|text|story|report|written)?\s*(?:by|von|par|por|di|da|van|av|af|od|przez)\s+", re.I)
_EDITED = re.compile(r"^\s*(?:edited\s+by|sous\s+la\s+direction\s+de|herausgegeben\s+von|edición\s+de)\s+", re.I)
_BETWEEN = re.compile(r"\s*(?:[,;/|]|\s(?:and|und|et|y|e|en|och|og|&)\s)\s*", re.I)
_NAME = re.compile(r"[^\W\d_][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*){1,4}")


def editors_in(line: str) -> tuple[str, ...]:
    """The names in a line that says who edited; () for any other line."""
    return people_in(_EDITED.sub("", line)) if _EDITED.match(line) else ()


def people_in(line: str) -> tuple[str, ...]:
    """The names in a byline; () where it is not plainly a list of names."""
    names = [name.strip() for name in _BETWEEN.split(_BEFORE.sub("", " ".join(line.split()))) if name.strip()]
    return tuple(names) if names and all(_NAME.fullmatch(name) and name[0].isupper() for name in names) else ()
