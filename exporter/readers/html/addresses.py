"""Where links lead: relative addresses against the page's own (HTML Standard, 2.4.2 and 4.2.3; RFC 3986, 5).

The address of a page is told by ``base``, by who runs the program (``--base-url``), by its canonical link, or by Open
Graph. Without any of them a relative link cannot be followed from a file, and is reported once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from urllib.parse import unquote, urljoin, urlsplit

from exporter.readers.html.tree import Node, attribute, descendants
from exporter.records import record
from exporter.web_addresses import joined, split, without_fragment

ENOUGH, MOST = 3, 0.8
"""So many links, and this share of those to one address, show by the parts they lead to that it is this very page."""


@record
class Addresses:
    """``base`` is what relative links are resolved against, ``page`` the page's own address; both "" when unknown.

    ``web`` is the base of what a page shows from elsewhere. It is another where ``base`` only stands for the folder
    of a publication that is being read (a host under ``invalid``, RFC 6761, 6.4): no player is there.
    """

    base: str = ""
    page: str = ""
    web: str = ""

    def resolved(self, href: str) -> str:
        """The address that ``href`` stands for; ``href`` itself where it is whole, or no base is known."""
        href = href.strip()
        if href.startswith("#") or not self.base or not _is_relative(href):
            return self._inside(href)
        return self._inside(joined(self.base, href))

    def embedded(self, href: str) -> str:
        """The address of what a frame or a player shows."""
        href = href.strip()
        return joined(self.web, href) if self.web and _is_relative(href) else href

    def is_own(self, address: str) -> bool:
        """Whether an address is that of this very page."""
        return self.resolved(f"{address}#part") == "#part"

    def _inside(self, address: str) -> str:
        """A link to a part of this very page leads to that part, not out to the web."""
        plain, fragment = without_fragment(address)
        return f"#{fragment}" if fragment and self.page and plain == without_fragment(self.page)[0] else address


def lead_inside(addresses: Addresses, body: Node) -> None:
    """Make links that name this very page and a part of it links to that part, as ``#part``.

    Saved pages and exports of wikis write the page's address into them; where nothing else says what that is, most
    links to one address lead to parts that are here.
    """
    names = {name for node in descendants(body) for name in _names(node)}
    leading: list[tuple[Node, str, str]] = []
    for node in descendants(body):
        plain, _, part = (attribute(node, "href") or "").strip().partition("#") if node.name == "a" else ("", "", "")
        if plain and part:
            leading.append((node, plain, part if part in names else unquote(part)))
    every = Counter(plain for _, plain, _ in leading)
    here = Counter(plain for _, plain, part in leading if part in names)
    own = {plain for plain, count in here.items() if count >= max(ENOUGH, every[plain] * MOST)}
    own |= {plain for plain in here if addresses.page and addresses.is_own(plain)}
    for node, plain, part in leading:
        if plain in own and part in names:
            node.attrs["href"] = "#" + part


def _names(node: Node) -> Iterable[str]:
    return filter(None, (attribute(node, "id"), attribute(node, "name") if node.name == "a" else None))


def is_relative(href: str) -> bool:
    """Whether an address needs a base: it has no scheme and is not only a fragment."""
    return bool(href.strip()) and not href.strip().startswith("#") and _is_relative(href.strip())


def _is_relative(href: str) -> bool:
    try:
        return not urlsplit(href).scheme
    except ValueError:
        return False


def addresses_of(root: Node, given: str = "", *more: str) -> Addresses:
    """The addresses of a page. ``given`` is what the user says, ``more`` what else is known (a feed's link)."""
    named = list(_named(root))
    page = next((item for item in (given, *named, *more) if _is_web(item)), "")
    stated = next((attribute(node, "href") for node in descendants(root) if node.name == "base"), None)
    base = page
    if stated:
        try:
            whole = urljoin(page, stated.strip())
        except ValueError:
            whole = ""
        base = whole if _is_web(whole) else page
    return Addresses(base, page, next((item for item in (base, *named, *more) if _is_reached(item)), ""))


def address_of(*known: str) -> Addresses:
    """The addresses of an article that is not a page: the first of ``known`` that is one of the web."""
    page = next((item for item in known if _is_web(item)), "")
    return Addresses(page, page, next((item for item in known if _is_reached(item)), ""))


def _named(root: Node) -> Iterable[str]:
    for node in descendants(root):
        if node.name == "link" and "canonical" in (attribute(node, "rel") or "").lower().split():
            yield (attribute(node, "href") or "").strip()
    for node in descendants(root):
        if node.name == "meta" and (attribute(node, "property") or "").lower() == "og:url":
            yield (attribute(node, "content") or "").strip()


def _is_reached(address: str) -> bool:
    return _is_web(address) and not (split(address).hostname or "").endswith(".invalid")


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
