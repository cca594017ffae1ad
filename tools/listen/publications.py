"""What has to be heard of a bound publication, by program and kind of file: its parts, articles, contents and notes.

Apart from ``assertions``, which is about one article: each of these is skipped where the model holds no articles.
"""

from __future__ import annotations

import re

from dumps import Case, Node, Skip, Verdict, model_of, some, squeeze


def publication(case: Case) -> None:
    """Skip what is no publication."""
    if not any(one.lang for one in model_of(case).outline):
        raise Skip("not a publication")


def headings(case: Case) -> list[tuple[str, int, Node]]:
    """The headings that are told: squeezed words, level, node."""
    found = [node for node in case.root.walk() if node.role == "heading"]
    return [(squeeze(node.label()), int(node.facts.get("level", "0")), node) for node in found]


def levels_by_depth(case: Case) -> Verdict:
    """Part and article have the level of their depth, and no heading is told at another."""
    publication(case)
    told = {words: level for words, level, _ in headings(case)}
    wanted = [(squeeze(one.words), one.level, one.words) for one in model_of(case).outline]
    wrong = [
        f"{words!r} at level {told.get(key)}, not {level}" for key, level, words in wanted if told.get(key) != level
    ]
    return some(wrong)


def a_page_each(case: Case) -> Verdict:
    """Each part and article is a page of its own, which begins at level 1."""
    publication(case)
    first = {words for words, level, _ in headings(case) if level == 1}
    return some(
        [f"{one.words!r} is not at level 1" for one in model_of(case).outline if squeeze(one.words) not in first]
    )


def listed_in_contents(case: Case) -> Verdict:
    """Each part and article is a link of the contents, in order."""
    publication(case)
    links = [squeeze(words) for node in case.root.walk() for words in linked(node)]
    place, faults = 0, []
    for one in (one for one in model_of(case).outline if one.lang or one.level == TOP):
        wanted = squeeze(one.words)
        at = next((at for at in range(place, len(links)) if links[at].startswith(wanted)), None)
        if at is None:
            faults.append(f"not a link of the contents, in order: {one.words!r}")
        else:
            place = at + 1
    return some(faults)


def linked(node: Node) -> list[str]:
    """The words of the links that a line tells: a link's own, or those of a paragraph (Writer)."""
    if node.role == "link":
        return [node.label()]
    return [node.facts["link"]] if "link" in node.facts else []


TOP = 2
"""The level of a part, and of an article that stands in none."""


def languages_told(case: Case) -> Verdict:
    """The heading of an article in another language is told in it."""
    publication(case)
    whole = model_of(case).lang
    abroad = {squeeze(one.words): one.lang for one in model_of(case).outline if one.lang and one.lang != whole}
    if not abroad:
        raise Skip("all articles are in one language")
    told: dict[str, set[str]] = {}

    def walk(node: Node, lang: str) -> None:
        own = node.facts.get("lang", lang)
        if node.role == "heading":
            inner = {child.facts.get("lang", own) for child in node.walk()}
            told.setdefault(squeeze(node.label()), set()).update(inner)
        for child in node.children:
            walk(child, own)

    walk(case.root, "")
    return some(
        [
            f"{words[:40]!r} is told in {told.get(words)}, not {lang}"
            for words, lang in abroad.items()
            if not spoken(lang, told.get(words))
        ]
    )


def spoken(lang: str, told: set[str] | None) -> bool:
    """Whether words in ``lang`` are told in it: Writer makes a country of a language (de-de)."""
    return any(one.lower().split("-")[0] == lang.lower().split("-")[0] for one in told or ())


def notes_by_article(case: Case) -> Verdict:
    """Notes are counted anew in each article, and each leads back."""
    publication(case)
    notes = [
        node for node in case.root.walk() if "doc-footnote" in node.facts.get("role", "") or node.role == "footnote"
    ]
    numbers = [int(found[0]) for node in notes if (found := re.search(r"\d+", node.name)) is not None]
    wanted = model_of(case).notes
    if not wanted:
        raise Skip("no notes")
    faults = [] if numbers == wanted else [f"notes are counted {numbers}, not {wanted}"]
    if case.kind == "epub":
        back = sum("doc-backlink" in node.facts.get("role", "") for node in case.root.walk())
        faults += [f"{back} ways back for {len(wanted)} notes"] if back != len(wanted) else []
    return some(faults)
