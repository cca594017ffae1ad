"""What no finished file may hold, whatever it was made from: rules 2 to 5, 8 and 9 of the hostile corpus.

It shares nothing with the writers. Every function gives what is wrong, in words; nothing wrong gives nothing.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pikepdf
from lxml import etree
from pdfminer.high_level import extract_text

ALLOWED_TARGET = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
ACTIVE = frozenset(
    "script form input button select textarea iframe frame frameset object embed applet audio video source track "
    "portal base animate animateMotion animateTransform set handler foreignObject".split()
)
REFERENCES = frozenset("href src data poster srcset action formaction background cite longdesc xlink:href".split())
FIELDS = re.compile(
    r"\s*(?:PAGE|NUMPAGES|TOC\b.*|PAGEREF\s+\S+.*|NOTEREF\s+\w+\s.*|HYPERLINK\s+\\l\s.*|STYLEREF\b.*|SEQ\b.*|REF\s+\S+.*)\s*"
)
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
UNSEEN = re.compile(r"[\s\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
PDF_ACTIONS = frozenset(["/URI", "/GoTo"])


def judged(path: Path, need: list[str], forbid: list[bytes], image: tuple[int, int]) -> list[str]:
    """Everything wrong with a finished file: what it lacks of ``need``, holds of ``forbid``, or may never hold.

    ``image`` is the size of a picture that no case may read.
    """
    match path.suffix:
        case ".pdf":
            wrong, raw, words, sizes = _pdf(path)
        case ".epub":
            wrong, raw, words, sizes = _package(path, _epub_part)
        case _:
            wrong, raw, words, sizes = _package(path, _docx_part)
    seen = UNSEEN.sub("", words)
    wrong += [f"lacks “{word}”" for word in need if UNSEEN.sub("", word) not in seen]
    wrong += [f"holds {word!r}" for word in forbid if word in raw]
    if image in sizes:
        wrong.append("holds the picture that no case may read")
    return [f"{path.name}: {item}" for item in dict.fromkeys(wrong)]


# --- PDF ------------------------------------------------------------------------------------------------------------


def _pdf(path: Path) -> tuple[list[str], bytes, str, set[tuple[int, int]]]:
    from exporter.model import plain_text
    from exporter.readback import open_file

    wrong: list[str] = []
    sizes: set[tuple[int, int]] = set()
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:  # its name may be none that pikepdf takes
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                wrong += _pdf_object(item)
                if item.get("/Subtype") == "/Image":
                    sizes.add((int(item.Width), int(item.Height)))
        for key in ("/AcroForm", "/OpenAction", "/AA", "/Collection", "/Names"):
            value = pdf.Root.get(key)
            if key in ("/AcroForm", "/AA", "/Collection") and value is not None:
                wrong.append(f"has {key}")
            if key == "/Names" and value is not None and {"/JavaScript", "/EmbeddedFiles"} & set(value.keys()):
                wrong.append("has scripts or files")
        if "/Metadata" in pdf.Root:
            etree.fromstring(pdf.Root.Metadata.read_bytes())
        unpacked = io.BytesIO()
        pdf.save(unpacked, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        texts = [str(item) for item in _strings(pdf)]
    raw = unpacked.getvalue()
    said = extract_text(path) + plain_text(open_file(path.read_bytes(), path.name).blocks, notes=True)
    title = str(open_file(path.read_bytes(), path.name).metadata)
    return wrong, raw, said + title + raw.decode("latin-1") + " ".join(texts), sizes


def _strings(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary):
            yield from (value for value in item.values() if isinstance(value, pikepdf.String))


def _pdf_object(item: Any) -> list[str]:
    wrong = []
    for key in ("/JS", "/JavaScript", "/AA", "/Launch", "/EF", "/RichMediaContent", "/XFA"):
        if key in item:
            wrong.append(f"an object has {key}")
    kind = item.get("/S")
    target = item.get("/URI")
    if isinstance(target, pikepdf.String) and not ALLOWED_TARGET.match(str(target)):
        wrong.append(f"a link leads to {str(target)[:60]!r}")
    is_action = item.get("/Type") == "/Action" or (isinstance(kind, pikepdf.Name) and ("/URI" in item or "/D" in item))
    if is_action and str(kind) not in PDF_ACTIONS:
        wrong.append(f"an action {kind}")
    if item.get("/Type") == "/Filespec" or item.get("/Subtype") in ("/FileAttachment", "/Widget", "/Screen", "/Movie"):
        wrong.append(f"a {item.get('/Subtype') or 'file'}")
    return wrong


# --- packages -------------------------------------------------------------------------------------------------------


def _package(path: Path, judge: Any) -> tuple[list[str], bytes, str, set[tuple[int, int]]]:
    from PIL import Image

    wrong: list[str] = []
    sizes: set[tuple[int, int]] = set()
    raw, words = [], []
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        if len({name.casefold() for name in names}) != len(names):
            wrong.append("two parts of one name")
        for name in names:
            data = package.read(name)
            raw.append(data)
            if not re.fullmatch(r"(?:[A-Za-z0-9_.\[\]-]+/)*[A-Za-z0-9_.\[\]-]+", name) or ".." in name.split("/"):
                wrong.append(f"a part named {name!r}")
            if name.endswith((".xhtml", ".xml", ".rels", ".opf", ".ncx", ".svg")):
                if b"<!ENTITY" in data or (
                    b"<!DOCTYPE" in data and not data.split(b"<!DOCTYPE")[1].startswith(b" html>")
                ):
                    wrong.append(f"{name} declares a document type or entities")
                root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
                wrong += [f"{name}: {item}" for item in judge(name, root, set(names))]
                words.append(
                    "".join(root.itertext())
                    + " ".join(str(value) for one in root.iter() for value in one.attrib.values())
                )
            elif name.endswith(".css") and re.search(rb"@import|url\(\s*['\"]?\s*(?:[a-z]+:|//)", data, re.IGNORECASE):
                wrong.append(f"{name} refers to something outside")
            elif name.endswith((".png", ".jpg", ".jpeg", ".gif")):
                with Image.open(io.BytesIO(data)) as picture:
                    sizes.add(picture.size)
            elif name.endswith((".js", ".bin", ".svgz", ".html")):
                wrong.append(f"a part named {name!r}")
    return wrong, b"\n".join(raw), html.unescape("\n".join(words)), sizes


def _epub_part(name: str, root: etree._Element, names: set[str]) -> Iterator[str]:
    folder = name.rpartition("/")[0]
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        tag = etree.QName(element).localname
        if tag in ACTIVE and name.endswith((".xhtml", ".svg")):
            yield f"an element {tag}"
        if tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
            yield "a refresh"
        for key, value in element.attrib.items():
            local = etree.QName(key).localname.lower()
            if local.startswith("on"):
                yield f"an attribute {key}"
            if local == "style" and re.search(r"url\(|@import|expression|javascript", str(value), re.IGNORECASE):
                yield f"a style {value!r}"
            if local in REFERENCES and name.endswith((".xhtml", ".svg")):
                yield from _epub_reference(tag, local, str(value), folder, names)
            if (
                local == "href"
                and name.endswith(".opf")
                and tag == "item"
                and f"{folder}/{value}".lstrip("/") not in names
            ):
                yield f"the manifest names {value!r}, which is not there"


def _epub_reference(tag: str, local: str, value: str, folder: str, names: set[str]) -> Iterator[str]:
    if ALLOWED_TARGET.match(value):
        if not (tag == "a" or local == "cite"):
            yield f"{tag} {local} is fetched from outside: {value[:60]!r}"
        return
    if re.match(r"[a-z][a-z0-9+.-]*:|//|\\", value, re.IGNORECASE):
        yield f"{tag} {local} leads to {value[:60]!r}"
        return
    file = unquote(value.partition("#")[0])
    parts = [part for part in f"{folder}/{file}".split("/") if part]
    while ".." in parts:
        at = parts.index("..")
        if at == 0:
            yield f"{tag} {local} leads out of the package: {value[:60]!r}"
            return
        del parts[at - 1 : at + 1]
    if file and "/".join(parts) not in names:
        yield f"{tag} {local} names {value[:60]!r}, which is not there"


def _docx_part(name: str, root: etree._Element, names: set[str]) -> Iterator[str]:
    fields = ""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        tag = etree.QName(element).localname
        if name.endswith(".rels") and tag == "Relationship":
            target = element.get("Target", "")
            if element.get("TargetMode") == "External":
                if element.get("Type") != HYPERLINK or not ALLOWED_TARGET.match(target):
                    yield f"a relationship to {target[:60]!r}"
            elif re.match(r"[a-z]+:|//|\\", target, re.IGNORECASE) or ".." in target.split("/")[1:]:
                yield f"a relationship to {target[:60]!r}"
        if tag in (
            "altChunk",
            "object",
            "OLEObject",
            "attachedTemplate",
            "control",
            "subDoc",
            "movie",
            "ddeLink",
            "mailMerge",
        ):
            yield f"an element {tag}"
        if tag == "fldSimple" and not FIELDS.fullmatch(element.get(f"{WORD}instr", "")):
            yield f"a field {element.get(f'{WORD}instr')!r}"
        if tag == "fldChar" and element.get(f"{WORD}fldCharType") in ("separate", "end"):
            if fields and not FIELDS.fullmatch(fields):
                yield f"a field {fields[:60]!r}"
            fields = ""
        if tag == "instrText":
            fields += element.text or ""
