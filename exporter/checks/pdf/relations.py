"""What structure elements hold and must not hold, as data: of PDF 1.7, and of PDF 2.0 (ISO/TS 32005:2023, table 5).

ISO/TS 32005 is not public. Each pair of PDF 2.0 below stands in both public transcriptions of its table: veraPDF's
profile for it (veraPDF-validation-profiles, PDF_UA/ISO-32005-Tagged.xml, 1,607 rules) and LaTeX's (tagpdf,
tagpdf-parent-child-2.csv of 2026-05-17). The two differ in thirteen pairs (``UNCONFIRMED``), which accuse nobody.
"""

from __future__ import annotations


def types(words: str) -> frozenset[str]:
    """Types of structure elements, as they are written side by side."""
    return frozenset(words.split())


HOLDS = {
    "Table": types("Caption TR THead TBody TFoot"),
    "THead": types("TR"),
    "TBody": types("TR"),
    "TFoot": types("TR"),
    "TR": types("TH TD"),
    "L": types("Caption L LI"),
    "LI": types("Lbl LBody"),
    "TOC": types("Caption TOC TOCI"),
    "Ruby": types("RB RT RP"),
    "Warichu": types("WT WP"),
}
"""Type → what it holds in PDF 1.7 (ISO 32000-1, tables 333, 336, 337 and 338)."""

LIES_IN = {
    "LI": types("L"),
    "LBody": types("LI"),
    "TR": types("Table THead TBody TFoot"),
    "TH": types("TR"),
    "TD": types("TR"),
    "THead": types("Table"),
    "TBody": types("Table"),
    "TFoot": types("Table"),
    "TOCI": types("TOC"),
}
"""Type → where it lies in PDF 1.7 (the same tables)."""

ONLY_IN = {
    **LIES_IN,
    **dict.fromkeys(("RB", "RT", "RP"), types("Ruby")),
    **dict.fromkeys(("WT", "WP"), types("Warichu")),
}
"""Type → the only types that hold it in PDF 2.0, beside those that group (``OPEN``)."""

HOLDS_ONLY = {
    **HOLDS,
    "LI": types("Lbl LBody Div"),
    "TOC": types("Caption TOC TOCI Part"),
    "TOCI": types("Lbl Reference TOC P Div Annot"),
}
"""Type → all that it holds in PDF 2.0, beside NonStruct, Private and Artifact."""

OPEN = types("Part Div NonStruct Private Artifact")
"""Types that hold what the one around them may hold: the table says nothing of their own content."""

_LINES = "Art Aside BlockQuote Caption Div Document DocumentFragment H Hn Index L P Part Sect TOC Table Title"
"""What words in a line do not hold."""
_ROWS = {
    "Document DocumentFragment": "BibEntry Caption Em Lbl Quote Reference Ruby Span Strong Sub Warichu",
    "Art": "Art BibEntry Document Em Quote Ruby Span Strong Sub Warichu",
    "Sect": "BibEntry Document Em Quote Ruby Span Strong Sub Warichu",
    "Aside BlockQuote": "Aside BibEntry Em Quote Ruby Span Strong Sub Title Warichu",
    "Index": "Art Aside BibEntry BlockQuote Code Document DocumentFragment Em Form Index Lbl Link Quote Ruby Span"
    " Strong Sub TOC Title Warichu",
    "Title": "Art BlockQuote Document DocumentFragment H Hn Index Sect Sub TOC Title",
    "P": "Art Aside BlockQuote Caption Div Document DocumentFragment H Hn Index P Part Sect TOC Title",
    "H Hn": "Art Aside BlockQuote Caption Div Document DocumentFragment H Hn Index L P Part TOC Table Title",
    "Em Strong Span": _LINES,
    "Lbl": f"{_LINES} Lbl",
    "Quote": "Art Aside BlockQuote Caption Document DocumentFragment H Hn Index L P Part Sect TOC Table Title",
    "Sub": "Art Aside BlockQuote Caption Div Document DocumentFragment H Hn Index P Part Sect Sub TOC Table Title",
    "BibEntry": "Art Aside BlockQuote Caption Code Document DocumentFragment H Hn Index L Sect TOC Table Title",
    "Code Note FENote": "Document H Hn TOC Title",
    "Reference Link Annot": "Document Index TOC",
    "Form": "Annot Art Aside BlockQuote Document DocumentFragment Em Form H Hn Index Link P Quote Ruby Sect Span"
    " Strong Sub TOC Title Warichu",
    "RB RT RP WT WP": "Art Aside BibEntry BlockQuote Caption Code Div Document DocumentFragment FENote Figure Formula"
    " H Hn Index L Lbl Note P Part Ruby Sect TOC Table Title Warichu",
    "LBody": "Document DocumentFragment Lbl TOC Title",
    "TH TD": "Aside BlockQuote Caption Document DocumentFragment Part Sub TOC Title",
    "Caption": "Caption Document TOC Title",
    "Figure": "Document DocumentFragment TOC Title",
    "Formula": "Art Document DocumentFragment Sect TOC Title",
}
SHALL_NOT_HOLD = {name: types(row) for names, row in _ROWS.items() for name in names.split()}
"""Type → what it must not hold beside the parts of lists, tables, contents, ruby and warichu (``ONLY_IN``)."""

NO_CONTENT = types("Document DocumentFragment Art Sect Index TOC TOCI L Table TR THead TBody TFoot")
"""Types whose words and pictures lie in elements of their own, never directly in them."""

SEQUENCES = {"Ruby": (["RB", "RT"], ["RB", "RP", "RT", "RP"]), "Warichu": (["WP", "WT", "WP"],)}
"""Type → what it holds, one after the other (ISO/TS 32005, 7.2)."""

UNCONFIRMED = frozenset(
    [
        ("Art", "Reference"),
        ("Sect", "Reference"),
        ("TOCI", "Annot"),
        ("Quote", "Div"),
        ("Reference", "Link"),
        ("Link", "Link"),
        *(("BibEntry", kid) for kid in "BibEntry Form Formula Quote Ruby Sub Warichu".split()),
    ]
)
"""Pairs that veraPDF's profile forbids and LaTeX's table allows."""


def allows(holder: str, kid: str) -> bool:
    """Whether an element of one type may hold one of another, as far as both sources say. ``Hn``: a heading's type."""
    if holder in OPEN or kid in OPEN - {"Part", "Div"}:
        return True
    if holder in HOLDS_ONLY:
        return kid in HOLDS_ONLY[holder]
    return kid not in ONLY_IN and kid not in SHALL_NOT_HOLD.get(holder, ())
