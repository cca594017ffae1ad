"""One publication from its file or folder to files: read, bound, checked, written, proved, put in place.

Used by the command line and the library, as ``run.pipeline`` is for one article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from os import PathLike, fspath, stat_result
from pathlib import Path
from stat import S_ISREG

from exporter.bounds.files import replace_files
from exporter.bounds.watch import watched
from exporter.errors import UsageError, about
from exporter.findings import Finding
from exporter.findings.causes import DEAD_LINK, once_each
from exporter.model import Document, Link, Publication, walk
from exporter.publication.built import finished, kept_as_json
from exporter.publication.checks import check
from exporter.publication.joined import joined
from exporter.publication.orders import plan_of
from exporter.publication.proof import BOUND, lost_in_binding
from exporter.publication.reading import ReadPublication, fronts_of, read_publication
from exporter.run.events import emit
from exporter.run.pipeline import ReadOptions, counted_length, make_folder, telling
from exporter.run.prove import prove, refuse_losses
from exporter.run.rendering import output_paths, write_all
from exporter.run.results import Article, Rendering
from exporter.run.road import remember
from exporter.writers import WriteOptions
from exporter.writers.book_options import BookOptions


@dataclass(frozen=True, slots=True)
class Bound:
    """A publication as read, the one document it is bound into, and everything that was noticed on the way.

    ``book`` is how its file wants it set; ``unread`` what was not read of its articles (None: nobody asked);
    ``sources`` the files that it is made of.
    """

    publication: Publication
    document: Document
    findings: tuple[Finding, ...]
    book: BookOptions
    unread: tuple[Finding, ...] | None = None
    questions: int = 0
    sources: tuple[Path, ...] = ()


def open_publication(
    word: str, reading: ReadOptions, *, keep_going: bool = False, proving: bool = False, allowance: object = None
) -> Bound:
    """The publication that ``word`` names (a TOML file, a folder, another program's order). Raises InputError."""
    refuse_of_one(reading)
    if Path(word).suffix.lower() == ".json":
        return bound_of(kept_as_json(word, reading), BookOptions())
    plan = plan_of(word, reading.limits, reading.root)
    grow = getattr(allowance, "grow", lambda size: None)
    made = read_publication(plan, reading, keep_going=keep_going, proving=proving, grow=grow)
    named = [*plan.articles, *fronts_of(plan)]
    sources = (Path(word), *(plan.folder / path for path in dict.fromkeys(item.path for item in named)))
    return replace(bound_of(made, plan.book), sources=sources)


def bound_of(made: ReadPublication, book: BookOptions) -> Bound:
    """A publication that was read as one document, with what the rules say of the whole."""
    document, dead = joined(made.publication, made.prefix, made.folder)
    document = replace(document, notes_run=book.notes_run)
    found = [*_as_bound(made, document), *dead, *check(made.publication, document, made.prefix)]
    return Bound(made.publication, remember(document), tuple(once_each(found)), book, made.unread, made.questions)


def _as_bound(made: ReadPublication, document: Document) -> Iterator[Finding]:
    """The findings of articles; dead links are called as they are in the bound document, whose writers see them too.

    A place that an article names as its own, and that only another one has, can be reached there.
    """
    ids = {made.prefix + entry.source: entry.id for entry in made.publication.texts if entry.source}
    leads: set[str] = set()
    if any(item.rule == DEAD_LINK for item in made.findings):
        leads = {node.target for node in walk(document) if isinstance(node, Link)}
    for item in made.findings:
        id = ids.get(item.file, "") if item.rule == DEAD_LINK and item.subject else ""
        mark = "#" if item.subject.startswith("#") else ""
        subject = f"{mark}{id}_{item.subject.removeprefix('#')}" if id else item.subject
        if not (id and mark) or subject in leads:
            yield replace(item, subject=subject)


def refuse_of_one(reading: ReadOptions) -> None:
    """Raise UsageError for an option that is about one article."""
    for name, value in (("from", reading.format), ("hints", reading.hints), ("decisions", reading.decisions)):
        if value:
            raise UsageError(f"--{name} is about one article; say it of that article in the publication's file")
    if reading.base_url:
        raise UsageError("--base-url is about one article; a publication leads links between its articles itself")


def render_publication(
    word: str,
    to: Sequence[str],
    reading: ReadOptions,
    writing: WriteOptions,
    require: Sequence[str] = (),
    *,
    proving: bool = False,
    keep_going: bool = False,
    targets: Sequence[Path] = (),
) -> Rendering:
    """The files of a publication as bytes; ``targets`` is where they go. Raises InputError, UsageError, WriterError."""
    emit("started", word)
    with telling(word), watched(word, reading.limits) as allowance:
        made = open_publication(word, reading, keep_going=keep_going, proving=proving, allowance=allowance)
        _refuse_overwriting(made.sources or (Path(word),), targets)
        allowance.grow(counted_length(made.document))
        return files_of(made, word, to, writing, require, proving=proving)


def _refuse_overwriting(sources: Sequence[Path], targets: Sequence[Path]) -> None:
    """Refuse to write over the publication's own file, or over one of its articles."""
    held = {(found.st_dev, found.st_ino): source for source in sources if (found := _found(source))}
    for target in targets:
        found = _found(target)
        if found and (source := held.get((found.st_dev, found.st_ino))):
            what = "the publication itself" if source == sources[0] else f"an article of the publication ({source})"
            raise UsageError(f"{target}: is {what}; choose another name with -o or --out-dir")


def _found(path: Path) -> stat_result | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found if S_ISREG(found.st_mode) else None


def files_of(
    made: Bound,
    name: str,
    to: Sequence[str],
    writing: WriteOptions,
    require: Sequence[str] = (),
    *,
    proving: bool = False,
) -> Rendering:
    """The files of a bound publication as bytes, and their proof where it is asked for. Raises WriterError."""
    if writing.attach_source:
        raise UsageError("--attach-source attaches the source of one article; a publication has several")
    article = Article(made.document, made.findings)
    rendering = write_all(article, name, to, replace(writing, book=writing.book or made.book), require)
    rendering = replace(rendering, questions=made.questions)
    for item in rendering.files:
        emit("written", name, format=item.format, bytes=len(item.data), claims=item.claims)
    if not proving:
        return rendering
    files = [(item.format, item.data) for item in rendering.files]
    proof = prove(made.document, files, name, made.unread)
    if lost := lost_in_binding(made.publication, made.document):
        proof = replace(proof, formats=(BOUND, *proof.formats), losses=(*lost, *proof.losses))
    if require:
        refuse_losses(proof, name)
    emit("proven", name, formats=proof.formats, losses=len(proof.losses))
    return replace(rendering, proof=proof)


def bind_given(
    publication: Publication | str | PathLike[str],
    to: Sequence[str],
    places: tuple[Path | None, Path | None],
    reading: ReadOptions,
    writing: WriteOptions,
    require: Sequence[str] = (),
    *,
    proving: bool = False,
    keep_going: bool = False,
    name: str = "",
) -> Rendering:
    """Bind a publication that a program built, or the one at a path, to files in ``places`` (folder, file).

    What was built and has no place is given as bytes. Raises InputError, UsageError, WriterError.
    """
    out_dir, output = places
    if isinstance(publication, Publication):
        called = name or "publication"
        emit("started", called)
        with telling(called), watched(called, reading.limits) as allowance:
            made = built(publication, reading)
            allowance.grow(counted_length(made.document))
            rendering = files_of(made, called, to, writing, require, proving=proving)
        if out_dir is None and output is None:
            return rendering
        return _placed(rendering, called, output_paths(Path(f"{called}.toml"), to, out_dir, output))
    if isinstance(publication, bytes) or not isinstance(publication, str | PathLike):
        kind = type(publication).__name__
        raise UsageError(f"give a publication as a Publication, or as the path of its file or folder, not as {kind}")
    word = fspath(publication)
    make_folder(out_dir if output is None else None)
    outputs = outputs_of(word, to, out_dir, output)
    return bind_to(word, outputs, reading, writing, require, proving=proving, keep_going=keep_going)


def built(publication: Publication, reading: ReadOptions) -> Bound:
    """A publication as its program built it: each article validated, repaired and checked. Raises UsageError."""
    refuse_of_one(reading)
    return bound_of(finished(publication, reading), BookOptions())


def outputs_of(word: str, to: Sequence[str], out_dir: Path | None, output: Path | None) -> dict[str, Path]:
    """Where each format goes: as of an article; of a folder, or the file that orders it, under the folder's name."""
    path = Path(word)
    if path.is_dir() or path.name in ("SUMMARY.md", "book.toml", "_quarto.yml", "_quarto.yaml", "publication.toml"):
        folder = path if path.is_dir() else path.parent
        if folder.name == "src":
            folder = folder.parent
        whole = folder.resolve()
        beside = out_dir if out_dir is not None else (whole.parent if path.is_dir() else folder)
        return output_paths(Path(f"{whole.name}.toml"), to, beside, output)
    return output_paths(path, to, out_dir, output)


def bind_to(
    word: str,
    outputs: dict[str, Path],
    reading: ReadOptions,
    writing: WriteOptions,
    require: Sequence[str] = (),
    *,
    proving: bool = False,
    keep_going: bool = False,
) -> Rendering:
    """Bind a publication to every format of ``outputs`` (format → path), all of them or none.

    Raises InputError, UsageError, WriterError.
    """
    targets = tuple(outputs.values())
    made = render_publication(
        word, tuple(outputs), reading, writing, require, proving=proving, keep_going=keep_going, targets=targets
    )
    return _placed(made, word, outputs)


def _placed(made: Rendering, name: str, outputs: dict[str, Path]) -> Rendering:
    with about(name):
        replace_files({outputs[item.format]: item.data for item in made.files})
    return replace(made, files=tuple(replace(item, path=outputs[item.format], data=b"") for item in made.files))
