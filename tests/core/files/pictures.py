"""Pictures as people, telephones and attackers send them, and what is right to answer."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

from core.files.picture_reader import DAMAGED, MOVES, NOT_A_PICTURE

TAKEN = "taken"
TOO_LARGE = "This picture has more than 40 million points."
SECRET = b"52.4862 Canon of Amina Rashid"
SCRIPT = b"<script>alert(1)</script>"


def saved(kind: str, mode: str = "RGB", size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    out = BytesIO()
    picture = Image.new(mode, size)
    if mode in ("RGB", "RGBA", "CMYK"):  # a corner that tells which way up it is
        picture.paste((200, 30, 30, 255)[: len(mode)], (0, 0, 8, 8))
    picture.save(out, kind, **options)
    return out.getvalue()


def notes() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6  # a telephone held upright
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 28.0, 58.0)
    return exif


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def noted(kind: str) -> bytes:
    options: dict[str, Any] = {"exif": notes(), "xmp": SECRET, "icc_profile": profile()}
    if kind == "JPEG":
        options["comment"] = SECRET
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", SECRET.decode())
        text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        options |= {"pnginfo": text}
        options.pop("xmp")
    return saved(kind, **options)


def with_iptc() -> bytes:
    """A JPEG with a caption as newspapers write them."""
    body = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(SECRET)) + SECRET
    plain = saved("JPEG")
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(body) + 2) + body + plain[2:]


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def vast(width: int, height: int) -> bytes:
    """A PNG of few bytes that says it has very many points."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1024))
    magic = b"\x89PNG\r\n\x1a\n"
    return magic + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def vast_jpeg() -> bytes:
    plain = bytearray(saved("JPEG"))
    at = plain.index(b"\xff\xc0")
    plain[at + 5 : at + 9] = struct.pack(">HH", 30_000, 30_000)
    return bytes(plain)


def burst_text() -> bytes:
    """A PNG whose note grows to 100 MB when it is read."""
    plain = saved("PNG")
    note = chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(100_000_000)))
    return plain[:33] + note + plain[33:]


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (64, 48), colour) for colour in ("red", "blue")]
    return saved_all(kind, frames)


def saved_all(kind: str, frames: list[Image.Image]) -> bytes:
    out = BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def cut(content: bytes) -> bytes:
    return content[: len(content) * 2 // 3]


def noise(kind: str) -> bytes:
    out = BytesIO()
    Image.effect_noise((400, 300), 80).convert("RGB").save(out, kind)
    return out.getvalue()


def spoiled(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes(64) + content[middle + 64 :]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
# Name of the file, its content, and the answer: what is taken, or how the sentence begins.
PICTURES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a JPEG": ("a.jpg", lambda: saved("JPEG"), TAKEN),
    "a JPEG in capitals": ("A.JPEG", lambda: saved("JPEG"), TAKEN),
    "a progressive JPEG": ("a.jpg", lambda: saved("JPEG", progressive=True), TAKEN),
    "a grey JPEG": ("a.jpg", lambda: saved("JPEG", "L"), TAKEN),
    "a JPEG in four inks": ("a.jpg", lambda: saved("JPEG", "CMYK"), TAKEN),
    "a JPEG full of notes": ("a.jpg", lambda: noted("JPEG"), TAKEN),
    "a JPEG with a caption": ("a.jpg", with_iptc, TAKEN),
    "a JPEG of two pictures": ("a.jpg", lambda: moving("MPO"), TAKEN),
    "a JPEG with notes that make no sense": (
        *("a.jpg", lambda: saved("JPEG", exif=b"Exif\x00\x00MM\x00\x2a\xff\xff\xff\xff"), TAKEN),
    ),
    "a JPEG with a profile that makes no sense": (
        *("a.jpg", lambda: saved("JPEG", icc_profile=b"nonsense"), TAKEN),
    ),
    "a JPEG that is a page too": ("a.jpg", lambda: saved("JPEG") + SCRIPT, TAKEN),
    "a JPEG that is an archive too": ("a.jpg", lambda: saved("JPEG") + b"PK\x03\x04" * 9, TAKEN),
    "a PNG": ("a.png", lambda: saved("PNG"), TAKEN),
    "a PNG full of notes": ("a.png", lambda: noted("PNG"), TAKEN),
    "a PNG of sixteen bits": ("a.png", lambda: saved("PNG", "I;16"), TAKEN),
    "a PNG of one bit": ("a.png", lambda: saved("PNG", "1"), TAKEN),
    "a PNG with a palette": ("a.png", lambda: saved("PNG", "P", transparency=0), TAKEN),
    "a grey PNG one can see through": ("a.png", lambda: saved("PNG", "LA"), TAKEN),
    "a PNG one can see through": ("a.png", lambda: saved("PNG", "RGBA"), TAKEN),
    "a PNG of one point": ("a.png", lambda: saved("PNG", size=(1, 1)), TAKEN),
    "a PNG of one line": ("a.png", lambda: saved("PNG", size=(20_000, 1)), TAKEN),
    "a WebP": ("a.webp", lambda: saved("WEBP"), TAKEN),
    "a WebP full of notes": ("a.webp", lambda: noted("WEBP"), TAKEN),
    "a WebP one can see through": ("a.webp", lambda: saved("WEBP", "RGBA"), TAKEN),
    "a PNG of 30,000 x 30,000": ("a.png", lambda: vast(30_000, 30_000), TOO_LARGE),
    "a PNG of 10,000 x 10,000": ("a.png", lambda: vast(10_000, 10_000), TOO_LARGE),
    "a PNG of 7,000 x 6,000": ("a.png", lambda: vast(7_000, 6_000), TOO_LARGE),
    "a PNG of 2,147,483,647 points a side": (
        "a.png",
        lambda: vast(2**31 - 1, 2**31 - 1),
        TOO_LARGE,
    ),
    "a JPEG of 30,000 x 30,000": ("a.jpg", vast_jpeg, TOO_LARGE),
    "a PNG with fewer points than it says": ("a.png", lambda: vast(300, 300), DAMAGED),
    "a PNG with a note that bursts": ("a.png", burst_text, NOT_A_PICTURE),
    "a JPEG that is cut off": ("a.jpg", lambda: cut(noise("JPEG")), DAMAGED),
    "a PNG that is cut off": ("a.png", lambda: cut(noise("PNG")), DAMAGED),
    "a WebP that is cut off": ("a.webp", lambda: cut(noise("WEBP")), "This"),
    "a JPEG of a header alone": ("a.jpg", lambda: saved("JPEG")[:20], NOT_A_PICTURE),
    "a PNG with a hole": ("a.png", lambda: spoiled(noise("PNG")), DAMAGED),
    "a WebP that moves": ("a.webp", lambda: moving("WEBP"), MOVES),
    "a PNG that moves": ("a.png", lambda: moving("PNG"), MOVES),
    "a GIF": ("a.gif", lambda: saved("GIF"), NOT_A_PICTURE),
    "a GIF that moves": ("a.gif", lambda: moving("GIF"), NOT_A_PICTURE),
    "a GIF called JPG": ("a.jpg", lambda: saved("GIF"), NOT_A_PICTURE),
    "a BMP": ("a.png", lambda: saved("BMP"), NOT_A_PICTURE),
    "a TIFF": ("a.jpg", lambda: saved("TIFF"), NOT_A_PICTURE),
    "an AVIF": ("a.webp", lambda: saved("AVIF"), NOT_A_PICTURE),
    "an HEIC": ("a.jpg", lambda: b"\x00\x00\x00\x18ftypheic" + bytes(99), NOT_A_PICTURE),
    "an SVG": ("a.svg", lambda: SVG, NOT_A_PICTURE),
    "an SVG called PNG": ("a.png", lambda: SVG, NOT_A_PICTURE),
    "a PostScript": ("a.jpg", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", NOT_A_PICTURE),
    "a page": ("a.jpg", lambda: SCRIPT, NOT_A_PICTURE),
    "a program": ("a.jpg", lambda: b"MZ\x90\x00" + bytes(99), NOT_A_PICTURE),
    "a PNG called JPG": ("a.jpg", lambda: saved("PNG"), "This is a PNG file"),
    "a JPEG called WebP": ("a.webp", lambda: saved("JPEG"), "This is a JPG file"),
    "a PNG called page": ("a.html", lambda: saved("PNG"), "File extension"),
    "a PNG without a name": ("a", lambda: saved("PNG"), "File extension"),
    "nothing": ("a.jpg", lambda: b"", "The submitted file is empty"),
    "six megabytes": ("a.jpg", lambda: saved("JPEG") + bytes(6_000_000), "This file is too big"),
}
