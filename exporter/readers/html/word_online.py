"""Lists that Word on the web copies: each item a list of its own, its depth and list in attributes.

``data-aria-level`` tells how deep an item is, ``data-listid`` of which list; the lists stand one after the other.
"""

from __future__ import annotations

from exporter.readers.html.marks import Marks
from exporter.readers.html.tree import Node, attribute, descendants, element_like, elements

WRAPPERS = ("ListContainerWrapper", "OutlineElement")


def is_of_word_online(marks: Marks) -> bool:
    """Whether Word on the web wrote something in a page with ``marks``."""
    return "data-aria-level" in marks.attributes


def mend_word_online(body: Node) -> None:
    """Put the items below ``body`` that tell their depth into lists in one another."""
    items = [node for node in descendants(body) if node.name == "li" and attribute(node, "data-aria-level")]
    holders = {id(holder): holder for item in items if (holder := _holder(item)) is not None}
    for holder in holders.values():
        run: list[Node] = []
        for child in [*list(holder.children or ()), None]:
            if child is not None and _is_list(child):
                run.append(child)
            elif child is None or child.name != "#text" or str(child.data or "").strip():
                _nest(holder, run)
                run = []


def _holder(item: Node) -> Node | None:
    """What holds the lists of a run: above a list and the wrapper that is round it alone."""
    here = item.parent
    if here is None or here.name not in ("ul", "ol"):
        return None
    above = here.parent
    return above.parent if above is not None and _is_wrapper(above) else above


def _is_wrapper(node: Node) -> bool:
    inside = elements(node)
    names = (attribute(node, "class") or "").split()
    return node.name == "div" and len(inside) == 1 and any(name.startswith(WRAPPERS) for name in names)


def _is_list(node: Node) -> bool:
    inner = elements(node)[0] if _is_wrapper(node) else node
    items = elements(inner) if inner.name in ("ul", "ol") else []
    return bool(items) and all(item.name == "li" and attribute(item, "data-aria-level") for item in items)


def _nest(holder: Node, run: list[Node]) -> None:
    if len(run) < 2:
        return
    stack: list[tuple[int, Node]] = []
    first = run[0]
    for part in run:
        found = elements(part)[0] if _is_wrapper(part) else part
        for item in elements(found):
            level = int(said) if (said := attribute(item, "data-aria-level") or "").isdigit() else 1
            while stack and (
                stack[-1][0] > level or (stack[-1][0] == level and not _goes_on(stack[-1][1], found, item))
            ):
                stack.pop()
            if not stack or stack[-1][0] < level:
                made = element_like(found, found.name, dict(found.attrs or {}))
                if stack:
                    elements(stack[-1][1])[-1].append_child(made)
                else:
                    holder.insert_before(made, first)
                stack.append((level, made))
            item.parent.remove_child(item)
            stack[-1][1].append_child(item)
    for part in run:
        holder.remove_child(part)


def _goes_on(before: Node, found: Node, item: Node) -> bool:
    """Whether an item goes on with a list: of the same kind, and of the same number where lists are numbered."""
    said = {attribute(one, "data-listid") for one in (elements(before)[-1], item)} - {None}
    return bool(before.name == found.name and len(said) < 2)
