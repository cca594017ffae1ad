"""The inside of a paragraph (ECMA-376 part 1, 17.3.3): runs with their looks, links, fields, changes, notes, drawings.

What cannot stand among words (a text box, a chart, a picture set beside the text) is handed back as items that come
before or after the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from exporter.model import Image, Inline, LineBreak, Math, NoteReference, PageMarker, Text
from exporter.readers.word.drawings import Drawn, read_drawing, read_vml
from exporter.readers.word.fields import UNSEEN, Field, target_of, without_result
from exporter.readers.word.inlines import Mark, Piece, ordered
from exporter.readers.word.items import Item
from exporter.readers.word.links import link_mark
from exporter.readers.word.looks import Look, differs, language_of, look_of
from exporter.readers.word.maths import from_office
from exporter.readers.word.ooxml import W14, W16SE, XML_SPACE, Element, M, W, first_child, is_on, local, parts_of, value
from exporter.readers.word.revisions import DELETED, INSERTED, change_of, settle_formula
from exporter.readers.word.state import State
from exporter.readers.word.styles import Language, Style
from exporter.readers.word.symbols import in_font, is_symbol_font, symbol

HIDDEN, PROMPTS, OBJECTS, COMMENTS, PARTS = "hidden words", "prompts", "embedded objects", "comments", "left-out parts"


_SIGNS = re.compile("[\uf000-\uf0ff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Characters that mean something in one font alone (Unicode, 23.5)."""


@dataclass(slots=True)
class Words:
    """What a paragraph holds: pieces in order, items round it, and how all of its words look."""

    style: Style
    languages: Language
    pieces: list[Piece] = field(default_factory=list)
    before: list[Item] = field(default_factory=list)
    after: list[Item] = field(default_factory=list)
    marks: tuple[Mark, ...] = ()
    muted: int = 0
    code: bool = False
    bold: list[bool] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    sequence: str = ""
    dropped: bool = False
    rule: bool = False


def read_words(state: State, made: Element, style: Style, *, code: bool = False) -> Words:
    """The words of the paragraph ``made``."""
    words = Words(style, style.language().over(state.styles.default_language), code=code)
    _walk(state, words, made)
    return words


def _walk(state: State, words: Words, parent: Element) -> None:
    for child in parts_of(parent):
        handler = _HANDLERS.get(child.tag)
        if handler is not None:
            handler(state, words, child)


def _with(state: State, words: Words, child: Element, marks: Iterable[Mark]) -> None:
    kept = words.marks
    words.marks = (*kept, *marks)
    _walk(state, words, child)
    words.marks = kept


def _inserted_or_deleted(state: State, words: Words, made: Element) -> None:
    change = change_of(state, made)
    if change is None:
        words.muted += 1
        words.dropped = True
        _walk(state, words, made)
        words.muted -= 1
    else:
        _with(state, words, made, [Mark("change", change)] if change else [])


def _hyperlink(state: State, words: Words, made: Element) -> None:
    mark = link_mark(state, made)
    _with(state, words, made, [mark] if mark else [])


def _simple_field(state: State, words: Words, made: Element) -> None:
    _begin(state)
    state.fields[-1].instruction.append(made.get(W + "instr") or "")
    _separate(state, words)
    _walk(state, words, made)
    _end(state, words)


def _control(state: State, words: Words, made: Element) -> None:
    """An inline content control (17.5.2): its words, but not the prompt of one that nobody has filled in."""
    properties = made.find(W + "sdtPr")
    content = made.find(W + "sdtContent")
    if content is None:
        return
    if properties is not None and is_on(value(properties, "showingPlcHdr")):
        state.count(PROMPTS)
        return
    if properties is not None and properties.find(W14 + "checkbox") is not None:
        checked = properties.find(f"{W14}checkbox/{W14}checked")
        on = checked is not None and is_on(checked.get(W14 + "val") or "1")
        _say(state, words, "☒" if on else "☐", Look())
        return
    tag, alias = value(properties, "tag") or "", value(properties, "alias") or ""
    if tag == "math" and alias:
        before = len(words.pieces)
        _walk(state, words, content)
        for piece in words.pieces[before:]:
            if isinstance(piece.node, Math):
                piece.node = Math(piece.node.tex, piece.node.mathml, alias, pos=piece.node.pos)
        return
    marks = [Mark("abbr", alias, serial=state.next_serial())] if tag == "abbr" else []
    marks += [Mark("quote", serial=state.next_serial())] if tag == "quote" else []
    _with(state, words, content, marks)


def _bookmark(state: State, words: Words, made: Element) -> None:
    name = made.get(W + "name") or ""
    if name.startswith("page_") and name[5:]:
        _add(state, words, PageMarker(name[5:]), Look())
    state.bookmark(name)


def _formula(state: State, words: Words, made: Element) -> None:
    settle_formula(state, made)
    if mathml := from_office(made):
        _add(state, words, Math("", mathml, pos=state.pos), Look())


def _formulas(state: State, words: Words, made: Element) -> None:
    formulas = made.findall(M + "oMath")
    for number, one in enumerate(formulas):
        if number and words.pieces:
            _add(state, words, LineBreak(), Look())
        _formula(state, words, one)


# --- runs -----------------------------------------------------------------------------------------------------------


def _run(state: State, words: Words, made: Element) -> None:
    look = look_of(state.styles, first_child(made, "rPr"), words.style)
    for child in made:
        handler = _RUN_PARTS.get(child.tag)
        if handler is not None:
            handler(state, words, child, look)
        elif isinstance(child.tag, str) and child.tag not in _SILENT:
            state.count(PARTS, local(child))


def _say(state: State, words: Words, text: str, look: Look) -> None:
    """Words in their place: shown, part of a field's code, or hidden."""
    if not text:
        return
    if (code := state.in_instruction()) is not None:
        code.instruction.append(text)
        return
    if words.muted or state.in_list() or any(one.silent for one in state.fields):
        return
    if look.hidden:
        if text.strip():
            state.count(HIDDEN, " ".join(text.split())[:30])
        return
    for one in state.fields:
        one.shown = True
    if text.strip():
        words.bold.append(look.bold)
        words.sizes.append(look.size)
    languages = look.languages.over(words.languages)
    tag = language_of(text, languages, rtl=look.rtl) or languages.latin
    marks = [Mark("lang", tag)] if differs(tag, state.lang) else []
    if not text.strip():  # a space between two words of a language is of that language
        marks = [mark for mark in words.pieces[-1].marks if mark.kind == "lang"] if words.pieces else []
    _append(state, words, Text(text, pos=state.pos), [*look.marks, *marks])


def _add(state: State, words: Words, node: Inline, look: Look) -> None:
    """A node that is not text."""
    if state.in_instruction() is not None or words.muted or state.in_list() or look.hidden:
        return
    for one in state.fields:
        one.shown = True
    _append(state, words, node, [])


def _append(state: State, words: Words, node: Inline, marks: list[Mark]) -> None:
    linked = [mark for one in state.fields if (mark := _field_link(state, one)) is not None]
    if words.code:
        marks = []
    words.pieces.append(Piece(node, ordered([*linked, *words.marks, *marks])))


def _field_link(state: State, one: Field) -> Mark | None:
    if not one.in_result:
        return None
    if one.link is None:
        address, bookmark, tip = target_of(one.code())
        one.link = link_mark(state, None, address, bookmark, tip, one.serial) or False
    return one.link or None


def _text(state: State, words: Words, made: Element, look: Look) -> None:
    text = made.text or ""
    if made.get(XML_SPACE) != "preserve":
        text = text.strip(" \t\n\r")
    if is_symbol_font(look.font) or is_symbol_font(look.high_font):
        text = "".join(in_font(char, look.font if char.isascii() else look.high_font) for char in text)
    if _SIGNS.search(text):  # signs of a symbol font, whose name is not here
        text = "".join(symbol("Symbol", ord(char)) if "\uf000" <= char <= "\uf0ff" else char for char in text)
    if (unknown := _PRIVATE.search(text)) is not None:
        message = f"a sign of the font “{look.font}” ({ord(unknown[0]):04X}) is not known and was left out"
        state.report("WORD009", message, once=True)
        text = _PRIVATE.sub("", text)
    _say(state, words, text, look)


def _deleted_text(state: State, words: Words, made: Element, look: Look) -> None:
    """Deleted words (17.3.3.7); where nothing round them says so, they are deleted all the same."""
    if state.options.revisions != "accept" or words.muted:
        _text(state, words, made, look)
    elif (made.text or "").strip():
        change_of(state, made)


def _instruction(state: State, words: Words, made: Element, look: Look) -> None:
    if state.fields and not state.fields[-1].in_result:
        state.fields[-1].instruction.append(made.text or "")


def _field_character(state: State, words: Words, made: Element, look: Look) -> None:
    match made.get(W + "fldCharType"):
        case "begin":
            _begin(state)
            state.fields[-1].form = made.find(W + "ffData")
        case "separate":
            _separate(state, words)
        case "end":
            _end(state, words)
        case _:
            pass


def _begin(state: State) -> None:
    state.fields.append(Field(state.next_serial()))


def _separate(state: State, words: Words) -> None:
    if state.fields:
        state.fields[-1].in_result = True
        code = state.fields[-1].code()
        if code.name == "SEQ" and code.arguments:
            words.sequence = code.arguments[0].casefold()
        note = state.notes.ids.get(state.notes.marked.get(code.arguments[0], ("", ""))) if code.arguments else None
        if code.name == "NOTEREF" and note:
            _add(state, words, NoteReference(note, pos=state.pos), Look())
            state.fields[-1].silent = True


def _end(state: State, words: Words) -> None:
    if not state.fields:
        return
    done = state.fields.pop()
    code = done.code()
    if not done.shown and code.name not in UNSEEN:
        _say(state, words, without_result(code, done.form), Look())


def _symbol(state: State, words: Words, made: Element, look: Look) -> None:
    namespace = W16SE if made.tag == W16SE + "symEx" else W
    try:
        place = int(made.get(namespace + "char") or "", 16)
    except ValueError:
        return
    font = made.get(namespace + "font") or ""
    shown = symbol(font, place)
    if not shown:
        state.report("WORD009", f"the symbol {place:04X} of the font “{font}” is unknown and was left out", once=True)
    _say(state, words, shown, look)


def _break(state: State, words: Words, made: Element, look: Look) -> None:
    kind = made.get(W + "type") or "textWrapping"
    if kind == "textWrapping" or made.tag == W + "cr":
        _add(state, words, Text("\n") if words.code else LineBreak(pos=state.pos), look)
    else:  # the end of a page or column ends a word, no more
        _add(state, words, Text(" "), look)


def _character(shown: str) -> Callable[[State, Words, Element, Look], None]:
    def say(state: State, words: Words, made: Element, look: Look) -> None:
        _say(state, words, shown, look)

    return say


def _ruby(state: State, words: Words, made: Element, look: Look) -> None:
    """A reading beside its word (17.3.3.25): the word, then the reading in brackets, as HTML's ``rp`` has it."""
    for tag, before, after in (("rubyBase", "", ""), ("rt", "(", ")")):
        holder = made.find(W + tag)
        if holder is not None:
            _say(state, words, before, look)
            _walk(state, words, holder)
            _say(state, words, after, look)


def _note(state: State, words: Words, made: Element, look: Look) -> None:
    if words.muted or look.hidden:
        return
    kind = local(made).removesuffix("Reference")
    if kind == "comment":
        state.count(COMMENTS)
        if state.options.comments != "notes":
            return
    note = state.read.note(state, kind, made.get(W + "id") or "")
    if note is not None:
        _add(state, words, note, look)


def _drawing(state: State, words: Words, made: Element, look: Look) -> None:
    if words.muted or look.hidden or state.in_instruction() is not None:
        return
    drawn = read_vml(state, made) if made.tag in (W + "pict", W + "object") else read_drawing(state, made)
    _place(state, words, drawn, look)


def _place(state: State, words: Words, drawn: Drawn, look: Look) -> None:
    for piece in drawn.pieces:
        words.marks, kept = (*words.marks, *piece.marks), words.marks
        _add(state, words, piece.node, look)
        words.marks = kept
    words.rule = words.rule or drawn.rule
    if drawn.items:
        said = any(isinstance(piece.node, Text | Image) for piece in words.pieces)
        (words.after if said else words.before).extend(drawn.items)


_SILENT = frozenset(
    W + name
    for name in (
        "rPr lastRenderedPageBreak footnoteRef endnoteRef annotationRef separator continuationSeparator pgNum dayShort "
        "monthShort yearShort dayLong monthLong yearLong rPrChange delInstrText"
    ).split()
)
_RunPart = Callable[[State, Words, Element, Look], None]
_RUN_PARTS: dict[str, _RunPart] = {
    W + "t": _text,
    W + "delText": _deleted_text,
    W + "instrText": _instruction,
    W + "delInstrText": _instruction,
    W + "fldChar": _field_character,
    W + "tab": _character("\t"),
    W + "ptab": _character("\t"),
    W + "noBreakHyphen": _character("\u2011"),
    W + "softHyphen": _character("\u00ad"),
    W + "br": _break,
    W + "cr": _break,
    W + "sym": _symbol,
    W16SE + "symEx": _symbol,
    W + "ruby": _ruby,
    W + "footnoteReference": _note,
    W + "endnoteReference": _note,
    W + "commentReference": _note,
    W + "drawing": _drawing,
    W + "pict": _drawing,
    W + "object": _drawing,
}
_HANDLERS: dict[str, Callable[[State, Words, Element], None]] = {
    W + "r": _run,
    W + "hyperlink": _hyperlink,
    W + "fldSimple": _simple_field,
    W + "sdt": _control,
    W + "bookmarkStart": _bookmark,
    W + "bdo": _walk,
    W + "dir": _walk,
    M + "oMath": _formula,
    M + "oMathPara": _formulas,
    **dict.fromkeys(INSERTED | DELETED, _inserted_or_deleted),
}
