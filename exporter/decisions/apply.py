"""Applies decisions to a document: one walk from the leaves up, sections nested anew where a heading was decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, assert_never

from exporter.decisions.answers import (
    Decisions,
    Entry,
    LanguageAnswer,
    PartAnswer,
    PictureAnswer,
    QuoteAnswer,
    TableAnswer,
)
from exporter.decisions.applied import Applied
from exporter.decisions.change import (
    Changed,
    is_left_empty,
    language_of,
    part_of,
    picture_of,
    quote_of,
    said_of,
    speaker_beside,
    table_of,
    told_in,
    without_metadata,
)
from exporter.decisions.origins import Origin, contents_of
from exporter.decisions.sheet import Sheet, about, sheet_of
from exporter.decisions.units import Path, Unit, units_of
from exporter.findings import Finding, finding
from exporter.model import (
    Aside,
    Block,
    Document,
    Image,
    Node,
    Paragraph,
    Section,
    Styled,
    child_fields,
    plain_text,
)
from exporter.readers.sections import Close, Flow, Heading, nest


def applied(
    document: Document,
    decisions: Decisions,
    shared: Decisions,
    origins: Mapping[str, Origin],
    *,
    lines: bool = False,
) -> Applied:
    """``document`` as a person decided. ``shared`` are the answers for recurring pictures.

    ``lines`` says that parts are lines of plain text, which its reader decided about.
    """
    if not (decisions.entries or shared.entries or decisions.lang):
        return Applied(document)
    units = units_of(document, contents_of(document, origins))
    sheet = sheet_of(document, units, decisions, shared, origins, lines=lines)
    work = _Work(document, sheet)
    made = work.document(decisions)
    found = (*sheet.findings, *work.findings)
    return Applied(made, found, sheet.places, frozenset(sheet.gone), frozenset(sheet.settled))


class _Work:
    """One walk: the sheet, which nodes are on the way to a place, and what was found."""

    def __init__(self, document: Document, sheet: Sheet) -> None:
        self.root = document
        self.sheet = sheet
        self.findings: list[Finding] = []
        self.drops: set[Path] = set()
        self.headings: set[Path] = set()
        for path, held in sheet.at.items():
            for entry, unit in held:
                if isinstance(entry.answer, QuoteAnswer) and entry.answer.speaker:
                    self.drops |= speaker_beside(document, path, entry.answer.speaker)
                if isinstance(entry.answer, PartAnswer) and _nests(document, entry.answer, unit):
                    self.headings.add(unit.host)
        for path in self.drops:
            if isinstance(node_at(document, path), Section):
                self.headings.add(_host_of(document, path))
        self.inside = {path[:end] for path in (*sheet.at, *self.drops) for end in range(len(path) + 1)}

    def document(self, decisions: Decisions) -> Document:
        made = self.root
        if decisions.lang and decisions.lang != made.metadata.lang:
            message = f"the article’s language is “{decisions.lang}”, as {decisions.name} says"
            self.findings.append(finding("DEC003", message))
            made = replace(made, metadata=replace(made.metadata, lang=decisions.lang))
        if self.sheet.at or self.sheet.pictures:
            made = self._titled(made)
            made = replace(made, blocks=self.blocks(self.root.blocks, (), 1))
        for path, held in self.sheet.at.items():
            node = node_at(self.root, path)
            if isinstance(node, Paragraph) and any(_drops(entry) for entry, _ in held):
                made = replace(made, metadata=without_metadata(made.metadata, node))
        return made

    def _titled(self, document: Document) -> Document:
        title = tuple(document.title)
        for entry, unit in self.sheet.at.get((), ()):
            if isinstance(entry.answer, LanguageAnswer):
                title = self._taken(entry, unit, language_of(title, entry.answer))
            else:
                self._impossible(entry, "the title of the article stays its title; change it with --metadata title=…")
        title = tuple(self.children(title, (), "title"))
        return replace(document, title=title)

    # --- flows --------------------------------------------------------------------------------------------------------

    def blocks(self, blocks: Iterable[Block], path: Path, level: int) -> tuple[Block, ...]:
        """Blocks of a flow under a heading of ``level``, its sections nested anew where one of them was decided."""
        if path in self.headings:
            return nest(self.flow(tuple(blocks), path, level), self.findings, base=level)
        made: list[Block] = []
        for at, block in enumerate(blocks):
            made.extend(self.child(block, (*path, ("blocks", at)), level))
        return tuple(made)

    def flow(self, blocks: tuple[Block, ...], path: Path, level: int) -> Iterator[Flow]:
        for at, block in enumerate(blocks):
            here = (*path, ("blocks", at))
            if isinstance(block, Section) and block.title:
                yield from self._section(block, here, level)
                follows = blocks[at + 1] if at + 1 < len(blocks) else None
                if follows is not None and not (isinstance(follows, Section) and follows.title):
                    yield Close(level + 1)
            else:
                yield from self._block(block, here, level)

    def _section(self, section: Section, path: Path, level: int) -> Iterator[Flow]:
        title = tuple(self.children(section.title, path, "title"))
        title = self._language_of_title(title, path)
        made = level + 1
        decided = self._part_at(path)
        if path in self.drops:
            pass
        elif decided is None or decided[0].answer.kind == "heading":
            made = decided[0].answer.level or made if decided else made
            yield Heading(made, title, section.id, section.lang, section.dir, section.role, section.pos)
        elif decided[0].answer.kind != "drop":
            yield Paragraph(title, id=section.id, lang=section.lang, dir=section.dir, pos=section.pos)
        if decided is not None:
            entry, unit = decided
            gone = unit.words if entry.answer.kind == "drop" else ""
            if entry.answer.kind in ("heading", "paragraph", "drop"):
                if entry.answer.kind != "heading" or made != level + 1:
                    self._say(entry, unit, said_of(entry.answer, unit), gone, section.title)
            else:
                self._impossible(entry, "a heading can become a heading of another level, a paragraph, or be left out")
        yield from self.flow(section.blocks, path, level + 1)

    def _block(self, block: Block, path: Path, level: int) -> Iterator[Flow]:
        decided = self._part_at(path)
        if decided is None or decided[0].answer.kind != "heading" or not isinstance(block, Paragraph):
            yield from self.child(block, path, level)
            return
        entry, unit = decided
        content = tuple(self.children(block.content, path, "content"))
        self._say(entry, unit, said_of(entry.answer, unit), "", block.content)
        bare = self._language_of_title(_bare(content), path)
        yield Heading(entry.answer.level or level + 1, bare, block.id, block.lang, block.dir, "", block.pos)

    def _part_at(self, path: Path) -> Any:
        held = self.sheet.at.get(path, ())
        return next(((entry, unit) for entry, unit in held if isinstance(entry.answer, PartAnswer)), None)

    # --- nodes --------------------------------------------------------------------------------------------------------

    def child(self, node: Any, path: Path, level: int) -> list[Any]:
        """What takes the place of a node: itself, another, several or none."""
        if path in self.drops:
            return []
        if isinstance(node, Image):
            return self._image(node)
        if path not in self.inside and not self.sheet.pictures:
            return [node]
        made = self._rebuilt(node, path, level)
        if is_left_empty(node, made):
            if words := told_in((made,)).strip():
                message = f"what is said about a picture that is left out goes with it: “{words[:60]}”"
                self.findings.append(finding("DEC003", message, node.pos, left_out=words))
            return []
        nodes: list[Any] = [made]
        for entry, unit in self.sheet.at.get(path, ()):
            nodes = self._decided(nodes, node, entry, unit)
        return nodes

    def _rebuilt(self, node: Any, path: Path, level: int) -> Any:
        changes: dict[str, Any] = {}
        inner = node.level_below(level) if isinstance(node, Section) else level
        for name in child_fields(type(node)):
            before = getattr(node, name)
            if name == "blocks":
                after = self.blocks(before, path, inner)
            else:
                after = tuple(self.children(before, path, name, inner))
            if len(before) != len(after) or any(a is not b for a, b in zip(before, after, strict=True)):
                changes[name] = after
        if isinstance(node, Section) and self.sheet.at.get(path):
            changes["title"] = self._language_of_title(changes.get("title", node.title), path)
        return replace(node, **changes) if changes else node

    def children(self, nodes: Iterable[Any], path: Path, name: str, level: int = 1) -> Iterator[Any]:
        for at, child in enumerate(nodes):
            yield from self.child(child, (*path, (name, at)), level)

    def _image(self, node: Image) -> list[Any]:
        entry = self.sheet.pictures.get(node.resource)
        if entry is None:
            return [node]
        assert isinstance(entry.answer, PictureAnswer)
        made = picture_of(node, entry.answer)
        if made.nodes != [node]:
            self._note(entry, made, node.pos)
        return made.nodes

    def _decided(self, nodes: list[Any], node: Any, entry: Entry, unit: Unit) -> list[Any]:
        """What ``nodes``, which stand for ``node``, become by one decision."""
        first, *others = nodes or [None]
        if first is None:
            return nodes
        match entry.answer:
            case QuoteAnswer():
                made = quote_of(first, entry.answer, unit)
            case TableAnswer():
                made = table_of(first, entry.answer)
            case PartAnswer():
                if isinstance(node, Section):
                    return nodes  # done where the flow is nested
                made = part_of(first, entry.answer, unit)
            case LanguageAnswer():
                if unit.field == "title":
                    return nodes
                made = self._language(first, entry.answer, unit)
            case PictureAnswer() | None:
                return nodes
            case _:
                assert_never(entry.answer)
        if made.problem:
            self._impossible(entry, made.problem)
            return nodes
        if made.nodes != [first]:
            self._note(entry, made, unit.pos)
        return [*made.nodes, *others]

    def _language(self, node: Any, answer: LanguageAnswer, unit: Unit) -> Changed:
        if unit.field:
            made = language_of(getattr(node, unit.field), answer)
            return replace(made, nodes=[replace(node, **{unit.field: tuple(made.nodes)})]) if not made.problem else made
        if answer.phrase:
            if not isinstance(node, Paragraph):
                return Changed([node], problem="a phrase is looked for in one paragraph; quote how that begins")
            made = language_of(node.content, answer)
            return replace(made, nodes=[replace(node, content=tuple(made.nodes))]) if not made.problem else made
        return Changed([replace(node, lang=answer.lang)], said=f"“{unit.words[:40]}” is in “{answer.lang}”")

    def _language_of_title(self, title: Any, path: Path) -> Any:
        for entry, unit in self.sheet.at.get(path, ()):
            if isinstance(entry.answer, LanguageAnswer) and unit.field in ("", "title"):
                title = self._taken(entry, unit, language_of(title, entry.answer))
        return title

    def _taken(self, entry: Entry, unit: Unit, made: Changed) -> Any:
        if made.problem:
            self._impossible(entry, made.problem)
        else:
            self._note(entry, made, unit.pos)
        return tuple(made.nodes)

    # --- what is said -------------------------------------------------------------------------------------------------

    def _say(self, entry: Entry, unit: Unit, said: str, gone: str, nodes: Iterable[Node]) -> None:
        self._note(entry, Changed([], said=said, gone=gone, decided=plain_text(nodes, notes=True)), unit.pos)

    def _note(self, entry: Entry, made: Changed, pos: Any) -> None:
        where = f" on line {entry.pos.line}" if entry.pos else ""
        message = f"{made.said}, as {entry.file} says{where}"
        self.findings.append(finding("DEC003", message, pos, left_out=made.gone, decided=made.decided))

    def _impossible(self, entry: Entry, problem: str) -> None:
        self.findings.append(about(entry, finding("DEC005", f"the decision is not used: {problem}")))


def node_at(document: Document, path: Path) -> Any:
    """The node at the end of a path."""
    node: Any = document
    for name, at in path:
        node = getattr(node, name)[at]
    return node


def _host_of(document: Document, path: Path) -> Path:
    """The flow in which the section at ``path`` nests."""
    end = len(path) - 1
    while end and isinstance(held := node_at(document, path[:end]), Section) and held.title:
        end -= 1
    return path[:end]


def _nests(document: Document, answer: PartAnswer, unit: Unit) -> bool:
    """Whether a decision changes which sections there are: where it holds for a heading, or makes one."""
    if unit.field == "title":
        return unit.path != ()
    host = node_at(document, unit.host)
    return answer.kind == "heading" and isinstance(host, Document | Aside | Section)


def _drops(entry: Entry) -> bool:
    return isinstance(entry.answer, PartAnswer) and entry.answer.kind == "drop"


def _bare(content: tuple[Any, ...]) -> tuple[Any, ...]:
    """The words of a bold line, which a heading need not have in bold once more."""
    seen = [item for item in content if plain_text(item).strip()]
    if len(seen) == 1 and isinstance(seen[0], Styled) and seen[0].kind == "strong":
        return seen[0].content
    return content
