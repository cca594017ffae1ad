"""The command ``exporter speak``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from exporter.cli.declared import Ended, Misused, Option
from exporter.cli.options import Debug, File, Format, Output
from exporter.errors import Exit

if TYPE_CHECKING:
    from exporter.model import Document
    from exporter.run.pipeline import ReadOptions


class Browse(StrEnum):
    """What can be jumped through (the keys of ``exporter.speak.browse.KINDS``)."""

    headings = "headings"
    quotes = "quotes"
    links = "links"
    lists = "lists"
    tables = "tables"
    images = "images"
    notes = "notes"
    landmarks = "landmarks"
    pages = "pages"


class ReaderName(StrEnum):
    """The programs that are known (the keys of ``exporter.speak.readers.READERS``)."""

    firefox = "firefox"
    chromium = "chromium"
    writer = "writer"
    nvda_word = "nvda-word"
    nvda_acrobat = "nvda-acrobat"


def speak(
    file: File,
    browse: Annotated[
        Browse | None, Option("--browse", help="List one kind of element, as listeners jump through it.")
    ] = None,
    reader: Annotated[
        ReaderName | None,
        Option("--as", help="What one program tells of the file: heard, or documented where it says so."),
    ] = None,
    unseen: Annotated[
        bool,
        Option("--unseen", help="List what the eye gets of FILE and the ear does not, and the reverse."),
    ] = False,
    diff: Annotated[
        str,
        Option(
            "--diff",
            metavar="OTHER",
            help="Print where OTHER (a file; with --as a reader) differs; exit code 1.",
        ),
    ] = "",
    output_format: Format = Output.text,
    debug: Debug = False,
    *,
    reading: ReadOptions,
) -> None:
    """Print what FILE says to assistive technology, line by line; with --as, what one program tells of it."""
    from exporter.run.given import Given, names_publication, of_word
    from exporter.run.inspect import browse_any, difference_of, transcript_of, unseen_of

    def named(word: str) -> Given | Document:
        if not names_publication(word):
            return of_word(word, reading.limits)
        from exporter.publication.looked_at import opened  # start-up: only for one

        return opened(word, reading)

    given = named(file)
    as_json = output_format is Output.json
    if browse and (diff or reader):
        raise Misused("give --browse without --as and --diff")
    if unseen and (browse or diff or reader):
        raise Misused("give --unseen without --browse, --as and --diff")
    name = reader.value if reader else ""
    if diff:
        other = named(diff) if names_publication(diff) else diff
        assert not isinstance(other, Given)
        names = (file, diff)
        text, same = difference_of(given, other, reading, as_json=as_json, reader=name, names=names)
        print(text, end="" if text.endswith("\n") else "\n")
        raise Ended(Exit.done if same else Exit.findings)
    if unseen:
        only = unseen_of(given, reading)
        text = only.json if as_json else only.text
    elif browse:
        stops = browse_any(given, browse.value, reading)
        text = stops.json if as_json else stops.text
    else:
        told = transcript_of(given, reading, name)
        text = told.json if as_json else told.text
    print(text, end="" if text.endswith("\n") else "\n")
