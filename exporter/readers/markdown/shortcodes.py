"""Tags of templates whose meaning is known, as Markdown or HTML: figures, links, films, code, boxes.

Hugo's own shortcodes, Jekyll's tags, the includes that figures are written with, GitBook's blocks. A tag that is not
here is named and left out (``template_tags``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

from exporter.readers.markdown.kinds import kind_of, shown_name
from exporter.readers.template_syntax import ROOTS, value_name

_ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w-]+)\s*[=:]\s*)?(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'|`(?P<tick>[^`]*)`|(?P<bare>[^\s"'=]+))"""
)
FILMS = {
    "youtube": ("YouTube", "https://www.youtube.com/watch?v={}"),
    "vimeo": ("Vimeo", "https://vimeo.com/{}"),
}
_ROOT = re.compile(rf"{ROOTS}[^}}]*")
"""Values that stand for the beginning of an address."""
BOXES = frozenset(
    ["notice", "callout", "alert", "hint", "admonition", "alerts", "box", "message", "note-box", "blockquote"]
)
GROUPS = frozenset(
    "tabs tabpane tabset steps stepper step cards cardpane accordion columns row col content-ref".split()
)
"""Tags that only group what stands between them."""
NOTHING = ""

Arguments = tuple[list[str], dict[str, str]]


def meaning(kind: str, words: str, values: Mapping[str, str], *, alone: bool, in_address: bool) -> str | None:
    """What stands for a tag; None for one that is not known. ``values`` are those of the front matter."""
    if kind == "value":
        return _value(words, values, in_address=in_address)
    if kind == "include" and words.startswith("#"):
        return None
    name, _, rest = words.partition(" ")
    closing = name.startswith(("/", "end"))
    name = name.removeprefix("/").lower()
    if in_address:
        return _address(name, rest)
    if build := _SIMPLE.get(name):
        return build(_arguments(rest))
    if alone and name.removeprefix("end") in GROUPS:
        return NOTHING
    if alone and (found := _box(name.removeprefix("end") if closing else name, rest, closing=closing)):
        return found
    return None


def _arguments(rest: str) -> Arguments:
    """The arguments of a tag: those by place, and those by name."""
    placed: list[str] = []
    named: dict[str, str] = {}
    for match in _ARGUMENT.finditer(rest):
        value = next(
            part for part in (match["double"], match["single"], match["tick"], match["bare"]) if part is not None
        )
        if match["key"]:
            named.setdefault(match["key"].lower(), value)
        else:
            placed.append(value)
    return placed, named


def _value(words: str, values: Mapping[str, str], *, in_address: bool) -> str | None:
    """A value of the article's own front matter is known; the beginning of a site's addresses is nothing."""
    if in_address and _ROOT.fullmatch(words.strip()):
        return NOTHING
    literal = re.fullmatch(r"""["']([^"'{}]*)["']\s*\|\s*(?:relative_url|absolute_url|url)""", words.strip())
    if literal and in_address:
        return literal[1].lstrip("/") if literal[1] != "/" else "/"
    quoted = re.fullmatch(r"""["'](\{\{[^"']*|\{%[^"']*)["']""", words.strip())
    if quoted:
        return quoted[1]
    name = value_name(words)
    return values.get(name) if name and not in_address else None


def _address(name: str, rest: str) -> str | None:
    placed, named = _arguments(rest)
    path = named.get("path") or (placed[0] if placed else "")
    return (
        path.replace(" ", "%20")
        if name in ("ref", "relref", "link", "post_url", "asset_path", "relative_url")
        else None
    )


def _figure(arguments: Arguments) -> str | None:
    """A figure as Hugo's shortcode and the includes of Jekyll themes have it."""
    _, named = arguments
    source = next(
        (named[key] for key in ("src", "url", "file", "image", "image_path", "path", "img") if named.get(key)), ""
    )
    if not source or "{{" in source:
        return None
    alt = next((named[key] for key in ("alt", "image_alt") if key in named), None)
    said = "" if alt is None else f' alt="{escape(alt)}"'
    title, caption = named.get("title", ""), named.get("caption", "")
    words = [f"<b>{marked(title)}</b>"] if title else []
    words += [marked(caption)] if caption else []
    credit = f' <span class="credit">{escape(named["attr"])}</span>' if named.get("attr") else ""
    shown = f"<figcaption>{' '.join(words)}{credit}</figcaption>" if words or credit else ""
    return f'<figure><img src="{escape(source)}"{said}>{shown}</figure>'


def marked(words: str) -> str:
    """Words in an argument, which are Markdown, as HTML: emphasis, code and links."""
    shown = escape(words, quote=False)
    for pattern, tag in (
        (r"\*\*(?!\s)(.+?)\*\*", "strong"),
        (r"(?<!\w)[*_](?!\s)(.+?)[*_](?!\w)", "em"),
        (r"`(.+?)`", "code"),
    ):
        shown = re.sub(pattern, rf"<{tag}>\1</{tag}>", shown)
    return re.sub(r"\[([^\[\]]+)\]\(([^()\s\"<>]+)\)", r'<a href="\2">\1</a>', shown)


def _include(arguments: Arguments) -> str | None:
    """``{% include figure.html src=… alt=… %}``, ``{% include note.html content="…" %}``."""
    placed, named = arguments
    name = placed[0].lower() if placed else ""
    said = named.get("content") or named.get("text") or ""
    stem = re.sub(r"\.\w+$", "", name.rpartition("/")[2])
    kind = kind_of(named.get("type") or stem) or (kind_of("note") if stem in BOXES else None)
    if said and kind:
        title = named.get("title") or shown_name(kind[0])
        head = f"<h6>{marked(title)}</h6>" if title else ""
        return f'<aside data-kind="{kind[1]}">{head}<p>{marked(said)}</p></aside>'
    if re.search(r"figure|image|picture|img", name):
        return _figure(([], named))
    return None


def _film(kind: str) -> Callable[[Arguments], str | None]:
    def build(arguments: Arguments) -> str | None:
        placed, named = arguments
        identity = named.get("id") or (placed[0] if placed else "")
        if not re.fullmatch(r"[\w-]{3,40}", identity):
            return None
        shown, address = FILMS[kind]
        words = named.get("title") or shown
        return f'<a href="{escape(address.format(identity))}">{escape(words)}</a>'

    return build


def _embed(arguments: Arguments) -> str | None:
    placed, named = arguments
    address = named.get("url") or named.get("src") or (placed[0] if placed else "")
    if not re.match(r"https?://\S+$", address):
        return None
    return f'<a href="{escape(address)}">{escape(named.get("title") or named.get("caption") or address)}</a>'


_SIMPLE: dict[str, Callable[[Arguments], str | None]] = {
    "figure": _figure,
    "figures": _figure,
    "img": _figure,
    "imgproc": lambda arguments: None,
    "include": _include,
    "youtube": _film("youtube"),
    "vimeo": _film("vimeo"),
    "video": _embed,
    "audio": _embed,
    "embed": _embed,
    "pagebreak": lambda arguments: NOTHING,
    "linebreak": lambda arguments: "<br>",
    "br": lambda arguments: "<br>",
}


def _box(name: str, rest: str, *, closing: bool) -> str | None:
    """A box that stands in lines of its own: a fenced division is the same."""
    if name not in BOXES and kind_of(name) is None:
        return None
    if closing:
        return ":::"
    placed, named = _arguments(rest)
    said = [named.get(key, "") for key in ("type", "style", "kind", "level", "class", "context")]
    kinds = [value for value in (*said, *placed[:1], name) if value and kind_of(value)]
    kind = kinds[0] if kinds else "note"
    words = named.get("title") or next((value for value in placed if value != kind), "")
    return f"::: {kind} {words}".rstrip()
