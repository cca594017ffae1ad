"""The blocks of the neutral vocabulary: what each is in elements, whatever format it comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exporter.phrases import has_phrases, phrase
from exporter.readers.cms.reading import Reading
from exporter.readers.cms.tree import Nodes, shows_something, words_of
from exporter.readers.html.plain_tree import Element

MASTHEAD = {
    **dict.fromkeys(
        "standfirst lede lead deck dek intro introduction ingress excerpt chapo teaser summary".split(), "standfirst"
    ),
    **dict.fromkeys("subtitle subheadline subhead strapline".split(), "subtitle"),
    **dict.fromkeys("byline authors".split(), "byline"),
    **dict.fromkeys("dateline".split(), "dateline"),
    **dict.fromkeys("kicker eyebrow overline topic".split(), "kicker"),
}
"""The part of an article's head that a block or role of this (folded) name is, as the HTML reader's class for it."""

_CREDIT = (
    r"(?:(?:photo(?:graph)?s?|pictures?|images?|illustrations?|graphics?|credits?|foto|bild|grafik|illustration|crédits?|"
    r"fotografía|imagen|immagine)(?:\s+(?:credit|by|von|av|de|di|par|door))?\s*[:/]|©|\(c\)|photo(?:graph)? by)\s*\S"
)
_CREDIT_AT_END = re.compile(rf"(?<=[.!?…”\"»)])\s+(?=[(\[]?{_CREDIT})", re.IGNORECASE)
_IS_CREDIT = re.compile(rf"\s*[(\[]?{_CREDIT}.{{0,80}}", re.IGNORECASE | re.DOTALL)


def paragraph(r: Reading, inner: Nodes, role: str = "", **attrs: str) -> Nodes:
    """A paragraph; none where there is nothing in it: editors leave empty ones at every end.

    A formula that stands on a line of its own is not a paragraph.
    """
    if len(inner) == 1 and inner[0].name == "x-block-formula":
        return inner
    for node in inner:
        if node.name == "x-block-formula":
            node.name = "x-formula"
    return [r.e("p", inner, class_=MASTHEAD.get(role.lower(), ""), **attrs)] if shows_something(inner) else []


def heading(r: Reading, level: int, inner: Nodes, **attrs: str) -> Nodes:
    """A heading; none where it has no words."""
    return [r.e(f"h{min(max(level, 1), 6)}", inner, **attrs)] if shows_something(inner) else []


def quote(r: Reading, body: Nodes, who: Nodes, cite: str = "", *, pull: bool = False) -> Nodes:
    """A quotation with its speaker; without one, a last line that begins with a dash is looked for.

    A ``pull`` quote is an aside only where it repeats words of the article (see ``document``).
    """
    if not shows_something(body):
        return paragraph(r, who)
    held = (
        body
        if any(node.name in ("p", "ul", "ol", "h2", "h3", "h4", "blockquote", "figure") for node in body)
        else [r.e("p", body)]
    )
    quoted = r.e("blockquote", held, cite=cite)
    if shows_something(who):
        quoted = r.e("figure", quoted, r.e("figcaption", who))
    if pull:
        quoted.attrs["data-pull"] = "yes"
    return [quoted]


def figure(r: Reading, shown: Nodes, caption: Nodes, credit: Nodes) -> Nodes:
    """Something shown, with caption and credit; a credit at the end of the caption is told apart."""
    if not shows_something(credit):
        caption, credit = split_credit(r, caption)
    words: Nodes = []
    if shows_something(caption):
        words.append(r.e("div", caption))
    if shows_something(credit):
        words.append(r.e("span", credit, class_="credit"))
    return [r.e("figure", shown, r.e("figcaption", words) if words else [])] if shown or words else []


def has_credit(words: str) -> bool:
    """Whether a line ends with a credit, or is one."""
    return _CREDIT_AT_END.search(words) is not None or _IS_CREDIT.fullmatch(words) is not None


def split_credit(r: Reading, caption: Nodes) -> tuple[Nodes, Nodes]:
    """A caption without the credit that it ends with, and that credit: “… on Friday. Photo: Ann Berg”."""
    last = next((node for node in reversed(caption) if shows_something([node])), None)
    if last is None:
        return caption, []
    before = [node for node in caption if node is not last]
    whole = words_of([last])
    marked = last.name == "span" and "credit" in (last.attrs.get("class") or "")
    if marked or (len(before) > 0 and _IS_CREDIT.fullmatch(whole)):
        return before, [last] if not marked else list(last.children)
    if last.name == "#text" and (found := _CREDIT_AT_END.search(whole)):
        return [*before, *r.text(whole[: found.start()])], r.text(whole[found.end() :])
    if last.name in ("p", "div", "span"):
        inner, credit = split_credit(r, list(last.children))
        if credit:
            return [*before, r.e(last.name, inner)], credit
    return caption, []


def embed(r: Reading, address: str, title: str, caption: Nodes) -> Nodes:
    """Film, sound or a post as a link, with its title or caption as words; another caption stays a caption."""
    words = title.strip() or " ".join(words_of(caption).split())
    if not address:
        return [*paragraph(r, r.text(title)), *(paragraph(r, caption) if words_of(caption).strip() != title else [])]
    linked = r.e("p", r.e("a", r.text(words or address), href=address))
    if title.strip() and shows_something(caption) and " ".join(words_of(caption).split()) != title.strip():
        return [r.e("figure", linked, r.e("figcaption", r.e("div", caption)))]
    return [linked]


def button(r: Reading, words: Nodes, address: str) -> Nodes:
    """A button is a link."""
    return paragraph(r, [r.e("a", words, href=address)] if address else words)


def code(r: Reading, text: str, language: str = "", caption: Nodes | None = None) -> Nodes:
    """Code set apart, with a caption where it has one."""
    if not text.strip():
        return []
    held = Element("#text", None, r.pos)
    held.data = text.replace("\r\n", "\n")
    name = re.sub(r"^language-", "", language.strip())
    known = name if re.fullmatch(r"[\w+#.-]{1,40}", name) and name.lower() not in ("auto", "plaintext", "text") else ""
    made = r.e("pre", r.e("code", held, class_=f"language-{known}" if known else ""))
    return (
        [r.e("figure", made, r.e("figcaption", r.e("div", caption)))]
        if caption and shows_something(caption)
        else [made]
    )


def rule(r: Reading) -> Nodes:
    """A change of subject."""
    return [r.e("hr")]


def aside(r: Reading, kind: str, title: Nodes, body: Nodes) -> Nodes:
    """Something beside the text. ``kind`` is one of the model's (sidebar, note, tip, warning, related, pullquote)."""
    if not shows_something([*title, *body]):
        return []
    return [r.e("aside", [r.e("h6", title)] if shows_something(title) else [], body, data_kind=kind)]


def details(r: Reading, summary: Nodes, body: Nodes) -> Nodes:
    """What a page shows when asked to: here it is shown."""
    if not shows_something([*summary, *body]):
        return []
    return [r.e("details", r.e("summary", summary) if shows_something(summary) else [], body)]


def task(r: Reading, done: bool) -> Nodes:
    """The words before an item of a to-do list: done, or not."""
    said = phrase("task-done" if done else "task-open", r.lang)
    if r.lang and has_phrases(r.lang):
        return r.text(said + " ")
    return [r.e("span", r.text(said), lang="en"), *r.text(" ")]


def list_of(r: Reading, items: Sequence[Nodes], *, ordered: bool, start: int = 1, style: str = "") -> Nodes:
    """A list whose items are given as blocks or inlines."""
    made = [r.e("li", item) for item in items if shows_something(item)]
    if not made:
        return []
    if not ordered:
        return [r.e("ul", made)]
    return [r.e("ol", made, start=str(start) if start != 1 else "", type=STYLES.get(style, ""))]


STYLES = {
    **{key: key for key in ("a", "A", "i", "I")},
    "lower-alpha": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}


def table(
    r: Reading, rows: Sequence[Sequence[Nodes]], *, row: bool, column: bool, caption: Nodes | None = None
) -> Nodes:
    """A table of cells given row by row; the first ``row`` and the first ``column`` hold headers."""
    made: Nodes = []
    for number, cells in enumerate(rows):
        held = [
            r.e("th" if (row and not number) or (column and not at) else "td", cell) for at, cell in enumerate(cells)
        ]
        made.append(r.e("tr", held))
    if not any(shows_something([item]) for item in made):
        return []
    head, body = (made[:1], made[1:]) if row and len(made) > 1 else ([], made)
    named = [r.e("caption", caption)] if caption and shows_something(caption) else []
    return [r.e("table", named, r.e("thead", head) if head else [], r.e("tbody", body))]


def section(r: Reading, inner: Nodes) -> Nodes:
    """Blocks whose headings end where they end."""
    return [r.e("section", inner)] if shows_something(inner) else []


def formula(r: Reading, tex: str, *, display: bool) -> Nodes:
    """A formula in TeX."""
    tex = tex.strip()
    if not tex:
        return []
    return [r.e("x-block-formula" if display else "x-formula", data_tex=tex)]
