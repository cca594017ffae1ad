"""What has to be heard of a file, one function an assertion, by program and kind of file.

Each was a fault once that somebody heard. ``LIMITS`` are faults of programs, not of files: shown, not counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import publications
from dumps import MARKER, Case, Node, Skip, Verdict, model_of, some, squeeze


def no_bookmark(case: Case) -> Verdict:
    """Bookmarks that a link of the document leads to are let pass: Word has no other target."""
    if case.reader.startswith("orca") and case.model and case.model.outline:
        raise Skip("the contents lead to bookmarks, and what is spoken does not say so (L10)")
    return bookmarks_told(case)


def bookmarks_told(case: Case) -> Verdict:
    """Orca says the name of each bookmark at the head of an article, which the contents of a publication lead to."""
    targets = {name for line in case.lines for name in re.findall(r"\bto=\S*#([^\s\"]+)", line)}
    return some(
        [
            line.strip()
            for line in case.lines
            if any(name not in targets for name in re.findall(r"#(\S+) Bookmark", line))
        ]
    )


def dash_before_speaker(case: Case) -> Verdict:
    speakers = [s for _, s in model_of(case).quotes if s]
    if not speakers:
        raise Skip("no quote with a speaker")
    told = [squeeze(n.text or n.said()) for n in case.root.walk() if n.role == "paragraph"]
    faults = []
    for speaker in speakers:
        if not any(t.endswith(squeeze(speaker)) and t[:1] in "—–―" for t in told if t):
            faults.append(f"no dash before {speaker!r}")
    return some(faults)


def marker_with_item(case: Case) -> Verdict:
    faults = []
    for node in case.root.walk():
        if node.role not in ("paragraph", "text", "static", "section", "list item"):
            continue
        words = node.text.replace("\\n", " ").split()
        alone = words and all(MARKER.fullmatch(w) for w in words)
        if alone and (len(words) > 1 or node.role == "paragraph"):
            faults.append(f"markers without their items: {' '.join(words)!r}")
    return some(faults)


def landmarks_few(case: Case) -> Verdict:
    faults = []
    for node in case.root.walk():
        if node.role != "landmark" or node.facts.get("role") == "main":
            continue
        role = node.facts.get("role", "")
        is_notes = "notes" in role or re.match(r"(foot|end)?notes?\b|fußnoten|anmerkungen|الحواشي", node.name, re.I)
        holds_table = bool(node.children) and node.children[0].role == "table"  # a region that scrolls
        if not (is_notes or holds_table or role in ("navigation", "doc-toc", "doc-cover", "doc-part")):
            faults.append(node.name or role)
    return f"{len(faults)} more landmarks than main and notes: {some(faults)}" if faults else None


def page_break_not_first(case: Case) -> Verdict:
    for node in case.root.walk():
        if "pagebreak" in node.facts.get("role", "") or re.match(r"page break", node.name, re.I):
            return "a page break is told before any text"
        if node.text or node.role == "heading":
            return None
    raise Skip("nothing told")


def quotes_as_quotes(case: Case) -> Verdict:
    quotes = model_of(case).quotes
    if not quotes:
        raise Skip("no block quote")
    told = [squeeze(n.said()) for n in case.root.walk() if n.role == "block quote"]
    return some(
        [f"not a block quote: {first[:50]!r}" for first, _ in quotes if not any(squeeze(first) in t for t in told)]
    )


def quote_and_speaker(case: Case) -> Verdict:
    quotes = [q for q in model_of(case).quotes if q[1]]
    if not quotes:
        raise Skip("no quote with a speaker")
    figures = [
        n
        for n in case.root.walk()
        if n.facts.get("tag") == "figure"
        or n.role == "figure"
        or n.facts.get("role") == "figure"
        or "figure" in n.facts.get("role", "")
    ]
    faults = []
    for first, speaker in quotes:
        holding = [f for f in figures if squeeze(first) in squeeze(f.said()) and squeeze(speaker) in squeeze(f.said())]
        if not holding:
            faults.append(f"{speaker!r} is not in one figure with the quote")
        elif not any(squeeze(speaker) in squeeze(f.name) for f in holding):
            faults.append(f"figure without the name {speaker!r}")
    return some(faults)


def note_names(case: Case) -> Verdict:
    faults = [
        n.name
        for n in case.root.walk()
        if n.name and n.role != "link" and re.search(r"back to|zurück|retour", n.name, re.I)
    ]
    return some([f"named {f!r}" for f in faults])


def pictures_told(case: Case) -> Verdict:
    alts = model_of(case).alts
    if not alts:
        raise Skip("no picture with a description")
    told = [
        squeeze(n.name + n.facts.get("description", "")) for n in case.root.walk() if n.role in ("image", "graphic")
    ]
    return some([f"not told: {a[:50]!r}" for a in alts if not any(squeeze(a) in t for t in told)])


def headings_are_headings(case: Case) -> Verdict:
    """Nothing is told as a heading but headings; one that the program joins with the text below it begins as one."""
    model = model_of(case)
    wanted = [squeeze(h) for h in model.headings if h] + (["Contents"] if model.outline else [])
    told = [n.label().strip() for n in case.root.walk() if n.role == "heading"]
    wrong = [t for t in told if not _whole(t, wanted) and not _joined(t, wanted) and not _whole(t, model.large)]
    return some([f"told as a heading: {t[:60]!r}" for t in wrong])


def headings_alone(case: Case) -> Verdict:
    """Chromium joins a heading with the text below where the page has few lines to learn its line spacing from."""
    wanted = [squeeze(h) for h in model_of(case).headings if h]
    told = [n.label().strip() for n in case.root.walk() if n.role == "heading"]
    joined = [t for t in told if not _whole(t, wanted) and _joined(t, wanted)]
    return some([f"joined with the text below: {t[:60]!r}" for t in joined])


def large_type_is_no_heading(case: Case) -> Verdict:
    """Chromium takes for a heading what is larger than 1.2 of its page's type: pull quotes, standfirsts over tables."""
    large = model_of(case).large
    told = [n.label().strip() for n in case.root.walk() if n.role == "heading"]
    return some([f"told as a heading: {t[:60]!r}" for t in told if _whole(t, large)])


def _whole(told: str, wanted: list[str]) -> bool:
    return any(squeeze(told) in heading for heading in wanted)


def _joined(told: str, wanted: list[str]) -> bool:
    return any(squeeze(told).startswith(heading) for heading in wanted)


def headings_all(case: Case) -> Verdict:
    wanted = [h for h in model_of(case).headings if h]
    told = [squeeze(n.label()) for n in case.root.walk() if n.role == "heading"]
    return some([f"not a heading: {h[:50]!r}" for h in wanted if squeeze(h) not in told])


def heading_spaces(case: Case) -> Verdict:
    """Each heading's name has a space wherever the model's has one."""
    wanted = [" ".join(h.split()) for h in model_of(case).headings if h]
    by_letters = {squeeze(w): w for w in wanted}
    faults = []
    for node in case.root.walk():
        if node.role == "heading":
            name = " ".join(node.label().replace("\\n", " ").split())
            right = by_letters.get(squeeze(name))
            if right is not None and right != name:
                faults.append(name)
    return some([f"{f!r}" for f in faults])


def language_reaches_text(case: Case) -> Verdict:
    """A node that says it is in another language holds text that says so too."""
    faults = []

    def walk(node: Node, lang: str) -> None:
        own = node.facts.get("lang", lang)
        for child in node.children:
            if (
                child.facts.get("lang", own) != own
                and not child.children
                and node.role != "landmark"
                and "lang" in node.facts
                and child.text.strip()
            ):
                faults.append(f"tagged {own}, but its text says {child.facts['lang']}: {child.text.strip()[:30]!r}")
            walk(child, own)

    for top in case.root.children:
        for child in top.children:
            walk(child, "")
    return some(faults)


def tables_are_tables(case: Case) -> Verdict:
    wanted = model_of(case).tables
    if not wanted:
        raise Skip("no table")
    told = sum(n.role == "table" for n in case.root.walk())
    return None if told >= wanted else f"{told} of {wanted} tables told as tables"


def body(node: Node, title: str) -> Iterator[str]:
    """The texts in order, without what stands on each page: running heads, page numbers, notes at the foot."""
    if node.role in ("header", "footer", "footnote", "endnote"):
        return
    inner = node.children
    if node.role == "landmark" and re.match(r"Page \d", node.name):  # Chromium tells running heads at a page's end
        inner = inner[:-2] + [c for c in inner[-2:] if not furniture(squeeze(c.said()), squeeze(title))]
    yield node.text
    for child in inner:
        yield from body(child, title)


def furniture(said: str, title: str) -> bool:
    return said == title or bool(re.fullmatch(r"\D{0,12}\d{1,4}\D{1,8}\d{1,3}", said))


def words_in_order(case: Case) -> Verdict:
    """Every heading and paragraph of the model is told, and in its order; vowelled Arabic in Chromium's PDF apart."""
    broken = case.kind == "pdf" and case.reader == "chromium"
    return _in_order(case, [block for block in model_of(case).blocks if not (broken and VOWELLED.search(block))])


def vowelled_words(case: Case) -> Verdict:
    """PDFium puts a space before the vowel signs of Arabic, and turns guillemets round."""
    blocks = [block for block in model_of(case).blocks if VOWELLED.search(block)]
    if not blocks:
        raise Skip("no vowelled Arabic")
    return _in_order(case, blocks)


def _in_order(case: Case, blocks: list[str]) -> Verdict:
    if case.reader.startswith("orca"):
        end = next((i for i, x in enumerate(case.lines) if x.startswith("== h")), None)
        stream = squeeze("".join(case.lines[:end]))
    else:
        stream = squeeze("".join(body(case.root, model_of(case).headings[0])).replace(TYPED_HYPHEN, "-"))
    faults, place = [], 0
    for block in blocks:
        want = squeeze(block)
        at = stream.find(want, place)
        if at >= 0:
            place = at + len(want)
        elif want in stream:
            faults.append(f"out of order: {block[:50]!r}")
        else:
            faults.append(f"missing or broken up: {block[:50]!r}")
    return some(faults)


VOWELLED = re.compile("[\u064b-\u0652]")
TYPED_HYPHEN = "\\x02"
"""What PDFium says for a hyphen at the end of a line."""


def no_empty_quotes_jump(case: Case) -> Verdict:
    """Orca, pressing Q: there are block quotes."""
    if not model_of(case).quotes:
        raise Skip("no block quote")
    starts = [at for at, line in enumerate(case.lines) if line.startswith("== q")]
    if not starts:
        raise Skip("no jumps in this dump")
    first = [case.lines[at + 1] if at + 1 < len(case.lines) else "" for at in starts]  # a book has several pages
    return f"pressing Q says {first[0]!r}" if all("No more" in said for said in first) else None


def breaks_in_names(case: Case) -> Verdict:
    """A page number inside a heading, a cell, a term or an item becomes part of its name."""
    faults = []
    for holder in case.root.walk():
        if holder.role in NAMED:
            inside = [n for n in holder.walk() if "pagebreak" in n.facts.get("role", "")]
            faults += [f"page break {n.name!r} in a {holder.role}: {holder.label()[:40]!r}" for n in inside]
    return some(faults)


def captions_once(case: Case) -> Verdict:
    """What holds a table or figure is not called by the caption that is told inside it."""
    captions = {squeeze(n.said()) for n in case.root.walk() if n.role == "caption"}
    holders = [n for n in case.root.walk() if n.name and n.role in ("panel", "landmark", "figure", "section")]
    quotes = {id(n) for n in holders if any(child.role == "block quote" for child in n.walk())}
    named = [n for n in holders if id(n) not in quotes and squeeze(n.name) in captions]
    return some([f"a {n.role} is named {n.name[:60]!r}, which its caption says" for n in named])


def cells_once(case: Case) -> Verdict:
    """A header holds its words and no paragraph of the same words: Orca says the header twice."""
    heads = [n for n in case.root.walk() if n.role in ("column header", "row header")]
    return some([f"told twice: {n.said()[:60]!r}" for n in heads if len(n.children) == 1 and n.children[0].text])


def notes_named(case: Case) -> Verdict:
    notes = [n for n in case.root.walk() if n.role == "footnote" or "doc-footnote" in n.facts.get("role", "")]
    if not notes:
        raise Skip("no note")
    return some(
        [f"a note without a number in its name: {n.said()[:50]!r}" for n in notes if not re.search(r"\d", n.name)]
    )


def terms_counted(case: Case) -> Verdict:
    """As many terms as the article has: a page break in one once made Orca count two of three."""
    wanted = model_of(case).terms
    if not wanted:
        raise Skip("no terms")
    told = [n for n in case.root.walk() if n.role == "description term"]
    return None if len(told) == wanted else f"{len(told)} of {wanted} terms are told as terms"


def items_apart_from_markers(case: Case) -> Verdict:
    """An item's name has a space after its marker: "•Inspections" is heard as one word."""
    items = [n for n in case.root.walk() if n.role == "list item" and n.name]
    return some([f"marker and words are one: {n.name[:40]!r}" for n in items if GLUED.match(n.name)])


def head_of_column(case: Case) -> Verdict:
    """A cell below a header row is told with the words of that row, and not with the names of all cells above."""
    faults = []
    for table in (node for node in case.root.walk() if node.role == "table"):
        first = {n.facts.get("column"): squeeze(n.said()) for n in table.children if n.facts.get("row") == "1"}
        for cell in (n for n in table.children if n.facts.get("row", "1") != "1" and n.facts.get("column") in first):
            if squeeze(cell.facts.get("columnhead", "")) != first[cell.facts["column"]]:
                faults.append(f"“{cell.said()[:30]}” is told with “{cell.facts.get('columnhead', '')}”")
    return some(faults)


def quotes_said(case: Case) -> Verdict:
    """Orca says of each block quote that it is one, and who said it."""
    speakers = [s for _, s in model_of(case).quotes if s]
    if not speakers:
        raise Skip("no quote with a speaker")
    spoken = squeeze("".join(case.lines))
    return some([f"never said: {s!r}" for s in speakers if squeeze(s) not in spoken])


NAMED = frozenset(["heading", "table cell", "column header", "row header", "description term", "list item", "caption"])
GLUED = re.compile(r"(?:[•◦▪–]|\d{1,3}[.)])\w")
Check = Callable[[Case], Verdict]


@dataclass(frozen=True)
class Assertion:
    """``id`` in messages; the kinds of file and the programs whose dumps it is for; what it says; how it is judged."""

    id: str
    kinds: frozenset[str]
    readers: frozenset[str]
    says: str
    check: Check


BROWSERS = "chromium firefox"
PAGES = "epub html"
ASSERTIONS = [
    Assertion(key, frozenset(kinds.split()), frozenset(readers.split()), says, check)
    for key, kinds, readers, says, check in (
        ("W1", "docx", "writer orca-writer", "no bookmark is told", no_bookmark),
        ("W2", "docx", "writer", "a dash stands before each speaker", dash_before_speaker),
        ("W3", "docx", "writer", "each picture's description is told", pictures_told),
        ("W4", "docx", "writer", "all words, in order", words_in_order),
        ("C1", "pdf", "chromium", "a list's marker stands directly with its item", marker_with_item),
        ("C2", "pdf", "chromium", "no heading but the article's headings", headings_are_headings),
        ("C3", "pdf", "chromium", "all words, in order", words_in_order),
        ("F1", "pdf", "firefox", "headings' names have their spaces", heading_spaces),
        ("F2", "pdf", "firefox", "every heading is a heading", headings_all),
        ("F3", "pdf", "firefox", "each picture's description is told", pictures_told),
        ("F4", "pdf", "firefox", "tables are tables", tables_are_tables),
        ("F5", "pdf", "firefox", "an item's marker and words are two", items_apart_from_markers),
        ("E1", PAGES, BROWSERS, "no landmarks but main, notes and scrolling tables", landmarks_few),
        ("E2", PAGES, BROWSERS, "no page break before the title", page_break_not_first),
        ("E3", PAGES, BROWSERS, "quotes are block quotes", quotes_as_quotes),
        ("E4", PAGES, BROWSERS, "quote and speaker in one figure with the speaker's name", quote_and_speaker),
        ("E5", PAGES, BROWSERS, "no note is named by its way back", note_names),
        ("E6", PAGES, BROWSERS, "each picture's description is told", pictures_told),
        ("E7", PAGES, BROWSERS, "every heading is a heading", headings_all),
        ("E8", PAGES, BROWSERS, "headings' names have their spaces", heading_spaces),
        ("E9", PAGES, BROWSERS, "all words, in order", words_in_order),
        ("E10", PAGES, BROWSERS, "no page number is part of a name", breaks_in_names),
        ("E11", PAGES, BROWSERS, "a caption is not the name of what holds it, too", captions_once),
        ("E12", PAGES, BROWSERS, "a header cell is told once", cells_once),
        ("E13", PAGES, BROWSERS, "each note has a number in its name", notes_named),
        ("E14", PAGES, BROWSERS, "as many terms as the article has", terms_counted),
        (
            "P1",
            "docx pdf",
            "writer firefox",
            "parts and articles have the level of their depth",
            publications.levels_by_depth,
        ),
        ("P2", "epub", BROWSERS, "a part and an article begin a page at level 1", publications.a_page_each),
        (
            "P3",
            "docx pdf epub",
            "writer firefox chromium",
            "each is a link of the contents",
            publications.listed_in_contents,
        ),
        (
            "P4",
            "docx epub",
            "writer firefox chromium",
            "an article is told in its language",
            publications.languages_told,
        ),
        ("P5", "epub", BROWSERS, "notes count by article and lead back", publications.notes_by_article),
        ("O1", PAGES, "orca-firefox orca-chromium", "Orca finds the block quotes (Q)", no_empty_quotes_jump),
        ("O2", PAGES, "orca-firefox orca-chromium", "every speaker is said", quotes_said),
        ("O3", "pdf", "orca-firefox", "every speaker is said", quotes_said),
    )
]
LIMITS = [
    Assertion(key, frozenset([kind]), frozenset([reader]), says, check)
    for key, kind, reader, says, check in (
        ("L1", "pdf", "firefox", "the language of a tag reaches its text", language_reaches_text),
        ("L2", "pdf", "chromium", "a heading stands alone", headings_alone),
        ("L3", "pdf", "chromium", "vowelled Arabic, in order", vowelled_words),
        ("L4", "pdf", "chromium", "large type is no heading", large_type_is_no_heading),
        ("L5", "docx", "orca-writer", "every speaker is said", quotes_said),
        ("L6", "pdf", "orca-chromium", "every speaker is said", quotes_said),
        ("L8", "docx", "writer", "notes count by article", publications.notes_by_article),
        ("L10", "docx", "orca-writer", "no bookmark is told in headings that the contents lead to", bookmarks_told),
        ("L9", "pdf", "firefox", "an article is told in its language", publications.languages_told),
        ("L7", "docx", "writer", "a cell is told with the words at the head of its column", head_of_column),
    )
]
"""Where not the file is at fault, and why (docs/heard.md): pdf.js puts ``lang`` on the tag and Orca asks the text;
Chromium guesses, and Orca's reading stops in its viewer; Writer tells pages as empty whose lines it has dropped, and
gives all cells of a column as its heads.
"""
