"""What stands in for a function of WeasyPrint's."""

from __future__ import annotations

from typing import Any

from exporter.records import record


@record
class Stand:
    """``ours`` in place of ``name``, which is an attribute of ``owner``, a module or a class of WeasyPrint."""

    owner: Any
    name: str
    ours: Any
