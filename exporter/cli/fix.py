"""The command ``exporter fix``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exporter.cli.options import Debug
from exporter.errors import Exit

if TYPE_CHECKING:
    from exporter.run.pipeline import ReadOptions


def fix(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article to repair; - is standard input.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write here and leave the article as it is; - prints it.")
    ] = None,
    unsafe: Annotated[bool, typer.Option("--unsafe", help="Also make guesses; a person must review them.")] = False,
    show_only: Annotated[bool, typer.Option("--diff", help="Show what would change and write nothing.")] = False,
    debug: Debug = False,
    *,
    reading: ReadOptions,
) -> None:
    """Repair an article's source where that is safe, and show what changed and why. No alternative text is invented."""
    from exporter.cli.console import print_fix
    from exporter.run.fix import fix_article, write_fixed

    fixed = fix_article(article, reading, unsafe=unsafe)
    target = str(output or article)
    if not show_only:
        write_fixed(fixed, target)
    print_fix(fixed, to_error=target == "-" and not show_only)
    raise typer.Exit(Exit.findings if fixed.changed and show_only else Exit.done)
