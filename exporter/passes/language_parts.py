"""The language of parts (WCAG 3.1.2): paragraphs and quoted words in another language than the one declared.

A screen reader changes its voice where the language is marked. Quoted words of a few letters cannot be told apart, so
no language is given below ``ENOUGH_LETTERS`` or ``THRESHOLD``, nor where the author has marked a language already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from exporter.findings import Finding, finding
from exporter.languages import primary
from exporter.model import (
    Document,
    Inlines,
    Node,
    Paragraph,
    Quote,
    Section,
    Span,
    Text,
    every_node,
    nodes_of,
    plain_text,
    transform,
    walk,
    with_children,
)
from exporter.passes.language import told
from exporter.passes.language_evidence import looks_like
from exporter.patterns import pattern
from exporter.position import Position

THRESHOLD = 0.99
ENOUGH_LETTERS = 30
ENOUGH_WORDS = 5
SAMPLE_CHARACTERS = 400
FIRST_CHARACTERS = 120
"""By so many a text in the declared language mostly shows that it is."""
NEARLY_ALL = 0.9
"""The share of an article's letters in one language from which its title and headings are taken to be in it too."""
_WORD = pattern(r"[^\W\d_]+")

# Words of grammar that a language shares with none of the others here, or so rarely that they do not come in pairs: two
# of them, and it is that language. Each word the more lets more articles do without the recogniser, half a second.
_GRAMMAR = {
    "en": "the of and that with this have from they which would been were their there when who what you it its she his "
    "them our your could should about into than then these those some only other because how where much many very "
    "before first people said says one now if but not can get just to ve ll",
    "fr": "les des est que dans pour qui pas sur avec nous sont cette mais aux ont été leur",
    "de": "der und die das nicht ist ein den mit sich auf für dem auch wird sind eine wir",
    "es": "los las que una por con para del pero más como está fue ha sus muy hay",
    "pt": "não uma com os para que são dos mais como foi ao das pelo também ele",
    "it": "che di il della per non sono con gli dei anche più nel alla ha questo",
    "nl": "het een van dat niet zijn voor maar ook met aan wordt naar hebben werd bij",
    "sv": "och att det som är inte för på med har till av ett den om",
    "da": "og det at er ikke til på med som har af en den om blev",
    "nb": "og det som er ikke til på med har av en et om ble fra",
}
_KNOWN = {lang: frozenset(words.split()) for lang, words in _GRAMMAR.items()}


def run(document: Document) -> tuple[Document, list[Finding]]:
    """``document`` with a language on each part that is certainly in another one, and a finding for each."""
    if not document.metadata.lang:
        return document, []
    is_marked = any(node.lang for node in every_node(document))
    if not is_marked and not _has_others(document):
        return document, []
    work = _Pass(is_marked=is_marked)
    made: Document = work.node(document, document.metadata.lang)
    if other := work.prevailing(document.metadata.lang):
        made = work.with_headings(made, other)
    return made, work.findings


def _has_others(document: Document) -> bool:
    """Whether a paragraph or quotation is in another language than the one declared, where no language is marked."""
    lang = document.metadata.lang
    held: list[Paragraph | Quote] = [*nodes_of(document, Paragraph), *nodes_of(document, Quote)]
    return any(_language_of(_words_of(node.content), lang)[0] for node in held)


def _words_of(content: Inlines) -> str:
    return content[0].text if len(content) == 1 and isinstance(content[0], Text) else plain_text(content)


class _Pass:
    """One run: the findings so far, and of the paragraphs the language and the words."""

    def __init__(self, *, is_marked: bool) -> None:
        self.findings: list[Finding] = []
        self.is_marked = is_marked
        self.paragraphs: list[tuple[str, str]] = []
        self.declared = ""

    def prevailing(self, declared: str) -> str:
        """The language of nearly all paragraphs where it is another than the one declared, else ""."""
        self.declared = declared
        if all(lang == primary(declared) for lang, _ in self.paragraphs):
            return ""
        letters: Counter[str] = Counter()
        for lang, text in self.paragraphs:
            letters[lang] += sum(map(str.isalpha, text))
        (lang, count), *_ = letters.most_common(1)
        return lang if lang != primary(declared) and count >= NEARLY_ALL * letters.total() else ""

    def with_headings(self, document: Document, lang: str) -> Document:
        """``document`` with its title and headings in ``lang``, the language of nearly all its paragraphs.

        They are too short to be told apart by themselves; those with words of the declared language stay.
        """

        def change(node: Any) -> Any:
            if isinstance(node, Section) and not node.lang:
                return replace(node, title=self._heading(node.title, "a heading", lang, node.pos))
            return node

        title = self._heading(document.title, "the title", lang, None)
        return replace(transform(document, change), title=title)

    def _heading(self, title: Inlines, what: str, lang: str, pos: Position | None) -> Inlines:
        words = _WORD.findall(plain_text(title).lower())
        if not words or _is_marked(title) or _KNOWN.get(primary(self.declared), frozenset()).intersection(words):
            return title
        self.findings.append(_found(what, title, lang, NEARLY_ALL, pos))
        return (Span(title, lang=lang),)

    def node(self, node: Any, lang: str) -> Any:
        """``node``, a document or a node below it, where ``lang`` is the language in force."""
        lang = getattr(node, "lang", "") or lang
        return with_children(node, lambda child: self.child(child, lang))

    def child(self, node: Any, lang: str) -> Any:
        """``node`` with its language if it has one of its own, else with that of its parts."""
        if not node.CHILDREN:
            return node
        if isinstance(node, Paragraph | Quote) and not (self.is_marked and (node.lang or _is_marked(node.content))):
            text = plain_text(node.content)
            other, certainty = _language_of(text, lang)
            if isinstance(node, Paragraph):
                self.paragraphs.append((other or primary(lang), text))
            if other:
                what = "a quotation" if isinstance(node, Quote) else "a paragraph"
                self.findings.append(_found(what, node.content, other, certainty, node.pos))
                return replace(node, lang=other)
        return self.node(node, lang)


def _is_marked(content: Iterable[Node]) -> bool:
    return any(node.lang for node in walk(content))


def _language_of(text: str, lang: str) -> tuple[str, float]:
    """The other language than ``lang`` that ``text`` is in, and how certainly; "" where it cannot be told for sure."""
    sample = text[:SAMPLE_CHARACTERS]
    if len(sample) < ENOUGH_LETTERS or _is_plainly(sample[:FIRST_CHARACTERS].lower().split()[:-1], lang):
        return "", 0.0
    if _is_plainly(sample.lower().split(), lang):
        return "", 0.0
    words = _WORD.findall(sample.lower())
    if sum(map(len, words)) < ENOUGH_LETTERS or _is_plainly(words, lang):
        return "", 0.0
    if sample.isascii() and len(words) < ENOUGH_WORDS:
        return "", 0.0
    if looks_like(sample, primary(lang), _grammar(lang)):
        return "", 0.0
    other, certainty = told(sample)
    return ("", 0.0) if certainty < THRESHOLD or other == primary(lang) else (other, round(certainty, 2))


def _is_plainly(words: list[str], lang: str) -> bool:
    """Whether two words of grammar show that ``words`` are in ``lang``; it spares the recogniser most of the text."""
    return len(_grammar(lang).intersection(words)) >= 2


@lru_cache(maxsize=64)
def _grammar(lang: str) -> frozenset[str]:
    return _KNOWN.get(primary(lang), frozenset())


def _found(what: str, content: Inlines, lang: str, certainty: float, pos: Position | None) -> Finding:
    text = " ".join(plain_text(content).split())
    shown = text if len(text) <= 60 else text[:59] + "…"
    return finding("IN007", f"{what} is taken as “{lang}”: {shown}", pos, certainty=certainty)
