"""The command ``exporter parity``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from exporter.cli.declared import Argument, Ended
from exporter.cli.options import (
    Debug,
    Format,
    Output,
)
from exporter.errors import Exit

if TYPE_CHECKING:
    from exporter.model import Document
    from exporter.run.given import Given
    from exporter.run.pipeline import ReadOptions


def parity(
    article: Annotated[str, Argument(metavar="ARTICLE", help="The article or publication that was converted.")],
    files: Annotated[list[str], Argument(metavar="FILE...", help="PDF, EPUB or DOCX files made from it.")],
    output_format: Format = Output.text,
    debug: Debug = False,
    *,
    reading: ReadOptions,
) -> None:
    """Compare finished files with their article and print what was lost; exit code 1 when anything was.

    The article is to be read by the options with which it was converted.
    """
    from exporter.cli.console import print_losses
    from exporter.run.given import names_publication, of_word
    from exporter.run.inspect import compare_files

    original: Given | Document
    if names_publication(article):
        from exporter.publication.looked_at import opened  # start-up: only for one

        original = opened(article, reading)
    else:
        original = of_word(article, reading.limits)
    found = compare_files(original, [of_word(name) for name in files], reading)
    losses = [(item.name, item.losses) for item in found]
    print_losses(losses, as_json=output_format is Output.json)
    raise Ended(Exit.findings if any(lost for _, lost in losses) else Exit.done)
