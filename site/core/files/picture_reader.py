"""The one reader of pictures that people send: drawn once in full, and written again.

What is kept is made of the picture's points alone. Where it was taken, by what and by whom stays
behind, and so does whatever else a file can carry beside or behind a picture.
"""

from contextlib import suppress
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
READ_AS = {"MPO": "JPEG"}  # a telephone's JPEG with a second picture behind it, which is left out
QUALITY = 92  # of a JPEG or WebP whose points had to change
NOT_A_PICTURE = "This is no picture that we can read. Choose a JPG, PNG or WebP file."
DAMAGED = (
    "This picture is damaged or not all there. Open it in another program, save it as a new file "
    "and choose that."
)
MOVES = "This picture moves. Choose one that stands still."


class PictureError(Exception):
    """A file that is not taken. Its text is a sentence for the person who sent it."""


def read_picture(content: bytes, *, most_pixels: int) -> tuple[str, bytes]:
    """The ending that fits a picture, and its content without anything that is not seen.

    Raises PictureError for what is no still JPEG, PNG or WebP, has more than `most_pixels` points,
    or cannot be drawn to its last line.
    """
    too_large = PictureError(
        f"This picture has more than {most_pixels // 1_000_000} million points. "
        "Make it smaller and choose it again."
    )
    try:
        # No other decoder is asked, whatever the file says it is.
        picture = Image.open(BytesIO(content), formats=[*ENDINGS, *READ_AS])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_large from None
    except Exception as error:  # a decoder may raise anything at what was made to confuse it
        raise PictureError(NOT_A_PICTURE) from error
    with picture:
        kind = READ_AS.get(str(picture.format), str(picture.format))
        if picture.width * picture.height > most_pixels:
            raise too_large
        if kind != "JPEG" and getattr(picture, "is_animated", False):
            raise PictureError(MOVES)
        try:
            picture.load()
            return ENDINGS[kind], write(picture, kind)
        except Exception as error:
            raise PictureError(DAMAGED) from error


def write(picture: Image.Image, kind: str) -> bytes:
    """The picture upright, in the colours of the web, as a file of a kind with nothing beside."""
    turn_upright(picture)
    drawn = eight_bits(in_web_colours(picture), kind)
    how: dict[str, Any] = {} if kind == "PNG" else {"quality": QUALITY}
    if drawn is picture and picture.format == "JPEG":
        # With its own tables a JPEG that is written again loses next to nothing.
        how = {"quality": "keep", "subsampling": "keep"}
    drawn.info = {}  # Pillow would write comments and profiles of its own accord
    out = BytesIO()
    drawn.save(out, kind, **how)
    return out.getvalue()


def turn_upright(picture: Image.Image) -> None:
    """As it was held when it was taken, which only the notes beside it say."""
    with suppress(Exception):  # notes that cannot be read turn nothing, and are left out anyway
        ImageOps.exif_transpose(picture, in_place=True)


def in_web_colours(picture: Image.Image) -> Image.Image:
    """The picture in sRGB, which is what browsers take one without a profile for."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if ImageCms.getProfileDescription(source).lower().startswith("srgb"):
            return picture
        web = ImageCms.createProfile("sRGB")
        turned = ImageCms.profileToProfile(picture, source, web, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a profile that says nothing: its numbers are taken as they stand
    return turned or picture


def eight_bits(picture: Image.Image, kind: str) -> Image.Image:
    """The picture in a mode that every size of it can be made from.

    Sixteen bits of grey have no JPEG, four inks no WebP, and a palette no smooth edges.
    """
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    see_through = picture.has_transparency_data and kind != "JPEG"
    mode = "RGBA" if see_through else "L" if picture.mode in ("1", "L", "LA") else "RGB"
    return picture if picture.mode == mode else picture.convert(mode)
