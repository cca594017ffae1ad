"""Where the words of a link end, found once for each bracket.

markdown-it looks for the end of every ``[`` through all that follows, a hundred brackets deep, and each rule that
begins with one looks again: brackets that nothing closes, by the thousand, took it seconds. One walk tells the ends of
all brackets it meets, and they are kept for the paragraph that is read.
"""

from __future__ import annotations

from markdown_it.helpers import parseLinkDestination, parseLinkTitle
from markdown_it.rules_inline import StateInline

Ends = dict[tuple[int, int], tuple[int, bool]]
"""For a bracket and the end of what is read: the place of the bracket that closes it (-1: none), and whether a link
stands between them."""


class Helpers:
    """markdown-it's helpers, as its rules ask for them."""

    parseLinkDestination = staticmethod(parseLinkDestination)
    parseLinkTitle = staticmethod(parseLinkTitle)

    @staticmethod
    def parseLinkLabel(state: StateInline, start: int, disableNested: bool = False) -> int:
        """The place of the bracket that ends the label which begins at ``start``; -1 where none does.

        ``disableNested``: a label must not hold a link (CommonMark, 6.3).
        """
        ends: Ends = vars(state).setdefault("label_ends", {})
        if (start, state.posMax) not in ends:
            _walk(state, start, ends)
        end, holds_link = ends[start, state.posMax]
        return -1 if disableNested and holds_link else end


def _walk(state: StateInline, start: int, ends: Ends) -> None:
    """Find the end of the bracket at ``start``, and of all within it or after it that the walk meets."""
    before, maximum = state.pos, state.posMax
    open_ones = [(start, -1)]
    last_link = -1
    state.pos = start + 1
    while state.pos < maximum:
        mark, at = state.src[state.pos], state.pos
        if mark == "]":
            first, link_before = open_ones.pop()
            ends[first, maximum] = (at, last_link > link_before)
            if not open_ones:
                break
        state.md.inline.skipToken(state)
        if mark != "[":
            continue
        if state.pos > at + 1:
            last_link = at
        elif (at, maximum) not in ends:
            open_ones.append((at, last_link))
        else:  # walked before, by a rule that looked ahead
            end, holds_link = ends[at, maximum]
            if end < 0:
                break  # what is open within them is never closed, and so they are not
            last_link = at if holds_link else last_link
            state.pos = end + 1
    for first, _ in open_ones:
        ends[first, maximum] = (-1, False)
    state.pos = before
