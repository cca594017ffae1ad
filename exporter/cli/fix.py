"""The command ``exporter fix``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from exporter.cli.declared import Argument, Ended, Option
from exporter.cli.options import Debug
from exporter.errors import Exit

if TYPE_CHECKING:
    from exporter.run.pipeline import ReadOptions


def fix(
    article: Annotated[
        str, Argument(metavar="FILE", help="The article, PDF, EPUB or DOCX to repair; - is standard input.")
    ],
    output: Annotated[
        Path | None, Option("-o", "--output", help="Write here and leave the input as it is; - prints it.")
    ] = None,
    unsafe: Annotated[bool, Option("--unsafe", help="Also make guesses; a person must review them.")] = False,
    show_only: Annotated[bool, Option("--diff", "--dry-run", help="Show what would change and write nothing.")] = False,
    debug: Debug = False,
    *,
    reading: ReadOptions,
) -> None:
    """Repair an article's source, or a copy of a finished file (NAME.fixed.pdf), where that is safe; show what changed.

    No alternative text is invented. A copy is read back and compared: where a word would change it is not written.
    """
    from exporter.cli.console import print_fix
    from exporter.run.fix import fix_any, write_fixed

    fixed = fix_any(article, reading, unsafe=unsafe)
    target = str(output or article)
    if fixed.file is not None and output is None:
        from exporter.run.fix_file import copy_of

        target = copy_of(article)
    if not show_only and (fixed.changed or fixed.file is None or output is not None):
        write_fixed(fixed, target)
    print_fix(fixed, to_error=target == "-" and not show_only)
    raise Ended(Exit.findings if fixed.changed and show_only else Exit.done)
