"""The plain-text reader: an article whose markup somebody threw away gets its structure back, by general rules.

Each step labels the pieces it is surest about and leaves the others alone: what a person decided in hints or by light
marks, tables and code, list debris and furniture, the headline and what stands under it, the entries of a live page,
signatures and the statements they sign, lists, then captions against headings. What is left are paragraphs.
``docs/reading-plain-text.md`` tells the rules and what they get wrong.
"""

from __future__ import annotations

from exporter.findings import finding
from exporter.position import Position
from exporter.readers import ReadResult, Source
from exporter.readers.hints import Hints, Placed, place_hints
from exporter.readers.text.blocks import mark_lines_of_blocks
from exporter.readers.text.build import Builder
from exporter.readers.text.captions import mark_repeated_captions
from exporter.readers.text.code import mark_code, mark_columns
from exporter.readers.text.debris import mark_debris
from exporter.readers.text.explain import Decision, decisions, left_out, uncertain
from exporter.readers.text.furniture import mark_furniture
from exporter.readers.text.headings import mark_headings_and_captions, mark_title
from exporter.readers.text.hints import joins_piece, mark_hinted, settle_hinted, starts_piece
from exporter.readers.text.labels import Draft
from exporter.readers.text.lexicon import lexicon_with, using
from exporter.readers.text.lines import layout_of, lines_of, pieces_of
from exporter.readers.text.lists import mark_bare_lists, mark_lists
from exporter.readers.text.marks import mark_typed_structure
from exporter.readers.text.masthead import mark_byline, mark_deck, mark_kicker, mark_live, mark_standfirst
from exporter.readers.text.page import mark_counts, mark_links_under_labels, mark_page_top
from exporter.readers.text.quotes import mark_quotes
from exporter.readers.text.release import mark_release
from exporter.readers.text.tables import mark_tables
from exporter.readers.text.times import mark_entries

__all__ = ["Decision", "explain", "label", "read"]


def read(source: Source) -> ReadResult:
    """The document that ``source.text`` makes, and what was repaired, left out or uncertain.

    No text makes it fail. Raises UsageError for a file in ``source.lexicons`` that is not a lexicon.
    """
    known = lexicon_with(source.lexicons)
    if known.knows(source.text):
        with using(known):
            return _read(source)
    with using(known.without_languages()):
        result = _read(source)
    message = "the text is in no language whose words are known; it is read by its layout alone"
    return ReadResult(result.document, (finding("TXT009", message, Position(1)), *result.findings))


def _read(source: Source) -> ReadResult:
    draft, placed = label(source.text, source.hints)
    builder = Builder(draft, source.text.split("\n"), source.keep_all)
    document = builder.document(source.lang)
    found = [*left_out(draft, source.keep_all), *uncertain(draft, source.name), *builder.findings]
    found.sort(key=lambda item: (item.pos.line, item.pos.column) if item.pos else (0, 0))
    return ReadResult(document, (*placed.findings, *found))


def label(text: str, hints: Hints | None = None) -> tuple[Draft, Placed]:
    """The pieces of ``text`` with what each was taken for, how surely, and why; and which hints were used."""
    lines = lines_of(text)
    placed = place_hints(hints or Hints(), [(line.number, line.text) for line in lines])
    layout, width = layout_of(lines)
    draft = Draft(list(pieces_of(lines, width, starts_piece(placed), joins_piece(placed))), layout)
    mark_hinted(draft, placed)
    mark_tables(draft)
    mark_code(draft)
    mark_columns(draft)
    mark_debris(draft)
    mark_typed_structure(draft)
    mark_page_top(draft)
    mark_release(draft)
    mark_kicker(draft)
    mark_title(draft)
    mark_byline(draft)
    mark_live(draft)
    mark_entries(draft)
    mark_counts(draft)
    mark_furniture(draft)
    mark_links_under_labels(draft)
    mark_repeated_captions(draft)
    mark_deck(draft)
    mark_lists(draft)
    mark_quotes(draft)
    mark_bare_lists(draft)
    mark_headings_and_captions(draft)
    mark_standfirst(draft)
    mark_lines_of_blocks(draft)
    settle_hinted(draft, placed)
    return draft, placed


def explain(text: str, hints: Hints | None = None, lexicons: tuple[str, ...] = ()) -> list[Decision]:
    """Every decision about ``text``, in order, each beside its line; a paragraph is what no rule claimed.

    ``lexicons`` are files of phrases besides ours. Raises UsageError for a file that is not a lexicon.
    """
    known = lexicon_with(lexicons)
    with using(known if known.knows(text) else known.without_languages()):
        return decisions(label(text, hints)[0])
