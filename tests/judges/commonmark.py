"""The examples of the CommonMark specification, and one document that holds them all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from exporter.errors import InputError
from exporter.model import Block, Code, CodeBlock, Document, Link, Metadata, Section, Text, plain_text, transform
from exporter.passes import empty_parts
from exporter.readers import Source, reader

_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)
UNDRAWN = re.compile("[\u03e0\u0cab\u0d06\u1fc6\ufffd\U0001e2ff]")
"""Letters of the examples for entities and case folding that none of the bundled fonts has."""
_HEADING = re.compile(r"^#{1,6} +(.*?)$", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """One example: its number, the section it stands in, its Markdown and the HTML the specification gives for it."""

    number: int
    section: str
    markdown: str
    html: str


def examples(spec: Path) -> list[Example]:
    """All examples in order; an arrow stands for a tab."""
    text = spec.read_text(encoding="utf-8")
    found = []
    for number, match in enumerate(_EXAMPLE.finditer(text), 1):
        headings = _HEADING.findall(text[: match.start()])
        plain = [part.replace("→", "\t") for part in match.groups()]
        found.append(Example(number, headings[-1] if headings else "", *plain))
    return found


def read(markdown: str) -> Document | None:
    """The document that the reader makes of one example; None when it refuses it, for there is nothing in it."""
    try:
        return reader("markdown")(Source(name="example.md", data=markdown.encode(), text=markdown)).document
    except InputError as error:
        if "has no content" not in str(error):
            raise
        return None


def all_in_one(spec: Path) -> Document:
    """One document: a section for each of the specification's, in it the blocks of every example, ids kept apart."""
    parts: dict[str, list[Block]] = {}
    for example in examples(spec):
        found = read(example.markdown)
        if found is None:
            continue
        document = _with_own_ids(found, f"e{example.number}-")
        title = (Text(f"Example {example.number}"),)
        blocks: tuple[Block, ...] = document.blocks
        if document.title:
            blocks = (Section(document.title, blocks),)
        parts.setdefault(example.section, []).append(Section(title, blocks))
    title = "All examples of the CommonMark specification"
    whole = Document(
        metadata=Metadata(title=title, lang="en"),
        title=(Text(title),),
        blocks=tuple(Section((Text(name),), tuple(inside)) for name, inside in parts.items()),
    )
    return empty_parts.run(whole)[0]  # some examples are headings without words


def _with_own_ids(document: Document, prefix: str) -> Document:
    def change(node: Any) -> Any:
        if node.id:
            node = replace(node, id=prefix + node.id)
        if isinstance(node, Link) and node.target.startswith("#"):
            node = replace(node, target=f"#{prefix}{node.target[1:]}")
        return node

    return transform(document, change)


def with_letters_that_fonts_have(document: Document) -> Document:
    """The document with a letter that the bundled fonts have in the place of those that they lack."""

    def change(node: Any) -> Any:
        if isinstance(node, Text | Code | CodeBlock) and UNDRAWN.search(node.text):
            return replace(node, text=UNDRAWN.sub("x", node.text))
        return node

    return transform(document, change)


def letters(text: str) -> str:
    """Letters and digits alone, for comparing what programs make of the same words."""
    return re.sub(r"[\W_]+", "", text).casefold()


def told(document: Document) -> str:
    """Every letter that a document says, its notes included."""
    return letters(plain_text(document.title) + plain_text(document.blocks, notes=True))
