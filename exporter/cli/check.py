"""The command ``exporter check``."""

from __future__ import annotations

from typing import Annotated

import typer

from exporter.cli.options import (
    Aspect,
    CheckOutput,
    Comments,
    CommentsOption,
    Debug,
    FailOn,
    Files,
    From,
    HintFile,
    Lang,
    Revisions,
    RevisionsOption,
    word_options,
)
from exporter.errors import Exit


def check(
    files: Files,
    from_format: From = "",
    lang: Lang = "",
    hints: HintFile = "",
    revisions: RevisionsOption = Revisions.accept,
    comments: CommentsOption = Comments.drop,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Findings of this level lead to exit code 1.")
    ] = FailOn.error,
    output_format: Annotated[
        CheckOutput, typer.Option("--format", help="Print findings as text, JSON or SARIF 2.1.0.")
    ] = CheckOutput.text,
    aspect: Annotated[
        Aspect, typer.Option("--as", help="Check a Word file as an article, or as a finished file; else as both.")
    ] = Aspect.both,
    explain_metadata: Annotated[
        bool, typer.Option("--explain-metadata", help="Tell why each accessibility line of an EPUB is there or not.")
    ] = False,
    onix: Annotated[
        bool, typer.Option("--onix", help="Tell an EPUB's accessibility as ONIX codes (list 196).")
    ] = False,
    debug: Debug = False,
) -> None:
    """Check articles, or finished files, by the rules on documents. Automated checks do not replace a person."""
    from exporter.cli.console import print_check, print_lines, worst
    from exporter.cli.settings import declared_blocks
    from exporter.run.inspect import check_files, explain_files
    from exporter.run.pipeline import ReadOptions

    if explain_metadata or onix:
        as_json = output_format is CheckOutput.json
        print_lines(explain_files(files, metadata=explain_metadata, onix=onix, as_json=as_json))
        return
    results = check_files(
        files,
        ReadOptions(
            format=from_format, blocks=declared_blocks(), lang=lang, hints=hints, word=word_options(revisions, comments)
        ),
        aspect.value,
    )
    print_check(results, output_format.value)
    raise typer.Exit(max([worst(found, fail_on.value) for _, found in results], default=Exit.done))
