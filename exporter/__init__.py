"""Accessible document export: one article as tagged PDF, EPUB 3 and DOCX that say the same things.

    import exporter

    made = exporter.convert("article.md", to=("pdf", "epub", "docx"), out_dir="build")

    article = exporter.open_article(data, name="vote.md", resources={"weir.png": picture})
    rendering = exporter.render(article, "epub")
    rendering.data, rendering.files[0].claims, rendering.findings

Limits on time and memory hold whatever thread calls: where they cannot hold, the work is done by a worker process,
which is kept for the next call (``exporter.Pool`` is the same with a number of workers and limits of one's own).
Nothing else is kept between calls. Everything is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from exporter.errors import ExporterError, InputError, UsageError, WriterError
from exporter.version import VERSION

if TYPE_CHECKING:
    from exporter.batch.door import (
        bind,
        browse,
        check,
        convert,
        decide,
        difference,
        explain,
        explain_metadata,
        fix,
        open_article,
        outline,
        parity,
        prove,
        read,
        render,
        report,
        split,
        transcript,
        write,
    )
    from exporter.batch.pool import Outcome, Pool
    from exporter.bounds.gate import Limits
    from exporter.comparison.loss import Loss
    from exporter.findings import Finding
    from exporter.model import Document, Entry, Metadata, Part, Publication
    from exporter.publication.split import Split
    from exporter.rules.describe import rule_of as rule
    from exporter.rules.rule import Level, Rule
    from exporter.run.decide import Decided
    from exporter.run.events import Event
    from exporter.run.explain import Explanation
    from exporter.run.fix import Fixed, Repair
    from exporter.run.gather_report import ReportText
    from exporter.run.inspect import Browsed, FileLosses, Outline, Transcript
    from exporter.run.options import ConvertKeywords, ReadKeywords, RenderKeywords, WriteKeywords
    from exporter.run.prove import Proof
    from exporter.run.results import Article, Rendering, Written
    from exporter.speak.diff import Difference
    from exporter.writers import WriteOptions
    from exporter.writers.book_options import BookOptions

_HOMES: dict[str, str] = {
    **dict.fromkeys(
        ["bind", "browse", "check", "convert", "decide", "difference", "explain", "explain_metadata"], "batch.door"
    ),
    **dict.fromkeys(["fix", "open_article", "outline", "parity", "prove", "read", "render"], "batch.door"),
    **dict.fromkeys(["report", "split", "transcript", "write"], "batch.door"),
    **dict.fromkeys(["Outcome", "Pool"], "batch.pool"),
    "Limits": "bounds.gate",
    "Loss": "comparison.loss",
    "Finding": "findings",
    **dict.fromkeys(["Document", "Entry", "Metadata", "Part", "Publication"], "model"),
    "rule": "rules.describe",
    **dict.fromkeys(["Level", "Rule"], "rules.rule"),
    "Split": "publication.split",
    "Decided": "run.decide",
    "Event": "run.events",
    "Explanation": "run.explain",
    **dict.fromkeys(["Fixed", "Repair"], "run.fix"),
    "ReportText": "run.gather_report",
    **dict.fromkeys(["Browsed", "FileLosses", "Outline", "Transcript"], "run.inspect"),
    **dict.fromkeys(["ConvertKeywords", "ReadKeywords", "RenderKeywords", "WriteKeywords"], "run.options"),
    "Proof": "run.prove",
    **dict.fromkeys(["Article", "Rendering", "Written"], "run.results"),
    "Difference": "speak.diff",
    "WriteOptions": "writers",
    "BookOptions": "writers.book_options",
}
"""Public name → where it lives, from where it comes when it is first asked for."""

_CALLED = {"rule": "rule_of"}

__all__ = [
    "Article",
    "BookOptions",
    "Browsed",
    "ConvertKeywords",
    "Decided",
    "Difference",
    "Document",
    "Entry",
    "Event",
    "Explanation",
    "ExporterError",
    "FileLosses",
    "Finding",
    "Fixed",
    "InputError",
    "Level",
    "Limits",
    "Loss",
    "Metadata",
    "Outcome",
    "Outline",
    "Part",
    "Pool",
    "Proof",
    "Publication",
    "ReadKeywords",
    "RenderKeywords",
    "Rendering",
    "Repair",
    "ReportText",
    "Rule",
    "Split",
    "Transcript",
    "UsageError",
    "WriteKeywords",
    "WriteOptions",
    "WriterError",
    "Written",
    "bind",
    "browse",
    "check",
    "convert",
    "decide",
    "difference",
    "explain",
    "explain_metadata",
    "fix",
    "open_article",
    "outline",
    "parity",
    "prove",
    "read",
    "render",
    "report",
    "rule",
    "split",
    "transcript",
    "write",
]
__version__ = VERSION


def __getattr__(name: str) -> Any:
    """A public name, loaded now."""
    if name not in _HOMES:
        raise AttributeError(f"module 'exporter' has no attribute {name!r}")
    found = getattr(import_module(f"exporter.{_HOMES[name]}"), _CALLED.get(name, name))
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
