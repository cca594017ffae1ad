"""Links (ECMA-376 part 1, 17.16.22): to the web, to a place in this document, and those that can lead nowhere from it.

A relative or ``file:`` address means a place on its author's disk. Its words stay; all such are one finding.
"""

from __future__ import annotations

import re

from exporter.readers.word.inlines import Mark
from exporter.readers.word.ooxml import Element, R, W
from exporter.readers.word.state import State, folded_bookmark
from exporter.web_addresses import joined

LOCAL_LINKS, LOST_BOOKMARKS = "local links", "lost bookmarks"
_WEB = re.compile(r"www\.[\w-]+\.\w", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SAFE = re.compile(r"(?:https?://[^\s/\\?#]|mailto:\S|tel:\S)", re.IGNORECASE)


def link_mark(
    state: State, made: Element | None, address: str = "", bookmark: str = "", tip: str = "", serial: int = 0
) -> Mark | None:
    """The mark of a ``w:hyperlink``, or of a field's address, bookmark and tip; None where it leads nowhere."""
    if made is not None:
        relation = state.relation(made.get(R + "id"))
        address = relation.target if relation is not None else ""
        bookmark = made.get(W + "anchor") or made.get(W + "docLocation") or ""
        tip = made.get(W + "tooltip") or ""
        if made.get(R + "id") and relation is None:
            state.report("WORD007", f"a link refers to “{made.get(R + 'id')}”, which is not in the file", once=True)
    if address.startswith("#"):
        address, bookmark = "", address[1:]
    target = _target(state, address.strip(), bookmark.strip())
    return Mark("link", target, " ".join(tip.split()), serial or state.next_serial()) if target else None


def _scheme(address: str) -> str:
    """The scheme of an address, a drive's letter among them; "" for a relative one."""
    found = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
    return found[1] if found else ""


def _target(state: State, address: str, bookmark: str) -> str:
    if not address:
        key = folded_bookmark(bookmark)
        if key and key not in state.wanted and key not in ("_top", "top"):
            state.count(LOST_BOOKMARKS, bookmark)
            return ""
        return f"#{key}" if key in state.wanted else ""
    if _WEB.match(address):  # what Word opens as such
        address = f"http://{address}"
    elif _MAIL.fullmatch(address):
        address = f"mailto:{address}"
    if state.base and not _scheme(address) and not address.startswith("\\"):
        address = joined(state.base, address.replace("\\", "/"))
    if not _SAFE.match(address):
        state.count(LOCAL_LINKS, address[:60])
        return ""
    address = re.sub(r"\s", "%20", address)
    return f"{address}#{bookmark}" if bookmark and "#" not in address else address
