"""The styles part with what styles inherit (ECMA-376 part 1, 17.7): what a paragraph or run is, and how it looks.

A style is what the nearest name along its chain of ``basedOn`` says, because houses base their styles on Word's. A look
matters here only where it means something: bold, italic, a language, a hidden word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from exporter.readers.word.ooxml import Element, W, first_child, is_on, number, value
from exporter.readers.word.style_names import CHARACTERS, folded, list_style, name_of_id, paragraph_kind

MAX_CHAIN = 32


@dataclass(frozen=True, slots=True)
class Language:
    """The languages of a run: of Latin, of East Asian and of right-to-left text (17.3.2.20)."""

    latin: str = ""
    east_asian: str = ""
    bidi: str = ""

    def over(self, other: Language) -> Language:
        """This one, with ``other`` where this says nothing."""
        return Language(self.latin or other.latin, self.east_asian or other.east_asian, self.bidi or other.bidi)


_NO_LANGUAGE = frozenset(["x-none", "zxx", "none", "und", "root"])


def language(properties: Element | None) -> Language:
    """What a ``w:rPr`` says about language."""
    found = None if properties is None else first_child(properties, "lang")
    if found is None:
        return Language()
    tags = [(found.get(W + name) or "").strip() for name in ("val", "eastAsia", "bidi")]
    return Language(*("" if tag.lower() in _NO_LANGUAGE else tag for tag in tags))


@dataclass(slots=True)
class Style:
    """A style with its own properties and the chain it inherits from, nearest first. ``kind`` is what it says it is."""

    names: tuple[str, ...] = ()
    paragraph: tuple[Element, ...] = ()
    run: tuple[Element, ...] = ()
    kind: str = ""
    level: int = 0
    list_kind: str = ""
    list_level: int = 0
    _paragraph: dict[str, Element | None] = field(default_factory=dict)
    _numbering: dict[str, str | None] = field(default_factory=dict)
    _run: dict[str, str | None] = field(default_factory=dict)

    def paragraph_property(self, name: str) -> Element | None:
        """The paragraph property that holds by inheritance. Each is looked for once: every paragraph asks for some."""
        if name not in self._paragraph:
            every = (first_child(part, name) for part in self.paragraph)
            self._paragraph[name] = next((found for found in every if found is not None), None)
        return self._paragraph[name]

    def numbering_value(self, name: str) -> str | None:
        """``numId`` or ``ilvl`` of the numbering that holds by inheritance: each from the nearest that says it."""
        if name not in self._numbering:
            every = (value(part, "numPr", name) for part in self.paragraph)
            self._numbering[name] = next((found for found in every if found is not None), None)
        return self._numbering[name]

    def run_value(self, name: str) -> str | None:
        """The value of a run property that holds by inheritance."""
        if name not in self._run:
            every = (value(part, name) for part in self.run)
            self._run[name] = next((found for found in every if found is not None), None)
        return self._run[name]

    def run_element(self, name: str) -> Element | None:
        """The run property that holds by inheritance."""
        return next((found for part in self.run if (found := first_child(part, name)) is not None), None)

    def language(self) -> Language:
        """The language that holds by inheritance."""
        result = Language()
        for part in self.run:
            result = result.over(language(part))
        return result


@dataclass(slots=True)
class Styles:
    """All styles of a file, by id. ``mapped`` are a publisher's own names and what they mean.

    ``looks`` are those of runs that were asked for before (see ``looks``).
    """

    mapped: Mapping[str, str] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    default_language: Language = field(default_factory=Language)
    default_paragraph: str = ""
    default_size: int = 20
    looks: dict[Any, Any] = field(default_factory=dict)
    _resolved: dict[tuple[str, bool], Style] = field(default_factory=dict)

    @classmethod
    def load(cls, root: Element | None, mapped: Mapping[str, str] | None = None) -> Styles:
        """The styles of a ``w:styles`` part; without one, ids alone tell."""
        made = cls(mapped={folded(name): kind for name, kind in (mapped or {}).items()})
        if root is None:
            return made
        for style in root.iter(W + "style"):
            style_id = style.get(W + "styleId") or ""
            made.elements.setdefault(style_id, style)
            if style.get(W + "type") == "paragraph" and is_on(style.get(W + "default")):
                made.default_paragraph = style_id
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        made.default_language = made.paragraph("").language().over(language(defaults))
        sizes = (made.paragraph("").run_value("sz"), value(defaults, "sz"))
        made.default_size = next((number(size) for size in sizes if size), 20)
        return made

    def paragraph(self, style_id: str) -> Style:
        """The paragraph style of that id with what it inherits; the default one for ""."""
        return self._of(style_id or self.default_paragraph, characters=False)

    def character(self, style_id: str) -> Style:
        """The character style of that id; an empty one for ""."""
        return self._of(style_id, characters=True)

    def table(self, style_id: str) -> list[Element]:
        """The elements of a table style along its chain, nearest first."""
        found: list[Element] = []
        while style_id in self.elements and self.elements[style_id] not in found and len(found) < MAX_CHAIN:
            found.append(self.elements[style_id])
            style_id = value(found[-1], "basedOn") or ""
        return found

    def _of(self, style_id: str, *, characters: bool) -> Style:
        key = (style_id, characters)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(style_id, characters=characters)
        return self._resolved[key]

    def _resolve(self, style_id: str, *, characters: bool) -> Style:
        made = Style()
        names: list[str] = []
        seen: set[str] = set()
        if style_id and style_id not in self.elements:
            names.append(name_of_id(style_id))
        while style_id in self.elements and style_id not in seen and len(seen) < MAX_CHAIN:
            seen.add(style_id)
            style = self.elements[style_id]
            names.append(folded((value(style, "name") or style_id).split(",")[0]))
            made.paragraph += tuple(style.findall(W + "pPr"))
            made.run += tuple(style.findall(W + "rPr"))
            style_id = value(style, "basedOn") or ""
        made.names = tuple(names)
        for name in names:
            kind, level = self._kind(name, characters=characters)
            if kind:
                made.kind, made.level = kind, level
                break
        made.list_kind, made.list_level = next((found for name in names if (found := list_style(name))[0]), ("", 0))
        return made

    def _kind(self, name: str, *, characters: bool) -> tuple[str, int]:
        said = self.mapped.get(name)
        if said is None:
            return (CHARACTERS.get(name.split(" + ")[0], ""), 0) if characters else paragraph_kind(name)
        if said.startswith("heading "):
            return "heading", int(said[-1])
        if said in ("sidebar", "pullquote", "note", "tip", "warning", "related"):
            return f"aside:{said}", 0
        return ("furniture" if said == "left out" else said), 1 if said in ("quote", "attribution") else 0
