"""Faults that nobody chose: one random change a file, by a fixed seed, to see what the chosen defects do not show.

The rules were made with the chosen defects in hand. These were not: so what goes unnoticed here is looked at, and is
listed by what was done to what.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

from pikepdf import Array

from tests.defects import Defect
from tests.defects.pdf_tools import File, insert, is_element, kids, place, remove, retype
from tests.defects.pdf_tree import copy as copy_element
from tests.defects.zip_tools import Book, Package, Word, cut, swap, unwrap

Change = Callable[[Random, Any], str]
"""Breaks something at random and says what; "" when that cannot be done there."""


def random_defect(form: str, seed: int) -> tuple[Defect, list[str]]:
    """A defect of a file of this format, and a list that holds what was done once it has been applied."""
    done: list[str] = []

    def break_it(data: bytes) -> bytes:
        done.clear()
        return _BREAK[form](data, Random(f"{form}-{seed}"), done)

    return Defect(form, f"random {seed}", (), break_it), done


def _pdf(data: bytes, random: Random, done: list[str]) -> bytes:
    file = File(data)
    elements = [element for element in file.elements() if str(element.S) != "/Document"]
    while not done:
        element = random.choice(elements)
        kind = str(element.S)[1:]
        if what := _break_element(file, random, element):
            done.append(f"{what} {kind}")
    return file.data()


def _break_element(file: File, random: Random, element: Any) -> str:
    match random.choice(["remove", "retype", "strip", "swap", "repeat", "empty"]):
        case "remove":
            remove(element)
            return "element taken out:"
        case "retype":
            other = random.choice(["P", "Span", "Div", "H3", "TD", "LI", "Quote", "Sect"])
            if str(element.S) == f"/{other}":
                return ""
            retype(element, other)
            return f"made {other}:"
        case "strip":
            names = [name for name in ("/A", "/Alt", "/E", "/Lang", "/ActualText", "/ID") if name in element]
            if not names:
                return ""
            name = random.choice(names)
            del element[name]
            return f"without {name[1:]}:"
        case "swap":
            held = kids(element.P)
            at = place(element)
            if at + 1 >= len(held):
                return ""
            held[at], held[at + 1] = held[at + 1], held[at]
            element.P.K = Array(held)
            return "changed places with the next:"
        case "repeat":
            insert(element.P, place(element) + 1, copy_element(file, element))
            return "there twice:"
        case _:
            held = [kid for kid in kids(element) if is_element(kid)]
            if len(held) == len(kids(element)):
                return ""
            element.K = Array(held)
            return "emptied:"


def _zip(package: Package, roots: list[Any], random: Random, done: list[str]) -> bytes:
    elements = [made for root in roots for made in root.iter("{*}*") if made is not root]
    while not done:
        made = random.choice(elements)
        name = made.tag.rpartition("}")[2]
        if what := _break_xml(random, made):
            done.append(f"{what} {name}")
    return package.data()


def _break_xml(random: Random, made: Any) -> str:
    match random.choice(["cut", "unwrap", "strip", "swap", "repeat", "words"]):
        case "cut":
            cut(made)
            return "taken out:"
        case "unwrap":
            unwrap(made)
            return "its content without it:"
        case "strip":
            if not made.attrib:
                return ""
            name = random.choice(sorted(made.attrib))
            del made.attrib[name]
            return f"without {name.rpartition('}')[2]}:"
        case "swap":
            following = made.getnext()
            if following is None:
                return ""
            swap(made, following)
            return "changed places with the next:"
        case "repeat":
            made.addnext(copy.deepcopy(made))
            return "there twice:"
        case _:
            if not (made.text or "").strip():
                return ""
            made.text = "Other words"
            return "other words in:"


def _epub(data: bytes, random: Random, done: list[str]) -> bytes:
    book = Book(data)
    return _zip(book, [book.xml(page).find("{*}body") for page in book.pages], random, done)


def _docx(data: bytes, random: Random, done: list[str]) -> bytes:
    word = Word(data)
    return _zip(word, [word.document.find("{*}body")], random, done)


_BREAK: dict[str, Callable[[bytes, Random, list[str]], bytes]] = {"pdf": _pdf, "epub": _epub, "docx": _docx}
