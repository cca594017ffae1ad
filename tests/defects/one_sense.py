"""Defects that one of two senses does not get: words only heard, words only seen, words that others are said for."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from lxml import etree
from pikepdf import Array, Dictionary, Name, Operator, String

from tests.defects.docx_body import VAL, W
from tests.defects.epub_page import PLAIN
from tests.defects.pdf_tools import File, annotation, kids, pdf, same
from tests.defects.zip_tools import XML, Book, Word, docx, epub

# --- PDF ------------------------------------------------------------------------------------------------------------


def around_first_text(file: File, before: list[Any], after: list[Any], page: int = 0) -> None:
    """Put instructions round the first text object that lies in a tagged paragraph, inside its marks."""

    def change(instructions: list[Any]) -> list[Any]:
        start = next(
            index
            for index, (_, operator) in enumerate(instructions)
            if str(operator) == "BT" and str(instructions[index - 1][1]) == "BDC"
        )
        end = next(index for index in range(start, len(instructions)) if str(instructions[index][1]) == "ET")
        inside = [one for one in instructions[start + 1 : end] if str(one[1]) not in ("rg", "g", "k", "Tr", "gs")]
        return [*instructions[: start + 1], *before, *inside, *after, *instructions[end:]]

    file.edit_page(page, change)


@pdf("words of the tree are painted invisible", "sight")
def _(file: File) -> None:
    around_first_text(file, [([3], Operator("Tr"))], [([0], Operator("Tr"))])


@pdf("words are white on white", "sight")
def _(file: File) -> None:
    around_first_text(file, [([1, 1, 1], Operator("rg"))], [([0, 0, 0], Operator("rg"))])


@pdf("words are transparent", "sight")
def _(file: File) -> None:
    page = file.pdf.pages[0]
    states = page.Resources.get("/ExtGState", Dictionary())
    states[Name("/Clear")] = Dictionary(Type=Name("/ExtGState"), ca=0)
    states[Name("/Full")] = Dictionary(Type=Name("/ExtGState"), ca=1)
    page.Resources[Name("/ExtGState")] = states
    around_first_text(file, [([Name("/Clear")], Operator("gs"))], [([Name("/Full")], Operator("gs"))])


@pdf("words are in a layer that is off", "sight")
def _(file: File) -> None:
    layer = file.pdf.make_indirect(Dictionary(Type=Name("/OCG"), Name=String("Draft")))
    file.root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    page = file.pdf.pages[0]
    page.Resources[Name("/Properties")] = Dictionary(Draft=layer)
    around_first_text(file, [([Name("/OC"), Name("/Draft")], Operator("BDC"))], [([], Operator("EMC"))])


@pdf("words are painted over", "sight")
def _(file: File) -> None:
    def change(instructions: list[Any]) -> list[Any]:
        box = [([1, 1, 1], Operator("rg")), ([0, 0, 5000, 5000], Operator("re")), ([], Operator("f"))]
        marked = [([Name("/Artifact")], Operator("BMC")), *box, ([], Operator("EMC"))]
        return [([], Operator("q")), *instructions, ([], Operator("Q")), *marked]

    file.edit_page(0, change)


@pdf("words are moved off the page", "sight")
def _(file: File) -> None:
    around_first_text(file, [], [])

    def change(instructions: list[Any]) -> list[Any]:
        start = next(
            index
            for index, (_, operator) in enumerate(instructions)
            if str(operator) == "BT" and str(instructions[index - 1][1]) == "BDC"
        )
        end = next(index for index in range(start, len(instructions)) if str(instructions[index][1]) == "ET")
        moved = [([], Operator("q")), ([1, 0, 0, 1, 9000, 0], Operator("cm")), *instructions[start : end + 1]]
        return [*instructions[:start], *moved, ([], Operator("Q")), *instructions[end + 1 :]]

    file.edit_page(0, change)


@pdf("words are written on the page by a note", "sight")
def _(file: File) -> None:
    page = file.pdf.pages[0]
    note = Dictionary(
        Type=Name("/Annot"),
        Subtype=Name("/FreeText"),
        Rect=Array([100, 100, 300, 130]),
        Contents=String("The meeting is cancelled"),
        DA=String("/Helv 12 Tf 0 g"),
    )
    page.obj.Annots = Array([*page.obj.get("/Annots", Array()), file.pdf.make_indirect(note)])


@pdf("words are painted as an artifact in the middle of a page", "sight")
def _(file: File) -> None:
    def change(instructions: list[Any]) -> list[Any]:
        font = next(list(operands) for operands, operator in instructions if str(operator) == "Tf")
        shown = next(list(operands) for operands, operator in instructions if str(operator) in ("Tj", "TJ"))
        parts = [
            ([Name("/Artifact")], Operator("BMC")),
            ([], Operator("BT")),
            (font, Operator("Tf")),
            ([1, 0, 0, 1, 100, 400], Operator("Tm")),
            ([Array([*_flat(shown), *_flat(shown)])], Operator("TJ")),
            ([], Operator("ET")),
            ([], Operator("EMC")),
        ]
        return [*instructions, *parts]

    file.edit_page(0, change)


def _flat(operands: list[Any]) -> list[Any]:
    return [part for one in operands for part in (list(one) if isinstance(one, Array) else [one])]


@pdf("other words are said in place of a paragraph", "text")
def _(file: File) -> None:
    file.plain_paragraph().Alt = String("Read our offers")


@pdf("an attribution is mapped to a heading", "heading", "attribution")
def _(file: File) -> None:
    file.tree.RoleMap[Name("/Attribution")] = Name("/H2")


@pdf("a link says that it leads elsewhere", "PDF124")
def _(file: File) -> None:
    annotation(file.one("Link")).Contents = String("Advertisement")


@pdf("two paragraphs have changed places on the page", "PDF125")
def _(file: File) -> None:
    every = [element for element in file.elements("P") if all(isinstance(kid, int) for kid in kids(element))]
    one, two = next(pair for pair in pairwise(every) if same(pair[0].Pg, pair[1].Pg) and same(pair[0].P, pair[1].P))
    number = next(at for at, page in enumerate(file.pdf.pages) if page.obj.objgen == one.Pg.objgen)

    def change(instructions: list[Any]) -> list[Any]:
        first, last = (_matrix_of(instructions, int(kids(element)[0])) for element in (one, two))
        above, below = list(instructions[first][0]), list(instructions[last][0])
        instructions[first] = ([*above[:5], below[5]], Operator("Tm"))
        instructions[last] = ([*below[:5], above[5]], Operator("Tm"))
        return instructions

    file.edit_page(number, change)


def _matrix_of(instructions: list[Any], number: int) -> int:
    """Where the text matrix of a sequence of marked content is set."""
    start = next(
        index
        for index, (operands, operator) in enumerate(instructions)
        if str(operator) == "BDC" and isinstance(operands[1], Dictionary) and operands[1].get("/MCID", -1) == number
    )
    return next(index for index in range(start, len(instructions)) if str(instructions[index][1]) == "Tm")


# --- EPUB -----------------------------------------------------------------------------------------------------------

STYLES = {
    "transparent by opacity": "opacity: 0",
    "of no size": "font-size: 0",
    "off the page": "position: absolute; left: -9999px",
    "indented away": "text-indent: -9999px",
    "clipped by a box": "position: absolute; clip: rect(0 0 0 0)",
    "clipped by a path": "clip-path: inset(100%)",
    "white on white": "color: #fff; background: white",
    "transparent": "color: transparent",
    "shrunk to nothing": "transform: scale(0)",
    "hidden": "visibility: hidden",
    "shown backwards": "unicode-bidi: bidi-override; direction: rtl",
}


def _styled(value: str) -> Any:
    def break_it(book: Book) -> None:
        book.one(PLAIN).set("class", "apart")
        book.style(lambda text: f"{text}\np.apart {{ {value} }}\n")

    return break_it


for _name, _style in STYLES.items():
    epub(f"words are {_name}", "sight")(_styled(_style))


@epub("words are hidden by the name of their element", "sight")
def _(book: Book) -> None:
    book.style(lambda text: text + "\nsection > blockquote, figure > blockquote { display: none }\n")


@epub("words are hidden by their id", "sight")
def _(book: Book) -> None:
    book.one(PLAIN).set("id", "apart")
    book.style(lambda text: text + "\n#apart { display: none }\n")


@epub("words are hidden by a style of their own", "sight")
def _(book: Book) -> None:
    book.one(PLAIN).set("style", "opacity: 0")


@epub("a style writes words", "sight")
def _(book: Book) -> None:
    book.one(PLAIN).set("class", "apart")
    book.style(lambda text: text + '\n.apart::after { content: " (not true)" }\n')


@epub("a style writes quotation marks", "sight")
def _(book: Book) -> None:
    book.style(lambda text: text + '\nblockquote p::before { content: "“" }\n')


@epub("items are shown from the last to the first", "sight")
def _(book: Book) -> None:
    book.style(lambda text: text + "\nul, ol { display: flex; flex-direction: column-reverse }\n")


@epub("a paragraph is shown in another place", "sight")
def _(book: Book) -> None:
    book.one(PLAIN).set("style", "order: -1")


# --- DOCX -----------------------------------------------------------------------------------------------------------

PLAIN_RUN = "//w:body/w:p[not(w:pPr/w:pStyle)]/w:r[w:t[string-length() > 5]]"


def _properties(run: Any) -> Any:
    found = run.find(f"{W}rPr")
    if found is None:
        found = etree.Element(f"{W}rPr")
        run.insert(0, found)
    return found


@docx("words are hidden by their style", "sight")
def _(word: Word) -> None:
    style = word.one("//w:style[@w:type='paragraph'][w:rPr]", part="word/styles.xml")
    used = word.one("//w:p[w:pPr/w:pStyle]/w:pPr/w:pStyle", skip=2)
    style = word.one(f"//w:style[@w:styleId='{used.get(VAL)}']", part="word/styles.xml")
    properties = style.find(f"{W}rPr")
    if properties is None:
        properties = etree.SubElement(style, f"{W}rPr")
    etree.SubElement(properties, f"{W}vanish")


@docx("words are half a point high", "sight")
def _(word: Word) -> None:
    etree.SubElement(_properties(word.one(PLAIN_RUN)), f"{W}sz").set(VAL, "1")


@docx("words are white on white", "sight", "DOCX104")
def _(word: Word) -> None:
    etree.SubElement(_properties(word.one(PLAIN_RUN)), f"{W}color").set(VAL, "FFFFFF")


@docx("words are a placeholder", "sight")
def _(word: Word) -> None:
    run = word.one(PLAIN_RUN)
    paragraph = run.getparent()
    control = etree.Element(f"{W}sdt")
    etree.SubElement(etree.SubElement(control, f"{W}sdtPr"), f"{W}showingPlcHdr")
    paragraph.replace(run, control)
    etree.SubElement(control, f"{W}sdtContent").append(run)


@docx("a picture is not shown", "sight")
def _(word: Word) -> None:
    word.one("//wp:docPr[@descr]").set("hidden", "1")


@docx("the blank between two runs does not count", "text")
def _(word: Word) -> None:
    text = word.one("//w:r[preceding-sibling::w:r or following-sibling::w:r]/w:t[contains(., ' ')]", skip=0)
    found = next(
        made
        for made in word.find("//w:t", ["word/document.xml"])
        if (made.text or "").endswith(" ") and made.getparent().getnext() is not None
    )
    del found.attrib[f"{{{XML}}}space"]
    assert text is not None
