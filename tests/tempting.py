"""Articles that tempt a writer into a false claim: made by a seed, small, each with a few things wrong or empty.

Titles, languages, alternative texts, headings, tables, links and formulas are drawn from what is right and from what
looks right. Letters are such as the bundled fonts have, so that most of the files claim something.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from exporter.model import (
    Abbr,
    Aside,
    Block,
    BlockQuote,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionItem,
    DefinitionList,
    Document,
    Figure,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    Metadata,
    Note,
    PageMarker,
    Paragraph,
    Person,
    Quote,
    Row,
    Section,
    Span,
    Styled,
    Table,
    TableBody,
    Term,
    Text,
    ThematicBreak,
)
from tests.strategies import PICTURE

TITLES = ("The weir", "The weir", "Le pont", "T", "", " ", ".", "Untitled", "Sans titre", "article.docx", "\u200b",
          "https://example.org/a", "Microsoft Word - final.doc", "A & B <i>", "2026")  # fmt: skip
LANGUAGES = ("en", "en", "en-GB", "fr", "ar", "zh-Hant", "", "und", "mul", "zxx", "qaa", "x-klingon", "english", "zz",
             "abcd", "zz-XX", "en_GB", "en, fr", "i-klingon", "de-1901-1901", "sr-Latn-RS", " en ", "e",
             "en-", "🙂")  # fmt: skip
PART_LANGUAGES = ("",) * 12 + ("fr", "de-CH", "und", "english", "fr_FR", "qaa", "zxx")
ALTERNATIVES = ("A weir below a bridge", "A weir below a bridge", "", "", None, "image", "photo.jpg", ".", "x", "null",
                "alt text", " ", "\u200b", "https://example.org/a.png", "IMG_2034", "The weir")  # fmt: skip
WORDS = ("The weir was mended.", "Nobody knew.", " ", "“We did,” she said.", "a", "", "\u00a0", "&amp; <b>", "…", "1")
TARGETS = ("https://example.org/a", "#part", "#nowhere", "mailto:a@example.org", "javascript:x", "")
FORMULAS = (("x^2", "", None), ("x^2", "", "x squared"), ("", "", None), (r"\undefined{x}", "", None), ("}{", "", ""),
            ("", "<math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi></math>", None),
            ("", "<math xmlns='http://www.w3.org/1998/Math/MathML'></math>", None))  # fmt: skip


@dataclass
class Maker:
    """One article being made."""

    rng: random.Random
    tempting: float = 1.0

    def drawn(self, right: Any, any_of: Sequence[Any]) -> Any:
        """What is right, or, as often as this article tempts, one of what may be wrong."""
        return self.rng.choice(any_of) if self.rng.random() < self.tempting else right

    def some(self, make: Callable[[int], Any], depth: int, most: int = 3, least: int = 0) -> tuple[Any, ...]:
        return tuple(make(depth) for _ in range(self.rng.randint(least, most)))

    def lang(self) -> str:
        return str(self.drawn("", PART_LANGUAGES))

    def picture(self) -> Image:
        name = self.drawn(PICTURE.name, (PICTURE.name, PICTURE.name, "nowhere.png"))
        return Image(name, self.drawn("A weir below a bridge", ALTERNATIVES), lang=self.lang())

    def formula(self) -> Math:
        return Math(*self.drawn(FORMULAS[1], FORMULAS))

    def inline(self, depth: int) -> Inline:
        kinds: Sequence[Callable[[], Inline]] = (
            lambda: Text(self.drawn("Nobody knew.", WORDS)),
            lambda: Text(self.drawn("We did.", WORDS)),
            lambda: Code(self.drawn("x = 1", WORDS)),
            LineBreak,
            self.picture,
            self.formula,
            lambda: PageMarker(self.drawn("ii", ["1", ""])),
            lambda: Styled("strong", self.inlines(depth - 1)),
            lambda: Span(self.inlines(depth - 1), lang=self.lang(), id=self.rng.choice(["", "part"])),
            lambda: Link(self.filled(depth - 1), self.drawn(TARGETS[0], TARGETS)),
            lambda: Quote(self.inlines(depth - 1), lang=self.lang()),
            lambda: Abbr(self.inlines(depth - 1), self.rng.choice(WORDS)),
            lambda: Note(self.blocks(depth - 1)),
        )
        return self.rng.choice(kinds[: 7 if depth <= 0 else None])()

    def filled(self, depth: int = 0) -> Inlines:
        """Words, and what comes with them; or what may say nothing at all."""
        words: Inlines = self.drawn((Text("The council"),), ((), (Text("What was said"),)))
        return (*words, *self.inlines(depth))

    def inlines(self, depth: int = 1) -> Inlines:
        return self.some(self.inline, depth)

    def cell(self, head: bool) -> Cell:
        header = head or self.rng.random() < 0.2
        blocks = (Paragraph(self.filled()),) if self.rng.random() < 0.8 else ()
        scope = self.rng.choice(["col", "row", ""]) if header else ""
        span = self.drawn(1, (1,) * 9 + (2,))
        return Cell(blocks, header, scope, span)  # type: ignore[arg-type]

    def table(self) -> Table:
        width = self.rng.randint(1, 3)

        def row(head: bool) -> Row:
            return Row(tuple(self.cell(head) for _ in range(self.drawn(width, (width,) * 5 + (width + 1,)))))

        body = TableBody(tuple(row(False) for _ in range(self.rng.randint(1, 3))))
        head = self.drawn((row(True),), ((), (row(True),)))
        return Table((body,), head, caption=self.inlines(0))

    def block(self, depth: int) -> Block:
        inner = depth - 1
        kinds: Sequence[Callable[[], Block]] = (
            lambda: Paragraph(self.inlines(), lang=self.lang()),
            lambda: Paragraph(self.inlines(), id=self.rng.choice(["", "part"])),
            lambda: CodeBlock(self.rng.choice(WORDS)),
            ThematicBreak,
            lambda: self.formula().displayed(),
            lambda: Section(self.filled(), self.blocks(inner), lang=self.lang()),
            lambda: Section(self.filled(), self.blocks(inner)),
            lambda: Section(self.drawn((Text("A part"),), ((), (Image(PICTURE.name, ""),))), self.blocks(inner)),
            lambda: BlockQuote(self.blocks(inner), self.inlines(0)),
            lambda: List(self.some(lambda at: ListItem(self.blocks(at)), inner), self.rng.random() < 0.5),
            lambda: DefinitionList(
                self.some(
                    lambda at: DefinitionItem(
                        self.some(lambda _: Term(self.inlines(0)), at, 2),
                        self.some(lambda deep: Definition(self.blocks(deep)), at, 2),
                    ),
                    inner,
                )
            ),
            self.table,
            lambda: Figure(self.blocks(inner), self.inlines(0), self.inlines(0)),
            lambda: Figure((Paragraph((self.picture(),)),), self.inlines(0)),
            lambda: Aside(self.blocks(inner), self.rng.choice(["note", "pullquote", "sidebar"]), self.inlines(0)),
        )
        return self.rng.choice(kinds[: 5 if depth <= 0 else None])()

    def blocks(self, depth: int) -> tuple[Block, ...]:
        return self.some(self.block, depth)


def article(seed: int) -> Document:
    """The article of a seed; some of them tempt at every place, some at hardly any, so that a single fault decides."""
    rng = random.Random(seed)
    make = Maker(rng, rng.choice([0.02, 0.05, 0.1, 1.0]))
    title = make.drawn("The weir", TITLES)
    shown = make.drawn(title, TITLES)
    return Document(
        metadata=Metadata(
            title=title,
            lang=make.drawn("en", LANGUAGES),
            authors=(Person(make.rng.choice(["", "Ann Lee", "<b>"])),),
            published=make.rng.choice(["", "2026-01-02", "soon", "2026-13-45"]),
            description=make.rng.choice(WORDS),
            keywords=(make.rng.choice(WORDS),),
            identifier=make.rng.choice(["", "urn:x:1", " "]),
        ),
        title=(Text(shown),),
        blocks=(Paragraph((Text("The weir was mended in May."),)), *make.some(make.block, 2, most=5, least=1)),
        resources=(PICTURE,),
    )
