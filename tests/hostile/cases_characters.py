"""Rules 5 and 11: characters that no file can hold, and what is no article at all."""

from __future__ import annotations

import gzip
import io
import os
import socket
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.hostile.ground import Case, markdown, page, png

CONTROLS = "".join(f"[{chr(at)}]" for at in (*range(1, 9), 11, 12, *range(14, 32), *range(127, 160)))
NONCHARACTERS = "".join(
    chr(at) for at in (0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xE000, 0xF8FF, 0xE0001, 0xE0041)
)
REFERENCES = "".join(
    f"&#{at};"
    for at in (
        0,
        1,
        8,
        11,
        12,
        14,
        31,
        127,
        128,
        129,
        159,
        55296,
        57343,
        64976,
        65534,
        65535,
        1114111,
        1114112,
        99999999999,
    )
)
HEX = "&#x0;&#xD800;&#xDFFF;&#xFFFE;&#x1FFFF;&#x110000;&#xFFFFFFFFFFFF;&#x;&#;&#x80;&NotEqualTilde;&bne;"
BIDI = "\u202eRLO \u202dLRO \u202aLRE \u202bRLE \u2066LRI \u2067RLI \u2068FSI \u2069\u2069\u2069 \u202c\u202c\u202c\u202c\u202c PDF"
OPEN_BIDI = "\u202e\u202d\u202a\u202b\u2066\u2067\u2068"


def _in_every_place(text: str) -> str:
    return (
        f"<h2 title='{text}'>{text}</h2><p>{text} <a href='https://example.org/' title='{text}'>{text}</a> <em>{text}</em>"
        f"<code>{text}</code><img src='p.png' alt='{text}' title='{text}'><abbr title='{text}'>A</abbr><q>{text}</q></p>"
        f"<pre>{text}</pre><ul><li>{text}<li>{text}</ul><table><caption>{text}</caption><tr><th>{text}<td>{text}</table>"
        f"<blockquote><p>{text}</p><footer>{text}</footer></blockquote><figure><img src='p.png' alt='{text}'><figcaption>{text}"
        f"</figcaption></figure><aside><h3>{text}</h3><p>{text}</aside><math alttext='{text}'><mi>{text}</mi></math>"
    )


def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "surrogatepass")


_MARKDOWN = "\ufeff# Case\n\nzzkeep29 caf\u00e9 text\n"
_FIELDS = "title subtitle description publisher identifier rights author keywords".split()

CHARACTERS = (
    Case(
        name="controls-in-html",
        rule=5,
        main="in.html",
        data=page(_in_every_place(CONTROLS), title=CONTROLS),
        files={"p.png": png(8, 8)},
        finding=True,
    ),
    Case(
        name="controls-in-markdown",
        rule=5,
        main="in.md",
        finding=True,
        files={"p.png": png(8, 8)},
        data=markdown(
            f"## {CONTROLS}\n\n`{CONTROLS}` ![{CONTROLS}](p.png) [{CONTROLS}](https://example.org/{CONTROLS})[^1]\n\n[^1]: {CONTROLS}"
        ),
    ),
    Case(
        name="controls-in-text",
        rule=5,
        main="in.txt",
        data=f"Title {CONTROLS}\n\nzzkeep29 {CONTROLS}\n\n“{CONTROLS}” — {CONTROLS}\n",
        finding=True,
    ),
    Case(
        name="noncharacters-in-html",
        rule=5,
        main="in.html",
        data=page(_in_every_place(NONCHARACTERS), title=NONCHARACTERS),
        files={"p.png": png(8, 8)},
        finding=True,
    ),
    Case(
        name="references-in-html",
        rule=5,
        main="in.html",
        files={"p.png": png(8, 8)},
        finding=True,
        data=page(_in_every_place(REFERENCES) + _in_every_place(HEX), title=REFERENCES + HEX),
    ),
    Case(
        name="references-in-markdown",
        rule=5,
        main="in.md",
        finding=True,
        data=markdown(
            f'{REFERENCES} {HEX}\n\n## {REFERENCES}\n\n[{REFERENCES}](https://example.org/{REFERENCES} "{HEX}")'
        ),
    ),
    Case(
        name="escapes-in-front-matter",
        rule=5,
        main="in.md",
        expect="either",
        keep=False,
        finding=True,
        data="---\n"
        + "".join(f'{key}: "a\\0b\\x01\\x1b\\ud800\\uffff\\U0001fffe\\u202e\\x85\\N\\L\\P"\n' for key in _FIELDS)
        + "---\n\nzzkeep29\n",
    ),
    Case(
        name="escapes-in-front-matter-that-are-written",
        rule=5,
        main="in.md",
        finding=True,
        data="---\nlang: en\n"
        + "".join(f'{key}: "a\\x07b\\x1b[31m\\uffff\\u202e\\x85c"\n' for key in _FIELDS)
        + "---\n\nzzkeep29\n",
    ),
    Case(
        name="escapes-in-a-model",
        rule=5,
        main="in.json",
        expect="either",
        data='{"version":1,"metadata":{"title":"a\\u0000b\\ud800\\uffff\\u001b[31m\\u202e","lang":"en\\u0000"},"title":[{"type":"text",'
        '"text":"zzkeep29 \\u0000\\ud800\\udfff\\ufffe\\u0008\\u202e"}],"blocks":[{"type":"code_block","text":"\\u0000\\ud83d\\n\\u000c"},'
        '{"type":"paragraph","id":"\\u0000","content":[{"type":"text","text":"\\ud83d\\ude00 \\udc00"},{"type":"page_marker","label":"\\u0001"}]}]}',
    ),
    *(
        Case(
            name=f"encoding-{name}",
            rule=5,
            main="in.md",
            data=data,
            expect=expect,
            keep=expect == "ok",
            finding=expect != "ok",
        )  # type: ignore[arg-type]
        for name, data, expect in (
            ("utf-8-bom", _encoded(_MARKDOWN, "utf-8"), "ok"),
            ("utf-16-le", _encoded(_MARKDOWN, "utf-16-le"), "ok"),
            ("utf-16-be", _encoded(_MARKDOWN, "utf-16-be"), "ok"),
            ("utf-32-le", _encoded(_MARKDOWN, "utf-32-le"), "ok"),
            ("utf-32-be", _encoded(_MARKDOWN, "utf-32-be"), "ok"),
            ("utf-16-odd", _encoded(_MARKDOWN, "utf-16-le") + b"\x41", "either"),
            ("utf-16-without-bom", _encoded(_MARKDOWN[1:], "utf-16-le"), "either"),
            ("utf-16-surrogates", _encoded("\ufeff# T\n\nzzkeep29 \ud800 \udc00\ud800\n", "utf-16-le"), "either"),
            ("utf-32-too-far", _encoded("\ufeff# T zzkeep29 ", "utf-32-le") + b"\xff\xff\xff\x7f", "either"),
            ("latin-1", _MARKDOWN[1:].encode("latin-1"), "ok"),
            (
                "overlong",
                b"# T\n\nzzkeep29 \xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf \xed\xa0\x80 \xf5\x80\x80\x80 \xfc\x80\x80\x80\x80\xaf\n",
                "either",
            ),
            ("cut-off", b"# T\n\nzzkeep29 \xf0\x9f\x98", "either"),
            ("bom-in-the-middle", "# T\n\nzzkeep29 \ufeffa\ufeff\ufeff\n".encode(), "ok"),
            ("two-boms", "\ufeff\ufeff# T\n\nzzkeep29\n".encode(), "ok"),
            ("utf-7", b"# T\n\nzzkeep29 +ADw-script+AD4-alert(1)+ADw-/script+AD4-\n", "ok"),
            ("escape-codes", b"# T\n\nzzkeep29 \x1b$B\x1b(J\x0e\x0f\n", "ok"),
            ("line-ends", b"# T\r\rzzkeep29\r\n\r\na\n\rb\x0b\x0cc\xc2\x85d\xe2\x80\xa8e\xe2\x80\xa9f\n", "ok"),
            ("a-few-nuls", b"# T\n\nzzkeep29 a\0b\n", "either"),
        )
    ),
    Case(
        name="charset-that-is-said",
        rule=5,
        main="in.html",
        data=b"<html lang=en><meta charset=utf-7><h1>T</h1><p>zzkeep29 +ADw-script+AD4-alert(1) caf\xe9",
    ),
    Case(
        name="charset-that-is-none",
        rule=5,
        main="in.html",
        finding=True,
        data=b"<html lang=en><meta charset='rot13'><meta charset=idna><h1>T</h1><p>zzkeep29 caf\xe9",
    ),
    Case(
        name="bidi-in-html",
        rule=5,
        main="in.html",
        data=page(_in_every_place(BIDI) + _in_every_place(OPEN_BIDI), title=BIDI + OPEN_BIDI),
        files={"p.png": png(8, 8)},
        finding=True,
    ),
    Case(
        name="bidi-by-reference",
        rule=5,
        main="in.html",
        files={"p.png": png(8, 8)},
        finding=True,
        data=page(_in_every_place("".join(f"&#x{ord(char):x};" for char in OPEN_BIDI) + "x"), title="&#x202e;x"),
    ),
    Case(
        name="bidi-in-markdown",
        rule=5,
        main="in.md",
        finding=True,
        data=f'---\ntitle: "t {OPEN_BIDI}"\nauthor: "{OPEN_BIDI} a"\nlang: en\n---\n\n# {BIDI}\n\nzzkeep29 {OPEN_BIDI}\n\n> {OPEN_BIDI}\n\n- {OPEN_BIDI}\n\n'
        f"| {OPEN_BIDI} | b |\n|---|---|\n| {OPEN_BIDI} | d |\n\n`{OPEN_BIDI}`[^1]\n\n[^1]: {OPEN_BIDI}\n",
    ),
    Case(
        name="bidi-in-text",
        rule=5,
        main="in.txt",
        data=f"Title {OPEN_BIDI}\n\nzzkeep29 {BIDI}\n\n“{OPEN_BIDI}” — {OPEN_BIDI} a\n",
        finding=True,
    ),
    Case(
        name="marks-without-end",
        rule=5,
        main="in.txt",
        data="Title\n\nzzkeep29 "
        + "a"
        + "\u0301" * 20_000
        + " b"
        + "\u0e47" * 5_000
        + " c"
        + "\U0001f1e6" * 5_000
        + " d"
        + "\u200d" * 20_000
        + "\U0001f468\u200d" * 3_000
        + "\ufe0f" * 5_000
        + "\U000e0061" * 5_000
        + "\n",
    ),
    Case(
        name="scripts-mixed",
        rule=5,
        main="in.md",
        data=markdown(
            " ".join(
                chr(at)
                for at in range(0x20, 0x3000, 7)
                if chr(at).isprintable() and chr(at) not in "*_`[]<>#|$\\~^!{}:&-+=@"
            )
        ),
    ),
)


def _zip(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(name, data)
    return stream.getvalue()


def _special(kind: str) -> Callable[[Path], None]:
    def lay(folder: Path) -> None:
        if kind == "fifo":
            os.mkfifo(folder / "in.md")
        elif kind == "folder":
            (folder / "in.md").mkdir()
        elif kind == "socket":
            before = Path.cwd()
            os.chdir(folder)
            with socket.socket(socket.AF_UNIX) as made:
                made.bind("in.md")
            os.chdir(before)

    return lay


NOT_TEXT = {
    "elf": b"\x7fELF\x02\x01\x01\0" + bytes(range(256)) * 9,
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj",
    "pdf-after-a-line": b"\n\n%PDF-1.7\n1 0 obj<<>>endobj\0\0\0\0",
    "zip": _zip("a.txt", b"x" * 99),
    "docx": _zip("word/document.xml", b"<x/>"),
    "gzip": gzip.compress(b"x" * 999, mtime=0),
    "png": png(9, 9),
    "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(300),
    "gif": b"GIF89a" + bytes(300),
    "webp": b"RIFF\x40\0\0\0WEBPVP8 " + bytes(99),
    "rtf": b"{\\rtf1\\ansi hello \\par}",
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "sqlite": b"SQLite format 3\0" + bytes(500),
    "class": b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(300),
    "mp4": b"\0\0\0\x18ftypmp42\0\0\0\0" + bytes(400),
    "wasm": b"\0asm\1\0\0\0" + bytes(200),
    "xz": b"\xfd7zXZ\0\0\x04" + bytes((at * 37) % 256 for at in range(400)),
    "zstd": b"\x28\xb5\x2f\xfd" + bytes((at * 73) % 256 for at in range(400)),
    "tar": b"a.txt" + bytes(95) + b"0000644\0" + bytes(404) + b"x" * 512 + bytes(512),
    "pe": b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0" + bytes(400),
    "random": bytes((at * at * 31 + at // 7) % 256 for at in range(4000)),
    "nuls": bytes(4000),
    "mostly-nuls": (b"# T\n\n" + bytes(40)) * 60,
    "cr-lf-controls": bytes(range(1, 32)) * 99,
    "font": b"\0\1\0\0\0\x0c\0\x80" + bytes(300),
    "pickle": b"\x80\x04\x95" + struct.pack("<Q", 20) + bytes(30),
}
EMPTY = {
    "nothing": b"",
    "spaces": b" \t\n\r\n  \n",
    "bom": b"\xef\xbb\xbf",
    "bom-16": b"\xff\xfe",
    "zero-width": "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e".encode(),
    "controls": b"\x01\x02\x03",
    "nbsp": "\u00a0\u2003\u3000\n\u2028\u2029".encode(),
}
REFUSED = (
    *(
        Case(name=f"refused-{name}-as-{suffix}", rule=11, main=f"in.{suffix}", data=data, expect="refuse", keep=False)
        for at, (name, data) in enumerate(NOT_TEXT.items())
        for suffix in (("md", "html"), ("txt", "json"), ("html", "xhtml"))[at % 3]
    ),
    *(
        Case(name=f"empty-{name}-as-{suffix}", rule=11, main=f"in.{suffix}", data=data, expect="refuse", keep=False)
        for name, data in EMPTY.items()
        for suffix in ("md", "txt", "html", "json")
    ),
    *(
        Case(name=f"without-content-{at}", rule=11, main=main, data=data, expect="refuse", keep=False)
        for at, (main, data) in enumerate(
            (
                ("in.html", "<!DOCTYPE html><html><head></head><body></body></html>"),
                ("in.html", "<!-- only a comment -->"),
                ("in.html", "<html lang=en><script>alert(1)</script><style>p{}</style></html>"),
                ("in.html", "<html lang=en><p hidden>hidden</p><p style='display: none'>too</p>"),
                ("in.md", "<!-- only a comment -->\n"),
                ("in.md", "[a]: https://example.org/\n"),
                ("in.md", "---\n---\n"),
                ("in.json", "{}"),
                ("in.json", "[]"),
                ("in.json", "null"),
                ("in.json", '{"version": 2}'),
                ("in.json", '{"version": 1, "blocks": [{"type": "nothing"}]}'),
                ("in.json", '{"version": 1, "blocks": ['),
                ("in.json", '{"version": 1, "version": 1, "blocks": {}}'),
                ("in.json", '{"version": 1, "title": "x", "blocks": []}'),
                ("in.json", '{"version": 1e999, "blocks": []}'),
                ("in.json", '{"version": NaN}'),
                ("in.json", "[" * 100_000),
                ("in.json", '{"a":' * 100_000),
                (
                    "in.json",
                    '{"version": 1, "blocks": [' + '{"type":"block_quote","blocks":[' * 5_000 + "]}" * 5_000 + "]}",
                ),
                ("in.json", "9" * 100_000),
                ("in.xyz", "text\n"),
                ("in", "text\n"),
                ("in.md", "---\ntitle: [unclosed\n---\n# T\n"),
                ("in.md", "---\n- a\n- b\n---\n# T\n"),
                ("in.md", '---\ntitle: "unclosed\n---\n# T\n'),
            )
        )
    ),
    Case(name="missing", rule=11, main="in.md", data=None, expect="refuse", keep=False),
    Case(name="fifo", rule=11, main="in.md", data=None, expect="refuse", keep=False, lay=_special("fifo")),
    Case(name="folder", rule=11, main="in.md", data=None, expect="refuse", keep=False, lay=_special("folder")),
    Case(name="socket", rule=11, main="in.md", data=None, expect="refuse", keep=False, lay=_special("socket")),
    Case(name="device", rule=11, main="in.md", data=None, links={"in.md": "/dev/zero"}, expect="refuse", keep=False),
    Case(
        name="link-to-nowhere",
        rule=11,
        main="in.md",
        data=None,
        links={"in.md": "nowhere.md"},
        expect="refuse",
        keep=False,
    ),
    Case(
        name="link-in-a-circle", rule=11, main="in.md", data=None, links={"in.md": "in.md"}, expect="refuse", keep=False
    ),
)
CASES = (*CHARACTERS, *REFUSED)
