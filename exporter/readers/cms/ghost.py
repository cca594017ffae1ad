"""Ghost's cards: the blocks that Ghost's editor adds to Lexical, and had in Mobiledoc (Koenig, ``kg-default-nodes``).

Captions and texts of cards are HTML. What a card shows in letters only is not part of the article.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from exporter.readers.cms import named, parts, pictures
from exporter.readers.cms.fields import Fields, inline_of, string_in
from exporter.readers.cms.json_places import listed
from exporter.readers.cms.markdown_text import markdown
from exporter.readers.cms.reading import Reading
from exporter.readers.cms.tree import Nodes, strings_in, words_of

Card = Callable[[Reading, Mapping[str, Any]], Nodes]


def card(r: Reading, kind: str, held: Mapping[str, Any]) -> Nodes:
    """The card of type ``kind`` with its payload; any other card is a publisher's own block."""
    build = _CARDS.get(kind)
    return build(r, held) if build and r.own.of(kind) is None else named.block(r, kind, held)


def _string(held: Mapping[str, Any], *names: str) -> str:
    return next(
        (str(held[name]).strip() for name in names if isinstance(held.get(name), str) and held[name].strip()), ""
    )


def _address(address: str) -> str:
    return address if not address.startswith("__GHOST_URL__") else ""


def _bookmark(r: Reading, held: Mapping[str, Any]) -> Nodes:
    metadata = held.get("metadata")
    about = metadata if isinstance(metadata, Mapping) else {}
    linked = parts.embed(r, _string(held, "url"), _string(about, "title"), inline_of(r, held.get("caption")))
    return [*linked, *parts.paragraph(r, r.text(_string(about, "description")))]


def _embed(r: Reading, held: Mapping[str, Any]) -> Nodes:
    kept = {key: value for key, value in held.items() if key in ("url", "html", "caption", "metadata")}
    return named.block(r, "embed", kept)


def _callout(r: Reading, held: Mapping[str, Any]) -> Nodes:
    words = _string(held, "calloutText", "text")
    return parts.aside(
        r, "sidebar", [], r.string_blocks(words) if words.startswith("<p") else [r.e("p", r.inline(words))]
    )


def _toggle(r: Reading, held: Mapping[str, Any]) -> Nodes:
    return parts.details(r, r.inline(_string(held, "heading")), r.blocks(held.get("content") or ""))


def _button(r: Reading, held: Mapping[str, Any]) -> Nodes:
    return parts.button(r, r.text(_string(held, "buttonText")), _address(_string(held, "buttonUrl")))


def _call(r: Reading, held: Mapping[str, Any]) -> Nodes:
    """A call to action: its words, and its button where one is shown."""
    words = r.blocks(held.get("textValue") or "")
    button = _button(r, held) if held.get("showButton") else []
    sponsor = inline_of(r, held.get("sponsorLabel")) if held.get("hasSponsorLabel") else []
    return parts.aside(r, "sidebar", [], [*parts.paragraph(r, sponsor), *words, *button])


def _header(r: Reading, held: Mapping[str, Any]) -> Nodes:
    made = parts.heading(r, 2, r.inline(_string(held, "header")))
    made += parts.paragraph(r, r.inline(_string(held, "subheader")))
    return [*made, *(_button(r, held) if held.get("buttonEnabled") else [])]


def _product(r: Reading, held: Mapping[str, Any]) -> Nodes:
    shown = _string(held, "productImageSrc")
    picture = pictures.figure_of(r, {"alt": held.get("productImageAlt")}, shown) if shown else []
    button = parts.button(r, r.text(_string(held, "productButton")), _string(held, "productUrl"))
    words = r.blocks(_string(held, "productDescription"))
    return parts.aside(r, "sidebar", r.inline(_string(held, "productTitle")), [*picture, *words, *button])


def _file(r: Reading, held: Mapping[str, Any]) -> Nodes:
    title = _string(held, "fileTitle", "title", "fileName")
    return parts.embed(
        r, _address(_string(held, "src", "url")), title, inline_of(r, _string(held, "fileCaption", "caption"))
    )


def _gallery(r: Reading, held: Mapping[str, Any]) -> Nodes:
    made: Nodes = []
    for image in listed(held.get("images")):
        if isinstance(image, Mapping):
            with r.at(image):
                made.extend(pictures.figure_of(r, image, image.get("src")))
    return [*made, *parts.paragraph(r, inline_of(r, held.get("caption")))]


def _code(r: Reading, held: Mapping[str, Any]) -> Nodes:
    return parts.code(r, str(held.get("code", "")), _string(held, "language"), inline_of(r, held.get("caption")))


def _html(r: Reading, held: Mapping[str, Any]) -> Nodes:
    return r.html(str(held.get("html") or ""))


def _left_out(r: Reading, held: Mapping[str, Any]) -> Nodes:
    """What only letters show, and forms."""
    words = " ".join(words_of(r.html(_string(held, "html", "header", "subheader"))).split())
    message = f"newsletter content was left out: “{words[:60]}”" if words else "a form was left out"
    r.report("CMS005", message, left_out=strings_in(held))
    return []


def _picture(r: Reading, held: Mapping[str, Any]) -> Nodes:
    """A picture. Its ``title`` is what a mouse shows."""
    kept = {key: value for key, value in held.items() if key in ("src", "alt", "caption", "href")}
    return pictures.figure_of(r, kept, held.get("src"))


def _markdown(r: Reading, held: Mapping[str, Any]) -> Nodes:
    return markdown(r, _string(held, "markdown"))


def _nothing(r: Reading, held: Mapping[str, Any]) -> Nodes:
    return []


def _media(r: Reading, held: Mapping[str, Any]) -> Nodes:
    """Sound and film of Ghost's own: its file lies in the CMS, its title and caption are heard."""
    f = Fields(r, held)
    return parts.embed(
        r,
        _address(string_in(held.get("src"))),
        f.string("title", "title"),
        inline_of(r, held.get("caption")),
    )


_CARDS: dict[str, Card] = {
    "image": _picture,
    "gallery": _gallery,
    "codeblock": _code,
    "code": _code,
    "html": _html,
    "markdown": _markdown,
    "card-markdown": _markdown,
    "embed": _embed,
    "bookmark": _bookmark,
    "callout": _callout,
    "toggle": _toggle,
    "button": _button,
    "call-to-action": _call,
    "header": _header,
    "product": _product,
    "file": _file,
    "audio": _media,
    "video": _media,
    "horizontalrule": lambda r, held: parts.rule(r),
    "hr": lambda r, held: parts.rule(r),
    **dict.fromkeys(("email", "email-cta", "signup"), _left_out),
    "paywall": _nothing,
}
"""Ghost's cards by name."""


def _as_block(kind: str) -> Any:
    def build(t: Any, r: Reading, node: Mapping[str, Any]) -> Nodes:
        return card(r, kind, {key: value for key, value in node.items() if key not in ("type", "version", "children")})

    return build


ONLY_GHOST = frozenset(
    "gallery codeblock html markdown bookmark callout toggle button call-to-action header product file email email-cta "
    "signup paywall embed audio video".split()
)
CARDS: dict[str, Any] = {kind.replace("-", ""): _as_block(kind) for kind in ONLY_GHOST}
"""The cards as nodes of Lexical. Its picture is read by ``lexical`` itself; the names serve others' nodes as well."""
