"""How elements of XHTML are made: names, attributes, languages, characters that XML can hold (XML 1.0, 2.2)."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from exporter import phrases
from exporter.model import Direction
from exporter.patterns import pattern

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPUB_TYPE = f"{{{OPS}}}type"

Element: TypeAlias = etree._Element

_NOT_XML = pattern("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def set_all(made: Element, attributes: dict[str, str]) -> None:
    """Set those attributes that have a value. ``class_`` stands for ``class``, ``_`` for ``-`` in names."""
    for name, value in attributes.items():
        if value:
            made.set("class" if name == "class_" else name.replace("_", "-"), xml_text(value))


def set_language(made: Element, lang: str, direction: Direction | str) -> None:
    """Language and base direction; a language written the other way than its surroundings brings its direction."""
    if lang:
        made.set("lang", xml_text(lang))
        made.set(XML_LANG, xml_text(lang))
        parent = made.getparent()
        around = "ltr" if parent is None else inherited(parent)[1]
        if not direction and phrases.direction(lang) != around:
            direction = phrases.direction(lang)
    if direction:
        made.set("dir", direction)


def inherited(made: Element) -> tuple[str, str]:
    """The language ("" when unknown) and direction that hold at an element."""
    lang = direction = ""
    here: Element | None = made
    while here is not None and not (lang and direction):
        lang = lang or here.get("lang", "")
        direction = direction or here.get("dir", "")
        here = here.getparent()
    return lang, direction or "ltr"


def append_text(parent: Element, text: str) -> None:
    """Add characters at the end of ``parent``."""
    if not text:
        return
    text = xml_text(text)
    last = last_child(parent)
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def last_child(parent: Element) -> Element | None:
    """The last child of ``parent``, found without counting them: ``len`` of an element goes through all."""
    return next(parent.iterchildren(reversed=True), None)


def xml_text(text: str) -> str:
    """``text`` with what XML 1.0 cannot hold replaced by U+FFFD. Readers have done so; a model made by hand may not."""
    return text if text.isprintable() else _NOT_XML.sub("\ufffd", text)
