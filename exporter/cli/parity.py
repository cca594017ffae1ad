"""The command ``exporter parity``."""

from __future__ import annotations

from typing import Annotated

import typer

from exporter.cli.options import (
    Comments,
    CommentsOption,
    Debug,
    Format,
    From,
    HintFile,
    KeepAll,
    Lang,
    Limit,
    Output,
    Revisions,
    RevisionsOption,
    Root,
    word_options,
)
from exporter.errors import Exit


def parity(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article that was converted.")],
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="PDF, EPUB or DOCX files made from it.")],
    from_format: From = "",
    lang: Lang = "",
    revisions: RevisionsOption = Revisions.accept,
    comments: CommentsOption = Comments.drop,
    keep_all: KeepAll = False,
    hints: HintFile = "",
    root: Root = None,
    limit: Limit = None,
    output_format: Format = Output.text,
    debug: Debug = False,
) -> None:
    """Compare finished files with their article and print what was lost; exit code 1 when anything was.

    The article is to be read by the options with which it was converted.
    """
    from exporter.bounds.gate import Limits, holding
    from exporter.cli.console import print_losses
    from exporter.cli.settings import declared_blocks
    from exporter.run.inspect import compare_files
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
        losses = compare_files(article, files, options)
    print_losses(losses, as_json=output_format is Output.json)
    raise typer.Exit(Exit.findings if any(found for _, found in losses) else Exit.done)
