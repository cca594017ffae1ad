"""``--limit`` for every command, and the bounds that then hold while it runs."""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from exporter.cli.options import Limit

if TYPE_CHECKING:
    from exporter.bounds.gate import Limits


def bounded(command: Callable[..., None]) -> Callable[..., None]:
    """``command`` with an option ``--limit``, run within those bounds; one that has the option itself as it is."""
    said = inspect.signature(command, eval_str=True)
    if "limit" in said.parameters:
        return command

    @functools.wraps(command)
    def run(*, limit: list[str] | None = None, **values: Any) -> None:
        from exporter.bounds.gate import Limits
        from exporter.bounds.watch import watched

        names, limits = _inputs(values), Limits.of(limit or ())
        bound_memory(limits)
        with watched(names[0], limits, len(names)) as allowance:
            allowance.grow(sum(_size(name) for name in names))
            command(**values)

    option = inspect.Parameter("limit", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Limit)
    run.__annotations__ = {**command.__annotations__, "limit": Limit}
    run.__signature__ = said.replace(parameters=[*said.parameters.values(), option])  # type: ignore[attr-defined]
    return run


PROGRAM = [False]
"""Whether this process is the program's own: ``main`` says so. Others that call a command keep their address space."""


def bound_memory(limits: Limits) -> None:
    """Bound the address space of the program's own process (``watch.bound_address_space``)."""
    from exporter.bounds.watch import bound_address_space

    if PROGRAM[0]:
        bound_address_space(limits)


def _size(name: str) -> int:
    try:
        return os.stat(name).st_size
    except (OSError, ValueError):
        return 0  # who reads it will say what is wrong


def _inputs(values: dict[str, Any]) -> list[str]:
    """The names of the files that a command was given."""
    found: list[str] = []
    for name in ("article", "articles", "file", "files", "diff"):
        held = values.get(name) or ()
        found += [held] if isinstance(held, str) else map(str, held)
    return found or ["the input"]
