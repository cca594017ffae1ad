"""The command ``exporter report``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from exporter.cli.options import (
    Comments,
    CommentsOption,
    Debug,
    From,
    HintFile,
    KeepAll,
    Lang,
    Limit,
    Revisions,
    RevisionsOption,
    Root,
    word_options,
)
from exporter.errors import Exit


class Form(StrEnum):
    """The forms of a report (the keys of ``exporter.reports.FORMATS``)."""

    text = "text"
    json = "json"
    sarif = "sarif"
    earl = "earl"
    html = "html"
    openacr = "openacr"
    annex_v = "annex-v"


def report(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article that was converted.")],
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE...]", help="Its finished files; else those beside it.")
    ] = None,
    output_format: Annotated[
        Form, typer.Option("--format", help="Text, JSON, SARIF 2.1.0, EARL, an HTML page, or a draft of a form.")
    ] = Form.text,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write; else it is printed.")
    ] = None,
    from_format: From = "",
    lang: Lang = "",
    revisions: RevisionsOption = Revisions.accept,
    comments: CommentsOption = Comments.drop,
    keep_all: KeepAll = False,
    hints: HintFile = "",
    root: Root = None,
    limit: Limit = None,
    debug: Debug = False,
) -> None:
    """Report on an article's files: claims, findings, losses, what a person must judge. Exit code 1 if any failed."""
    from exporter.bounds.files import replace_files
    from exporter.bounds.gate import Limits, holding
    from exporter.cli.settings import declared_blocks
    from exporter.run.gather_report import report_text
    from exporter.run.pipeline import ReadOptions

    limits = Limits.of(limit or ())
    options = ReadOptions(
        format=from_format,
        blocks=declared_blocks(),
        lang=lang,
        keep_all=keep_all,
        hints=hints,
        root=root,
        limits=limits,
        word=word_options(revisions, comments),
    )
    with holding(limits):
        text, failed = report_text(article, files or [], options, output_format.value)
    if output is None or str(output) == "-":
        sys.stdout.write(text)
    else:
        replace_files({output: text.encode("utf-8", "backslashreplace")})  # names of files need not be text
    raise typer.Exit(Exit.findings if failed else Exit.done)
