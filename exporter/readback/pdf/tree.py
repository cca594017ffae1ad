"""The structure tree of a PDF as plain data (ISO 32000-1, 14.7): types and roles, attributes, words, links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, TypeAlias

import pikepdf

from exporter.readback.pdf.content import Painted, Reader, Sequence, TooMuch
from exporter.readback.pdf.held import Held
from exporter.readback.pdf.marks import Key

MAX_DEPTH = 150
MAX_ELEMENTS = 500_000
MAX_STEPS = 16
STANDARD = frozenset(
    "Document DocumentFragment Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private Aside Title Sub "
    "P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note FENote Reference BibEntry "
    "Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form Em Strong Artifact".split()
)


REPLACED = frozenset("P H H1 H2 H3 H4 H5 H6 LBody Lbl Caption TD TH Quote Code Em Strong Note".split())
"""Types whose own words a reader expects: an alternative text on them is read in place of the words."""

_OURS = {
    "P": "Attribution Credit Title Subtitle Standfirst Byline Dateline Kicker",
    "Div Aside Sect": "Aside PullQuote NoteBox Tip Warning Related Description FigureGroup",
    "Span Em Strong Sub": "Em Strong Sub Sup Deleted Inserted Mark Small",
    "L": "Definitions",
}
OURS = {name: roles.split() for roles, names in _OURS.items() for name in names.split()}
"""Types that say more than the standard types they are mapped to in our files, which are these."""

MATHML = "http://www.w3.org/1998/Math/MathML"
NEWER = "http://iso.org/pdf2/ssn"
MATHML_FILE = "/application/mathml+xml"


Spot: TypeAlias = tuple[int, float, float | None]
"""A page, and a height and the left edge on it (None where that is not said)."""


@dataclass(slots=True)
class Words:
    """Painted text of one marked-content sequence."""

    text: str
    page: int = 0
    x: float = 0.0
    y: float = 0.0
    end_y: float = 0.0
    lang: str = ""
    expansion: str = ""
    lines: tuple[Painted, ...] = ()
    unseen: str = ""


@dataclass(slots=True)
class Annotation:
    """A link annotation: an address, a named destination, or a place."""

    uri: str = ""
    name: str = ""
    place: Spot | None = None


@dataclass(slots=True)
class Tag:
    """A structure element: its own type, the standard one it is mapped to, and the language that holds in it."""

    type: str
    role: str
    kids: list[Kid] = field(default_factory=list)
    lang: str = ""
    holds: str = ""
    alt: str | None = None
    actual: str | None = None
    expansion: str = ""
    id: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    page: int = 0
    mathml: bool = False
    newer: bool = False
    """Whether it is in the namespace of PDF 2.0 (ISO 32000-2, 14.8.6.2)."""
    objgen: tuple[int, int] = (0, 0)
    """The object of the file that it is."""
    paints: int = 0
    """How often its own content paints anything."""
    pictures: list[Any] = field(default_factory=list)
    _tags: list[Tag] | None = field(default=None, init=False, repr=False, compare=False)

    def forget_tags(self) -> None:
        """What it holds is replaced: what was known of it holds no more."""
        self._tags = None

    def tags(self) -> list[Tag]:
        """The structure elements directly inside; sought once, for nothing is added to a tag that has been read."""
        if self._tags is None:
            self._tags = [kid for kid in self.kids if isinstance(kid, Tag)]
        return self._tags

    @property
    def said(self) -> str | None:
        """What is said in the place of a picture: its alternative, else its replacement (ISO 14289-1, 7.3).

        An empty alternative says nothing: a picture that decorates is an artifact.
        """
        return self.alt or self.actual

    def through(self, groups: frozenset[str]) -> Iterator[Tag]:
        """The structure elements inside, those that only group looked through."""
        for kid in self.tags():
            if kid.role in groups:
                yield from kid.through(groups)
            else:
                yield kid

    def words(self) -> Iterator[Words]:
        """All words inside, in order."""
        if not self.tags():
            return iter([kid for kid in self.kids if isinstance(kid, Words)])
        return self._words_below()

    def _words_below(self) -> Iterator[Words]:
        waiting = self.kids[::-1]
        while waiting:
            kid = waiting.pop()
            if isinstance(kid, Words):
                yield kid
            elif isinstance(kid, Tag):
                waiting.extend(reversed(kid.kids))

    def text(self) -> str:
        """The characters inside, white space folded."""
        return " ".join("".join(words.text for words in self.words()).split())

    def annotations(self) -> Iterator[Annotation]:
        """All link annotations inside."""
        for kid in self.kids:
            if isinstance(kid, Annotation):
                yield kid
            elif isinstance(kid, Tag):
                yield from kid.annotations()


Kid: TypeAlias = "Tag | Words | Annotation"
Page: TypeAlias = tuple[Any, tuple[int, int]]
"""The page that an element is on, and the number of its object."""
NO_PAGE: Page = (None, (0, 0))
Kind: TypeAlias = tuple[Any, str | None]
"""What an element holds, as it stands in the file: a number, or a dictionary with its type; None for what else."""


@dataclass(slots=True)
class TreeReader:
    """Reads the tree of one file."""

    pdf: pikepdf.Pdf
    content: Reader
    pages: dict[tuple[int, int], int]
    role_map: dict[str, str] = field(default_factory=dict)
    class_map: Any = None
    count: int = 0
    seen: set[tuple[int, int]] = field(default_factory=set)
    names: dict[str, Spot] = field(default_factory=dict)
    held: Held = field(default_factory=Held)

    def read(self) -> Tag | None:
        """The root of the tree, or None when the file is not tagged."""
        root = self.pdf.Root.get("/StructTreeRoot")
        if not isinstance(root, pikepdf.Dictionary):
            return None
        mapped = root.get("/RoleMap")
        if isinstance(mapped, pikepdf.Dictionary):
            self.role_map = {str(name)[1:]: str(to)[1:] for name, to in mapped.items()}
        self.class_map = root.get("/ClassMap")
        lang = str(self.pdf.Root.get("/Lang", ""))
        made = Tag("Document", "Document", holds=lang)
        self._kids(_with_kinds(root.get("/K")), made, NO_PAGE, 0)
        return made

    def role(self, name: str) -> str:
        """The standard type of ``name``, by the role map; a heading deeper than H6 is standard in PDF 2.0."""
        steps = 0
        while name not in STANDARD and name in self.role_map and steps < 16:
            name, steps = self.role_map[name], steps + 1
        return name

    def role_of(self, element: Any) -> str:
        """The standard type of an element: by the role map of its namespace (ISO 32000-2, 14.8.6), then of the file."""
        return self._resolved(element)[0]

    def _resolved(self, element: Any) -> tuple[str, Any]:
        """The standard type of an element and the namespace that it is in in the end."""
        name, space = str(element.get("/S", ""))[1:], element.get("/NS")
        if space is None:
            return self.role(name), None
        for _ in range(MAX_STEPS):
            mapped = space.get("/RoleMapNS") if isinstance(space, pikepdf.Dictionary) else None
            target = mapped.get(f"/{name}") if isinstance(mapped, pikepdf.Dictionary) else None
            if isinstance(target, pikepdf.Array) and len(target) == 2:
                name, space = str(target[0])[1:], target[1]
            elif isinstance(target, pikepdf.Name):
                name, space = str(target)[1:], None
            else:
                break
        return self.role(name), space

    def _kids(self, kids: list[Kind], parent: Tag, page: Page, depth: int) -> None:
        if not kids:
            return
        if depth > MAX_DEPTH:
            raise TooMuch(f"its structure elements are nested more than {MAX_DEPTH} deep")
        for kid, kind in kids:
            if isinstance(kid, int):
                self._sequence(parent, (page[1], kid))
            elif kind is not None:
                self._dictionary(kid, kind, parent, page, depth)

    def _dictionary(self, kid: pikepdf.Dictionary, kind: str, parent: Tag, page: Page, depth: int) -> None:
        match kind:
            case "/MCR":
                owner = kid.get("/Stm")
                owner = kid.get("/Pg", page[0]) if owner is None else owner
                self._sequence(parent, (owner.objgen if owner is not None else (0, 0), int(kid["/MCID"])))
            case "/OBJR":
                parent.paints += 1
                if (made := self._annotation(kid.get("/Obj"))) is not None:
                    parent.kids.append(made)
            case _ if "/S" in kid:
                self._element(kid, parent, page, depth)
            case _:
                pass

    def _element(self, element: pikepdf.Dictionary, parent: Tag, page: Page, depth: int) -> None:
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise TooMuch(f"it has more than {MAX_ELEMENTS} structure elements")
        number = element.objgen
        if number != (0, 0) and number in self.seen:
            return
        self.seen.add(number)
        found = element.items()  # all at once: each question to the object costs as much
        held: dict[str, Any] = {key: value for key, value in found if value is not None}
        name = str(held["/S"])[1:]
        lang = str(held["/Lang"]) if "/Lang" in held else ""
        if (own := held.get("/Pg")) is not None:
            page = own, own.objgen
        role, space = self._resolved(held) if "/NS" in held else (self.role(name), None)
        made = Tag(name, role, lang=lang, holds=lang or parent.holds, objgen=number)
        if space is not None or "/AF" in held:
            made.mathml = _is_mathml(held, space)
            made.newer = isinstance(space, pikepdf.Dictionary) and str(space.get("/NS", "")) == NEWER
        made.alt = str(held["/Alt"]) if "/Alt" in held else None
        made.actual = str(held["/ActualText"]) if "/ActualText" in held else None
        made.expansion = str(held["/E"]) if "/E" in held else ""
        made.id = str(held["/ID"]) if "/ID" in held else ""
        made.page = self.pages.get(page[1], 0)
        if "/A" in held or "/C" in held:
            self._attributes(held, made)
        if name in OURS and name not in STANDARD and role not in OURS[name]:
            made.type = role  # mapped to another type than the one it has in our files: it is heard as that
        parent.kids.append(made)
        kids = _with_kinds(held.get("/K"))
        self.held.take(element, kids, page[0], page[1])
        self._kids(kids, made, page, depth + 1)
        instead = made.actual if made.actual is not None or role not in REPLACED else made.alt
        if instead is not None:
            inside = list(made.words())
            first = next((words for words in inside if words.page), Words("", made.page))
            unseen = next((words.unseen for words in inside if words.unseen), "")
            said = Words(instead, first.page, first.x, first.y, first.end_y, unseen=unseen)
            made.forget_tags()
            made.kids = [said, *(kid for kid in made.kids if isinstance(kid, Annotation))]

    def _attributes(self, element: Mapping[str, Any], made: Tag) -> None:
        """Attributes by name whatever their owner; those of the element come before those of its class."""
        sets: list[Any] = []
        classes = element.get("/C")
        if isinstance(self.class_map, pikepdf.Dictionary):
            names = list(classes) if isinstance(classes, pikepdf.Array) else [classes]
            sets += [self.class_map.get(str(name)) for name in names if isinstance(name, pikepdf.Name)]
        sets.append(element.get("/A"))
        for one in sets:
            for attributes in list(one) if isinstance(one, pikepdf.Array) else [one]:
                if isinstance(attributes, pikepdf.Dictionary):
                    made.attributes.update({str(name)[1:]: value for name, value in attributes.items()})

    def _sequence(self, parent: Tag, key: Key) -> None:
        found = self.content.sequences.get(key)
        if found is None:
            return
        parent.paints += found.paints
        parent.pictures += found.pictures
        if (made := _words(found)) is not None:
            if made.lang and made.lang.lower() == parent.holds.lower():
                made.lang = ""
            parent.kids.append(made)

    def _annotation(self, obj: Any) -> Annotation | None:
        if not isinstance(obj, pikepdf.Dictionary) or str(obj.get("/Subtype", "")) != "/Link":
            return None
        action = obj.get("/A")
        target = obj.get("/Dest")
        if isinstance(action, pikepdf.Dictionary):
            if str(action.get("/S", "")) == "/URI":
                return Annotation(uri=str(action.get("/URI", "")))
            target = action.get("/D", target)
        if target is None:
            return None
        if isinstance(target, pikepdf.Array):
            return Annotation(place=self.place(target))
        name = str(target).removeprefix("/") if isinstance(target, pikepdf.Name) else str(target)
        return Annotation(name=name, place=self.names.get(name))

    def place(self, destination: Any) -> Spot | None:
        """Page number, height and left edge of an explicit destination (12.3.2.2)."""
        if isinstance(destination, pikepdf.Dictionary):
            destination = destination.get("/D")
        if not isinstance(destination, pikepdf.Array) or len(destination) < 2:
            return None
        parts = list(destination)
        page = self._page_of(parts[0])
        height = {"/XYZ": 3, "/FitH": 2, "/FitBH": 2}.get(str(parts[1]), 99)
        stated: Any = parts[height] if height < len(parts) else None
        left: Any = parts[2] if str(parts[1]) == "/XYZ" and len(parts) > 2 else None
        return page, float(stated) if _is_number(stated) else 1e9, float(left) if _is_number(left) else None

    def _page_of(self, target: Any) -> int:
        """The number of a page, or of that on which a structure element begins (ISO 32000-2, 12.3.2.3); 0 for none."""
        for _ in range(MAX_STEPS):
            if not isinstance(target, pikepdf.Dictionary):
                break
            if found := self.pages.get(target.objgen, 0):
                return found
            if "/Pg" in target:
                target = target["/Pg"]
            else:
                kids = target.get("/K")
                target = kids[0] if isinstance(kids, pikepdf.Array) and len(kids) else kids
        return 0

    def read_names(self) -> None:
        """The named destinations of the file, from the name tree and from the older dictionary."""
        old = self.pdf.Root.get("/Dests")
        if isinstance(old, pikepdf.Dictionary):
            for name, target in old.items():
                if (place := self.place(target)) is not None:
                    self.names[str(name)[1:]] = place
        names = self.pdf.Root.get("/Names")
        tree = names.get("/Dests") if isinstance(names, pikepdf.Dictionary) else None
        if isinstance(tree, pikepdf.Dictionary):
            for name, target in pikepdf.NameTree(tree).items():
                if (place := self.place(target)) is not None:
                    self.names[str(name)] = place


def _is_mathml(element: Any, space: Any) -> bool:
    """Whether an element is one of MathML's, or has a file of MathML with it (ISO 32000-2, 14.8.6.3 and 14.13)."""
    if isinstance(space, pikepdf.Dictionary) and str(space.get("/NS", "")) == MATHML:
        return True
    files = element.get("/AF")
    listed: list[Any] = list(files) if isinstance(files, pikepdf.Array) else [files]
    held: list[Any] = [one.get("/EF") for one in listed if isinstance(one, pikepdf.Dictionary)]
    streams = [one.get("/F") for one in held if isinstance(one, pikepdf.Dictionary)]
    return any(isinstance(one, pikepdf.Stream) and str(one.get("/Subtype", "")) == MATHML_FILE for one in streams)


def _with_kinds(kids: Any) -> list[Kind]:
    return [(kid, str(kid.get("/Type", "")) if isinstance(kid, pikepdf.Dictionary) else None) for kid in listed(kids)]


def listed(value: Any) -> list[Any]:
    """What an entry holds that may be one thing or an array of them."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _is_number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


_LANG = attrgetter("lang")


def _words(sequence: Sequence) -> Words | None:
    texts, actual = sequence.texts, sequence.actual
    if not texts:
        return None if actual is None else Words(actual, lang=sequence.lang, expansion=sequence.expansion)
    lang = sequence.lang
    if not lang and any(map(_LANG, texts)):  # a mark inside may say the language of all of it
        marked = {part.lang for part in texts if part.text.strip()}
        lang = marked.pop() if len(marked) == 1 else ""
    first = texts[0]
    text = actual if actual is not None else "".join([part.text for part in texts])
    unseen = first.unseen or next(filter(None, [part.unseen for part in texts]), "")
    lines = tuple(texts) if actual is None else ()
    return Words(text, first.page, first.x, first.y, texts[-1].y, lang, sequence.expansion, lines, unseen)
