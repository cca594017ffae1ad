"""SVG pictures become pixels before anything else sees them: no script, reference or entity of theirs gets further.

The picture is parsed without entities or network, bounded, stripped of what could act or refer to anything outside it,
and drawn by resvg with the fonts of ``styles/fonts`` alone, so that it looks the same on every machine.
"""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from exporter.assets import styles_folder
from exporter.bounds.gate import Limits, Refused
from exporter.bounds.safe_xml import xml_parser

MAX_SIDE = 2_000
"""The longer side of the drawn picture in pixels."""

WALL_SECONDS = 120
"""How long to wait for a drawing; its own process ends it far earlier by the processor's time."""

MOST_ATTRIBUTES = 1_000
"""Attributes of one element: what parses them works with the square of their number."""

WINDOW = 65_536
"""How far to look for the root element."""
_PROLOG = ((b"<?", b"?>"), (b"<!--", b"-->"), (b"<!DOCTYPE", b">"))
_ROOT = re.compile(rb"<(?:\w+:)?svg[\s>/]")

SVG = "{http://www.w3.org/2000/svg}"
HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_FORBIDDEN = frozenset(
    "script foreignObject image feImage filter style a animate animateMotion animateTransform set handler "
    "iframe".split()
)
_REFERENCE = re.compile(r"url\(\s*['\"]?\s*#([^'\")\s]+)\s*['\"]?\s*\)")
_ANY_URL = re.compile(r"url\(|@import|expression\(|javascript:", re.IGNORECASE)


def is_svg(data: bytes) -> bool:
    """Whether ``data`` begins as an SVG picture does, after XML's declaration, comments and document type.

    One step after another, and never back: comments can be made so that a search tries every way to part them.
    """
    head, at = data[:WINDOW].removeprefix(b"\xef\xbb\xbf"), 0
    while True:
        at += len(head[at:]) - len(head[at:].lstrip())
        opening, closing = next((pair for pair in _PROLOG if head.startswith(pair[0], at)), (b"", b""))
        if not opening:
            return _ROOT.match(head, at) is not None
        if opening == b"<!DOCTYPE" and -1 < head.find(b"[", at) < head.find(b">", at):
            closing = b"]"
        end = head.find(closing, at + len(opening))
        if end < 0:
            return False
        at = end + len(closing)
        if closing == b"]":
            at = head.find(b">", at) + 1 or len(head)


def to_png(data: bytes, limits: Limits) -> bytes:
    """``data`` drawn as PNG. Raises Refused when it breaks a bound or cannot be drawn."""
    root = _parsed(data, limits)
    _strip(root)
    if _cost(root, limits.svg_drawn) > limits.svg_drawn:
        raise Refused(limits.passed("svg_drawn"))
    width, height = _size(root)
    text = etree.tostring(root, encoding="unicode")
    drawn = _drawn(text, width or 0, height or 0)
    if not drawn:
        raise Refused("it cannot be drawn")
    return drawn


def _drawn(text: str, width: int, height: int) -> bytes:
    """The picture drawn by a bounded process of its own (``svg_draw``); b"" when that ended otherwise than well."""
    spec = find_spec("resvg_py")
    if spec is None or not spec.origin or not sys.executable:
        raise Refused("there is nothing to draw it with")
    folder = Path(spec.origin).parent.parent if spec.submodule_search_locations else Path(spec.origin).parent
    command = [sys.executable, "-I", str(Path(__file__).with_name("svg_draw.py")), str(folder), str(width), str(height)]
    try:
        done = subprocess.run(
            [*command, *_fonts()],
            input=text.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={name: value for name, value in os.environ.items() if name == "SYSTEMROOT"},  # Windows needs it
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""


def _parsed(data: bytes, limits: Limits) -> etree._Element:
    if len(data) > limits.svg_bytes:
        raise Refused(limits.passed("svg_bytes"))
    if any(tag.count(b"=") > MOST_ATTRIBUTES for tag in data.split(b"<")):
        raise Refused(f"an element in it has more than {MOST_ATTRIBUTES} attributes")
    if b"<!ENTITY" in data:
        raise Refused("it declares entities")
    try:
        root = etree.fromstring(data, xml_parser())
    except etree.XMLSyntaxError:
        raise Refused("it is not well-formed XML") from None
    if root.tag != f"{SVG}svg":
        raise Refused("it is not an SVG picture")
    if sum(1 for _ in root.iter()) > limits.svg_elements:
        raise Refused(limits.passed("svg_elements"))
    return root


def _strip(root: etree._Element) -> None:
    for element in list(root.iter()):
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        parent = element.getparent()
        if parent is not None and (not name or name in _FORBIDDEN):
            if name == "a":
                element.tag = f"{SVG}g"
            else:
                parent.remove(element)
                continue
        for key, value in list(element.attrib.items()):
            local = str(key).rpartition("}")[2].lower()
            text = str(value)
            outside = _ANY_URL.search(_REFERENCE.sub("", text)) or (key in HREFS and not text.startswith("#"))
            if local in ("filter", "style") or local.startswith("on") or outside:
                del element.attrib[key]


def _cost(root: etree._Element, most: int) -> int:
    """How many elements are drawn when every ``use``, pattern, mask or gradient is followed. Refuses cycles."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[etree._Element, int] = {}
    open_elements: set[etree._Element] = set()

    def cost(element: etree._Element, depth: int) -> int:
        if element in known:
            return known[element]
        if element in open_elements:
            raise Refused("its parts refer to each other in a circle")
        if depth > 100:
            raise Refused("it is nested too deeply")
        open_elements.add(element)
        total = 1
        targets = [by_id.get(name) for name in _referred(element)]
        for part in [*element, *(target for target in targets if target is not None)]:
            total += cost(part, depth + 1)
            if total > most:
                break
        open_elements.discard(element)
        known[element] = total
        return total

    return cost(root, 0)


def _referred(element: etree._Element) -> list[str]:
    names = [str(element.get(key, ""))[1:] for key in HREFS if element.get(key)]
    for value in element.attrib.values():
        names += _REFERENCE.findall(str(value))
    return names


def _size(root: etree._Element) -> tuple[int | None, int | None]:
    """The width or height to draw at: as said, twice that for sharpness, never above the bound.

    What the picture says of its size is replaced by what was understood here, so that nobody reads it otherwise.
    """
    width, height = (_length(root.get(name)) for name in ("width", "height"))
    box = _view_box(root.get("viewBox"))
    if box:
        width, height = width or (height or 0) * box[2] / box[3] or box[2], height or box[3]
    width, height = max(width or 300.0, 1.0), max(height or 150.0, 1.0)
    if not max(width, height) < 1e9 or max(width, height) / min(width, height) > 200:
        raise Refused("its width and height are out of proportion")
    root.set("width", f"{width:.6g}")
    root.set("height", f"{height:.6g}")
    if box:
        root.set("viewBox", " ".join(f"{number:.6g}" for number in box))
    elif "viewBox" in root.attrib:
        del root.attrib["viewBox"]
    scale = min(2.0, MAX_SIDE / max(width, height))
    if width >= height:
        return max(round(width * scale), 1), None
    return None, max(round(height * scale), 1)


def _view_box(said: str | None) -> list[float]:
    """The four numbers of a view box of usual size; none when they are anything else."""
    try:
        box = [float(part) for part in re.split(r"[\s,]+", (said or "").strip())]
    except ValueError:
        return []
    usual = len(box) == 4 and all(math.isfinite(number) and abs(number) < 1e7 for number in box)
    return box if usual and min(box[2:]) > 1e-3 else []


def _length(said: str | None) -> float:
    match = re.fullmatch(r"\s*(\d{1,9}(?:\.\d+)?)\s*(px|pt|mm|cm|in)?\s*", said or "")
    if match is None:
        return 0.0
    factor = {"px": 1, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}.get(match[2] or "px", 1)
    return float(match[1]) * factor


@cache
def _fonts() -> list[str]:
    return [str(path) for path in sorted(Path(styles_folder() / "fonts").glob("*.[to]tf"))]
