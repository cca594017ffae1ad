"""Pictures of block formats: what they are called, who described them, and what an empty description means.

Editors write ``alt: ""`` for "nobody has said" as often as for "decorative"; which, the format tells. A picture named
by an id of the CMS cannot be loaded unless its file lies beside the article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from exporter.readers.cms import parts
from exporter.readers.cms.fields import Fields, inline_of, speaker_of, string_in
from exporter.readers.cms.names import SLOTS, first, folded
from exporter.readers.cms.reading import Reading
from exporter.readers.cms.tree import Nodes, shows_something

FOLDERS = ("", "images/", "media/", "pictures/", "img/", "uploads/", "assets/", "files/")
_SANITY = re.compile(r"(?:image|file)-([0-9a-f]+(?:-\d+x\d+)?)-(\w+)")
_PICTURE_FILE = re.compile(r"\S[^\n]{0,200}\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?)", re.IGNORECASE)


def looks_like_picture(value: Any) -> bool:
    """Whether a value of an unknown block is a picture: an object of a media library, or a picture file's name."""
    if isinstance(value, str):
        return _PICTURE_FILE.fullmatch(value.strip().partition("?")[0]) is not None or value.startswith("data:image/")
    if not isinstance(value, Mapping):
        return False
    held = value.get("fields", value)
    if not isinstance(held, Mapping):
        return False
    mime = str(first(held, ("mime", "mimetype", "contenttype")) or "")
    if mime.startswith("image/") or isinstance(held.get("asset"), Mapping):
        return True
    return looks_like_picture(_address_in(held))


def block(f: Fields) -> Nodes:
    """The picture that a block shows, with its caption and credit."""
    return figure_of(f.reading, f.held, f.value("picture"), f)


def figure_of(r: Reading, held: Mapping[str, Any], value: Any, f: Fields | None = None) -> Nodes:
    """The figure of a picture ``value`` in a block with the fields ``held``."""
    f = f or Fields(r, held)
    value = r.resolve(value)
    inner = _inner(value)
    decorative = f.flag("decorative", "isdecorative") or Fields(r, inner).flag("decorative", "isdecorative")
    caption = inline_of(r, _unless_file(f.value("caption"))) or inline_of(
        r, _unless_file(first(inner, SLOTS["caption"]))
    )
    if inner.get("fieldtype") == "asset" and not caption:
        caption = inline_of(r, _unless_file(inner.get("title")))
    credit = f.inline("credit") if not isinstance(f.value("credit"), Mapping) else _credit(r, f.value("credit"))
    credit = credit or inline_of(
        r, _unless_address(first(inner, [name for name in SLOTS["credit"] if name != "source"]))
    )
    alt = f.value("alt")
    if alt is None:
        alt = _held(held, inner)
    if alt is None and isinstance(inner.get("file"), Mapping):
        alt = inner.get("description")  # Contentful's asset: its title is for the desk
    image = _image(r, value, alt, decorative=decorative, captioned=shows_something(caption))
    tip = held.get("title")
    if image and isinstance(tip, str) and f.used.isdisjoint({"title"}):
        image[0].attrs["title"] = tip.strip()
        f.used.add("title")
    target = string_in(first(held, ("href", "linkurl")))
    if image and target.startswith(("http://", "https://")):
        image = [r.e("a", image, href=target)]
    return parts.figure(r, image, caption, credit)


def _inner(value: Any) -> Mapping[str, Any]:
    """The object that describes the picture: an asset's fields are in ``fields``, Strapi's in ``data.attributes``."""
    while isinstance(value, Mapping):
        deeper = next(
            (value[key] for key in ("fields", "data", "attributes", "media") if isinstance(value.get(key), Mapping)),
            None,
        )
        nested = value.get("image")
        if deeper is None and isinstance(nested, Mapping) and "alt_text" not in value:
            deeper = nested
        if deeper is None:
            return value
        value = deeper
    return {}


def _held(held: Mapping[str, Any], inner: Mapping[str, Any]) -> Any:
    """The alternative text, the empty one too: beside the picture, else in its own object."""
    for place in (held, inner):
        for key, value in place.items():
            if folded(key) in SLOTS["alt"] and isinstance(value, str):
                return value
    return None


def _credit(r: Reading, value: Any) -> Nodes:
    return speaker_of(r, value)


def _unless_file(value: Any) -> Any:
    """A caption, unless it is the file's name, which Strapi writes there by itself."""
    return None if isinstance(value, str) and _PICTURE_FILE.fullmatch(value.strip()) and " " not in value else value


def _unless_address(value: Any) -> Any:
    return None if isinstance(value, str) and "://" in value else value


def _image(r: Reading, value: Any, alt: Any, *, decorative: bool, captioned: bool) -> Nodes:
    address = address_of(r, value)
    if not address:
        return []
    made = r.e("img", src=address)
    words = alt.strip() if isinstance(alt, str) else None
    if decorative:
        made.attrs["alt"] = ""
    elif words:
        made.attrs["alt"] = words
    elif words == "" and not captioned and r.empty_alt != "unsaid":
        made.attrs["alt"] = ""
        if r.empty_alt == "doubtful":
            shown = PurePosixPath(address.partition("?")[0]).name[:60]
            r.report("CMS003", f"the empty alternative text of “{shown}” was read as: the picture is decorative")
    return [made]


def address_of(r: Reading, value: Any) -> str:
    """How a picture is named for the gate: a file's name, an address on the web, a ``data:`` URI, an id of the CMS."""
    address = _address_in(value)
    if address.startswith("//") and not r.has(address):
        address = "https:" + address
    if beside := _beside(r, address, value):
        return beside
    return address


def _address_in(value: Any) -> str:
    match value:
        case str():
            return value.strip()
        case int() if not isinstance(value, bool):
            return str(value)
        case [only, *_]:
            return _address_in(only)
        case Mapping():
            if "fields" in value and isinstance(value["fields"], Mapping):
                return _address_in(value["fields"])
            names = (
                "url",
                "src",
                "filename",
                "href",
                "file",
                "asset",
                "image",
                "data",
                "attributes",
                "media",
                "meta",
                "download_url",
                "ref",
                "id",
            )
            for name in names:
                found = next((value[key] for key in value if key.lstrip("_").lower() == name and value[key]), None)
                if found is not None and (address := _address_in(found)):
                    return address
    return ""


def _beside(r: Reading, address: str, value: Any) -> str:
    """The file beside the article for an address that leads into the CMS: ``/uploads/x.png``, an asset's id."""
    if re.match(r"(?:https?|data):", address, re.IGNORECASE) or r.has(address):
        return ""
    names = [PurePosixPath(address.partition("?")[0].partition("#")[0]).name]
    if match := _SANITY.fullmatch(address):
        names.append(f"{match[1]}.{match[2]}")
    held = _inner(value)
    named = first(held, ("name", "originalfilename", "filename"))
    if isinstance(named, str) and _PICTURE_FILE.fullmatch(named):
        names.append(named)
    for name in names:
        for folder in FOLDERS if "." in name else ():
            if r.has(folder + name):
                r.report("IMG006", f"the picture “{address[:80]}” was read from “{folder + name}” beside the article")
                return folder + name
    return ""
