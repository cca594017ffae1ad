"""The command ``exporter report``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from exporter.cli.declared import Argument, Ended, Option
from exporter.cli.options import (
    Debug,
)
from exporter.errors import Exit

if TYPE_CHECKING:
    from exporter.run.pipeline import ReadOptions


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
    article: Annotated[str, Argument(metavar="ARTICLE", help="The article or publication that was converted.")],
    files: Annotated[
        list[str] | None, Argument(metavar="[FILE...]", help="Its finished files; default: those beside it.")
    ] = None,
    output_format: Annotated[
        Form, Option("--format", help="Text, JSON, SARIF 2.1.0, EARL, an HTML page, or a draft of a form.")
    ] = Form.text,
    output: Annotated[Path | None, Option("-o", "--output", help="The file to write; default: print it.")] = None,
    debug: Debug = False,
    *,
    reading: ReadOptions,
) -> None:
    """Report on an article's files: claims, findings, losses, what a person must judge. Exit code 1 if any failed."""
    from exporter.bounds.files import replace_files
    from exporter.run.gather_report import report_text
    from exporter.run.given import names_publication

    if names_publication(article):
        from exporter.publication.looked_at import report_on  # start-up: only for one

        made = report_on(article, files or [], reading, output_format.value)
    else:
        made = report_text(article, files or [], reading, output_format.value)
    if output is None or str(output) == "-":
        sys.stdout.write(made.text)
    else:
        replace_files({output: made.text.encode("utf-8", "backslashreplace")})  # names of files need not be text
    raise Ended(Exit.findings if made.failed else Exit.done)
