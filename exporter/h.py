"""A small builder of documents: ``h.section("Part", h.p("A word that is ", h.strong("strong"), "."))``.

Strings are text wherever text can stand, and paragraphs wherever blocks must: nothing in them is markup. What is built
is the model's own nodes; a wrong part is told where it was given, and the whole is validated when it is a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias, TypeVar, get_args

from exporter.errors import UsageError
from exporter.model import (
    Abbr,
    Aside,
    AsideKind,
    Block,
    BlockQuote,
    Blocks,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionItem,
    DefinitionList,
    DisplayMath,
    Document,
    Figure,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    ListItem,
    Math,
    Metadata,
    Note,
    NumberStyle,
    PageMarker,
    Paragraph,
    ParagraphRole,
    Person,
    Quote,
    Resource,
    Row,
    Section,
    Span,
    Styled,
    StyleKind,
    Table,
    TableBody,
    Term,
    Text,
    ThematicBreak,
)
from exporter.model.valid import validate

Words: TypeAlias = "str | Inline"
"""What can stand in a line."""

Part: TypeAlias = "str | Block | Inline"
"""What can stand among blocks: words and inlines are put into a paragraph."""

Line: TypeAlias = "Words | Sequence[Words]"
"""A line that is one argument: a string, an inline, or several of them."""

_INLINES, _BLOCKS = get_args(Inline), get_args(Block)
T = TypeVar("T")


# --- in a line ------------------------------------------------------------------------------------------------------


def em(*content: Words, lang: str = "") -> Styled:
    """Emphasis."""
    return _styled("emphasis", "em", content, lang)


def strong(*content: Words, lang: str = "") -> Styled:
    """Importance."""
    return _styled("strong", "strong", content, lang)


def sub(*content: Words) -> Styled:
    """A subscript."""
    return _styled("sub", "sub", content)


def sup(*content: Words) -> Styled:
    """A superscript."""
    return _styled("sup", "sup", content)


def deleted(*content: Words) -> Styled:
    """What was deleted."""
    return _styled("deleted", "deleted", content)


def inserted(*content: Words) -> Styled:
    """What was inserted."""
    return _styled("inserted", "inserted", content)


def mark(*content: Words) -> Styled:
    """What is marked for a reader."""
    return _styled("mark", "mark", content)


def small(*content: Words) -> Styled:
    """Small print."""
    return _styled("small", "small", content)


def _styled(kind: StyleKind, name: str, content: Sequence[Words], lang: str = "") -> Styled:
    return Styled(kind, _line(content, f"h.{name}"), lang=lang)


def code(text: str) -> Code:
    """Code in a line."""
    return Code(_is(text, str, "h.code"))


def a(target: str, *content: Words, title: str = "") -> Link:
    """A link to a web, mail or telephone address, or to ``#id`` of a node of the document."""
    return Link(_line(content, "h.a"), _is(target, str, "h.a: target"), title)


def img(resource: str, alt: str | None) -> Image:
    """A picture in a line, by its name in ``h.document(pictures=…)``; ``alt`` is "" for a decorative one."""
    return Image(_is(resource, str, "h.img"), alt)


def q(*content: Words, cite: str = "") -> Quote:
    """Quoted words, with the marks that you type: none are added."""
    return Quote(_line(content, "h.q"), cite)


def abbr(content: Line, expansion: str) -> Abbr:
    """An abbreviation and what it stands for."""
    return Abbr(_words(content, "h.abbr"), expansion)


def span(*content: Words, lang: str = "", datetime: str = "", id: str = "") -> Span:
    """A stretch with a language, a date or an anchor of its own."""
    return Span(_line(content, "h.span"), datetime=datetime, lang=lang, id=id)


def note(*content: Part) -> Note:
    """A note, at the place of its reference."""
    return Note(_parts(content, "h.note"))


def math(tex: str, alt: str | None = None) -> Math:
    """A formula in a line, in TeX, and in words where somebody has said it."""
    return Math(_is(tex, str, "h.math"), alt=alt)


def br() -> LineBreak:
    """A line end that means something."""
    return LineBreak()


# --- blocks ---------------------------------------------------------------------------------------------------------


def p(*content: Words, role: ParagraphRole = "", lang: str = "", id: str = "") -> Paragraph:
    """A paragraph."""
    return Paragraph(_line(content, "h.p"), role, lang=lang, id=id)


def section(title: Line, *content: Part, role: str = "", lang: str = "", id: str = "") -> Section:
    """A part under a heading, whose level is its depth."""
    return Section(_words(title, "h.section: title"), _parts(content, "h.section"), role, lang=lang, id=id)


def quote(*content: Part, by: Line = (), cite: str = "", lang: str = "") -> BlockQuote:
    """A quotation and who said it, without a dash."""
    return BlockQuote(_parts(content, "h.quote"), _words(by, "h.quote: by"), cite, lang=lang)


def li(*content: Part) -> ListItem:
    """An item of a list, where it is more than a string or a paragraph."""
    return ListItem(_parts(content, "h.li"))


def ul(*items: Part | ListItem) -> List:
    """A list."""
    return List(_items(items, "h.ul"))


def ol(*items: Part | ListItem, start: int = 1, style: NumberStyle = "decimal") -> List:
    """A numbered list."""
    return List(_items(items, "h.ol"), True, start, style)


def dl(entries: Mapping[str, Part | Sequence[Part]] | Iterable[tuple[Line, Part | Sequence[Part]]]) -> DefinitionList:
    """Terms and what they mean."""
    made = []
    pairs: Iterable[tuple[Line, Any]] = entries.items() if isinstance(entries, Mapping) else entries
    for number, (term, meaning) in enumerate(pairs):
        place = f"h.dl[{number}]"
        held = (meaning,) if isinstance(meaning, (str, *_BLOCKS, *_INLINES)) else tuple(meaning)
        made.append(DefinitionItem((Term(_words(term, place)),), (Definition(_parts(held, place)),)))
    return DefinitionList(tuple(made))


def pre(text: str, language: str = "") -> CodeBlock:
    """Code set apart."""
    return CodeBlock(_is(text, str, "h.pre"), language)


def table(
    rows: Iterable[Iterable[Part | Cell]],
    *,
    head: Iterable[Part | Cell] = (),
    caption: Line = (),
    row_headers: bool = False,
    description: str = "",
) -> Table:
    """A table of data: its rows, the row of its headers, whether each row's first cell is its header."""
    body = tuple(_row(cells, f"h.table[{at}]", row_headers=row_headers) for at, cells in enumerate(rows))
    heads = tuple(_head(cell, f"h.table: head[{at}]") for at, cell in enumerate(head))
    return Table(
        (TableBody(body),) if body else (),
        (Row(heads),) if heads else (),
        caption=_words(caption, "h.table: caption"),
        description=description,
    )


def _row(cells: Iterable[Part | Cell], place: str, *, row_headers: bool) -> Row:
    made = []
    for at, cell in enumerate(cells):
        if isinstance(cell, Cell):
            made.append(cell)
        elif row_headers and not at:
            made.append(Cell(_part(cell, f"{place}[{at}]"), True, "row"))
        else:
            made.append(Cell(_part(cell, f"{place}[{at}]") if cell != "" else ()))
    return Row(tuple(made))


def _head(cell: Part | Cell, place: str) -> Cell:
    if isinstance(cell, Cell):
        return cell
    return Cell(_part(cell, place), True, "col") if cell != "" else Cell(())


def picture(
    resource: str, alt: str | None, *, caption: Line = (), credit: Line = (), description: Sequence[Part] = ()
) -> Figure:
    """A picture set apart, by its name in ``h.document(pictures=…)``; ``alt`` is "" for a decorative one, None where
    nobody has said what it tells, which is a finding.
    """
    return figure(img(resource, alt), caption=caption, credit=credit, description=description)


def figure(*content: Part, caption: Line = (), credit: Line = (), description: Sequence[Part] = ()) -> Figure:
    """Something shown, with its caption and credit."""
    return Figure(
        _parts(content, "h.figure"),
        _words(caption, "h.figure: caption"),
        _words(credit, "h.figure: credit"),
        _parts(description, "h.figure: description"),
    )


def aside(*content: Part, title: Line = (), kind: AsideKind = "sidebar") -> Aside:
    """Something beside the main text."""
    return Aside(_parts(content, "h.aside"), kind, _words(title, "h.aside: title"))


def formula(tex: str, alt: str | None = None) -> DisplayMath:
    """A formula set apart, in TeX."""
    return DisplayMath(_is(tex, str, "h.formula"), alt=alt)


def hr() -> ThematicBreak:
    """A change of subject."""
    return ThematicBreak()


def page(label: str) -> PageMarker:
    """Where a page of a printed edition begins."""
    return PageMarker(_is(label, str, "h.page"))


# --- the whole ------------------------------------------------------------------------------------------------------


def document(
    title: Line,
    *content: Part,
    lang: str = "",
    authors: str | Sequence[str | Person] = (),
    published: str | date | datetime = "",
    pictures: Mapping[str, bytes] | None = None,
    **metadata: Any,
) -> Document:
    """A document under its title. ``pictures`` are the bytes of pictures by the names that ``img`` and ``picture`` use.

    ``metadata`` are further fields of ``exporter.Metadata``: subtitle, publisher, source, description, keywords,
    rights. Raises UsageError naming the path of what is wrong.
    """
    further: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in metadata.items()
    }
    people = (authors,) if isinstance(authors, str) else tuple(authors)
    try:
        said = Metadata(
            lang=lang,
            authors=tuple(Person(person) if isinstance(person, str) else person for person in people),
            published=published.isoformat() if isinstance(published, date) else published,
            **further,
        )
    except TypeError as error:
        raise UsageError(f"h.document: {str(error).partition(') ')[2] or error}") from None
    made = Document(
        metadata=said,
        title=_words(title, "h.document: title"),
        blocks=_parts(content, "h.document"),
        resources=tuple(
            Resource(name=name, media_type="application/octet-stream", data=data)
            for name, data in (pictures or {}).items()
        ),
    )
    validate(made)
    return made


# --- what is given --------------------------------------------------------------------------------------------------


def _is(value: Any, kind: type[T], place: str) -> T:
    if not isinstance(value, kind):
        raise UsageError(f"{place}: a {kind.__name__} was expected, not a value of type {type(value).__name__}")
    return value


def _words(content: Line, place: str) -> Inlines:
    alone = isinstance(content, (str, *_INLINES)) or not isinstance(content, Iterable)
    return _line((content,) if alone else content, place)  # type: ignore[arg-type]  # what is alone is a line of one


def _line(content: Iterable[Any], place: str) -> Inlines:
    """Inlines; strings are text. Raises UsageError naming the place of what is neither."""
    made: list[Inline] = []
    for number, item in enumerate(content):
        if isinstance(item, str):
            made.append(Text(item))
        elif isinstance(item, _INLINES):
            made.append(item)
        else:
            raise UsageError(f"{place}[{number}]: text or an inline was expected, not {_called(item)}")
    return tuple(made)


def _part(content: Any, place: str) -> Blocks:
    """One argument as blocks."""
    if not isinstance(content, (str, *_BLOCKS, *_INLINES)):
        raise UsageError(f"{place}: text or a block was expected, not {_called(content)}")
    return _parts((content,), place)


def _parts(content: Iterable[Any], place: str) -> Blocks:
    """Blocks; strings and inlines are put into paragraphs, neighbours into one. Raises UsageError naming the place."""
    made: list[Block] = []
    loose: list[Inline] = []

    def settle() -> None:
        if loose:
            made.append(Paragraph(tuple(loose)))
            loose.clear()

    for number, item in enumerate(content):
        if isinstance(item, str):
            settle()
            made.append(Paragraph((Text(item),)))
        elif isinstance(item, _BLOCKS) and not isinstance(item, PageMarker):
            settle()
            made.append(item)
        elif isinstance(item, PageMarker) and not loose:
            made.append(item)
        elif isinstance(item, _INLINES):
            loose.append(item)
        else:
            raise UsageError(f"{place}[{number}]: text or a block was expected, not {_called(item)}")
    settle()
    return tuple(made)


def _items(items: Iterable[Any], place: str) -> tuple[ListItem, ...]:
    return tuple(
        item if isinstance(item, ListItem) else ListItem(_part(item, f"{place}[{at}]")) for at, item in enumerate(items)
    )


def _called(item: Any) -> str:
    return f"a value of type {type(item).__name__}"
