"""Draws the picture that shows when a page is shared: call draw() in `manage.py shell`."""

from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from config.demo.drawing import Scene

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "static" / "fonts"
FILE = ROOT / "static" / "img" / "share.png"
SIZE = (1200, 630)
WORDS = (
    ("Upstander", "SourceSans3-Bold.ttf", 104, "#ffffff", 70),
    ("Be the one who stands up, early", "SourceSans3-SemiBold.ttf", 46, "#f4c56e", 205),
    (settings.PARTNERSHIP_NAME, "SourceSans3-Regular.ttf", 34, "#ece4f6", 275),
)


def picture() -> Image.Image:
    """People side by side, one of them standing up, under the name."""
    scene = Scene("#2b1d3f", "#562886", 5)
    scene.light((980, 100, 1500, 800), "#f4a51c", 0.35, 120)
    for x in (180, 460, 740, 1480):
        scene.person(x, 940, 330, back=True)
    scene.person(1200, 940, 560)
    drawn = scene.image.resize((SIZE[0], SIZE[0] * 9 // 16), Image.Resampling.LANCZOS)
    drawn = drawn.crop((0, drawn.height - SIZE[1], *drawn.size))
    pen = ImageDraw.Draw(drawn)
    for words, font, size, colour, top in WORDS:
        face = ImageFont.truetype(FONTS / font, size)
        pen.text((70, top), words, fill=colour, font=face)
    return drawn


def draw() -> None:
    picture().save(FILE, optimize=True)
