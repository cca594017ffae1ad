"""Passes: one module a repair or inference, each a function ``run(document) -> (document, findings)``.

A pass reports each change it made.
To add a pass, write its module here and add its name to ``PASSES`` (or an ``exporter.passes`` entry point). Passes run
in this order; each is idempotent.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TypeAlias, cast

from exporter import plugins
from exporter.findings import Finding
from exporter.model import Document

Pass: TypeAlias = Callable[[Document], tuple[Document, list[Finding]]]

PASSES: tuple[str, ...] = (
    "exporter.passes.missing_pictures",
    "exporter.passes.language_tags",
    "exporter.passes.language",
    "exporter.passes.empty_parts",
    "exporter.passes.masthead",
    "exporter.passes.table_heads",
    "exporter.passes.inline_quotes",
    "exporter.passes.language_parts",
    "exporter.passes.formula_words",
)


def run_passes(document: Document) -> tuple[Document, list[Finding]]:
    """``document`` after every pass, and what the passes changed."""
    found: list[Finding] = []
    runs = [cast(Pass, import_module(name).run) for name in PASSES]
    runs += [cast(Pass, plugins.load("exporter.passes", name)) for name in plugins.names("exporter.passes")]
    for run in runs:
        document, changes = run(document)
        found.extend(changes)
    return document, found
