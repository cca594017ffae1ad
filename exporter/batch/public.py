"""The list of the library's public functions that a worker can be asked for; ``door`` fills it.

It is apart so that the pool and its workers know what there is, and need not know the door.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Public:
    """A public function: the TypedDict of its keywords, how it is called, and which of its arguments are inputs."""

    call: Callable[..., Any]
    keywords: Any
    signature: inspect.Signature
    inputs: frozenset[str]

    @property
    def own(self) -> frozenset[str]:
        """The names of its own parameters, beside the keywords."""
        named = self.signature.parameters.values()
        return frozenset(item.name for item in named if item.kind is not inspect.Parameter.VAR_KEYWORD)


FUNCTIONS: dict[str, Public] = {}
"""The public functions by name."""


def publish(call: Callable[..., Any], keywords: Any) -> Public:
    """Add a function to the list."""
    signature = inspect.signature(call)
    inputs = frozenset(item.name for item in signature.parameters.values() if "Input" in str(item.annotation))
    made = FUNCTIONS[call.__name__] = Public(call, keywords, signature, inputs)
    return made
