"""The command ``exporter explain``."""

from __future__ import annotations

from typing import Annotated

from exporter.cli.declared import Argument
from exporter.cli.options import Debug, Format, Output


def explain(
    rules: Annotated[
        list[str] | None, Argument(metavar="[RULE]...", help="Ids of rules, such as IMG001; default: list all.")
    ] = None,
    output_format: Format = Output.text,
    debug: Debug = False,
) -> None:
    """Explain rules: what each finds, why it matters to screen-reader users, what it rests on, and what to do."""
    from exporter.cli.console import print_json
    from exporter.rules import RULES
    from exporter.rules.describe import as_dict, as_text, listing, rule_of

    wanted = [rule_of(name) for name in rules or []]
    if output_format is Output.json:
        print_json({"rules": [as_dict(rule) for rule in wanted or [RULES[key] for key in sorted(RULES)]]})
    elif wanted:
        print("\n\n".join(as_text(rule) for rule in wanted))
    else:
        print(listing())
