"""All rules of the plain-text reader, by kind: tables whose rows are tried in order, each with the test that decides.

The tables stand in the module of each kind, beside the evidence that they ask; here they are in the order of the steps.
``--explain`` names the row. What is typed on purpose comes first, what is left over last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from exporter.readers.text import (
    blocks,
    captions,
    code,
    debris,
    furniture,
    heading_rules,
    heading_vetoes,
    headings,
    lists,
    marks,
    masthead,
    page,
    quotes,
    release,
    signatures,
    statements,
    tables,
    times,
)
from exporter.readers.text.explain import REST
from exporter.readers.text.rule import Rule

TABLES: Mapping[str, Sequence[Rule[Any]]] = MappingProxyType(
    {
        "lines with tabs": tables.TABBED,
        "program text": code.PROGRAM,
        "columns set with spaces": code.COLUMNS,
        "lists of one item": debris.DEBRIS,
        "typed marks": marks.TYPED,
        "above the headline": page.ABOVE_HEADLINE,
        "above a release": release.ABOVE_RELEASE,
        "under a release": release.UNDER_RELEASE,
        "kickers": masthead.KICKERS,
        "the headline": headings.TITLES,
        "bylines and dates": masthead.BYLINES,
        "above the date": masthead.ABOVE_DATE,
        "above the byline": masthead.ABOVE_BYLINE,
        "live pages": masthead.LIVE,
        "times and headlines": times.HEADED,
        "entries of a live page": times.ENTRIES,
        "buttons with counts": page.COUNTS,
        "words of a page": furniture.SPEAKS,
        "buttons": furniture.BUTTONS,
        "links under labels": page.LINKS,
        "captions twice": captions.REPEATED,
        "decks": masthead.DECKS,
        "marked lists": lists.MARKED,
        "signed on the last line": quotes.INLINE,
        "signatures": signatures.SIGNATURES,
        "where statements begin": statements.STARTS,
        "offices under signatures": signatures.OFFICES,
        "lists without marks": lists.BARE,
        "short lines under heads": lists.UNDER_HEADS,
        "how captions begin": captions.BEGINNINGS,
        "credits": captions.CREDITS,
        "sources of pictures": captions.SOURCES,
        "what pictures show": captions.SHOWN,
        "headlines whatever forbids them": heading_rules.FIRST,
        "no headlines": heading_vetoes.VETOES,
        "where headlines stand": heading_rules.PLACES,
        "the words of headlines": heading_rules.FORMS,
        "lines in running text": headings.LOOSE,
        "standfirsts": masthead.STANDFIRSTS,
        "lines of a block": blocks.LINES,
        "the rest": REST,
    }
)
"""Every table, by what its rows decide."""

RULES: Mapping[str, Rule[Any]] = MappingProxyType({rule.name: rule for table in TABLES.values() for rule in table})
"""Every rule, by its name."""
