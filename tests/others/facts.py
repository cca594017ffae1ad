"""Facts of meaning of one article, each a question to the document that was read back from a file made of it.

The article stands beside this in the syntax of each program; every source says all that its program has words for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from exporter.comparison.table_grid import grid
from exporter.model import (
    Abbr,
    Aside,
    BlockQuote,
    Cell,
    Code,
    CodeBlock,
    DefinitionList,
    Document,
    Figure,
    Formula,
    Image,
    Link,
    List,
    Node,
    Note,
    Quote,
    Section,
    Styled,
    Table,
    Text,
    ThematicBreak,
    plain_text,
    sections,
    walk,
)
from exporter.readback.headings import level_of

Test = Callable[[Document], bool]
QUOTED = "I stood at the door. The wheel had stopped. Then it turned the other way."


@dataclass(frozen=True)
class Fact:
    """One fact: what it is about, and whether a document has it."""

    name: str
    holds: Test


def words(*nodes: Node) -> str:
    """The words of some nodes, white space folded."""
    return " ".join(plain_text(nodes).split())


def every(document: Document, kind: Any) -> list[Any]:
    """All nodes of a kind in reading order."""
    return [node for node in walk(document) if isinstance(node, kind)]


def some(node_type: type, said: str, **values: Any) -> Test:
    """There is a node of this kind that says just ``said`` and has these values."""
    return lambda document: any(
        words(node) == said and all(getattr(node, name) == value for name, value in values.items())
        for node in every(document, node_type)
    )


def styled(kind: str, said: str) -> Fact:
    """Some words are set apart in one way."""
    return Fact(f"{kind}: {said}", some(Styled, said, kind=kind))


def heading(level: int, said: str) -> Fact:
    """A heading has its level."""
    found = lambda document: [(level_of(node, depth), words(*node.title)) for depth, node in sections(document)]  # noqa: E731
    return Fact(f"heading {level}: {said}", lambda document: (level, said) in found(document))


def languages(document: Document) -> Iterator[tuple[str, str]]:
    """Every stretch of text with the language that holds in it."""

    def within(node: Node, lang: str) -> Iterator[tuple[str, str]]:
        from exporter.model import children

        lang = node.lang or lang
        if isinstance(node, Text):
            yield " ".join(node.text.split()), lang
        for child in children(node):
            yield from within(child, lang)

    for block in document.blocks:
        yield from within(block, document.metadata.lang)


def in_language(lang: str, said: str) -> Fact:
    """Some words are in a language."""
    return Fact(
        f"language {lang}: {said}", lambda document: (said, lang) in {(t, tag[:2]) for t, tag in languages(document)}
    )


def quote(at: int, said: str, who: str) -> Iterator[Fact]:
    """A block quote is whole, it is one, and it is somebody's."""

    def found(document: Document) -> BlockQuote | None:
        return next((node for node in every(document, BlockQuote) if words(*node.blocks).startswith(said[:9])), None)

    yield Fact(
        f"quote {at} is whole", lambda document: (one := found(document)) is not None and said in words(*one.blocks)
    )
    yield Fact(
        f"quote {at} is by {who}",
        lambda document: (one := found(document)) is not None and words(*one.attribution) == who,
    )


def note(at: int, said: str, after: str) -> Iterator[Fact]:
    """A note is a note, and it is where it is referred to."""
    yield Fact(f"note {at} is a note", lambda document: said in [words(*node.blocks) for node in every(document, Note)])
    yield Fact(f"note {at} is at its place", lambda document: _note_follows(document, said, after))


def _note_follows(document: Document, said: str, after: str) -> bool:
    nodes = [node for node in walk(document) if isinstance(node, Text | Note)]
    for before, node in pairwise(nodes):
        if isinstance(node, Note) and words(*node.blocks) == said:
            return isinstance(before, Text) and before.text.rstrip().endswith(after)
    return False


def the_list(first: str) -> Callable[[Document], List | None]:
    """The list that begins with an item that begins with ``first``."""
    return lambda document: next(
        (node for node in every(document, List) if node.items and words(*node.items[0].blocks).startswith(first)), None
    )


def listed(first: str, what: str, test: Callable[[List], bool]) -> Fact:
    """A fact about a list."""
    return Fact(
        f"list “{first}”: {what}", lambda document: (one := the_list(first)(document)) is not None and test(one)
    )


def cell(said: str) -> Callable[[Document], Any]:
    """The cell that says something, in its place."""
    return lambda document: next(
        (one for table in every(document, Table) for one in grid(table) if words(*one.cell.blocks) == said), None
    )


def header(said: str, scope: str) -> Fact:
    """A cell is a header of a column or a row."""
    return Fact(
        f"{scope} header: {said}", lambda document: (one := cell(said)(document)) is not None and one.scope == scope
    )


def tabled(what: str, test: Callable[[Table], bool]) -> Fact:
    """A fact about the table."""
    return Fact(f"table: {what}", lambda document: any(test(table) for table in every(document, Table)))


def _leads_to_levels(document: Document) -> bool:
    for link in every(document, Link):
        if words(link) == "table" and link.target.startswith("#"):
            here = [node for node in walk(document) if node.id == link.target[1:]]
            return any(
                words(*node.title if isinstance(node, Section) else (node,)).startswith(("Levels", "Place"))
                for node in here
            ) or any(isinstance(node, Section) and words(*node.title) == "Levels" for node in here)
    return False


def _order(document: Document) -> bool:
    text = words(*document.blocks)
    places = [
        text.find(part)
        for part in ("The water came", "I stood", "flour", "Sluice", "Mill", "It is read", "That was all")
    ]
    return -1 not in places and places == sorted(places)


FACTS: tuple[Fact, ...] = (
    Fact("title is heading 1", lambda document: words(*document.title) == "The mill at Harrow Vale"),
    Fact("title in metadata", lambda document: document.metadata.title == "The mill at Harrow Vale"),
    Fact("author in metadata", lambda document: [one.name for one in document.metadata.authors] == ["Ann Writer"]),
    Fact("language of the document", lambda document: document.metadata.lang.lower() == "en-gb"),
    heading(2, "The flood"),
    heading(3, "What was lost"),
    heading(2, "Levels"),
    styled("emphasis", "suddenly"),
    styled("strong", "never"),
    styled("sub", "2"),
    styled("sup", "3"),
    styled("deleted", "eight"),
    styled("inserted", "nine"),
    styled("mark", "no more"),
    Fact("code in a line", some(Code, "depth = 4")),
    Fact("link", some(Link, "the survey", target="https://example.org/survey")),
    Fact("link inside leads to its place", _leads_to_levels),
    Fact("quoted words", some(Quote, "“It rose, and someone cried ‘fast’ and ran,”")),
    Fact("quoted words in quoted words", some(Quote, "‘fast’")),
    Fact(
        "no mark is added or lost",
        lambda document: "“It rose, and someone cried ‘fast’ and ran,” she" in words(*document.blocks),
    ),
    Fact("expansion of EA", some(Abbr, "EA", expansion="Environment Agency")),
    in_language("fr", "eau de vie"),
    *note(1, "Measured at dawn.", "."),
    *note(2, "Nobody was asked.", "laughed."),
    *quote(1, QUOTED, "Jane Roe, miller"),
    *quote(2, "I saw it too.", "John Doe"),
    Fact("quotes are not one", lambda document: len(every(document, BlockQuote)) == 3),
    listed("flour", "bullets, three items", lambda one: not one.ordered and len(one.items) == 3),
    listed("the axle", "numbered", lambda one: one.ordered),
    listed("the axle", "starts at 4", lambda one: one.start == 4),
    Fact(
        "list in a list",
        lambda document: (
            (one := the_list("flour")(document)) is not None and any(isinstance(n, List) for n in walk(one))
        ),
    ),
    listed("first", "numbered by letters", lambda one: one.ordered and one.style == "lower-alpha"),
    listed("first", "starts anew", lambda one: one.start == 1 and len(one.items) == 2),
    Fact("definition list", lambda document: bool(every(document, DefinitionList))),
    Fact(
        "terms with their definitions",
        lambda document: (
            [
                (words(*item.terms), words(*item.definitions))
                for one in every(document, DefinitionList)
                for item in one.items
            ]
            == [("Sluice", "A gate for water"), ("Weir", "A low dam")]
        ),
    ),
    tabled(
        "one table",
        lambda table: words(*(c for c in walk(table) if isinstance(c, Cell))).startswith("Place 2019 2020 Mill 4 5"),
    ),
    tabled("caption", lambda table: words(*table.caption).endswith("Levels by year")),
    header("Place", "col"),
    header("2020", "col"),
    header("Mill", "row"),
    header("Weir", "row"),
    Fact(
        "cell over two columns", lambda document: (one := cell("none")(document)) is not None and one.cell.colspan == 2
    ),
    Fact(
        "alternative text", lambda document: "A wheel half under water" in [one.alt for one in every(document, Image)]
    ),
    Fact(
        "decorative picture is not told",
        lambda document: [one.alt for one in every(document, Image) if one.alt != ""] == ["A wheel half under water"],
    ),
    Fact(
        "caption of the picture",
        lambda document: any(words(*one.caption).endswith("The wheel at noon") for one in every(document, Figure)),
    ),
    Fact(
        "caption belongs to its picture",
        lambda document: any(
            words(*one.caption).endswith("The wheel at noon") and any(isinstance(n, Image) for n in walk(one))
            for one in every(document, Figure)
        ),
    ),
    Fact("block of code", lambda document: any("return 4" in one.text for one in every(document, CodeBlock))),
    Fact(
        "lines of code",
        lambda document: any(
            one.text.strip().split("\n") == ["def level(day):", "    if day:", "", "        return 4"]
            for one in every(document, CodeBlock)
        ),
    ),
    Fact("aside", lambda document: any("It is read by hand." in words(*one.blocks) for one in every(document, Aside))),
    Fact(
        "title of the aside",
        lambda document: "About the gauge" in [words(*one.title) for one in every(document, Aside)],
    ),
    Fact("formula", lambda document: bool(every(document, Formula))),
    Fact(
        "words for the formula",
        lambda document: any((one.alt or one.tex or one.mathml) for one in every(document, Formula)),
    ),
    in_language("de", "Das Wasser stieg die ganze Nacht."),
    *quote(3, "نص عربي قصير", "كاتب"),
    in_language("ar", "نص عربي قصير"),
    Fact("change of subject", lambda document: bool(every(document, ThematicBreak))),
    Fact("order", _order),
    Fact("last words", lambda document: words(*document.blocks).endswith("That was all.")),
)
"""All facts, in the order of the article."""


def lost(document: Document) -> list[str]:
    """The names of the facts that a document does not have."""
    return [fact.name for fact in FACTS if not fact.holds(document)]
