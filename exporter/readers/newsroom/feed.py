"""RSS and Atom feeds that carry whole articles (RSS 2.0 with content:encoded; Atom, RFC 4287); WordPress exports.

One article of the feed is read: the only one, or the one that ``--from feed:3`` names. What WordPress writes between
the lines (shortcodes of captions, paragraphs that are only empty lines) is read as its editor means it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from html import escape, unescape

from lxml import etree

from exporter.findings import Finding, finding
from exporter.model import Metadata, Person
from exporter.position import Position
from exporter.readers import ReadResult, Source
from exporter.readers.input.xml import Element, child, line_of, parse_xml, words
from exporter.readers.newsroom.choice import chosen
from exporter.readers.newsroom.embedded import read_body
from exporter.readers.noted import Noted
from exporter.readers.wordpress import Attachment, captioned, expanded
from exporter.web_addresses import joined

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
EXCERPT = "{http://wordpress.org/export/"
_ADDRESS = re.compile(r"^[ \t]*(https?://[^\s<>\[\]]+)[ \t]*$", re.MULTILINE)
"""An address alone in its line, which WordPress shows as what is there."""
_BLOCK = re.compile(
    r"<(?:p|div|h[1-6]|ul|ol|li|dl|table|blockquote|figure|pre|section|article|aside|hr|address|details|form)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a feed: its element, its title, where its body is (None when it has none)."""

    element: Element
    title: str
    body: Element | None


def read(source: Source) -> ReadResult:
    """The article in a feed or WordPress export. Raises InputError for several when none was chosen, and for none."""
    root = parse_xml(source.name, source.data, source.gate.limits)
    entries = list(_entries(root))
    entry = chosen(source, "feed", [(entry.title, entry) for entry in entries])
    found: list[Finding] = []
    body, whole = _body(entry)
    if not whole:
        found.append(finding("IN006", "the feed has only a summary of the article", _place(entry)))
    noted = Noted()
    html = body
    if _is_wordpress(root) or re.search(r"\[(?:gallery|caption|embed|audio|video|playlist)\b", body):
        post = words(child(entry.element, "post_id"))
        html = _wordpress(body, _library(root), noted, _place(entry).line, post)
    found += noted.findings()
    metadata = _metadata(root, entry)
    base = _base(entry.element if entry.body is None else entry.body)
    return read_body(source, html, metadata, _place(entry).line, found=found, known=(base, _home(root)))


def _entries(root: Element) -> Iterator[Entry]:
    for element in root.iter("{*}item", "{*}entry"):
        kind = words(child(element, "post_type"))
        if kind not in ("", "post", "page"):
            continue  # WordPress exports pictures and menus as items too
        body = element.find(CONTENT)
        if body is None:
            body = child(element, "content")
        yield Entry(element, _title(child(element, "title")), body)


def _title(element: Element | None) -> str:
    """A title without the markup and the references that feeds write into it (RFC 4287, 3.1.1; RSS has no rule)."""
    text = words(element)
    if element is not None and element.get("type", "html") == "html" and re.search(r"&#?\w+;|</?[a-z]", text, re.I):
        text = unescape(re.sub(r"</?(?:em|i|b|strong|span|sup|sub|q|cite|br|small|mark|u|a)\b[^<>]*>", "", text))
    return " ".join(text.split())


def _base(element: Element) -> str:
    """The base that ``xml:base`` of an element and of those around it say; "" for none (XML Base, 4)."""
    base = ""
    for item in [*reversed(list(element.iterancestors())), element]:
        if said := item.get("{http://www.w3.org/XML/1998/namespace}base"):
            base = joined(base, said) if base else said
    return base if base.startswith(("http://", "https://")) else ""


def _place(entry: Entry) -> Position:
    return Position(line_of(entry.element if entry.body is None else entry.body), 1)


def _body(entry: Entry) -> tuple[str, bool]:
    """The HTML of an article, and whether it is all of it: a description alone is what a feed shows of it."""
    held = entry.body
    if held is None:
        summary = child(entry.element, "description", "summary")
        return ("".join(map(str, summary.itertext())) if summary is not None else "", False)
    if held.get("type") == "xhtml":
        return etree.tostring(held, encoding="unicode", with_tail=False), True
    text = "".join(map(str, held.itertext()))
    return (text if held.get("type", "html") != "text" else _escaped(text)), True


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _metadata(root: Element, entry: Entry) -> Metadata:
    here = entry.element
    channel = child(root, "channel")
    channel = root if channel is None else channel
    names = [words(item) for item in here.iterchildren("{*}creator")]
    names += [words(child(item, "name")) for item in here.iterchildren("{*}author")]
    links = [link for link in here.iterchildren("{*}link") if link.get("rel", "alternate") == "alternate"]
    address = next((link.get("href", "") or words(link) for link in links), "")
    lang = here.get("{http://www.w3.org/XML/1998/namespace}lang", "") or words(child(channel, "language"))
    tags = [item.get("term", "") or words(item) for item in here.iterchildren("{*}category")]
    return Metadata(
        title=entry.title,
        authors=tuple(Person(name) for name in dict.fromkeys(filter(None, names))),
        publisher=words(child(channel, "title")),
        published=_date(words(child(here, "published", "pubDate", "date"))),
        modified=_date(words(child(here, "updated"))),
        source=address if address.startswith(("http://", "https://")) else "",
        lang=lang or root.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
        description=_excerpt(here),
        keywords=tuple(dict.fromkeys(filter(None, tags))),
        rights=words(child(here, "rights")) or words(child(channel, "copyright", "rights")),
    )


def _home(root: Element) -> str:
    """The address of the site that a feed is of."""
    channel = child(root, "channel")
    holder = root if channel is None else channel
    links = [link for link in holder.iterchildren("{*}link") if link.get("rel", "alternate") == "alternate"]
    return next((link.get("href", "") or words(link) for link in links), "")


def _excerpt(item: Element) -> str:
    """The standfirst that the author wrote; a feed's description is most often only the beginning of the text."""
    held = (inner for inner in item.iterchildren("{*}encoded") if str(inner.tag).startswith(EXCERPT))
    return words(next(held, None))


def _date(text: str) -> str:
    """A date of RFC 822 (RSS) as ISO 8601; other dates as they are; "" for an invalid one (WordPress drafts)."""
    if not text or text[:1].isdigit():
        return text
    try:
        made = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return ""
    return made.isoformat() if made.year > 1 else ""


def _is_wordpress(root: Element) -> bool:
    return any(str(address).startswith(EXCERPT.strip("{")) for address in root.nsmap.values())


def _library(root: Element) -> dict[str, Attachment]:
    """The export's attachments by number: where each is, and what is said about it."""
    made: dict[str, Attachment] = {}
    for item in root.iter("{*}item"):
        if words(child(item, "post_type")) != "attachment":
            continue
        meta = {words(child(part, "meta_key")): words(child(part, "meta_value")) for part in item.iter("{*}postmeta")}
        alt = meta.get("_wp_attachment_image_alt")
        address = words(child(item, "attachment_url"))
        parent = words(child(item, "post_parent"))
        key = words(child(item, "post_id"))
        made[key] = Attachment(address, words(child(item, "title")), alt, _excerpt(item), parent)
    return made


def _wordpress(body: str, library: dict[str, Attachment], noted: Noted, line: int, post: str) -> str:
    """What WordPress shows of a post: captions of shortcodes as figures, empty lines as paragraphs where it has none.

    The lines stay where they are, so that places can be told.
    """
    body = expanded(captioned(body), library, noted, line, post)
    body = _ADDRESS.sub(_embedded, body)
    if "<!-- wp:" in body:
        return body
    return "".join(_paragraph(part) for part in re.split(r"(\n[ \t]*\n\s*)", body))


def _paragraph(part: str) -> str:
    """A stretch of a classic post between empty lines, as the paragraph that it is unless it has blocks of its own."""
    inner = part.strip()
    if not inner or _BLOCK.match(inner) or inner.startswith("</"):
        return part
    return "<p>" + part.rstrip().replace("\n", "<br>\n") + "</p>"


def _embedded(match: re.Match[str]) -> str:
    return match[0].replace(match[1], f'<a href="{escape(match[1])}">{escape(match[1])}</a>')
