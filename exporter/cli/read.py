"""The command ``exporter read``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from exporter.cli.options import (
    Article,
    Comments,
    CommentsOption,
    Debug,
    FailOn,
    From,
    HintFile,
    KeepAll,
    Lang,
    Revisions,
    RevisionsOption,
    word_options,
)
from exporter.errors import Exit


class ReadOutput(StrEnum):
    """How decisions are printed."""

    text = "text"
    json = "json"
    hints = "hints"


def read(
    article: Article,
    explain: Annotated[
        bool, typer.Option("--explain", help="Give the reason for each decision and how certain it is.")
    ] = False,
    hints: HintFile = "",
    keep_all: KeepAll = False,
    from_format: From = "",
    lang: Lang = "",
    revisions: RevisionsOption = Revisions.accept,
    comments: CommentsOption = Comments.drop,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Findings of this level lead to exit code 1.")
    ] = FailOn.error,
    output_format: Annotated[
        ReadOutput,
        typer.Option("--format", help="text; json; hints: a file of hints on what is unsure or left out."),
    ] = ReadOutput.text,
    debug: Debug = False,
) -> None:
    """Print what each line of an article is taken for: heading, quote and speaker, caption, left out, and so on."""
    from exporter.cli.console import print_findings, print_json, worst
    from exporter.cli.settings import declared_blocks
    from exporter.run.explain import as_data, as_hints, as_lines, explain_article
    from exporter.run.pipeline import ReadOptions

    options = ReadOptions(
        format=from_format,
        blocks=declared_blocks(),
        lang=lang,
        keep_all=keep_all,
        hints=hints,
        word=word_options(revisions, comments),
    )
    told = explain_article(article, options)
    match output_format:
        case ReadOutput.json:
            print_json(as_data(told))
        case ReadOutput.hints:
            print(as_hints(told))
        case ReadOutput.text:
            print(as_lines(told, reasons=explain))
            print_findings(told.findings)
    raise typer.Exit(max(worst(told.findings, fail_on.value), Exit.done))
