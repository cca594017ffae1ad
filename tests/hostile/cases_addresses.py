"""Rules 1 to 3: addresses spelt in odd ways, in every format, and folders laid out so that a name leads elsewhere."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from tests.hostile.ground import Case, markdown, page, png, svg

PATHS = (
    "fIlE:///@OUT@/secret.png",
    "file:%2f%2f@OUT@/secret.png",
    "file%3A//@OUT@/secret.png",
    "file:\\\\@OUT@\\secret.png",
    "file://user:pass@localhost@OUT@/secret.png",
    "file:///proc/self/root@OUT@/secret.png",
    "\tfile:\n//@OUT@/secret.png",
    "\u3000file://@OUT@/secret.png",
    "f\u200bile://@OUT@/secret.png",
    "\uff46\uff49\uff4c\uff45://@OUT@/secret.png",
    "file\uff1a//@OUT@/secret.png",
    "url:file://@OUT@/secret.png",
    "local:@OUT@/secret.png",
    "res:@OUT@/secret.png",
    "netdoc:@OUT@/secret.png",
    "jar:file:@OUT@/a.zip!/secret.png",
    "x-wing:@OUT@/secret.png",
    "/proc/self/environ",
    "/proc/self/fd/0",
    "/proc/self/mem",
    "/proc/kcore",
    "/dev/stdin",
    "/dev/fd/3",
    "/dev/tcp/127.0.0.1/@PORT@",
    "/dev/null",
    "/sys/kernel/notes",
    "./././../.././../outside/secret.png",
    "m//../..//../outside/secret.png",
    "m/%2E%2E/%2e./../outside/secret.png",
    "%2e%2e%2f%2e%2e%2foutside%2fsecret.png",
    "..%c1%9c..%c1%9coutside%c1%9csecret.png",
    "..%u2216..%u2216outside%u2216secret.png",
    "..\u2215..\u2215outside\u2215secret.png",
    "..\uff0f..\uff0foutside\uff0fsecret.png",
    "&period;&period;/&period;&period;/outside/secret.png",
    ".&#46;/..&#x2f;outside/secret.png",
    "m/../../../outside/./secret.png;type=image/png",
    "@UP@/secret.png#xywh=0,0,9,9",
    "@UP@/secret.png%23x",
    "@UP@/secret.png%3Fx",
    "@UP@/secret.png%20",
    "@UP@/secret.png/.",
    "@UP@/secret.png/",
    "@UP@/SECRET.PNG",
    "{@UP@/secret.png,x}",
    "@UP@/s?cret.png",
    "@UP@/*.png",
    "$(cat @OUT@/secret.txt).png",
    "$HOME/.ssh/id_rsa",
    "%HOME%\\x.png",
    "${env:HOME}.png",
    "CON",
    "\\\\.\\PhysicalDrive0",
    "\\\\?\\UNC\\localhost\\c$\\secret.png",
    "//?/@OUT@/secret.png",
    "a" * 5_000 + ".png",
    "a/" * 3_000 + "x.png",
    "../" * 3_000 + "etc/passwd",
    "",
    ".",
    "..",
    "/",
    "//",
    "///",
    "?",
    "#",
    ":",
    "%",
    "%zz",
    "[",
    "http:",
    "data",
    "in.html",
)
TARGETS = (
    "https://example.org@127.0.0.1:@PORT@/",
    "https://xn--ls8h.la/",
    "https://xn--0.example/",
    "https://ex\u0430mple.org/",
    "https://example\u3002org/",
    "https://\u202eexample.org/",
    "https://example.org/\u202e\u2066gpj.exe",
    "https://example.org\\@evil.example/",
    "https:///example.org/",
    "https://example.org:0/",
    "https://example.org:65536/",
    "https://[::1%25eth0]/",
    "https://[v1.x]/",
    "https://0x7f.1/",
    "https://example.org/%",
    "https://example.org/%ff%fe",
    "https://example.org/%0d%0aSet-Cookie:x",
    "https://example.org/\x7f",
    "https://example.org/" + "a" * 3_000,
    "https://example.org/" + "%41" * 1_000,
    "https://example.org/?" + "&".join(f"k{at}=v" for at in range(400)),
    "https://example.org/(((",
    "https://example.org/)))\\",
    "https://example.org/<script>",
    "https://example.org/{{7*7}}",
    "https://example.org/\U0001f600",
    "https://example.org/#:~:text=a,b",
    "HTTPS://EXAMPLE.ORG/",
    "hTtP://example.org",
    "mailto:a@example.org?attach=/etc/passwd",
    "mailto:a@example.org?body=%0A.%0A&subject=\u202ex",
    "mailto:%00",
    "mailto:a@example.org,b@example.org?cc=" + "c@example.org," * 300,
    "tel:+1;phone-context=javascript:x",
    "tel:*#06#",
    "tel:\u0661\u0662\u0663",
    "https&colon;//example.org/",
    "ht\ttps://example.org/",
    "https:\n//example.org/",
    "\x0bhttps://example.org/",
    "web+x://example.org",
    "ms-excel:ofv|u|https://example.org/x.xls",
    "ms-officecmd:{}",
    "x-apple.systempreferences:",
    "itms-services://?action=download-manifest",
    "steam://run/1",
    "javascript://example.org/%0aalert(1)",
    "javascript:/*-->*/alert(1)",
    "\u2028javascript:alert(1)",
    "java\x00script:alert(1)",
    "javascript\t:alert(1)",
    "javascript&NewLine;:alert(1)",
    "javascript&Tab;:alert(1)",
    "j&#97v&#97script:alert(1)",
    "&#0000106avascript:alert(1)",
    "%6aavascript:alert(1)",
    "unknown:javascript:alert(1)",
    "data:application/pdf;base64,JVBERi0xLjc=",
    "data:text/html;charset=utf-7,+ADw-script+AD4-",
    "file:C:/Windows/win.ini",
    "c:/windows/win.ini",
    "\\\\server\\share",
    "/\\server/share",
    "\\/server/share",
    "./javascript:alert(1)",
    "#javascript:alert(1)",
    "#" + "x" * 3_000,
    "#%00",
    "#../../x",
    "#_top",
    "#title' onclick='x",
)
_LOST = tuple(f"lost{at}end" for at in range(len(PATHS)))
_LEFT = tuple(f"word{at}end" for at in range(len(TARGETS)))


def _pictures() -> str:
    return "".join(
        f'<p><img src="{item if "&" in item else html.escape(item)}" alt="{word}"></p>'
        for item, word in zip(PATHS, _LOST, strict=True)
    )


def _links() -> str:
    return "".join(
        f'<p><a href="{item if "&" in item else html.escape(item)}">{word}</a></p>'
        for item, word in zip(TARGETS, _LEFT, strict=True)
    )


def _lay(folder: Path) -> None:
    """Links, hard links and folders by which a name could lead out of the folder, or in a circle."""
    os.link(folder / "p.png", folder / "hard.png")
    (folder / "m").mkdir()
    (folder / "m" / "up").symlink_to("..")
    (folder / "m" / "self").symlink_to("self")
    (folder / "m" / "inside.png").symlink_to("../p.png")
    (folder / "m" / "root").symlink_to("/")
    (folder / "m" / "dev.png").symlink_to("/dev/stdin")
    (folder / "m" / "fd.png").symlink_to("/proc/self/fd/0")
    (folder / "m" / "cwd").symlink_to("/proc/self/cwd")
    before = "../p.png"
    for at in range(60):
        (folder / "m" / f"chain{at}.png").symlink_to(before)
        before = f"chain{at}.png"
    unreadable = folder / "m" / "locked.png"
    unreadable.write_bytes(png(9, 9))
    unreadable.chmod(0)
    (folder / "m" / "sparse.png").touch()
    os.truncate(folder / "m" / "sparse.png", 2 << 40)


LAID = (
    "hard.png",
    "m/up/p.png",
    "m/up/m/up/m/up/p.png",
    "m/self",
    "m/inside.png",
    "m/root/etc/passwd",
    "m/dev.png",
    "m/fd.png",
    "m/cwd/p.png",
    "m/chain20.png",
    "m/chain59.png",
    "m/locked.png",
    "m/sparse.png",
    "m",
    "m/",
    "m/nowhere/../inside.png",
)


def _model(target: str, word: str) -> dict[str, object]:
    return {
        "type": "paragraph",
        "content": [{"type": "link", "target": target, "content": [{"type": "text", "text": word}]}],
    }


def _odd_name(name: str) -> Callable[[Path], None]:
    def lay(folder: Path) -> None:
        (folder / name).write_bytes(png(8, 8))

    return lay


ODD_NAMES = (
    "p\x1b[2J.png",
    "p\r\n.png",
    "p\u202egnp.exe",
    "-p.png",
    "p'\"<>&.png",
    "p\udcff.png",
    "p" + "\u0301" * 60 + ".png",
)

CASES = (
    Case(name="odd-paths-in-html", rule=1, main="in.html", data=page(_pictures()), finding=True, need=_LOST),
    Case(
        name="odd-paths-in-markdown",
        rule=1,
        main="in.md",
        data=markdown(
            "\n\n".join(
                f"![{word}](<{item}>)"
                for item, word in zip(PATHS, _LOST, strict=True)
                if not set(item) & set("\n<>\\") and item.strip()
            )
        ),
        finding=True,
        need=_LOST[:2],
    ),
    Case(
        name="odd-paths-in-a-model",
        rule=1,
        main="in.json",
        expect="either",
        finding=True,
        data=json.dumps(
            {
                "version": 1,
                "metadata": {"cover": "@UP@/secret.png", "lang": "en"},
                "title": [{"type": "text", "text": "zzkeep29"}],
                "blocks": [
                    {"type": "paragraph", "content": [{"type": "image", "resource": item, "alt": word}]}
                    for item, word in zip(PATHS, _LOST, strict=True)
                ],
            }
        ),
    ),
    Case(
        name="odd-paths-in-a-feed",
        rule=1,
        main="in.rss",
        finding=True,
        data='<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "<channel><title>F</title><image><url>@URL@/logo.png</url></image><language>en</language><item><title>T</title>"
        '<enclosure url="@URL@/x.mp3" type="audio/mpeg"/><media:content url="@URL@/m.png"/><media:thumbnail url="@UP@/secret.png"/>'
        "<content:encoded>"
        + html.escape("<p>zzkeep29</p>" + _pictures().replace("\x0b", ""))
        + "</content:encoded></item></channel></rss>",
        need=_LOST[:5],
    ),
    Case(
        name="odd-paths-in-nitf",
        rule=1,
        main="in.nitf.xml",
        expect="either",
        data="<nitf><head><title>T</title></head><body><body.content><p>zzkeep29</p>"
        + "".join(
            f'<media media-type="image"><media-reference source="{html.escape(item)}" mime-type="image/png" '
            f'alternate-text="{word}"/><media-caption>caption {word}</media-caption></media>'
            for item, word in zip(PATHS, _LOST, strict=True)
        )
        + "</body.content></body></nitf>",
        finding=True,
    ),
    Case(
        name="odd-paths-in-ninjs",
        rule=1,
        main="in.ninjs.json",
        finding=True,
        data=json.dumps(
            {
                "uri": "@URL@/item",
                "headline": "T",
                "language": "en",
                "versioncreated": "2026-01-01",
                "body_xhtml": "<p>zzkeep29</p>" + _pictures(),
                "associations": {
                    f"a{at}": {
                        "type": "picture",
                        "headline": word,
                        "renditions": {"main": {"href": item, "mimetype": "image/png"}},
                    }
                    for at, (item, word) in enumerate(zip(PATHS, _LOST, strict=True))
                },
            }
        ),
    ),
    Case(name="odd-targets-in-html", rule=3, main="in.html", data=page(_links()), finding=True, need=_LEFT),
    Case(
        name="odd-targets-in-markdown",
        rule=3,
        main="in.md",
        finding=True,
        need=_LEFT[1:4],
        data=markdown(
            "\n\n".join(
                f'[{word}](<{item}> "{word}") [{word}]( {item} ) <{item}> {item}'
                for item, word in zip(TARGETS, _LEFT, strict=True)
                if not set(item) & set("\n<>\x0b\x00")
            )
        ),
    ),
    Case(
        name="odd-targets-in-a-model",
        rule=3,
        main="in.json",
        finding=True,
        need=_LEFT,
        data=json.dumps(
            {
                "version": 1,
                "metadata": {"lang": "en", "source": "javascript:alert(1)"},
                "title": [{"type": "text", "text": "zzkeep29"}],
                "blocks": [_model(item, word) for item, word in zip(TARGETS, _LEFT, strict=True)],
            }
        ),
    ),
    Case(
        name="odd-targets-in-text",
        rule=3,
        main="in.txt",
        data="Title\n\nzzkeep29 text.\n\n"
        + "\n\n".join(f"See {item} now." for item in TARGETS if "\x00" not in item)
        + "\n",
    ),
    Case(
        name="odd-targets-in-a-drawing-and-a-formula",
        rule=3,
        main="in.html",
        finding=True,
        data=page(
            '<img src="a.svg" alt="kept"><math>'
            + "".join(f'<mi href="{html.escape(item)}">x</mi>' for item in TARGETS if "&" not in item)
            + "</math>"
        ),
        files={
            "a.svg": svg(
                "".join(
                    f'<a href="{html.escape(item)}"><rect width="1" height="1"/></a>'
                    for item in TARGETS
                    if item.isprintable()
                )
            )
        },
        need=("kept",),
    ),
    Case(
        name="base-in-odd-places",
        rule=1,
        main="in.html",
        finding=True,
        need=("here", "gone"),
        data='<base href="file://@OUT@/"><!DOCTYPE html><html lang=en xml:base="@OUT@/"><base href="//@HOST@/"><head><base target=_top>'
        '<title>T</title><base href="data:,x"></head><body><base href="@UP@/"><h1>T</h1><p>zzkeep29</p><svg><base href="@OUT@/"/></svg>'
        '<template><base href="@OUT@/"></template><img src="m/p.png" alt="here"><img src="secret.png" alt="gone"></body></html>',
        files={"m/p.png": png(37, 29)},
    ),
    Case(
        name="names-that-lead-elsewhere",
        rule=1,
        main="in.html",
        data=page("".join(f'<p><img src="{name}" alt="kept{at}end"></p>' for at, name in enumerate(LAID))),
        files={"p.png": png(8, 8)},
        lay=_lay,
        finding=True,
        need=tuple(f"kept{at}end" for at in range(len(LAID))),
    ),
    *(
        Case(
            name=f"odd-name-of-a-picture-{at}",
            rule=8,
            main="in.md",
            data=markdown(f"![kept]({quote(os.fsencode(name))})\n\n![also](./nowhere.png)"),
            lay=_odd_name(name),
            finding=True,
            need=("kept", "also"),
        )
        for at, name in enumerate(ODD_NAMES)
    ),
    *(
        Case(name=f"odd-name-of-an-article-{at}", rule=8, main=name, data=data, keep=bool(data), expect=expect)  # type: ignore[arg-type]
        for at, (name, data, expect) in enumerate(
            (
                ("in\x1b]0;x\x07.md", markdown("x"), "ok"),
                ("in\r\nx.md", "", "refuse"),
                ("in\u202egpj.md", markdown("x"), "ok"),
                ("in\udcff\udcfe.md", markdown("x"), "ok"),
                ("in\udcff.md", "", "refuse"),
                ("in" + "\u0301" * 40 + ".md", markdown("x"), "ok"),
                ("\U000e0041\U0001f600\u200d.md", markdown("x"), "ok"),
                (" .md", markdown("x"), "ok"),
                ("...md", markdown("x"), "either"),
                ("in.tar.gz.md", markdown("x"), "ok"),
                ("%2e%2e%2fx.md", markdown("x"), "ok"),
                ("con.md", markdown("x"), "usage"),
                ("<img src=x onerror=alert(1)>.md", markdown("x"), "ok"),
                ("${HOME} $(id) `id`;id|id&.md", markdown("x"), "ok"),
                ("n" * 240 + ".md", markdown("x"), "ok"),
                ("\u65e5" * 82 + ".md", markdown("x"), "ok"),
            )
        )
    ),
)
