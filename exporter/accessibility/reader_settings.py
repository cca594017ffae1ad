"""Which of a reader's own settings a style sheet overrides: sizes, fonts, colours, justification.

"Display transformability" of an EPUB means that its reader can change all of these (Schema.org accessibility features;
WCAG 2.2, 1.4.4, 1.4.8, 1.4.12). Who claims it has to have looked; this is the look. Lengths have to be relative, so
that everything grows with the letters; only the thickness of a line may be absolute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

ABSOLUTE = frozenset(["px", "pt", "pc", "cm", "mm", "in", "q"])
"""Units that do not follow the reader's letter size (CSS Values 4, 6.2)."""

GENERIC = frozenset(["serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "inherit"])
COLOURS = frozenset(
    "inherit initial unset revert currentcolor transparent none canvas canvastext linktext visitedtext activetext "
    "buttonface buttontext buttonborder field fieldtext highlight highlighttext mark marktext graytext".split()
)
"""Colour words that follow the reader's choice: keywords and system colours (CSS Color 4, 6.2)."""

CONDITIONS = frozenset(["media", "supports", "layer", "container"])
"""At-rules that hold style rules."""

GUARDED = frozenset("font-family font font-size line-height color background background-color text-align".split())
"""Properties that are the reader's choice."""

SIZES = frozenset("xx-small x-small small medium large x-large xx-large xxx-large".split())


@lru_cache(maxsize=32)
def overridden(style_sheet: bytes) -> tuple[str, ...]:
    """Each declaration of a style sheet that takes a choice from the reader, as ``selector { name: value }``."""
    import tinycss2  # noqa: PLC0415  (start-up: only where a style sheet is read)

    rules, _ = tinycss2.parse_stylesheet_bytes(style_sheet, skip_comments=True, skip_whitespace=True)
    return tuple(_of_rules(rules))


def _of_rules(rules: Sequence[Any]) -> Iterator[str]:
    import tinycss2  # noqa: PLC0415  (start-up: only where a style sheet is read)

    for rule in rules:
        if rule.type == "qualified-rule":
            selector = " ".join(tinycss2.serialize(rule.prelude).split())
            parts = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            for part in parts:
                if part.type == "declaration" and _takes_choice(part.lower_name, _values(part.value)):
                    words = " ".join(tinycss2.serialize(part.value).split())
                    yield f"{selector} {{ {part.lower_name}: {words} }}"
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in CONDITIONS:
            yield from _of_rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _values(tokens: Sequence[Any]) -> list[Any]:
    """The values of a declaration, those inside functions too."""
    out: list[Any] = []
    for token in tokens:
        if token.type in ("whitespace", "literal"):
            continue
        out.append(token)
        if token.type in ("function", "() block"):
            out += _values(token.arguments if token.type == "function" else token.content)
    return out


def _takes_choice(name: str, values: Sequence[Any]) -> bool:
    if name.startswith("--"):
        return False  # a value that is named takes nothing; what uses it does
    if name in GUARDED and any(value.type == "function" and value.lower_name == "var" for value in values):
        return True  # nobody knows what it will be
    words = [value.lower_value for value in values if value.type == "ident"]
    lengths = not name.startswith(("border", "outline", "column-rule"))
    if lengths and any(value.type == "dimension" and value.lower_unit in ABSOLUTE for value in values):
        return True
    match name:
        case "font-family":
            return any(value.type == "string" for value in values) or not GENERIC.issuperset(words)
        case "font":
            return words != ["inherit"]
        case "font-size":
            return bool(SIZES.intersection(words))
        case "text-align" | "text-align-last":
            return "justify" in words
        case "color" | "background-color" | "background":
            return not COLOURS.issuperset(words) or any(value.type != "ident" for value in values)
        case _:
            return False
