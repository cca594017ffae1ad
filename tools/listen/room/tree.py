"""The accessibility tree as plain text, one node a line, as AT-SPI tells it.

No coordinates, ids or process names, so that two dumps can be compared. Nodes that tell nothing (no name, role,
language or position of their own) are passed over and their children stand in their place.
"""

import re
from collections.abc import Iterator

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

OBJECT = "\ufffc"  # stands in a text for a child (AT-SPI Hypertext)
SILENT_ROLES = {"section", "static", "filler", "panel", "embedded", "text", "redundant object", "unknown"}
PLAIN_TAGS = {"span", "div", "body", "html", "#document", "embed"}
STATES = {
    Atspi.StateType.CHECKED: "checked",
    Atspi.StateType.EXPANDED: "expanded",
    Atspi.StateType.REQUIRED: "required",
    Atspi.StateType.INVALID_ENTRY: "invalid",
    Atspi.StateType.BUSY: "busy",
}


def fresh() -> None:
    """Forgets what AT-SPI has cached: programs that redraw often do not say so."""
    Atspi.get_desktop(0).clear_cache()


def children(node: Atspi.Accessible) -> Iterator[Atspi.Accessible]:
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def find(node: Atspi.Accessible, wanted, depth: int = 40) -> Iterator[Atspi.Accessible]:  # type: ignore[no-untyped-def]
    """Every node below (and with) `node` for which wanted(node) is true; does not look inside a found one."""
    try:
        if wanted(node):
            yield node
        elif depth:
            for child in children(node):
                yield from find(child, wanted, depth - 1)
    except GLib.Error:  # the node went away while the program worked
        return


def attributes(node: Atspi.Accessible) -> dict[str, str]:
    return dict(node.get_attributes() or {})


def showing(node: Atspi.Accessible) -> bool:
    return bool(node.get_state_set().contains(Atspi.StateType.SHOWING))


def visible(text: str) -> str:
    """A text on one line: line ends and the characters that stand for objects are spelled out."""
    text = text.replace("\r\n", "\n").replace("\n", "\\n").replace("\t", "\\t").replace(OBJECT, "[object]")
    return re.sub(r"[\x00-\x1f\x7f]", lambda m: f"\\x{ord(m.group()):02x}", text)


def whole_text(node: Atspi.Accessible) -> str:
    """A node's name, or else all text below it."""
    if name := node.get_name():
        return str(name)
    text = Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)) if "Text" in node.get_interfaces() else ""
    if text.strip(OBJECT):
        return str(text)
    return " ".join(filter(None, (whole_text(child) for child in children(node))))


class Dump:
    """Collects the lines of one document. `base` is cut from the front of links; with `focus` each text is
    given the focus before it is asked."""

    def __init__(self, base: str = "", focus: bool = False) -> None:
        self.lines: list[str] = []
        self.base, self.focus = base, focus
        self.viewer = ""  # pdf.js: what has no language of its own is told in the viewer's

    def document(self, root: Atspi.Accessible) -> None:
        """The whole tree; the language of its first text stands at the top, others where they begin."""
        lang = self.first_language(root) or self._locale(root)
        self.node(root, 0, lang)
        self.say_language(lang)

    def say_language(self, lang: str) -> None:
        if lang and self.lines:
            self.lines[0] += f" lang={lang}"

    def first_language(self, root: Atspi.Accessible) -> str:
        def speaks(node: Atspi.Accessible) -> bool:
            if node.get_child_count() or "Text" not in node.get_interfaces():
                return False
            return bool(Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)).strip())

        for first in find(root, speaks):
            if self.focus:
                Atspi.Component.grab_focus(first)
            found, _, _ = Atspi.Text.get_attribute_run(first, 0, True)
            return str(dict(found or {}).get("language", "")) or self._locale(first)
        return ""

    def node(self, node: Atspi.Accessible, depth: int, lang: str) -> None:
        try:
            self._node(node, depth, lang)
        except GLib.Error:
            self.lines.append("  " * depth + "(gone)")

    def _node(self, node: Atspi.Accessible, depth: int, lang: str) -> None:
        known = attributes(node)
        if known.get("hidden") == "true":
            return
        role, name = node.get_role_name(), node.get_name() or ""
        interfaces = set(node.get_interfaces())
        own_lang = self._locale(node) or lang
        if own_lang == self.viewer:
            own_lang = lang
        if self.focus and "Text" in interfaces:
            Atspi.Component.grab_focus(node)
        text = Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)) if "Text" in interfaces else ""
        count = node.get_child_count()
        facts = self._facts(node, role, known, interfaces)
        if count == 0:
            self._leaf(node, depth, role, name, facts, text, own_lang, lang)
            return
        if own_lang != lang:
            facts.append(f"lang={own_lang}")
        shown = name if name and name != text else ""
        inner = depth
        if role not in SILENT_ROLES or facts or shown:
            self._line(depth, role, shown, facts)
            inner = depth + 1
        start = len(self.lines)
        if text.count(OBJECT) == count:
            self._mixed(node, text, inner, own_lang)
        else:
            for child in children(node):
                self.node(child, inner, own_lang)
        if inner > depth and len(self.lines) == start + 1:
            self._join(inner)

    def _join(self, depth: int) -> None:
        """An only text goes to the line of its node."""
        only = self.lines[-1].removeprefix("  " * depth)
        if only.startswith("text ") and " : " in only and " : " not in self.lines[-2]:
            facts, _, text = only.removeprefix("text ").partition(": ")
            if facts and " lang=" in self.lines[-2]:
                return  # the node says one language and its text another
            self.lines.pop()
            self.lines[-1] += " " + facts + ": " + text

    def _leaf(
        self, node: Atspi.Accessible, depth: int, role: str, name: str, facts: list[str], text: str, own: str, lang: str
    ) -> None:
        runs = list(self._runs(node, 0, len(text), text, own)) if text else []
        if role != "link" and "Hypertext" in node.get_interfaces():
            facts = facts + self._links_in(node, text)
        shown = name if name != text else ""
        tagged = not text and all(fact.startswith("tag=") for fact in facts)
        if role in SILENT_ROLES and not shown and (not facts or tagged):
            for run_lang, run in runs:
                self._text(depth, run, run_lang, lang)
        elif len(runs) <= 1:
            if runs and runs[0][0] != lang:
                facts = [*facts, f"lang={runs[0][0]}"]
            self._line(depth, role, shown, facts, runs[0][1] if runs else "")
        else:
            self._line(depth, role, shown, facts)
            for run_lang, run in runs:
                self._text(depth + 1, run, run_lang, lang)

    def _mixed(self, node: Atspi.Accessible, text: str, depth: int, lang: str) -> None:
        """Text with a child at each object character, in order (Firefox)."""
        place = 0
        for child in children(node):
            at = text.index(OBJECT, place)
            for run_lang, run in self._runs(node, place, at, text, lang):
                self._text(depth, run, run_lang, lang)
            self.node(child, depth, lang)
            place = at + 1
        for run_lang, run in self._runs(node, place, len(text), text, lang):
            self._text(depth, run, run_lang, lang)

    @staticmethod
    def _runs(node: Atspi.Accessible, start: int, end: int, text: str, lang: str) -> Iterator[tuple[str, str]]:
        """The text from start to end, cut where its language changes."""
        pieces: list[tuple[str, str]] = []
        at = start
        while at < end:
            try:
                found, _, stop = Atspi.Text.get_attribute_run(node, at, True)
            except GLib.Error:
                found, stop = {}, end
            stop = min(stop, end) if stop > at else end
            tag = dict(found or {}).get("language", lang) or lang
            if pieces and pieces[-1][0] == tag:
                pieces[-1] = (tag, pieces[-1][1] + text[at:stop])
            else:
                pieces.append((tag, text[at:stop]))
            at = stop
        yield from pieces

    @staticmethod
    def _locale(node: Atspi.Accessible) -> str:
        tag = node.get_object_locale() or ""
        return "" if tag.startswith("C") or tag == "POSIX" else tag.replace("_", "-").split(".")[0]

    def _facts(self, node: Atspi.Accessible, role: str, known: dict[str, str], interfaces: set[str]) -> list[str]:
        facts = []
        if known.get("level"):
            facts.append(f"level={known['level']}")
        if known.get("xml-roles") and known["xml-roles"] not in (role, "generic", "none", "presentation"):
            facts.append(f"role={known['xml-roles']}")
        if role in SILENT_ROLES and known.get("tag") and known["tag"].lower() not in PLAIN_TAGS:
            facts.append(f"tag={known['tag'].lower()}")
        for key in ("roledescription", "valuetext"):
            if known.get(key):
                facts.append(f'{key}="{visible(known[key])}"')
        if known.get("posinset"):
            facts.append(f"item={known['posinset']}/{known.get('setsize', '?')}")
        if "Table" in interfaces and "table" in role:
            facts.append(f"rows={Atspi.Table.get_n_rows(node)} columns={Atspi.Table.get_n_columns(node)}")
        if "TableCell" in interfaces:
            facts += self._cell(node)
        if role == "link":
            facts += self._link(node)
        described = node.get_description() or ""
        if described and role not in ("document web", "document frame"):
            facts.append(f'description="{visible(described)}"')
        if "Text" in interfaces and (style := self._style(node)):
            facts.append(f'style="{style}"')
        states = node.get_state_set()
        facts += [word for state, word in STATES.items() if states.contains(state)]
        return facts

    @staticmethod
    def _style(node: Atspi.Accessible) -> str:
        """The paragraph style, which Writer gives as an attribute of the text: told only when asked for."""
        if node.get_role_name() not in ("paragraph", "heading", "list item", "block quote", "caption"):
            return ""
        try:
            found, _, _ = Atspi.Text.get_attribute_run(node, 0, True)
            return str(dict(found or {}).get("paragraph-style", ""))
        except GLib.Error:
            return ""

    @staticmethod
    def _cell(node: Atspi.Accessible) -> list[str]:
        cell = Atspi.TableCell
        found, row, column = cell.get_position(node)
        facts = [f"row={row + 1} column={column + 1}"] if found else []
        for word, span in (("rowspan", cell.get_row_span(node)), ("colspan", cell.get_column_span(node))):
            if span > 1:
                facts.append(f"{word}={span}")
        for word, heads in (
            ("rowhead", cell.get_row_header_cells(node)),
            ("columnhead", cell.get_column_header_cells(node)),
        ):
            names = [visible(whole_text(h)) for h in heads or [] if h is not None]
            if names:
                more = [f"and {len(names) - 3} more"] if len(names) > 3 else []
                facts.append(f'{word}="{" | ".join(names[:3] + more)}"')
        return facts

    def _links_in(self, node: Atspi.Accessible, text: str) -> list[str]:
        """Links that are stretches of a text and not nodes (Writer)."""
        facts = []
        for index in range(Atspi.Hypertext.get_n_links(node)):
            link = Atspi.Hypertext.get_link(node, index)
            uri = link.get_uri(0) if link is not None else ""
            if uri:
                words = text[link.get_start_index() : link.get_end_index()]
                facts.append(f'link="{visible(words)}" to={uri.removeprefix(self.base)}')
        return facts

    def _link(self, node: Atspi.Accessible) -> list[str]:
        try:
            link = node.get_hyperlink()
            uri = link.get_uri(0) if link is not None else ""
        except GLib.Error:
            uri = ""
        if not uri:
            return []
        return [f"to={uri.removeprefix(self.base)}"]

    def _line(self, depth: int, role: str, name: str, facts: list[str], text: str = "") -> None:
        line = "  " * depth + role
        if name:
            line += f' "{visible(name)}"'
        if facts:
            line += " " + " ".join(facts)
        if text:
            line += f" : {visible(text)}"
        self.lines.append(line)

    def _text(self, depth: int, text: str, run_lang: str, lang: str) -> None:
        if text:
            self._line(depth, "text", "", [f"lang={run_lang}"] if run_lang != lang else [], text)
