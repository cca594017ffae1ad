"""Where the articles of a publication lead to one another: addresses that they have while they are read, and after.

A relative link can only be followed by what stands beside its article. While a publication is read, its folder has an
address that nothing on the web can have (RFC 6761, 6.4: ``invalid``), deep enough for ``../`` to climb out of it.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from posixpath import normpath, relpath
from urllib.parse import quote, unquote, urljoin, urlsplit

from exporter.web_addresses import split, without_fragment

HOST = "https://publication.invalid"
FOLDER = "/0/1/2/3/4/5/6/7/"


def held_address(path: str) -> str:
    """The address that the article at ``path`` (relative to the publication's folder) has while it is read."""
    return HOST + quote(normpath(FOLDER + path))


LABELS = HOST + "/labels/"
"""Before a label that an article refers to and that is elsewhere, while nobody knows yet which article has it."""


def label_of(address: str) -> tuple[str, str] | None:
    """The label that a held address asks for, and how it is to be told: its "name", its "number", or "as-written"."""
    told, _, label = address.removeprefix(LABELS).partition("/")
    return (unquote(label), told) if address.startswith(LABELS) else None


def is_held(address: str) -> bool:
    """Whether an address is one that an article has only while it is read."""
    return address.startswith(HOST + "/")


def path_of(address: str) -> str | None:
    """The path, relative to the publication's folder, that a held address leads to; None for one from the site's root.

    A path outside the folder begins with ``../``.
    """
    path = unquote(split(address).path)
    if not path.startswith("/0/"):
        return None
    return relpath(path, FOLDER)


def on_the_web(address: str, article: str, source: str) -> str:
    """What a held address stands for where the article at path ``article`` is at the web address ``source``; "" if not.

    ``address`` keeps its query and fragment.
    """
    if not source.startswith(("http://", "https://")):
        return ""
    parts = split(address)
    path = path_of(address)
    if path is None:
        relative = parts.path
    else:
        relative = quote(relpath("/" + path, "/" + str(PurePosixPath(article).parent)))
        relative += "/" if parts.path.endswith("/") else ""
    tail = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    try:
        return urljoin(source, relative + tail)
    except ValueError:
        return ""


def plain_address(address: str) -> str:
    """A web address by which two links to one page are known: without scheme, fragment, and the end that says nothing.

    Sites answer alike at ``/weir``, ``/weir/`` and ``/weir/index.html``.
    """
    plain, _ = without_fragment(address)
    try:
        parts = urlsplit(plain)
    except ValueError:
        return plain
    path = unquote(parts.path)
    for ending in ("/index.html", "/index.htm", "/index.php"):
        path = path.removesuffix(ending)
    host = (parts.hostname or "").removeprefix("www.") + (f":{parts.port}" if _has_port(parts.netloc) else "")
    return host + path.rstrip("/") + (f"?{parts.query}" if parts.query else "")


def _has_port(netloc: str) -> bool:
    return netloc.rpartition(":")[2].isdigit()


STEMS = (".md", ".markdown", ".qmd", ".mdx", ".rmd", ".html", ".htm", ".xhtml", ".txt", ".docx", ".json")
"""Suffixes that one article can have in several forms: sources link to ``weir.html`` where ``weir.md`` stands."""


def names_of(path: str) -> tuple[str, ...]:
    """The paths by which links may name the article at ``path``, the exact one first."""
    pure = PurePosixPath(path)
    names = [path]
    if pure.suffix.lower() in STEMS:
        stem = str(pure.with_suffix(""))
        names += [stem, stem + ".html", stem + ".md"]
        if pure.stem.lower() in ("index", "readme", "_index"):
            names += [str(pure.parent), str(pure.parent / "index.html")]
    return tuple(dict.fromkeys(names))
