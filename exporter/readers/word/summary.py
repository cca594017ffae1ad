"""Findings made once for a whole Word file: changes, comments, hidden text, links, headers and footers."""

from __future__ import annotations

from exporter.readers.word import revisions
from exporter.readers.word.charts import CHARTS, DIAGRAMS
from exporter.readers.word.drawings import SHAPES
from exporter.readers.word.links import LOCAL_LINKS, LOST_BOOKMARKS
from exporter.readers.word.ooxml import Element, R, W
from exporter.readers.word.runs import COMMENTS, HIDDEN, OBJECTS, PARTS, PROMPTS
from exporter.readers.word.state import LAYOUT, State


def report_counted(state: State, body: Element) -> None:
    """Say what was counted."""
    if changes := revisions.said(state):
        state.report("WORD001", changes, place=False)
    if state.tally[HIDDEN]:
        state.report("WORD002", f"hidden text was left out: {_examples(state, HIDDEN)}", place=False)
    _comments(state)
    _furniture(state, body)
    _links(state)
    _left_out(state)
    for line in dict.fromkeys(state.package.broken):
        state.report("WORD007", f"{line}; the rest was read", place=False)


def _comments(state: State) -> None:
    count = state.tally[COMMENTS] or sum(kind == "comment" for kind, _ in state.notes.elements)
    if count:
        done = "made notes" if state.options.comments == "notes" else "left out"
        state.report("WORD003", f"{_counted(count, 'comment')} {_were(count)} {done}", place=False)


def _furniture(state: State, body: Element) -> None:
    """Headers and footers that say something: their words are not published."""
    words: list[str] = []
    for kind in ("headerReference", "footerReference"):
        for reference in body.iter(W + kind):
            relation = state.package.relations(state.package.main).get(reference.get(R + "id") or "")
            part = "" if relation is None else state.package.find(relation.target)
            root = state.package.optional(part) if part else None
            said = "" if root is None else " ".join(_typed(line) for line in root.iter(W + "p")).strip()
            if said and said not in words:
                words.append(said)
    if any(any(char.isalpha() for char in said) for said in words):
        shown = "; ".join(f"“{said[:60]}”" for said in words[:3])
        state.report("WORD004", f"the text of headers and footers was left out: {shown}", place=False)


def _typed(line: Element) -> str:
    """The words of a paragraph, without the codes of its fields."""
    return "".join(text.text or "" for text in line.iter(W + "t"))


def _links(state: State) -> None:
    if count := state.tally[LOCAL_LINKS]:
        where = "lead to files on their author's disk or are relative" if count > 1 else "leads to a file, not the web"
        message = f"{_counted(count, 'link')} {where}; only the words stay: {_examples(state, LOCAL_LINKS)}"
        state.report("WORD008", message, place=False)
    if count := state.tally[LOST_BOOKMARKS]:
        message = f"{_counted(count, 'link')} to bookmarks that the file does not have; only the words stay: "
        state.report("WORD015", message + _examples(state, LOST_BOOKMARKS), place=False)


def _left_out(state: State) -> None:
    if count := state.tally[PROMPTS]:
        message = f"{_counted(count, 'content control')} with nothing but a prompt {_were(count)} left out"
        state.report("WORD010", message, place=False)
    if count := state.tally[OBJECTS]:
        message = f"{_counted(count, 'embedded object')} cannot be opened here; Word's picture of them was read"
        state.report("WORD011", f"{message}: {_examples(state, OBJECTS)}".rstrip(": "), place=False)
    if count := state.tally[SHAPES]:
        message = f"{_counted(count, 'drawn shape')} without words {_were(count)} left out"
        state.report("WORD012", message, place=False)
    if count := state.tally[CHARTS] + state.tally[DIAGRAMS]:
        message = f"{_counted(count, 'chart or diagram', 'charts and diagrams')} {_were(count)} read as table or list"
        state.report("WORD013", message, place=False)
    if count := state.tally[LAYOUT]:
        places = "places" if count == 1 else "place"
        message = f"{_counted(count, 'table')} that only {places} things {_were(count)} taken apart"
        state.report("WORD016", message, place=False)
    if state.tally[PARTS]:
        state.report("WORD009", f"parts of an unknown kind were left out: {_examples(state, PARTS)}")


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _examples(state: State, what: str) -> str:
    shown = [f"“{words}”" for words in state.shown.get(what, []) if words]
    more = state.tally[what] - len(shown)
    return ", ".join(shown) + (f" and {more} more" if shown and more > 0 else "")
