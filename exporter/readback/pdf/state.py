"""The state of reading a PDF's tags, in three kinds: known in advance, current place, results."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from exporter.model import Block, Blocks
from exporter.position import Position
from exporter.readback.headings import Heading
from exporter.readback.pdf.tree import Annotation, Kid, Spot, Tag, Words

Flow = list[Block | Heading]

INLINE = frozenset(
    "Span Quote Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Em Strong Sub Lbl Formula Figure "
    "Note FENote".split()
)
"""Standard types that lie in a line of text. Some of them may also stand between paragraphs."""

GROUPS = frozenset("Document DocumentFragment Part Art Sect Div NonStruct Private Index Form".split())
LINES = frozenset("P H H1 H2 H3 H4 H5 H6 TD TH Caption LBody Note".split())
"""Standard types whose words, one after another, are lines of one text (or nearly so)."""

LONG = 20
"""Characters without a space that may be too many for a line."""

BREAKS = re.compile(r"[-/?&=_@|#%+~]\Z")
"""Signs after which programs break what is too long for a line."""

PAINTED = 4
"""A file that paints the space at one line end and not at so many others is still one that paints them."""

SAME_LINE = 6.5
"""How far, in points, a baseline may rise or fall within one line (superscripts, subscripts)."""


@dataclass(slots=True)
class Line:
    """The words met so far in one run of text, which is laid out in lines."""

    words: list[Words] = field(default_factory=list)

    def add(self, words: Words, *, painted_spaces: bool) -> str:
        """Add ``words``; their text, with the space before it that a line's end stands for where none was painted.

        A soft hyphen at its end is where layout broke a word (ISO 32000-1, 14.8.2.2.3), no character of the text.
        """
        last = self.words[-1] if self.words else None
        self.words.append(words)
        text = (words.text if painted_spaces else inner_lines(words)).removesuffix("\u00ad")
        if last is None or painted_spaces or not is_new_line(last, words):
            return text
        if last.text[-1:].isspace() or text[:1].isspace() or last.text.endswith(("-", "\u00ad")):
            return text
        return " " + text


def inner_lines(words: Words) -> str:
    """The text of one sequence that may hold several lines, in a file that paints no space at a line's end."""
    if len(words.lines) < 2:
        return words.text
    out = words.lines[0].text
    for one, two in pairwise(words.lines):
        fresh = abs(one.y - two.y) > SAME_LINE or one.page != two.page
        out += (" " if fresh and not (out[-1:].isspace() or out.endswith("-")) else "") + two.text
    return out


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reading is: the level of the heading before, the notes that are being read, the run of text."""

    level: int = 1
    open_notes: frozenset[int] = frozenset()
    line: Line = field(default_factory=Line)

    def after(self, flow: Flow) -> Place:
        """The place behind ``flow``: below the last heading in it."""
        for item in reversed(flow):
            if isinstance(item, Heading):
                return replace(self, level=item.level)
        return self

    def in_new_text(self) -> Place:
        """This place where a new run of text begins."""
        return Place(self.level, self.open_notes)


@dataclass(slots=True)
class Lines:
    """The lines of a tree's pages; sought when the first link asks where it leads, for most files have none inside."""

    root: Tag
    by_page: dict[int, list[tuple[float, float, Tag]]] | None = None

    def on(self, page: int) -> list[tuple[float, float, Tag]]:
        """Height and left edge of each line and picture of a page, with the innermost block it belongs to."""
        if self.by_page is None:
            self.by_page = {}
            for number, height, left, block in _lines(self.root, self.root):
                self.by_page.setdefault(number, []).append((height, left, block))
        return self.by_page.get(page, [])


@dataclass(frozen=True, slots=True)
class Registry:
    """What is known of the tree before it is read (``survey`` makes it).

    ``lines`` has the lines of each page with the innermost block of each; ``in_text`` the names of the notes that the
    text itself refers to, and not other notes alone; ``cells`` the cells of tables by their own names; ``ids`` the
    names of the blocks that links lead to, by the ``id()`` of their tags: they are known when the tree has been read
    once.
    """

    notes: Mapping[str, Tag]
    by_label: Mapping[str, Sequence[Tag]]
    lines: Lines
    painted_spaces: bool
    in_text: frozenset[str] = frozenset()
    cells: Mapping[str, Tag] = field(default_factory=dict)
    ids: Mapping[int, str] = field(default_factory=dict)

    def tag_at(self, place: Spot | None) -> Tag | None:
        """The innermost block with the first line below a place on a page; of cells side by side, the one there.

        Below the last line of a page, what comes next stands on the one after it.
        """
        if place is None or place[0] < 1:
            return None
        page, height, left = place
        below = [(y, x, tag) for y, x, tag in self.lines.on(page) if y <= height + 1]
        if not below:
            below, left = self.lines.on(page + 1), None
        if not below:
            return None
        top = max(y for y, _, _ in below)
        line = [(x, tag) for y, x, tag in below if y > top - 1]
        right = [(x, tag) for x, tag in line if left is not None and x >= left - 1]
        return min(right, key=lambda one: one[0])[1] if right else line[0][1]


@dataclass(frozen=True, slots=True)
class Results:
    """What a reading adds to and never takes back: notes that have been referred to, places that links lead to.

    ``labels`` are those of the notes that were read, in order.
    """

    referred: set[int] = field(default_factory=set)
    targets: dict[int, str] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading. ``blocks`` reads kids as blocks, for the notes and cells that hold some."""

    registry: Registry
    results: Results
    blocks: Callable[[Reading, Place, Iterable[Kid]], Blocks]

    def note_for(self, reference: Tag) -> Tag | None:
        """The note a reference leads to: by the name of the place it links to, else by its number or sign."""
        links = list(reference.annotations())
        for link in links:
            if link.name in self.registry.notes:
                return self.registry.notes[link.name]
        if not links:
            return None
        same = self.registry.by_label.get(reference.text(), [])
        return next((note for note in same if id(note) not in self.results.referred), None)

    def target(self, link: Annotation) -> str:
        """A link's target as the model says it; "" when it leads nowhere."""
        if link.uri:
            return link.uri
        tag = self.registry.tag_at(link.place)
        if tag is None:
            return ""
        return "#" + self.name(tag)

    def name(self, tag: Tag) -> str:
        """The id of the node that is made of ``tag``, because something refers to it."""
        return self.results.targets.setdefault(id(tag), f"place-{len(self.results.targets) + 1}")


def survey(root: Tag) -> Registry:
    """The pre-pass over a tree: its notes, and every block that a link may lead to."""
    notes: dict[str, Tag] = {}
    by_label: dict[str, list[Tag]] = {}
    cells: dict[str, Tag] = {}
    stack = [root]
    while stack:
        tag = stack.pop()
        if tag.role in ("Note", "FENote"):
            if tag.id:
                notes.setdefault(tag.id, tag)
            by_label.setdefault(label_of(tag), []).append(tag)
        elif tag.role in ("TH", "TD") and tag.id:
            cells.setdefault(tag.id, tag)
        stack.extend(reversed(tag.tags()))
    return Registry(notes, by_label, Lines(root), paints_spaces(root), frozenset(_referred_in_text(root)), cells)


def _referred_in_text(root: Tag) -> Iterator[str]:
    """The places that references lead to which stand in no note themselves."""
    stack = [root]
    while stack:
        tag = stack.pop()
        if tag.role == "Reference":
            yield from (link.name for link in tag.annotations() if link.name)
        elif tag.role not in ("Note", "FENote"):
            stack.extend(tag.tags())


def _lines(tag: Tag, block: Tag) -> Iterator[tuple[int, float, float, Tag]]:
    """The page, height and left edge of each line and picture, with the innermost block it belongs to."""
    if (tag.role not in INLINE and tag.role not in GROUPS) or str(tag.attributes.get("Placement", "")) == "/Block":
        block = tag
    if tag.role == "Figure" and tag.page and (box := _box(tag)) is not None:
        yield tag.page, box[3], box[0], block
    for kid in tag.kids:
        if isinstance(kid, Tag):
            yield from _lines(kid, block)
        elif isinstance(kid, Words) and kid.page:
            yield kid.page, kid.y, kid.x, block


def _box(tag: Tag) -> list[float] | None:
    """Where a picture stands, as far as its tag says (table 344)."""
    stated = tag.attributes.get("BBox")
    try:
        found = [float(number) for number in stated] if stated is not None else []
    except (TypeError, ValueError):
        return None
    return found if len(found) == 4 else None


def label_of(note: Tag) -> str:
    """The number or sign of a note: the text of its label."""
    return next((tag.text() for tag in note.tags() if tag.role == "Lbl"), "")


def is_new_line(last: Words, words: Words) -> bool:
    """Whether ``words`` begin on another line than the one ``last`` ended on."""
    if not last.page or not words.page:
        return False
    if last.page != words.page:
        return True
    fall = abs(last.end_y - words.y)
    return fall > SAME_LINE or (fall > 1 and words.x < last.x)


def paints_spaces(root: Tag) -> bool:
    """Whether this file paints the space at a line's end, as it should (ISO 32000-1, 14.8.2.5).

    Then many line ends have one; else next to none has. An end inside a long word or an address says neither.
    """
    with_space = without = 0
    stack = [root]
    while stack:
        tag = stack.pop()
        for one, two in _line_ends(tag.words()) if tag.role in LINES else ():
            if one[-1:].isspace():
                with_space += 1
            else:
                without += not (_is_long_word(one) or _is_long_word(two) or BREAKS.search(one))
        stack.extend(tag.tags())
    return with_space * PAINTED >= without


def _line_ends(found: Iterable[Words]) -> list[tuple[str, str]]:
    """What stands on either side of each end of a line, in one text."""
    ends: list[tuple[str, str]] = []
    last = None
    for words in found:
        if last is not None and is_new_line(last, words):
            ends.append((last.text, words.text))
        lines = words.lines
        if len(lines) > 2 or (len(lines) > 1 and lines[0].y != lines[1].y):
            ends += [(one.text, two.text) for one, two in pairwise(lines) if abs(one.y - two.y) > SAME_LINE]
        last = words
    return ends


def _is_long_word(line: str) -> bool:
    return len(line) >= LONG and len(line.split()) == 1


def position(tag: Tag) -> Position | None:
    """The page a tag begins on, as a position."""
    page = tag.page
    if not page:
        first = next(tag.words(), None)
        page = first.page if first is not None else 0
    return _page(page) if page else None


@lru_cache(maxsize=4096)
def _page(number: int) -> Position:
    return Position(number)
