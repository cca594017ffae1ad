"""The style sheet of books and web pages: ours, then the publisher's, without anything that would be fetched.

A book is whole in itself (EPUB 3.3, 3.4) and names no part that it does not bring: what a custom style sheet would load
(``@import``, ``@font-face``, ``url()``) is left out here and told. The PDF takes it from the sheet's own folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from exporter.accessibility.generated_words import without_generated_words
from exporter.assets import styles_folder
from exporter.bounds.gate import in_force
from exporter.bounds.style_sheets import read_sheet
from exporter.findings import Finding, finding

FETCHING = frozenset(["url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"])
"""CSS functions whose arguments name files."""


def book_style(sheets: Sequence[Path]) -> tuple[bytes, tuple[Finding, ...]]:
    """Our sheet followed by the publisher's, and what of theirs was left out."""
    parts = [(styles_folder() / "book.css").read_bytes()]
    found: list[Finding] = []
    for path in sheets:
        heard, written = without_generated_words(read_sheet(path, in_force()))
        kept, dropped = contained(heard)
        parts.append(kept)
        found += [finding("CSS005", f"{path.name}: “{item[:80]}” was left out of the file") for item in written]
        found += [
            finding("EPUB004", f"{path.name}: “{item[:80]}” was left out: it loads another file") for item in dropped
        ]
    return b"\n".join(parts), tuple(found)


def contained(sheet: bytes) -> tuple[bytes, list[str]]:
    """A sheet without what it would fetch, and each of these; a sheet that fetches nothing as it is."""
    import tinycss2  # noqa: PLC0415  (start-up: only where a style sheet is read)

    rules, _ = tinycss2.parse_stylesheet_bytes(sheet)
    dropped: list[str] = []
    kept = _rules(rules, dropped)
    return (kept.encode() if dropped else sheet), dropped


def _rules(rules: Sequence[Any], dropped: list[str]) -> str:
    import tinycss2  # noqa: PLC0415  (start-up: only where a style sheet is read)

    out: list[str] = []
    for rule in (item for item in rules if item.type != "error"):
        words = " ".join(tinycss2.serialize([rule]).split())
        match rule.type:
            case "at-rule" if rule.lower_at_keyword in ("import", "font-face"):
                dropped.append(words)
            case "at-rule" if rule.content is not None and rule.lower_at_keyword in ("media", "supports", "layer"):
                head = tinycss2.serialize(rule.prelude)
                inner = _rules(tinycss2.parse_rule_list(rule.content), dropped)
                out.append(f"@{rule.at_keyword}{head}{{{inner}}}")
            case "at-rule" if _fetches([*rule.prelude, *(rule.content or ())]):
                dropped.append(words)
            case "qualified-rule" if _fetches(rule.content):
                out.append(f"{tinycss2.serialize(rule.prelude)}{{{_declarations(rule.content, dropped)}}}")
            case _:
                out.append(tinycss2.serialize([rule]))
    return "".join(out)


def _declarations(content: Sequence[Any], dropped: list[str]) -> str:
    import tinycss2  # noqa: PLC0415  (start-up: only where a style sheet is read)

    out: list[str] = []
    for part in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if part.type == "error":
            continue
        words = tinycss2.serialize([part])
        if part.type == "declaration" and not _fetches(part.value):
            out.append(f"{words};")
        else:
            dropped.append(" ".join(words.split()))
    return " ".join(out)


def _fetches(tokens: Sequence[Any]) -> bool:
    for token in tokens:
        if token.type == "url" or (token.type == "function" and token.lower_name in FETCHING):
            return True
        inner = token.arguments if token.type == "function" else getattr(token, "content", None)
        if isinstance(inner, list) and _fetches(inner):
            return True
    return False
