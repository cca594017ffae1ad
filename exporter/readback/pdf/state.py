"""What the building of a document from a PDF's tags has to remember: lines, notes, link targets, levels."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from exporter.position import Position
from exporter.readback.pdf.tree import Annotation, Tag, Words

INLINE = frozenset(
    "Span Quote Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Em Strong Sub Lbl Formula Figure "
    "Note FENote".split()
)
"""Standard types that lie in a line of text. Some of them may also stand between paragraphs."""

GROUPS = frozenset("Document DocumentFragment Part Art Sect Div NonStruct Private Index Form".split())
LINES = frozenset("P H H1 H2 H3 H4 H5 H6 TD TH Caption LBody Note".split())
"""Standard types whose words, one after another, are lines of one text (or nearly so)."""

SAME_LINE = 6.5
"""How far, in points, a baseline may rise or fall within one line (superscripts, subscripts)."""


@dataclass(slots=True)
class State:
    """The book-keeping of one reading."""

    notes: dict[str, Tag] = field(default_factory=dict)
    by_label: dict[str, list[Tag]] = field(default_factory=dict)
    referred: set[int] = field(default_factory=set)
    open_notes: set[int] = field(default_factory=set)
    targets: dict[int, str] = field(default_factory=dict)
    by_page: dict[int, list[tuple[float, Tag]]] = field(default_factory=dict)
    painted_spaces: bool = True
    level: int = 1
    last: Words | None = None

    # --- lines ------------------------------------------------------------------------------------------------------

    def joined(self, words: Words) -> str:
        """The text of ``words``, with the space before it that a line's end stands for where none was painted.

        A soft hyphen at its end is where layout broke a word (ISO 32000-1, 14.8.2.2.3), no character of the text.
        """
        last, self.last = self.last, words
        text = self.inner_lines(words).removesuffix("\u00ad")
        if last is None or self.painted_spaces or not is_new_line(last, words):
            return text
        if last.text[-1:].isspace() or text[:1].isspace() or last.text.endswith(("-", "\u00ad")):
            return text
        return " " + text

    def inner_lines(self, words: Words) -> str:
        """The text of one sequence that may hold several lines."""
        if self.painted_spaces or len(words.lines) < 2:
            return words.text
        out = words.lines[0].text
        for one, two in pairwise(words.lines):
            fresh = abs(one.y - two.y) > SAME_LINE or one.page != two.page
            out += (" " if fresh and not (out[-1:].isspace() or out.endswith("-")) else "") + two.text
        return out

    # --- notes ------------------------------------------------------------------------------------------------------

    def survey(self, root: Tag) -> None:
        """Find the notes, and every block that a link may lead to."""
        stack = [root]
        while stack:
            tag = stack.pop()
            if tag.role in ("Note", "FENote"):
                if tag.id:
                    self.notes.setdefault(tag.id, tag)
                self.by_label.setdefault(label_of(tag), []).append(tag)
            stack.extend(reversed(list(tag.tags())))
        self._lines(root, root)

    def _lines(self, tag: Tag, block: Tag) -> None:
        """Keep for each line the innermost block it belongs to."""
        if tag.role not in INLINE and tag.role not in GROUPS:
            block = tag
        for kid in tag.kids:
            if isinstance(kid, Tag):
                self._lines(kid, block)
            elif isinstance(kid, Words) and kid.page:
                self.by_page.setdefault(kid.page, []).append((kid.y, block))

    def note_for(self, reference: Tag) -> Tag | None:
        """The note a reference leads to: by the name of the place it links to, else by its number or sign."""
        links = list(reference.annotations())
        for link in links:
            if link.name in self.notes:
                return self.notes[link.name]
        if not links:
            return None
        same = [note for note in self.by_label.get(reference.text(), []) if id(note) not in self.referred]
        return same[0] if same else None

    # --- links ------------------------------------------------------------------------------------------------------

    def target(self, link: Annotation) -> str:
        """A link's target as the model says it; "" when it leads nowhere."""
        if link.uri:
            return link.uri
        tag = self.tag_at(link.place)
        if tag is None:
            return ""
        return "#" + self.targets.setdefault(id(tag), f"place-{len(self.targets) + 1}")

    def tag_at(self, place: tuple[int, float] | None) -> Tag | None:
        """The innermost block that has the first line below a place."""
        if place is None:
            return None
        page, height = place
        below = [(y, tag) for y, tag in self.by_page.get(page, []) if y <= height + 1]
        if not below:
            return None
        top = max(y for y, _ in below)
        return next(tag for y, tag in below if y == top)


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
    """Whether this file paints the space at a line's end, as it should: most line ends then have one."""
    with_space = without = 0
    stack = [root]
    while stack:
        tag = stack.pop()
        inner = list(tag.words()) if tag.role in LINES else []
        for one, two in pairwise(inner):
            if is_new_line(one, two):
                with_space += one.text[-1:].isspace()
                without += not one.text[-1:].isspace()
        for words in inner:
            for first, second in pairwise(words.lines):
                if abs(first.y - second.y) > SAME_LINE:
                    with_space += first.text[-1:].isspace()
                    without += not first.text[-1:].isspace()
        stack.extend(tag.tags())
    return with_space >= without


def position(tag: Tag) -> Position | None:
    """The page a tag begins on, as a position."""
    first = next(tag.words(), None)
    page = tag.page or (first.page if first else 0)
    return Position(page) if page else None
