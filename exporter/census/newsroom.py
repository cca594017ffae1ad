"""The census of news items in XML: NITF, NewsML-G2, RSS and Atom with whole articles.

The words are those of the elements in which the formats have them; the rest of an item (its administration) is allowed
in an article and need not be there.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from exporter.census.counted import SURE, Census, Counting, Stretch
from exporter.census.gathering import EDGE
from exporter.census.html import count_html, count_tree

_SHORTCODE = re.compile(r"\[/?[a-z][a-z0-9_-]*(?:\s[^\]]*)?/?\]", re.IGNORECASE)
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def count(counting: Counting) -> Census:
    """The census of a news item, or of one of a feed."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, recover=True, remove_comments=True
    )
    census = Census(sure=SURE)
    root = etree.fromstring(counting.data, parser)
    if root is None:
        return census
    elements = [node for node in root.iter() if isinstance(node.tag, str)]
    census.allowed += [str(value) for node in elements for value in node.attrib.values()]
    match counting.format:
        case "feed":
            _feed(census, root, counting.item)
        case "nitf":
            _nitf(census, root)
        case _:
            _newsml(census, root, counting.item)
    census.allowed.append(" ".join(str(text) for text in root.itertext()))  # what was counted is taken out
    return census


def _feed(census: Census, root: Any, number: int) -> None:
    items = [
        item
        for item in root.iter("{*}item", "{*}entry")
        if (item.findtext("{*}post_type") or "post") in ("post", "page")
    ]
    if not items:
        return
    item = items[max(number, 1) - 1]
    if title := item.findtext("{*}title"):
        _html(census, f"<h1>{title}</h1>", item.sourceline or 0)
    for name in (_CONTENT, "{*}content", "{*}description", "{*}summary"):
        body = item.find(name)
        if body is None:
            continue
        if body.get("type") == "xhtml":
            _words(census, body)
            return
        text = "".join(str(part) for part in body.itertext())
        _take_out(body)
        if body.get("type") == "text":
            census.stretches.append(Stretch(text, body.sourceline or 0))
            return
        shortcodes = _SHORTCODE.findall(text)
        census.doubtful += shortcodes
        census.allowed += shortcodes
        _html(census, _SHORTCODE.sub(EDGE, text), body.sourceline or 0)
        return


def _html(census: Census, text: str, line: int) -> None:
    inner = count_html(text)
    census.stretches += [Stretch(one.text, line + max(one.line - 1, 0), one.apart) for one in inner.stretches]
    census.things += [one._replace(line=line + max(one.line - 1, 0)) for one in inner.things]
    census.allowed += inner.allowed


def _nitf(census: Census, root: Any) -> None:
    for name in ("{*}hedline", "{*}body.content", "{*}tagline"):
        for part in root.iter(name):
            _words(census, part)
            break


def _newsml(census: Census, root: Any, number: int) -> None:
    items = [item for item in root.iter("{*}newsItem") if _content(item) is not None]
    if not items:
        return
    held = _content(items[max(number, 1) - 1])
    body = next(held.iter("{*}body.content"), None)
    body = next(held.iter("{*}body"), held) if body is None else body
    _words(census, body)


def _content(item: Any) -> Any:
    for name in ("{*}inlineXML", "{*}inlineData"):
        for part in item.iter(name):
            if "".join(str(text) for text in part.itertext()).strip():
                return part
    return None


def _words(census: Census, root: Any) -> None:
    """What is below an element whose names are those of HTML, or are counted like them."""
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = etree.QName(node).localname
    root.tail = None
    count_tree(census, root)
    _take_out(root)


def _take_out(node: Any) -> None:
    node.text = None
    for child in list(node):
        node.remove(child)
