"""Pictures that come late or in several sizes, film, sound and frames (HTML Standard, 4.8).

Of the sources of one picture the reader takes the first that it can have, in the order in which a browser would choose;
a placeholder that a script replaces is not a picture. What plays or frames another page becomes a link to it.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from exporter.patterns import pattern
from exporter.readers.html.tree import Node, attribute, descendants, elements, has_class, text_of

LATE = (
    "data-src data-lazy-src data-original data-lazy data-url data-image data-full-src data-hi-res-src data-orig-file "
    "data-original-src data-actualsrc data-delayed-url"
).split()
LATE_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set")
_SOURCE = pattern(r"data-(?:[\w-]+-)?src")
_PLACEHOLDER = pattern(
    r"data:image/(?:gif;base64,R0lGOD|svg\+xml|png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB)"
    r"|(?:^|/)(?:blank|spacer|placeholder|pixel|transparent|lazy|loading|1x1|grey|loader)[\w-]*\.(?:gif|png|svg|jpe?g)",
    re.IGNORECASE,
)
_CANDIDATE = pattern(r"([^\s,]\S*[^\s,])(?:\s+(\d+(?:\.\d+)?)[wx])?(?:\s+\d+h)?\s*(?:,|$)")

PLAYERS = (
    (pattern(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]+)"), "https://www.youtube.com/watch?v={}"),
    (pattern(r"https?://player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (pattern(r"https?://(?:www\.)?dailymotion\.com/embed/video/(\w+)"), "https://www.dailymotion.com/video/{}"),
)
"""Players and the pages of what they play: the page is what a person can use."""

TRACKERS = pattern(r"googletagmanager\.com|doubleclick\.net|google-analytics\.com|facebook\.com/(?:tr|plugins)\b")
REDIRECTS = {
    "www.google.com": ("/url", ("q", "url")),
    "l.facebook.com": ("/l.php", ("u",)),
    "lm.facebook.com": ("/l.php", ("u",)),
    "out.reddit.com": ("/", ("url",)),
    "www.youtube.com": ("/redirect", ("q",)),
}
"""Hosts that only send on: the path and the parameters that hold where to."""


def picture_sources(node: Node) -> list[str]:
    """The addresses a picture may be loaded from, best first, each once."""
    found: list[str] = []
    holder = node.parent if node.parent is not None and node.parent.name == "picture" else None
    chosen = [item for item in elements(holder) if item.name == "source"] if holder is not None else []
    first = [address for item in chosen for address in _set(item, "srcset", *LATE_SETS)]
    found += _set(node, "srcset", *LATE_SETS)
    late = [value for name in _late_names(node) if (value := (attribute(node, name) or "").strip())]
    src = (attribute(node, "src") or "").strip()
    late = [value for value in late if not value.startswith(("{", "["))]
    found = [*late, *found, src] if not src or is_placeholder(src) else [*late, src, *found]
    kept = [address for address in dict.fromkeys([*first, *found]) if address]
    real = [address for address in kept if not is_placeholder(address)]
    return real or kept


def is_placeholder(address: str) -> bool:
    """Whether an address is that of a dot which stands where a script will put the picture."""
    return _PLACEHOLDER.search(address[:200]) is not None


def is_late(node: Node) -> bool:
    """Whether a script or ``noscript`` brings what an ``img`` shows."""
    src = (attribute(node, "src") or "").strip()
    return not src or is_placeholder(src) or any(attribute(node, name) for name in (*_late_names(node), *LATE_SETS))


def _late_names(node: Node) -> list[str]:
    """The attributes in which a script finds the address: those in common use, then any that says it is a source."""
    others = [name for name in (node.attrs or {}) if _SOURCE.fullmatch(name) and name not in LATE]
    return [*LATE, *others]


def _set(node: Node, *names: str) -> list[str]:
    """The candidates of ``srcset`` attributes, the largest first (HTML Standard, 4.8.4.2.2)."""
    matches = (match for name in names for match in _CANDIDATE.finditer(attribute(node, name) or ""))
    found = [(float(match[2] or 1), match[1]) for match in matches]
    return [address for _, address in sorted(found, key=lambda item: -item[0])]


def merge_noscript(body: Node) -> None:
    """Join each picture in a ``noscript`` with the late one beside it that it stands for; what is alone stays."""
    holders = {id(node.parent): node.parent for node in descendants(body) if node.name == "noscript"}
    for holder in holders.values():
        shown = [item for item in holder.children if item.name != "#text" or str(item.data or "").strip()]
        for at, node in enumerate(shown):
            pictures = [item for item in descendants(node) if item.name == "img"] if node.name == "noscript" else []
            if not pictures or text_of(node).strip():
                continue
            beside = [
                picture for item in (*shown[max(at - 1, 0) : at], *shown[at + 1 : at + 2]) for picture in _only(item)
            ]
            late = next((item for item in beside if is_late(item)), None)
            if late is None:
                continue
            for name, value in (pictures[0].attrs or {}).items():
                if name in ("src", "srcset") or name not in late.attrs:
                    late.attrs[name] = value
            holder.remove_child(node)


def _only(item: Node) -> list[Node]:
    """The picture that an element is, or that is all there is in it."""
    if item.name.startswith("#") or item.name == "noscript":
        return []
    if item.name == "img":
        return [item]
    inner = [one for one in descendants(item) if one.name == "img"]
    return inner if len(inner) == 1 and not text_of(item).strip() else []


def embedded_address(node: Node) -> str:
    """The address of what an ``iframe``, ``video``, ``audio``, ``embed`` or ``object`` shows, its page where known."""
    sources = [node, *(item for item in elements(node) if item.name == "source")]
    names = ("src", "data-src", "data-lazy-src", "data")
    address = next(
        (found for item in sources for name in names if (found := (attribute(item, name) or "").strip())), ""
    )
    if address.startswith("//"):
        address = "https:" + address
    for player, page in PLAYERS:
        if match := player.match(address):
            return page.format(match[1])
    return address


def is_not_seen(node: Node) -> bool:
    """Whether a frame is there to count or to advertise: of no size, or of a host that does nothing else."""
    sizes = [(attribute(node, name) or "").strip().removesuffix("px") for name in ("width", "height")]
    return any(size in ("0", "1") for size in sizes) or TRACKERS.search(attribute(node, "src") or "") is not None


def embedded_title(node: Node) -> str:
    """What a frame or player calls itself."""
    for name in ("title", "aria-label", "data-title"):
        if words := " ".join((attribute(node, name) or "").split()):
            return words
    return ""


def is_embed(node: Node) -> bool:
    """Whether a block quote is a post of another site that its script would draw."""
    return has_class(node, "instagram-media", "tiktok-embed", "fb-post", "wp-embedded-content") and bool(
        [item for item in descendants(node) if item.name == "a"]
    )


def without_redirect(address: str) -> str:
    """Where a link leads that goes by a host which only counts and sends on."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    host = (parts.hostname or "").lower()
    path, names = REDIRECTS.get(host, ("", ()))
    if host.endswith("safelinks.protection.outlook.com"):
        path, names = "/", ("url",)
    if not path or not (parts.path or "/").startswith(path):
        return address
    query = parse_qs(parts.query)
    target = next((query[name][0] for name in names if query.get(name)), "")
    return target if re.match(r"https?://[^\s/]", target) else address


def shown_address(address: str) -> str:
    """An address as a link's words where it has no others: without its scheme and what follows its path."""
    plain = re.sub(r"^https?://(?:www\.)?", "", address.partition("?")[0].partition("#")[0])
    return re.sub(r"/(?:watch|embed|player)$", "", unquote(plain).rstrip("/"))[:80]
