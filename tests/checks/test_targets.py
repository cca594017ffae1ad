"""Links, notes, labels of lists and pages lead to what they belong to: what is wrong is told, what is right is not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pikepdf
import pytest

from exporter.checks.pdf import targets
from exporter.checks.pdf.content import each_annotation
from exporter.checks.pdf.file import File
from exporter.checks.pdf.list_labels import label_faults
from exporter.readback.pdf.content import Painted
from exporter.readback.pdf.tree import Annotation, Tag, Words


def a_list(numbering: str, *labels: str) -> Tag:
    made = Tag("L", "L", attributes={"ListNumbering": pikepdf.Name(f"/{numbering}")} if numbering else {})
    for text in labels:
        label = Tag("Lbl", "Lbl", kids=[Words(text)])
        made.kids.append(Tag("LI", "LI", kids=[label, Tag("LBody", "LBody", kids=[Words("words")])]))
    return made


@pytest.mark.parametrize(
    ("numbering", "labels", "said"),
    [
        ("Decimal", ["•", "•"], "a list says that it is numbered (Decimal), and its labels are “•”, “•”"),
        ("Disc", ["1.", "2.", "3."], "a list says that it has bullets (Disc), and its labels are “1.”, “2.”"),
        ("Decimal", ["1.", "2.", "9.", "4."], "the label “9.” of a list stands between “2.” and “4.”"),
        ("", ["(7)", "(2)", "(3)"], "the label “(7)” of a list stands before “(2)”"),
    ],
)
def test_labels_that_do_not_fit_their_list(numbering: str, labels: list[str], said: str) -> None:
    assert list(label_faults(a_list(numbering, *labels))) == [said]


@pytest.mark.parametrize(
    ("numbering", "labels"),
    [
        ("Decimal", ["1.", "2.", "3."]),
        ("Decimal", ["1.", "2.", "7."]),
        ("Decimal", ["10.", "20.", "30.", "40."]),
        ("Decimal", ["3.", "2.", "1."]),
        ("Disc", ["•", "•"]),
        ("Disc", ["2019", "2024"]),
        ("LowerAlpha", ["a)", "b)"]),
        ("None", ["Term", "Other"]),
        ("", ["1.1", "1.2", "1.3"]),
        ("UpperRoman", ["I.", "II."]),
    ],
)
def test_labels_that_may_be_meant_are_left_in_peace(numbering: str, labels: list[str]) -> None:
    assert list(label_faults(a_list(numbering, *labels))) == []


def words(text: str, page: int, x: float = 72.0, y: float = 700.0) -> Words:
    return Words(text, page, x, y, y, lines=(Painted(text, page, x, y),))


def every(root: Tag) -> list[Tag]:
    return [root, *(inner for kid in root.tags() for inner in every(kid))]


def opened(*kids: Tag) -> File:
    root = Tag("Document", "Document", kids=list(kids))
    return cast(File, SimpleNamespace(tree=root, survey=None, tags=every(root)))


def note(name: str, label: str, y: float, back: Annotation) -> Tag:
    way = Tag("Lbl", "Lbl", kids=[Tag("Link", "Link", kids=[words(label, 1, y=y), back])])
    return Tag("Note", "Note", id=name, page=1, kids=[way, Tag("P", "P", kids=[words("A remark.", 1, 90, y)])])


def reference(name: str, label: str, x: float) -> Tag:
    link = Tag("Link", "Link", kids=[words(label, 1, x), Annotation(name=name)])
    return Tag("Reference", "Reference", kids=[link])


def with_notes(first_back: float, second_back: float) -> File:
    """Two references in one line at 200 and 300, and their notes, which lead back to places in that line."""
    line = Tag("P", "P", kids=[words("Text", 1), reference("n1", "1", 200), reference("n2", "2", 300)])
    backs = [Annotation(name=f"r{x}", place=(1, 708.0, x)) for x in (first_back, second_back)]
    return opened(line, note("n1", "1", 90, backs[0]), note("n2", "2", 70, backs[1]))


def test_a_note_leads_back_to_its_own_reference() -> None:
    assert list(targets.ways(with_notes(200, 300))) == []
    (found,) = targets.ways(with_notes(200, 200))
    assert found.rule == "PDF135"
    assert found.message == "the note “2” leads back to the reference “1”, which is another note's"
    assert list(targets.ways(with_notes(200, 72))) == [], "a way back to the line is one"


def contents(target: int) -> File:
    heads = [Tag("H1", "H1", page=page, kids=[words(text, page)]) for page, text in ((2, "Aims"), (3, "Methods"))]
    link = Tag("Link", "Link", kids=[words("Methods . . . . 3", 1), Annotation(place=(target, 712.0, 72.0))])
    entry = Tag("TOCI", "TOCI", page=1, kids=[Tag("Reference", "Reference", kids=[link])])
    return opened(Tag("TOC", "TOC", kids=[entry]), *heads)


def test_an_entry_of_the_contents_leads_to_its_heading() -> None:
    assert list(targets.ways(contents(3))) == []
    (found,) = targets.ways(contents(2))
    assert found.rule == "PDF135"
    told = "the entry “Methods” of the contents leads to the heading “Aims”; its heading is on page 3"
    assert found.message == told


def paged(*printed: str, start: int = 1) -> File:
    """Pages with a number at their foot, labelled from ``start`` on."""
    pdf: Any = pikepdf.new()
    for _ in printed:
        pdf.add_blank_page(page_size=(600, 800))
    pdf.Root.PageLabels = pikepdf.Dictionary(
        Nums=pikepdf.Array([0, pikepdf.Dictionary(S=pikepdf.Name("/D"), St=start)])
    )
    lines = [("/Pagination", Painted(text, page, 300, 30)) for page, text in enumerate(printed, 1)]
    return cast(File, SimpleNamespace(pdf=pdf, reader=SimpleNamespace(content=SimpleNamespace(untold=lines))))


def test_the_labels_of_pages_are_the_numbers_printed_on_them() -> None:
    assert list(targets.page_labels(paged("Page 1 of 3", "Page 2 of 3", "Page 3 of 3"))) == []
    assert list(targets.page_labels(paged("7", "8", "9", start=7))) == []
    assert list(targets.page_labels(paged("Report 2024", "Report 2024"))) == [], "a year is not the number of a page"
    (found,) = targets.page_labels(paged("1", "2", "3", start=2))
    assert found.rule == "PDF134"
    assert found.message == "viewers call the page “2” on which “1” is printed; so it is on 3 pages"


def linked(*rects: tuple[float, float, float, float]) -> File:
    """Two links in one line, at 100 and 200, with these areas."""
    pdf: Any = pikepdf.new()
    pdf.add_blank_page(page_size=(600, 800))
    page, tags, owners = pdf.pages[0].obj, [], {}
    page.Annots = pikepdf.Array()
    for x, rect in zip((100.0, 200.0), rects, strict=True):
        element = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name("/Link")))
        made = pdf.make_indirect(pikepdf.Dictionary(Subtype=pikepdf.Name("/Link"), Rect=pikepdf.Array(list(rect))))
        page.Annots.append(made)
        owners[made.objgen] = element
        tags.append(Tag("Link", "Link", kids=[words("minutes", 1, x)], objgen=element.objgen))
    held, annotations = SimpleNamespace(annotations=owners), list(each_annotation(pdf))
    return cast(File, SimpleNamespace(pdf=pdf, tags=tags, held=held, annotations=annotations))


def test_the_area_of_a_link_lies_over_its_words() -> None:
    one, two = (100.0, 695.0, 140.0, 712.0), (200.0, 695.0, 240.0, 712.0)
    assert list(targets.link_areas(linked(one, two))) == []
    assert list(targets.link_areas(linked((97, 690, 140, 704), two))) == [], "areas are drawn a little apart from words"
    moved = list(targets.link_areas(linked((100, 395, 140, 412), two)))
    assert [item.rule for item in moved] == ["PDF133"]
    assert len(list(targets.link_areas(linked(two, one)))) == 2, "exchanged areas"
