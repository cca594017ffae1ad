"""Defects of an EPUB's pages: what their XHTML says to assistive technology (EPUB 3.3, 6; HTML; DPUB-ARIA)."""

from __future__ import annotations

import copy

from tests.defects.zip_tools import NAMES, XML, Book, cut, drop, epub, rename, swap, unwrap

TYPE = f"{{{NAMES['e']}}}type"
XML_LANG = f"{{{XML}}}lang"
QUOTE = "//h:blockquote[count(h:p) > 1]"
ATTRIBUTION = "//h:figcaption[preceding-sibling::h:blockquote]"
PLAIN = "//h:section/h:p[not(@class)][not(*)][string-length() > 5]"

# --- quotations -----------------------------------------------------------------------------------------------------


@epub("a quote is split in two", "quote")
def _(book: Book) -> None:
    quote = book.one(QUOTE)
    other = copy.deepcopy(quote)
    quote.remove(quote[0])
    for child in list(other)[1:]:
        other.remove(child)
    figure = quote.getparent()
    figure.getparent().insert(figure.getparent().index(figure), other)


@epub("two quotes run together", "quote")
def _(book: Book) -> None:
    one, two = book.one(QUOTE), book.one("//h:blockquote", skip=1)
    one.extend(list(two))
    figure = two.getparent()
    figure.getparent().remove(figure)


@epub("a quote is a mere group", "quote")
def _(book: Book) -> None:
    rename(book.one(QUOTE), "div")


@epub("an attribution stands outside its quote", "attribution", "quote")
def _(book: Book) -> None:
    caption = book.one(ATTRIBUTION)
    figure = caption.getparent()
    rename(caption, "p")
    figure.getparent().insert(figure.getparent().index(figure) + 1, caption)


@epub("an attribution is one of the quoted paragraphs", "attribution")
def _(book: Book) -> None:
    caption = book.one(ATTRIBUTION)
    rename(caption, "p")
    caption.getprevious().append(caption)


@epub("an attribution is missing", "attribution")
def _(book: Book) -> None:
    cut(book.one(ATTRIBUTION))


@epub("quoted words are not marked as a quotation", "inline quote")
def _(book: Book) -> None:
    unwrap(book.one("//h:q"))


@epub("quotation marks are added by a style", "EPUB108")
def _(book: Book) -> None:
    book.style(lambda text: text + "\nq::before { content: open-quote; }\nq { quotes: auto; }\n")


# --- tables ---------------------------------------------------------------------------------------------------------


@epub("a column header is a plain cell", "table headers")
def _(book: Book) -> None:
    cell = book.one("//h:th[@scope='col']")
    rename(cell, "td")
    drop(cell, "scope")


@epub("a row header is a plain cell", "table headers")
def _(book: Book) -> None:
    cell = book.one("//h:th[@scope='row']")
    rename(cell, "td")
    drop(cell, "scope")


@epub("a plain cell is a header", "table headers")
def _(book: Book) -> None:
    rename(book.one("//h:td"), "th")


@epub("a header cell has no scope", "table headers", "EPUB109")
def _(book: Book) -> None:
    drop(book.one("//h:th[@scope='row']"), "scope")


@epub("a header cell has the wrong scope", "table headers")
def _(book: Book) -> None:
    book.one("//h:th[@scope='row']").set("scope", "col")


@epub("a cell no longer spans two columns", "table")
def _(book: Book) -> None:
    drop(book.one("//h:td[@colspan]"), "colspan")


@epub("a table has lost its caption", "caption")
def _(book: Book) -> None:
    cut(book.one("//h:caption"))


@epub("a table's caption is a paragraph before it", "caption", "table")
def _(book: Book) -> None:
    caption = book.one("//h:caption")
    table = caption.getparent()
    rename(caption, "p")
    table.getparent().insert(table.getparent().index(table), caption)


@epub("a table is only for show", "EPUB111")
def _(book: Book) -> None:
    book.one("//h:table").set("role", "presentation")


@epub("a table is split in two", "table")
def _(book: Book) -> None:
    table = book.one("//h:table[count(.//h:tr) > 30]")
    body = table.xpath("h:tbody", namespaces=NAMES)[0]
    other = copy.deepcopy(table)
    for part in list(other):
        other.remove(part)
    rest = copy.deepcopy(body)
    for row in list(rest)[:20]:
        rest.remove(row)
    for row in list(body)[20:]:
        body.remove(row)
    other.append(rest)
    table.getparent().insert(table.getparent().index(table) + 1, other)


# --- headings, lists ------------------------------------------------------------------------------------------------


@epub("a heading has another level", "heading")
def _(book: Book) -> None:
    rename(book.one("//h:h3"), "h2")


@epub("a heading skips a level", "heading", "DOC020")
def _(book: Book) -> None:
    rename(book.one("//h:h3"), "h5")


@epub("a heading is a paragraph in bold type", "heading")
def _(book: Book) -> None:
    rename(book.one("//h:h3"), "p")


@epub("a list is a mere group", "list")
def _(book: Book) -> None:
    whole = book.one("//h:ol[not(@type)]")
    for item in list(whole):
        rename(item, "div")
    rename(whole, "div")


@epub("a list within a list is flattened", "list")
def _(book: Book) -> None:
    inner = book.one("//h:li/h:ol")
    item = inner.getparent()
    for offset, one in enumerate(list(inner)):
        item.getparent().insert(item.getparent().index(item) + 1 + offset, one)
    item.remove(inner)


@epub("a list begins with another number", "list")
def _(book: Book) -> None:
    drop(book.one("//h:ol[@start='4']"), "start")


@epub("letters of a list are numbers", "list")
def _(book: Book) -> None:
    drop(book.one("//h:ol[@type]"), "type")


@epub("a numbered list has bullets", "list")
def _(book: Book) -> None:
    rename(book.one("//h:ol[not(@type)]"), "ul")


@epub("an item is missing from a list", "list", "text")
def _(book: Book) -> None:
    cut(book.one("//h:ul/h:li[not(h:ol)]"))


@epub("the style makes a list no list", "EPUB111")
def _(book: Book) -> None:
    book.one("//h:ul").set("role", "presentation")


@epub("definitions are paragraphs", "definition")
def _(book: Book) -> None:
    whole = book.one("//h:dl")
    for element in [whole, *whole.iter("{*}dt", "{*}dd")]:
        rename(element, "div")


# --- pictures, formulas ---------------------------------------------------------------------------------------------


@epub("a picture has lost its alternative text", "alt", "IMG001")
def _(book: Book) -> None:
    drop(book.one("//h:img[@alt!='']"), "alt")


@epub("an informative picture is marked as decorative", "alt")
def _(book: Book) -> None:
    book.one("//h:img[@alt!='']").set("alt", "")


@epub("a picture names no file", "EPUB117")
def _(book: Book) -> None:
    drop(book.one("//h:img[@alt!='']"), "src")


@epub("a formula looks other than it sounds", "math")
def _(book: Book) -> None:
    book.one("//math:math[@alttext='a plus b']")[1].text = "−"


@epub("a picture has another alternative text", "alt")
def _(book: Book) -> None:
    book.one("//h:img[@alt!='']").set("alt", "A blue circle")


@epub("a decorative picture is announced", "decorative", "added")
def _(book: Book) -> None:
    picture = book.one("//h:img[@alt='']")
    picture.set("alt", "ornament")
    picture.attrib.pop("role", None)


@epub("a caption stands apart from its picture", "caption")
def _(book: Book) -> None:
    caption = book.one("//h:figcaption[not(preceding-sibling::h:blockquote)]")
    figure = caption.getparent()
    rename(caption, "div")
    figure.getparent().insert(figure.getparent().index(figure) + 1, caption)


@epub("a formula is not said in words", "math", "DOC015")
def _(book: Book) -> None:
    drop(book.one("//math:math[@alttext='a plus b']"), "alttext")


@epub("a formula is text", "math")
def _(book: Book) -> None:
    formula = book.one("//math:math[@alttext='a plus b']")
    formula.tag = f"{{{NAMES['h']}}}span"
    for child in list(formula):
        child.tag = f"{{{NAMES['h']}}}span"
    drop(formula, "alttext")


@epub("a formula is another one", "math")
def _(book: Book) -> None:
    formula = book.one("//math:math[@alttext='a plus b']")
    formula.set("alttext", "a minus b")
    formula[1].text = "−"


# --- running text ---------------------------------------------------------------------------------------------------


@epub("a link leads to another address", "link")
def _(book: Book) -> None:
    book.one("//h:a[starts-with(@href, 'https:')]").set("href", "https://example.net/elsewhere")


@epub("a link is plain text", "link")
def _(book: Book) -> None:
    unwrap(book.one("//h:a[starts-with(@href, 'https:')]"))


@epub("a link leads to a place that is not there", "link", "DOC011", "EPUB103")
def _(book: Book) -> None:
    inner = book.one("//h:a[contains(@href, '#second')]")
    inner.set("href", inner.get("href").replace("#second", "#nowhere"))


@epub("a link inside the book leads to another place", "link")
def _(book: Book) -> None:
    inner = book.one("//h:a[contains(@href, '#second')]")
    inner.set("href", inner.get("href").replace("#second", "#running"))


@epub("the reference to a note is an ordinary link", "note")
def _(book: Book) -> None:
    drop(book.one("//h:a[@role='doc-noteref']"), "role", TYPE)


@epub("the reference to a note is plain text", "note")
def _(book: Book) -> None:
    unwrap(book.one("//h:a[@role='doc-noteref']"))


@epub("a note is missing", "note")
def _(book: Book) -> None:
    cut(book.one("//h:aside[@role='doc-footnote']"))


@epub("a note has lost its role", "EPUB107")
def _(book: Book) -> None:
    drop(book.one("//h:aside[@role='doc-footnote']"), "role", TYPE)


@epub("no way leads back from a note", "EPUB107")
def _(book: Book) -> None:
    note = book.one("//h:aside[@role='doc-footnote']")
    for link in list(note.iter("{http://www.w3.org/1999/xhtml}a")):
        if link.get("role") == "doc-backlink":
            unwrap(link)


@epub("a word in another language is not marked", "language")
def _(book: Book) -> None:
    drop(book.one("//h:span[@lang='fr']"), "lang", XML_LANG)


@epub("a word is marked with a wrong language", "language")
def _(book: Book) -> None:
    word = book.one("//h:span[@lang='fr']")
    word.set("lang", "es")
    word.set(XML_LANG, "es")


@epub("two attributes name two languages", "EPUB106")
def _(book: Book) -> None:
    book.one("//h:span[@lang='fr']").set("lang", "es")


@epub("a paragraph in another language is not marked", "language")
def _(book: Book) -> None:
    drop(book.one("//h:p[@lang='de']"), "lang", XML_LANG)


@epub("a quote written right to left is not marked so", "direction")
def _(book: Book) -> None:
    drop(book.one("//h:figure[@dir]"), "dir")


@epub("the expansion of an abbreviation is lost", "expansion")
def _(book: Book) -> None:
    drop(book.one("//h:abbr"), "title")


@epub("an abbreviation has another expansion", "expansion")
def _(book: Book) -> None:
    book.one("//h:abbr").set("title", "World Heritage Organisation")


@epub("emphasis is lost", "emphasis")
def _(book: Book) -> None:
    unwrap(book.one("//h:p//h:em"))


@epub("strong words are only bold", "emphasis")
def _(book: Book) -> None:
    word = book.one("//h:strong")
    rename(word, "span")
    word.set("style", "font-weight: bold")


@epub("a subscript stands on the line", "emphasis")
def _(book: Book) -> None:
    unwrap(book.one("//h:sub"))


@epub("code in running text is not marked", "code")
def _(book: Book) -> None:
    unwrap(book.one("//h:p/h:code"))


@epub("the lines of code run together", "code")
def _(book: Book) -> None:
    rename(book.one("//h:pre"), "p")


@epub("an aside runs into the text", "aside")
def _(book: Book) -> None:
    aside = book.one("//h:aside[@class='sidebar']")
    rename(aside, "div")
    drop(aside, TYPE, "role", "aria-labelledby")


@epub("the end of a line is lost", "text")
def _(book: Book) -> None:
    unwrap(book.one("//h:p[contains(., 'Line one')]/h:br"))


@epub("a change of subject is not shown", "break")
def _(book: Book) -> None:
    cut(book.one("//h:hr"))


# --- order and completeness -----------------------------------------------------------------------------------------


@epub("two paragraphs have changed places", "order")
def _(book: Book) -> None:
    swap(book.one("//h:main/h:section"), book.one("//h:main/h:section", skip=1))


@epub("a paragraph is missing", "text")
def _(book: Book) -> None:
    cut(book.one(PLAIN))


@epub("a paragraph stands there twice", "added")
def _(book: Book) -> None:
    paragraph = book.one(PLAIN)
    paragraph.addnext(copy.deepcopy(paragraph))


@epub("a word of a paragraph is another", "text")
def _(book: Book) -> None:
    paragraph = book.one(PLAIN)
    paragraph.text = "Nothing" + paragraph.text[3:]


@epub("a paragraph is hidden from assistive technology", "text", "EPUB110")
def _(book: Book) -> None:
    book.one(PLAIN).set("aria-hidden", "true")


@epub("a paragraph is hidden by its style", "text", "EPUB110")
def _(book: Book) -> None:
    book.one(PLAIN).set("style", "display: none")


@epub("a paragraph is hidden", "text")
def _(book: Book) -> None:
    book.one(PLAIN).set("hidden", "hidden")
