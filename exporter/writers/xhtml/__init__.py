"""The model as XHTML, for the EPUB, the HTML page and (laid out by WeasyPrint) the PDF: one rendering, one meaning.

``render`` gives the content of one page; ``render_chapters`` the same document in several, with ids and note numbers
that hold across all of them. Elements and roles follow the semantic map (docs/semantic-map.md), HTML, ARIA in HTML,
DPUB-ARIA 1.1 and EPUB 3.3. No scripts, no event handlers; ``style`` only for column widths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from exporter.findings import Finding
from exporter.model import AnyNode, Blocks, Document, Metadata
from exporter.writers.xhtml.block import blocks, flow, note_heading
from exporter.writers.xhtml.elements import OPS, XHTML, Element, set_language
from exporter.writers.xhtml.ids import Ids
from exporter.writers.xhtml.inline import inlines
from exporter.writers.xhtml.landmarks import tell_landmarks_apart
from exporter.writers.xhtml.notes import end_notes, place_notes
from exporter.writers.xhtml.state import Heading, Page, Place, Profile, Rendering, Results, Texts, survey

__all__ = ["Chapter", "Heading", "Page", "Profile", "Rendered", "render", "render_chapters"]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Blocks that become one page. ``level`` is the heading level they lie under: 1 for the document's own blocks.

    ``opening`` comes before the document's title. In a publication a page begins with a level-1 heading of its own:
    ``above`` is how much deeper the contents list has it, ``lang`` the page's language where it is not the document's,
    ``name`` what its file is called, ``article`` what is said of the one that begins on it.
    """

    blocks: Blocks
    level: int = 1
    opening: Blocks = ()
    above: int = 0
    lang: str = ""
    name: str = ""
    article: Metadata | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document as XHTML. ``roots`` holds one ``main`` element a chapter; the first begins with the title.

    ``nodes`` are the nodes that elements were made for, in order; the node attribute of an element is an index here
    (0 is the Document). ``headings`` and ``pages`` are what navigation can name, ``findings`` what could not be said,
    ``texts`` where the Text nodes are that have no element of their own (only with a node attribute).
    """

    roots: tuple[Element, ...]
    nodes: tuple[AnyNode | Document, ...]
    headings: tuple[Heading, ...]
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...]
    texts: Texts

    @property
    def root(self) -> Element:
        """The page of a document that has only one."""
        return self.roots[0]


def render(document: Document, profile: Profile) -> Rendered:
    """The whole document as one page."""
    return render_chapters(document, profile, [Chapter(document.blocks)])


def render_chapters(document: Document, profile: Profile, chapters: Sequence[Chapter]) -> Rendered:
    """The document as pages, one for each of ``chapters``, which together hold its blocks in order.

    Links inside the document are fragments (``#id``) whatever page the target is on; who writes the pages to files
    adds the file names.
    """
    ids = Ids()
    registry = survey(document, ids, by_article=profile.notes_run == "article")
    rendering = Rendering(document, profile, registry, Results(ids))
    results = rendering.results
    results.register(document)
    roots: list[Element] = []
    for number, chapter in enumerate(chapters):
        place = Place(chapter.level, number, above=chapter.above)
        root = _root(rendering, chapter.lang)
        blocks(rendering, replace(place, named=True), root, chapter.opening)  # the title is the first thing heard
        if number == 0:
            _title(rendering, replace(place, level=1), root)
        flow(rendering, place, root, chapter.blocks)
        if profile.notes == "end":
            end_notes(rendering, place, root, blocks)
        tell_landmarks_apart(root)
        roots.append(root)
    return Rendered(
        tuple(roots),
        tuple(results.nodes),
        tuple(results.headings),
        tuple(results.pages),
        tuple(results.findings),
        results.texts,
    )


def _root(rendering: Rendering, lang: str) -> Element:
    namespaces: Any = {None: XHTML, "epub": OPS} if rendering.profile.epub_types else {None: XHTML}
    root = etree.Element(f"{{{XHTML}}}main", nsmap=namespaces)
    if rendering.profile.node_attribute:
        root.set(rendering.profile.node_attribute, "0")
    set_language(root, lang or rendering.document.metadata.lang, "")
    return root


def _title(rendering: Rendering, place: Place, root: Element) -> None:
    if not rendering.document.title:
        return
    heading = rendering.part(root, "h1", 0, "title", class_="title", id=rendering.claim("title"))
    inlines(rendering, replace(place, named=True), heading, rendering.document.title)
    note_heading(rendering, place, heading)
    if rendering.profile.notes == "after-block":
        place_notes(rendering, place, root, blocks)
