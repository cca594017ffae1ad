"""What structure elements of PDF 2.0 must not hold (ISO/TS 32005:2023, table 5), as data, type by type.

The standard is not public. Each pair below stands in both public transcriptions of its table: veraPDF's profile for it
(veraPDF-validation-profiles, PDF_UA/ISO-32005-Tagged.xml, 1,607 rules) and LaTeX's (tagpdf, tagpdf-parent-child-2.csv
of 2026-05-17). The two differ in thirteen pairs (``UNCONFIRMED``), of which nobody is accused.
"""

from __future__ import annotations


def _kinds(words: str) -> frozenset[str]:
    return frozenset(words.split())


ONLY_IN = {
    "LI": _kinds("L"),
    "LBody": _kinds("LI"),
    "TOCI": _kinds("TOC"),
    "TR": _kinds("Table THead TBody TFoot"),
    "TH": _kinds("TR"),
    "TD": _kinds("TR"),
    "THead": _kinds("Table"),
    "TBody": _kinds("Table"),
    "TFoot": _kinds("Table"),
    "RB": _kinds("Ruby"),
    "RT": _kinds("Ruby"),
    "RP": _kinds("Ruby"),
    "WT": _kinds("Warichu"),
    "WP": _kinds("Warichu"),
}
"""Type → the only types that hold it, beside those that group (``OPEN``)."""

HOLDS_ONLY = {
    "Table": _kinds("Caption TR THead TBody TFoot"),
    "THead": _kinds("TR"),
    "TBody": _kinds("TR"),
    "TFoot": _kinds("TR"),
    "TR": _kinds("TH TD"),
    "L": _kinds("Caption L LI"),
    "LI": _kinds("Lbl LBody Div"),
    "TOC": _kinds("Caption TOC TOCI Part"),
    "TOCI": _kinds("Lbl Reference TOC P Div Annot"),
    "Ruby": _kinds("RB RT RP"),
    "Warichu": _kinds("WT WP"),
}
"""Type → all that it holds, beside NonStruct, Private and Artifact."""

OPEN = _kinds("Part Div NonStruct Private Artifact")
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
SHALL_NOT_HOLD = {name: _kinds(row) for names, row in _ROWS.items() for name in names.split()}
"""Type → what it must not hold beside the parts of lists, tables, contents, ruby and warichu (``ONLY_IN``)."""

NO_CONTENT = _kinds("Document DocumentFragment Art Sect Index TOC TOCI L Table TR THead TBody TFoot")
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
