"""The articles of a publication, each read as every article is: through its gate, with decisions, passes and checks.

Links to what stands beside an article are kept with an address in the publication's folder (``addresses``), until it is
known which articles there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from exporter.bounds.gate import Gate
from exporter.errors import ExporterError, InputError
from exporter.findings import Finding, finding
from exporter.languages import primary
from exporter.model import (
    Document,
    Entry,
    Link,
    Metadata,
    Paragraph,
    Part,
    Publication,
    Section,
    Span,
    Text,
    plain_text,
    transform,
)
from exporter.passes.masthead import byline
from exporter.passes.masthead import run as masthead
from exporter.phrases import phrase
from exporter.publication.addresses import LABELS, held_address, is_held, names_of, path_of
from exporter.publication.files import within
from exporter.publication.labels import resolved
from exporter.publication.plan import Named, NamedPart, Plan, names, numbers, wish_of
from exporter.readers.markdown.slugs import resolve
from exporter.readers.pictures.cover import with_cover
from exporter.run.given import Given
from exporter.run.pipeline import ReadOptions, read_article
from exporter.run.reading_proof import unread
from exporter.run.results import Article
from exporter.run.said_metadata import merged, with_patch
from exporter.web_addresses import without_fragment

Unread = tuple[Finding, ...]
RECOGNISED = "DOC016"
"""The rule of articles whose language was told by their words."""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article of a plan as it was read, or the error that says why not; ``unread`` is None where nobody asked."""

    named: Named
    document: Document | None
    findings: tuple[Finding, ...] = ()
    unread: Unread | None = None
    error: ExporterError | None = None
    questions: int = 0


@dataclass(frozen=True, slots=True)
class ReadPublication:
    """A publication, all that was noticed of its articles, and what was not read of them (None: nobody asked).

    ``prefix`` stands before the names of articles in messages; ``folder`` names the folders that they lie in.
    """

    publication: Publication
    findings: tuple[Finding, ...]
    unread: Unread | None
    questions: int = 0
    prefix: str = ""
    folder: tuple[str, ...] = ()


def read_publication(
    plan: Plan, options: ReadOptions, *, keep_going: bool = False, proving: bool = False, grow: Callable[[int], None]
) -> ReadPublication:
    """The publication that ``plan`` describes. Raises InputError for an article that cannot be read, naming it.

    With ``keep_going`` such an article is left out: a line stands in its place. ``grow`` is told how long each one is.
    """
    prefix = _prefix(plan)
    lang = _said_language(plan, options)

    def read_one(named: Named) -> ReadArticle:
        return _read(plan, prefix, named, options, lang, keep_going=keep_going, proving=proving, grow=grow)

    read = [read_one(named) for named in plan.articles]
    of_fronts = [read_one(named) for named in fronts_of(plan)]
    referring = _referring([*of_fronts, *read], prefix)
    of_fronts, read = referring[: len(of_fronts)], referring[len(of_fronts) :]
    fronts = {item.named.path: item for item in of_fronts}
    if all(item.document is None for item in read):
        raise InputError(f"{plan.name}: none of its articles could be read; the first: {read[0].error}", name=plan.name)
    metadata, found = _metadata(plan, options, read, lang)
    read = [_in_language(item, metadata.lang, prefix) for item in read]
    wishes = names([wish_of(item.named, item.document.metadata.title if item.document else "") for item in read])
    entries = iter([_entry(item, wish, metadata.lang) for item, wish in zip(read, wishes, strict=True)])
    parts = tuple(_part(piece, count, entries) for piece, count in zip(plan.pieces, numbers(plan.pieces), strict=True))
    parts = tuple(
        _with_front(piece, made, fronts, metadata.lang) for piece, made in zip(plan.pieces, parts, strict=True)
    )
    front = _front(plan.front, fronts, "front_0", metadata.lang)
    frame = _frame(plan, options, metadata, front)
    made = Publication(
        metadata=frame.metadata, parts=parts, blocks=frame.blocks, resources=frame.resources, front=front
    )
    read = [*fronts.values(), *read]
    every = [*plan.findings, *options.metadata_findings, *found, *(one for item in read for one in item.findings)]
    folder = plan.folder.resolve().parts
    asked = [item.unread for item in read]
    missed = None if any(item is None for item in asked) else tuple(one for item in asked for one in item or ())
    return ReadPublication(made, tuple(every), missed, sum(item.questions for item in read), prefix, folder)


def _referring(read: Sequence[ReadArticle], prefix: str) -> list[ReadArticle]:
    """All that was read, with the cross-references from one text to another."""
    made = resolved([(item.named.path, item.document) for item in read])
    return [
        item
        if document is item.document
        else replace(
            item,
            document=document,
            findings=(*item.findings, *(one.located(prefix + item.named.called, ()) for one in found)),
        )
        for item, (document, found) in zip(read, made, strict=True)
    ]


def _prefix(plan: Plan) -> str:
    """What stands before an article's path where messages name it, so that it is found from where the user is."""
    folder = str(plan.folder)
    return "" if folder == "." else folder.rstrip("/") + "/"


def _said_language(plan: Plan, options: ReadOptions) -> str:
    said = dict(merged(plan.fields, options.metadata)).get("lang", "")
    return said or options.lang


def _read(
    plan: Plan,
    prefix: str,
    named: Named,
    options: ReadOptions,
    lang: str,
    *,
    keep_going: bool,
    proving: bool,
    grow: Callable[[int], None],
) -> ReadArticle:
    given = Given(prefix + named.called, plan.folder / named.path)
    try:
        article = read_article(given, _options(plan, named, options, "", proving=proving))
        found: tuple[Finding, ...] = ()
        if not article.document.metadata.lang and lang:
            article = read_article(given, _options(plan, named, options, lang, proving=proving))
            found = (_told(lang, given.name),)
    except ExporterError as caught:
        error = _of_article(caught, given.name, named)
        if not keep_going:
            raise _with_way_out(error) from caught
        message = f"the article was left out, and a line stands in its place: {error}"
        return ReadArticle(named, None, (finding("PUB001", message).located(given.name, ()),), (), error)
    grow(given.size())
    document, about_title = _titled_by_its_heading(article.document, article.findings, named)
    return ReadArticle(
        named,
        _within_itself(_overridden(document, named), named),
        (*about_title, *found),
        unread(article, given.name) if proving else None,
        None,
        _questions(article),
    )


def _of_article(error: ExporterError, name: str, named: Named) -> ExporterError:
    """An error of one article, without advice that only holds for an article alone."""
    if error.code != "format":
        return error
    what = f"{str(error).partition('; say which')[0]}; convert it to a format that can, or leave it out"
    where = f" ({named.where})" if named.where else ""
    return InputError(f"{what}{where}", code=error.code, name=name)


def _with_way_out(error: ExporterError) -> ExporterError:
    """The error of an article without words, such as a page that only a template fills, with what can be done."""
    if not str(error).endswith("there is nothing to convert"):
        return error
    return InputError(f"{error}; leave it out, or let --keep-going do so", code=error.code, name=error.name)


def _told(lang: str, name: str) -> Finding:
    message = f"the article names no language and none could be told; it has that of the publication, {lang}"
    return finding("PUB005", message).located(name, ())


def _in_language(item: ReadArticle, lang: str, prefix: str) -> ReadArticle:
    """An article whose language nobody knows, in that of the others; one recognised as such needs no finding."""
    document = item.document
    told = [one for one in item.findings if one.rule == RECOGNISED]
    if document is not None and told and primary(document.metadata.lang) == primary(lang):
        known = replace(document, metadata=replace(document.metadata, lang=lang))
        others = tuple(one for one in item.findings if one.rule != RECOGNISED)  # that is said once, of the whole
        return replace(item, document=known, findings=others)
    if document is None or document.metadata.lang or not lang:
        return item
    found = tuple(one for one in item.findings if one.rule != "DOC002")
    known = replace(document, metadata=replace(document.metadata, lang=lang))
    return replace(item, document=known, findings=(*found, _told(lang, prefix + item.named.called)))


def _questions(article: Article) -> int:
    from exporter.run.asked import questions_in

    return questions_in(article)


def _options(plan: Plan, named: Named, options: ReadOptions, lang: str, *, proving: bool) -> ReadOptions:
    form = named.format
    if named.item:
        form = f"{form.partition(':')[0]}:{named.item}"
    return replace(
        options,
        format=form,
        lang=lang,
        base_url="" if named.item else held_address(named.path),
        labels_at=LABELS,
        root=plan.folder,
        cover=None,
        metadata=named.fields,
        metadata_findings=(),
        keep_source=proving,
        decisions=_beside(plan, named.decisions),
        hints=_beside(plan, named.hints),
    )


def _beside(plan: Plan, path: str) -> str:
    return str(plan.folder / within(plan.folder, "", path)) if path else ""


def _overridden(document: Document, named: Named) -> Document:
    """The article under the title and by the people that the publication gives it."""
    title = named.title
    if not title and named.untitled and not _titled(document):
        title = named.untitled
    if title:
        document = replace(document, title=(Text(title),), metadata=replace(document.metadata, title=title))
    if "authors" in dict(named.fields):
        line = byline(document.metadata.authors, document.metadata.lang)
        blocks = tuple(
            replace(block, content=(Text(line),)) if isinstance(block, Paragraph) and block.role == "byline" else block
            for block in document.blocks
        )
        document = replace(document, blocks=blocks)
    return document


def _titled_by_its_heading(
    document: Document, found: Sequence[Finding], named: Named
) -> tuple[Document, tuple[Finding, ...]]:
    """An article without a title of its own under the heading that it begins with, or the title that the order names.

    Chapters of books often begin with a heading of level 2 and have others of that level: alone they have no title.
    """
    others = tuple(one for one in found if one.rule != "MD010")
    if len(others) == len(found) or named.title:
        return document, tuple(found)
    begun = next((at for at, block in enumerate(document.blocks) if not _is_masthead(block)), len(document.blocks))
    before, after = document.blocks[:begun], document.blocks[begun:]
    if after and isinstance(first := after[0], Section) and first.title and first.metadata is None:
        title = (Span(first.title, id=first.id, pos=first.pos),) if first.id else first.title
        metadata = replace(document.metadata, title=" ".join(plain_text(first.title).split()))
        blocks = (*before, *first.blocks, *after[1:])
        return replace(document, title=title, metadata=metadata, blocks=blocks), others
    if named.untitled:
        return replace(document, title=()), others
    return document, tuple(found)


def _is_masthead(block: Any) -> bool:
    return isinstance(block, Paragraph) and bool(block.role)


def _within_itself(document: Document, named: Named) -> Document:
    """Links that name the article's own file, in any form that it has on a site, lead to their place in it."""
    own = names_of(named.path)

    def change(node: Any) -> Any:
        if isinstance(node, Link) and is_held(node.target):
            address, fragment = without_fragment(node.target)
            if fragment and path_of(address) in own:
                return replace(node, target="#" + unquote(fragment))
        return node

    made = transform(document, change)
    return document if made is document else resolve(made)


def _titled(document: Document) -> bool:
    shown = plain_text(document.title).strip()
    return bool(shown) and shown not in {phrase("untitled", lang) for lang in ("en", "fr", "de", "es")}


def _entry(item: ReadArticle, id: str, lang: str) -> Entry:
    if item.document is not None:
        return Entry(id=id, document=item.document, source=item.named.called)
    title = item.named.title or item.named.untitled or item.named.called
    return Entry(id=id, source=item.named.called, title=title, note=phrase("left-out", lang))


def fronts_of(plan: Plan) -> Iterator[Named]:
    """The texts before the articles, of the whole and of its parts."""
    if plan.front is not None:
        yield plan.front
    for piece in plan.pieces:
        if isinstance(piece, NamedPart) and piece.front is not None:
            yield piece.front


def _front(named: Named | None, fronts: Mapping[str, ReadArticle], id: str, lang: str) -> Entry | None:
    return None if named is None else _entry(fronts[named.path], id, lang)


def _with_front(piece: Any, made: Part | Entry, fronts: Mapping[str, ReadArticle], lang: str) -> Part | Entry:
    if isinstance(made, Part) and piece.front is not None:
        return replace(made, front=_front(piece.front, fronts, made.id.replace("part", "front"), lang))
    return made


def _part(piece: Any, number: int, entries: Any) -> Part | Entry:
    match piece:
        case NamedPart():
            inside = tuple(next(entries) for _ in piece.articles)
            return Part(title=(Text(piece.title),), entries=inside, lang=piece.lang, id=f"part_{number}")
        case _:
            entry: Entry = next(entries)
            return entry


# --- the whole ------------------------------------------------------------------------------------------------------


def _metadata(
    plan: Plan, options: ReadOptions, read: Sequence[ReadArticle], lang: str
) -> tuple[Metadata, list[Finding]]:
    """What is said of the publication: by the user, by its file, and its language by its articles where nobody says."""
    said = with_patch(with_patch(Metadata(), plan.fields), options.metadata)
    found: list[Finding] = []
    if not lang:
        counted = Counter(item.document.metadata.lang for item in read if item.document and item.document.metadata.lang)
        if counted:
            lang = max(counted, key=lambda tag: (counted[tag], -list(counted).index(tag)))
            told = any(one.rule == RECOGNISED for item in read for one in item.findings)
            if len(counted) > 1 or told or plan.order == "its file":
                alike = list(counted.values()).count(counted[lang]) > 1
                whose = "the first of its articles" if alike else "most of its articles"
                message = f"the publication names no language; {lang}, that of {whose}, is taken"
                found.append(finding("PUB006", message).located(plan.name, ()))
    title = said.title or Path(plan.name).stem
    return replace(said, lang=lang, title=title), found


def _frame(plan: Plan, options: ReadOptions, metadata: Metadata, front: Entry | None) -> Document:
    """The publication without its articles: its title, subtitle, people and date as they are shown, its cover.

    What the text before the articles says of them already is not said twice.
    """
    said = front.document.blocks if front is not None and front.document is not None else ()
    frame = Document(metadata=metadata, title=(Text(metadata.title),), blocks=said)
    frame, _ = masthead(frame)
    frame = frame.with_blocks(frame.blocks[: len(frame.blocks) - len(said)])
    frame = _with_editors(frame, plain_text(said))
    if metadata.series and metadata.series != metadata.title and not any(_is_kicker(block) for block in said):
        words = " ".join(filter(None, (metadata.series, metadata.number)))
        frame = frame.with_blocks([Paragraph((Text(words),), role="kicker"), *frame.blocks])
    cover: Path | bytes | None = options.cover or (plan.folder / plan.cover if plan.cover else None)
    if cover is None:
        return frame
    gate = Gate(limits=options.limits)
    data = cover if isinstance(cover, bytes) else gate.read_article(cover, "picture_bytes", str(cover))
    return with_cover(frame, data, gate, "(bytes)" if isinstance(cover, bytes) else str(cover))


def _with_editors(frame: Document, said: str) -> Document:
    """The title page with the line that names the editors, above the date."""
    line = byline(frame.metadata.authors, frame.metadata.lang, "edt", "edited-by")
    if not line or all(person.name in said for person in frame.metadata.authors if person.role == "edt"):
        return frame
    blocks = list(frame.blocks)
    at = next((number for number, block in enumerate(blocks) if getattr(block, "role", "") == "dateline"), len(blocks))
    return frame.with_blocks([*blocks[:at], Paragraph((Text(line),), role="byline"), *blocks[at:]])


def _is_kicker(block: Any) -> bool:
    return isinstance(block, Paragraph) and block.role == "kicker"
