"""Tracked changes (ECMA-376 part 1, 17.13.5): accepted as Word's “No Markup” shows them, rejected, or shown.

Words that were struck out are not part of the article until somebody asks for them; each change is counted.
"""

from __future__ import annotations

from exporter.readers.word.ooxml import Element, M, W, first_child
from exporter.readers.word.state import State

INSERTED = frozenset([W + "ins", W + "moveTo"])
DELETED = frozenset([W + "del", W + "moveFrom"])
INSERTIONS, DELETIONS = "tracked insertions", "tracked deletions"


def change_of(state: State, made: Element) -> str | None:
    """What becomes of a change's words: ``inserted`` or ``deleted`` to show, "" to keep, None to drop."""
    inserted = made.tag in INSERTED
    state.count(INSERTIONS if inserted else DELETIONS)
    match state.options.revisions:
        case "show":
            return "inserted" if inserted else "deleted"
        case "reject":
            return None if inserted else ""
        case _:
            return "" if inserted else None


def mark_is_gone(state: State, properties: Element | None) -> bool:
    """Whether the end of a paragraph is taken away, so that the next one goes on in it (17.13.5.15)."""
    marks = None if properties is None else first_child(properties, "rPr")
    if marks is None:
        return False
    deleted = first_child(marks, "del") is not None or first_child(marks, "moveFrom") is not None
    inserted = first_child(marks, "ins") is not None or first_child(marks, "moveTo") is not None
    if state.options.revisions == "reject":
        return inserted
    return deleted and state.options.revisions == "accept"


def row_is_gone(state: State, row: Element) -> bool:
    """Whether a table row is taken away (17.13.5.12, 17.13.5.17)."""
    for tag, rejected in ((W + "del", False), (W + "ins", True)):
        if row.find(f"{W}trPr/{tag}") is not None:
            state.count(INSERTIONS if rejected else DELETIONS)
            return (state.options.revisions == "reject") is rejected and state.options.revisions != "show"
    return False


def cell_is_gone(state: State, properties: Element) -> bool:
    """Whether a table cell is taken away (17.13.5.1, 17.13.5.2)."""
    for tag, rejected in ((W + "cellDel", False), (W + "cellIns", True)):
        if properties.find(tag) is not None:
            state.count(INSERTIONS if rejected else DELETIONS)
            return (state.options.revisions == "reject") is rejected and state.options.revisions != "show"
    return False


def settle_formula(state: State, formula: Element) -> None:
    """Take out of a formula what a tracked change drops: runs it holds, and runs that are marked (17.13.5.14)."""
    for made in list(formula.iter(*INSERTED, *DELETED)):
        above = made.getparent()
        if above is None or any(one.tag == M + "ctrlPr" for one in made.iterancestors()):
            continue
        holder = made if len(made) else next((one for one in made.iterancestors() if one.tag == M + "r"), None)
        parent = None if holder is None else holder.getparent()
        if change_of(state, made) is None and holder is not None and parent is not None:
            parent.remove(holder)


def said(state: State) -> str:
    """The sentence that counts a file's changes; "" when there are none."""
    counts = [(state.tally[INSERTIONS], "insertion"), (state.tally[DELETIONS], "deletion")]
    held = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count]
    if not held:
        return ""
    done = {"show": "are shown", "reject": "were rejected"}.get(state.options.revisions, "were accepted")
    return f"tracked changes {done}: {' and '.join(held)}"
