"""Two files of one picture are one picture; two pictures are two, whatever they are coded as."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from exporter.comparison.pictures import Looks


def drawn(seed: int, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """A picture of five coloured boxes, other ones for each seed."""
    picture = Image.new("RGB", size, (seed * 37 % 256, seed * 91 % 256, 120))
    draw = ImageDraw.Draw(picture)
    for number in range(5):
        x, y = (seed * 53 + number * 71) % (size[0] - 60), (seed * 29 + number * 47) % (size[1] - 60)
        draw.rectangle((x, y, x + 60, y + 60), ((number * 60 + seed * 20) % 256, 255 - number * 50, seed * 80 % 256))
    return picture


def coded(picture: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, form, **options)  # type: ignore[arg-type]  (a format's options are its own)
    return stream.getvalue()


@pytest.mark.parametrize("seed", range(4))
def test_one_picture_is_one_however_it_is_coded(seed: int) -> None:
    picture = drawn(seed)
    one = coded(picture, "png")
    others = [
        coded(picture, "jpeg", quality=60),
        coded(picture.resize((160, 120)), "png"),
        coded(picture.convert("P"), "gif"),
        coded(picture.convert("RGBA"), "webp", quality=70),
    ]
    assert [Looks().differ(one, other) for other in others] == [False] * 4


@pytest.mark.parametrize("seed", range(4))
def test_two_pictures_are_two(seed: int) -> None:
    assert Looks().differ(coded(drawn(seed), "png"), coded(drawn(seed + 1), "jpeg"))


def test_what_cannot_be_decoded_is_not_judged() -> None:
    assert not Looks().differ(coded(drawn(1), "png"), b"<svg xmlns='http://www.w3.org/2000/svg'/>")
