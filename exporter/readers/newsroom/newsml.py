"""NewsML-G2, the IPTC's XML for exchange (version 2): news items, messages and packages of them (NewsML-G2 2.34).

An item's text is XHTML or NITF in ``inlineXML``, or plain text in ``inlineData``; its headline, byline and languages
are in ``contentMeta``. Pictures are items of their own: those that come in the same message are shown with the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any

from lxml import etree

from exporter.errors import InputError
from exporter.model import Metadata, Person
from exporter.readers import ReadResult, Source
from exporter.readers.input.xml import Element, child, line_of, local, parse_xml, words
from exporter.readers.newsroom.choice import chosen
from exporter.readers.newsroom.embedded import read_body, with_headline
from exporter.readers.newsroom.nitf import body_html

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ROOTS = frozenset(["newsItem", "newsMessage", "packageItem", "conceptItem", "knowledgeItem"])


def read(source: Source) -> ReadResult:
    """The article in a news item or message. Raises InputError for several when none is chosen, and for none."""
    root = parse_xml(source.name, source.data, source.gate.limits)
    if local(root) not in ROOTS:
        raise InputError(f"{source.name}: is not NewsML-G2: a newsItem, newsMessage or packageItem was expected")
    items = list(root.iter("{*}newsItem"))
    texts = [(_headline(item), item) for item in items if _content(item) is not None]
    if not texts and next(root.iter("{*}itemRef"), None) is not None:
        refers = ", ".join(item.get("residref", "") for item in root.iter("{*}itemRef"))[:120]
        raise InputError(f"{source.name}: is a package that only refers to its items ({refers}); convert those files")
    item = chosen(source, "newsml", texts)
    held = _content(item)
    assert held is not None
    pictures = "".join(_figures(items)) if len(texts) == 1 else ""
    metadata = _metadata(root, item)
    return _read(source, held, metadata, pictures)


def _read(source: Source, held: Element, metadata: Metadata, pictures: str) -> ReadResult:
    """The document whose text is in ``inlineXML`` or ``inlineData``."""
    inner = next((part for part in held if isinstance(part.tag, str)), None)
    if inner is None:
        from exporter.readers.text import read as read_text  # noqa: PLC0415  (start-up: only for plain text)

        text = "".join(map(str, held.itertext())).strip() + "\n"
        result = read_text(replace(source, data=text.encode(), text=text))
        said: dict[str, Any] = {key: value for key, value in _known(metadata) if value}
        known = replace(result.document.metadata, **said)
        document = with_headline(replace(result.document, metadata=known), metadata.title)
        return ReadResult(document, result.findings)
    if local(inner) == "nitf":
        body, first = body_html(source.name, inner)
        return read_body(source, body + pictures, metadata, first)
    body_element = next(inner.iter("{*}body"), inner)
    return read_body(source, _html(body_element) + pictures, metadata, line_of(body_element))


def _known(metadata: Metadata) -> Iterator[tuple[str, object]]:
    for name in ("title", "subtitle", "authors", "publisher", "published", "lang", "description", "keywords", "rights"):
        yield name, getattr(metadata, name)


def _html(body: Element) -> str:
    """The inside of an XHTML body as HTML: the same elements without their namespace."""
    copy = etree.fromstring(etree.tostring(body, with_tail=False))
    for element in copy.iter():
        if isinstance(element.tag, str):
            element.tag = local(element)
    etree.cleanup_namespaces(copy)
    inner = "".join(etree.tostring(part, encoding="unicode", method="html") for part in copy)
    return escape(copy.text or "", quote=False) + inner


def _content(item: Element) -> Element | None:
    """What holds an item's text: the richest that it has."""
    for name in ("inlineXML", "inlineData"):
        found = [part for part in item.iter(f"{{*}}{name}") if "".join(map(str, part.itertext())).strip()]
        if found and _class_of(item) in ("", "text", "composite"):
            return found[0]
    return None


def _class_of(item: Element) -> str:
    held = next(item.iter("{*}itemClass"), None)
    return "" if held is None else held.get("qcode", "").rpartition(":")[2]


def _meta(item: Element, name: str) -> Element | None:
    return next((part for part in item.iter(f"{{*}}{name}")), None)


def _headline(item: Element) -> str:
    meta = child(item, "contentMeta")
    return words(child(meta, "headline")) if meta is not None else ""


def _metadata(root: Element, item: Element) -> Metadata:
    meta, about, rights = (child(item, name) for name in ("contentMeta", "itemMeta", "rightsInfo"))
    content = meta if meta is not None else item
    lang = next((part.get("tag", "") for part in content.iter("{*}language")), "")
    held = _content(item)
    inner = [part for part in held if isinstance(part.tag, str)] if held is not None else []
    inside = next((part.get(LANG, "") or part.get("lang", "") for part in inner), "")
    created = words(child(content, "contentCreated")) or words(_meta(item, "versionCreated"))
    provider = _meta(about if about is not None else item, "provider")
    notice = words(_meta(rights, "copyrightNotice")) if rights is not None else ""
    holder = words(_meta(rights, "copyrightHolder")) if rights is not None else ""
    return Metadata(
        title=_headline(item) or next((words(part) for page in inner for part in page.iter("{*}title")), ""),
        subtitle=words(child(content, "subheadline")),
        authors=tuple(Person(name) for name in _authors(content)),
        publisher=words(provider) or (provider.get("literal", "") if provider is not None else ""),
        published=created,
        lang=lang or inside or item.get(LANG, "") or root.get(LANG, ""),
        identifier=item.get("guid", ""),
        description=words(child(content, "description")),
        keywords=tuple(dict.fromkeys(filter(None, (words(part) for part in content.iter("{*}keyword"))))),
        rights=notice or (f"© {holder}" if holder else ""),
    )


def _authors(meta: Element) -> list[str]:
    """The names in a byline, else of the creators who are people."""
    by = words(child(meta, "by"))
    if by:
        return [by[3:] if by[:3].lower() == "by " else by]
    names = [words(child(part, "name")) or part.get("literal", "") for part in meta.iterchildren("{*}creator")]
    return [name for name in dict.fromkeys(names) if name]


def _figures(items: list[Element]) -> Iterator[str]:
    """The pictures among the items, as figures with what is said about them."""
    for item in items:
        if _class_of(item) not in ("picture", "graphic"):
            continue
        sized = [part for part in item.iter("{*}remoteContent") if part.get("href")]
        sized.sort(key=lambda part: int(part.get("width", "0")) if part.get("width", "0").isdigit() else 0)
        meta = child(item, "contentMeta")
        content = meta if meta is not None else item
        described = {part.get("role", "").rpartition(":")[2]: words(part) for part in content.iter("{*}description")}
        alt = next((value for key, value in described.items() if "alt" in key.lower()), None)
        caption = described.get("caption") or next((v for k, v in described.items() if "alt" not in k.lower()), "")
        said = "" if alt is None else f' alt="{escape(alt)}"'
        image = f'<img src="{escape(sized[-1].get("href", ""))}"{said}>' if sized else ""
        credit = words(child(content, "creditline")) or ", ".join(_authors(content))
        credited = f' <span class="credit">{escape(credit)}</span>' if credit else ""
        yield f"<figure>{image}<figcaption>{escape(caption)}{credited}</figcaption></figure>"
