"""Which part of a page is its article (HTML Standard, 4.3.2 and 4.4.14), and what of the page is left out.

A page has one ``main``; ``article`` may also be a teaser, a comment, a card. So the ``main`` decides, and an article in
it is taken where it holds most of its words. A headline beside the article goes with it.
"""

from __future__ import annotations

from exporter.readers.html.state import Reading
from exporter.readers.html.tree import Node, attribute, descendants, elements, has_class, text_of, words_below

ASIDE = frozenset(["aside", "nav", "footer", "header"])
MOST = 0.5
"""An article with more than this share of the words of its page, or of the main part, is that part's."""


def content_of(reading: Reading, body: Node) -> Node:
    """The element that holds the article; ``body`` where no element says so. What is not taken is reported."""
    mains = _outer(body, "main")
    main = mains[0] if len(mains) == 1 else None
    articles = [item for item in _outer(main if main is not None else body, "article") if not _is_beside(item, body)]
    article = max(articles, key=_size, default=None)
    whole = _size(main) if main is not None else sum(map(_size, articles))
    if article is not None and ((len(articles) == 1 and main is None) or _size(article) > whole * MOST):
        kept: Node = article
    elif main is not None:
        kept = main
    else:
        return body
    _take_headline(body, main, kept)
    _report_left_out(reading, body, kept)
    return kept


def _outer(top: Node, name: str) -> list[Node]:
    found = [item for item in descendants(top) if item.name == name or attribute_of(item, "role") == name]
    return [item for item in found if not _inside_one_of(item, found)]


def _size(node: Node) -> int:
    return len("".join(text_of(node).split()))


def _is_beside(node: Node, body: Node) -> bool:
    here = node.parent
    while here is not None and here is not body:
        if here.name in ASIDE:
            return True
        here = here.parent
    return False


def _take_headline(body: Node, main: Node | None, kept: Node) -> None:
    """Move the one ``h1`` of the main part, or of the page, into an article that has none."""
    if any(item.name == "h1" for item in descendants(kept)):
        return
    top = main if main is not None and main is not kept else body
    headlines = [item for item in descendants(top) if item.name == "h1" and text_of(item).strip()]
    if len(headlines) != 1 or kept.children is None or any(item is kept for item in descendants(headlines[0])):
        return  # a heading that was never ended holds the article and cannot be moved into it; it is named
    headline = headlines[0]
    holder = headline.parent
    with_it = [headline]
    if holder.name in ("header", "hgroup", "div") and not any(item is kept for item in descendants(holder)):
        with_it = [item for item in elements(holder) if item is headline or _is_masthead(item)]
    first = next(iter(kept.children), None)
    for item in with_it:
        holder.remove_child(item)
        if first is None:
            kept.append_child(item)
        else:
            kept.insert_before(item, first)


def _is_masthead(node: Node) -> bool:
    """Whether an element beside a headline is its subtitle, standfirst or byline, by the classes of newsrooms."""
    return node.name in ("p", "h2", "div") and has_class(node, "subtitle", "standfirst", "lede", "dek", "byline")


def _inside_one_of(node: Node, others: list[Node]) -> bool:
    above = node.parent
    while above is not None:
        if any(above is other for other in others):
            return True
        above = above.parent
    return False


def attribute_of(node: Node, name: str) -> str:
    """An attribute's value, "" for none and for nodes that are not elements."""
    return "" if node.name.startswith("#") else attribute(node, name) or ""


def _report_left_out(reading: Reading, body: Node, kept: Node) -> None:
    """Say what of the page is not taken, element by element, as far as it has words, or pictures that say some."""
    line = {id(kept)}
    above = kept.parent
    while above is not None:
        line.add(id(above))
        above = above.parent
    stack = [body]
    while stack:
        node = stack.pop()
        for child in node.children or ():
            if child is kept or child.name in ("script", "style", "template", "#comment"):
                continue
            if id(child) in line:
                stack.append(child)
            elif words := " ".join((text_of(child).strip() or words_below(child)).split()):
                shown = words if len(words) <= 60 else words[:59] + "…"
                reading.report(
                    "HTML006",
                    f"left out because it is outside the article: “{shown}”",
                    reading.position(child),
                    left_out=words_below(child),
                )
