"""Finding the hint file of an article: the one named, or the one beside it (``ferry.txt.hints`` for ``ferry.txt``)."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from exporter.bounds.gate import Gate, Refused
from exporter.errors import InputError, UsageError
from exporter.findings import Finding, finding
from exporter.readers.hints import MOST_BYTES, SUFFIX, Hints, parse_hints
from exporter.run.given import Given

HINTED_FORMAT = "text"
"""The one format whose structure is inferred; in the others the author has said what each thing is."""


def hints_of(given: Given, format_name: str, asked: str, gate: Gate) -> tuple[Hints, tuple[Finding, ...]]:
    """The hints for an article, and a finding where a file of hints lies beside it that cannot be used.

    ``asked`` is the file the user named ("" for none). Raises InputError when a file of hints cannot be read or holds
    something else, UsageError when one is named for a format that needs none.
    """
    name = given.name
    if asked:
        if format_name != HINTED_FORMAT:
            raise UsageError(f"--hints {asked}: hints are for plain text, and {name} is read as {format_name}")
        return _parsed(asked, gate.read_article(Path(asked))), ()
    beside = name + SUFFIX
    if given.path is None or not os.path.lexists(f"{given.path}{SUFFIX}"):
        return Hints(), ()
    if format_name != HINTED_FORMAT:
        unused = finding("TXT007", f"hints are for plain text, and {name} is read as {format_name}: no hint is used")
        return Hints(), (replace(unused, file=beside),)
    try:
        data = gate.read_reference(quote(given.path.name + SUFFIX))
    except Refused as why:
        raise InputError(f"{beside}: {why}; hints beside an article are read from its folder only") from None
    return _parsed(beside, data), ()


def _parsed(name: str, data: bytes) -> Hints:
    from exporter.readers.input.decode import decode

    if len(data) > MOST_BYTES:
        raise InputError(f"{name}: is larger than the limit of {MOST_BYTES} bytes for hints")
    return parse_hints(name, decode(name, data)[0]) if data.strip() else Hints(name)
