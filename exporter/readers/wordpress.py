"""WordPress's shortcodes, as what they mean: pictures, sound, film, embedded pages (WordPress, Shortcode API).

A gallery is its pictures, found among the export's attachments; what plays is a link. What a plug-in would make of any
other is not in the export: its tags are left out and named. Words in brackets are words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath

from exporter.readers.noted import Noted

_TAG = re.compile(r"\[(\[?)(/?)([A-Za-z][\w-]{0,40})((?:\s+[^\[\]]{0,600}?)?)\s*(/?)\](\]?)")
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|“([^”]*)”|([^\s"']+))""")
_EMBED = re.compile(r"(?<!\[)\[embed\b[^\]]{0,400}\]\s*(\S{1,2000}?)\s*\[/embed\]", re.IGNORECASE)
MEDIA = ("src", "mp3", "m4a", "ogg", "wav", "flac", "wma", "mp4", "m4v", "webm", "ogv", "wmv", "flv", "url", "href")
KNOWN = frozenset(["gallery", "audio", "video", "embed", "playlist", "caption", "wp_caption", "youtube", "vimeo"])
_BARE = re.compile(r"\[(?:youtube|vimeo|audio|video)\s*=?\s*(https?://[^\s\]]+)\s*/?\]", re.IGNORECASE)
"""A player whose shortcode holds nothing but an address."""
_TWICE = re.compile(r"\[(\[([A-Za-z][\w-]*)\b[^\[\]]*\][^\[\]]*\[/\2\])\]")
_OPEN = "\ue000"
"""Stands for a bracket outside shortcodes while the others are read; no post has this private character for one."""
_CAPTION = re.compile(r"\[(?:wp_)?caption([^\]]{0,400})\](.{0,4000}?)\[/(?:wp_)?caption\]", re.DOTALL | re.IGNORECASE)
_CAPTION_SAID = re.compile(r"""\bcaption=(?:"([^"]*)"|'([^']*)')""")
_PICTURE = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
KIND = "shortcodes were left out, with what they would show"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the export's library: where it is, what its editor said about it, to which post it was uploaded."""

    address: str
    title: str = ""
    alt: str | None = None
    caption: str = ""
    post: str = ""


def expanded(body: str, library: Mapping[str, Attachment], noted: Noted, line: int, post: str = "") -> str:
    """The HTML of a post with its shortcodes made HTML; the post begins at ``line`` of the source.

    A gallery that names no pictures has those that were uploaded to ``post``.
    """
    own = ",".join(key for key, item in library.items() if post and item.post == post)
    body = (
        re.sub(r"(?<!\[)\[gallery(?![^\]]*\bids\s*=)([^\]]{0,400})\]", rf'[gallery\1 ids="{own}"]', body)
        if own
        else body
    )
    body = _TWICE.sub(lambda match: match[1].replace("[", _OPEN), body)
    body = _BARE.sub(lambda match: _link(match[1], match[1]), body)
    body = _EMBED.sub(lambda match: _link(match[1], match[1]) if _is_web(match[1]) else match[1], body)
    closed = set(re.findall(r"\[/([A-Za-z][\w-]*)\]", body))
    made: list[str] = []
    at = 0
    for match in _TAG.finditer(body):
        made.append(body[at : match.start()])
        made.append(_meaning(match, library, noted, line + body.count("\n", 0, match.start()), closed))
        at = match.end()
    made.append(body[at:])
    return "".join(made).replace(_OPEN, "[")


def captioned(body: str) -> str:
    """The HTML of a post with the shortcodes of captions made figures."""
    return _CAPTION.sub(_captioned, body)


def _captioned(match: re.Match[str]) -> str:
    """A picture with its caption: the words after it, before WordPress 3.4 an attribute."""
    held, said = match[2], _CAPTION_SAID.search(match[1])
    picture = _PICTURE.search(held)
    if picture is None:
        return held
    rest = (held[: picture.start()] + held[picture.end() :]).strip() or (said[1] or said[2] or "" if said else "")
    return f"<figure>{picture[0]}<figcaption>{rest}</figcaption></figure>"


def _meaning(match: re.Match[str], library: Mapping[str, Attachment], noted: Noted, line: int, closed: set[str]) -> str:
    whole, name = match[0], match[3].lower()
    if match[1] and match[6]:
        return whole[1:-1]  # written twice, a shortcode is its own name
    said = {key.lower(): next(filter(None, values), "") for key, *values in _ATTRIBUTE.findall(match[4])}
    if name in KNOWN and not match[2]:
        found = _known(name, said, library)
        if found:
            return match[1] + found + match[6]
    is_shortcode = name in KNOWN or said or match[3] in closed or "-" in name or "_" in name
    if not is_shortcode or (match[4].strip() and not said and match[3] not in closed):
        return whole
    if not match[2]:
        noted.note("HTML030", KIND, whole, line)
    return match[1] + match[6]


def _known(name: str, said: Mapping[str, str], library: Mapping[str, Attachment]) -> str:
    """The HTML of a shortcode that WordPress itself has; "" where what it shows is not in the export."""
    held = [library[key] for key in re.split(r"\s*,\s*", said.get("ids", "")) if key in library]
    if name == "gallery":
        return "".join(_figure(item) for item in held)
    if name == "playlist":
        items = "".join(f"<li>{_link(item.address, item.title or _file(item.address))}</li>" for item in held)
        return f"<ul>{items}</ul>" if items else ""
    address = next((said[key] for key in MEDIA if said.get(key)), "")
    if not _is_web(address):
        address = held[0].address if held else ""
    return _link(address, said.get("title") or _file(address)) if address else ""


def _figure(item: Attachment) -> str:
    alt = "" if item.alt is None else f' alt="{escape(item.alt)}"'
    caption = f"<figcaption>{escape(item.caption)}</figcaption>" if item.caption else ""
    return f'<figure><img src="{escape(item.address)}"{alt}>{caption}</figure>'


def _link(address: str, shown: str) -> str:
    return f'<a href="{escape(address)}">{escape(shown)}</a>'


def _file(address: str) -> str:
    """The name of the file at an address, else the address."""
    return PurePosixPath(address.partition("?")[0]).name or address


def _is_web(address: str) -> bool:
    return re.match(r"https?://\S+$", address) is not None
