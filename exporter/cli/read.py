"""The command ``exporter read``."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from exporter.cli.declared import Ended, Option
from exporter.cli.options import (
    Article,
    Debug,
    FailOn,
    FailOnOption,
)
from exporter.errors import Exit

if TYPE_CHECKING:
    from exporter.run.pipeline import ReadOptions


class ReadOutput(StrEnum):
    """How decisions are printed."""

    text = "text"
    json = "json"
    hints = "hints"


def read(
    article: Article,
    explain: Annotated[
        bool, Option("--explain", help="Give the reason for each decision and how certain it is.")
    ] = False,
    fail_on: FailOnOption = FailOn.error,
    output_format: Annotated[
        ReadOutput,
        Option("--format", help="text; json; hints: a hint file for lines that are uncertain or left out."),
    ] = ReadOutput.text,
    debug: Debug = False,
    *,
    reading: ReadOptions,
) -> None:
    """Print what each line of an article is read as: heading, quote and speaker, caption, left out, and so on."""
    from exporter.cli.console import print_findings, print_json, worst
    from exporter.run.explain import as_data, as_hints, as_lines, explain_article
    from exporter.run.given import of_word

    told = explain_article(of_word(article, reading.limits), reading)
    match output_format:
        case ReadOutput.json:
            print_json(as_data(told))
        case ReadOutput.hints:
            print(as_hints(told))
        case ReadOutput.text:
            print(as_lines(told, reasons=explain))
            print_findings(told.findings)
    raise Ended(max(worst(told.findings, fail_on.value), Exit.done))
