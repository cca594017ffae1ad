"""The state of reading an article from a CMS: places, findings, notes, linked entries, the publisher's blocks.

One ``Reading`` lives for one article. Readers of a format make elements with it (see ``tree``); values whose form is
another format's are read by that format's reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal

from exporter.errors import InputError
from exporter.findings import Finding, finding
from exporter.position import Position
from exporter.readers.cms import shapes
from exporter.readers.cms.json_places import Lines, offset_of
from exporter.readers.cms.names import HTML, is_markdown
from exporter.readers.cms.own import OwnBlocks
from exporter.readers.cms.tree import Nodes, element, fragment, text, trimmed, undoubled
from exporter.readers.html.plain_tree import Element

EmptyAlt = Literal["decorative", "unsaid", "doubtful"]
"""What ``alt: ""`` says in a format: a decision, the default that nobody touched, or one cannot know."""

MOST_DEPTH = 200


@dataclass(slots=True)
class Reading:
    """The book-keeping of one article. ``pos`` is the place of the block at hand.

    ``resolve`` follows a link to the entry in the file, ``words`` gives what is to be heard in an unknown object,
    ``markdown`` the blocks of a string that is Markdown,
    ``has`` says whether a file lies beside the article.
    """

    name: str
    lines: Lines
    own: OwnBlocks = field(default_factory=OwnBlocks)
    empty_alt: EmptyAlt = "unsaid"
    format: str = ""
    lang: str = ""
    words: Callable[[Reading, Mapping[str, Any]], Nodes] = lambda reading, value: []
    markdown: Callable[[Reading, str], Nodes] = lambda reading, value: []
    resolve: Callable[[Any], Any] = lambda value: value
    has: Callable[[str], bool] = lambda reference: False
    pos: Position | None = None
    findings: list[Finding] = field(default_factory=list)
    notes: Nodes = field(default_factory=list)
    note_bodies: dict[str, Any] = field(default_factory=dict)
    notes_used: set[str] = field(default_factory=set)
    open_ones: int = 0
    within: list[Any] = field(default_factory=list)
    parts: int = 0
    _said: set[tuple[str, str]] = field(default_factory=set)

    @contextmanager
    def at(self, item: Any) -> Iterator[None]:
        """Be at an item of the source while it is read. Raises InputError where items are nested without end."""
        before = self.pos
        self.pos = self.lines.position(offset_of(item)) or before
        self.open_ones += 1
        if self.open_ones > MOST_DEPTH:
            raise InputError(f"{self.name}: is nested too deeply; nest less deeply")
        try:
            yield
        finally:
            self.pos = before
            self.open_ones -= 1

    def e(self, name: str, *children: Nodes | Element, **attrs: str) -> Element:
        """An element at the place at hand; ``class_`` and ``data_kind`` are the attributes ``class``, ``data-kind``."""
        held: Nodes = []
        for child in children:
            if isinstance(child, Element):
                held.append(child)
            else:
                held.extend(child)
        said = {key.rstrip("_").replace("_", "-"): value for key, value in attrs.items() if value}
        return element(name, said, held, self.pos)

    def text(self, words: str) -> Nodes:
        """Words as typed; a line end in them is a break."""
        made: Nodes = []
        for number, line in enumerate(words.replace("\r\n", "\n").replace("\u2028", "\n").split("\n")):
            if number:
                made.append(Element("br", None, self.pos))
            if line:
                made.append(text(line, self.pos))
        return made

    def html(self, markup: str) -> Nodes:
        """The nodes of a piece of HTML, a mark within the same mark (``<b><strong>``) said once."""
        return [part for node in fragment(markup, self.pos) for part in undoubled(node)]

    def inline(self, value: str) -> Nodes:
        """A string of a field as inlines: HTML where it is some, else words."""
        return trimmed(self.html(value)) if HTML.search(value) else self.text(value)

    def report(self, rule: str, message: str, *, once: bool = False, hint: str = "", left_out: str = "") -> None:
        """Note a finding at the place at hand; ``once`` says it only the first time for the same message.

        ``left_out`` are the words that are not in the article for it.
        """
        if once and (rule, message) in self._said:
            return
        self._said.add((rule, message))
        self.findings.append(finding(rule, message, self.pos, hint=hint, left_out=left_out))

    def note(self, body: Nodes) -> Element:
        """The place of a note that says ``body``."""
        key = f"cms-{len(self.notes) + 1}"
        self.notes.append(self.e("x-note-body", body, data_note=key))
        return self.e("x-note", data_note=key)

    def rich(self, value: Any) -> Nodes | None:
        """The blocks of a value that is rich text of any known shape; None for any other."""
        value = shapes.unpacked(self.resolve(value))
        shape = shapes.shape_of(value)
        if shape is None:
            return None
        before, self.empty_alt = self.empty_alt, _empty_alt(shape.module, self.empty_alt)
        try:
            with self.at(value):
                made: Nodes = import_module(shape.module).nodes(self, value)
                return made
        finally:
            self.empty_alt = before

    def blocks(self, value: Any) -> Nodes:
        """The blocks of a field's value, whatever holds them: a string, HTML, rich text, or a list of these."""
        value = self.resolve(value)
        if isinstance(value, str):
            held = shapes.unpacked(value)
            return (self.rich(held) or []) if held is not value else self.string_blocks(value)
        made = self.rich(value)
        if made is not None:
            return made
        if isinstance(value, list):
            return [node for item in value for node in self.blocks(item)]
        if isinstance(value, Mapping):
            return self.words(self, value)
        return []

    def string_blocks(self, value: str) -> Nodes:
        """A string as blocks: HTML as it is, else a paragraph for each stretch between empty lines."""
        if is_markdown(value):
            return self.markdown(self, value)
        if HTML.search(value):
            return self.html(value)
        parts = (part.strip() for part in value.replace("\r\n", "\n").split("\n\n"))
        return [self.e("p", self.text(part)) for part in parts if part]


def _empty_alt(module: str, before: EmptyAlt) -> EmptyAlt:
    """What an empty alternative text says in the format of a reader's module."""
    said: EmptyAlt = getattr(import_module(module), "EMPTY_ALT", before)
    return said


def flat(nodes: Iterable[Element], inside: frozenset[str] = frozenset(["p", "div", "body"])) -> Nodes:
    """Blocks as inlines: what stands in paragraphs, with a break between two of them."""
    made: Nodes = []
    for node in nodes:
        if node.name in inside:
            inner = flat(node.children, inside)
            if made and inner:
                made.append(Element("br", None, node.pos))
            made.extend(inner)
        else:
            made.append(node)
    return made
