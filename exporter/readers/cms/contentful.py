"""Contentful's rich text (``@contentful/rich-text-types``), alone or in an answer of the delivery or GraphQL interface.

Entries and assets stand beside the article and are linked by id; an entry that is not in the file is reported. An
asset's ``description`` is its alternative text, its title and file name are for the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from exporter.readers.cms import inlines, named, parts, pictures, runs, tree_blocks, trees
from exporter.readers.cms.envelope import unlocalised
from exporter.readers.cms.fields import Fields
from exporter.readers.cms.json_places import listed, objects
from exporter.readers.cms.reading import EmptyAlt, Reading
from exporter.readers.cms.runs import Mark, Run
from exporter.readers.cms.tree import Nodes, text
from exporter.readers.cms.trees import Node, Tree

EMPTY_ALT: EmptyAlt = "unsaid"


def nodes(r: Reading, value: Mapping[str, Any]) -> Nodes:
    """The blocks of a Contentful document."""
    return trees.blocks(TREE, r, _children(value))


def resolver(value: Any) -> Callable[[Any], Any]:
    """What gives for a link the entry or asset it leads to, where the file has it, and any other value as it is."""
    known: dict[tuple[str, str], Any] = {}
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, Mapping):
            sys = item.get("sys")
            if isinstance(sys, Mapping) and isinstance(sys.get("id"), str) and sys.get("type") != "Link":
                kind = str(sys.get("type") or "") or ("Asset" if "url" in item or "contentType" in item else "Entry")
                if len(item) > 1:
                    known.setdefault((kind, sys["id"]), item)
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)

    def resolve(link: Any) -> Any:
        sys = link.get("sys") if isinstance(link, Mapping) else None
        if not isinstance(sys, Mapping) or sys.get("type") != "Link":
            return link
        return known.get((str(sys.get("linkType")), str(sys.get("id"))), link)

    return resolve


def _kind(node: Node) -> str:
    kind = node.get("nodeType")
    return kind if isinstance(kind, str) else ""


def _children(node: Node) -> list[Node]:
    held = node.get("content")
    return objects(held)


def _fields(node: Node) -> Mapping[str, Any]:
    held = node.get("data")
    return held if isinstance(held, Mapping) else {}


def _leaf(r: Reading, node: Node) -> tuple[str, tuple[Mark, ...]] | None:
    if node.get("nodeType") != "text":
        return None
    made: list[Mark] = []
    for mark in listed(node.get("marks")):
        known = runs.by_name(str(mark.get("type"))) if isinstance(mark, Mapping) else None
        if isinstance(known, Mark):
            made.append(known)
        elif known == "":
            inlines.unknown_inline(r, str(mark.get("type")))
    return str(node.get("value", "")), tuple(made)


def _paragraph(t: Tree, r: Reading, node: Node) -> Nodes:
    """A paragraph; one of several lines that is nothing but code is code set apart: the format has no other."""
    leaves = [child for child in _children(node) if child.get("value")]
    all_code = bool(leaves) and all({"type": "code"} in listed(child.get("marks")) for child in leaves)
    if all_code:
        words = "".join(str(child.get("value")) for child in leaves)
        return parts.code(r, words) if "\n" in words.strip() else _code_line(r, words)
    return tree_blocks.BLOCKS["paragraph"](t, r, node)


def _code_line(r: Reading, words: str) -> Nodes:
    return [r.e("p", r.e("code", text(words, r.pos)))]


def _target(r: Reading, node: Node) -> Mapping[str, Any] | None:
    """The entry or asset that a node shows; None, and a finding, where the file does not have it."""
    link = _fields(node).get("target")
    found = r.resolve(link)
    sys = found.get("sys") if isinstance(found, Mapping) else None
    if found is link and not (isinstance(found, Mapping) and "fields" in found):
        name = (sys.get("id") or sys.get("urn") or "") if isinstance(sys, Mapping) else ""
        r.report("CMS006", f"the linked entry “{str(name)[:60]}” is not in the file; it was left out")
        return None
    return found if isinstance(found, Mapping) else None


def _entry_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    held = entry.get("fields")
    held = held if isinstance(held, Mapping) else {key: value for key, value in entry.items() if key != "sys"}
    return {key: unlocalised(value) for key, value in held.items()}


def _entry_kind(entry: Mapping[str, Any]) -> str:
    sys = entry.get("sys")
    kind = sys.get("contentType") if isinstance(sys, Mapping) else None
    inner = kind.get("sys") if isinstance(kind, Mapping) else None
    return str(inner.get("id", "")) if isinstance(inner, Mapping) else str(entry.get("__typename", "entry"))


def _entry(t: Tree, r: Reading, node: Node) -> Nodes:
    found = _target(r, node)
    if found is None:
        return []
    if any(found is other for other in r.within):
        r.report("CMS006", f"the block “{_entry_kind(found)[:60]}” contains itself; the inner copy was left out")
        return []
    r.within.append(found)
    with r.at(found):
        made = named.block(r, _entry_kind(found), _entry_fields(found))
    r.within.pop()
    return made


def _asset(t: Tree, r: Reading, node: Node) -> Nodes:
    found = _target(r, node)
    if found is None:
        return []
    return asset(r, found)


def asset(r: Reading, found: Mapping[str, Any]) -> Nodes:
    """A picture with its description as alternative text; any other file is a link with its title."""
    held = _entry_fields(found)
    file = held.get("file")
    file = file if isinstance(file, Mapping) else held
    kind = str(file.get("contentType", "image/"))
    if kind.startswith("image/"):
        return pictures.figure_of(r, {"alt": held.get("description")}, {**held, "file": file, "url": file.get("url")})
    address = str(file.get("url", ""))
    return parts.embed(r, "https:" + address if address.startswith("//") else address, str(held.get("title", "")), [])


def _inline_entry(t: Tree, r: Reading, node: Node, marks: tuple[Mark, ...]) -> list[Run]:
    found = _target(r, node)
    if found is None:
        return []
    made = inlines.inline(r, _entry_kind(found), _entry_fields(found), [])
    return [Run("", marks, tuple(made), r.pos)] if made else []


def _linked_entry(t: Tree, r: Reading, node: Node, marks: tuple[Mark, ...]) -> list[Run]:
    """A link to an entry or asset: where that has an address it leads there, else its words stay."""
    found = r.resolve(_fields(node).get("target"))
    held = _entry_fields(found) if isinstance(found, Mapping) else {}
    file = held.get("file")
    address = Fields(r, file if isinstance(file, Mapping) else held).string("address") if held else ""
    address = "https:" + address if address.startswith("//") else address
    mark = (runs.link(address),) if address.startswith(("http", "mailto:", "tel:")) else ()
    if not mark:
        r.report("CMS006", "a link to another entry of the CMS leads nowhere outside it; its words stay")
    return trees.runs_of(t, r, _children(node), (*mark, *marks))


TREE = Tree(
    _kind,
    _children,
    _fields,
    _leaf,
    blocks={
        **tree_blocks.BLOCKS,
        "paragraph": _paragraph,
        "embeddedentryblock": _entry,
        "embeddedassetblock": _asset,
        "embeddedresourceblock": _entry,
    },
    inlines={
        "embeddedentryinline": _inline_entry,
        "embeddedresourceinline": _inline_entry,
        "entryhyperlink": _linked_entry,
        "assethyperlink": _linked_entry,
        "resourcehyperlink": _linked_entry,
    },
)
