"""Defects of a DOCX outside its main part: styles, numbering, notes, relationships, properties."""

from __future__ import annotations

from tests.defects.docx_body import VAL, W, remove
from tests.defects.zip_tools import Word, docx

NUMBERING = "word/numbering.xml"
STYLES = "word/styles.xml"
NOTES = "word/footnotes.xml"
CORE = "docProps/core.xml"
LINKS = "word/_rels/document.xml.rels"
SETTINGS = "word/settings.xml"


def list_level(word: Word, words: str) -> str:
    """The path of the numbering level that a paragraph's list uses."""
    number = word.paragraph(words).find(f"{W}pPr/{W}numPr/{W}numId").get(VAL)
    kind = word.one(f"//w:num[@w:numId='{number}']/w:abstractNumId", part=NUMBERING).get(VAL)
    return f"//w:abstractNum[@w:abstractNumId='{kind}']/w:lvl[@w:ilvl='0']"


@docx("a list begins with another number", "list")
def _(word: Word) -> None:
    number = word.paragraph("fourth").find(f"{W}pPr/{W}numPr/{W}numId").get(VAL)
    starts = word.find(f"//w:num[@w:numId='{number}']//w:startOverride", [NUMBERING])
    starts += word.find(f"{list_level(word, 'fourth')}/w:start", [NUMBERING])
    for start in starts:
        start.set(VAL, "1")


@docx("a numbered list has bullets", "list")
def _(word: Word) -> None:
    word.one(f"{list_level(word, 'fourth')}/w:numFmt", part=NUMBERING).set(VAL, "bullet")
    word.one(f"{list_level(word, 'fourth')}/w:lvlText", part=NUMBERING).set(VAL, "•")


@docx("the letters of a list are numbers", "list")
def _(word: Word) -> None:
    number = word.paragraph("deep one").find(f"{W}pPr/{W}numPr/{W}numId").get(VAL)
    kind = word.one(f"//w:num[@w:numId='{number}']/w:abstractNumId", part=NUMBERING).get(VAL)
    path = f"//w:abstractNum[@w:abstractNumId='{kind}']/w:lvl[@w:ilvl='1']/w:numFmt"
    word.one(path, part=NUMBERING).set(VAL, "decimal")


@docx("lists have no numbering at all", "list")
def _(word: Word) -> None:
    for found in word.find("//w:num", [NUMBERING]):
        remove(found)


@docx("the heading style is not a heading", "heading")
def _(word: Word) -> None:
    style = word.one("//w:style[@w:styleId='Heading2']", part=STYLES)
    style.find(f"{W}name").set(VAL, "Big text")
    remove(style.find(f"{W}pPr/{W}outlineLvl"))


@docx("the quote style is called something else", "quote", "inline quote")
def _(word: Word) -> None:
    word.one("//w:style[@w:styleId='QuoteChar']/w:name", part=STYLES).set(VAL, "Fancy")


@docx("the language of the document is gone", "language", "DOC002")
def _(word: Word) -> None:
    remove(word.one("//w:docDefaults//w:lang", part=STYLES))


@docx("the document is said to be in another language", "language")
def _(word: Word) -> None:
    word.one("//w:docDefaults//w:lang", part=STYLES).set(VAL, "fr-FR")


@docx("a note is empty", "note", "text")
def _(word: Word) -> None:
    note = word.one("//w:footnote[not(@w:type)]", part=NOTES)
    for found in list(note.iter(f"{W}t")):
        remove(found)


@docx("a note says something else", "note", "text")
def _(word: Word) -> None:
    note = word.one("//w:footnote[not(@w:type)]", part=NOTES)
    list(note.iter(f"{W}t"))[-1].text = "Another note."


@docx("the title is gone from the properties", "metadata", "DOCX106")
def _(word: Word) -> None:
    title = word.xml(CORE).find("{*}title")
    title.getparent().remove(title)


@docx("the properties hold another title", "metadata")
def _(word: Word) -> None:
    word.xml(CORE).find("{*}title").text = "Document1"


@docx("the author is gone from the properties", "metadata")
def _(word: Word) -> None:
    creator = word.xml(CORE).find("{*}creator")
    creator.getparent().remove(creator)


@docx("a link leads to another address", "link")
def _(word: Word) -> None:
    word.one("//rel:Relationship[@TargetMode='External']", part=LINKS).set("Target", "https://example.net/elsewhere")


@docx("the file may not be read by assistive technology", "DOCX123")
def _(word: Word) -> None:
    settings = word.xml(SETTINGS)
    made = settings.makeelement(f"{W}documentProtection", {f"{W}edit": "forms", f"{W}enforcement": "1"})
    settings.insert(0, made)
