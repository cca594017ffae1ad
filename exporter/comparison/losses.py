"""Parity: do two documents tell a reader the same? Every fact of meaning that one has and the other lacks is a loss.

The original is the model an article was read into, the copy is what ``readback`` found in a finished file. A document
compared with itself has no losses. What a format has no way to hold is listed in ``NOT_CARRIED``, not hidden.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from exporter.comparison.align import Pair, align
from exporter.comparison.articles import compare_articles
from exporter.comparison.facts import Facts, Frame, Mark, Unit, facts
from exporter.comparison.loss import KINDS, NOT_CARRIED, Comparison, Loss, excerpt
from exporter.comparison.marks import compare_langs, compare_marks, known_language
from exporter.comparison.tables import compare_tables
from exporter.comparison.where import Neighbours
from exporter.model import Aside, Document, List, Metadata, Person, plain_text
from exporter.model.numerals import labels
from exporter.phrases import direction
from exporter.position import Position
from exporter.readback.sight import OneSense

UNIT_KINDS = {
    "title": "heading",
    "heading": "heading",
    "paragraph": "text",
    "code": "code",
    "attribution": "attribution",
    "caption": "caption",
    "credit": "caption",
    "term": "definition",
    "aside title": "aside",
    "image": "alt",
    "math": "math",
    "page": "page",
    "break": "break",
}
FRAME_KINDS = {
    "quote": "quote",
    "list": "list",
    "item": "list",
    "definition list": "definition",
    "entry": "definition",
    "definition": "definition",
    "table": "table",
    "cell": "table",
    "figure": "figure",
    "aside": "aside",
    "note": "note",
}
DIRECTIONS = {"": "left to right", "ltr": "left to right", "rtl": "right to left"}


def compare(original: Document, copy: Document, format: str, before: Facts | None = None) -> list[Loss]:
    """What ``copy`` lost against ``original``, changed, moved or added, by the order of the original.

    ``before`` are the facts of the original where they are known already, as when several files are compared with it.
    """
    made = Comparison(format, before or facts(original), facts(copy))
    made.pairs = align(made.before.units, made.after.units)
    made.languages = (original.metadata.lang.lower(), copy.metadata.lang.lower())
    made.to = {pair.before: pair.after for pair in made.pairs}
    made.lost_after = Neighbours(made.before.units, made.after.units, made.to)
    made.added_after = Neighbours(made.after.units, made.before.units, {pair.after: pair.before for pair in made.pairs})
    _compare_metadata(made, original, copy)
    for pair in made.pairs:  # first of all, for a link may lead to a container further on
        _compare_path(made, made.before.units[pair.before], made.after.units[pair.after])
    for pair in made.pairs:
        _compare_units(made, pair)
    compare_articles(made)
    _compare_containers(made)
    compare_tables(made)
    _compare_missing(made)
    _compare_added(made)
    order = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(made.losses, key=lambda loss: (order[loss.kind], _line(loss), loss.message))


def in_one_sense(format: str, found: Iterable[OneSense]) -> list[Loss]:
    """Words of a copy that one of two senses does not get: its readers are told different things."""
    return [
        Loss(
            format=format,
            kind="sight",
            change="lost" if item.way == "unseen" else "added",
            message=item.why,
            text=excerpt(" ".join(item.words.split())),
            place=item.place,
        )
        for item in found
    ]


def _line(loss: Loss) -> tuple[int, int]:
    place = loss.pos or loss.place or Position(0)
    return place.line, place.column


def _compare_metadata(made: Comparison, original: Document, copy: Document) -> None:
    title = " ".join((original.metadata.title or plain_text(original.title)).split())
    found = " ".join(copy.metadata.title.split())
    if title != found and (original.metadata.title or found):  # without one of its own, none is expected
        message = f"the title in the file's metadata is “{excerpt(found)}”, not “{excerpt(title)}”"
        made.lose("metadata", "changed" if found else "lost", message, None, None)
    named = " ".join(person.name for person in copy.metadata.authors)
    for person in original.metadata.authors:
        if " ".join(person.name.split()) not in named:
            made.lose("metadata", "lost", f"the author “{person.name}” is not named in the file's metadata", None, None)
    for person in copy.metadata.authors if original.metadata.authors else ():
        if not any(" ".join(one.name.split()) in person.name for one in original.metadata.authors):
            message = f"the file's metadata names “{excerpt(person.name)}”, who is not an author"
            made.lose("metadata", "added", message, None, None)
    if made.format in PUBLISHED:
        _compare_publication(made, original.metadata, copy.metadata)
    lang, other = original.metadata.lang, copy.metadata.lang
    if known_language(lang) != known_language(other):
        message = f"the document's language is {other or 'not said'}, not {lang or 'left open'}"
        made.lose("language", "changed" if other else "lost", message, None, None)


PUBLISHED = frozenset(["pdf", "epub", "docx"])
"""Formats whose files say how they were published."""


def _compare_publication(made: Comparison, before: Metadata, after: Metadata) -> None:
    """What a shop or a library finds a file by, and who may copy it: each where the article says it."""
    said = {
        "ISBN": (before.isbn(made.format), after.isbn(made.format)),
        "ISBN of the printed edition": (before.own_isbn("print"), after.own_isbn("print")),
        "series": (before.series, after.series),
        "number in the series": (before.series and before.number, after.number),
        "edition": (before.edition, after.edition),
        "licence": (before.licence, after.licence),
        "imprint": (before.imprint, after.imprint),
        "place of the publisher": (before.place, after.place),
    }
    found_people = {" ".join(person.name.split()): person for person in after.authors}
    for person in before.authors:
        name = " ".join(person.name.split())
        again = found_people.get(name, Person(name))
        said[f"ORCID of “{excerpt(name)}”"] = (person.orcid, again.orcid)
        said[f"affiliation of “{excerpt(name)}”"] = (person.affiliation, again.affiliation)
    for name, (old, new) in said.items():
        wanted, found = " ".join(old.split()), " ".join(new.split())
        if wanted and wanted != found:
            message = f"the {name} in the file's metadata is {f'“{excerpt(found)}”' if found else 'not said'}"
            made.lose("metadata", "changed" if found else "lost", f"{message}, not “{excerpt(wanted)}”", None, None)


# --- pairs of units -------------------------------------------------------------------------------------------------


def _compare_units(made: Comparison, pair: Pair) -> None:
    old, new = made.before.units[pair.before], made.after.units[pair.after]
    if pair.moved:
        made.lose("order", "moved", "stands in another place", old, new)
    if _plainly_alike(old, new):
        return
    _compare_text(made, old, new)
    _compare_kind(made, old, new)
    for kind, change, message in compare_marks(old, new, lambda one, two: _same_target(made, one, two)):
        made.lose(kind, change, message, old, new)
    if old.kind != "image" and (new.dir or "ltr") not in _directions(old, made.format):
        made.lose("direction", "changed", f"the words run {DIRECTIONS[new.dir]} now", old, new)
    for message in compare_langs(old, new, made.languages):
        made.lose("language", "changed", message, old, new)


def _plainly_alike(old: Unit, new: Unit) -> bool:
    """Whether two units say the same and nothing about it that could differ: then none of the questions is asked."""
    return (
        (old.kind, old.text, old.level, old.langs) == (new.kind, new.text, new.level, new.langs)
        and old.kind != "image"
        and not (old.marks or new.marks or old.dir or new.dir)
    )


def _directions(old: Unit, format: str) -> set[str]:
    """The directions that words may have: the one stated, else left to right or that of their language.

    Word states the direction of paragraphs; within one, characters have their own (ECMA-376, 17.3.2.30).
    """
    if old.dir:
        return {old.dir, old.base} if format == "docx" else {old.dir}
    return {"ltr", *(direction(lang) for _, _, lang in old.langs if lang)}


def _compare_text(made: Comparison, old: Unit, new: Unit) -> None:
    if old.kind == "image":
        if old.alt != new.alt and _folded(old.alt or "") != _folded(new.alt or ""):
            made.lose("alt", "changed" if new.alt else "lost", f"the alternative is “{excerpt(new.text)}”", old, new)
        elif (old.alt is None) != (new.alt is None) and old.text:
            made.lose("alt", "changed", "the picture's alternative is no longer said", old, new)
        _compare_pictures(made, old, new)
        return
    if old.text == new.text:
        return
    one, two = (old.text, new.text) if old.kind == new.kind == "code" else (_folded(old.text), _folded(new.text))
    if one != two:
        kind = UNIT_KINDS[old.kind] if old.kind in ("attribution", "code", "page") else "text"
        made.lose(kind, "changed", f"the words are not the same: {difference(one, two)}", old, new)


def _compare_pictures(made: Comparison, old: Unit, new: Unit) -> None:
    """The article has the picture's bytes: another one, or none, in its place is a loss to everybody who looks."""
    if not old.picture or (new.picture is None and made.format == "pdf"):
        return
    if not new.picture:
        made.lose("picture", "lost", "the picture is not shown", old, new)
    elif made.looks.differ(old.picture, new.picture):
        made.lose("picture", "changed", "another picture is shown", old, new)


def _folded(text: str) -> str:
    return " ".join(text.split())


def difference(one: str, two: str) -> str:
    """Where two texts first part, in a few words."""
    start = next((place for place, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    shown = max(0, start - 15)
    lead = "…" if shown else ""
    return f"“{lead}{one[shown : start + 25]}” became “{lead}{two[shown : start + 25]}”"


def _compare_kind(made: Comparison, old: Unit, new: Unit) -> None:
    if old.kind != new.kind:
        kind = UNIT_KINDS[old.kind] if old.kind != "paragraph" else UNIT_KINDS[new.kind]
        made.lose(kind, "changed", f"{_a(old.kind)} became {_a(new.kind)}", old, new)
    if old.level != new.level and old.level and new.level:
        made.lose("heading", "changed", f"the level is {new.level}, not {old.level}", old, new)


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _compare_path(made: Comparison, old: Unit, new: Unit) -> None:
    """What the unit stands in: the same containers in the same order, each one again the same one."""
    had, has = [frame.kind for frame in old.path], [frame.kind for frame in new.path]
    if had != has:
        _compare_frames(made, old, new)
        return
    for frame, other in zip(old.path, new.path, strict=True):
        known = made.frames.setdefault(frame.number, other)
        back = made.frames_back.setdefault(other.number, frame)
        kind = FRAME_KINDS[frame.kind]
        made.where.setdefault(frame.number, new)
        if known.number != other.number:
            made.lose_once(kind, "changed", f"the {frame.kind} was split: it is no longer one", frame, old, new)
        elif back.number != frame.number:
            made.lose_once(kind, "changed", f"the {frame.kind} ran together with another", other, old, new)


def _compare_frames(made: Comparison, old: Unit, new: Unit) -> None:
    had, has = Counter(frame.kind for frame in old.path), Counter(frame.kind for frame in new.path)
    for frame in old.path:
        if had[frame.kind] > has[frame.kind]:
            message = f"is no longer inside its {frame.kind}"
            if FRAME_KINDS[frame.kind] in ("list", "table", "definition") and frame.kind in ("item", "entry", "cell"):
                continue
            made.lose_once(FRAME_KINDS[frame.kind], "lost", message, frame, old, new)
    for frame in new.path:
        if has[frame.kind] > had[frame.kind] and frame.kind not in ("item", "entry", "cell"):
            made.lose_once(FRAME_KINDS[frame.kind], "added", f"is now inside a {frame.kind}", frame, old, new)
    if had == has:
        frame = next(frame for frame, other in zip(old.path, new.path, strict=True) if frame.kind != other.kind)
        made.lose_once(FRAME_KINDS[frame.kind], "changed", "the nesting has changed", frame, old, new)
    extra = [frame for frame in old.path if frame.kind in ("item", "entry", "cell")]
    if extra and not any(had[kind] > has[kind] for kind in ("list", "definition list", "table")):
        for frame in extra:
            if had[frame.kind] > has[frame.kind]:
                message = f"no longer a {frame.kind}"
                made.lose_once(FRAME_KINDS[frame.kind], "lost", message, frame, old, new)


def _same_target(made: Comparison, old: Mark, new: Mark) -> bool:
    """Whether two links inside their documents lead to the same place."""
    name = str(old.data)[1:]
    a, b = made.before.anchors.get(name), made.after.anchors.get(str(new.data)[1:])
    if a is None or b is None:
        return a is None and b is None
    while a < len(made.before.units) and UNIT_KINDS[made.before.units[a].kind] in NOT_CARRIED.get(made.format, ()):
        a += 1  # a link to what the format does not carry leads to what comes next
    return made.to.get(a, -1) == b or _inside_same(made, name, b)


def _inside_same(made: Comparison, name: str, b: int) -> bool:
    """An anchor on a container may stand on any unit of it, where a format has no place for it but a paragraph."""
    known = made.frames.get(made.before.holders.get(name, 0))
    return known is not None and any(frame.number == known.number for frame in _path(made.after.units, b))


def _path(units: list[Unit], at: int) -> tuple[Frame, ...]:
    return units[at].path if at < len(units) else ()


# --- containers, what is missing, what is more ----------------------------------------------------------------------


def _compare_containers(made: Comparison) -> None:
    """Lists as a whole: kind of numbering, where it starts, how many items. Asides: of what kind."""
    seen: set[int] = set()
    for unit in made.before.units:
        for frame in unit.path:
            other = made.frames.get(frame.number)
            if frame.number in seen or other is None:
                continue
            seen.add(frame.number)
            if isinstance(frame.node, List) and isinstance(other.node, List):
                for message in _list_differences(frame.node, other.node):
                    made.lose("list", "changed", message, unit, made.where.get(frame.number))
            if isinstance(frame.node, Aside) and isinstance(other.node, Aside) and frame.node.kind != other.node.kind:
                message = f"the aside is of the kind “{other.node.kind}”, not “{frame.node.kind}”"
                made.lose("aside", "changed", message, unit, made.where.get(frame.number))


def _list_differences(old: List, new: List) -> Iterable[str]:
    if old.ordered != new.ordered:
        yield "a numbered list became one with bullets" if old.ordered else "a list with bullets became a numbered one"
    elif old.ordered:
        if old.start != new.start:
            yield f"the list starts at {new.start}, not at {old.start}"
        if old.style != new.style:
            yield f"the list is numbered {new.style}, not {old.style}"
        if old.delimiter != new.delimiter:
            yield f"the list's numbers are shown as {labels(new)[0]}, not as {labels(old)[0]}"
        if old.start == new.start and len(old.items) == len(new.items):
            changed = [(a, b) for a, b in zip(old.numbers, new.numbers, strict=True) if a != b]
            if changed:
                yield f"an item is numbered {changed[0][1]}, not {changed[0][0]}"
    if len(old.items) != len(new.items):
        yield f"the list has {len(new.items)} items, not {len(old.items)}"


def _compare_missing(made: Comparison) -> None:
    for index, unit in enumerate(made.before.units):
        if index not in made.to:
            kind = UNIT_KINDS[unit.kind]
            if kind == "text" and any(frame.kind == "note" for frame in unit.path):
                kind = "note"
            made.lose(kind, "lost", f"the {unit.kind} is not there", unit, None)


def _compare_added(made: Comparison) -> None:
    found = set(made.to.values())
    hidden = made.before.decorative > made.after.decorative
    paged = any(unit.kind == "page" for unit in made.before.units)
    for index, unit in enumerate(made.after.units):
        if index in found:
            continue
        if unit.kind == "page" and not paged:
            continue  # the pages of the PDF made in the same run: an article without pages lost nothing by them
        if unit.kind == "image" and hidden:
            made.lose("decorative", "changed", "a decorative picture is announced", None, unit)
        elif UNIT_KINDS[unit.kind] not in NOT_CARRIED.get(made.format, ()):
            made.lose("added", "added", f"{_a(unit.kind)} that the original does not have", None, unit)
