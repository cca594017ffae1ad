"""Headings and lists that are only dressed as such: bold lines alone in a paragraph, bullets typed before paragraphs.

They look right and say nothing to screen-reader users (WCAG 2.2, 1.3.1, failures F2 and F43). What is clear is made
what it was meant to be, and reported; what is not clear stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from exporter.model import Delimiter, Inline, Inlines, LineBreak, List, ListItem, Paragraph, Styled, Text, plain_text
from exporter.readers.html.state import Reading
from exporter.readers.sections import Close, Flow, Heading

LONGEST = 80
"""A bold line longer than this is an emphasised sentence, as editors write leads, and no heading."""
BULLET = re.compile(r"\s*(?:[•◦▪●‣·▸►\uf0a7\uf0b7\uf0d8\uf0fc]|[*-](?=\s))\s*")
NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+")
FEWEST = 2
"""So many marked lines in a row make a list; one alone may be anything."""


def settle(reading: Reading, flow: Sequence[Flow]) -> list[Flow]:
    """The flow with paragraphs that are dressed as headings or list items made such."""
    return _lists(reading, _headings(reading, flow))


def _headings(reading: Reading, flow: Sequence[Flow]) -> list[Flow]:
    """Bold paragraphs between others, as headings one level below the real one above them."""
    made: list[Flow] = []
    level = 1
    for number, item in enumerate(flow):
        if isinstance(item, Heading):
            level = item.level
        following = flow[number + 1] if number + 1 < len(flow) else None
        title = _bold_line(item) if isinstance(item, Paragraph) and _can_follow(following) else None
        if title is None or (made and isinstance(made[-1], Heading) and not number):
            made.append(item)
            continue
        assert isinstance(item, Paragraph)
        reading.report("HTML007", f"a bold line was read as a heading: “{plain_text(title)[:60]}”", item.pos)
        made.append(Heading(min(level + 1, 6), title, id=item.id, lang=item.lang, dir=item.dir, pos=item.pos))
    return made


def _can_follow(item: Flow | None) -> bool:
    """Whether a heading can stand before this: there must be something for it to head, and it no other heading."""
    return item is not None and not isinstance(item, Heading | Close) and not _is_bold(item)


def _is_bold(item: Flow) -> bool:
    return isinstance(item, Paragraph) and _bold_line(item) is not None


def _bold_line(paragraph: Paragraph) -> Inlines | None:
    """The words of a paragraph that is one short bold line without a sentence's end; None for any other."""
    parts = [node for node in paragraph.content if not (isinstance(node, Text) and not node.text.strip())]
    if paragraph.role or len(parts) != 1 or not isinstance(parts[0], Styled) or parts[0].kind != "strong":
        return None
    words = plain_text(parts[0].content).strip()
    if not words or len(words) > LONGEST or words[-1] in ".,;:…" or words[0] in '“"«„‘—–-(*':
        return None
    return parts[0].content


def _lists(reading: Reading, flow: Sequence[Flow]) -> list[Flow]:
    """Runs of paragraphs, or of lines in one, that begin with a bullet or count on from a number, as lists."""
    made: list[Flow] = []
    run: list[Paragraph] = []

    def end() -> None:
        made.extend(_as_list(reading, run) if len(run) >= FEWEST else run)
        run.clear()

    for item in flow:
        if isinstance(item, Paragraph) and (lines := _marked_lines(item)):
            end()
            made.extend(_as_list(reading, lines))
        elif isinstance(item, Paragraph) and _continues(run, item):
            run.append(item)
        else:
            end()
            if isinstance(item, Paragraph) and _mark(item.content):
                run.append(item)
            else:
                made.append(item)
    end()
    return made


def _mark(content: Inlines) -> str:
    """The bullet or number that a paragraph begins with, as typed; "" if there is none."""
    if not content or not isinstance(content[0], Text):
        return ""
    match = BULLET.match(content[0].text) or NUMBER.match(content[0].text)
    return match[0] if match else ""


def _continues(run: Sequence[Paragraph], item: Paragraph) -> bool:
    if not run:
        return False
    before, here = _mark(run[-1].content).strip(), _mark(item.content).strip()
    if not here:
        return False
    numbers = [re.match(r"\d+", mark) for mark in (before, here)]
    if numbers[0] and numbers[1]:
        return int(numbers[1][0]) == int(numbers[0][0]) + 1
    return before == here


def _marked_lines(paragraph: Paragraph) -> list[Paragraph]:
    """The lines of a paragraph as paragraphs when every one of several begins with the next mark of one list."""
    if sum(isinstance(node, LineBreak) for node in paragraph.content) + 1 < FEWEST:
        return []
    lines: list[list[Inline]] = [[]]
    for node in paragraph.content:
        if isinstance(node, LineBreak):
            lines.append([])
        else:
            lines[-1].append(node)
    made = [replace(paragraph, content=_stripped(line)) for line in lines if plain_text(line).strip()]
    if len(made) < FEWEST or not _mark(made[0].content):
        return []
    return made if all(_continues([before], after) for before, after in pairwise(made)) else []


def _stripped(line: Sequence[Inline]) -> Inlines:
    first = line[0] if line else None
    return (replace(first, text=first.text.lstrip()), *line[1:]) if isinstance(first, Text) else tuple(line)


def _as_list(reading: Reading, items: Sequence[Paragraph]) -> list[Flow]:
    mark = _mark(items[0].content).strip()
    number = re.match(r"\d+", mark)
    marks = " ".join(_mark(item.content).strip() for item in items)
    message = f"{len(items)} lines that begin with “{mark}” were read as a list"
    reading.report("HTML008", message, items[0].pos, left_out=marks)
    held = tuple(ListItem((replace(item, content=_without_mark(item.content)),), pos=item.pos) for item in items)
    delimiter: Delimiter = "paren" if number and mark.endswith(")") else "period"
    start = int(number[0]) if number else 1
    return [List(held, bool(number), start, delimiter=delimiter, pos=items[0].pos)]


def _without_mark(content: Inlines) -> Inlines:
    first = content[0]
    assert isinstance(first, Text)
    rest = first.text[len(_mark(content)) :]
    return (replace(first, text=rest), *content[1:]) if rest else content[1:]
