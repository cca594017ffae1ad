"""Files that hold several articles: how many, and in which format (a feed, a NewsML or ninjs package, a CMS export)."""

from __future__ import annotations

from pathlib import Path, PurePath

from exporter.bounds.gate import Gate, Limits
from exporter.errors import InputError
from exporter.readers import NUMBERED, UNCERTAIN, Source, format_of, known_format, reader
from exporter.readers.input.decode import decode

TOO_MANY = 999_999_999
"""A number that no article has: who is asked for it says how many there are."""


def count_in(path: Path, name: str, asked: str, limits: Limits) -> tuple[int | None, str]:
    """How many articles the file at ``path`` holds (None: one, without a number), and its format where it was read.

    Raises InputError for a file that cannot be read.
    """
    known = asked or (format_of(name) if PurePath(name).suffix.lower() not in UNCERTAIN else "")
    if known and known not in NUMBERED:
        return None, asked
    data = Gate(limits=limits).read_article(path, known_format(known).bound, name)
    form = known or format_of(name, "", lambda: decode(name, data)[0])
    if form not in NUMBERED or known_format(form).packed:
        return None, asked
    text, _ = decode(name, data)
    source = Source(name=name, data=data, text=text, gate=Gate(None, limits), item=TOO_MANY)
    try:
        reader(form)(source)
    except InputError as error:
        count = error.data.get("articles")
        if isinstance(count, int):
            return count, form
        if error.code == "limit":
            raise
    return None, asked
