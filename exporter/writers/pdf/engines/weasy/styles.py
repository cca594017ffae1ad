"""A publisher's own style sheets: read with what they name, and what of them has no effect reported. Part of the seam.

A sheet may import others, name pictures and fonts: all from its own folder, nothing from the network. What cannot be
loaded is a finding, and so is what the layout does not understand; a misspelt property is reported.
"""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from urllib.request import url2pathname

import tinycss2
import weasyprint
from tinycss2.serializer import serialize_url

from exporter.accessibility.generated_words import without_generated_words
from exporter.bounds.gate import in_force
from exporter.bounds.style_sheets import read_sheet
from exporter.findings import Finding, finding
from exporter.position import Position
from exporter.web_addresses import joined
from exporter.writers.pdf.engines.weasy.input import Fetcher

LOG = logging.getLogger("weasyprint")
LOG.addHandler(logging.NullHandler())

MISSING = frozenset(
    ["Failed to load image at %r: %s", "Failed to load stylesheet at %s : %s", "Font-face %r cannot be loaded"]
)
"""Messages about what cannot be loaded; their first argument names it."""

_AT = re.compile(r" at (\d+):(\d+),? ?")


class Listener(logging.Handler):
    """What the layout complains of in this thread while it listens."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.thread = threading.get_ident()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            self.records.append(record)


@contextmanager
def listening() -> Iterator[Listener]:
    """Hear what the layout has to say, whatever the caller's program has told the logger to keep to itself."""
    listener, level = Listener(), LOG.level
    LOG.addHandler(listener)
    LOG.setLevel(min(LOG.getEffectiveLevel(), logging.WARNING))
    try:
        yield listener
    finally:
        LOG.removeHandler(listener)
        LOG.setLevel(level)


def house_sheet(path: Path, config: Any, fetcher: Fetcher) -> tuple[Any, list[Finding]]:
    """A custom style sheet, and what in it has no effect, in the order of the sheet."""
    data = read_sheet(path, in_force())
    text = data.decode("utf-8", "replace")
    base = joined("file:", path.resolve().as_uri())
    with listening() as heard:
        made = weasyprint.CSS(string=with_addresses(text, base), base_url=base, font_config=config, url_fetcher=fetcher)
    found = [*missing(heard.records, [path], frozenset())]
    found += [
        _placed("CSS005", f"what “{item[:80]}” writes on the page is not heard", path, None, "")
        for item in without_generated_words(data)[1]
    ]
    found += [_without_effect(record.getMessage(), path) for record in heard.records if record.msg not in MISSING]
    return made, found


def with_addresses(text: str, base: str) -> str:
    """A sheet whose addresses are whole: those in custom properties would else be looked for where they are used."""
    if "--" not in text or "url(" not in text:
        return text
    tokens = tinycss2.parse_component_value_list(text)
    _complete(tokens, base)
    return str(tinycss2.serialize(tokens))


def _complete(tokens: Sequence[Any], base: str) -> None:
    for token in tokens:
        if token.type == "url":
            token.value = joined(base, token.value)
            token.representation = f"url({serialize_url(token.value)})"
        elif token.type == "function" and token.lower_name == "url":
            for argument in token.arguments:
                if argument.type == "string":
                    argument.value = joined(base, argument.value)
                    argument.representation = f'"{argument.value}"'
        for part in ("content", "arguments"):
            _complete(getattr(token, part, None) or (), base)


def missing(records: Sequence[logging.LogRecord], paths: Sequence[Path], own: frozenset[str]) -> Iterator[Finding]:
    """A finding for each thing that a sheet names and that cannot be loaded, once; ``own`` are the document's
    pictures.
    """
    seen = set(own)
    for record in records:
        if record.msg not in MISSING or not isinstance(record.args, tuple):
            continue
        name = str(record.args[0])
        if name in seen:
            continue
        seen.add(name)
        yield _lacking(name, paths)


def _lacking(name: str, paths: Sequence[Path]) -> Finding:
    """The finding for an address or a font, at the place of the first sheet that names it."""
    for path in paths:
        shown = _from(name, path)
        for number, line in enumerate(read_sheet(path, in_force()).decode("utf-8", "replace").split("\n"), 1):
            if (at := line.find(shown)) >= 0:
                return _placed("CSS001", f"“{shown}” cannot be loaded", path, Position(number, at + 1), line)
    return _placed("CSS001", f"“{_from(name, paths[0])}” cannot be loaded", paths[0], None, "")


def _from(address: str, sheet: Path) -> str:
    """An address as the sheet has it: a file's relative to the sheet's folder, any other as it is."""
    if not address.startswith("file:"):
        return address
    file = url2pathname(address.removeprefix("file:").removeprefix("//"))
    return Path(os.path.relpath(unquote(file), sheet.resolve().parent)).as_posix()


def _without_effect(message: str, path: Path) -> Finding:
    place = _AT.search(message)
    pos = Position(int(place[1]), int(place[2])) if place else None
    said = re.sub("`([^`]*)`", lambda quoted: f"“{quoted[1].strip()}”", _AT.sub(": ", message, count=1)).rstrip(".")
    lines = read_sheet(path, in_force()).decode("utf-8", "replace").split("\n")
    line = lines[pos.line - 1] if pos and pos.line <= len(lines) else ""
    return _placed("CSS002", said[:1].lower() + said[1:], path, pos, line)


def _placed(rule: str, message: str, path: Path, pos: Position | None, line: str) -> Finding:
    return replace(finding(rule, message, pos), file=str(path), snippet=line.strip())
