"""News items in NITF, the IPTC's XML (version 3): headline, byline, dateline, body, media, tables, notes of editors.

The elements are turned into the HTML that says the same, each on its own line of the source, and read as such.
"""

from __future__ import annotations

from html import escape

from exporter.errors import InputError
from exporter.model import Metadata, Person
from exporter.readers import ReadResult, Source
from exporter.readers.input.xml import Element, child, line_of, local, parse_xml, words
from exporter.readers.newsroom.embedded import read_body

SAME = frozenset(
    "p ol ul li dl dt dd pre table caption thead tbody tfoot tr th td col colgroup br hr em a sub sup".split()
)
"""Elements that HTML has by the same name."""
AS_HTML = {
    "hl1": "h1",
    "hl2": "h2",
    "lang": "span",
    "q": "q",
    "tagline": "p",
    "bibliography": "p",
    "note": "aside",
    "nitf-table": "div",
}
KEPT = frozenset("href id colspan rowspan scope headers start title".split())
BLOCKS = SAME - {"br", "em", "a", "sub", "sup"}


def read(source: Source) -> ReadResult:
    """The article in a news item. Raises InputError when it is not NITF or has no content."""
    root = parse_xml(source.name, source.data, source.gate.limits)
    html, first = body_html(source.name, root)
    return read_body(source, html, _metadata(root), first)


def body_html(name: str, root: Element) -> tuple[str, int]:
    """The item's body as HTML, and the line it begins at. Raises InputError for what is not NITF or has no content."""
    body = next((item for item in root.iter("{*}body.content") if _kind_of_holder(item) != "note"), None)
    if local(root) != "nitf" or body is None:
        raise InputError(f"{name}: is not NITF: an element nitf with body.content was expected")
    first = line_of(body)
    html = _Html(first)
    where = words(next(root.iter("{*}dateline"), None))
    if where:
        html.add(f'<p class="dateline">{escape(where, quote=False)}</p>')
    for note in root.iter("{*}note"):
        if _kind_of_holder(note) == "body.head" and note.get("type", "std") != "npa":  # an advice not to be published
            html.add('<aside data-kind="note">')
            for part in note:
                html.element(part)
            html.add("</aside>")
    for part in body:
        html.element(part)
    end = next(root.iter("{*}body.end"), None)
    for part in end if end is not None else ():
        html.element(part)
    html.add_notes()
    return html.text(), first


def _kind_of_holder(element: Element) -> str:
    holder = element.getparent()
    return "" if holder is None else local(holder)


def _metadata(root: Element) -> Metadata:
    def first(path: str) -> str:
        return words(next(root.iter(f"{{*}}{path}"), None))

    issued = next(root.iter("{*}date.issue"), None)
    holder = next(root.iter("{*}doc.copyright"), None)
    key = [item.get("key", "") for item in root.iter("{*}keyword")]
    by = first("byline").strip()
    name = words(next((person for line in root.iter("{*}byline") for person in line.iter("{*}person")), None)) or by
    address = next((item.get("regsrc", "") for item in root.iter("{*}doc-id")), "")
    identity = next((item.get("id-string", "") for item in root.iter("{*}doc-id")), "")
    return Metadata(
        title=first("hl1") or first("title"),
        subtitle=next((words(item) for line in root.iter("{*}hedline") for item in line.iter("{*}hl2")), ""),
        authors=(Person(name[3:] if name[:3].lower() == "by " else name),) if name else (),
        publisher=first("distributor") or address,
        published=_date("" if issued is None else issued.get("norm", "")),
        lang=root.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
        identifier=identity,
        description=first("abstract"),
        keywords=tuple(dict.fromkeys(filter(None, key))),
        rights="" if holder is None else f"© {holder.get('year', '')} {holder.get('holder', '')}".strip(),
    )


def _date(norm: str) -> str:
    """A date as NITF writes it (20260516T093000Z), in the longer form of ISO 8601."""
    digits, rest = norm[:8], norm[8:]
    if len(digits) != 8 or not digits.isascii() or not digits.isdigit():
        return norm
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    time = rest[1:]
    if not rest.startswith("T") or not time[:6].isdigit() or len(time) < 6:
        return day
    return f"{day}T{time[:2]}:{time[2:4]}:{time[4:6]}{time[6:]}"


class _Html:
    """HTML whose elements stand on the lines that the elements of the source stand on."""

    def __init__(self, line: int) -> None:
        self.parts: list[str] = []
        self.notes: list[str] = []
        self.line = line

    def text(self) -> str:
        return "".join(self.parts)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.line += text.count("\n")

    def element(self, element: Element) -> None:
        """Append an element and what follows it, as HTML."""
        if isinstance(element.tag, str):
            name = local(element)
            if name in BLOCKS or name in ("hl1", "hl2", "block", "media", "bq"):
                self.add("\n" * max(line_of(element) - self.line, 0))
            if name == "media":
                self._media(element)
            elif name == "bq":
                self._quote(element)
            elif name == "fn" and (holder := element.getparent()) is not None and local(holder) in SAME:
                self._note(element)
            elif name == "em":
                self._plain(element, "strong" if "bold" in f"{element.get('class')} {element.get('style')}" else "em")
            elif name == "ol" and (element.get("seqnum") or "").isdigit():
                element.set("start", element.get("seqnum", "1"))
                self._plain(element, "ol")
            else:
                self._plain(element, AS_HTML.get(name, name if name in SAME else ""))
        self.add(escape(element.tail or "", quote=False))

    def _plain(self, element: Element, tag: str) -> None:
        attributes = {key: value for key, value in element.attrib.items() if key in KEPT}
        if lang := element.get("{http://www.w3.org/XML/1998/namespace}lang", ""):
            attributes["lang"] = lang
        shown = "".join(f' {key}="{escape(str(value))}"' for key, value in attributes.items())
        self.add(f"<{tag}{shown}>" if tag else "")
        self.add(escape(element.text or "", quote=False))
        for inner in element:
            self.element(inner)
        self.add(f"</{tag}>" if tag and tag not in ("br", "hr", "col") else "")

    def _note(self, element: Element) -> None:
        """A footnote: its reference here, its text at the end."""
        inner = _Html(self.line)
        for part in element:
            inner.element(part)
        said = escape(element.text or "", quote=False) + inner.text()
        name = f"nitf-note-{len(self.notes) + 1}"
        self.notes.append(f'<aside id="{name}" role="doc-footnote">{said}</aside>')
        self.add(f'<a role="doc-noteref" href="#{name}">{len(self.notes)}</a>')

    def add_notes(self) -> None:
        """Append the footnotes that were referred to."""
        self.add("".join(self.notes))

    def _quote(self, element: Element) -> None:
        """A block quote; NITF says who spoke in ``credit``."""
        self.add("<blockquote>")
        speaker = ""
        for inner in element:
            if isinstance(inner.tag, str) and local(inner) == "credit":
                speaker = words(inner)
            else:
                self.element(inner)
        self.add(f"<footer>{escape(speaker)}</footer></blockquote>" if speaker else "</blockquote>")

    def _media(self, element: Element) -> None:
        """A picture with its caption and credit; other media keep their captions."""
        reference = child(element, "media-reference")
        self.add("<figure>")
        if reference is not None and element.get("media-type", "image") == "image":
            alt = reference.get("alternate-text")
            said = "" if alt is None else f' alt="{escape(alt)}"'
            self.add(f'<img src="{escape(reference.get("source", ""))}"{said}>')
        elif reference is not None and reference.get("source"):
            name = reference.get("name") or reference.get("alternate-text") or ""
            self.add(f'<video src="{escape(reference.get("source", ""))}" title="{escape(name)}"></video>')
        caption, credit = child(element, "media-caption"), words(child(element, "media-producer"))
        self.add("<figcaption>")
        if caption is not None:
            self._plain(caption, "")
        if credit:
            self.add(f' <span class="credit">{escape(credit)}</span>')
        self.add("</figcaption></figure>")
