"""Pictures: kept once, known by content, found beside the article, described by their own files."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image as Picture
from PIL import PngImagePlugin

import exporter
from exporter.model import Image, walk
from exporter.readers.pictures.embedded_alt import alternative_in
from exporter.run.results import Article

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">A caption</rdf:li></rdf:Alt></dc:description>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="de">Rotes Feld</rdf:li>
<rdf:li xml:lang="x-default">A red field</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def picture(form: str, xmp: str = "", colour: tuple[int, int, int] = (200, 0, 0)) -> bytes:
    target = io.BytesIO()
    made = Picture.new("RGB", (8, 6), colour)
    if form == "PNG":
        info = PngImagePlugin.PngInfo()
        if xmp:
            info.add_itxt("XML:com.adobe.xmp", xmp)
        made.save(target, "PNG", pnginfo=info)
    else:
        made.save(target, form, xmp=xmp.encode())
    return target.getvalue()


def read(folder: Path, text: str, name: str = "a.html") -> Article:
    (folder / name).write_text(text, encoding="utf-8")
    return exporter.open_article(folder / name)


def images(article: Article) -> list[Image]:
    return [node for node in walk(article.document) if isinstance(node, Image)]


def rules(article: Article) -> list[str]:
    return [item.rule for item in article.findings]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_can_bring_its_own_alternative(form: str, tmp_path: Path) -> None:
    (tmp_path / "p").write_bytes(picture(form, XMP))
    article = read(tmp_path, '<h1>T</h1><p><img src="p"></p>')
    assert [image.alt for image in images(article)] == ["A red field"]
    assert "IMG007" in rules(article)
    assert "IMG001" not in rules(article)


@pytest.mark.parametrize(("alt", "kept"), [('alt="Mine"', "Mine"), ('alt=""', "")])
def test_what_the_article_says_goes_before(alt: str, kept: str, tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(picture("PNG", XMP))
    article = read(tmp_path, f'<h1>T</h1><p>x <img src="p.png" {alt}></p>')
    assert [image.alt for image in images(article)] == [kept]
    assert "IMG007" not in rules(article)


def test_a_caption_in_the_file_is_no_alternative(tmp_path: Path) -> None:
    begin, end = XMP.index("<Iptc4xmpCore:Alt"), XMP.index("</rdf:Description>")
    (tmp_path / "p.png").write_bytes(picture("PNG", XMP[:begin] + XMP[end:]))
    article = read(tmp_path, '<h1>T</h1><p><img src="p.png"></p>')
    assert [image.alt for image in images(article)] == [None]
    assert "IMG001" in rules(article)


@pytest.mark.parametrize(
    "packet",
    [
        b"<x:xmpmeta AltTextAccessibility",
        b"<x:xmpmeta><AltTextAccessibility></x:xmpmeta>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><x:xmpmeta>AltTextAccessibility &b;</x:xmpmeta>",
        b"",
    ],
)
def test_broken_packets_say_nothing(packet: bytes) -> None:
    assert alternative_in(packet) == ""


@pytest.mark.parametrize("place", ["ferry.png", "images/ferry.png", "uploads/ferry.png"])
def test_a_picture_of_the_web_is_found_beside_the_article(place: str, tmp_path: Path) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_bytes(picture("PNG"))
    article = read(tmp_path, '<h1>T</h1><p><img src="https://example.org/wp/2026/ferry.png?w=800" alt="A ferry"></p>')
    assert [image.alt for image in images(article)] == ["A ferry"]
    (found,) = [item for item in article.findings if item.rule == "IMG006"]
    assert place in found.message


@pytest.mark.parametrize(
    "address", ["https://example.org/", "https://example.org/..", "https://example.org/%2e%2e/x.png"]
)
def test_an_address_leads_nowhere_else(address: str, tmp_path: Path) -> None:
    (tmp_path.parent / "x.png").write_bytes(picture("PNG"))
    article = read(tmp_path, f'<h1>T</h1><p>Words <img src="{address}" alt="x"></p>')
    assert images(article) == []
    assert "IMG002" in rules(article)


def test_a_picture_is_kept_once_however_often_it_is_used(tmp_path: Path) -> None:
    data = picture("PNG")
    (tmp_path / "a.png").write_bytes(data)
    (tmp_path / "b.png").write_bytes(data)
    inline = "data:image/png;base64," + base64.b64encode(data).decode()
    text = f'<h1>T</h1><p><img src="a.png" alt="a"> <img src="b.png" alt="b"> <img src="{inline}" alt="c"></p>'
    article = read(tmp_path, text)
    assert len(images(article)) == 3
    assert len(article.document.resources) == 1


def test_a_picture_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.gif").write_bytes(picture("JPEG"))
    article = read(tmp_path, '<h1>T</h1><p><img src="a.gif" alt="a"></p>')
    assert article.document.resources[0].media_type == "image/jpeg"


@pytest.mark.slow
def test_pictures_are_made_coarser_in_print_only_when_asked(tmp_path: Path) -> None:
    import pikepdf

    Picture.effect_noise((2400, 1200), 80).save(tmp_path / "big.png")
    (tmp_path / "a.html").write_text('<h1>T</h1><p><img src="big.png" alt="noise"></p>', encoding="utf-8")
    widths = []
    for dpi in (0, 72):
        (made,) = exporter.convert(tmp_path / "a.html", to="pdf", picture_dpi=dpi).files
        assert made.path is not None
        with pikepdf.open(made.path) as opened:
            pictures = [getattr(page, "get_images", lambda page=page: page.images)() for page in opened.pages]
            widths.append(max(int(image.Width) for held in pictures for image in held.values()))
    assert widths[0] == 2400
    assert 200 < widths[1] < 700
