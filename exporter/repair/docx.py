"""Certain repairs of a DOCX: the title property, the default language, header rows, descriptions of pictures.

What is written stands in the properties, in the style defaults or in an attribute (ECMA-376 part 1, 17.4.78, 17.7.5.4,
20.4.2.5; part 2, 11); no paragraph, run or cell is touched, and every other byte of every part stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from exporter.bounds.packages import open_package
from exporter.errors import InputError
from exporter.findings import Finding
from exporter.languages import corrected, is_tag
from exporter.model import Document
from exporter.readback.docx.state import relations
from exporter.readback.docx.styles import Element, Styles, W, is_on, value
from exporter.readback.docx.table import HEADING_STYLE
from exporter.repair.change import Change, Made
from exporter.repair.language import sure_language_of
from exporter.repair.markup import NotEditable
from exporter.repair.package import Edits

DC = "http://purl.org/dc/elements/1.1/"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
CORE_PART = "docProps/core.xml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


@dataclass(slots=True)
class Opened(Edits):
    """A text document being repaired: its main part, its styles and settings, what was read back of it."""

    document: Document
    main: str
    root: Element
    core: str
    style_part: str
    style_root: Element | None
    styles: Styles
    settings: Element | None
    lang: str


def repair(data: bytes, name: str, document: Document, found: Sequence[Finding], lang: str) -> Made:
    """A copy of a DOCX with every certain repair, in ``lang`` where it states no language.

    Raises InputError for one that is signed or protected.
    """
    opened = _opened(data, name, document, lang)
    if any(part.startswith("_xmlsignatures/") for part in opened.package.names):
        raise InputError(f"{name}: is signed; any change would break the signature, so it is refused")
    protected = opened.settings.find(W + "documentProtection") if opened.settings is not None else None
    if protected is not None and is_on(protected.get(W + "enforcement")):
        raise InputError(f"{name}: is protected against changes; ask its maker for a copy that is not")
    try:
        for step in STEPS:
            opened.changes += step(opened)
        return opened.made(Made(data))
    except NotEditable:
        raise InputError(f"{name}: is written in a way that cannot be changed safely; it is refused") from None


def _opened(data: bytes, name: str, document: Document, lang: str) -> Opened:
    package = open_package(data, name)
    own = relations(package, "")
    main = next((target for kind, target in own.values() if kind == "officeDocument"), "")
    theirs = {kind: target for kind, target in relations(package, main).values() if target in package}
    core = next((target for kind, target in own.values() if kind == "core-properties" and target in package), "")
    styles = theirs.get("styles", "")
    style_root = package.xml(styles) if styles else None
    settings = package.xml(theirs["settings"]) if "settings" in theirs else None
    root = package.xml(main)
    return Opened(
        package, name, data, document, main, root, core, styles, style_root, Styles.load(style_root), settings, lang
    )


# --- title ----------------------------------------------------------------------------------------------------------


def _title(opened: Opened) -> Iterator[Change]:
    """DOCX106: the title of the properties, from the one paragraph in the style Title."""
    if opened.document.metadata.title.strip():
        return
    body = opened.root.find(W + "body")
    made = [
        one
        for one in (body.iterfind(W + "p") if body is not None else ())
        if opened.styles.resolve(value(one, "pPr", "pStyle") or "").names[:1] == ("title",)
    ]
    title = " ".join("".join(str(part.text or "") for one in made for part in one.iter(W + "t")).split())
    if len(made) != 1 or not title or any(True for _ in made[0].iter(W + "del", W + "ins")):
        opened.asks.append("no paragraph alone is in the style Title; a person gives the properties their title")
        return
    if _write_title(opened, title):
        yield Change("DOCX106", "", "title of the properties", "", title, "the paragraph in the style Title", "title")


def _write_title(opened: Opened, title: str) -> bool:
    if not opened.core:
        return _new_core(opened, title)
    root = opened.package.xml(opened.core)
    markup = opened.markup(opened.core, root)
    held = root.find(f"{{{DC}}}title")
    if markup is None or (held is not None and len(held)):
        return False
    if held is not None:
        markup.inside(held, escape(title))
    else:
        markup.inside(root, f'<dc:title xmlns:dc="{DC}">{escape(title)}</dc:title>')
    return True


def _new_core(opened: Opened, title: str) -> bool:
    """The properties of a file that has none: their part, its type, and the relation that leads to it."""
    types, links = (opened.package.xml(part) for part in ("[Content_Types].xml", "_rels/.rels"))
    one, other = opened.markup("[Content_Types].xml", types), opened.markup("_rels/.rels", links)
    if one is None or other is None or CORE_PART in opened.package or types.prefix or links.prefix:
        return False
    one.inside(types, f'<Override PartName="/{CORE_PART}" ContentType="{CORE_TYPE}"/>')
    taken = {made.get("Id") for made in links}
    name = next(f"rIdCore{number}" for number in range(len(taken) + 1) if f"rIdCore{number}" not in taken)
    other.inside(links, f'<Relationship Id="{name}" Type="{CORE_KIND}" Target="{CORE_PART}"/>')
    opened.added[CORE_PART] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="{DC}"><dc:title>{escape(title)}</dc:title></cp:coreProperties>'
    ).encode()
    return True


# --- language -------------------------------------------------------------------------------------------------------


def _language(opened: Opened) -> Iterator[Change]:
    """DOC002: the default language of the text, where every paragraph that states none is in one."""
    defaults = opened.style_root.find(f"{W}docDefaults") if opened.style_root is not None else None
    held = defaults.find(f"{W}rPrDefault/{W}rPr/{W}lang") if defaults is not None else None
    said = "" if held is None else held.get(W + "val") or ""
    if said and (is_tag(said) or not is_tag(corrected(said))):
        return
    lang = (opened.lang or sure_language_of(opened.document)) if not said else ""
    if not lang:
        if not said:
            opened.asks.append("the language of the text is not certain; a person names it")
        return
    if _write_language(opened, defaults, held, lang):
        why = "you say so" if opened.lang else "the words leave no doubt"
        yield Change("DOC002", opened.style_part, "default language", "", lang, why, "lang")


def _write_language(opened: Opened, defaults: Element | None, held: Element | None, lang: str) -> bool:
    root = opened.style_root
    markup = opened.markup(opened.style_part, root) if root is not None else None
    if markup is None or defaults is None or defaults.prefix != "w":
        opened.asks.append(f"the styles have no place for a default language; it is surely “{lang}”")
        return False
    properties = defaults.find(f"{W}rPrDefault/{W}rPr")
    inner = f'<w:lang w:val="{lang}"/>'
    if held is not None:
        markup.attribute(held, "w:val", lang)
    elif properties is not None and not any(one.tag in AFTER_LANGUAGE for one in properties):
        markup.inside(properties, inner)
    elif properties is None and (default := defaults.find(W + "rPrDefault")) is not None:
        markup.inside(default, f"<w:rPr>{inner}</w:rPr>")
    else:
        return False
    return True


AFTER_LANGUAGE = frozenset(W + name for name in ("eastAsianLayout", "specVanish", "oMath"))
"""What stands after the language in the properties of a run (17.3.2)."""


# --- tables and pictures --------------------------------------------------------------------------------------------


def _header_rows(opened: Opened) -> Iterator[Change]:
    """DOCX102: the mark as a header row of a first row whose style says so, where nothing speaks against it."""
    for number, table in enumerate(opened.root.iter(W + "tbl"), 1):
        rows = table.findall(W + "tr")
        why = _is_header(opened, table, rows)
        markup = opened.markup(opened.main, opened.root) if why else None
        if markup is None or rows[0].prefix != "w":
            continue
        properties = rows[0].find(W + "trPr")
        if properties is not None:
            markup.inside(properties, "<w:tblHeader/>")
        else:
            markup.first(rows[0], "<w:trPr><w:tblHeader/></w:trPr>")
        words = " ".join(" ".join(one.text or "" for one in rows[0].iter(W + "t")).split())
        what = f"first row “{words[:40]}”"
        yield Change("DOCX102", f"table {number}", what, "a row as any other", "a header row", why, "headers")


def _is_header(opened: Opened, table: Element, rows: list[Element]) -> str:
    """Why the first row of a table is certainly a header; "" where it is not."""
    if len(rows) < 2 or any(True for _ in table.iterancestors(W + "tbl")) or rows[0].find(W + "tblPrEx") is not None:
        return ""
    odd = (W + "vMerge", W + "tbl", W + "sdt")
    if value(rows[0], "trPr", "tblHeader") is not None or any(True for _ in rows[0].iter(*odd)):
        return ""
    cells = [row.findall(W + "tc") for row in rows]
    if len(cells[0]) < 2 or not all(any((one.text or "").strip() for one in cell.iter(W + "t")) for cell in cells[0]):
        return ""
    if all(_in_heading_style(opened, cell) for cell in cells[0]) and not any(
        _in_heading_style(opened, cell) for row in cells[1:] for cell in row[1:]
    ):
        return "its cells are in the style of table headings"
    if any(DATA.fullmatch("".join(one.text or "" for one in cell.iter(W + "t"))) for cell in cells[0]):
        return ""
    return "the table's style sets its first row apart" if _has_first_row(opened, table) else ""


def _in_heading_style(opened: Opened, cell: Element) -> bool:
    names = [opened.styles.resolve(value(one, "pPr", "pStyle") or "").names[:1] for one in cell.findall(W + "p")]
    return bool(names) and all(name and HEADING_STYLE.match(name[0]) for name in names)


def _has_first_row(opened: Opened, table: Element) -> bool:
    """Whether the table asks for the look of a header row, and its style has one: bold words."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    stated = None if look is None else look.get(W + "firstRow")
    bits = "" if look is None else look.get(W + "val") or ""
    by_bits = re.fullmatch("[0-9A-Fa-f]{1,4}", bits) is not None and int(bits, 16) & 0x20 != 0
    asked = is_on(stated) if stated is not None else by_bits
    style = value(table, "tblPr", "tblStyle") or ""
    for _ in range(MAX_CHAIN):
        made = opened.styles.elements.get(style) if asked else None
        if made is None:
            break
        for part in made.iterfind(W + "tblStylePr"):
            if part.get(W + "type") == "firstRow" and is_on(value(part, "rPr", "b")):
                return True
        style = value(made, "basedOn") or ""
    return False


MAX_CHAIN = 32
DATA = re.compile(r"[\d\s.,%+-]+")
"""What stands in a cell of data: a number. Of a header that is seldom all."""


def _descriptions(opened: Opened) -> Iterator[Change]:
    """IMG001: a picture that is described in its title alone gets the words where programs look for them (descr)."""
    for made in opened.root.iter("{*}docPr"):
        title = " ".join((made.get("title") or "").split())
        if not title or made.get("descr") is not None:
            continue
        markup = opened.markup(opened.main, opened.root)
        if markup is not None:
            markup.attribute(made, "descr", made.get("title") or "")
            where = made.get("name") or "picture"
            yield Change("IMG001", where, "description (descr)", "", title, "its title says it", "alt")


STEPS: tuple[Callable[[Opened], Iterator[Change]], ...] = (_title, _language, _header_rows, _descriptions)
"""Every repair, in the order in which they are made and told."""
