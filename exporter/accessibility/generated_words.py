"""Words that a style sheet would write: ``blockquote::before { content: "Not " }``.

They are in no document and in no proof. A reading system reads them aloud or not as it likes, and a file would say
something else to listeners than its article does. So they are left out of books; on the page they are decoration.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exporter.model import is_visible

HOLDING = frozenset(["media", "supports", "layer", "container"])
"""At-rules that hold style rules."""


def without_generated_words(sheet: bytes) -> tuple[bytes, tuple[str, ...]]:
    """``sheet`` without the declarations that write words, and each of these with its selector; unchanged for none."""
    import tinycss2  # noqa: PLC0415  (start-up: only where a style sheet is read)

    rules, _ = tinycss2.parse_stylesheet_bytes(sheet)
    found: list[str] = []
    kept = _rules(rules, found)
    return (kept.encode() if found else sheet), tuple(found)


def _rules(rules: Sequence[Any], found: list[str]) -> str:
    import tinycss2  # noqa: PLC0415  (as above)

    out: list[str] = []
    for rule in rules:
        if rule.type == "error":
            continue
        if rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in HOLDING:
            head = tinycss2.serialize(rule.prelude)
            out.append(f"@{rule.at_keyword}{head}{{{_rules(tinycss2.parse_rule_list(rule.content), found)}}}")
        elif rule.type == "qualified-rule":
            head = tinycss2.serialize(rule.prelude)
            out.append(f"{head}{{{_declarations(rule.content, ' '.join(head.split()), found)}}}")
        else:
            out.append(tinycss2.serialize([rule]))
    return "".join(out)


def _declarations(content: Sequence[Any], selector: str, found: list[str]) -> str:
    import tinycss2  # noqa: PLC0415  (as above)

    out: list[str] = []
    for part in tinycss2.parse_blocks_contents(content):
        if part.type == "error":
            continue
        words = tinycss2.serialize([part])
        if part.type == "declaration" and part.lower_name == "content" and any(map(_writes, part.value)):
            found.append(f"{selector} {{ {' '.join(words.rstrip('; ').split())} }}")
        else:
            out.append(words + (";" if part.type == "declaration" else ""))
    return "".join(out)


def _writes(token: Any) -> bool:
    """Whether a part of ``content`` is words: letters or numbers in a string, or an attribute's value."""
    if token.type == "string":
        return is_visible(token.value, "LN")
    return bool(token.type == "function" and token.lower_name == "attr")
