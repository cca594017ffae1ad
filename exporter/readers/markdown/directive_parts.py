"""What a directive of MyST says, and how its parts are written as tokens; ``directive_kinds`` says what each means."""

from __future__ import annotations

from dataclasses import field

from markdown_it.rules_block import StateBlock

from exporter.readers.noted import noted_in
from exporter.records import record


@record
class Directive:
    """A directive: its name, the words behind it, its options; the lines of its marker, and of its body."""

    name: str
    words: str
    options: dict[str, str] = field(default_factory=dict)
    lines: tuple[int, int, int] = (0, 0, 0)

    @property
    def label(self) -> str:
        """The name that others refer to it by."""
        return self.options.get("name") or self.options.get("label") or ""


def note(state: StateBlock, rule: str, kind: str, directive: Directive, *, gone: bool = False) -> None:
    """Take note of a directive that is read otherwise than it asks, or that is ``gone`` with all that is in it."""
    line = directive.lines[0] + 1 + int(state.env.get("shift", 0))
    name = f"{{{directive.name}}} {directive.words}".rstrip()
    whole = "\n".join([name, *directive.options.values(), body(state, directive)]) if gone else ""
    noted_in(state.env).note(rule, kind, name, line, whole)


def body(state: StateBlock, directive: Directive) -> str:
    """The lines of a directive's body, as they stand."""
    _, first, after = directive.lines
    return state.getLines(first, after, state.blkIndent, False) if first < after else ""


def paragraph(state: StateBlock, words: str, line: int, tag: str = "p") -> None:
    """Push a paragraph, or what ``tag`` says; its words are Markdown."""
    state.push("paragraph_open", tag, 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.map, inline.content, inline.children = [line, line + 1], words, []
    state.push("paragraph_close", tag, -1)
