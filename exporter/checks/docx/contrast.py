"""Contrast of the words of a DOCX with their background (WCAG 2.2, 1.4.3), from styles and runs.

Colours are looked for where Word looks (ECMA-376 part 1, 17.7.2): the run, its character style, its paragraph's style,
the defaults; shading of run, paragraph and cell. A colour of the theme has its value beside it, as Word writes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from exporter.readback.docx.styles import Element, Style, Styles, W, is_on, value

LEAST, LEAST_LARGE = 4.5, 3.0
LARGE, LARGE_BOLD = 36, 28
"""Sizes in half points from which text is large: 18 points, and 14 in bold."""
WHITE, BLACK = "FFFFFF", "000000"
HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "00008B",
    "darkCyan": "008B8B",
    "darkGray": "A9A9A9",
    "darkGreen": "006400",
    "darkMagenta": "8B008B",
    "darkRed": "8B0000",
    "darkYellow": "808000",
    "green": "00FF00",
    "lightGray": "D3D3D3",
    "magenta": "FF00FF",
    "red": "FF0000",
    "white": "FFFFFF",
    "yellow": "FFFF00",
}
"""What the names of highlights look like (17.18.40)."""


def low_contrast(body: Element, styles: Styles, root: Element | None) -> Iterator[tuple[Element, float]]:
    """The runs whose words have too little contrast, one per look, with that contrast."""
    defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    base = Style(run=() if defaults is None else (defaults,))
    seen: dict[tuple[str, str, bool], float] = {}
    for paragraph in body.iter(W + "p"):
        style = styles.resolve(value(paragraph, "pPr", "pStyle") or styles.default_paragraph)
        behind = _paragraph_shade(paragraph, style)
        for run in paragraph.iter(W + "r"):
            if not "".join(one.text or "" for one in run.iter(W + "t")).strip():
                continue
            look = (*_colours(run, styles, style, base, behind), _is_large(run, styles, style, base))
            if look not in seen:
                seen[look] = contrast(look[0], look[1])
                if seen[look] < (LEAST_LARGE if look[2] else LEAST):
                    yield run, seen[look]


def contrast(one: str, two: str) -> float:
    """The contrast ratio of two colours (RRGGBB), 1 to 21."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of a colour in sRGB (WCAG 2.2, definition)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _layers(run: Element, styles: Styles, style: Style, base: Style) -> Iterator[Element]:
    """The run properties that hold, nearest first."""
    own = run.find(W + "rPr")
    if own is not None:
        yield own
        yield from styles.resolve(value(own, "rStyle") or "-").run
    yield from style.run
    yield from base.run


def _colours(run: Element, styles: Styles, style: Style, base: Style, behind: str) -> tuple[str, str]:
    """The colour of a run's words and of what is behind them."""
    layers = list(_layers(run, styles, style, base))
    for layer in layers:
        highlight = HIGHLIGHTS.get(value(layer, "highlight") or "")
        if highlight or (shade := _shade(layer)):
            behind = highlight or shade
            break
    said = next((found for layer in layers if (found := value(layer, "color"))), "auto")
    if not _is_colour(said):
        said = BLACK if luminance(behind) > 0.18 else WHITE  # what Word does with “automatic”
    return said.upper(), behind


def _is_large(run: Element, styles: Styles, style: Style, base: Style) -> bool:
    layers = list(_layers(run, styles, style, base))
    size = next((found for layer in layers if (found := value(layer, "sz")) and found.isdigit()), "20")
    bold = next((found for layer in layers if (found := value(layer, "b")) is not None), None)
    return int(size) >= (LARGE_BOLD if is_on(bold) else LARGE)


def _paragraph_shade(paragraph: Element, style: Style) -> str:
    own = paragraph.find(W + "pPr")
    layers = [*([] if own is None else [own]), *style.paragraph]
    layers += [one for cell in paragraph.iterancestors(W + "tc") if (one := cell.find(W + "tcPr")) is not None]
    return next((found for layer in layers if (found := _shade(layer))), WHITE)


def _shade(properties: Element) -> str:
    found = properties.find(W + "shd")
    fill = "" if found is None else found.get(W + "fill") or ""
    return fill.upper() if _is_colour(fill) else ""


def _is_colour(text: str) -> bool:
    return len(text) == 6 and all(letter in "0123456789abcdefABCDEF" for letter in text)
