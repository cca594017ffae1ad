"""The command ``exporter speak``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from exporter.cli.options import Debug, File, Format, From, Lang, Output, word_options
from exporter.errors import Exit


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


def speak(
    file: File,
    browse: Annotated[
        Browse | None, typer.Option("--browse", help="List one sort of thing, as listeners jump through it.")
    ] = None,
    diff: Annotated[
        str, typer.Option("--diff", metavar="OTHER", help="Print where OTHER tells something else; exit code 1 if so.")
    ] = "",
    from_format: From = "",
    lang: Lang = "",
    output_format: Format = Output.text,
    debug: Debug = False,
) -> None:
    """Print what a screen reader would be told by FILE, line by line (no named screen reader's exact words)."""
    from exporter.cli.settings import declared_blocks
    from exporter.run.inspect import browse_file, difference_of, transcript_of
    from exporter.run.pipeline import ReadOptions

    options = ReadOptions(format=from_format, blocks=declared_blocks(), lang=lang, word=word_options())
    as_json = output_format is Output.json
    if diff and browse:
        raise typer.BadParameter("give one of --browse and --diff")
    if diff:
        text, same = difference_of(file, diff, options, as_json=as_json)
        print(text, end="" if text.endswith("\n") else "\n")
        raise typer.Exit(Exit.done if same else Exit.findings)
    text = browse_file(file, browse.value, options, as_json=as_json) if browse else ""
    text = text or transcript_of(file, options, as_json=as_json)
    print(text, end="" if text.endswith("\n") else "\n")
