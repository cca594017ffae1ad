"""What a Word file keeps from the eye, and what it shows that is not part of its text.

Hidden and tiny words by their own properties and those of their styles (ECMA-376 part 1, 17.3.2.41, 17.3.2.38), white
words on white, pictures that are not shown (20.4.2.5), placeholders, comments, watermarks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from exporter.bounds.packages import Package
from exporter.position import Position
from exporter.readback.docx.state import Registry, Relations
from exporter.readback.docx.styles import Element, Style, W, first_child, is_on, stated, value
from exporter.readback.sight import SEEN, OneSense, contrast

TINY = 3
"""Half-points (17.18.42 ST_HpsMeasure): smaller words are dots to everybody."""
TEXT = (W + "t",)
PLACEHOLDER = W + "showingPlcHdr"


def one_sense(package: Package, registry: Registry, links: Relations, body: Element) -> Iterator[OneSense]:
    """What only one of two senses gets, in the order of the file's stories."""
    known: Known = {}
    roots = {id(root): root for root in (made.getroottree().getroot() for made in (body, *registry.notes.values()))}
    holders = any(next(root.iter(PLACEHOLDER), None) is not None for root in roots.values())
    for number, paragraph in enumerate(body.iter(W + "p"), 1):
        yield from _of_paragraph(registry, known, paragraph, Position(number), holders)
    for note in registry.notes.values():
        for paragraph in note.iter(W + "p"):
            yield from _of_paragraph(registry, known, paragraph, None, holders)
    yield from _comments(package, links, body)
    yield from _watermarks(package, links)


def _words(made: Element) -> str:
    return "".join(str(part.text or "") for part in made.iter(*TEXT))


def _of_paragraph(
    registry: Registry, known: Known, paragraph: Element, place: Position | None, holders: bool
) -> Iterator[OneSense]:
    """Neighbouring runs that are hidden for one reason are one finding. ``holders``: there are placeholders at all."""
    style = registry.styles.resolve(value(paragraph, "pPr", "pStyle") or registry.styles.default_paragraph)
    gathered, last = "", ""
    for run in paragraph.iter(W + "r"):
        words = _words(run)
        if not words:
            yield from _hidden_pictures(run, place)
            continue
        why = _why(registry, known, style, run, holders) if words.strip() else last
        if why != last and last and gathered.strip():
            yield OneSense(gathered, last, place=place)
        gathered, last = (gathered if why == last else "") + words, why
    if last and gathered.strip():
        yield OneSense(gathered, last, place=place)


Known = dict[tuple[int, int, str | None, str | None, str | None], tuple[str, bool]]
"""What ``_look`` said, by two styles and what a run states: of most runs of a file the same is asked."""


def _why(registry: Registry, known: Known, paragraph: Style, run: Element, holders: bool) -> str:
    properties = first_child(run, W + "rPr")
    own = stated(properties)
    if is_on(own.get("vanish")):
        return ""  # the reading leaves it out: it is lost, and that is said
    character = registry.styles.resolve(own.get("rStyle") or "-")
    key = id(character), id(paragraph), own.get("vanish"), own.get("sz"), own.get("color")
    if (look := known.get(key)) is None:
        look = known[key] = _look(character, paragraph, own)
    why, pale = look
    if why:
        return why
    if holders and _is_placeholder(run):
        return "is placeholder text: Word takes it away when somebody types there"
    if pale and _has_colour_of_ground(run, properties):
        return "has the colour of its ground: it can be heard and not seen"
    return ""


def _look(character: Style, paragraph: Style, own: Mapping[str, str]) -> tuple[str, bool]:
    """Why a run is not seen by what it and its styles state, "" for no reason; and whether it is white, or nearly."""

    def holds(name: str) -> str | None:
        found = own.get(name)
        for style in (character, paragraph):
            found = style.run_value(name) if found is None else found
        return found

    if is_on(holds("vanish")):
        return "is hidden by its style: nobody gets it", False
    size = holds("sz")
    if size is not None and size.isdecimal() and int(size) <= TINY:
        return "is too small to be seen: it can only be heard", False
    ink = _rgb(holds("color") or "")
    return "", ink is not None and contrast(ink, (1.0, 1.0, 1.0)) < SEEN


def _is_placeholder(run: Element) -> bool:
    return any(is_on(value(control, "sdtPr", "showingPlcHdr")) for control in run.iterancestors(W + "sdt"))


def _has_colour_of_ground(run: Element, properties: Element | None) -> bool:
    """White on white: where anything around white words is shaded, their ground is not known here."""
    around: list[Any] = [properties, *(made.find(W + name) for made in run.iterancestors() for name in ("pPr", "tcPr"))]
    styled = any(value(made, "tblPr", "tblStyle") for made in run.iterancestors(W + "tbl"))
    shaded = any(part is not None and part.find(W + "shd") is not None for part in around)
    marked = value(properties, "highlight") not in (None, "none", "white")
    style = value(next(iter(run.iterancestors(W + "p")), None), "pPr", "pStyle")
    return not (shaded or marked or styled or style or run.getroottree().find(f"{W}background") is not None)


def _rgb(colour: str) -> tuple[float, float, float] | None:
    try:
        red, green, blue = bytes.fromhex(colour)
    except ValueError:
        return None
    return red / 255, green / 255, blue / 255


def _hidden_pictures(run: Element, place: Position | None) -> Iterator[OneSense]:
    for properties in run.iter("{*}docPr"):
        if properties.get("hidden") in ("1", "true"):
            said = properties.get("descr") or properties.get("title") or properties.get("name") or "picture"
            yield OneSense(said, "is a picture that is not shown: it can be heard and not seen", place=place)


def _parts(package: Package, links: Relations, kind: str) -> Iterable[Element]:
    return [package.xml(target) for name, target in links.values() if name == kind and target in package]


def _comments(package: Package, links: Relations, body: Element) -> Iterator[OneSense]:
    """Comments that stand beside the text: a reader of the file gets words that are not the article's."""
    used = {made.get(W + "id") for made in body.iter(W + "commentReference", W + "commentRangeStart")}
    for root in _parts(package, links, "comments"):
        for comment in root.iter(W + "comment"):
            if comment.get(W + "id") in used and (words := " ".join(_words(comment).split())):
                yield OneSense(words, "is a comment: it is shown beside the text and is not in it", "unheard")


def _watermarks(package: Package, links: Relations) -> Iterator[OneSense]:
    """Words drawn behind the text by a header (VML text paths, ECMA-376 part 4, 19.1.2.23)."""
    said: dict[str, None] = {}
    for root in _parts(package, links, "header"):
        for path in root.iter("{urn:schemas-microsoft-com:vml}textpath"):
            if words := " ".join((path.get("string") or "").split()):
                said.setdefault(words)
    for words in said:
        yield OneSense(words, "is a watermark: it can be seen and is not heard", "unheard")
