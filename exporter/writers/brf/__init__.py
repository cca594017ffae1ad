"""The braille writer: a BRF file, 40 cells by 25 lines, translated by liblouis, which must be installed.

What a table has no sign for is mapped to what says the same before it is translated, and reported where nothing does:
liblouis would spell its code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from exporter.accessibility.braille import table_of
from exporter.bounds.liblouis import translate
from exporter.errors import WriterError
from exporter.findings import Finding, finding
from exporter.languages import primary
from exporter.model import Document
from exporter.writers import WriteOptions, WriteResult
from exporter.writers.brf.flow import Flow
from exporter.writers.brf.items import Grid, Item, Lines, Part, Parts
from exporter.writers.brf.pages import BLANK, Setting, as_ascii, paged
from exporter.writers.brf.tables import Signs, plain


class Braille:
    """Words in braille, all of a document translated at once by each table."""

    def __init__(self, lang: str, grade: int) -> None:
        self.lang, self.grade = lang, grade
        self.signs = Signs(translate)
        self._done: dict[tuple[str, str], str] = {}

    def table(self, part: Part) -> str:
        """The table for words: that of their language, else that of the document; without contractions where exact."""
        own = table_of(part.lang, 1)[0] and primary(part.lang) != primary(self.lang)
        lang, grade = (part.lang, 1) if own else (self.lang, 1 if part.exact else self.grade)
        return table_of(lang, grade)[0]

    def learn(self, parts: Sequence[Part]) -> None:
        """Translate all these words."""
        wanted: dict[str, dict[str, None]] = defaultdict(dict)
        for part in parts:
            wanted[self.table(part)][plain(part.text)] = None
        for table, texts in wanted.items():
            self.signs.learn(table, texts)
            fitted = [self.signs.fitted(table, text) for text in texts]
            for text, cells in zip(texts, translate(table, fitted), strict=True):
                self._done[table, text] = cells.replace(" ", BLANK)

    def cells(self, parts: Parts) -> str:
        """Words in braille; blanks between two parts are kept, and no more than one."""
        made = ""
        for part in parts:
            text = plain(part.text)
            before = BLANK if text[:1].isspace() and made[-1:] != BLANK else ""
            after = BLANK if text[-1:].isspace() and text.strip() else ""
            made += before + self._done[self.table(part), text].strip(BLANK) + after
        return made.strip(BLANK)

    def number(self, label: str) -> str:
        """A page's number in braille."""
        part = Part(label, self.lang, exact=True)
        if (self.table(part), label) not in self._done:
            self.learn([part])
        return self.cells((part,))


def write(document: Document, options: WriteOptions) -> WriteResult:
    """The document as a BRF file. Raises WriterError where liblouis is missing, or no table is for its language."""
    lang = document.metadata.lang
    table, graded = table_of(lang, options.braille_grade)
    if not table:
        named = f"“{lang}”" if lang else "an article whose language is not known (--lang TAG says it)"
        raise WriterError(f"braille: there is no table for {named}")
    items = Flow().document(document)
    braille = Braille(lang, options.braille_grade)
    braille.learn(list(_parts(items)))
    lines = Setting(braille.cells).all(items)
    data = as_ascii(paged(lines, braille.number))
    return WriteResult(data, tuple(_findings(braille, lang, graded=graded)))


def _parts(items: Sequence[Item]) -> Iterator[Part]:
    for item in items:
        match item:
            case Lines():
                yield from item.parts
            case Grid():
                for cell in (*item.heads, *(cell for row in item.rows for cell in row)):
                    yield from cell
            case _:
                pass


def _findings(braille: Braille, lang: str, *, graded: bool) -> Iterator[Finding]:
    if not graded:
        yield finding("BRF002", f"liblouis has no contracted braille for “{lang}”; the file is in grade 1")
    if lacking := braille.signs.lacking:
        shown = ", ".join(f"“{char}” (U+{ord(char):04X})" for char in list(lacking)[:8])
        more = f" and {len(lacking) - 8} more" if len(lacking) > 8 else ""
        yield finding("BRF001", f"characters without a sign in braille were left out: {shown}{more}")
