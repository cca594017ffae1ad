"""The language of a document that declares none (WCAG 3.1.1), recognised from its words when that can be done well.

A screen reader speaks a document in its declared language; with none it uses its user's, and an English text read by a
French voice is noise. Common languages are told by their small words (``language_evidence``). For the others there is a
recogniser (py3langid, offline), an extra; without it the language stays unknown and is reported. Nothing is guessed
below ``THRESHOLD`` or from too little text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

from exporter.findings import Finding, finding
from exporter.model import (
    Abbr,
    AnyNode,
    Code,
    CodeBlock,
    DisplayMath,
    Document,
    Image,
    Link,
    Math,
    Note,
    PageMarker,
    Paragraph,
    Quote,
    Span,
    Styled,
    Text,
    children,
    plain_text,
)
from exporter.passes.language_evidence import CERTAINTY, sure_language

THRESHOLD = 0.95
SAMPLE_CHARACTERS = 4_000
ENOUGH_LETTERS = 60


def run(document: Document) -> tuple[Document, list[Finding]]:
    """The document with ``metadata.lang`` set when its language could be told, and a finding that says so."""
    if document.metadata.lang:
        return document, []
    sample = next(filter(_is_enough, (_sample(document, prose), _sample(document, plain_text))), "")
    if not sample:
        return document, []
    lang, certainty = told(sample)
    if certainty < THRESHOLD:
        return document, []
    message = f"the article declares no language; its words are taken as “{lang}”"
    found = finding("DOC016", message, certainty=round(certainty, 2))
    return replace(document, metadata=replace(document.metadata, lang=lang)), [found]


def told(text: str) -> tuple[str, float]:
    """The language of ``text`` and how certain it is: by its small words where they tell, else by the recogniser."""
    if lang := sure_language(text):
        return lang, CERTAINTY
    known = recogniser()  # loaded here and not before: most articles never need it
    if known is None:
        return "", 0.0
    label, certainty = known.classify(text)
    return ("", 0.0) if label == "zxx" else (str(label), float(certainty))


def _is_enough(sample: str) -> bool:
    return sum(1 for _ in islice(filter(str.isalpha, sample), ENOUGH_LETTERS)) == ENOUGH_LETTERS


def _sample(document: Document, words: Callable[[Any], str]) -> str:
    """The first words of a document: its title as shown, and its text without the masthead.

    A later pass makes the masthead of the metadata: an article that was read back is told by the same words.
    """
    parts: list[str] = [plain_text(document.title) or document.metadata.title]
    size = 0
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.role:
            continue
        text = words(block)
        parts.append(text[:SAMPLE_CHARACTERS])
        size += len(text)
        if size > SAMPLE_CHARACTERS:
            break
    return " ".join(parts)[:SAMPLE_CHARACTERS]


def prose(node: AnyNode) -> str:
    """The words of ``node`` without code and formulas, which are in no language or in another one."""
    parts: list[str] = []
    _collect(node, parts)
    return "".join(parts)


def _collect(node: AnyNode, parts: list[str]) -> None:
    match node:
        case Text():
            parts.append(node.text)
        case Code() | CodeBlock() | Math() | DisplayMath() | Note():
            parts.append(" ")
        case _:
            for child in children(node):
                _collect(child, parts)
            if not isinstance(node, Styled | Link | Quote | Abbr | Span | PageMarker | Image):
                parts.append("\n")


@cache
def recogniser() -> Any:
    """The loaded recogniser (it is read-only once loaded), or None where the extra is not installed."""
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  (optional extra)
    except ImportError:
        return None
    try:
        loaded = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError:  # it unpacks its model in the folder for temporary files, which may be full or missing
        return None
    # Only languages with a two-letter code: spoken varieties (ary, arz) would share the certainty of the written one.
    loaded.set_languages([label for label in loaded.labels if len(label) == 2])
    return loaded
