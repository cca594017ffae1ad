"""The entries of a Contentful export that an article shows, told from those that it only links to.

Apart from ``values``, because only here words lie outside the article's own object, and are words where it shows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

SHOWN = frozenset(["embedded-entry-block", "embedded-asset-block", "embedded-resource-block"])
AUTHORS = frozenset("author authors byline writer writers contributors primaryauthor".split())


def sorted_out(root: Any) -> tuple[Any, list[Any], list[str]]:
    """An export without the entries that its article does not show, these, and descriptions that are shown again."""
    includes = root.get("includes") if isinstance(root, Mapping) else None
    if not isinstance(includes, Mapping):
        return root, [], []
    held = [item for kind in includes.values() if isinstance(kind, list) for item in kind if isinstance(item, Mapping)]
    known = {_id(item): item for item in held}
    shown: Counter[str] = Counter()
    waiting = [{key: value for key, value in root.items() if key != "includes"}]
    while waiting:
        for name in _links("", waiting.pop()):
            shown[name] += 1
            if shown[name] == 1 and name in known:
                waiting.append(known[name].get("fields") or {})
    again = [str(_description(known[name])) for name, count in shown.items() if name in known for _ in range(count - 1)]
    kept = {**root, "includes": [item for item in held if _id(item) in shown]}
    return kept, [item for item in held if _id(item) not in shown], again


def _links(key: str, value: Any) -> Iterator[str]:
    """The ids of what a value shows, in order."""
    if isinstance(value, list):
        for item in value:
            yield from _links(key, item)
    elif isinstance(value, Mapping):
        kind, sys = value.get("nodeType"), value.get("sys")
        if isinstance(sys, Mapping) and sys.get("type") == "Link":
            if key not in AUTHORS:
                yield _id(value)
        elif kind is None or kind in SHOWN or not isinstance(value.get("data"), Mapping):
            for name, inner in value.items():
                yield from _links(str(name).lower(), inner)
        else:
            yield from _links(key, value.get("content"))


def _id(item: Mapping[str, Any]) -> str:
    sys = item.get("sys")
    return str(sys.get("id", "")) if isinstance(sys, Mapping) else ""


def _description(item: Mapping[str, Any]) -> Any:
    fields = item.get("fields")
    return fields.get("description") or "" if isinstance(fields, Mapping) else ""
