"""The command ``exporter check``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from exporter.cli.declared import Ended, Option
from exporter.cli.options import (
    Aspect,
    CheckOutput,
    Debug,
    FailOn,
    FailOnOption,
    Files,
)
from exporter.errors import Exit

if TYPE_CHECKING:
    from exporter.run.pipeline import ReadOptions


def check(
    files: Files,
    fail_on: FailOnOption = FailOn.error,
    output_format: Annotated[
        CheckOutput, Option("--format", help="Print findings as text, JSON or SARIF 2.1.0.")
    ] = CheckOutput.text,
    aspect: Annotated[
        Aspect, Option("--as", help="Check a Word file as an article or as a finished file; default: both.")
    ] = Aspect.both,
    explain_metadata: Annotated[
        bool, Option("--explain-metadata", help="Explain why each accessibility line of an EPUB is there or not.")
    ] = False,
    onix: Annotated[bool, Option("--onix", help="Print an EPUB's accessibility as ONIX codes (list 196).")] = False,
    debug: Debug = False,
    *,
    reading: ReadOptions,
) -> None:
    """Check articles or finished files against the rules. Automated checks do not replace a person."""
    from exporter.cli.console import print_check, print_lines, worst
    from exporter.run.given import names_publication, of_word
    from exporter.run.inspect import check_files, explain_files

    if explain_metadata or onix:
        as_json = output_format is CheckOutput.json
        print_lines(
            explain_files([of_word(name) for name in files], metadata=explain_metadata, onix=onix, as_json=as_json)
        )
        return
    results = []
    for name in files:
        if names_publication(name):
            from exporter.publication.looked_at import checked  # start-up: only for one

            results.append(checked(name, reading))
        else:
            results += check_files([name], reading, aspect.value)
    print_check(results, output_format.value)
    raise Ended(max([worst(found, fail_on.value) for found in (item.findings for item in results)], default=Exit.done))
