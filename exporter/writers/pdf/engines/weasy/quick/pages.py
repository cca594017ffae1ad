"""Pages: one style for all pages of a kind, and for the words at their margins.

WeasyPrint styles every page and its sixteen margin boxes anew. Page rules tell pages by side, name, whether they are
blank and whether they are the first; only where a rule counts pages (``:nth``) is each a kind of its own.
"""

from __future__ import annotations

from typing import Any

import weasyprint.layout.page as page
from weasyprint.css import ComputedStyle, InitialStyle, StyleFor

from exporter.writers.pdf.engines.weasy.quick.stand import Stand

_set_page_type_computed_styles = page.set_page_type_computed_styles


def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """Give a page the styles of the first page of its kind."""
    if _counts_pages(style_for):
        _set_page_type_computed_styles(page_type, html, style_for)
        return
    kind = (page_type.side, page_type.blank, page_type.index == 0, page_type.name)
    known = style_for.__dict__.setdefault("styles_of_kind", {})
    computed = style_for.get_computed_styles()
    if kind not in known:
        _set_page_type_computed_styles(page_type, html, style_for)
        pseudo_types = {None, *(pseudo for element, pseudo in style_for.get_cascaded_styles() if element == page_type)}
        known[kind] = {pseudo: computed[page_type, pseudo] for pseudo in pseudo_types}
        style_for.get_cascaded_styles().clear()  # else looked through for every page to come
        return
    for pseudo, style in known[kind].items():
        computed[page_type, pseudo] = style


def _counts_pages(style_for: Any) -> bool:
    """Whether a page rule counts pages."""
    if "counts_pages" not in style_for.__dict__:
        style_for.counts_pages = any(
            selector[2].index is not None
            for sheet, _, _ in style_for._sheets
            for _, selectors, _ in sheet.page_rules
            for selector in selectors
        )
    return bool(style_for.counts_pages)


def set_computed_styles(
    self: Any,
    element: Any,
    parent: Any,
    root: Any = None,
    pseudo_type: Any = None,
    base_url: Any = None,
    target_collector: Any = None,
) -> None:
    """Give an element or a part of one its style. An anchor is asked for only where a rule gives one."""
    computed = self.get_computed_styles()
    if element is root and pseudo_type is None:
        parent_style, root_style = None, InitialStyle(self.font_config)
    else:
        parent_style, root_style = computed[parent, None], computed[root, None]
    cascaded = self.get_cascaded_styles().get((element, pseudo_type), {})
    made = computed[element, pseudo_type] = ComputedStyle(
        parent_style, cascaded, pseudo_type, root_style, base_url, self.font_config, self.initial_page_sizes
    )
    if target_collector and "anchor" not in cascaded:
        made["anchor"] = None  # asked for at once: a style with nothing in it is not looked at by ``StyleFor``
    elif target_collector and made["anchor"]:
        target_collector.collect_anchor(made["anchor"])


STANDS = (
    Stand(page, "set_page_type_computed_styles", set_page_type_computed_styles),
    Stand(StyleFor, "set_computed_styles", set_computed_styles),
)
