"""Is what a braille file says, translated back by liblouis, what its article says? In grade 1 to the character.

In grade 2 by words, without marks: liblouis writes some contractions that it cannot tell apart. Quotation marks and
dashes count as such, whichever of their kind they are. A braille file names no language: what does not come back in the
document's own is tried in the others that the document has.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from exporter.accessibility.braille import table_of
from exporter.bounds.liblouis import translate
from exporter.comparison.facts import Unit, facts
from exporter.comparison.loss import Loss, excerpt
from exporter.languages import primary
from exporter.model import DisplayMath, Document, Math, walk

SAME = {
    **dict.fromkeys(map(ord, "“”„‟«»‚‘’‛‹›'′″`"), '"'),
    **dict.fromkeys(map(ord, "–—―‒‑‐−"), "-"),
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)),
}
BLANK = "\u2800"
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
NEAR, NEAR_CELLS = 12, 80
"""Words that may stand between two units: numbers and marks; between cells the heads that are said again."""
SHORT = 3
"""Letters of what counts for nothing where it is more than the article says: numbers of items and notes, marks."""


def compare_braille(document: Document, lines: Sequence[str]) -> list[Loss]:
    """What ``lines`` of Unicode braille, without those of pages, lost of ``document``.

    A BRF file does not say its grade: it is the one in which the article has more of the file's words.
    """
    there = Counter(word for line in lines for word in line.split(BLANK))
    texts = [unit.text for unit in facts(document).units]

    def words_there(grade: int) -> int:
        cells = translate(table_of(document.metadata.lang, grade)[0], texts)
        return (there & Counter(word for line in cells for word in line.split(BLANK))).total()

    return _losses(document, lines, max((1, 2), key=words_there))


def _losses(document: Document, lines: Sequence[str], grade: int) -> list[Loss]:
    table, exact = table_of(document.metadata.lang, grade)[0], grade == 1
    small = table.startswith("de-")  # German braille has no capitals
    told = [(unit, _of_unit(unit, exact)) for unit in _as_placed(facts(document).units)]
    back: list[tuple[str, int]] = []
    for number, line in enumerate(translate(table, list(lines), back=True)):
        back += [(word, number) for word in _words(line.casefold() if small else line, exact)]
    if small:
        told = [(unit, [word.casefold() for word in words]) for unit, words in told]
    formulas = (node for node in walk(document) if isinstance(node, Math | DisplayMath))
    known = {_bare(word) for _, words in told for word in words}
    known |= {_bare(word) for node in formulas for said in (node.alt, node.tex) for word in _words(said or "", exact)}
    return list(_in_order(told, back, _Again(document, lines, grade), known))


def _in_order(
    told: list[tuple[Unit, list[str]]], back: list[tuple[str, int]], again: _Again, known: set[str]
) -> Iterator[Loss]:
    """Each unit is looked for after the one before it, not far away; what is passed over is more than was told."""
    at, slack = 0, 0
    for unit, words in told:
        if not words:
            continue
        foreign = any(primary(lang) != again.lang for _, _, lang in unit.langs if lang)
        listed = any(frame.kind == "table" for frame in unit.path)
        reach = len(words) + len(words) // 2 + slack + (NEAR_CELLS if listed else NEAR)
        reach += sum(max(map(len, mark.data), default=0) for mark in unit.marks if isinstance(mark.data, frozenset))
        window = back[at : at + reach]
        begin, end, missing = _found(words, [word for word, _ in window])
        near = {number for _, number in back[at : at + 6 * reach]}
        if missing and not again.says(unit, missing, near, foreign=foreign):
            message = f"translated back, the braille does not say “{excerpt(' '.join(missing))}”"
            text = excerpt(unit.text)
            yield Loss(format="brf", kind="text", change="lost", message=message, text=text, pos=unit.pos)
        if not end:
            slack += 3 * len(words) + NEAR  # in another braille it is more words, or fewer
            continue
        more = [word for word, _ in window[:begin] if _bare(word) not in known and len(_bare(word)) > SHORT]
        if more and not slack and not foreign:
            message = f"translated back, the braille says “{excerpt(' '.join(more))}”, which the article does not"
            yield Loss(format="brf", kind="added", change="added", message=message, pos=unit.pos, near="pos")
        at, slack = at + end, NEAR if foreign else 0


def _found(words: list[str], window: list[str]) -> tuple[int, int, list[str]]:
    """Where words stand in a window (0, 0 when fewer than half do), and those that are missing there."""
    matcher = SequenceMatcher(None, words, window, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if 2 * sum(block.size for block in blocks) < len(words):
        return 0, 0, words
    missing = [
        word
        for kind, i1, i2, j1, j2 in matcher.get_opcodes()
        if kind in ("delete", "replace") and "".join(words[i1:i2]) != "".join(window[j1:j2])
        for word in words[i1:i2]
    ]
    return blocks[0].b, blocks[-1].b + blocks[-1].size, missing


def _as_placed(units: Sequence[Unit]) -> list[Unit]:
    """The units with notes after the outermost block that refers to them, where a braille file has them."""
    placed: list[Unit] = []
    waiting: list[Unit] = []
    block = None
    for unit in units:
        outer = unit.path[0] if unit.path and unit.path[0].kind != "note" else None
        if any(frame.kind == "note" for frame in unit.path):
            waiting.append(unit)
            continue
        if waiting and (outer is None or outer is not block):
            placed += waiting
            waiting = []
        placed.append(unit)
        block = outer
    return [*placed, *waiting]


class _Again:
    """Lines translated back by the other tables that the document may have been written with."""

    def __init__(self, document: Document, lines: Sequence[str], grade: int) -> None:
        own = primary(document.metadata.lang)
        others = {primary(node.lang) for node in walk(document) if node.lang} - {own}
        self.lang = own
        self.tables = [table for lang in (own, *sorted(others)) if (table := table_of(lang, 1)[0])]
        self.own, self.exact = table_of(own, grade)[0], grade == 1
        self.lines = lines

    def says(self, unit: Unit, missing: list[str], numbers: set[int], *, foreign: bool) -> bool:
        """Whether what did not come back is there all the same: words of another table, or signs not read back.

        In grade 1, in the document's own language, the braille of the whole unit must stand there as it is.
        """
        if foreign or not self.exact:
            return self.has(missing, numbers)
        there = BLANK.join(self.lines[at] for at in self._near(numbers))
        texts = dict.fromkeys((unit.text, unit.text.translate(SAME)))
        return any(cells.strip(BLANK) and cells.strip(BLANK) in there for cells in translate(self.own, list(texts)))

    def _near(self, numbers: set[int]) -> list[int]:
        return sorted({near for at in numbers for near in (at - 1, at, at + 1) if 0 <= near < len(self.lines)})

    def has(self, words: list[str], numbers: set[int]) -> bool:
        """Whether each of these words stands in these lines, or those beside them, read by another table.

        Or whether its braille does: there are signs that liblouis writes and does not read.
        """
        wanted = self._near(numbers)
        rest = [bare for word in words if (bare := "".join(_words(word, exact=False)))]
        for table in self.tables if wanted else ():
            said = "".join(translate(table, [self.lines[at] for at in wanted], back=True))
            letters = "".join(_words(said, exact=False))
            rest = [word for word in rest if word not in letters]
        there = BLANK.join(self.lines[at] for at in wanted)
        return all(cells.strip(BLANK) and cells.strip(BLANK) in there for cells in translate(self.own, rest))


def _of_unit(unit: Unit, exact: bool) -> list[str]:
    """The words of a unit; marks that a formula, which has its words elsewhere, leaves alone do not count."""
    if unit.kind in ("page", "break"):
        return []
    words = _words(unit.text, exact)
    if any(mark.kind == "math" for mark in unit.marks):
        return [word for word in words if _bare(word)]
    return words


def _words(text: str, exact: bool) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).translate(SAME)
    if exact:
        return _TOKEN.findall(plain)
    only = "".join(char if char.isalnum() else " " for char in plain)
    return only.casefold().split()


def _bare(word: str) -> str:
    """A word without the marks around it."""
    return word.strip('()[]{}.,:;!?-*"').casefold()
