"""What every command has: ``--limit``, with the limits that apply while it runs; and, for each that reads an
article, every option of reading, and of writing for those that make files. In one place, so that no command can
forget one.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporter.cli.options import (
    BaseUrl,
    Comments,
    CommentsOption,
    DecisionFile,
    DrawMetafiles,
    From,
    HintFile,
    KeepAll,
    Lang,
    Lexicons,
    Limit,
    MathsEngine,
    Meta,
    MetaFile,
    PictureDecisions,
    Revisions,
    RevisionsOption,
    Root,
    metadata_of,
    word_options,
)

if TYPE_CHECKING:
    from exporter.bounds.gate import Limits
    from exporter.run.events import Event

READING: dict[str, tuple[Any, Any]] = {
    "from_format": (From, ""),
    "lang": (Lang, ""),
    "keep_all": (KeepAll, False),
    "base_url": (BaseUrl, ""),
    "lexicon": (Lexicons, None),
    "maths_engine": (MathsEngine, None),
    "hints": (HintFile, ""),
    "decisions": (DecisionFile, ""),
    "picture_decisions": (PictureDecisions, ""),
    "root": (Root, None),
    "meta": (Meta, None),
    "metadata_file": (MetaFile, ""),
    "revisions": (RevisionsOption, Revisions.accept),
    "draw_metafiles": (DrawMetafiles, False),
    "comments": (CommentsOption, Comments.drop),
}
"""The options of reading: parameter → its declaration and what it is when nobody says."""


def bounded(command: Callable[..., None], *, watch: bool = True) -> Callable[..., None]:
    """``command`` with ``--limit``, run within those bounds; ``watch`` is false for one that bounds each article.

    One that has a parameter ``reading`` (``run.pipeline.ReadOptions``) gets it made from the options of reading, one
    that has ``writing`` (``writers.WriteOptions``) from those of writing.
    """
    types = {"ReadOptions": Any, "WriteOptions": Any}  # not loaded for a start
    said = inspect.signature(command, eval_str=True, locals=types)
    reads, writes = "reading" in said.parameters, "writing" in said.parameters

    writing = _writing() if writes else {}

    @functools.wraps(command)
    def run(*, limit: list[str] | None = None, **values: Any) -> None:
        from exporter.bounds.gate import Limits
        from exporter.bounds.watch import OWN, bound_address_space, watched

        limits = Limits.of(limit or ())
        if OWN[0]:
            bound_address_space(limits)
        if reads:
            values["reading"] = _reading({name: values.pop(name) for name in READING}, limits)
        if writes:
            from exporter.cli.writing import writing_of

            values["writing"] = writing_of({name: values.pop(name) for name in writing}, limits)
        if not watch:
            command(**values)
            return
        from exporter.run.events import listening

        names = _inputs(values)
        with watched(names[0], limits, len(names)) as allowance, listening(_telling()):
            allowance.grow(sum(_size(name) for name in names))
            command(**values)

    added = {**writing, **(READING if reads else {}), "limit": (Limit, None)}
    own = [item for name, item in said.parameters.items() if name not in ("reading", "writing")]
    kind = inspect.Parameter.KEYWORD_ONLY
    more = [inspect.Parameter(name, kind, default=default, annotation=what) for name, (what, default) in added.items()]
    run.__annotations__ = {item.name: item.annotation for item in [*own, *more]}
    run.__signature__ = said.replace(parameters=[*own, *more])  # type: ignore[attr-defined]
    return run


def _writing() -> dict[str, tuple[Any, Any]]:
    from exporter.cli.writing import WRITING  # start-up: only for commands that write files

    return WRITING


def _reading(values: dict[str, Any], limits: Limits) -> Any:
    from exporter.accessibility.maths.engine import checked_engine
    from exporter.cli.settings import (
        declared_blocks,
        declared_lexicons,
        declared_metadata_file,
        declared_picture_decisions,
    )
    from exporter.run.pipeline import ReadOptions

    metadata, found = metadata_of(values["meta"] or (), values["metadata_file"] or declared_metadata_file())
    return ReadOptions(
        blocks=declared_blocks(),
        format=values["from_format"],
        lang=values["lang"],
        keep_all=values["keep_all"],
        base_url=values["base_url"],
        lexicons=tuple(values["lexicon"] or declared_lexicons()),
        maths_engine=checked_engine(values["maths_engine"]) if values["maths_engine"] else None,
        hints=values["hints"],
        decisions=values["decisions"],
        picture_decisions=values["picture_decisions"] or declared_picture_decisions(),
        root=values["root"],
        metadata=metadata,
        metadata_findings=found,
        word=word_options(values["revisions"], values["comments"], draw_metafiles=values["draw_metafiles"]),
        limits=limits,
    )


def _telling() -> Callable[[Event], None]:
    """Say once which decisions were found beside an article: they change what is read, and nobody named them."""
    told: set[str] = set()

    def tell(event: Event) -> None:
        file = str(event.data.get("decisions", ""))
        if event.kind == "read" and file and file not in told:
            told.add(file)
            from exporter.cli.ending import say

            say(f"decisions: {file}")

    return tell


def _size(name: str) -> int:
    try:
        return Path(name).stat().st_size
    except (OSError, ValueError):
        return 0  # who reads it will say what is wrong


def _inputs(values: dict[str, Any]) -> list[str]:
    """The names of the files that a command was given."""
    found: list[str] = []
    for name in ("article", "articles", "file", "files", "diff"):
        held = values.get(name) or ()
        found += [held] if isinstance(held, str) else map(str, held)
    return found or ["the input"]
