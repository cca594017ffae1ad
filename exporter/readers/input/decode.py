"""From bytes to clean text: encoding, line ends, normal form, and the characters no output could hold.

Every reader of a text format starts from what this gives. It is apart so that the rules for characters (XML 1.0, 2.2;
Unicode Standard Annexes 9 and 15) are kept in one place, once, in linear time. What is not text is refused here.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePath

from exporter.errors import InputError
from exporter.findings import Finding, finding
from exporter.patterns import pattern
from exporter.position import Position
from exporter.readers.input.characters import (
    UNWRITABLE,
    is_printable,
    is_writable,
    may_stack,
    meaningless,
    name_of,
    replacement,
    too_high,
    unpaired_bidi,
)

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"%!PS", "a PostScript file"),
    (b"PK\x03\x04", "a zip package (perhaps DOCX, ODT or EPUB)"),
    (b"PK\x05\x06", "a zip package"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF file"),
    (b"OggS\0", "a sound or film file"),
    (b"ID3\x03", "a sound file"),
    (b"ID3\x04", "a sound file"),
)

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_META_CHARSET = pattern(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_META_WINDOW = 1024  # HTML Standard, 13.2.3.2: how far a prescan for an encoding looks
_WEB_ENCODINGS = frozenset(
    [
        *("iso8859-1", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8"),
        *("iso8859-9", "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16"),
        *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874"),
        *("koi8-r", "koi8-u", "cp866", "mac-roman", "gbk", "gb2312", "gb18030", "big5", "euc_jp", "shift_jis"),
        *("euc_kr", "cp949"),
    ]
)
_HTML_SUFFIXES = frozenset([".html", ".htm", ".xhtml"])


def decode(name: str, data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text in ``data`` and what had to be changed in it; ``name`` is the input as the user named it.

    The text is in Unicode normal form C, its line ends are ``\\n``, and it holds no character that XML 1.0 cannot hold,
    no bidirectional control without a partner and no invisible character that means nothing where it stands. Raises
    InputError for what is empty, binary, or another format.
    """
    refuse_other_format(name, data)
    findings: list[Finding] = []
    text = _decoded(name, data, findings)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    printable = is_printable(text)
    if not printable:
        _refuse_binary(name, text)
        text = _without_unwritable(text, findings)
        text = _without_unpaired_bidi(text, findings)
    text = _without_meaningless(text, findings, printable=printable)
    text = _composed(text, findings)
    if not _has_content(text):
        raise InputError(f"{name}: is empty; there is nothing to convert", code="empty", name=name)
    return text, tuple(findings)


def refuse_other_format(name: str, data: bytes) -> None:
    """Raises InputError when ``data`` begins as another kind of file does, whatever its name says."""
    start = data[:64].removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")
    for magic, kind in _MAGIC:
        if data.startswith(magic) or start.startswith(magic):
            raise InputError(f"{name}: is {kind}, not text as its name says; give the article itself")
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise InputError(f"{name}: is a picture, sound or film, not text as its name says; give the article itself")


def _decoded(name: str, data: bytes, findings: list[Finding]) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _by(encoding, data[len(bom) :], "", findings)
    unmarked = _unmarked_utf16(data)
    if unmarked:
        text = data.decode(unmarked, errors="replace")
        order = "little" if unmarked.endswith("le") else "big"
        message = f"UTF-16 ({order}-endian) without a byte order mark, recognised by its zeros"
        findings.append(finding("IN002", message, Position(1, 1)))
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place(data, error.start)
    said = _said_by_html(name, data)
    return _by(said or "cp1252", data, place, findings)


def _unmarked_utf16(data: bytes) -> str:
    """The byte order of UTF-16 without its mark, or "": in Latin text every second byte is zero, and only that one."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < 8 or len(data) % 2:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros * 10 >= pairs * 6 and others * 50 <= pairs:
            return encoding
    return ""


def _said_by_html(name: str, data: bytes) -> str:
    """The encoding an HTML file's own meta element names, when it is one the web knows; else ""."""
    if PurePath(name).suffix.lower() not in _HTML_SUFFIXES:
        return ""
    match = _META_CHARSET.search(data[:_META_WINDOW])
    if match is None:
        return ""
    try:
        found = codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return ""
    if found == "iso8859-1":  # Encoding Standard, 4.2: the label means windows-1252
        return "cp1252"
    return found if found in _WEB_ENCODINGS else ""


def _by(encoding: str, data: bytes, place: str, findings: list[Finding]) -> str:
    try:
        text, lost = data.decode(encoding), False
    except UnicodeDecodeError:
        text, lost = data.decode(encoding, errors="replace"), True
    if place or lost:
        shown = {"cp1252": "Windows-1252"}.get(encoding, encoding.upper())
        message = f"not valid UTF-8 (first at {place}): read as {shown}" if place else f"not valid {shown}"
        if lost:
            message += "; what could not be read became U+FFFD"
        findings.append(finding("IN002", message, _first_odd(text)))
    return text


def _place(data: bytes, offset: int) -> str:
    line = data.count(b"\n", 0, offset) + 1
    return f"line {line}"


def _first_odd(text: str) -> Position | None:
    match = re.search("[^\x00-\x7f]", text)
    return _position(text, match.start()) if match else None


def _position(text: str, offset: int) -> Position:
    return Position(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def _refuse_binary(name: str, text: str) -> None:
    """Text with many NULs or other controls was never text: a file by another name, or UTF-16 without its mark."""
    nuls = text.count("\0")
    controls = len(re.findall("[\x01-\x08\x0e-\x1a\x1c-\x1f]", text))
    invalid = re.search("[\x80-\x9f\ufffd]", text) is not None
    riddled = (nuls and invalid) or (nuls * 50 > len(text) and (nuls > 3 or nuls * 4 > len(text)))
    if riddled or (controls > 8 and controls * 4 > len(text)):
        raise InputError(f"{name}: is binary, not text; give the article itself, saved as UTF-8 text")


def _without_unwritable(text: str, findings: list[Finding]) -> str:
    if is_writable(text):
        return text
    seen: dict[str, tuple[int, int]] = {}
    for match in UNWRITABLE.finditer(text):
        first, count = seen.get(match[0], (match.start(), 0))
        seen[match[0]] = (first, count + 1)
    for char, (first, count) in seen.items():
        became = replacement(char)
        done = "removed" if not became else "replaced by " + ("a space" if became == " " else "U+FFFD")
        times = f" ({count} times)" if count > 1 else ""
        findings.append(finding("IN001", f"{name_of(char)} {done}{times}", _position(text, first)))
    return UNWRITABLE.sub(lambda match: replacement(match[0]), text)


_BLANK_LINES = pattern(r"\n(?:[ \t]*\n)+")


def _without_unpaired_bidi(text: str, findings: list[Finding]) -> str:
    return _cut(text, unpaired_bidi(text, _BLANK_LINES), lambda offset: _report_bidi(text, offset, findings))


def _report_bidi(text: str, offset: int, findings: list[Finding]) -> None:
    findings.append(finding("IN003", f"{name_of(text[offset])} without a partner removed", _position(text, offset)))


def _without_meaningless(text: str, findings: list[Finding], *, printable: bool) -> str:
    """``text`` without what means nothing; ``printable`` text has nothing of it but U+FFFC, and is not asked again."""
    alone = () if printable and "\ufffc" not in text else meaningless(text)
    offsets = sorted({*alone, *too_high(text)})
    seen: dict[str, tuple[int, int]] = {}
    for offset in offsets:
        first, count = seen.get(text[offset], (offset, 0))
        seen[text[offset]] = (first, count + 1)
    for char, (first, count) in seen.items():
        times = f" ({count} times)" if count > 1 else ""
        findings.append(finding("IN008", f"{name_of(char)} removed{times}", _position(text, first)))
    return _cut(text, offsets, lambda offset: None)


def _composed(text: str, findings: list[Finding]) -> str:
    """``text`` in normal form C, and a finding at the first line that was stored otherwise."""
    composed = normal_form(text)
    if composed != text:
        before, after = text.split("\n"), composed.split("\n")
        line = next((at for at, pair in enumerate(zip(before, after, strict=False), start=1) if pair[0] != pair[1]), 1)
        pairs = enumerate(zip(before[line - 1], after[line - 1], strict=False), start=1)
        column = next((at for at, pair in pairs if pair[0] != pair[1]), 1)
        message = "letters and their marks were put into one character where there is one (normal form C)"
        findings.append(finding("IN005", message, Position(line, column)))
    return composed


_STREAM_SAFE = 32  # Unicode Standard Annex 15, 13 (30 nonstarters): no language needs longer stacks of marks
_LONG_STACK = pattern(rf"[^\w\s\x00-\x7f]{{{_STREAM_SAFE + 1},}}")


def normal_form(text: str) -> str:
    """``text`` in normal form C; a stack of more marks than any language has is taken in parts.

    Putting a stack of marks in order costs the square of its height, which a file can be made to exploit.
    """
    parts, start = [], 0
    for match in _LONG_STACK.finditer(text) if may_stack(text, _STREAM_SAFE) else ():
        for cut in range(match.start() + _STREAM_SAFE, match.end() + 1, _STREAM_SAFE):
            parts.append(unicodedata.normalize("NFC", text[start:cut]))
            start = cut
    return "".join([*parts, unicodedata.normalize("NFC", text[start:])])


MOST_REPORTED = 20


def _cut(text: str, offsets: list[int], report: Callable[[int], None]) -> str:
    if not offsets:
        return text
    for offset in offsets[:MOST_REPORTED]:
        report(offset)
    parts, start = [], 0
    for offset in offsets:
        parts.append(text[start:offset])
        start = offset + 1
    return "".join([*parts, text[start:]])


def _has_content(text: str) -> bool:
    return any(unicodedata.category(char)[0] not in "ZC" or char == "\ufffd" for char in text)
