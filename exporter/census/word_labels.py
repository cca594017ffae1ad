"""What Word shows that no run of the document holds: words of numbers, of drawn letters, of buttons and signs.

Apart from the walk over the stories: these are words that an article may have, and that nobody can lose in silence.
"""

from __future__ import annotations

from typing import Any

from exporter.census.office import MC, M, Office, W

VML = "{urn:schemas-microsoft-com:vml}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MOST = 200
"""So many numbers in words a list may have."""
_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth"
)
_KNOWN = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/office/word/2010/",
    "http://schemas.microsoft.com/office/word/2012/wordml",
    "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    "http://schemas.microsoft.com/office/drawing/2010/",
    "http://schemas.microsoft.com/office/drawing/2007/8/2/chart",
    "urn:schemas-microsoft-com:vml",
)
"""How the namespaces begin that a program of 2015 knows: of alternatives, it shows the first in them."""


def settle_alternatives(root: Any) -> None:
    """Leave of each ``mc:AlternateContent`` what is shown: the first choice that is known, else the fallback.

    What takes room in a formula and is not shown (22.1.2.81) goes, too.
    """
    for show in list(root.iter(M + "show")):
        phantom = show.getparent().getparent()
        if show.get(M + "val") in ("0", "false", "off") and phantom is not None and phantom.getparent() is not None:
            phantom.getparent().remove(phantom)
    for made in list(root.iter(MC + "AlternateContent")):
        shown = next((one for one in made.iterchildren(MC + "Choice") if _is_known(one)), None)
        for one in list(made):
            if one is not shown and not (shown is None and one.tag == MC + "Fallback"):
                made.remove(one)


def _is_known(choice: Any) -> bool:
    needed = [str(choice.nsmap.get(prefix, "")) for prefix in str(choice.get("Requires") or "").split()]
    return bool(needed) and all(name.startswith(_KNOWN) for name in needed)


def labels(office: Office, numbered: int) -> list[str]:
    """The words in the labels of lists and headings (17.9.11), once for each of ``numbered`` paragraphs."""
    found: set[str] = set()
    for name in [name for kind, name in office.relations(office.main) if kind == "numbering"]:
        root = office.root(name)
        for level in root.iter(W + "lvl") if root is not None else ():
            text, form = (level.find(W + tag) for tag in ("lvlText", "numFmt"))
            found.add("" if text is None else str(text.get(W + "val") or ""))
            kind = "" if form is None else str(form.get(W + "val") or "")
            found.add({"cardinalText": _CARDINALS, "ordinalText": _ORDINALS}.get(kind, ""))
    worded = [text.title() for text in sorted(found) if any(char.isalpha() for char in text)]
    plain = [text for text in sorted(found) if any(char.isalpha() for char in text)]
    return [*plain, *worded] * min(numbered, MOST)


def drawn_words(root: Any) -> list[str]:
    """Words that are drawn, or stand in the code of a button: WordArt, text of drawings, pages of the web in boxes."""
    found = [str(one.get("string") or "") for one in root.iter(VML + "textpath")]
    found += [one.text or "" for one in root.iter(DRAWING + "t")]
    for one in root.iter(VML + "textbox"):
        if one.find(W + "txbxContent") is None:
            found.append("".join(str(part) for part in one.itertext()))
    codes = [one.text or "" for one in root.iter(W + "instrText")]
    codes += [str(one.get(W + "instr") or "") for one in root.iter(W + "fldSimple")]
    found += [code for code in codes if code.split()[:1] and code.split()[0].upper() in ("MACROBUTTON", "GOTOBUTTON")]
    return found


def is_in_a_box(paragraph: Any) -> bool:
    """Whether a paragraph stands in a text box, which has its own place beside the text."""
    return next(paragraph.iterancestors(W + "txbxContent"), None) is not None


def signs_of_fields(root: Any) -> int:
    """How many signs fields show by number (17.16.5.65)."""
    codes = [one.text or "" for one in root.iter(W + "instrText")]
    codes += [str(one.get(W + "instr") or "") for one in root.iter(W + "fldSimple")]
    return sum(code.split()[:1] == ["SYMBOL"] for code in codes)
