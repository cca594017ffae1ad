"""From the elements that a reader of a format has made to the document: title, masthead, levels, notes, pictures.

One road for all of them, and from here on the road of every HTML article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from exporter.errors import InputError
from exporter.languages import corrected
from exporter.model import Document, Metadata, Paragraph, plain_text
from exporter.readers import ReadResult, Source
from exporter.readers.cms import envelope, parts, pictures
from exporter.readers.cms.contentful import resolver
from exporter.readers.cms.fields import inline_of
from exporter.readers.cms.json_places import Lines, load
from exporter.readers.cms.markdown_text import markdown
from exporter.readers.cms.names import folded
from exporter.readers.cms.own import own_blocks
from exporter.readers.cms.reading import Reading
from exporter.readers.cms.tree import Nodes, strings_in, words_of
from exporter.readers.cms.unknown import words_in
from exporter.readers.html.block import flow
from exporter.readers.html.footnotes import mark_footnotes
from exporter.readers.html.notes import take_notes
from exporter.readers.html.plain_tree import Element
from exporter.readers.html.state import Place, Registry, Results
from exporter.readers.html.state import Reading as HtmlReading
from exporter.readers.html.template_words import named_without_tags, without_tags_below
from exporter.readers.html.white_space import fold
from exporter.readers.noted import Noted
from exporter.readers.pictures import Pictures
from exporter.readers.sections import KICKER_LENGTH, Close, Flow, Heading, nest, resolve_heading_links, shown_title

KICKERS = 2


def read(source: Source) -> ReadResult:
    """The article in a CMS's JSON. Raises InputError for what is not JSON, has no article in it, or more than one."""
    try:
        value = load(source.text, source.name)
        found = envelope.find(value, source.name, source.item)
        r = reading_of(source)
        r.format = found.format
        r.resolve = resolver(value)
        kept = envelope.locale_of(found, source.lang)
        chosen = envelope.in_language(found, kept) if kept else found
        metadata = envelope.metadata_of(replace(chosen, held=_resolved(r, chosen)), kept)
        r.lang = metadata.lang or source.lang
        _say_other_languages(r, found, kept)
        metadata, made = _whole(r, envelope.in_language(chosen, metadata.lang), metadata)
        return finished(source, r, metadata, made)
    except RecursionError:
        raise InputError(f"{source.name}: is nested too deeply; nest less deeply") from None


def reading_of(source: Source) -> Reading:
    """The book-keeping for an article."""
    own = own_blocks(source.blocks)
    return Reading(source.name, Lines(source.text), own, words=words_in, markdown=markdown, has=source.gate.has)


def _resolved(r: Reading, found: envelope.Found) -> dict[str, object]:
    """The article's fields with what they link to in their place, for those who are named by links (authors)."""
    return {
        key: [r.resolve(item) for item in value] if isinstance(value, list) else r.resolve(value)
        for key, value in found.held.items()
        if key not in dict(found.bodies)
    }


def _say_other_languages(r: Reading, found: envelope.Found, read: str) -> None:
    """The languages in which the article is there too, and was not read."""
    known = envelope.locales(found)
    others = [tag for tag in known if corrected(tag) != read] if known else []
    if others:
        words = [held[tag] for held in found.held.values() if isinstance(held, dict) for tag in others if tag in held]
        message = (
            f"the article is there in {len(known)} languages: “{read}” was read; left out: {', '.join(others)[:60]}"
        )
        r.report("CMS007", message, left_out=" ".join(strings_in({"words": item}) for item in words))


def _whole(r: Reading, found: envelope.Found, metadata: Metadata) -> tuple[Metadata, Nodes]:
    """The head that the fields say, the lead picture, and the body.

    A standfirst of plain words goes to the metadata, from where all formats' articles get theirs.
    """
    made: Nodes = []
    with r.at(found.held):
        lead = inline_of(r, envelope.lead(found))
        metadata = replace(metadata, subtitle=envelope.subtitle(found))
        if all(node.name == "#text" for node in lead):
            metadata = replace(metadata, description=" ".join(words_of(lead).split()))
        else:
            made.extend(parts.paragraph(r, lead, "standfirst"))
        made.extend(_lead_picture(r, found))
    for _, value in found.bodies:
        made.extend(r.blocks(value))
    with r.at(found.held):
        for name, words in envelope.left_over(found):
            message = f"the article's field “{name[:60]}” was not read: “{words[:60]}”"
            r.report("CMS004", message, left_out=strings_in(found.held.get(name)))
    return metadata, made


def _lead_picture(r: Reading, found: envelope.Found) -> Nodes:
    """The picture at an article's head, that its fields name."""
    for key, value in found.held.items():
        if folded(key) in envelope.LEAD_PICTURES and pictures.looks_like_picture(r.resolve(value)):
            own = {
                name.removeprefix(key).lstrip("_"): held
                for name, held in found.held.items()
                if name.startswith(key + "_")
            }
            return pictures.figure_of(r, own, value)
    return []


# --- from elements to the model -------------------------------------------------------------------------------------


def finished(source: Source, r: Reading, metadata: Metadata, made: Nodes) -> ReadResult:
    """The document of an article's elements. Raises InputError when there is nothing in it."""
    body = Element("body")
    for node in [*made, *r.notes]:
        body.append_child(node)
    _settle_pull_quotes(body)
    noted = Noted()
    metadata = named_without_tags(metadata, noted, r.pos.line if r.pos else 1)
    without_tags_below(body, noted)
    registry = Registry(limits=source.gate.limits, source_has_replacement="\ufffd" in source.text)
    results, place = Results(Pictures(source.gate)), Place(metadata.lang)
    reading = HtmlReading(registry, results)
    try:
        mark_footnotes(reading, body)
        take_notes(reading, place, body)
        title, rest = _titled(flow(reading, place, body.children), metadata.title)
    except InputError as error:
        raise InputError(f"{source.name}: {error}") from None
    blocks = nest(_levelled(rest), results.findings)
    if not blocks and title is None:
        raise InputError(f"{source.name}: has no content; there is nothing to convert")
    shown = replace(title, title=fold(title.title)) if title else None
    document = Document(
        metadata=metadata,
        title=shown_title(shown, metadata, r.pos),
        blocks=blocks,
        resources=results.pictures.resources,
    )
    return ReadResult(resolve_heading_links(document), (*r.findings, *noted.findings(), *results.counted()))


def _titled(items: Sequence[Flow], known: str) -> tuple[Heading | None, list[Flow]]:
    """The title, and the rest: the heading that opens the body, unless a title is ``known`` and it says another thing.

    A kicker or two may stand before it where it is of level 1.
    """
    at = next((number for number, item in enumerate(items) if isinstance(item, Heading)), None)
    if at is None:
        return None, list(items)
    heading = items[at]
    assert isinstance(heading, Heading)
    before = list(items[:at])
    if known and _same(plain_text(heading.title), known):
        return (heading, [*before, *items[at + 1 :]]) if all(_is_head(item) for item in before) else (None, list(items))
    kickers = all(isinstance(item, Paragraph) and len(plain_text(item)) <= KICKER_LENGTH for item in before)
    opens = not before or (heading.level == 1 and len(before) <= KICKERS and kickers)
    if known or not opens:
        return None, list(items)
    marked = [replace(item, role=item.role or "kicker") for item in before if isinstance(item, Paragraph)]
    return heading, [*marked, *items[at + 1 :]]


def _is_head(item: Flow) -> bool:
    return isinstance(item, Paragraph) and item.role != ""


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _levelled(items: Sequence[Flow]) -> list[Flow]:
    """Headings below the title from level 2 on, whatever the numbers of the CMS, whose page has headings of its own."""
    levels = [item.level for item in items if isinstance(item, Heading)]
    shift = min(levels, default=2) - 2
    if not shift:
        return list(items)
    return [replace(item, level=item.level - shift) if isinstance(item, Heading | Close) else item for item in items]


def _settle_pull_quotes(body: Element) -> None:
    """A pull quote that repeats words of the article is an aside; any other is the quotation itself."""
    whole = _squeezed(words_of(body.children))
    stack = [body]
    while stack:
        node = stack.pop()
        stack.extend(node.children)
        if node.attrs.pop("data-pull", None) is None:
            continue
        quoted = (
            node if node.name == "blockquote" else next(child for child in node.children if child.name == "blockquote")
        )
        words = _squeezed(words_of(quoted.children))
        if words and whole.count(words) > 1:
            _wrap(node)


def _wrap(node: Element) -> None:
    aside = Element("aside", {"data-kind": "pullquote"}, node.pos)
    holder = node.parent
    holder.children[next(at for at, child in enumerate(holder.children) if child is node)] = aside
    aside.parent = holder
    aside.append_child(node)


def _squeezed(words: str) -> str:
    return "".join(char for char in words.casefold() if char.isalnum())
