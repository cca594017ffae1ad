"""Reports what happens to an article, as it happens, to the caller's function and to ``logging``.

The standard module is asked only where the program around has loaded it: nobody else can be listening.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field
from typing import Literal, TypeAlias

from exporter.records import record

Kind: TypeAlias = Literal["started", "read", "written", "proven", "refused"]

LOGGER = "exporter"
"""The name of the logger: level INFO for what goes well, WARNING for what is refused."""


@record
class Event:
    """One step of the work on the input ``name``: what was done, and what is known about it.

    ``data`` holds for "read" the format and the number of findings, for "written" the format, its size and its claims,
    for "proven" the formats and the number of losses, for "refused" the error's code and message.
    """

    kind: Kind
    name: str
    data: Mapping[str, object] = field(default_factory=dict)


OnEvent: TypeAlias = Callable[[Event], None]
_LISTENER: ContextVar[OnEvent | None] = ContextVar("listener of events", default=None)


@contextmanager
def listening(on_event: OnEvent | None) -> Iterator[None]:
    """Report what happens inside to ``on_event``; None keeps the present listener."""
    if on_event is None:
        yield
        return
    token = _LISTENER.set(on_event)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def listener() -> OnEvent | None:
    """The present listener of events, if any."""
    return _LISTENER.get()


def emit(kind: Kind, name: str, **data: object) -> None:
    """Tell that something happened to the input ``name``."""
    tell(Event(kind, name, data))


def tell(event: Event) -> None:
    """Hand an event to the caller's function and to ``logging``."""
    if "logging" in sys.modules:
        logging = sys.modules["logging"]
        logger = logging.getLogger(LOGGER)
        if not logger.handlers:  # as every library should: what nobody asked to see is not printed
            logger.addHandler(logging.NullHandler())
        level = 30 if event.kind == "refused" else 20
        said = ", ".join(f"{key}={value}" for key, value in event.data.items())
        logger.log(level, "%s: %s%s", event.name, event.kind, f" ({said})" if said else "", extra={"event": event})
    if (told := _LISTENER.get()) is not None:
        told(event)
