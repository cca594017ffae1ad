"""Rules 1, 5, 7, 8 and 11: XML and JSON articles (feeds, NITF, XHTML, ninjs, pandoc, the model) made to do harm."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.hostile.ground import Case

RSS = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>F</title><item>'
LAUGHS = "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
PROLOGS = {
    "laughs-in-an-attribute": ('<!DOCTYPE x [<!ENTITY a "ha">' + LAUGHS + "]>", ' title="&j;"', ""),
    "laughs-in-a-default": ('<!DOCTYPE x [<!ENTITY a "ha">' + LAUGHS + '<!ATTLIST p title CDATA "&j;">]>', "", ""),
    "parameter-entities": (
        "<!DOCTYPE x [<!ENTITY % a \"<!ENTITY b SYSTEM 'file://@OUT@/secret.txt'>\"> %a;]>",
        "",
        "&b;",
    ),
    "entity-that-names-itself": ('<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', "", "&a;"),
    "entity-in-two-places": ('<!DOCTYPE x [<!ENTITY a "' + "x" * 200_000 + '">]>', "", "&a;" * 9_000),
    "unparsed-entity": (
        '<!DOCTYPE x [<!NOTATION n SYSTEM "@OUT@/x"><!ENTITY a SYSTEM "file://@OUT@/secret.png" NDATA n>]>',
        "",
        "&a;",
    ),
    "public-type": (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "@URL@/xhtml1-strict.dtd">',
        "",
        "&nbsp;",
    ),
    "sheet-of-xslt": (
        '<?xml-stylesheet type="text/xsl" href="file://@OUT@/secret.txt"?><?xml-model href="@URL@/x.rng"?>',
        "",
        "",
    ),
    "instructions": ("<?php system('id') ?>" * 2_000 + "<?x " + "y" * 300_000 + "?>", "", "<?z?>" * 9_000),
    "xinclude": (
        "",
        ' xmlns:xi="http://www.w3.org/2001/XInclude"',
        '<xi:include href="file://@OUT@/secret.txt" parse="text"/>',
    ),
    "xlink-and-base": (
        "",
        ' xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="@URL@/x" xml:base="file://@OUT@/"',
        "",
    ),
    "name-spaces": ("", " " + " ".join(f'xmlns:n{at}="urn:x:{at}"' for at in range(5_000)), ""),
    "name-spaces-nested": ("", "", "".join(f'<em xmlns="urn:{at}">' for at in range(200)) + "x" + "</em>" * 200),
    "attributes": ("", " " + " ".join(f'a{at}="x"' for at in range(20_000)), ""),
    "long-name": ("", " " + "a" * 300_000 + '="x"', ""),
    "long-value": ("", ' title="' + "x" * 12_000_000 + '"', ""),
    "cdata": ("", "", "<![CDATA[" + "<" * 300_000 + "]]>" + "<![CDATA[x]]>" * 20_000),
    "comments": ("<!--x-->" * 20_000, "", "<!--" + "-" * 3 + "-->"),
    "references": ("", "", "&#x41;" * 100_000 + "&#0;&#xFFFE;&#xD800;"),
    "references-that-can-be": ("", "", "&#x41;" * 60_000 + "&#x202e;&#x10FFFF;&#xE0041;&#x85;"),
    "deep": ("", "", "<em>" * 250 + "x" + "</em>" * 250),
    "very-deep": ("", "", "<em>" * 100_000 + "x" + "</em>" * 100_000),
}


def _bodies(prolog: str, attributes: str, body: str) -> dict[str, str]:
    return {
        "in.xhtml": f'{prolog}<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>T</title></head><body><h1>T</h1>'
        f"<p>zzkeep29</p><p{attributes}>{body}</p></body></html>",
        "in.rss": f"{prolog}{RSS}<title>zzkeep29</title><description{attributes}>zzkeep29 {body}</description></item></channel></rss>",
        "in.nitf": f"{prolog}<nitf><body><body.content><p>zzkeep29</p><p{attributes}>{body}</p></body.content></body></nitf>",
        "in.atom": f'{prolog}<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>zzkeep29</title><content type="xhtml">'
        f'<div xmlns="http://www.w3.org/1999/xhtml"><p>zzkeep29</p><p{attributes}>{body}</p></div></content></entry></feed>',
    }


def _in_xml() -> list[Case]:
    mains = ("in.xhtml", "in.rss", "in.nitf", "in.atom")
    return [
        Case(
            name=f"xml-{name}-{main.partition('.')[2]}",
            rule=1 if "file:" in "".join(parts) or "@URL@" in "".join(parts) else 7,
            main=main,
            data=lambda main=main, parts=parts: _bodies(*parts)[main],
            expect="either",
            keep=False,
        )
        for at, (name, parts) in enumerate(PROLOGS.items())
        for main in (mains if at % 2 == 0 else mains[1:3] if at % 4 == 1 else mains[::3])
    ]


_HIDDEN = '<!DOCTYPE x [<!ENTITY a "ha">' + LAUGHS + '<!ENTITY x SYSTEM "file://@OUT@/secret.txt">]>' + RSS
_HIDDEN += '<title>zzkeep29</title><description title="&i;">zzkeep29 &j; &x;</description></item></channel></rss>'
_XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>T</h1><p>zzkeep29 caf\u00e9</p></body></html>'


def _declared(said: str, used: str, body: str = _XHTML, bom: bytes = b"") -> bytes:
    return bom + f'<?xml version="1.0" encoding="{said}"?>{body}'.encode(used, "replace")


ENCODINGS: dict[str, tuple[str, bytes]] = {
    "utf-16-with-entities.rss": ("in.rss", b"\xff\xfe" + _HIDDEN.encode("utf-16-le")),
    "utf-16-be-with-entities.nitf": ("in.nitf", b"\xfe\xff" + _HIDDEN.encode("utf-16-be")),
    "utf-32-with-entities.rss": ("in.rss", b"\xff\xfe\0\0" + _HIDDEN.encode("utf-32-le")),
    "utf-7-with-entities.rss": ("in.rss", _declared("UTF-7", "utf-7", _HIDDEN)),
    "ebcdic-with-entities.rss": ("in.rss", _declared("IBM037", "cp037", _HIDDEN.replace("[", "(").replace("]", ")"))),
    "ebcdic.xhtml": ("in.xhtml", _declared("IBM037", "cp037")),
    "utf-16-that-is-utf-8.xhtml": ("in.xhtml", _declared("UTF-16", "utf-8")),
    "utf-8-that-is-utf-16.xhtml": ("in.xhtml", _declared("UTF-8", "utf-16-le", bom=b"\xff\xfe")),
    "utf-8-that-is-utf-16.rss": (
        "in.rss",
        _declared(
            "UTF-8",
            "utf-16-le",
            RSS + "<title>zzkeep29</title><description>x</description></item></channel></rss>",
            b"\xff\xfe",
        ),
    ),
    "mark-against-word.xhtml": ("in.xhtml", _declared("ISO-8859-1", "utf-8", bom=b"\xef\xbb\xbf")),
    "none-such.rss": (
        "in.rss",
        _declared("rot13", "utf-8", _HIDDEN[_HIDDEN.index("<rss") :].replace("&j; &x;", "").replace("&i;", "")),
    ),
    "very-long-word.rss": ("in.rss", _declared("x" * 100_000, "utf-8")),
    "iso-2022.xhtml": ("in.xhtml", _declared("ISO-2022-JP", "utf-8") + b"\x1b$B\x1b(J"),
    "big5-cut.xhtml": ("in.xhtml", _declared("Big5", "utf-8") + b"\xa4"),
    "version-two.nitf": (
        "in.nitf",
        b'<?xml version="2.0"?><nitf><body><body.content><p>zzkeep29</p></body.content></body></nitf>',
    ),
    "version-one-one.nitf": (
        "in.nitf",
        b'<?xml version="1.1"?><nitf><body><body.content><p>zzkeep29 &#x1;\xc2\x85</p></body.content></body></nitf>',
    ),
    "nul.rss": ("in.rss", RSS.encode() + b"<title>zz\0keep</title></item></channel></rss>"),
    "cut.atom": ("in.atom", b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x'),
    "two-roots.rss": ("in.rss", b"<rss/><rss/>"),
    "other-root.rss": ("in.rss", b"<x:rss xmlns:x='y'><item/></x:rss>"),
    "svg-as-feed.rss": ("in.rss", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>"),
}


def _pandoc(*blocks: Any, meta: Any = None) -> str:
    return json.dumps({"pandoc-api-version": [1, 23, 1], "meta": meta or {}, "blocks": list(blocks)})


def _nested(kind: str, depth: int) -> str:
    inner: Any = {"t": "Para", "c": [{"t": "Str", "c": "zzkeep29"}]}
    text = json.dumps(inner)
    for _ in range(depth):
        text = (
            f'{{"t":"BulletList","c":[[{text}]]}}'
            if kind == "list"
            else f'{{"t":"Para","c":[{{"t":"Note","c":[{text}]}}]}}'
            if kind == "note"
            else f'{{"t":"{kind}","c":[{text}]}}'
        )
    return f'{{"pandoc-api-version":[1,23,1],"meta":{{}},"blocks":[{text}]}}'


WORDS = {"t": "Para", "c": [{"t": "Str", "c": "zzkeep29"}]}
NONE = ["", [], []]
PANDOC: dict[str, Callable[[], str]] = {
    "no-version": lambda: '{"pandoc-api-version":[],"meta":{},"blocks":[]}',
    "huge-version": lambda: '{"pandoc-api-version":[1,' + "9" * 5_000 + '],"meta":{},"blocks":[]}',
    "version-in-words": lambda: '{"pandoc-api-version":"1.23","meta":{},"blocks":[]}',
    "no-blocks": lambda: '{"pandoc-api-version":[1,23],"meta":{},"blocks":null}',
    "blocks-that-are-none": lambda: _pandoc({"t": "Nothing"}, {"c": []}, [], "x", 1, None),
    "header-of-level": lambda: _pandoc(
        *({"t": "Header", "c": [at, NONE, [{"t": "Str", "c": "h"}]]} for at in (0, -1, 7, 10**9)), WORDS
    ),
    "header-of-words": lambda: _pandoc({"t": "Header", "c": ["<script>", NONE, []]}, WORDS),
    "list-from": lambda: _pandoc(
        {"t": "OrderedList", "c": [[10**30, {"t": "LowerRoman"}, {"t": "Period"}], [[WORDS]]]},
        {"t": "OrderedList", "c": [["' onclick='x", {"t": "'"}, {"t": "x"}], [[WORDS]]]},
    ),
    "table-that-lies": lambda: _pandoc(
        WORDS,
        {
            "t": "Table",
            "c": [
                NONE,
                [None, []],
                [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": 1e308}]] * 3_000,
                [NONE, [[NONE, [[NONE, {"t": "x"}, 10**9, 10**9, [WORDS]], [NONE, {"t": "AlignLeft"}, -1, 0, []]]]]],
                [[NONE, 10**9, [], [[NONE, []]] * 500]],
                [NONE, []],
            ],
        },
    ),
    "attributes": lambda: _pandoc(
        {"t": "Div", "c": [["' onclick='x", ["a"] * 20_000, [[f"k{at}", "v"] for at in range(5_000)]], [WORDS]]},
        {
            "t": "Div",
            "c": [["x", [], [["onclick", "x"], ["lang", '"><script>'], ["dir", "x"], ["", ""], ["a b", "c"]]], [WORDS]],
        },
    ),
    "math": lambda: _pandoc(
        {
            "t": "Para",
            "c": [
                {"t": "Math", "c": [{"t": "InlineMath"}, "\\def\\a{\\a\\a}\\a" + "{" * 3_000]},
                {"t": "Str", "c": "zzkeep29"},
            ],
        }
    ),
    "quotes": lambda: _pandoc(
        {
            "t": "Para",
            "c": [{"t": "Quoted", "c": [{"t": "x"}, [{"t": "Str", "c": "q"}]]}, {"t": "Cite", "c": [[{}], []]}],
        },
        WORDS,
    ),
    "meta-of-all-kinds": lambda: _pandoc(
        WORDS,
        meta={
            "title": {"t": "MetaMap", "c": {"x": {"t": "MetaBool", "c": True}}},
            "author": {"t": "MetaMap", "c": {}},
            "date": {"t": "MetaList", "c": []},
            "lang": {"t": "MetaString", "c": '"><script>'},
            "css": {"t": "MetaString", "c": "@OUT@/secret.css"},
            "header-includes": {"t": "MetaBlocks", "c": [{"t": "RawBlock", "c": ["html", "<script>x</script>"]}]},
        },
    ),
    "notes": lambda: _pandoc({"t": "Para", "c": [{"t": "Note", "c": [WORDS]}] * 5_000}),
    "strings": lambda: _pandoc(WORDS, {"t": "Para", "c": [{"t": "Str", "c": "a"}, {"t": "Space"}] * 60_000}),
    "lone-surrogates": lambda: _pandoc({"t": "Para", "c": [{"t": "Str", "c": "zzkeep29 \ud800 \0 \uffff \u202e"}]}),
    **{f"deep-{kind}": (lambda kind=kind: _nested(kind, 900)) for kind in ("BlockQuote", "list", "note")},
    **{f"within-{kind}": (lambda kind=kind: _nested(kind, 60)) for kind in ("BlockQuote", "list", "note")},
    "line-block": lambda: _pandoc({"t": "LineBlock", "c": [[{"t": "Str", "c": "zzkeep29"}]] * 20_000}),
    "figure": lambda: _pandoc(
        {"t": "Figure", "c": [NONE, [None, []], []]}, {"t": "Figure", "c": [NONE, [[], [WORDS] * 900], [WORDS]]}
    ),
}


def _body(**fields: Any) -> str:
    return json.dumps({"language": "en", "versioncreated": "2026-01-01", **fields})


NINJS: dict[str, Callable[[], str]] = {
    "twice": lambda: (
        '{"headline":"a","headline":"zzkeep29","body_xhtml":"<p>a</p>","body_xhtml":"<p>zzkeep29</p>","versioncreated":"x"}'
    ),
    "not-a-number": lambda: '{"headline":NaN,"priority":-Infinity,"body_xhtml":"<p>zzkeep29</p>","urgency":1e999}',
    "huge-number": lambda: '{"headline":"zzkeep29","body_xhtml":"<p>x</p>","priority":' + "9" * 200_000 + "}",
    "numbers-for-words": lambda: _body(headline=1, body_xhtml=2, byline=3, language=4, subject=[5], associations=6),
    "lists-for-words": lambda: _body(headline=["a"], body_xhtml=["<p>zzkeep29</p>"], byline=[{}], keywords={"x": 1}),
    "nulls": lambda: _body(headline=None, body_xhtml="<p>zzkeep29</p>", byline=None, associations=None, subject=None),
    "many-associations": lambda: _body(
        headline="T",
        body_xhtml="<p>zzkeep29</p>",
        associations={f"a{at}": {"type": "picture", "renditions": {}} for at in range(9_000)},
    ),
    "associations-within": lambda: json.dumps(
        {"headline": "zzkeep29", "body_xhtml": "<p>x</p>", "associations": _within(80)}
    ),
    "surrogates": lambda: (
        '{"headline":"zzkeep29 \\ud800\\udc00\\udfff\\u0000","language":"en","body_xhtml":"<p>zzkeep29 \\ud83d \\ufffe</p>"}'
    ),
    "languages": lambda: _body(
        headline="T", body_xhtml="".join(f"<p lang='x-{at}'>zzkeep29</p>" for at in range(3_000))
    ),
    "two-bodies": lambda: _body(
        headline="zzkeep29",
        body_text="zzkeep29",
        body_html="<script>x</script>",
        body_xhtml="<p>zzkeep29",
        body_nitf="<nitf/>",
    ),
    "key-without-end": lambda: _body(**{"k" * 1_000_000: "x", "headline": "T", "body_xhtml": "<p>zzkeep29</p>"}),
    "many-keys": lambda: _body(**{f"k{at}": "x" for at in range(60_000)}, headline="T", body_xhtml="<p>zzkeep29</p>"),
    "dates": lambda: json.dumps(
        {"headline": "T", "versioncreated": "9999-99-99T99:99:99+99:99", "body_xhtml": "<p>zzkeep29</p>"}
    ),
    "not-closed": lambda: '{"headline":"zzkeep29","body_xhtml":"<p>x',
    "more-after": lambda: '{"headline":"zzkeep29","body_xhtml":"<p>x</p>"}{"headline":"y"}',
    "comments": lambda: '{"headline":"zzkeep29" /* x */, "body_xhtml":"<p>x</p>",}',
    "mark-first": lambda: "\ufeff" + _body(headline="T", body_xhtml="<p>zzkeep29</p>"),
    "a-list-of-items": lambda: json.dumps([{"headline": "zzkeep29", "body_xhtml": "<p>x</p>"}]),
}


def _within(depth: int) -> dict[str, Any]:
    inner: dict[str, Any] = {}
    for _ in range(depth):
        inner = {"a": {"type": "composite", "associations": inner, "headline": "x"}}
    return inner


MODEL: dict[str, str] = {
    "twice": '{"version":1,"version":1,"title":[{"type":"text","text":"zzkeep29"}],"blocks":[],"blocks":[{"type":"thematic_break"}]}',
    "not-a-number": '{"version":1,"title":[{"type":"text","text":"zzkeep29"}],"blocks":[{"type":"list","ordered":true,"start":NaN,"items":[]}]}',
    "infinite": '{"version":1,"title":[],"blocks":[{"type":"list","ordered":true,"start":1e999,"items":[]}]}',
    "fraction": '{"version":1,"title":[],"blocks":[{"type":"list","ordered":true,"start":1.5,"items":[]}]}',
    "true-for-one": '{"version":true,"title":[],"blocks":[]}',
    "long-digits": '{"version":1,"title":[],"blocks":[{"type":"list","ordered":true,"start":'
    + "1" * 6_000
    + ',"items":[]}]}',
    "media-types": '{"version":1,"title":[{"type":"text","text":"zzkeep29"}],"blocks":[{"type":"paragraph","content":[{"type":"image","resource":"a","alt":"x"}]}],'
    '"resources":[{"name":"a","media_type":"text/html","data":"PHNjcmlwdD4="},{"name":"../b","media_type":"image/png\\r\\nx: y","data":"AAAA"}]}',
    "resource-names": '{"version":1,"title":[{"type":"text","text":"zzkeep29"}],"blocks":[],"resources":['
    + ",".join(
        f'{{"name":"{name}","media_type":"image/png","data":"AAAA"}}'
        for name in ("/etc/x", "a", "a", "", "con", "..", "x" * 9_000)
    )
    + "]}",
    "broken-base64": '{"version":1,"title":[{"type":"text","text":"zzkeep29"}],"blocks":[],"resources":[{"name":"a","media_type":"image/png","data":"@@@"}]}',
    "unknown-fields": '{"version":1,"__class__":"x","__proto__":{},"title":[],"blocks":[],"constructor":{}}',
    "unknown-types": '{"version":1,"title":[{"type":"__import__","text":"x"}],"blocks":[{"type":"os.system"}]}',
    "wrong-union": '{"version":1,"title":[{"type":"paragraph","content":[]}],"blocks":[{"type":"text","text":"x"}]}',
    "text-for-list": '{"version":1,"title":"x","blocks":"yyyy"}',
    "notes-in-titles": '{"version":1,"title":[{"type":"text","text":"zzkeep29"},{"type":"note","blocks":[{"type":"paragraph","content":[{"type":"note","blocks":[]}]}]}],"blocks":[]}',
    "links-in-links": '{"version":1,"title":[{"type":"text","text":"zzkeep29"}],"blocks":[{"type":"paragraph","content":[{"type":"link","target":"https://example.org/","content":['
    '{"type":"link","target":"https://example.org/b","content":[{"type":"text","text":"x"}]}]}]}]}',
    "ids-of-all-kinds": '{"version":1,"title":[{"type":"text","text":"zzkeep29","id":"x"}],"blocks":['
    + ",".join(
        f'{{"type":"thematic_break","id":{json.dumps(name)}}}'
        for name in ("x", "x", "", " ", "nav", "1", "\u0000", "a" * 9_000)
    )
    + "]}",
}

CASES = (
    *_in_xml(),
    *(
        Case(
            name=f"declared-{name}",
            rule=5,
            main=main,
            data=data.replace(b"@OUT@", b"/nowhere"),
            expect="either",
            keep=False,
        )
        for name, (main, data) in ENCODINGS.items()
    ),
    *(Case(name=f"pandoc-{name}", rule=7, main="in.json", data=make, expect="either") for name, make in PANDOC.items()),
    *(
        Case(name=f"ninjs-{name}", rule=7, main="in.ninjs.json", data=make, expect="either")
        for name, make in NINJS.items()
    ),
    *(
        Case(name=f"model-{name}", rule=11, main="in.json", data=data, expect="either", keep=False)
        for name, data in MODEL.items()
    ),
)
