"""Draws the pictures of the demonstration: `python -m config.demo.drawing`.

Scenes of our own in the colours of the house, because no photograph of a real child or colleague
belongs in a demonstration. Always the same: what chance there is has a fixed seed.
"""

import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

FOLDER = Path(__file__).parent / "drawn"
SIZES = (400, 800, 1200)  # as cms.rules.picture_sizes has them
FORMATS = {"avif": 61, "webp": 80, "jpg": 76}  # with how good they look
WIDE, HIGH, FINE = 1600, 900, 2
QUALITY = 84
SKIN = ("#8d5a3c", "#5f3a26", "#c68e6a", "#e0b08f", "#a8714f")
HAIR = ("#241a1c", "#3a2620", "#1d1626", "#6b4226", "#4a3a36")
CLOTH = ("#562886", "#0b6b70", "#b4491f", "#7f55b8", "#2f6f9a", "#c67c0b", "#8d1239", "#3f4f8f")
Box = tuple[float, float, float, float]


class Scene:
    """A drawing under way, in units of a picture of 1600 by 900."""

    def __init__(self, top: str, bottom: str, seed: int) -> None:
        self.image = shade(top, bottom)
        self.chance = random.Random(seed)  # noqa: S311 - colours, not secrets
        self.pen = ImageDraw.Draw(self.image)

    def box(self, at: Box, colour: str, corner: float = 0) -> None:
        self.pen.rounded_rectangle([part * FINE for part in at], corner * FINE, colour)

    def oval(self, at: Box, colour: str) -> None:
        self.pen.ellipse([part * FINE for part in at], colour)

    def shape(self, points: list[tuple[float, float]], colour: str) -> None:
        self.pen.polygon([(x * FINE, y * FINE) for x, y in points], colour)

    def light(self, at: Box, colour: str, strength: float, blur: float) -> None:
        """A soft light over what is there."""
        mask = Image.new("L", self.image.size)
        ImageDraw.Draw(mask).ellipse([part * FINE for part in at], int(255 * strength))
        mask = mask.filter(ImageFilter.GaussianBlur(blur * FINE))
        self.image.paste(Image.new("RGB", self.image.size, colour), mask=mask)
        self.pen = ImageDraw.Draw(self.image)

    def soften(self, blur: float) -> None:
        """Put what is there out of focus: it is far away."""
        self.image = self.image.filter(ImageFilter.GaussianBlur(blur * FINE))
        self.pen = ImageDraw.Draw(self.image)

    def person(self, x: float, foot: float, tall: float, *, back: bool = False) -> None:
        """Somebody from the waist or the knees up; from behind, with hair instead of a face."""
        skin, hair, cloth = (self.chance.choice(all_of) for all_of in (SKIN, HAIR, CLOTH))
        head, wide = tall * 0.15, tall * 0.30
        neck = foot - tall + 2 * head
        self.box((x - wide, neck + head * 0.45, x + wide, foot + wide), cloth, wide * 0.62)
        self.box((x - head * 0.42, neck - head * 0.3, x + head * 0.42, neck + head * 0.75), skin, 8)
        face = (x - head, neck - 2 * head, x + head, neck + head * 0.15)
        self.oval(face, hair if back else skin)
        if back:
            long = self.chance.random() * head * 1.1
            self.box((x - head, neck - head, x + head, neck - head * 0.2 + long), hair, head * 0.7)
        else:
            self.pen.chord([part * FINE for part in face], 195, 345, hair)
        self.light((x - wide, neck, x - wide * 0.2, foot), "#ffffff", 0.08, wide * 0.25)

    def save(self, name: str) -> None:
        """Finish: a little grain, darker corners, the size that is kept."""
        image = self.image.resize((WIDE, HIGH), Image.Resampling.LANCZOS)
        corners = Image.radial_gradient("L").resize((WIDE, HIGH)).point(lambda v: 255 - v // 5)
        image = ImageChops.multiply(image, Image.merge("RGB", [corners] * 3))
        FOLDER.mkdir(exist_ok=True)
        image.save(FOLDER / f"{name}.jpg", quality=QUALITY, optimize=True, progressive=True)
        for wide in SIZES:
            small = image.resize((wide, wide * HIGH // WIDE), Image.Resampling.LANCZOS)
            for ending, quality in FORMATS.items():
                small.save(FOLDER / f"{name}.width-{wide}.{ending}", quality=quality)


def shade(top: str, bottom: str) -> Image.Image:
    """From one colour above to another below."""
    size = (WIDE * FINE, HIGH * FINE)
    mask = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), mask)


def classroom() -> None:
    """Pupils from behind, and somebody at the board who asks them something."""
    scene = Scene("#f2e9da", "#d9c6ab", 3)
    scene.box((90, 110, 470, 520), "#cfe9ee", 8)
    for x in (90, 274, 458):
        scene.box((x, 110, x + 12, 520), "#fbf7f0")
    scene.box((90, 300, 470, 310), "#fbf7f0")
    scene.light((60, 60, 700, 900), "#fff6df", 0.55, 110)
    scene.box((640, 120, 1280, 480), "#ffffff", 10)
    for y, long in ((200, 380), (260, 470), (320, 250)):
        scene.box((700, y, 700 + long, y + 16), "#d9c9ee", 8)
    scene.oval((1120, 330, 1210, 420), "#f4a51c")
    scene.box((0, 690, WIDE, HIGH), "#b58f66")
    scene.soften(3)
    scene.person(1390, 800, 560)
    scene.light((1100, 80, 1600, 700), "#fff6df", 0.12, 120)
    for x in (330, 620, 905, 1180):
        scene.person(x, 880, 330, back=True)
    for x in (150, 470, 790, 1110, 1440):
        scene.person(x, 1010, 430, back=True)
    scene.save("classroom")


def training() -> None:
    """Colleagues round a table, with paper and a board."""
    scene = Scene("#e7eef0", "#f6efe4", 11)
    scene.box((560, 70, 1060, 380), "#ffffff", 10)
    scene.oval((640, 140, 760, 260), "#d9c9ee")
    scene.oval((740, 140, 860, 260), "#a9d6d4")
    scene.oval((690, 220, 810, 340), "#f1d79f")
    scene.box((900, 160, 1010, 176), "#b79adb", 8)
    scene.box((900, 210, 980, 226), "#b79adb", 8)
    scene.box((1300, 60, 1500, 470), "#bfe0e6", 6)
    scene.light((1150, 0, 1700, 640), "#fff6df", 0.6, 100)
    scene.soften(4)
    for x in (330, 590, 850, 1110, 1330):
        scene.person(x, 660, 400)
    scene.oval((110, 500, 1490, 1000), "#a9764a")
    scene.oval((120, 490, 1480, 960), "#c99a6b")
    for x, y in ((360, 610), (640, 580), (900, 585), (1150, 620)):
        scene.shape([(x, y), (x + 130, y - 8), (x + 150, y + 60), (x + 12, y + 70)], "#fffdf8")
    for x, y in ((560, 640), (1040, 640)):
        scene.oval((x, y, x + 54, y + 34), "#0b6b70")
    for x in (250, 1320):
        scene.person(x, 1060, 560, back=True)
    scene.save("training")


def hall() -> None:
    """A whole year group in a hall, and a lit stage."""
    scene = Scene("#2b1d3f", "#4a3266", 23)
    scene.box((260, 90, 1340, 560), "#3a2755", 12)
    scene.box((420, 130, 980, 450), "#f7f2fb", 6)
    scene.box((480, 200, 820, 226), "#562886", 10)
    scene.box((480, 260, 900, 286), "#b79adb", 10)
    scene.box((480, 320, 720, 346), "#b79adb", 10)
    scene.box((200, 560, 1400, 640), "#7a5236")
    scene.light((900, 0, 1400, 640), "#ffe2a8", 0.55, 80)
    scene.soften(2)
    scene.person(1150, 600, 330)
    rows = ((690, 150, 13), (760, 200, 11), (860, 270, 9), (1010, 380, 7))
    for foot, tall, number in rows:
        for place in range(number):
            x = (place + 0.5) * WIDE / number + scene.chance.uniform(-12, 12)
            scene.person(x, foot, tall * scene.chance.uniform(0.94, 1.06), back=True)
        scene.light((0, foot - 40, WIDE, foot + 260), "#1d1230", 0.28, 60)
    scene.save("hall")


def canal() -> None:
    """Two people who talk on a towpath, late in the day."""
    scene = Scene("#7f6bb0", "#f7c67e", 31)
    scene.oval((1120, 250, 1260, 390), "#fff0c9")
    scene.light((850, 60, 1550, 620), "#ffdf9e", 0.7, 110)
    for x, top, wide in ((0, 300, 210), (230, 360, 150), (400, 250, 120), (560, 390, 240)):
        scene.box((x, top, x + wide, 600), "#5d4a86")
    for x in (40, 110, 440, 620, 700):
        scene.box((x, 430, x + 26, 470), "#f4c56e")
    scene.soften(3)
    scene.box((0, 560, WIDE, 700), "#6e5a94")
    scene.light((900, 560, 1450, 720), "#ffdf9e", 0.55, 30)
    scene.box((760, 420, WIDE, 600), "#4a2f3a")
    scene.oval((900, 450, 1420, 830), "#8f79ad")
    scene.light((1000, 520, 1330, 640), "#ffdf9e", 0.5, 40)
    scene.shape([(0, 690), (WIDE, 640), (WIDE, HIGH), (0, HIGH)], "#8a6b5c")
    scene.shape([(0, 690), (WIDE, 640), (WIDE, 656), (0, 712)], "#5a4045")
    scene.person(560, 860, 480)
    scene.person(790, 880, 500)
    scene.light((200, 300, 700, 900), "#ffdf9e", 0.12, 90)
    scene.save("canal")


def steps() -> None:
    """Older pupils on the steps outside, one of whom has the word."""
    scene = Scene("#bfe0e6", "#f3ead9", 47)
    scene.box((0, 120, 520, 620), "#b4694a")
    for y in range(140, 620, 40):
        scene.box((0, y, 520, y + 3), "#a05a3e")
    scene.box((90, 200, 250, 400), "#dff1f3", 4)
    scene.box((300, 200, 460, 400), "#dff1f3", 4)
    scene.oval((1050, 60, 1700, 640), "#7fae86")
    scene.oval((900, 200, 1300, 640), "#98bf93")
    scene.soften(5)
    for number, top in enumerate((560, 660, 770)):
        scene.box((0, top, WIDE, HIGH), ("#d9cdbb", "#cbbda8", "#bcac95")[number])
        scene.box((0, top, WIDE, top + 10), "#efe6d8")
    for x in (380, 640, 930, 1190):
        scene.person(x, 690, 300)
    for x in (250, 760, 1330):
        scene.person(x, 830, 340)
    scene.light((700, 0, 1700, 700), "#fff6df", 0.3, 140)
    scene.save("steps")


SCENES: tuple[Callable[[], None], ...] = (classroom, training, hall, canal, steps)

if __name__ == "__main__":
    for draw in SCENES:
        draw()
