"""Footnotes as the common plug-ins and word processors write them: a link to a note, and in the note a link back.

What is a note is told by roles (DPUB-ARIA, EPUB types), by class names, or by two links that lead to one another. The
note then stands where it is referred to, as the model wants it; the list it came from is gone, heading and all.
"""

from __future__ import annotations

import re

from exporter.readers.html.state import Reading
from exporter.readers.html.tree import WORDS_GO_ON, Node, attribute, descendants, has_class, text_of, words_below

HOLDERS = frozenset(["aside", "dd", "div", "dl", "li", "ol", "p", "section", "td", "tr", "ul"])
BODIES = frozenset(["li", "aside", "div", "p", "dd"])
_MARK = re.compile(r"[\[(]?\s*(?:\d{1,4}|[a-zA-Z*†‡§¶]{1,3}|[ivxlc]{1,6})\s*[\])]?\.?")
_NAMED_MARK = re.compile(r"[\[(]\s*[\w.:§†‡* -]{1,24}\s*[\])]|[\w.-]{1,12}\s?\d{1,4}")
"""Marks with a name, as groups of notes have them: “[note 1]”, “(b 12)”, “nb 3”."""
_NOTE_NAME = re.compile(r"(?:sd)?(?:ftn|edn|fn|en|(?:foot|end)note)[-_:]?\w*$", re.IGNORECASE)
_HEADING = re.compile(
    r"(foot|end)?notes?|(notes and )?references|citations|einzelnachweise|anmerkungen|fu(ss|ß)noten|"
    r"notes de bas de page|références|notas|referencias",
    re.IGNORECASE,
)


def mark_footnotes(reading: Reading, body: Node) -> None:
    """Turn references and notes below ``body`` into the elements that ``notes`` reads.

    Where one reference shows that an element is a note, all marks that lead to it are references.
    """
    links = [node for node in descendants(body) if node.name == "a"]
    if not any((attribute(link, "href") or "").startswith("#") for link in links):
        return
    named = {name: node for node in descendants(body) if (name := _own_name(node))}
    leading = _holders_of_links(links)
    marks: list[tuple[Node, Node]] = []
    proven: set[int] = set()
    for link in links:
        target = named.get((attribute(link, "href") or "").removeprefix("#"))
        if target is None or link.parent is None or not (attribute(link, "href") or "").startswith("#"):
            continue
        held = _note_of(link, target, leading)
        if held is None or _is_inside(link, held[0]):
            continue
        marks.append((link, held[0]))
        if held[1]:
            proven.add(id(held[0]))
    found: dict[int, str] = {}
    for link, note in marks:
        if id(note) not in proven or link.parent is None:
            continue
        key = found.setdefault(id(note), f"html-{len(found) + 1}")
        _take_away_links_back(note, _names_round(link))
        _strip_number(note, text_of(link))
        note.attrs["data-note"] = key
        _replace_reference(link, key)
    for note in [node for node in descendants(body) if node.name != "x-note" and _key(node) in found.values()]:
        _take_out(reading, note, body)


def _own_name(node: Node) -> str:
    return "" if node.name.startswith("#") else attribute(node, "id") or attribute(node, "name") or ""


def _holders_of_links(links: list[Node]) -> dict[str, set[int]]:
    """For each name that links lead to, what holds such a link: found once, for notes are asked for by every link."""
    leading: dict[str, set[int]] = {}
    for link in links:
        holders = leading.setdefault((attribute(link, "href") or "")[1:], set())
        here = link.parent
        while here is not None:
            holders.add(id(here))
            here = here.parent
    return leading


def _note_of(link: Node, target: Node, leading: dict[str, set[int]]) -> tuple[Node, bool] | None:
    """What a mark leads to, and whether this link shows that it is a note; None where the link is not a mark."""
    body = target if target.name in BODIES else _ancestor(target, BODIES)
    if body is None:
        return None
    if body.name == "p" and body.parent is not None and _NOTE_NAME.match(attribute(body.parent, "id") or ""):
        body = body.parent  # Word and LibreOffice put each note's paragraphs into a division of that name
    roles = _has_role(link, "doc-noteref", "noteref") or _has_role(body, "doc-footnote", "doc-endnote", "footnote")
    classes = has_class(link, "footnote", "noteref", "fn-ref") or _in_class(body, "footnote", "endnote", "fnlist")
    leads_back = any(id(body) in leading.get(name, ()) for name in _names_round(link))
    words = " ".join(text_of(link).split())
    is_mark = _MARK.fullmatch(words) is not None or (leads_back and _NAMED_MARK.fullmatch(words) is not None)
    return (body, roles or classes or leads_back) if is_mark else None


def _names_round(link: Node) -> set[str]:
    """What a link back can be aimed at: the reference itself, or the raised element that it stands in."""
    parent = link.parent
    nodes = [link, *(inner for inner in descendants(link)), *([parent] if parent is not None else [])]
    return {name for name in (_own_name(node) for node in nodes) if name}


def _has_role(node: Node, *roles: str) -> bool:
    held = f"{attribute(node, 'role') or ''} {attribute(node, 'epub:type') or ''}".split()
    return any(role in held for role in roles)


def _in_class(node: Node, *names: str) -> bool:
    here: Node | None = node
    for _ in range(4):
        if here is None or here.name.startswith("#"):
            return False
        if has_class(here, *names) or _has_role(here, "doc-endnotes", "footnotes", "endnotes"):
            return True
        here = here.parent
    return False


def _ancestor(node: Node, names: frozenset[str]) -> Node | None:
    here = node.parent
    while here is not None and here.name not in ("body", "article", "main", "section"):
        if here.name in names:
            return here
        here = here.parent
    return None


def _is_inside(node: Node, other: Node) -> bool:
    here: Node | None = node
    while here is not None:
        if here is other:
            return True
        here = here.parent
    return False


def _take_away_links_back(note: Node, names: set[str]) -> None:
    for node in [item for item in descendants(note) if _is_box_of_links_back(item)]:
        if node.parent is not None:
            node.parent.remove_child(node)
    for node in [item for item in descendants(note) if item.name == "a"]:
        back = _has_role(node, "doc-backlink", "backlink") or has_class(node, "footnote-back", "backref", "backlink")
        if back or (attribute(node, "href") or "")[1:] in names:
            parent = node.parent
            parent.remove_child(node)
            while parent.name in WORDS_GO_ON and parent.parent is not None and not words_below(parent).strip():
                parent, empty = parent.parent, parent
                parent.remove_child(empty)


def _is_box_of_links_back(node: Node) -> bool:
    """Whether an element holds the links back and their signs alone, as MediaWiki sets them: “↑ a b”."""
    if node.name not in ("span", "sup", "small", "div"):
        return False
    if not has_class(node, "cite-backlink", "backlinks", "backrefs"):
        return False
    links = sum(1 for item in descendants(node) if item.name == "a")
    return len(re.findall(r"\w", text_of(node))) <= 3 * links


def _replace_reference(link: Node, key: str) -> None:
    """Make the link the reference itself, and with it brackets round it and the raised number it stands alone in."""
    _take_away_brackets(link)
    holder = link
    if link.parent is not None and link.parent.name == "sup" and text_of(link.parent).strip() == text_of(link).strip():
        holder = link.parent
    for child in list(holder.children or ()):
        holder.remove_child(child)
    holder.name = "x-note"
    holder.attrs.clear()
    holder.attrs["data-note"] = key


def _take_away_brackets(link: Node) -> None:
    """Brackets right round a reference are part of its mark, which each format sets in its own way."""
    siblings = list(link.parent.children or ())
    at = next(number for number, item in enumerate(siblings) if item is link)
    around = siblings[at - 1 : at] + siblings[at + 1 : at + 2]
    if len(around) < 2 or any(item.name != "#text" for item in around):
        return
    before, behind = (str(item.data or "") for item in around)
    if (before.rstrip()[-1:], behind.lstrip()[:1]) in (("[", "]"), ("(", ")")):
        around[0].data, around[1].data = before.rstrip()[:-1], behind.lstrip()[1:]


def _key(node: Node) -> str:
    return "" if node.name.startswith("#") else attribute(node, "data-note") or ""


def _take_out(reading: Reading, note: Node, body: Node) -> None:
    """Move a note to where ``notes`` finds it, and remove the lists and sections that its going leaves empty."""
    _remove_heading(reading, note, body)
    holder = note.parent
    made = note.clone_node(deep=False)
    made.name, key = "x-note-body", _key(note)
    made.attrs.clear()
    made.attrs["data-note"] = key
    if name := _own_name(note):
        made.attrs["data-name"] = name
    holder.remove_child(note)
    _strip_ends(note)
    note.attrs.pop("data-note")
    note.attrs.pop("id", None)  # the note itself has it now
    for child in [note] if note.name == "p" else list(note.children or ()):
        if child is not note:
            note.remove_child(child)
        made.append_child(child)
    while holder is not None and holder is not body and holder.name in HOLDERS and not _says_anything(holder):
        above = holder.parent
        _say_left_out(reading, holder)
        above.remove_child(holder)
        holder = above
    body.append_child(made)


def _strip_ends(note: Node) -> None:
    """Take away the hard spaces that stood between the number of a note and its words, and before the way back."""
    texts = [item for item in descendants(note) if item.name == "#text" and str(item.data or "").strip(" \n\t")]
    if texts:
        texts[0].data = str(texts[0].data or "").lstrip("\u00a0 \n\t")
    for last in reversed(texts):
        last.data = str(last.data or "").rstrip("\u00a0 \n\t")
        if last.data:
            return


def _strip_number(note: Node, mark: str) -> None:
    """Take away the number that is typed before a note's words and repeats its mark: “[1]”, “1.”, a raised 1."""
    name = re.escape(mark.strip(" \u00a0\n\t[]()."))
    texts = (item for item in descendants(note) if item.name == "#text" and str(item.data or "").strip("\u00a0 \n\t"))
    first = next(texts, None)
    if not name or first is None:
        return
    words = str(first.data or "")
    raised = first.parent.name == "sup"
    ends = r"[.):]+(?=\W)|[\u00a0\t]" + ("|$" if raised else "")
    first.data = re.sub(rf"^[\s\u00a0]*(?:\[{name}\]|\({name}\)|{name}(?:{ends}))[\s\u00a0]*", "", words)
    if raised and not text_of(first.parent).strip():
        first.parent.parent.remove_child(first.parent)


def _says_anything(node: Node) -> bool:
    """Whether an element has words or pictures beside a heading that only says “Notes”."""
    for item in descendants(node):
        if item.name in ("img", "svg", "math"):
            return True
        if item.name == "#text" and str(item.data or "").strip() and not _in_heading(item, node):
            return True
    return False


def _in_heading(text: Node, top: Node) -> bool:
    here = text.parent
    while here is not None and here is not top:
        if re.fullmatch("h[1-6]", here.name):
            return _HEADING.fullmatch(text_of(here).strip()) is not None
        here = here.parent
    return False


def _say_left_out(reading: Reading, node: Node) -> None:
    """Say that the heading of a list of notes is gone: each note is told where it is referred to."""
    words = " ".join(text_of(node).split())
    if words:
        message = f"the heading “{words[:40]}” of a list of notes was left out: each note stands at its reference"
        reading.report("HTML006", message, reading.position(node), left_out=words_below(node))


def _remove_heading(reading: Reading, note: Node, body: Node) -> None:
    """Remove a heading “Notes” and a rule right before a note, which announce nothing any more."""
    here = note
    while here is not body and here.parent is not None:
        siblings = list(here.parent.children or ())
        for node in reversed(siblings[: siblings.index(here)]):
            empty = node.name == "p" and not _says_anything(node)
            if empty or node.name == "#comment" or (node.name == "#text" and not str(node.data or "").strip()):
                continue
            heads = re.fullmatch("h[1-6]", node.name) and _HEADING.fullmatch(text_of(node).strip())
            if not heads and node.name != "hr":
                return
            _say_left_out(reading, node)
            here.parent.remove_child(node)
        if here.parent.name not in HOLDERS:
            return
        here = here.parent
