"""The questions that an article has for a person: what nobody has said, and what was guessed and not surely enough.

Asked of the article as it is read, with what has been decided: an answered question is not asked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from exporter.accessibility.needs import describes
from exporter.decisions.answers import Decisions, Kind
from exporter.decisions.origins import Origin, contents_of
from exporter.decisions.units import Path, Unit, beginning, units_of, units_of_lines
from exporter.findings import Finding
from exporter.model import BlockQuote, Cell, Document, Figure, Image, Table, nodes_of, plain_text, walk
from exporter.records import record

NOTICED = frozenset(["CMS003", "DOC017"])
"""Rules whose findings are asked about: pictures that may not be decorative, lines that may be headings."""
AROUND = 80
"""So many characters of what stands before and after are shown with a question."""


@record(kw_only=True)
class Picture:
    """What a person needs to know of a picture to describe it."""

    content: str
    name: str
    width: int
    height: int
    caption: str
    alt: str | None
    times: int = 1


@record(kw_only=True)
class Question:
    """One question: its table in the decisions file, what it is about, what was guessed, how surely, why.

    ``choices`` are the answers that were thought of, the guess first; ``line`` is 0 where that is not known; ``before``
    and ``after`` are the words around it. ``kind`` is "lang" for the language of the whole article.
    """

    kind: Kind | str
    what: str
    unit: Unit | None = None
    line: int = 0
    choices: tuple[str, ...] = ()
    certainty: float = 1.0
    reason: str = ""
    before: str = ""
    after: str = ""
    picture: Picture | None = None

    @property
    def data(self) -> dict[str, Any]:
        """The question as JSON-ready data."""
        made: dict[str, Any] = {"kind": self.kind, "what": self.what, "line": self.line}
        if self.unit is not None and self.picture is None:
            made["words"] = self.unit.words
        for name in ("choices", "reason", "before", "after"):
            if value := getattr(self, name):
                made[name] = list(value) if isinstance(value, tuple) else value
        if self.certainty != 1.0:
            made["certainty"] = self.certainty
        if (shown := self.picture) is not None:
            made["picture"] = {
                "content": shown.content,
                "file": shown.name,
                "width": shown.width,
                "height": shown.height,
                "caption": shown.caption,
                "alt": shown.alt,
            }
        return made


@record
class Asked:
    """What is asked: the document, what was noticed, what a person has decided and where that holds."""

    document: Document
    findings: Sequence[Finding]
    text: str
    decisions: Decisions
    pictures: Decisions
    places: Mapping[tuple[str, int], Unit]
    origins: Mapping[str, Origin]


def questions(asked: Asked) -> list[Question]:
    """Every question that is in no decisions file yet, in the order of the article."""
    return _questions(asked, marked=True)


def _questions(asked: Asked, *, marked: bool) -> list[Question]:
    """The questions; not ``marked``, where they are only counted and nothing is decided: without fingerprints."""
    units = units_of(asked.document, contents_of(asked.document, asked.origins), marked=marked)
    known = {(_family(unit.kind), unit.mark, _line(unit)) for unit in asked.places.values()}
    asking = _Asking(asked, units)
    found = [*asking.pictures(), *asking.quotes(), *asking.tables(), *asking.bold_lines(), *asking.lines()]
    new = [item for item in found if item.unit and (_family(item.unit.kind), item.unit.mark, item.line) not in known]
    new.sort(key=lambda item: item.line)
    return [*_language(asked), *new]


def _language(asked: Asked) -> Iterator[Question]:
    if not asked.document.metadata.lang and not _asks_lang(asked.decisions):
        yield Question(kind="lang", what="The article does not say which language it is in")


def _asks_lang(decisions: Decisions) -> bool:
    return any(line.partition("=")[0].strip() == "lang" for line in decisions.text.split("\n[", 1)[0].split("\n"))


def count(asked: Asked, gone: Iterable[tuple[str, int]]) -> int:
    """How many questions an article has: new ones, and those of the decisions file that nobody has answered."""
    absent = set(gone)
    waiting = [
        entry for entry in asked.decisions.entries if entry.answer is None and (entry.kind, entry.number) not in absent
    ]
    unsaid = not asked.document.metadata.lang and _asks_lang(asked.decisions)
    found = len(_questions(asked, marked=bool(asked.places))) if _may_ask(asked) else sum(1 for _ in _language(asked))
    return found + len(waiting) + unsaid


def _may_ask(asked: Asked) -> bool:
    """Whether there is anything of a kind that is asked about: most articles have nothing, and need no looking up."""
    if any(item.pos and (item.rule in NOTICED or item.readings) for item in asked.findings):
        return True
    document = asked.document
    return (
        any(node.alt is None or (node.alt and not describes(node.alt)) for node in nodes_of(document, Image))
        or any(not plain_text(node.attribution).strip() for node in nodes_of(document, BlockQuote))
        or not all(map(_has_headers, nodes_of(document, Table)))
    )


def _has_headers(table: Table) -> bool:
    return any(isinstance(it, Cell) and it.header for it in walk(table))


def _family(kind: str) -> str:
    return "text" if kind in ("paragraph", "heading", "line") else kind


def _line(unit: Unit) -> int:
    return unit.pos.line if unit.pos else 0


@record
class _Asking:
    asked: Asked
    units: Sequence[Unit]

    def pictures(self) -> Iterator[Question]:
        """Pictures that nobody has described, or that are called decorative where this may mean that nobody has."""
        document, origins = self.asked.document, self.asked.origins
        doubted = {item.pos for item in self.asked.findings if item.rule == "CMS003" and item.pos}
        answered = [entry for entry in self.asked.pictures.entries if entry.answer is not None]
        held = [*self.asked.decisions.entries, *answered]
        captions = _captions(document)
        times: dict[str, int] = {}
        first: dict[str, tuple[int, Image]] = {}
        for at, unit in enumerate(self.units):
            if unit.kind != "picture":
                continue
            node = _at(document, unit.path)
            times[unit.mark] = times.get(unit.mark, 0) + 1
            open_ = node.alt is None or (node.alt and not describes(node.alt)) or (not node.alt and unit.pos in doubted)
            if open_:
                first.setdefault(unit.mark, (at, node))
        for mark, (at, node) in first.items():
            resource = document.resource(node.resource)
            origin = origins.get(node.resource)
            name = origin.reference.partition("?")[0].rpartition("/")[2] if origin else ""
            if any(mark.startswith(entry.content) if entry.content else entry.name == name for entry in held):
                continue
            guess = f"; its source says “{node.alt}”" if node.alt else ""
            yield self._question(
                at,
                kind="picture",
                what=f"Nobody has said what the picture shows{guess}",
                picture=Picture(
                    content=mark,
                    name=name,
                    width=resource.width,
                    height=resource.height,
                    caption=captions.get(id(node), ""),
                    alt=node.alt,
                    times=times[mark],
                ),
            )

    def quotes(self) -> Iterator[Question]:
        """Quotations without a speaker; a pull quote repeats words whose speaker the text names."""
        boxes = [
            unit.path
            for unit in self.units
            if unit.kind == "aside" and _at(self.asked.document, unit.path).kind == "pullquote"
        ]
        for at, unit in enumerate(self.units):
            if unit.kind != "quote" or any(unit.path[: len(box)] == box for box in boxes):
                continue
            node = _at(self.asked.document, unit.path)
            if isinstance(node, BlockQuote) and not plain_text(node.attribution).strip() and unit.words:
                yield self._question(at, kind="quote", what="Nobody is named for this quotation")

    def tables(self) -> Iterator[Question]:
        for at, unit in enumerate(self.units):
            if unit.kind == "table":
                node = _at(self.asked.document, unit.path)
                if isinstance(node, Table) and not _has_headers(node):
                    yield self._question(at, kind="table", what="The table has no header cells")

    def bold_lines(self) -> Iterator[Question]:
        """Paragraphs that are entirely bold."""
        places = {item.pos for item in self.asked.findings if item.rule == "DOC017" and item.pos}
        for at, unit in enumerate(self.units):
            if unit.kind == "paragraph" and unit.pos in places:
                what = "A line that is entirely bold was read as a paragraph"
                yield self._question(at, kind="part", what=what, choices=("paragraph", "heading 2"))

    def lines(self) -> Iterator[Question]:
        """Lines of plain text of whose kind the reader was not sure."""
        asked = [item for item in self.asked.findings if item.readings and item.pos]
        if not asked:
            return
        lines = units_of_lines(self.asked.text)
        by_line = {unit.pos.line: at for at, unit in enumerate(lines) if unit.pos}
        for item in asked:
            assert item.pos is not None
            at = by_line.get(item.pos.line)
            if at is None:
                continue
            taken = "left out" if item.readings[0] == "drop" else f"read as a {item.readings[0]}"
            reason = item.message.rpartition(": ")[2]
            yield Question(
                kind="part",
                what=f"The line was {taken}",
                unit=lines[at],
                line=item.pos.line,
                choices=item.readings,
                certainty=item.certainty,
                reason=reason,
                before=lines[at - 1].words[-AROUND:] if at else "",
                after=lines[at + 1].words[:AROUND] if at + 1 < len(lines) else "",
            )

    def _question(
        self, at: int, *, kind: Kind, what: str, choices: tuple[str, ...] = (), picture: Picture | None = None
    ) -> Question:
        unit = self.units[at]
        before, after = at - 1, unit.last or at + 1
        while before >= 0 and (not self.units[before].words or _holds(self.units[before], unit)):
            before -= 1
        while after < len(self.units) and not self.units[after].words:
            after += 1
        return Question(
            kind=kind,
            what=what,
            unit=unit,
            line=_line(unit),
            choices=choices,
            before=self.units[before].words[-AROUND:] if before >= 0 else "",
            after=self.units[after].words[:AROUND] if after < len(self.units) else "",
            picture=picture,
        )


def _holds(outer: Unit, unit: Unit) -> bool:
    return unit.path[: len(outer.path)] == outer.path and not outer.field


def _at(document: Document, path: Path) -> Any:
    node: Any = document
    for name, at in path:
        node = getattr(node, name)[at]
    return node


def _captions(document: Document) -> dict[int, str]:
    """What is said about each picture in a figure."""
    return {
        id(image): beginning(" ".join(plain_text(figure.caption).split()))
        for figure in walk(document)
        if isinstance(figure, Figure)
        for image in walk(figure)
        if isinstance(image, Image)
    }
