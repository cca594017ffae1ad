"""The title of a Markdown article: the one heading that opens it, else the metadata's.

Pictures, badges and lines of links may stand above the heading, as in the files that open a repository; they come after
it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from exporter.model import Figure, Image, Link, PageMarker, Paragraph, ThematicBreak, plain_text, walk
from exporter.readers.sections import Flow, Heading

MOST_BEFORE = 8
SHORT, FEW = 200, 12
"""A line above the title has no more characters than this, and so few that are not links."""


def opening(flow: Sequence[Flow], known: str) -> tuple[Heading | None, list[Flow]]:
    """The heading that is the title, and the rest of the flow.

    ``known`` is the title that the metadata give: then only a heading of the same words is it, and there is one title.
    """
    at = next((place for place, item in enumerate(flow) if isinstance(item, Heading)), None)
    if at is None or at > MOST_BEFORE or not all(_is_small(item) for item in flow[:at]):
        return None, list(flow)
    heading = flow[at]
    assert isinstance(heading, Heading)
    words = plain_text(heading.title).strip()
    if known:
        if not words or _words(words) != _words(known):
            return None, list(flow)
    elif (heading.level > 1 and (at or _is_one_of_several(flow, at))) or (
        not words and not any(isinstance(node, Image) and node.alt for node in walk(heading.title))
    ):
        return None, list(flow)
    return heading, [*(_kicker(item) for item in flow[:at]), *flow[at + 1 :]]


def _is_one_of_several(flow: Sequence[Flow], at: int) -> bool:
    """Whether other headings stand beside or above the one at ``at``."""
    heading = flow[at]
    assert isinstance(heading, Heading)
    return any(isinstance(item, Heading) and item.level <= heading.level for item in flow[at + 1 :])


def _is_small(item: Flow) -> bool:
    match item:
        case Paragraph():
            own = [node for node in item.content if not isinstance(node, Link)]
            few = len(plain_text(own).strip(" |·•-–—/\n")) <= (FEW if len(own) < len(item.content) else 0)
            return few and len(plain_text(item)) <= SHORT
        case Figure() | ThematicBreak() | PageMarker():
            return True
        case _:
            return False


def _kicker(item: Flow) -> Flow:
    """A line of words above the title is a kicker."""
    if (
        isinstance(item, Paragraph)
        and plain_text(item).strip()
        and not any(isinstance(node, Image) for node in walk(item))
    ):
        return replace(item, role=item.role or "kicker")
    return item


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("\u00ad", "")))
