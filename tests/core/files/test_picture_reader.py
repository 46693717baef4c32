"""What is kept of a picture is the picture."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from core.files.picture_reader import PictureError, read_picture
from tests.core.files.pictures import PICTURES, SECRET, TAKEN, noted

MOST = 40_000_000
# What Pillow notes of a still WebP, and of a JPEG's frame: neither is anybody's.
BARE = {
    *("jfif", "jfif_version", "jfif_unit", "jfif_density"),
    *("loop", "background", "timestamp", "duration"),
}


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("name", PICTURES)
def test_each_is_read_or_refused_with_a_sentence(name: str) -> None:
    _, make, right = PICTURES[name]
    refused = ""
    try:
        ending, content = read_picture(make(), most_pixels=MOST)
    except PictureError as error:
        refused = str(error)
    if refused:
        assert right != TAKEN, refused
        assert refused.endswith(".")
    else:
        with Image.open(BytesIO(content)) as kept:
            kept.load()
            assert kept.mode in ("L", "RGB", "RGBA")
            assert ending in ("jpg", "png", "webp")
            assert set(kept.info) <= BARE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_is_kept_beside_it(kind: str) -> None:
    sent = noted(kind)
    assert SECRET in sent

    _, content = read_picture(sent, most_pixels=MOST)

    assert SECRET not in content
    with Image.open(BytesIO(content)) as kept:
        assert not dict(kept.getexif())
        assert "icc_profile" not in kept.info
        assert kept.size == (48, 64)  # upright, as the notes said it was held


def test_what_stood_behind_it_is_gone() -> None:
    for name in ("a JPEG that is a page too", "a JPEG that is an archive too"):
        _, content = read_picture(PICTURES[name][1](), most_pixels=MOST)
        assert content.endswith(b"\xff\xd9")
        assert b"<script" not in content
        assert b"PK\x03\x04" not in content


def test_a_photograph_loses_next_to_nothing() -> None:
    out = BytesIO()
    source = Image.effect_noise((400, 300), 40).convert("RGB")
    source.save(out, "JPEG", quality=80)

    _, content = read_picture(out.getvalue(), most_pixels=MOST)

    with Image.open(BytesIO(out.getvalue())) as sent, Image.open(BytesIO(content)) as kept:
        pairs = zip(sent.convert("L").tobytes(), kept.convert("L").tobytes(), strict=True)
        assert sum(abs(one - other) for one, other in pairs) < 0.5 * 400 * 300
    assert len(content) < len(out.getvalue()) * 1.1


def test_sixteen_bits_of_grey_keep_their_tones() -> None:
    out = BytesIO()
    picture = Image.new("I;16", (2, 1))
    picture.putpixel((0, 0), 65_535)
    picture.putpixel((1, 0), 32_768)
    picture.save(out, "PNG")

    _, content = read_picture(out.getvalue(), most_pixels=MOST)

    with Image.open(BytesIO(content)) as kept:
        assert (kept.getpixel((0, 0)), kept.getpixel((1, 0))) == (255, 128)


def test_colours_of_another_profile_become_those_of_the_web() -> None:
    """A profile names the machine it is of, and browsers take a picture without one for sRGB."""
    green = Image.new("RGB", (8, 8), (0, 255, 0))
    out = BytesIO()
    green.save(out, "PNG", icc_profile=swapped_profile())

    _, content = read_picture(out.getvalue(), most_pixels=MOST)

    with Image.open(BytesIO(content)) as kept:
        red, other, _ = kept.getpixel((0, 0))  # type: ignore[misc]
        assert red > 200
        assert other < 60


def swapped_profile() -> bytes:
    """Colours in which what is called green is red."""
    plain = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    at = {name: plain.index(name, 128) for name in (b"rXYZ", b"gXYZ")}
    red, green = (bytes(plain[place + 4 : place + 12]) for place in at.values())
    plain[at[b"rXYZ"] + 4 : at[b"rXYZ"] + 12] = green
    plain[at[b"gXYZ"] + 4 : at[b"gXYZ"] + 12] = red
    return bytes(plain).replace(b"s\x00R\x00G\x00B", b"o\x00d\x00d\x00 ")
