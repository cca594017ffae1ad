"""Editions for the eye: every style of the document changed at once by what ``styles/editions/word.toml`` says.

After all styles are there, those that were made for this document too. Only looks change: names, and with them what
assistive technology is told, stay (ECMA-376 part 1, 17.7).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from exporter.assets import styles_folder
from exporter.writers.docx.looks import looks, size, twips
from exporter.writers.docx.xml import Element, W, w

TINT = "F4F2EE"
"""The colour of shades, and of lines that only make them wider."""
HALF = 2
"""Word counts the size of letters in half points."""


@cache
def editions() -> dict[str, dict[str, Any]]:
    """What ``styles/editions/word.toml`` says."""
    return tomllib.loads((styles_folder() / "editions" / "word.toml").read_text(encoding="utf-8"))


def edition_margins(name: str) -> dict[str, float]:
    """The margins that an edition has in the place of those of ``styles/word.toml``; none for no edition."""
    said: dict[str, float] = editions()[name]["margins"] if name else {}
    return said


def dress(styles: Element, name: str) -> None:
    """Change all ``styles`` as the edition has them."""
    said = editions()[name]
    for defaults in styles.findall(w("docDefaults").tag):
        _defaults(defaults, said)
    for style in styles.findall(w("style").tag):
        run, inner = style.find(w("rPr").tag), style.find(w("pPr").tag)
        if run is not None:
            _run(run, said, code=run.find(w("noProof").tag) is not None)
        for part in style.iter(w("tcBorders").tag, w("tblBorders").tag, w("pBdr").tag):
            _lines(part, said)
        for other in style.findall(f"{w('tblStylePr').tag}/{w('rPr').tag}"):
            _run(other, said, code=False)
        if inner is not None:
            _paragraph(inner, said)


def add_paper(body_root: Element, settings: Element, name: str) -> None:
    """Give the page the colour of an edition's paper (17.2.1), which Word shows only when told to (17.15.1.25)."""
    paper = editions()[name].get("paper")
    if paper:
        body_root.insert(0, w("background", color=paper))
        settings.insert(0, w("displayBackgroundShape"))


def rename_theme_fonts(theme: bytes, name: str) -> bytes:
    """The theme with the edition's font in the place of ours."""
    font = editions()[name]["font"]
    for own in {looks()["defaults"][key] for key in ("font", "heading-font")}:
        theme = theme.replace(f'typeface="{own}"'.encode(), f'typeface="{font}"'.encode())
    return theme


def edition_fonts(name: str) -> tuple[str, ...]:
    """The fonts that the styles of an edition name; those of ``styles/word.toml`` for none."""
    said = looks()["defaults"]
    if name:
        return editions()[name]["font"], said["code-font"]
    return said["font"], said["heading-font"], said["code-font"]


def scaled(points: float, said: Mapping[str, Any]) -> float:
    """A size of letters in an edition: larger by as much as the text is, within its bounds."""
    grown = points + said["body"] - looks()["defaults"]["size"]
    return float(min(max(grown, said["smallest"]), said["largest"]))


def _defaults(defaults: Element, said: Mapping[str, Any]) -> None:
    run = next(defaults.iter(w("rPr").tag))
    _run(run, said, code=False)
    if "spacing" in said:
        for colour in run.findall(w("color").tag):
            colour.addnext(w("spacing", val=twips(said["spacing"])))
    for spacing in next(defaults.iter(w("pPr").tag)).iter(w("spacing").tag):
        spacing.set(f"{{{W}}}after", str(twips(said["after"])))
        spacing.set(f"{{{W}}}line", str(round(said["line"] * 240)))


def _run(run: Element, said: Mapping[str, Any], *, code: bool) -> None:
    """Fonts, sizes, colours and slant of a style."""
    for fonts in () if code else run.findall(w("rFonts").tag):
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            if fonts.get(f"{{{W}}}{script}") is not None:
                fonts.set(f"{{{W}}}{script}", said["font"])
    for colour in run.findall(w("color").tag):
        colour.set(f"{{{W}}}val", said["link" if run.find(w("u").tag) is not None else "ink"])
    if said.get("bold-emphasis"):
        _upright(run)
    _sizes(run, said)


def _sizes(run: Element, said: Mapping[str, Any]) -> None:
    """Letters as large as the edition has them; what is raised is set at two thirds by Word, and gets more."""
    for old in run.findall(w("sz").tag):
        new = scaled(int(old.get(f"{{{W}}}val", "0")) / HALF, said)
        for part in (old, *run.findall(w("szCs").tag)):
            part.set(f"{{{W}}}val", str(round(new * HALF)))
    for raised in run.findall(w("vertAlign").tag):
        if run.find(w("sz").tag) is None:
            for part in size(said["body"] * 1.2):
                raised.addprevious(part)


def _upright(run: Element) -> None:
    """Bold in the place of italics."""
    for italic, bold in (("i", "b"), ("iCs", "bCs")):
        for old in run.findall(w(italic).tag):
            if run.find(w(bold).tag) is None:
                old.addprevious(w(bold))
            run.remove(old)


def _paragraph(inner: Element, said: Mapping[str, Any]) -> None:
    spacing = inner.find(w("spacing").tag)
    if spacing is not None and (line := spacing.get(f"{{{W}}}line")) and int(line) < 288 and int(line) > 240:
        spacing.set(f"{{{W}}}line", "288")  # 1.2 at least: headings of several lines
    if said.get("plain"):
        for shade in inner.findall(w("shd").tag):
            if shade.get(f"{{{W}}}fill") != "auto":
                inner.remove(shade)


def _lines(borders: Element, said: Mapping[str, Any]) -> None:
    if not said.get("plain"):
        return
    for side in borders:
        if side.get(f"{{{W}}}color") == TINT:
            side.set(f"{{{W}}}color", "FFFFFF")
        elif side.get(f"{{{W}}}val") == "single":
            side.set(f"{{{W}}}color", said["ink"])
            side.set(f"{{{W}}}sz", str(max(int(side.get(f"{{{W}}}sz", "4")), 8)))
