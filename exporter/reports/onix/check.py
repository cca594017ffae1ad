"""Our own check of an ONIX message, in the place of a schema: structure, order, code lists and numbers.

Order and number of elements follow the ONIX for Books 3.0 Format Specification (groups P.1 to P.26) for the elements
that this program writes; any other element is an error here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from exporter.bounds.safe_xml import parse_xml
from exporter.checks.epub.onix import NAMES
from exporter.readers.metadata_numbers import Wrong, isbn, orcid
from exporter.reports.onix.codes import DATE_FORMATS, TABLES, languages

NAMESPACE = "http://ns.editeur.org/onix/3.0/reference"
PDF_CODES = frozenset(["05", "06"])
"""Codes of list 196 that only a PDF can have: PDF/UA-1 and PDF/UA-2."""

GRAMMAR: dict[str, str] = {
    "ONIXMessage": "Header Product+",
    "Header": "Sender SentDateTime",
    "Sender": "SenderName",
    "Product": "RecordReference NotificationType ProductIdentifier+ DescriptiveDetail CollateralDetail? "
    "PublishingDetail? RelatedMaterial?",
    "ProductIdentifier": "ProductIDType IDTypeName? IDValue",
    "DescriptiveDetail": "ProductComposition ProductForm ProductFormDetail+ ProductFormFeature* PrimaryContentType "
    "ProductContentType* EpubTechnicalProtection EpubLicense? Collection* TitleDetail Contributor* EditionStatement? "
    "Language* Extent* Subject*",
    "ProductFormFeature": "ProductFormFeatureType ProductFormFeatureValue ProductFormFeatureDescription?",
    "EpubLicense": "EpubLicenseName EpubLicenseExpression?",
    "EpubLicenseExpression": "EpubLicenseExpressionType EpubLicenseExpressionLink",
    "Collection": "CollectionType CollectionIdentifier* TitleDetail",
    "CollectionIdentifier": "CollectionIDType IDValue",
    "TitleDetail": "TitleType TitleElement+",
    "TitleElement": "TitleElementLevel PartNumber? TitleText Subtitle?",
    "Contributor": "SequenceNumber ContributorRole NameIdentifier? PersonName PersonNameInverted? "
    "ProfessionalAffiliation?",
    "NameIdentifier": "NameIDType IDValue",
    "ProfessionalAffiliation": "Affiliation",
    "Language": "LanguageRole LanguageCode CountryCode? ScriptCode?",
    "Extent": "ExtentType ExtentValue ExtentUnit",
    "Subject": "MainSubject? SubjectSchemeIdentifier SubjectSchemeName? SubjectCode? SubjectHeadingText?",
    "CollateralDetail": "TextContent+",
    "TextContent": "TextType ContentAudience Text",
    "PublishingDetail": "Imprint? Publisher? CityOfPublication? PublishingStatus? PublishingDate?",
    "Imprint": "ImprintName",
    "Publisher": "PublishingRole PublisherName",
    "PublishingDate": "PublishingDateRole Date",
    "RelatedMaterial": "RelatedWork* RelatedProduct*",
    "RelatedWork": "WorkRelationCode WorkIdentifier",
    "WorkIdentifier": "WorkIDType IDValue",
    "RelatedProduct": "ProductRelationCode ProductIdentifier+",
}
"""Element that holds others → these in their order; ``?`` for at most one, ``*`` for any number, ``+`` for one or more.
"""
EMPTY = frozenset(["MainSubject"])


def problems(data: bytes) -> list[str]:
    """What is wrong with a message, as element and reason; nothing for a right one. Raises InputError for no XML."""
    root = parse_xml(data, "the ONIX message")
    if root.tag != f"{{{NAMESPACE}}}ONIXMessage" or root.get("release") != "3.0":
        return ["ONIXMessage: is not the root of a message of release 3.0"]
    found = [f"{_name(made)}: {why}" for made in root.iter("{*}*") for why in _wrong(made)]
    references = [made.text for made in root.iter("{*}RecordReference")]
    if len(set(references)) < len(references):
        found.append("RecordReference: is not that of one product alone")
    return found


def _name(made: Any) -> str:
    return etree.QName(made).localname


def _wrong(made: Any) -> Iterator[str]:
    name, text = _name(made), made.text or ""
    kids = "".join(f"{_name(kid)} " for kid in made)
    if etree.QName(made).namespace != NAMESPACE:
        yield "is not of the namespace of ONIX"
    elif name in GRAMMAR:
        parts = (re.fullmatch(r"(\w+)([?*+]?)", word) for word in GRAMMAR[name].split())
        pattern = "".join(f"(?:{part[1]} ){part[2]}" for part in parts if part)
        if not re.fullmatch(pattern, kids):
            yield f"has {kids.strip() or 'nothing'}, not {GRAMMAR[name]}"
    elif kids:
        yield "may not hold other elements"
    elif name in EMPTY:
        if text:
            yield "may not hold text"
    elif not text.strip() or text != " ".join(text.split()):
        yield "holds no text, or white space that means nothing"
    else:
        yield from _wrong_value(made, name, text)


def _wrong_value(made: Any, name: str, text: str) -> Iterator[str]:
    if name in TABLES and text not in TABLES[name][1]:
        yield f"{text} is not a code of list {TABLES[name][0]} that is written here"
    match name:
        case "ProductFormFeatureValue" if text not in NAMES and text not in PDF_CODES:
            yield f"{text} is not a code of list 196 that is written here"
        case "LanguageCode" if text not in languages().values():
            yield f"{text} is not a code of list 74"
        case "CountryCode" if not re.fullmatch("[A-Z]{2}", text):
            yield f"{text} is not a code of list 91"
        case "ScriptCode" if not re.fullmatch("[A-Z][a-z]{3}", text):
            yield f"{text} is not a code of list 121"
        case "SequenceNumber" | "ExtentValue" if not re.fullmatch("[1-9][0-9]*", text):
            yield f"{text} is not a number"
        case "SentDateTime" if not re.fullmatch(r"\d{8}(?:T\d{4}Z)?", text):
            yield f"{text} is not a day, or a day and a time of UTC"
        case "Date" if DATE_FORMATS.get(len(text)) != made.get("dateformat") or not text.isdigit():
            yield f"{text} is not a date of format {made.get('dateformat')} (list 55)"
        case "IDValue":
            yield from _wrong_number(made, text)
        case _:
            pass


def _wrong_number(made: Any, text: str) -> Iterator[str]:
    kind = made.getparent()[0]
    try:
        if (_name(kind), kind.text) == ("ProductIDType", "15") and isbn(text) != text:
            yield f"{text} is not an ISBN of 13 digits alone"
        if (_name(kind), kind.text) == ("NameIDType", "21") and orcid(text).replace("-", "") != text:
            yield f"{text} is not an ORCID of 16 digits alone"
    except Wrong as why:
        yield f"{text}: {why}"
