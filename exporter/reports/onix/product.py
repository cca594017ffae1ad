"""One product of an ONIX message: a finished file, and what is said about its article, in the order of ONIX 3.0."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from exporter.model import Document, Image, Metadata, Person, plain_text, walk
from exporter.reports.onix import codes
from exporter.reports.onix.check import NAMESPACE
from exporter.reports.onix.features import features
from exporter.writers.xhtml.elements import xml_text

_CC = re.compile(r"https?://creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)/?.*")


@dataclass(frozen=True, slots=True)
class File:
    """A finished file: its format, bytes, and the standards it claims to meet."""

    format: str
    data: bytes
    claims: tuple[str, ...] = ()


def line(text: str) -> str:
    """``text`` on one line, without what XML cannot hold."""
    return " ".join(xml_text(text).split())


def add(parent: Any, name: str, text: str = "", **attributes: str) -> Any:
    """An element of ONIX at the end of ``parent``."""
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    made.text = text or None
    return made


def group(parent: Any, name: str, parts: Iterable[tuple[str, str]]) -> Any:
    """A group of plain elements; those without a text are left out."""
    made = add(parent, name)
    for part, text in parts:
        if one := line(text):
            add(made, part, one)
    return made


def add_product(message: Any, document: Document, file: File, others: Sequence[File]) -> None:
    """The product that ``file`` is; ``others`` are the files of the same article."""
    metadata = document.metadata
    product = add(message, "Product")
    add(product, "RecordReference", f"{reference(document)}.{file.format}")
    add(product, "NotificationType", "03")
    _identifiers(product, metadata, file.format, reference(document))
    _descriptive_detail(add(product, "DescriptiveDetail"), document, file)
    if metadata.description.strip():
        detail = add(product, "CollateralDetail")
        said = (("TextType", "03"), ("ContentAudience", "00"), ("Text", metadata.description))
        group(detail, "TextContent", said)
    _publishing_detail(product, metadata)
    _related(product, metadata, file, others)


def reference(document: Document) -> str:
    """What names the article for ever: its DOI, its own identifier, or a hash of who says what, and when."""
    metadata = document.metadata
    doi = next((item.value for item in metadata.identifiers if item.scheme == "doi"), "")
    if found := line(doi or metadata.identifier):
        return found
    people = (person.name for person in metadata.authors)
    said = "\0".join([metadata.title or plain_text(document.title), metadata.published, metadata.lang, *people])
    return "sha256-" + hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]


def _identifiers(product: Any, metadata: Metadata, format_name: str, own: str) -> None:
    said = [("ProductIDType", "01"), ("IDTypeName", "Record"), ("IDValue", f"{own}.{format_name}")]
    if isbn := metadata.isbn(format_name):
        said = [("ProductIDType", "15"), ("IDValue", isbn)]
    group(product, "ProductIdentifier", said)


def _descriptive_detail(detail: Any, document: Document, file: File) -> None:
    metadata = document.metadata
    add(detail, "ProductComposition", "00")
    add(detail, "ProductForm", "ED")
    pdf_a = [codes.PDF_A] if any(claim.startswith("PDF/A") for claim in file.claims) else []
    for code in sorted([*codes.FORMS[file.format], *pdf_a]):
        add(detail, "ProductFormDetail", code)
    for code, description in features(file.format, file.data, file.claims):
        said = [("ProductFormFeatureType", "09"), ("ProductFormFeatureValue", code)]
        group(detail, "ProductFormFeature", [*said, ("ProductFormFeatureDescription", description)])
    add(detail, "PrimaryContentType", "10")
    if any(isinstance(node, Image) and node.alt != "" for node in walk(document)):
        add(detail, "ProductContentType", "07")
    add(detail, "EpubTechnicalProtection", "00")
    _licence(detail, metadata)
    _collection(detail, metadata)
    title = [("TitleElementLevel", "01"), ("TitleText", metadata.title or plain_text(document.title))]
    _title(detail, [*title, ("Subtitle", metadata.subtitle)])
    people = [person for person in metadata.authors if line(person.name)]
    for number, person in enumerate(people, 1):
        _contributor(detail, number, person)
    if edition := line(metadata.edition):
        add(detail, "EditionStatement", edition)
    _language(detail, metadata.lang)
    group(detail, "Extent", (("ExtentType", "22"), ("ExtentValue", str(len(file.data))), ("ExtentUnit", "17")))
    _subjects(detail, metadata)


def _licence(detail: Any, metadata: Metadata) -> None:
    if address := line(metadata.licence):
        match = _CC.fullmatch(address)
        name = f"CC {match[1].upper()} {match[2]}" if match else line(metadata.rights) or address
        made = group(detail, "EpubLicense", [("EpubLicenseName", name)])
        said = (("EpubLicenseExpressionType", "01"), ("EpubLicenseExpressionLink", address))
        group(made, "EpubLicenseExpression", said)


def _collection(detail: Any, metadata: Metadata) -> None:
    if not line(metadata.series):
        return
    made = add(detail, "Collection")
    add(made, "CollectionType", "10")
    for number in metadata.identifiers:
        if number.scheme == "issn":
            group(
                made, "CollectionIdentifier", (("CollectionIDType", "02"), ("IDValue", number.value.replace("-", "")))
            )
    said = (("TitleElementLevel", "02"), ("PartNumber", metadata.number), ("TitleText", metadata.series))
    _title(made, said)


def _title(parent: Any, parts: Iterable[tuple[str, str]]) -> None:
    made = add(parent, "TitleDetail")
    add(made, "TitleType", "01")
    group(made, "TitleElement", parts)


def _contributor(detail: Any, number: int, person: Person) -> None:
    role = codes.ROLES.get(person.role, codes.OTHER_ROLE)
    made = group(detail, "Contributor", [("SequenceNumber", str(number)), ("ContributorRole", role)])
    if person.orcid:
        said = (("NameIDType", "21"), ("IDValue", person.orcid.replace("-", "")))
        group(made, "NameIdentifier", said)
    for name, text in (("PersonName", person.name), ("PersonNameInverted", person.sort)):
        if one := line(text):
            add(made, name, one)
    if line(person.affiliation):
        group(made, "ProfessionalAffiliation", [("Affiliation", person.affiliation)])


def _language(detail: Any, tag: str) -> None:
    """The language of the text, where list 74 has it."""
    primary, *rest = tag.split("-")
    if code := codes.languages().get(primary.lower()):
        country = next((part.upper() for part in rest if re.fullmatch("[A-Za-z]{2}", part)), "")
        script = next((part.title() for part in rest if re.fullmatch("[A-Za-z]{4}", part)), "")
        said = [("LanguageRole", "01"), ("LanguageCode", code), ("CountryCode", country), ("ScriptCode", script)]
        group(detail, "Language", said)


def _subjects(detail: Any, metadata: Metadata) -> None:
    main: set[str] = set()
    for subject in metadata.subjects:
        scheme = codes.SUBJECTS.get(subject.scheme, codes.OTHER_SCHEME)
        made = add(detail, "Subject")
        if scheme in ("10", "93") and scheme not in main:
            add(made, "MainSubject")
            main.add(scheme)
        add(made, "SubjectSchemeIdentifier", scheme)
        other = scheme == codes.OTHER_SCHEME
        said = [("SubjectSchemeName", (line(subject.scheme) or "Words of the publisher") if other else "")]
        bare = other and not subject.scheme
        said += [("SubjectCode", "" if bare else subject.value)]
        said += [("SubjectHeadingText", subject.name or (subject.value if bare else ""))]
        for name, text in said:
            if one := line(text):
                add(made, name, one)
    if words := "; ".join(filter(None, map(line, metadata.keywords))):
        group(detail, "Subject", (("SubjectSchemeIdentifier", codes.KEYWORDS), ("SubjectHeadingText", words)))


def _publishing_detail(product: Any, metadata: Metadata) -> None:
    detail = add(product, "PublishingDetail")
    if line(metadata.imprint):
        group(detail, "Imprint", [("ImprintName", metadata.imprint)])
    if line(metadata.publisher):
        group(detail, "Publisher", (("PublishingRole", "01"), ("PublisherName", metadata.publisher)))
    if place := line(metadata.place):
        add(detail, "CityOfPublication", place)
    if date := digits(metadata.published):
        add(detail, "PublishingStatus", "04")
        made = group(detail, "PublishingDate", [("PublishingDateRole", "01")])
        add(made, "Date", date, dateformat=codes.DATE_FORMATS[len(date)])
    if not len(detail):
        product.remove(detail)


def digits(date: str) -> str:
    """A date of ISO 8601 as the digits of its day, month or year; "" for any other text."""
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ].*)?$", date.strip())
    return "".join(part for part in match.groups() if part) if match else ""


def _related(product: Any, metadata: Metadata, file: File, others: Sequence[File]) -> None:
    own = metadata.isbn(file.format)
    found: list[tuple[str, str]] = [("13", printed)] if (printed := metadata.own_isbn("print")) else []
    found += [("06", number) for other in others if (number := metadata.isbn(other.format)) and number != own]
    works = [item.value for item in metadata.identifiers if item.scheme == "doi" and line(item.value)]
    if found or works:
        made = add(product, "RelatedMaterial")
        for doi in works:  # it names the article, whatever its form
            work = group(made, "RelatedWork", [("WorkRelationCode", "01")])
            group(work, "WorkIdentifier", (("WorkIDType", "06"), ("IDValue", doi)))
        for relation, number in dict.fromkeys(found):
            related = group(made, "RelatedProduct", [("ProductRelationCode", relation)])
            group(related, "ProductIdentifier", (("ProductIDType", "15"), ("IDValue", number)))


def same_isbn(metadata: Metadata, files: Sequence[File]) -> Iterator[tuple[str, list[str]]]:
    """Each ISBN that more than one of ``files`` has, and their formats."""
    by_number: dict[str, list[str]] = {}
    for file in files:
        if number := metadata.isbn(file.format):
            by_number.setdefault(number, []).append(file.format)
    yield from ((number, formats) for number, formats in by_number.items() if len(formats) > 1)
