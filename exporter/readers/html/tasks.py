"""Items that are tasks, done or not, as pages and editors write them; words that a style strikes through.

A box to tick at the head of an item (GitHub, GitLab), ``aria-checked`` on the item (Google Docs), ``data-checked``
(ProseMirror) and ``data-list`` (Quill) become the words that lists of tasks have in every format. Boxes of forms ask a
reader something, and stay the form's.
"""

from __future__ import annotations

from exporter.phrases import has_phrases, phrase
from exporter.readers.html.marks import Marks
from exporter.readers.html.state import Reading
from exporter.readers.html.styles import Styles, is_struck
from exporter.readers.html.tree import Node, attribute, descendants, element_like, text_like, text_of

_TRUE = {"true": "done", "checked": "done", "done": "done", "": "done", "mixed": "partly"}
_FALSE = frozenset(["false", "unchecked"])
_BEFORE = frozenset("label p div span".split())
"""Elements that may stand between an item and its box."""
_PHRASES = frozenset("a abbr b bdi bdo code em font i mark q small span strong sub sup u del s img br".split())
_STRUCK = frozenset("p li td th dd dt div a b strong i em u small mark".split())


def may_have_tasks(marks: Marks) -> bool:
    """Whether a page with ``marks`` may have any."""
    said = {"data-checked", "data-list", "role", "aria-checked"}
    return "li" in marks.names and ("input" in marks.names or not said.isdisjoint(marks.attributes))


def mend_tasks(lang: str, body: Node) -> None:
    """Put the words for done or not before items of to-do lists, in the article's ``lang``."""
    for item in [item for item in descendants(body) if item.name == "li"]:
        state = _state(item)
        if state:
            _say(item, f"task-{state}", lang)


def may_be_struck(marks: Marks, styles: Styles) -> bool:
    """Whether a style may strike something through in a page with ``marks``."""
    return "line-through" in marks.said or styles.set_any("text-decoration", "text-decoration-line")


def strike(reading: Reading, body: Node) -> None:
    """Make what a style strikes through deleted words (CSS Text Decoration 3, 2.1); spans are read so elsewhere."""
    for node in [item for item in descendants(body) if item.name in _STRUCK]:
        if is_struck(reading.registry.styles.of(node)):
            inside = list(node.children or ())
            if inside and all(item.name in _PHRASES or item.name == "#text" for item in inside):
                struck = element_like(node, "del", {})
                for item in inside:
                    node.remove_child(item)
                    struck.append_child(item)
                node.append_child(struck)


def _state(item: Node) -> str:
    """ "done", "open" or "partly"; "" for an item that is not a task."""
    box = _box(item)
    if box is not None:
        checked = attribute(box, "checked") is not None or attribute(box, "aria-checked") == "true"
        box.parent.remove_child(box)
        return "done" if checked else "open"
    said = [attribute(item, name) for name in ("data-checked", "data-list")]
    if attribute(item, "role") == "checkbox" or attribute(item, "aria-checked") is not None:
        said.append(attribute(item, "aria-checked") or "false")
    for word in said:
        if word is not None and (word in _TRUE or word in _FALSE):
            return _TRUE.get(word, "open")
    return ""


def _box(item: Node) -> Node | None:
    """The box to tick at the head of an item that is not a form's."""
    here = item
    for _ in range(4):
        first = next((one for one in here.children or () if text_of(one).strip() or _has_input(one)), None)
        if first is None or first.name == "#text":
            return None
        if first.name == "input" and (attribute(first, "type") or "").lower() == "checkbox":
            asked = attribute(first, "name") is not None or _is_in_form(item)
            return None if asked and attribute(first, "disabled") is None else first
        if first.name not in _BEFORE:
            return None
        here = first
    return None


def _has_input(node: Node) -> bool:
    return node.name == "input" or any(one.name == "input" for one in descendants(node))


def _is_in_form(node: Node) -> bool:
    here = node.parent
    while here is not None:
        if here.name in ("form", "fieldset"):
            return True
        here = here.parent
    return False


def _say(item: Node, name: str, lang: str) -> None:
    """Put the words of a state where the words of the item begin."""
    here = item
    while True:
        first = next((one for one in here.children or () if text_of(one).strip() or one.name == "img"), None)
        if first is None or first.name not in _BEFORE:
            break
        here = first
    known = bool(lang) and has_phrases(lang)
    words = phrase(name, lang)
    pieces = [text_like(item, f"{words} ")]
    if not known:
        pieces = [element_like(item, "span", {"lang": "en"}), text_like(item, " ")]
        pieces[0].append_child(text_like(item, words))
    for piece in pieces:
        if first is None:
            here.append_child(piece)
        else:
            here.insert_before(piece, first)
