"""News items in the answer of a search or an interface: which of them hold text, in the order that they came in."""

from __future__ import annotations

from typing import Any

LISTS = ("item", "items", "_items", "hits", "results", "docs", "data")
"""Keys under which search results and interfaces give the items they found."""


def items_of(held: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The items with text in a search result; None for what is not one."""
    for key in LISTS:
        found = held.get(key)
        if isinstance(found, dict):
            found = next((found[name] for name in LISTS if isinstance(found.get(name), list)), None)
        listed = found if isinstance(found, list) else []
        entries = [_without_wrapping(entry) for entry in listed if isinstance(entry, dict)]
        if any(is_item(entry) for entry in entries):
            return [entry for entry in entries if _has_text(entry)]
    return None


def is_item(held: dict[str, Any]) -> bool:
    """Whether a JSON object has the fields of a news item."""
    return any(key.startswith("body_") or key in ("bodies", "headlines", "versioncreated") for key in held)


def _has_text(held: dict[str, Any]) -> bool:
    bodies = held.get("bodies")
    texts = [value for key, value in held.items() if key.startswith("body_")]
    texts += [entry.get("value") for entry in bodies if isinstance(entry, dict)] if isinstance(bodies, list) else []
    return any(isinstance(text, str) and text.strip() for text in texts)


def _without_wrapping(entry: dict[str, Any]) -> dict[str, Any]:
    """An item itself, where a search engine wraps it."""
    held = entry.get("_source", entry.get("item"))
    return held if isinstance(held, dict) else entry
