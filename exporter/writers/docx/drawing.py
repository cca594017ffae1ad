"""Pictures inline in a run (ECMA-376 part 1, 20.4): never floating, with their alternative text.

A decorative picture carries the mark that Word writes since 2017 ([MS-ODRAWXML], decorative extension).
"""

from __future__ import annotations

from lxml import etree

from exporter.model import Image, Resource
from exporter.writers.docx.xml import ADEC, NAMESPACES, PIC, WP, A, Element, R, W, xml_text

EMU_PER_POINT = 12700
PIXELS_PER_INCH = 96
WIDEST = 2_000
"""The most pixels that a stated width may have."""
DECORATIVE_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


def picture(node: Image, resource: Resource, relation: str, number: int, width: float, height: float) -> Element:
    """A ``w:drawing`` for ``node``, fitted into ``width`` by ``height`` points; ``number`` is unique in the file."""
    across, down = fitted(resource, width, height, node.width)
    extent = {"cx": str(across), "cy": str(down)}
    drawing = etree.Element(f"{{{W}}}drawing", nsmap=NAMESPACES)
    inline = etree.SubElement(drawing, f"{{{WP}}}inline", distT="0", distB="0", distL="0", distR="0")
    etree.SubElement(inline, f"{{{WP}}}extent", extent)
    properties = etree.SubElement(inline, f"{{{WP}}}docPr", id=str(number), name=f"Picture {number}")
    if node.alt:
        properties.set("descr", xml_text(node.alt))
    if node.title:
        properties.set("title", xml_text(node.title))
    if node.alt == "":
        extensions = etree.SubElement(properties, f"{{{A}}}extLst")
        extension = etree.SubElement(extensions, f"{{{A}}}ext", uri=DECORATIVE_URI)
        etree.SubElement(extension, f"{{{ADEC}}}decorative", nsmap={"adec": ADEC}, val="1")
    frame = etree.SubElement(inline, f"{{{WP}}}cNvGraphicFramePr")
    etree.SubElement(frame, f"{{{A}}}graphicFrameLocks", noChangeAspect="1")
    data = etree.SubElement(etree.SubElement(inline, f"{{{A}}}graphic"), f"{{{A}}}graphicData", uri=PIC)
    data.append(_picture(resource, relation, number, extent))
    return drawing


def fitted(resource: Resource, width: float, height: float, shown: int = 0) -> tuple[int, int]:
    """The size of a picture in EMU, made smaller where it would not fit the page.

    It is ``shown`` pixels wide, or (0) as wide as it has pixels; 96 of them are an inch.
    """
    across = (shown if 0 < shown <= WIDEST else max(resource.width, 1)) * 72 / PIXELS_PER_INCH
    down = across * max(resource.height, 1) / max(resource.width, 1)
    scale = min(1.0, width / across, height / down)
    return max(round(across * scale * EMU_PER_POINT), 1), max(round(down * scale * EMU_PER_POINT), 1)


def _picture(resource: Resource, relation: str, number: int, extent: dict[str, str]) -> Element:
    made = etree.Element(f"{{{PIC}}}pic", nsmap=NAMESPACES)
    about = etree.SubElement(made, f"{{{PIC}}}nvPicPr")
    etree.SubElement(about, f"{{{PIC}}}cNvPr", id=str(number), name=resource.name)
    etree.SubElement(about, f"{{{PIC}}}cNvPicPr")
    fill = etree.SubElement(made, f"{{{PIC}}}blipFill")
    etree.SubElement(fill, f"{{{A}}}blip", {f"{{{R}}}embed": relation})
    etree.SubElement(etree.SubElement(fill, f"{{{A}}}stretch"), f"{{{A}}}fillRect")
    shape = etree.SubElement(made, f"{{{PIC}}}spPr")
    place = etree.SubElement(shape, f"{{{A}}}xfrm")
    etree.SubElement(place, f"{{{A}}}off", x="0", y="0")
    etree.SubElement(place, f"{{{A}}}ext", extent)
    form = etree.SubElement(shape, f"{{{A}}}prstGeom", prst="rect")
    etree.SubElement(form, f"{{{A}}}avLst")
    return made
