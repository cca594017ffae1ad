"""Rules 5 and 7: every plane of Unicode, marks without end, directions that fight, and what stands where letters belong."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.hostile.ground import Case, markdown, page, png

OPEN = "\u202e\u202d\u202a\u202b\u2066\u2067\u2068"
EVERY_PLANE = "".join(chr(at) for at in range(0xA0, 0x110000, 997) if not 0xD800 <= at < 0xE000)
NONCHARACTERS = "".join(chr(at) for at in range(0xFDD0, 0xFDF0)) + "".join(
    chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF)
)
TAGS = "".join(chr(at) for at in range(0xE0000, 0xE0080))
SELECTORS = "".join(chr(at) for at in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2800\u3164\uffa0\u115f\u1160"
INVISIBLE = "\u00ad\u034f\u061c\u17b4\u17b5\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\u206a\u206f\ufeff\ufff9\ufffa\ufffb\U0001d173\U0001bca0"
ZALGO = "".join(f"{letter}{''.join(chr(0x300 + (at * 7) % 112) for at in range(60))}" for letter in "zalgo")
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
ODD = {
    "every-plane": EVERY_PLANE,
    "noncharacters": NONCHARACTERS,
    "tags": TAGS + "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "selectors": "a" + SELECTORS + "\U0001f44d" + SELECTORS,
    "spaces": SPACES + "word" + SPACES,
    "invisible": INVISIBLE + "word" + INVISIBLE,
    "private-use": "\ue000\uf8ff\U000f0000\U0010fffd" * 50,
    "unassigned": "\u0378\u0530\U0001fffa\U00030000\U000e0fff" * 50,
    "zalgo": ZALGO * 20,
    "marks-first": "\u0301\u0345\u1ab0\u20dd\ufe20 \u0301",
    "joiners": "\u200d" * 900 + FAMILY + "\u200d" * 900,
    "regions": "\U0001f1e6" * 901,
    "keycaps": "1\ufe0f\u20e3" * 300 + "\u20e3" * 300,
    "skin": "\U0001f44d" + "\U0001f3ff" * 900,
    "hangul": "\u1100" * 600 + "\u1161" * 600 + "\u11a8" * 600,
    "bengali": "\u0995\u09cd" * 900,
    "tibetan": "\u0f40" + "\u0f71\u0f72\u0f74\u0f90" * 500,
    "arabic": "\u0627\u0644\u0644\u0647 \ufdfa \ufdfd " * 200 + "\u0640" * 3_000,
    "mongolian": "\u1820\u180e\u180b\u1821" * 400,
    "vertical": "\ufe10\ufe30\u302a\u3099" * 300,
    "musical": "\U0001d15e\U0001d165\U0001d16e" * 300,
    "hieroglyphs": "\U00013000\U00013430\U00013437\U00013438" * 300,
    "case": "\u0130\u0131\u017f\u1e9e\ufb03\u0149\u01f0\u0390\u1fb7" * 200,
    "digits": "\u0661\u06f1\u0967\uff11\U0001d7ce\u00b2\u2460\u3251" * 200,
    "quotes": "\u201c\u201e\u00ab\u2039\u300c\u301d\uff02\u2033`\u00b4\u02bc'" * 300,
    "dashes": "\u2010\u2011\u2012\u2013\u2014\u2015\u2e3a\u2e3b\ufe58\uff0d\u2212" * 200,
    "line-separators": "a\u2028b\u2029c\u0085d\x0be\x0cf\x1cg\x1dh\x1ei" * 100,
    "byte-marks": "\ufeff" * 900 + "\ufffe" * 90,
    "annotations": "\ufff9a\ufffab\ufffb" * 300 + "\ufff9" * 99,
    "objects": "\ufffc" * 300 + "\ufffd" * 300,
    "bidi-nested": "\u2067" * 300 + "x" + "\u2069" * 300,
    "bidi-crossed": "\u202ea\u2066b\u202cc\u2069d" * 300,
    "bidi-marks": "\u200e\u200f\u061c" * 900,
    "bidi-brackets": "\u05d0([{<\u2045\u2329" * 300 + "\u05d1>)]}" * 300,
    "shaping": "\u206a\u206b\u206c\u206d\u206e\u206f" * 300,
    "shorthand": "\U0001bca0\U0001bca1\U0001bca2\U0001bca3" * 300,
    "signs": "\U0001d800\U0001da9b\U0001daa1" * 300,
    "confusable": "\u0430\u0435\u043e\u0440\u0441\u0445 \uff41\uff42 \U0001d41a\U0001d41b" * 100,
    "controls-as-pictures": "\u2400\u241b\u2421" * 300,
}


def _everywhere(text: str) -> str:
    return (
        f"<h2 id='{text}' title='{text}'>{text}</h2><p lang='{text}'>{text} <a href='https://example.org/{text}' title='{text}'>{text}</a>"
        f"<img src='p.png' alt='{text}'> <abbr title='{text}'>ab</abbr> <q>{text}</q> <code>{text}</code></p><pre>{text}</pre>"
        f"<table><caption>{text}</caption><tr><th scope=col>{text}<td>{text}</table><ul><li>{text}</ul><dl><dt>{text}<dd>{text}</dl>"
        f"<blockquote><p>{text}</p><footer>{text}</footer></blockquote><figure><img src='p.png' alt='{text}'><figcaption>{text}</figcaption>"
        f"</figure><span role='doc-pagebreak' aria-label='{text}'></span><math alttext='{text}'><mi>{text}</mi></math>"
    )


LONG: dict[str, Callable[[], str]] = {
    "marks-of-a-megabyte": lambda: "a" + "\u0301" * 500_000,
    "marks-of-many-classes": lambda: "a" + "\u0301\u0323\u0315\u0327\u0345" * 100_000,
    "marks-on-each-letter": lambda: ("a" + "\u0301" * 29) * 15_000,
    "joiners-of-a-megabyte": lambda: "\u200d" * 300_000 + "x",
    "families": lambda: "\U0001f468\u200d" * 20_000,
    "regions": lambda: "\U0001f1e6" * 100_000,
    "hangul": lambda: "\u1100" * 100_000,
    "directions": lambda: "a\u05d0" * 100_000,
    "isolates": lambda: "\u2067" * 100_000 + "x" + "\u2069" * 100_000,
    "overrides": lambda: OPEN * 40_000,
    "spaces": lambda: "\u3000" * 300_000 + "x",
    "soft-hyphens": lambda: "a\u00ad" * 200_000,
    "zero-width-spaces": lambda: "a\u200b" * 200_000,
    "line-separators": lambda: "a\u2028" * 100_000,
    "thai": lambda: "\u0e01\u0e49" * 100_000,
    "arabic": lambda: "\u0628" * 200_000,
    "devanagari": lambda: "\u0915\u094d" * 100_000,
    "cjk-extension": lambda: "".join(chr(0x20000 + at % 40_000) for at in range(60_000)),
    "every-script": lambda: "".join(chr(at) + " " for at in range(0x100, 0x1FFFF, 3) if chr(at).isalpha()),
    "replacement": lambda: "\ufffd" * 100_000,
    "selectors": lambda: "a" + "\ufe0f\U000e0100" * 100_000,
}

CASES = (
    *(
        Case(
            name=f"odd-{name}-in-html",
            rule=5,
            expect="either",  # in every place of a page some of these cost more than the bound on time
            main="in.html",
            data=page(_everywhere(text), title=text),
            files={"p.png": png(8, 8)},
        )
        for name, text in ODD.items()
    ),
    *(
        Case(
            name=f"odd-{name}-in-markdown",
            rule=5,
            main="in.md",
            expect="ok",
            data=f"---\ntitle: {json.dumps(text, ensure_ascii=False)}\nlang: en\n---\n\n# {text}\n\nzzkeep29 {text} *{text}* `{text}`[^1]\n\n[^1]: {text}\n",
        )
        for at, (name, text) in enumerate(ODD.items())
        if at % 3 == 0 and not set(text) & set("[{" + OPEN + "\u2028\u0085\x0b\x1c\ufffe\uffff")
    ),
    *(
        Case(
            name=f"odd-{name}-in-text",
            rule=5,
            main="in.txt",
            expect="ok",
            data=f"Title {text}\n\nzzkeep29 {text}\n\n{text}\n",
        )
        for at, (name, text) in enumerate(ODD.items())
        if at % 3 == 1
    ),
    *(
        Case(
            name=f"odd-{name}-in-a-model",
            rule=5,
            main="in.json",
            data=json.dumps(
                {
                    "version": 1,
                    "metadata": {"title": text, "lang": "en", "keywords": [text], "authors": [{"name": text}]},
                    "title": [{"type": "text", "text": "zzkeep29 " + text}],
                    "blocks": [
                        {"type": "code_block", "text": text},
                        {"type": "paragraph", "content": [{"type": "page_marker", "label": text}]},
                    ],
                }
            ),
        )
        for at, (name, text) in enumerate(ODD.items())
        if at % 3 == 2
    ),
    *(
        Case(
            name=f"long-{name}",
            rule=7,
            main="in.txt",
            data=lambda make=make: "Title\n\nzzkeep29 text.\n\n" + make() + "\n",
            expect="either",
            keep=False,
        )
        for name, make in LONG.items()
    ),
    *(
        Case(
            name=f"long-{name}-in-html",
            rule=7,
            main="in.html",
            data=lambda make=make: page(f"<h2>h</h2><p>{make()}</p>"),
            expect="either",
            keep=False,
        )
        for at, (name, make) in enumerate(LONG.items())
        if at % 3 == 0
    ),
    Case(
        name="directions-that-fight",
        rule=5,
        main="in.html",
        data=page(
            "".join(
                f"<p dir={one}>{OPEN}<bdo dir={two}>a \u05d0 <bdi dir={one}>b</bdi></bdo> {OPEN}</p>"
                for one in ("ltr", "rtl", "auto", "x")
                for two in ("rtl", "ltr")
            )
            + "<p><span dir=rtl>" * 40
            + "x"
        ),
        finding=True,
    ),
    Case(
        name="languages-by-the-thousand",
        rule=7,
        main="in.md",
        data=markdown(
            "\n\n".join(
                f'[word]{{lang="{chr(97 + at % 26)}{chr(97 + at // 26 % 26)}-x-a{at}"}} text' for at in range(1_500)
            )
        ),
        expect="either",
    ),
)
