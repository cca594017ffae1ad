"""Runs of text with marks, as every block format has them, nested into elements.

Formats list marks on each piece of text; a listener hears one emphasis, one link, one change of voice where pieces that
follow one another bear the same mark. Of several marks the one that reaches farthest holds the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from exporter.languages import corrected
from exporter.position import Position
from exporter.readers.cms.tree import Nodes, element, text
from exporter.readers.html.plain_tree import Element


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: the element that it is, and that element's attributes. Two that are equal are one run."""

    name: str
    attrs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Words, or inlines that are already made, with the marks that lie on them."""

    words: str
    marks: tuple[Mark, ...] = ()
    nodes: tuple[Element, ...] = ()
    pos: Position | None = field(default=None, compare=False)


STRONG, EMPHASIS, CODE = Mark("strong"), Mark("em"), Mark("code")
SUB, SUP, DELETED, INSERTED, HIGHLIGHT, SMALL = (Mark(name) for name in ("sub", "sup", "del", "ins", "mark", "small"))
CREDIT = Mark("span", (("class", "credit"),))

BY_NAME: dict[str, Mark | None] = {
    **dict.fromkeys(["bold", "strong", "b"], STRONG),
    **dict.fromkeys(["italic", "em", "i", "emphasis", "italics"], EMPHASIS),
    **dict.fromkeys(["code", "inlinecode", "kbd", "keyboard", "samp", "monospace"], CODE),
    **dict.fromkeys(["sub", "subscript"], SUB),
    **dict.fromkeys(["sup", "superscript"], SUP),
    **dict.fromkeys(
        ["strike", "strikethrough", "strikethru", "s", "del", "deleted", "linethrough", "deletion"], DELETED
    ),
    **dict.fromkeys(["ins", "inserted", "insertion"], INSERTED),
    **dict.fromkeys(["highlight", "mark", "marker", "highlighted"], HIGHLIGHT),
    **dict.fromkeys(["small"], SMALL),
    **dict.fromkeys(["credit", "photocredit"], CREDIT),
    **dict.fromkeys(["cite", "citation"], Mark("cite")),
    **dict.fromkeys(["q", "inlinequote"], Mark("q")),
    **dict.fromkeys(
        "underline u textstyle color textcolor colour backgroundcolor bgcolor fontsize fontfamily font fontcolor "
        "textalign alignment lineheight letterspacing comment commentmark annotation anchor id class styled "
        "lowercase uppercase capitalize spellerror ychange".split()
    ),
}
"""What the marks of editors mean, by name without case, hyphen and underscore. None: a look, not a meaning."""


def by_name(name: str) -> Mark | str | None:
    """The mark called ``name``; None for a mere look; "" when nobody knows it."""
    folded = name.lower().replace("-", "").replace("_", "").replace(" ", "")
    return BY_NAME.get(folded, "")


def link(href: str, title: str = "") -> Mark:
    """The mark of a link."""
    return Mark("a", (("href", href), *((("title", title),) if title else ())))


def language(tag: str) -> Mark:
    """The mark of a language."""
    return Mark("span", (("lang", corrected(tag)),))


def nested(runs: Sequence[Run]) -> Nodes:
    """The elements that ``runs`` make; a line end in the words is a break, as every editor shows it."""
    made: Nodes = []
    at = 0
    while at < len(runs):
        run = runs[at]
        if not run.marks:
            made.extend(_plain(run))
            at += 1
            continue
        mark, end = max(
            ((mark, _reach(runs, at, mark)) for mark in run.marks), key=lambda found: (found[1], _order(found[0]))
        )
        inner = [
            Run(part.words, tuple(kept for kept in part.marks if kept != mark), part.nodes, part.pos)
            for part in runs[at:end]
        ]
        made.extend(_marked(mark, inner, run.pos))
        at = end
    return made


def _order(mark: Mark) -> int:
    """A link holds what is bold; what is code holds nothing."""
    return {"a": 3, "code": 0}.get(mark.name, 2 if mark.attrs else 1)


def _reach(runs: Sequence[Run], start: int, mark: Mark) -> int:
    end = start
    while end < len(runs) and mark in runs[end].marks:
        end += 1
    return end


def _marked(mark: Mark, inner: Sequence[Run], pos: Position | None) -> Nodes:
    if mark.name == "code" and all(not run.marks and not run.nodes for run in inner):
        return [element("code", None, [text("".join(run.words for run in inner), pos)], pos)]
    return [element(mark.name, dict(mark.attrs), nested(inner), pos)]


def _plain(run: Run) -> Nodes:
    if run.nodes:
        return list(run.nodes)
    made: Nodes = []
    for number, line in enumerate(run.words.replace("\u2028", "\n").split("\n")):
        if number:
            made.append(Element("br", None, run.pos))
        if line:
            made.append(text(line, run.pos))
    return made
