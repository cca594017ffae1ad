"""Landmarks that can be told apart: when a page has two of one role and name, its list of landmarks helps nobody.

DPUB-ARIA makes landmarks of most parts of a text (a foreword, an appendix); axe-core's rule ``landmark-unique`` (Ace
runs it) asks that no two of a page sound the same. It is seen to when a page is whole.
"""

from __future__ import annotations

from exporter.writers.xhtml.block import heard
from exporter.writers.xhtml.elements import XHTML, Element


def tell_landmarks_apart(root: Element) -> None:
    """Take its label from a section of which the role and name have been heard already: its heading stays."""
    heard_before: set[tuple[str, str]] = set()
    for made in root.iter(f"{{{XHTML}}}section"):
        name = made.get("aria-labelledby", "")
        heading = made[0] if len(made) else None
        if not name or heading is None or heading.get("id") != name:
            continue
        key = (made.get("role", ""), " ".join(heard(heading).split()).casefold())
        if key in heard_before:
            del made.attrib["aria-labelledby"]
        heard_before.add(key)
