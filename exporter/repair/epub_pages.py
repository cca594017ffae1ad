"""What is written into the pages of an EPUB: languages, titles, roles, landmarks (EPUB 3.3, 6 and 7)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from exporter.checks.epub.package import EPUB_TYPE, HEADINGS, Book, words
from exporter.languages import primary
from exporter.passes.language_evidence import looks_like, sure_language
from exporter.readback.epub.spine import OPF, resolved
from exporter.readback.epub.state import XHTML, XML_LANG, Element, effective_lang, local
from exporter.repair.change import Change
from exporter.repair.epub_book import Opened
from exporter.repair.epub_metadata import is_three, stated_language
from exporter.repair.markup import text
from exporter.web_addresses import without_fragment

ROLES = {
    "a": {"noteref": "doc-noteref"},
    "aside": {"footnote": "doc-footnote"},
    "section": {
        name: f"doc-{name}"
        for name in (
            *("abstract acknowledgments afterword appendix bibliography chapter conclusion credits dedication".split()),
            *("endnotes epigraph epilogue errata foreword glossary index introduction part preface".split()),
            *("prologue".split()),
        )
    },
}
"""Element → epub:type → the role of DPUB-ARIA 1.1 that says the same, where HTML allows it on that element."""


def languages(opened: Opened) -> Iterator[Change]:
    """EPUB106: pages that say no language get that of the book, where no page is surely in another one."""
    book = opened.book
    lang = stated_language(opened)
    silent = {part: root for part, root in _all(book).items() if not effective_lang(_body(root))}
    if not silent:
        return
    said = {part: _text(root) for part, root in silent.items()}
    whole = "\n".join(said.values())
    own = primary(lang)
    sure = lang and (lang == opened.lang or sure_language(whole) == own or looks_like(whole, own))
    if not sure or any(sure_language(one) not in ("", own) for one in said.values()):
        opened.asks.append(f"{len(silent)} pages do not state their language, which is not certain; a person names it")
        return
    for part, root in silent.items():
        markup = opened.markup(part, root)
        if markup is None:
            continue
        for name, key in (("lang", "lang"), ("xml:lang", XML_LANG)):
            if root.get(key) is None:
                markup.attribute(root, name, lang)
        why = "the book says it, and the words are in it"
        yield Change("EPUB106", part, "language of the page", "", lang, why, "lang")


def _all(book: Book) -> dict[str, Element]:
    """The pages and the navigation document."""
    return {**book.pages, **({book.navigation: book.nav} if book.nav is not None else {})}


def _body(root: Element) -> Element:
    return next(root.iter(XHTML + "body"), root)


def _text(root: Element) -> str:
    return "\n".join(str(one) for one in _body(root).itertext())


def titles(opened: Opened) -> Iterator[Change]:
    """EPUB112: a page without a title gets its first heading's words, else those of the contents that lead to it."""
    book = opened.book
    listed = _listed(book)
    for part, root in _all(book).items():
        head = root.find(XHTML + "head")
        made = root.find(f"{XHTML}head/{XHTML}title")
        if head is None or (made is not None and "".join(map(str, made.itertext())).strip()):
            continue
        first = next((one for one in root.iter() if local(one) in HEADINGS and words(one)), None)
        title = words(first) if first is not None else listed.get(part, "")
        why = "its first heading" if first is not None else "the contents call it so"
        if not title or (made is not None and len(made)):
            opened.asks.append(f"the page “{part}” has no title, no heading and no place in the contents")
            continue
        markup = opened.markup(part, root)
        if markup is None:
            continue
        if made is None:
            markup.inside(head, f"<title>{text(title)}</title>\n")
        else:
            markup.inside(made, text(title))
        yield Change("EPUB112", part, "title of the page", "", title, why)


def _listed(book: Book) -> dict[str, str]:
    """What the table of contents calls each page, the first entry that leads to its beginning."""
    found: dict[str, str] = {}
    contents = book.nav_list("toc", "doc-toc")
    for link in contents.iter(XHTML + "a") if contents is not None else ():
        key = book.target(book.navigation, link.get("href") or "")
        if key and words(link):
            found.setdefault(key[0], words(link))
    return found


def roles(opened: Opened) -> Iterator[Change]:
    """What ``epub:type`` tells reading systems, told to listeners as a role (EPUB 3.3, 6.7; DPUB-ARIA 1.1)."""
    for part, root in opened.book.texts().items():
        count: dict[str, int] = {}
        for made in root.iter(*(XHTML + name for name in ROLES)):
            known = ROLES[local(made)]
            found = [known[kind] for kind in (made.get(EPUB_TYPE) or "").split() if kind in known]
            if len(found) != 1 or made.get("role") is not None or (local(made) == "a" and not made.get("href")):
                continue
            markup = opened.markup(part, root)
            if markup is None:
                break
            markup.attribute(made, "role", found[0])
            count[found[0]] = count.get(found[0], 0) + 1
        for role, number in count.items():
            what = f"role of {number} element{'' if number == 1 else 's'}"
            rule = "EPUB107" if "note" in role else "EPUB104"
            yield Change(rule, part, what, "", role, "its epub:type says the same", "role")


def landmarks(opened: Opened) -> Iterator[Change]:
    """EPUB104: landmarks of what the book itself names: its contents, and where its text begins."""
    book = opened.book
    contents = book.nav_list("toc", "doc-toc")
    if not is_three(book) or book.nav is None or contents is None or book.nav_list("landmarks") is not None:
        return
    prefix = next((key for key, space in contents.nsmap.items() if space == EPUB_TYPE[1:].partition("}")[0]), None)
    entries = [*_of_contents(book, contents), *_of_text(opened)]
    body = _body(book.nav)
    markup = opened.markup(book.navigation, book.nav) if prefix and entries else None
    if markup is None or not prefix or body.prefix:
        return
    items = "".join(
        f'<li><a {prefix}:type="{kind}" href={quoteattr(href)}>{text(said)}</a></li>' for kind, href, said in entries
    )
    markup.inside(body, f'<nav {prefix}:type="landmarks" hidden="hidden"><ol>{items}</ol></nav>\n')
    shown = ", ".join(kind for kind, *_ in entries)
    yield Change("EPUB104", book.navigation, "landmarks", "", shown, "the book itself names them")


def _of_contents(book: Book, contents: Element) -> Iterator[tuple[str, str, str]]:
    heading = next((one for one in contents if local(one) in HEADINGS and words(one)), None)
    if heading is not None:
        yield "toc", posixpath.basename(book.navigation), words(heading)


def _of_text(opened: Opened) -> Iterator[tuple[str, str, str]]:
    """Where the text begins: what the guide of EPUB 2 or the type of a page says, called as the contents call it."""
    book = opened.book
    folder = posixpath.dirname(book.navigation)
    listed = _listed(book)
    marked = [part for part, root in book.texts().items() if "bodymatter" in (_body(root).get(EPUB_TYPE) or "").split()]
    for made in book.opf.iter(OPF + "reference"):
        if (made.get("type") or "") == "text":
            marked.insert(0, resolved(posixpath.dirname(opened.opf_path), without_fragment(made.get("href") or "")[0]))
    part = next((one for one in marked if one in book.pages and one in listed), "")
    if part:
        yield "bodymatter", quote(posixpath.relpath(part, folder or ".")), listed[part]
