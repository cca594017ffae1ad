"""The command ``exporter decide``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from exporter.cli.declared import Option
from exporter.cli.options import (
    Article,
    Debug,
    Output,
)

if TYPE_CHECKING:
    from exporter.run.pipeline import ReadOptions


def decide(
    article: Article,
    output: Annotated[
        Path | None,
        Option("-o", "--output", help="The file to write; default: ARTICLE.decisions.toml; - prints it."),
    ] = None,
    output_format: Annotated[
        Output, Option("--format", help="text: write the file. json: print the questions and write nothing.")
    ] = Output.text,
    debug: Debug = False,
    *,
    reading: ReadOptions,
) -> None:
    """Write the questions that an article has for a person into a file to fill in; answers in it are kept."""
    from exporter.cli.console import print_decided, print_findings, print_json
    from exporter.run.decide import decide_article, place_of, write_decisions
    from exporter.run.given import of_word

    given = of_word(article, reading.limits)
    decided = decide_article(given, reading)
    if output_format is Output.json:
        print_json(decided.data)
        return
    place = place_of(given, reading, output)
    if place is None:
        sys.stdout.write(decided.text)
    elif decided.changed:
        write_decisions(decided, place, given)
    print_findings(item for item in decided.findings if item.rule != "DEC003")
    print_decided(decided, "" if place is None else str(place))
