"""What the defects of PDF files use: the tree found by type and words, content streams taken apart and put together."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.defects import SEEDED, Defect


class File:
    """An open PDF: ways to find structure elements, and to change what they hold."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(data))
        self.root: Any = self.pdf.Root
        self.tree: Any = self.root.StructTreeRoot

    def data(self) -> bytes:
        """The file's bytes now."""
        out = io.BytesIO()
        self.pdf.save(out, deterministic_id=True)
        return out.getvalue()

    def elements(self, kind: str = "") -> Iterator[Any]:
        """Structure elements of a type, in reading order."""
        stack = list(reversed(kids(self.tree)))
        while stack:
            element = stack.pop()
            if is_element(element):
                if kind in ("", str(element.S)[1:]):
                    yield element
                stack.extend(reversed(kids(element)))

    def one(self, kind: str, when: Callable[[Any], bool] = lambda element: True, skip: int = 0) -> Any:
        """The first element of a type that ``when`` takes, after ``skip`` others."""
        found = [element for element in self.elements(kind) if when(element)]
        assert len(found) > skip, f"there is no {kind} here to break"
        return found[skip]

    def plain_paragraph(self, skip: int = 0) -> Any:
        """A paragraph that stands in a section and holds words and nothing else."""

        def is_plain(element: Any) -> bool:
            return str(element.P.S) == "/Sect" and all(isinstance(kid, int) for kid in kids(element))

        return self.one("P", is_plain, skip)

    def edit_page(self, number: int, change: Callable[[list[Any]], list[Any]]) -> None:
        """Replace a page's instructions, (operands, operator) each, by what ``change`` makes of them."""
        page = self.pdf.pages[number]
        made = change(list(pikepdf.parse_content_stream(page)))
        page.Contents = self.pdf.make_stream(pikepdf.unparse_content_stream(made))

    def packet(self, change: Callable[[str], str]) -> None:
        """Replace the XMP packet by what ``change`` makes of it."""
        before = self.root.Metadata.read_bytes().decode()
        after = change(before)
        assert after != before, "the XMP packet has nothing of the kind to break"
        self.root.Metadata.write(after.encode())


def pdf(name: str, *expected: str) -> Callable[[Callable[[File], None]], Callable[[File], None]]:
    """Register a defect of PDF files."""

    def register(function: Callable[[File], None]) -> Callable[[File], None]:
        def break_it(data: bytes) -> bytes:
            file = File(data)
            function(file)
            return file.data()

        SEEDED.append(Defect("pdf", name, expected, break_it))
        return function

    return register


def is_element(thing: Any) -> bool:
    """Whether this is a structure element, and no reference to content or to an annotation."""
    return isinstance(thing, Dictionary) and "/S" in thing


def kids(element: Any) -> list[Any]:
    """What an element holds, as a list."""
    held = element.get("/K")
    if held is None:
        return []
    return list(held) if isinstance(held, Array) else [held]


def same(one: Any, two: Any) -> bool:
    """Whether two objects are one object of the file."""
    return isinstance(one, Dictionary) and isinstance(two, Dictionary) and one.objgen == two.objgen != (0, 0)


def place(element: Any) -> int:
    """Where an element stands among what its parent holds."""
    return next(index for index, kid in enumerate(kids(element.P)) if same(kid, element))


def remove(element: Any) -> None:
    """Take an element out of the tree."""
    held = kids(element.P)
    del held[place(element)]
    element.P.K = Array(held)


def insert(parent: Any, index: int, element: Any) -> None:
    """Put an element into the tree."""
    held = kids(parent)
    held.insert(index, element)
    parent.K = Array(held)
    element.P = parent


def move_after(element: Any, other: Any) -> None:
    """Put an element right after another."""
    remove(element)
    insert(other.P, place(other) + 1, element)


def retype(element: Any, kind: str) -> None:
    """Give an element another type."""
    element.S = Name(f"/{kind}")


def swap(one: Any, two: Any) -> None:
    """Exchange two elements of one parent."""
    held = kids(one.P)
    first, second = place(one), place(two)
    held[first], held[second] = held[second], held[first]
    one.P.K = Array(held)


def drop_references(element: Any) -> None:
    """Take the reference to its annotation out of an element."""
    element.K = Array([kid for kid in kids(element) if str(kid_type(kid)) != "/OBJR"])


def kid_type(kid: Any) -> Any:
    """The /Type of what an element holds."""
    return kid.get("/Type", "") if isinstance(kid, Dictionary) else ""


def annotation(element: Any) -> Any:
    """The annotation that an element refers to."""
    return next(kid.Obj for kid in kids(element) if str(kid_type(kid)) == "/OBJR")
