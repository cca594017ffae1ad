"""What the eye gets of a finished file and the ear does not, and the reverse, as text and as data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from exporter.findings.place import as_data, described
from exporter.readback.sight import OneSense

HEADINGS = {
    "unheard": "Seen and not heard",
    "unseen": "Heard and not seen",
}
"""Way of ``OneSense`` → the heading of its part; what listeners miss comes first."""


def as_text(found: Sequence[OneSense], form: str) -> str:
    """A part for each way, a line for each stretch of words, with its place."""
    return "".join(f"{line}\n" for line in _lines(found, form))


def _lines(found: Sequence[OneSense], form: str) -> Iterator[str]:
    for way, heading in HEADINGS.items():
        own = [item for item in found if item.way == way]
        yield f"{heading}: {len(own) or 'nothing'}"
        for item in own:
            place = f" ({described(item.place, form)})" if item.place else ""
            yield f"  {item.sentence}{place}"


def as_json(found: Sequence[OneSense], name: str, form: str) -> str:
    """The same as data: all words, why, and the place."""
    parts = {way: [_data(item, form) for item in found if item.way == way] for way in HEADINGS}
    return json.dumps({"file": name, **parts}, ensure_ascii=False, indent=2) + "\n"


def _data(item: OneSense, form: str) -> dict[str, object]:
    words = " ".join(item.words.split())
    return {"words": words, "why": item.why, **({"place": as_data(item.place, form)} if item.place else {})}
