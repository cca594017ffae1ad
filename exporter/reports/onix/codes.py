"""Codes of ONIX for Books: EDItEUR's code lists, issue 68, by the element that takes them.

Only what this program may write is listed, and a message with another code is refused by ``onix.check``: EDItEUR's
schema is not part of this program, so these tables and the order in ``onix.check`` stand for it. Source: EDItEUR
(www.editeur.org/14/Code-Lists); the number of each list stands beside its table.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FORMS: dict[str, tuple[str, ...]] = {
    "epub": ("E101", "E200"),
    "pdf": ("E107", "E201"),
    "docx": ("E104", "E200"),
    "html": ("E105", "E200"),
    "brf": ("E146", "E201"),
}
"""Product form details of our formats (list 175): the file format, and reflowable or fixed."""
PDF_A = "E108"

ROLES: dict[str, str] = {
    "abr": "B04",
    "adp": "B05",
    "aft": "A19",
    "ann": "A20",
    "aui": "A24",
    "aut": "A01",
    "cmm": "A21",
    "cmp": "A06",
    "com": "C01",
    "cov": "A36",
    "cre": "A01",
    "ctb": "A32",
    "ctg": "A39",
    "dsr": "A11",
    "edt": "B01",
    "ill": "A12",
    "ive": "A44",
    "ivr": "A43",
    "lyr": "A05",
    "nrt": "E07",
    "pht": "A13",
    "res": "A51",
    "trl": "B06",
}
"""MARC relator → contributor role (list 17); every other is Z99."""
OTHER_ROLE = "Z99"

SUBJECTS: dict[str, str] = {
    "BIC": "12",
    "BISAC": "10",
    "DDC": "01",
    "LCSH": "04",
    "Thema": "93",
    "UDC": "09",
}
"""Scheme of a subject → subject scheme identifier (list 27); every other is 24, with its name."""
KEYWORDS, OTHER_SCHEME = "20", "24"

TABLES: dict[str, tuple[int, frozenset[str]]] = {
    "NotificationType": (1, frozenset(["03"])),  # notification confirmed on publication
    "ProductComposition": (2, frozenset(["00"])),  # single-component retail product
    "ProductIDType": (5, frozenset(["01", "15"])),  # proprietary, ISBN-13
    "CollectionIDType": (13, frozenset(["02"])),  # ISSN
    "TitleType": (15, frozenset(["01"])),  # distinctive title
    "ContributorRole": (17, frozenset([*ROLES.values(), OTHER_ROLE])),
    "LanguageRole": (22, frozenset(["01"])),  # language of text
    "ExtentType": (23, frozenset(["22"])),  # file size
    "ExtentUnit": (24, frozenset(["17"])),  # bytes
    "SubjectSchemeIdentifier": (27, frozenset([*SUBJECTS.values(), KEYWORDS, OTHER_SCHEME])),
    "WorkIDType": (16, frozenset(["06"])),  # DOI
    "WorkRelationCode": (164, frozenset(["01"])),  # manifestation of
    "NameIDType": (44, frozenset(["21"])),  # ORCID
    "PublishingRole": (45, frozenset(["01"])),  # publisher
    "ProductRelationCode": (51, frozenset(["06", "13"])),  # alternative format; based on a print product
    "PublishingStatus": (64, frozenset(["04"])),  # active
    "ProductFormFeatureType": (79, frozenset(["09"])),  # accessibility of an e-publication
    "PrimaryContentType": (81, frozenset(["10"])),  # text
    "ProductContentType": (81, frozenset(["07"])),  # still images
    "EpubTechnicalProtection": (144, frozenset(["00"])),  # none
    "CollectionType": (148, frozenset(["10"])),  # publisher collection
    "TitleElementLevel": (149, frozenset(["01", "02"])),  # product, collection
    "ProductForm": (150, frozenset(["ED"])),  # digital download
    "TextType": (153, frozenset(["03"])),  # description
    "ContentAudience": (154, frozenset(["00"])),  # unrestricted
    "PublishingDateRole": (163, frozenset(["01"])),  # publication date
    "ProductFormDetail": (175, frozenset([PDF_A, *(code for form in FORMS.values() for code in form)])),
    "EpubLicenseExpressionType": (218, frozenset(["01"])),  # for people to read
}
"""Element → number of its list, and the codes of it that may be written."""
DATE_FORMATS = {4: "05", 6: "01", 8: "00"}
"""Digits of a date → its format (list 55): year, month, day."""


@cache
def languages() -> dict[str, str]:
    """Code of ISO 639-1, 639-2/B or 639-2/T → code of list 74, which takes ISO 639-2/B."""
    text = Path(__file__).with_name("languages.txt").read_text(encoding="ascii")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    groups = [word.split("=") for line in lines for word in line.split()]
    return {code: group[0] for group in groups for code in group}
