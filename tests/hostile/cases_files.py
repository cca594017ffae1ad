"""Rules 1 and 2: nothing outside the article's folder is read, nothing is fetched, however it is spelt."""

from __future__ import annotations

import html
import os
import socket
from pathlib import Path

from tests.hostile.ground import Case, markdown, page, png, svg

PATHS = (
    "file://@OUT@/secret.png",
    "FILE://@OUT@/secret.png",
    "file:@OUT@/secret.png",
    "file://localhost@OUT@/secret.png",
    "file://127.0.0.1@OUT@/secret.png",
    "fi\tle://@OUT@/secret.png",
    " \n file://@OUT@/secret.png",
    "file:///@OUT@/../outside/secret.png",
    "//localhost@OUT@/secret.png",
    "@OUT@/secret.png",
    "/@OUT@/secret.png",
    "@UP@/secret.png",
    "./@UP@/secret.png",
    "a/../@UP@/secret.png",
    "sub/../../../outside/secret.png",
    "@UP@/./secret.png?x=1#frag",
    "%2e%2e/%2e%2e/outside/secret.png",
    "..%2f..%2foutside%2fsecret.png",
    ".%2e/.%2E/outside/secret.png",
    "%252e%252e/%252e%252e/outside/secret.png",
    "%c0%ae%c0%ae/%c0%ae%c0%ae/outside/secret.png",
    "..\\..\\outside\\secret.png",
    "..%5c..%5coutside%5csecret.png",
    "....//....//outside/secret.png",
    "..;/..;/outside/secret.png",
    "..%00/..%00/outside/secret.png",
    "@UP@/secret.png%00.png",
    "\uff0e\uff0e/\uff0e\uff0e/outside/secret.png",
    "\u2025/outside/secret.png",
    "\\\\localhost\\c$\\secret.png",
    "\\\\?\\@OUT@\\secret.png",
    "C:@OUT@/secret.png",
    "C:\\secret.png",
    "~/secret.png",
    "$PWD/../../outside/secret.png",
    "`cat @OUT@/secret.txt`",
    "|cat @OUT@/secret.txt",
    "/proc/self/cwd/../../outside/secret.png",
    "/dev/fd/0",
    "/dev/zero",
    "/etc/passwd",
)
ADDRESSES = (
    "@URL@/a.png",
    "HTTP@REST@/b.png",
    "//@HOST@/c.png",
    "///@HOST@/d.png",
    "\\\\@HOST@\\e.png",
    "http:@HOST@/f.png",
    "http:/@HOST@/f.png",
    "ht\ntp://@HOST@/g.png",
    "http://user:pass@@HOST@/h.png",
    "ftp://@HOST@/i.png",
    "gopher://@HOST@/_j",
    "dict://@HOST@/k",
    "ldap://@HOST@/l",
    "smb://@HOST@/m",
    "sftp://@HOST@/n",
    "ws://@HOST@/o",
    "jar:@URL@/p.jar!/x.png",
    "php://filter/resource=@URL@/q",
    "view-source:@URL@/r",
    "blob:@URL@/s",
    "filesystem:@URL@/t",
    "feed:@URL@/u",
    "cid:part1",
    "about:blank",
    "res://x",
    "tel:1",
    "url(@URL@/v.png)",
    "http://[::ffff:127.0.0.1]/x.png",
    "http://[bad/x.png",
    "http://0x7f000001:@PORT@/x.png",
    "http://127.1:@PORT@/y.png",
    "https://@HOST@/z.png",
)


def _pictures(addresses: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """An ``img`` for each address, with an alternative text that must stay."""
    made = "\n".join(f'<p><img src="{html.escape(item)}" alt="lost{at}end"></p>' for at, item in enumerate(addresses))
    return made, tuple(f"lost{at}end" for at in range(len(addresses)))


def _attributes(address: str) -> str:
    """Every attribute and element of HTML that a browser would fetch ``address`` for."""
    return (
        f'<img srcset="{address} 1x, {address} 2x" src="{address}" alt="s">'
        f'<picture><source srcset="{address}"><img src="{address}" alt="t"></picture>'
        f'<img lowsrc="{address}" dynsrc="{address}" longdesc="{address}" usemap="{address}" alt="u" src="missing.png">'
        f'<video src="{address}" poster="{address}"><track src="{address}"></video><audio src="{address}"></audio>'
        f'<iframe src="{address}" srcdoc="&lt;img src={address}&gt;"></iframe><frame src="{address}">'
        f'<object data="{address}" codebase="{address}" classid="{address}"><param name="movie" value="{address}">'
        f'</object><embed src="{address}"><applet code="{address}" archive="{address}"></applet>'
        f'<input type="image" src="{address}"><button formaction="{address}">b</button>'
        f'<table background="{address}"><tr><td background="{address}">cell</td></tr></table>'
        f'<script src="{address}"></script><portal src="{address}"></portal><fencedframe src="{address}"></fencedframe>'
        f'<svg width="9" height="9"><image href="{address}"/><image xlink:href="{address}"/><use href="{address}#g"/>'
        f'<feImage href="{address}"/><script href="{address}"/><style>@import "{address}";</style></svg>'
        f'<math href="{address}"><mi xlink:href="{address}">x</mi><mglyph src="{address}"/>'
        f'<annotation-xml encoding="text/html"><img src="{address}"></annotation-xml></math>'
        f'<a ping="{address}" href="https://example.org/">link</a><blockquote cite="{address}"><p>q</p></blockquote>'
        f"<p style=\"background: url({address}); list-style-image: url('{address}'); cursor: url({address}), auto; "
        f"background-image: image-set('{address}' 1x); content: url({address}); mask: url({address}); "
        f"width: expression(fetch('{address}')); -moz-binding: url({address}); behavior: url({address})\">styled</p>"
    )


def _head(address: str) -> str:
    """What a head can name to be fetched."""
    return (
        "".join(
            f'<link rel="{name}" href="{address}">'
            for name in (
                "stylesheet",
                "alternate stylesheet",
                "icon",
                "shortcut icon",
                "apple-touch-icon",
                "preload",
                "prefetch",
                "preconnect",
                "dns-prefetch",
                "modulepreload",
                "prerender",
                "import",
                "manifest",
                "attachment",
                "pingback",
                "next",
                "STYLESHEET",
            )
        )
        + f'<link rel=stylesheet href="{address}" media="print" type="text/css"><base href="{address}">'
        + f'<meta http-equiv="refresh" content="0; url={address}"><meta http-equiv="Link" content="<{address}>; rel=stylesheet">'
        + f'<meta property="og:image" content="{address}"><meta name="msapplication-config" content="{address}">'
        + f'<style>@import url("{address}"); @import "{address}"; @import url({address}) print; '
        + f"@font-face {{ font-family: x; src: url({address}), local('x') }} @namespace url({address}); "
        + f"@page {{ background: url({address}) }} p {{ background: url( {address} ); font-family: x }} "
        + f'p::before {{ content: url("{address}") attr(title) }} @\\69mport "{address}"; '
        + f"li {{ list-style: url({address}) }} a {{ attachment: url({address}) }}</style>"
        + f'<script src="{address}"></script><noscript><link rel="stylesheet" href="{address}"></noscript>'
        + f'<template><img src="{address}"></template>'
    )


def _drawing(address: str) -> str:
    """Every way in which a drawing can name something outside itself."""
    return svg(
        f'<image width="60" height="40" xlink:href="{address}"/><image width="9" height="9" href="{address}"/>'
        f'<use xlink:href="{address}#g"/><use href="{address}#g"/><feImage xlink:href="{address}"/>'
        f'<filter id="f"><feImage href="{address}"/></filter><rect width="9" height="9" filter="url(#f)"/>'
        f'<rect width="9" height="9" fill="url({address}#p)" clip-path="url(\'{address}#c\')" mask="url( {address}#m )"/>'
        f"<style>@import url({address}); rect {{ fill: url({address}#p) }} @font-face {{ src: url({address}) }}</style>"
        f'<text font-family="x" y="20">t<tref xlink:href="{address}#t"/><textPath href="{address}#t">p</textPath></text>'
        f'<foreignObject width="60" height="40"><iframe xmlns="http://www.w3.org/1999/xhtml" src="{address}"/>'
        f'<img xmlns="http://www.w3.org/1999/xhtml" src="{address}"/></foreignObject>'
        f'<linearGradient id="l" xlink:href="{address}#l"/><pattern id="p" href="{address}#p"/><cursor href="{address}"/>'
        f'<color-profile xlink:href="{address}" name="c"/><font-face-uri xlink:href="{address}"/><script href="{address}"/>'
        f'<animate href="{address}" attributeName="x"/><set href="{address}" attributeName="y"/><mpath href="{address}"/>'
        f'<audio xlink:href="{address}"/><video href="{address}"/><handler xlink:href="{address}"/>'
        f'<g style="fill: url({address}#p); background: url({address})"><rect width="3" height="3"/></g>',
        f'xml:base="{address}" onload="fetch(\'{address}\')"',
        f'<?xml version="1.0"?><?xml-stylesheet href="{address}" type="text/css"?>',
    )


SECRET, FETCHED = "file://@OUT@/secret", "@URL@/x"
_IMAGES, _WORDS = _pictures(PATHS)
_REMOTE, _REMOTE_WORDS = _pictures(ADDRESSES)


def _fifo(folder: Path) -> None:
    os.mkfifo(folder / "pipe.png")
    os.mkfifo(folder / "pipe.svg")
    (folder / "folder.png").mkdir()
    listener = socket.socket(socket.AF_UNIX)
    before = Path.cwd()
    os.chdir(folder)  # the name of a socket may not be longer than 107 bytes
    listener.bind("socket.png")
    os.chdir(before)
    listener.close()


ODD_FILES = "".join(
    f'<p><img src="{name}" alt="lost {at} end"></p>'
    for at, name in enumerate(
        [
            "pipe.png",
            "pipe.svg",
            "folder.png",
            "socket.png",
            "zero.png",
            "random.png",
            "env.png",
            "tty.png",
            "loop.png",
            "chain.png",
            "inside/secret.png",
            "in.html",
            "broken.png",
            "up/outside/secret.png",
        ]
    )
)

CASES = (
    Case(name="paths-in-html", rule=1, main="in.html", data=page(_IMAGES), finding=True, need=_WORDS),
    Case(
        name="paths-in-markdown",
        rule=1,
        main="in.md",
        finding=True,
        need=_WORDS[:5] + _WORDS[7:],
        data=markdown(
            "\n\n".join(f"![lost{at}end](<{p}>)" for at, p in enumerate(PATHS) if "\n" not in p and "\t" not in p)
        ),
    ),
    Case(
        name="paths-by-reference",
        rule=1,
        main="in.md",
        finding=True,
        need=("lost0end",),
        data=markdown(
            "\n\n".join(f"![lost{at}end][r{at}]\n\n[r{at}]: <{p}>" for at, p in enumerate(PATHS) if "\n" not in p)
        ),
    ),
    Case(name="paths-in-raw-html", rule=1, main="in.md", data=markdown(_IMAGES), finding=True, need=_WORDS),
    Case(
        name="paths-in-every-attribute",
        rule=1,
        main="in.html",
        finding=True,
        data=page(
            _attributes(f"{SECRET}.png") + _attributes("@UP@/secret.svg") + _attributes("@UP@/secret.html"),
            _head(f"{SECRET}.css") + _head("@UP@/secret.txt"),
        ),
    ),
    Case(
        name="paths-in-a-drawing",
        rule=1,
        main="in.html",
        finding=True,
        data=page('<img src="a.svg" alt="x"><img src="b.svg" alt="y"><img src="c.svg" alt="z">'),
        files={
            "a.svg": _drawing(f"{SECRET}.svg"),
            "b.svg": _drawing("@UP@/secret.png"),
            "c.svg": _drawing("secret.svg"),
        },
    ),
    Case(
        name="base-moves-nothing",
        rule=1,
        main="in.html",
        finding=True,
        data=page(
            '<base href="file://@OUT@/"><p xml:base="file://@OUT@/"><img src="secret.png" alt="x"></p>',
            '<base href="file://@OUT@/"><base href="@UP@/" target="_blank">',
        ),
    ),
    Case(
        name="base-does-not-hide-what-is-there",
        rule=1,
        main="in.html",
        need=("here",),
        data=page('<img src="m/p.png" alt="here">', '<base href="file://@OUT@/">'),
        files={"m/p.png": png(37, 29)},
        finding=True,
    ),
    Case(
        name="odd-files",
        rule=1,
        main="in.html",
        data=page(ODD_FILES),
        finding=True,
        lay=_fifo,
        need=tuple(f"lost {at} end" for at in range(14)),
        links={
            "zero.png": "/dev/zero",
            "random.png": "/dev/urandom",
            "env.png": "/proc/self/environ",
            "tty.png": "/dev/tty",
            "loop.png": "loop.png",
            "chain.png": "chain2.png",
            "chain2.png": "../../outside/secret.png",
            "inside": "../../outside",
            "broken.png": "nowhere",
            "up": "../..",
        },
    ),
    Case(
        name="article-that-is-a-link",
        rule=1,
        main="in.html",
        data=None,
        links={"in.html": "real/page.html"},
        files={
            "real/page.html": page('<img src="@UP@/secret.png" alt="x"><img src="../../../outside/secret.png" alt="y">')
        },
        finding=True,
    ),
    Case(
        name="json-names-files",
        rule=1,
        main="in.json",
        finding=True,
        expect="either",
        data='{"version":1,"title":[{"type":"text","text":"zzkeep29"}],"blocks":[{"type":"paragraph","content":[{"type":"text",'
        '"text":"a"},{"type":"image","resource":"@OUT@/secret.png","alt":"lost"},{"type":"image","resource":"@UP@/secret.png",'
        '"alt":"gone"}]}],"resources":[{"name":"@UP@/secret.png","media_type":"image/png","data":"AAAA"}]}',
    ),
    Case(
        name="front-matter-names-files",
        rule=1,
        main="in.md",
        data="---\ntitle: T zzkeep29\nlang: en\ncover: @OUT@/secret.png\ncss: @UP@/secret.css\nbibliography: @OUT@/secret.txt\n"
        "include: [@UP@/secret.md]\ntemplate: @OUT@/secret.html\nimage: @UP@/secret.png\n---\n\ntext\n",
        finding=True,
    ),
    Case(
        name="include-like-text",
        rule=1,
        main="in.md",
        data=markdown(
            "!include @UP@/secret.txt\n\n{{include \"@UP@/secret.txt\"}}\n\n{% include '@OUT@/secret.txt' %}\n\n"
            '<!--#include file="@UP@/secret.txt" -->\n\n\\input{@UP@/secret.txt}\n\n.. include:: @UP@/secret.txt\n\n'
            "include::@UP@/secret.txt[]\n\n$\\input{@UP@/secret.txt}$\n\n$\\includegraphics{@UP@/secret.png}$\n\n"
            '[[@UP@/secret.md]]\n\n![[@UP@/secret.png]]\n\n--8<-- "@UP@/secret.txt"\n\n@[toc](@UP@/secret.md)'
        ),
    ),
    Case(
        name="include-like-plain-text",
        rule=1,
        main="in.txt",
        data="Title\n\nzzkeep29 text.\n\n#include \"@OUT@/secret.txt\"\n\n<xi:include href='@OUT@/secret.txt'/>\n\n<img src='@OUT@/secret.png'>\n",
    ),
    Case(
        name="xinclude",
        rule=1,
        main="in.xhtml",
        expect="either",
        keep=False,
        data='<?xml version="1.0"?><?xml-stylesheet href="@OUT@/secret.css"?><!DOCTYPE html PUBLIC "x" "file://@OUT@/secret.txt">'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:xi="http://www.w3.org/2001/XInclude"><head><title>T</title></head>'
        '<body><h1>T</h1><p>zzkeep29</p><xi:include href="@OUT@/secret.txt" parse="text"/></body></html>',
    ),
    *(
        Case(name=f"xml-entities-{at}", rule=1, main=main, expect="either", keep=False, data=prolog + body)
        for at, (main, prolog, body) in enumerate(
            (main, prolog, body)
            for prolog in (
                '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file://@OUT@/secret.txt">]>',
                '<!DOCTYPE x [<!ENTITY % p SYSTEM "@URL@/e.dtd"> %p; <!ENTITY x SYSTEM "@URL@/x">]>',
                '<!DOCTYPE x SYSTEM "@URL@/e.dtd">',
                '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x "'
                + "&b;" * 90_000
                + '">]>',
            )
            for main, body in (
                (
                    "in.xhtml",
                    '<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>T</h1><p>zzkeep29 &x;</p></body></html>',
                ),
                ("in.html", "<html><body><h1>T</h1><p>zzkeep29 &x;</p></body></html>"),
                (
                    "in.rss",
                    "<rss version='2.0'><channel><title>T</title><item><title>zzkeep29</title><description>&x;</description></item></channel></rss>",
                ),
                ("in.nitf.xml", "<nitf><body><body.content><p>zzkeep29 &x;</p></body.content></body></nitf>"),
            )
        )
    ),
    # ------------------------------------------------------------------------------------------------------- rule 2
    Case(name="addresses-in-html", rule=2, main="in.html", data=page(_REMOTE), finding=True, need=_REMOTE_WORDS),
    Case(
        name="addresses-in-markdown",
        rule=2,
        main="in.md",
        finding=True,
        need=("lost0end", "page"),
        data=markdown(
            "\n\n".join(f"![lost{at}end](<{item}>)" for at, item in enumerate(ADDRESSES) if "\n" not in item)
            + "\n\n[page](@URL@/page) <@URL@/auto>"
        ),
    ),
    Case(
        name="addresses-in-every-attribute",
        rule=2,
        main="in.html",
        finding=True,
        data=page(_attributes(FETCHED) + _attributes("//@HOST@/y"), _head(FETCHED) + _head("//@HOST@/y.css")),
    ),
    Case(name="addresses-in-raw-html", rule=2, main="in.md", data=markdown(_attributes(FETCHED)), finding=True),
    Case(
        name="addresses-in-a-drawing",
        rule=2,
        main="in.html",
        finding=True,
        data=page('<img src="a.svg" alt="x"><img src="b.svg" alt="y">'),
        files={"a.svg": _drawing(FETCHED), "b.svg": _drawing("//@HOST@/y")},
    ),
    Case(
        name="addresses-in-a-data-drawing",
        rule=2,
        main="in.html",
        finding=True,
        data=page(
            "<img alt='x' src='data:image/svg+xml," + _drawing(FETCHED).replace("#", "%23").replace("'", "%27") + "'>"
        ),
    ),
    Case(
        name="document-type-at-an-address",
        rule=2,
        main="in.html",
        finding=True,
        data=page('<img src="a.svg" alt="x">'),
        files={"a.svg": svg(prolog='<!DOCTYPE svg PUBLIC "a" "@URL@/svg.dtd">') + svg()},
    ),
    Case(
        name="certified-by-nobody",
        rule=2,
        main="in.md",
        data="---\nsource: @URL@/s\nlang: en\n---\n# T\n\nzzkeep29 <@URL@/a>\n",
    ),
)
