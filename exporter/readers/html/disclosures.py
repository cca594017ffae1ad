"""What a page shows only when asked to: accordions, “read more”, tabs. In a file nobody can, so all of it is shown.

HTML has ``details`` for it; most pages have a button that says ``aria-expanded`` or what it controls, and a panel that
is hidden (WAI-ARIA Authoring Practices, Accordion, Disclosure and Tabs; Bootstrap's ``data-bs-toggle``). Menus, dialogs
and hints are the site's and stay hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exporter.readers.html.marks import Marks
from exporter.readers.html.state import Reading
from exporter.readers.html.styles import is_not_shown
from exporter.readers.html.tree import Node, attribute, descendants, element_like, has_class, text_of

_TARGETS = ("aria-controls", "data-bs-target", "data-target")
_TOGGLES = frozenset(["collapse", "accordion"])
_TABS = frozenset(["tab", "pill"])
_POPUPS = frozenset("menu listbox tree grid dialog true".split())
"""What ``aria-haspopup`` may say that belongs to a site (WAI-ARIA 1.2, 6.6)."""
_SITES = frozenset("menu menubar dialog alertdialog listbox tooltip navigation search tablist toolbar tree".split())
_SITES_ELEMENTS = frozenset("nav dialog form menu".split())
_HOLDERS = frozenset("h1 h2 h3 h4 h5 h6 dt summary th legend".split())
_MOST_STEPS = 3


def may_unfold(marks: Marks) -> bool:
    """Whether something in a page with ``marks`` may unfold."""
    controls = {"role", "data-bs-toggle", "data-toggle", "aria-expanded", "aria-controls"}
    return not controls.isdisjoint(marks.attributes)


def show_disclosed(reading: Reading, body: Node) -> None:
    """Show the panels below ``body``, each named by the words of its control."""
    made = [item for item in descendants(body) if not item.name.startswith(("#", "!"))]
    controls = [item for item in made if _is_control(item)]
    tabs = [item for item in made if _is_tab(item)]
    if not controls and not tabs:
        return
    named = {name: item for item in made if (name := attribute(item, "id"))}
    beside = _following(controls)
    for control in controls:
        panel = _panel(reading, named, beside, control)
        if panel is not None and not _is_of_the_site(control, panel):
            _show(panel)
            _name(control, panel, right_after=beside.get(id(control)) is panel)
    panels = [item for item in made if attribute(item, "role") == "tabpanel"]
    labelled = {name: item for item in panels for name in (attribute(item, "aria-labelledby") or "").split()}
    holders = {id(tab.parent): tab.parent for tab in tabs}
    for tab in tabs:
        panel = _tab_panel(named, labelled, tab)
        if panel is not None and text_of(tab).strip():
            _show(panel)
            if not _holds_heading(tab):  # then it stands before its panel, as heads of accordions do
                _head(tab, panel)
    for holder in holders.values():
        _without_empty(holder)


def _is_tab(node: Node) -> bool:
    return attribute(node, "role") == "tab" or bool(_said(node, "data-bs-toggle", "data-toggle") & _TABS)


def _said(node: Node, *names: str) -> set[str | None]:
    return {attribute(node, name) for name in names}


def _is_control(node: Node) -> bool:
    attrs = node.attrs or {}
    if _is_tab(node) or not text_of(node).strip():
        return False
    if (attribute(node, "aria-haspopup") or "").lower() in _POPUPS:
        return False
    toggles = _said(node, "data-bs-toggle", "data-toggle") & _TOGGLES
    pressed = node.name == "button" or attribute(node, "role") == "button"
    return bool(toggles) or (pressed and ("aria-expanded" in attrs or "aria-controls" in attrs))


def _following(controls: Sequence[Node]) -> dict[int, Node | None]:
    """For each control and what it is in: the element after it; None where words come first, or nothing.

    By identity, and from one look at each parent's children, since a page may have thousands of controls in one.
    """
    found: dict[int, Node | None] = {}
    known: set[int] = set()
    for control in controls:
        above = control.parent
        for _ in range(_MOST_STEPS):
            if above is None or id(above) in known:
                break
            known.add(id(above))
            after = None
            for item in reversed(above.children or ()):
                found[id(item)] = after
                if not item.name.startswith("#"):
                    after = item
                elif item.name == "#text" and str(item.data or "").strip():
                    after = None
            above = above.parent
    return found


def _panel(
    reading: Reading, named: Mapping[str, Node], following: Mapping[int, Node | None], control: Node
) -> Node | None:
    """The element that a control shows: the one it names, or the hidden one right after it or after its heading."""
    said = [attribute(control, name) or "" for name in _TARGETS]
    if control.name == "a":
        said.append(attribute(control, "href") or "")
    for name in [word.lstrip("#") for text in said for word in text.split()]:
        if (panel := named.get(name)) is not None:
            return panel
    here: Node = control
    for _ in range(_MOST_STEPS):
        beside = following.get(id(here))
        if beside is not None:
            return beside if _is_hidden(reading, beside) else None
        here = here.parent
        if here is None or here.name.startswith("#"):
            return None
    return None


def _is_hidden(reading: Reading, node: Node) -> bool:
    style = reading.registry.styles.of(node)
    return attribute(node, "hidden") is not None or attribute(node, "aria-hidden") == "true" or is_not_shown(style)


def _is_of_the_site(control: Node, panel: Node) -> bool:
    """Whether what is shown is a menu, a form or a dialog, or holds its own control."""
    around = []
    here = control.parent
    while here is not None:
        around.append(here)
        here = here.parent
    if any(item is panel for item in around) or panel.name in _SITES_ELEMENTS or attribute(panel, "role") in _SITES:
        return True
    inside = [item for item in descendants(panel) if not item.name.startswith(("#", "!"))]
    if any(item.name in ("nav", "form", "dialog") for item in [*inside, *around]) or not text_of(panel).strip():
        return True
    return any(item.name in ("nav", "dialog") or attribute(item, "role") in _SITES - {"tablist"} for item in around)


def _show(panel: Node) -> None:
    for name in ("hidden", "aria-hidden"):
        panel.attrs.pop(name, None)
    panel.attrs["style"] = f"{panel.attrs.get('style') or ''};display:block;visibility:visible".lstrip(";")


def _name(control: Node, panel: Node, *, right_after: bool) -> None:
    """Make the control what names the panel: the words of its heading, a summary, or a line in bold."""
    if _holds_heading(control):
        _become(control, "div")
    elif _holder(control) is not None:
        _become(control, "span")
    elif right_after and (above := control.parent) is panel.parent and above is not None:
        unfolding = element_like(control, "details", {})
        above.insert_before(unfolding, control)
        for item in (control, panel):
            above.remove_child(item)
            unfolding.append_child(item)
        _become(control, "summary")
    else:
        _become(control, "strong")


def _holds_heading(node: Node) -> bool:
    return any(item.name in _HOLDERS or attribute(item, "role") == "heading" for item in descendants(node))


def _holder(node: Node) -> Node | None:
    here = node.parent
    for _ in range(_MOST_STEPS):
        if here is None:
            return None
        if here.name in _HOLDERS or attribute(here, "role") == "heading":
            return here
        here = here.parent
    return None


def _become(node: Node, name: str) -> None:
    node.name = name
    node.attrs = {key: value for key, value in (node.attrs or {}).items() if key in ("id", "lang", "dir", "class")}


def _tab_panel(named: Mapping[str, Node], labelled: Mapping[str, Node], tab: Node) -> Node | None:
    """The panel of a tab, by what the tab controls or what the panel says it is labelled by."""
    own = attribute(tab, "id")
    said = (attribute(tab, name) for name in (*_TARGETS, "href"))
    target = next((word for text in said for word in (text or "").split()), "")
    panel = named.get(target.lstrip("#"))
    if panel is None and own:
        panel = labelled.get(own)
    if panel is None or not (attribute(panel, "role") == "tabpanel" or has_class(panel, "tab-pane")):
        return None
    return panel


def _head(tab: Node, panel: Node) -> None:
    """Put the words of a tab before its panel, and take the tab away."""
    line, bold = element_like(tab, "p", {}), element_like(tab, "strong", {})
    for item in list(tab.children or ()):
        tab.remove_child(item)
        bold.append_child(item)
    line.append_child(bold)
    first = next(iter(panel.children or ()), None)
    if first is None:
        panel.append_child(line)
    else:
        panel.insert_before(line, first)
    tab.parent.remove_child(tab)


def _without_empty(holder: Node) -> None:
    """Take away what only held tabs."""
    here: Node | None = holder
    while here is not None and here.parent is not None and here.name not in ("body", "html", "main", "article"):
        if any(not item.name.startswith("#") or str(item.data or "").strip() for item in here.children or ()):
            return
        above = here.parent
        above.remove_child(here)
        here = above
