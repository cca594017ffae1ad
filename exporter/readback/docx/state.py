"""The state of reading a DOCX, in three kinds: known in advance, current place, results."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock

from exporter.bounds.packages import Package
from exporter.model import Blocks, Resource
from exporter.position import Position
from exporter.readback.docx.counting import Counting
from exporter.readback.docx.group import Item
from exporter.readback.docx.styles import Element, Language, Numbering, Styles, W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MEDIA = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif"}

NOTE_MARKS = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}

Relations = dict[str, tuple[str, str]]
"""Relationship id → its type's last word and its target (a part's name, or an address outside)."""


def relations(package: Package, part: str) -> Relations:
    """The relationships of a part ("" for the package's own)."""
    folder, base = posixpath.split(part)
    path = posixpath.join(folder, "_rels", base + ".rels")
    found: Relations = {}
    if path in package:
        for made in package.xml(path).iter("{*}Relationship"):
            target = made.get("Target") or ""
            if made.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found[made.get("Id") or ""] = ((made.get("Type") or "").rpartition("/")[2], target)
    return found


@dataclass(slots=True)
class Field:
    """A field that is open: its instruction, and whether its result has begun (ECMA-376 part 1, 17.16.18).

    ``note`` is the id of the note that it refers to once more, whose number is its result.
    """

    instruction: str = ""
    in_result: bool = False
    note: str = ""


@dataclass(slots=True)
class Story:
    """One story of the package (ECMA-376 part 1, 11.1: the body, or one note) and what is open where it is read.

    A field may end, and a bookmark's block begin, in a later paragraph than they themselves: so both wait here. A note
    is a story of its own, with relationships of its own part.
    """

    relations: Relations
    fields: list[Field] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)

    def in_furniture(self) -> bool:
        """Whether the place at hand is inside a table of contents or an index that the program fills in."""
        return any(one.instruction.split()[:1] in (["TOC"], ["INDEX"]) for one in self.fields)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reading is: in which story, below which heading level, in which notes."""

    story: Story
    level: int = 1
    open_notes: frozenset[tuple[str, str]] = frozenset()

    def after(self, items: Sequence[Item]) -> Place:
        """The place behind ``items``: below the last heading among them."""
        last = _last_level(items)
        return replace(self, level=last) if last else self


def _last_level(items: Sequence[Item]) -> int:
    """The level of the last heading among items, in content controls too; 0 where there is none."""
    for item in reversed(items):
        if level := item.level or (_last_level(item.inner) if item.inner else 0):
            return level
    return 0


@dataclass(frozen=True, slots=True)
class Registry:
    """What is known of the package before its text is read (``survey`` makes it)."""

    package: Package
    styles: Styles
    numbering: Numbering
    notes: Mapping[tuple[str, str], Element]
    note_relations: Mapping[str, Relations]
    wanted: frozenset[str]
    """The bookmarks that links refer to."""
    marked_notes: Mapping[str, tuple[str, str]]
    """The note whose mark each bookmark holds."""
    noted_again: frozenset[tuple[str, str]]
    """The notes that NOTEREF fields refer to once more."""

    @property
    def language(self) -> Language:
        """The language of text that says none."""
        return self.styles.default_language


@dataclass(slots=True)
class Results:
    """What a reading adds to and never takes back: pictures in use, bookmarks that share a place, what was counted."""

    resources: dict[str, Resource] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    expansions: dict[str, str] = field(default_factory=dict)
    paragraphs: int = 0
    position: Position = field(default_factory=lambda: Position(1))
    """The paragraph at hand."""
    serials: int = 0
    counting: Counting = field(default_factory=Counting)

    def count_paragraph(self) -> None:
        """One more paragraph has been come to."""
        self.paragraphs += 1
        self.position = Position(self.paragraphs)

    def serial(self) -> str:
        """Count one more thing that stays itself beside another like it: two neighbouring links to one target."""
        self.serials += 1
        return str(self.serials)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading. ``blocks`` reads the blocks of a container, for the notes and cells that hold some."""

    registry: Registry
    results: Results
    blocks: Callable[[Reading, Place, Element], Blocks]

    def note_again(self, instruction: str) -> str:
        """The id of the note that a NOTEREF field refers to once more (17.16.5.40); "" for any other field."""
        key = _note_again(instruction, self.registry.marked_notes)
        return "-".join(key) if key else ""

    def meet_bookmark(self, story: Story, made: Element) -> None:
        """Keep a bookmark that some link refers to, for the block it stands in or before."""
        name = made.get(W + "name") or ""
        if name in self.registry.wanted:
            story.bookmarks.append(name)

    def settle_bookmarks(self, story: Story) -> str:
        """Give the bookmarks that wait to the block at hand: the first is its id, the others lead to it too."""
        if not story.bookmarks:
            return ""
        first, *others = story.bookmarks
        story.bookmarks.clear()
        self.results.aliases.update(dict.fromkeys(others, first))
        return first

    def picture(self, story: Story, relation: str) -> str:
        """The resource name of an embedded picture, or "" when it is not in the package."""
        kind, part = story.relations.get(relation, ("", ""))
        package, resources = self.registry.package, self.results.resources
        if kind != "image" or part not in package:
            return ""
        if part not in resources:
            media_type = MEDIA.get(posixpath.splitext(part)[1].lower(), "application/octet-stream")
            resources[part] = Resource(name=part.replace("/", "-"), media_type=media_type, data=package.read(part))
        return resources[part].name


def survey(package: Package, main: Relations, root: Element) -> Registry:
    """The pre-pass over a package: its styles and lists, its notes, and the bookmarks that links refer to.

    ``main`` are the relationships of the main part, ``root`` is its element. Separators of notes are furniture.
    """

    def part(kind: str) -> str:
        return next((target for name, target in main.values() if name == kind and target in package), "")

    notes: dict[tuple[str, str], Element] = {}
    note_relations: dict[str, Relations] = {}
    for kind in ("footnote", "endnote"):
        if name := part(kind + "s"):
            note_relations[kind] = relations(package, name)
            for made in package.xml(name).iter(W + kind):
                if made.get(W + "type") in (None, "normal"):
                    notes[kind, made.get(W + "id") or ""] = made
    styles, numbering = part("styles"), part("numbering")
    marked = _marked_notes([root, *notes.values()])
    return Registry(
        package,
        _styles(package, styles) if styles else Styles.load(None),
        Numbering.load(package.xml(numbering) if numbering else None),
        notes,
        note_relations,
        _targets([root, *notes.values()]),
        marked,
        frozenset(key for text in _instructions([root, *notes.values()]) if (key := _note_again(text, marked))),
    )


KEPT, KEPT_BYTES = 4, 256 * 1024
"""So many parts of styles are kept as they were read, of so many bytes each: files that are made alike have one."""
_KEPT: dict[bytes, Styles] = {}
_KEEPING = Lock()


def _styles(package: Package, part: str) -> Styles:
    """The styles in a part of the package: nothing here changes them, so those of equal bytes are the same."""
    data = package.read(part)
    found = _KEPT.get(data)
    if found is None:
        found = Styles.load(package.parsed(part, data))
        if len(data) <= KEPT_BYTES:
            with _KEEPING:
                if len(_KEPT) >= KEPT:
                    _KEPT.clear()
                _KEPT[data] = found
    return found


def _marked_notes(roots: Sequence[Element]) -> dict[str, tuple[str, str]]:
    """Kind and id of the note whose mark a bookmark holds, by the bookmark's name."""
    found: dict[str, tuple[str, str]] = {}
    for root in roots:
        held: dict[str, str] = {}
        for made in root.iter(W + "bookmarkStart", W + "bookmarkEnd", *NOTE_MARKS):
            if made.tag == W + "bookmarkStart":
                held[made.get(W + "id") or ""] = made.get(W + "name") or ""
            elif made.tag == W + "bookmarkEnd":
                held.pop(made.get(W + "id") or "", "")
            else:
                key = (NOTE_MARKS[str(made.tag)], made.get(W + "id") or "")
                found.update(dict.fromkeys(held.values(), key))
    return found


def _note_again(instruction: str, marked: Mapping[str, tuple[str, str]]) -> tuple[str, str] | None:
    words = instruction.split()
    return marked.get(words[1].strip('"')) if len(words) > 1 and words[0].upper() == "NOTEREF" else None


def _instructions(roots: Iterable[Element]) -> Iterator[str]:
    for root in roots:
        for made in [*root.iter(W + "instrText"), *root.iter(W + "fldSimple")]:
            yield made.text or made.get(W + "instr") or ""


def _targets(roots: list[Element]) -> frozenset[str]:
    """The bookmarks that links refer to."""
    found = {link.get(W + "anchor") or "" for root in roots for link in root.iter(W + "hyperlink")}
    for text in _instructions(roots):
        if "HYPERLINK" in text:
            found |= {word.strip('"') for word in text.split()}
    return frozenset(found - {""})


def parts_of(made: Element) -> Iterator[Element]:
    """The children of a container, content controls that hold furniture left out, revisions and such looked into."""
    for child in made:
        if child.tag in (W + "customXml", W + "smartTag"):
            yield from parts_of(child)
        elif isinstance(child.tag, str):
            yield child
