"""The look of a run where it has a meaning (ECMA-376 part 1, 17.3.2): weight, script, language, hidden text.

A look that the paragraph's own style gives to all of its words says nothing about some of them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import cast

from exporter.languages import primary
from exporter.readers.word.inlines import Mark
from exporter.readers.word.ooxml import Element, W, is_on, number, value
from exporter.readers.word.styles import Language, Style, Styles, language

SCRIPTS = {"superscript": "sup", "subscript": "sub"}


@dataclass(frozen=True, slots=True)
class Look:
    """A run's look. ``marks`` are what it means, without its language; ``bold`` and ``size`` are as painted.

    ``font`` is that of ASCII characters, ``high_font`` that of the others (17.3.2.26).
    """

    marks: tuple[Mark, ...] = ()
    bold: bool = False
    size: int = 0
    hidden: bool = False
    font: str = ""
    high_font: str = ""
    languages: Language = field(default_factory=Language)
    rtl: bool = False
    kind: str = ""


def look_of(styles: Styles, properties: Element | None, paragraph: Style) -> Look:
    """How a run with these properties looks in a paragraph of that style. Few looks are asked for again and again."""
    said = () if properties is None else tuple((part.tag, *part.attrib.items()) for part in properties)
    key = (id(paragraph), said)
    found = styles.looks.get(key)
    if found is None:
        found = styles.looks[key] = _look_of(styles, properties, paragraph)
    return cast(Look, found)


def _look_of(styles: Styles, properties: Element | None, paragraph: Style) -> Look:
    style = styles.character(value(properties, "rStyle") or "")
    if properties is None:
        hidden = is_on(paragraph.run_value("vanish"))
        return Look((), is_on(paragraph.run_value("b")), _size(styles, None, style, paragraph), hidden)
    rtl = is_on(value(properties, "rtl"))

    def toggled(*names: str) -> tuple[bool, bool]:
        """Whether a toggle is on for the run's own sake, and whether it is painted (17.7.3)."""
        own = next((found for name in names if (found := value(properties, name)) is not None), None)
        own = (
            next((found for name in names if (found := style.run_value(name)) is not None), None)
            if own is None
            else own
        )
        around = is_on(next((found for name in names if (found := paragraph.run_value(name)) is not None), None))
        return is_on(own) and not around, is_on(own) if own is not None else around

    bold, painted = toggled("bCs", "b") if rtl else toggled("b")
    flags = {
        "strong": bold or style.kind == "strong",
        "emphasis": (toggled("iCs", "i") if rtl else toggled("i"))[0]
        or style.kind == "emphasis"
        or _dotted(properties, style),
        "deleted": toggled("strike")[0] or toggled("dstrike")[0],
    }
    return Look(
        tuple(_marks(properties, style, flags)),
        painted or style.kind == "strong",
        _size(styles, properties, style, paragraph),
        toggled("vanish")[1],
        *_fonts(properties, style, paragraph),
        language(properties).over(style.language()),
        rtl,
        style.kind,
    )


def _marks(properties: Element, style: Style, flags: dict[str, bool]) -> list[Mark]:
    """What a run's look means. Code in a raised or lowered letter is a letter that is raised or lowered."""
    marks = [Mark(kind) for kind, on in flags.items() if on]
    script = SCRIPTS.get(value(properties, "vertAlign") or style.run_value("vertAlign") or "")
    if script is not None:
        marks.append(Mark(script))
    if (value(properties, "highlight") or style.run_value("highlight") or "none") != "none" or style.kind == "mark":
        marks.append(Mark("mark"))
    if style.kind == "quote" or (style.kind == "code" and script is None):
        marks.append(Mark(style.kind))
    return marks


def _fonts(properties: Element, style: Style, paragraph: Style) -> tuple[str, str]:
    """The fonts of a run's ASCII characters and of the others, each from the nearest that names one."""
    sources = (properties.find(W + "rFonts"), style.run_element("rFonts"), paragraph.run_element("rFonts"))
    held = [source for source in sources if source is not None]
    low, high = (next((font for one in held if (font := one.get(W + name))), "") for name in ("ascii", "hAnsi"))
    return low or high, high or low


def _dotted(properties: Element, style: Style) -> bool:
    return (value(properties, "em") or style.run_value("em") or "none") != "none"


def _size(styles: Styles, properties: Element | None, style: Style, paragraph: Style) -> int:
    """The size of letters in half points."""
    found = value(properties, "sz") or style.run_value("sz") or paragraph.run_value("sz")
    return number(found, styles.default_size)


def language_of(text: str, languages: Language, *, rtl: bool) -> str:
    """The language of ``text`` among those of its run: Word keeps one for each of three kinds of script (17.3.2.20)."""
    if rtl and languages.bidi:
        return languages.bidi
    for char in text:
        if char.isascii():
            if char.isalpha():
                return languages.latin
            continue
        if not char.isalpha():
            continue
        if "\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af" or char >= "\U00020000":
            return languages.east_asian or languages.latin
        if unicodedata.bidirectional(char) in ("R", "AL"):
            return languages.bidi or languages.latin
        return languages.latin
    return ""


def differs(tag: str, from_tag: str) -> bool:
    """Whether a tag names another language; another region of the same one does not change the voice."""
    return bool(tag) and primary(tag) != primary(from_tag)
