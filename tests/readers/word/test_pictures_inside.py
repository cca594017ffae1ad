"""Pictures from inside a package: through the one gate, as Word shows them, or said to be left out."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image as Pillow

from exporter.model import Aside, Figure, Image, Link, List, Span, Table, plain_text, walk
from exporter.readers.pictures import read_kinds
from exporter.run.reading_proof import unread
from tests.readers.word.files import TITLE, p, part, r, read, read_article, rules


def png(width: int = 40, height: int = 20, form: str = "PNG") -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    made = Pillow.new("RGB", (width, height), "red")
    made.paste("blue", (width // 2, 0, width, height))
    target = io.BytesIO()
    made.save(target, form)
    return target.getvalue()


def drawing(
    about: str = "",
    fill: str = "",
    frame: str = "",
    more: str = "",
    *,
    floats: bool = False,
    embed: str = 'r:embed="i"',
) -> str:
    """A picture in a drawing."""
    tag = "anchor" if floats else "inline"
    return (
        f'<w:r><w:drawing><wp:{tag}><wp:docPr id="1" name="Picture 1" {about}>{more}</wp:docPr><a:graphic>'
        '<a:graphicData uri="picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="a.png"/></pic:nvPicPr>'
        f"<pic:blipFill><a:blip {embed}/>{fill}</pic:blipFill><pic:spPr>{frame}</pic:spPr></pic:pic></a:graphicData>"
        f"</a:graphic></wp:{tag}></w:drawing></w:r>"
    )


def given(data: bytes, name: str = "image1.png") -> dict[str, Any]:
    return {"parts": {f"word/media/{name}": data}, "relations": {"i": ("image", f"media/{name}")}}


def shown(body: str, data: bytes, name: str = "image1.png") -> tuple[Image, Any]:
    """The one picture of a document, and its pixels."""
    made = read(TITLE + body, **given(data, name))
    image = next(node for node in walk(made) if isinstance(node, Image))
    (resource,) = made.resources
    return image, Pillow.open(io.BytesIO(resource.data)).convert("RGB")


def test_alternative_text_is_where_word_keeps_it() -> None:
    assert shown(p(drawing('descr="A weir"')), png())[0].alt == "A weir"
    assert shown(p(drawing('title="A weir"')), png())[0].alt == "A weir"
    assert shown(p(drawing()), png())[0].alt is None
    mark = '<a:extLst><a:ext uri="x"><adec:decorative val="1"/></a:ext></a:extLst>'
    assert shown(p(drawing(more=mark)), png())[0].alt == ""
    old = '<w:r><w:pict><v:shape alt="A weir"><v:imagedata r:id="i"/></v:shape></w:pict></w:r>'
    assert shown(p(old), png())[0].alt == "A weir"


def test_a_files_path_is_no_alternative_text() -> None:
    assert shown(p(drawing('descr="C:\\plans\\weir.png"')), png())[0].alt is None


@pytest.mark.parametrize("form", ["BMP", "TIFF", "WEBP", "AVIF"])
def test_other_pictures_are_turned_into_png(form: str) -> None:
    if form not in read_kinds():
        pytest.skip("this Pillow reads no AVIF")
    made = read(TITLE + p(drawing()), **given(png(form=form), f"image1.{form.lower()}"))
    assert [item.media_type for item in made.resources] == ["image/png"]


def test_a_suffix_that_lies_is_not_believed() -> None:
    made = read(TITLE + p(drawing()), **given(png(form="JPEG"), "image1.png"))
    assert [(item.media_type, item.name.rpartition(".")[2]) for item in made.resources] == [("image/jpeg", "jpg")]


def test_a_drawing_is_made_pixels_without_its_script() -> None:
    inside = b'<script>x()</script><rect width="9" height="9"/>'
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">' + inside + b"</svg>"
    made = read(TITLE + p(drawing()), **given(drawn, "image1.svg"))
    assert [item.media_type for item in made.resources] == ["image/png"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(60), "EMF"),
        (b"\xd7\xcd\xc6\x9a" + bytes(60), "WMF"),
        (b"%!PS-Adobe", "PostScript"),
        (b"nothing of the kind", "known picture format"),
    ],
)
def test_what_cannot_be_shown_is_left_out_with_its_name_and_its_words_stay(data: bytes, said: str) -> None:
    found = read_article(TITLE + p(drawing('descr="A weir"')), **given(data))
    assert found.document.resources == ()
    assert any(one.rule == "IMG002" and said in one.message for one in found.findings)
    held = [node for node in walk(found.document) if isinstance(node, Span)]
    assert [(node.role, plain_text(node)) for node in held] == [("missing-image", "A weir")]
    assert "WORD012" not in rules(found)


def test_the_words_for_a_missing_picture_keep_apart_from_those_beside_them() -> None:
    article = read_article(TITLE + p(r("Before") + drawing('descr="A weir"') + r("after")), **given(b"%!PS-Adobe"))
    assert plain_text(article.document.blocks).strip() == "Before A weir after"


def test_what_was_cropped_away_is_not_in_the_files() -> None:
    image, pixels = shown(p(drawing(fill='<a:srcRect r="50000"/>')), png())
    assert pixels.size == (20, 20)
    assert pixels.getpixel((19, 10)) == (255, 0, 0)
    assert image.resource.startswith("picture-")


def test_a_picture_is_turned_and_mirrored_as_shown() -> None:
    assert shown(p(drawing(frame='<a:xfrm rot="5400000"/>')), png())[1].size == (20, 40)
    assert shown(p(drawing(frame='<a:xfrm flipH="1"/>')), png())[1].getpixel((0, 0)) == (0, 0, 255)


def test_a_picture_is_as_wide_as_word_shows_it() -> None:
    sized = drawing().replace("<wp:docPr", '<wp:extent cx="952500" cy="476250"/><wp:docPr', 1)
    assert shown(p(sized), png())[0].width == 100
    turned = drawing(frame='<a:xfrm rot="5400000"/>').replace(
        "<wp:docPr", '<wp:extent cx="952500" cy="476250"/><wp:docPr', 1
    )
    assert shown(p(turned), png())[0].width == 50
    old = '<w:r><w:pict><v:shape style="width:75pt;height:30pt"><v:imagedata r:id="i"/></v:shape></w:pict></w:r>'
    assert shown(p(old), png())[0].width == 100
    assert shown(p(drawing()), png())[0].width == 0


def test_a_linked_or_missing_picture_is_said() -> None:
    linked = read_article(
        TITLE + p(drawing(embed='r:link="l"')), relations={"l": ("image", "file:///C:/plans/weir.png")}
    )
    assert any("weir.png" in one.message for one in linked.findings if one.rule == "IMG002")
    missing = read_article(TITLE + p("Text.") + p(drawing(embed='r:embed="none"')))
    assert "IMG002" in rules(missing)


def test_a_picture_can_be_a_link() -> None:
    parts = given(png())
    parts["relations"]["h"] = ("hyperlink", "https://example.org/weir")
    made = read(TITLE + p(drawing('descr="A weir"', more='<a:hlinkClick r:id="h"/>')), **parts)
    link = next(node for node in walk(made) if isinstance(node, Link))
    assert (link.target, [type(node) for node in link.content]) == ("https://example.org/weir", [Image])


def test_a_caption_belongs_to_the_picture_before_it_and_one_above_to_the_picture_after_it() -> None:
    for body in (p(drawing()) + p("Figure 1: Weir", "Caption"), p("Figure 1: Weir", "Caption") + p(drawing())):
        figure = next(node for node in walk(read(TITLE + body, **given(png()))) if isinstance(node, Figure))
        assert plain_text(figure.caption) == "Figure 1: Weir"
        assert any(isinstance(node, Image) for node in walk(figure))


def test_a_floating_picture_stands_beside_its_paragraph() -> None:
    made = read(TITLE + p(r("Text.") + drawing(floats=True)), **given(png()))
    assert [any(isinstance(node, Image) for node in walk(block)) for block in made.blocks] == [False, True]


def test_a_group_says_its_alternative_once_and_its_boxes_are_asides() -> None:
    picture = '<pic:pic><pic:blipFill><a:blip r:embed="i"/></pic:blipFill><pic:spPr/></pic:pic>'
    box = f"<wps:wsp><wps:spPr/><wps:txbx><w:txbxContent>{p('Inside.')}</w:txbxContent></wps:txbx></wps:wsp>"
    group = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="g" descr="A map"/><a:graphic><a:graphicData uri="g">'
        f"<wpg:wgp>{picture}{picture}{box}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    made = read(TITLE + p(group), **given(png()))
    assert [node.alt for node in walk(made) if isinstance(node, Image)] == ["A map", ""]
    assert [plain_text(node).strip() for node in walk(made) if isinstance(node, Aside)] == ["Inside."]


def test_a_shape_without_words_is_told_by_its_alternative() -> None:
    arrow = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="a" descr="From A to B"/><a:graphic><a:graphicData uri="s">'
        "<wps:wsp><wps:spPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    found = read_article(TITLE + p(arrow))
    assert "From A to B" in plain_text(found.document.blocks)
    assert "WORD012" in rules(found)


SERIES = (
    "<c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    "<c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>East</c:v></c:pt><c:pt idx='1'><c:v>West</c:v></c:pt></c:strCache>"
    "</c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx='0'><c:v>{one}</c:v></c:pt>"
    "<c:pt idx='1'><c:v>{two}</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>"
)


def graphic(inner: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="c" descr="Votes rose in the west"/><a:graphic>'
        f'<a:graphicData uri="c">{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def test_a_chart_is_the_table_of_its_values() -> None:
    chart = part(
        "c:chartSpace",
        "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Votes</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea>"
        + SERIES.format(name="2024", one="4", two="0.30000000000000004")
        + SERIES.format(name="2025", one="5", two="6")
        + "</c:plotArea></c:chart>",
    )
    parts = {"parts": {"word/charts/chart1.xml": chart}, "relations": {"c": ("chart", "charts/chart1.xml")}}
    found = read_article(TITLE + p(graphic('<c:chart r:id="c"/>')), **parts)
    table = next(node for node in walk(found.document) if isinstance(node, Table))
    rows = [[plain_text(cell.blocks).strip() for cell in row.cells] for row in (*table.head, *table.bodies[0].rows)]
    assert rows == [["", "2024", "2025"], ["East", "4", "5"], ["West", "0.3", "6"]]
    assert (plain_text(table.caption), table.description) == ("Votes", "Votes rose in the west")
    assert "WORD013" in rules(found)
    assert [item.message for item in unread(found, "weir.docx") or ()] == []


def test_a_diagram_is_the_list_of_its_parts() -> None:
    def point(key: str, words: str, kind: str = "node") -> str:
        text = f"<dgm:t><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t>" if words else ""
        return f'<dgm:pt modelId="{key}" type="{kind}">{text}</dgm:pt>'

    links = "".join(
        f'<dgm:cxn modelId="c{at}" srcId="{above}" destId="{below}" srcOrd="{order}"/>'
        for at, (above, below, order) in enumerate([("0", "2", 1), ("0", "1", 0), ("1", "3", 0)])
    )
    points = point("0", "", "doc") + point("2", "Mill") + point("1", "Lock") + point("3", "Gate")
    data = part("dgm:dataModel", f"<dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst>")
    parts = {"parts": {"word/diagrams/data1.xml": data}, "relations": {"d": ("diagramData", "diagrams/data1.xml")}}
    made = read(TITLE + p(graphic('<dgm:relIds r:dm="d"/>')), **parts)
    top = next(node for node in walk(made) if isinstance(node, List))
    assert [plain_text(item.blocks[0]).strip() for item in top.items] == ["Lock", "Mill"]
    assert plain_text(top.items[0].blocks[1]).strip() == "Gate"
