"""The pictures of the demonstration, drawn by config.demo.drawing, in every size that pages use."""

from functools import cache
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.images.models import Image, Rendition

from cms.rules.picture_sizes import SIZES
from config.demo.content import read

FOLDER = Path(__file__).parent / "drawn"


def load_pictures() -> None:
    """Every picture that is not there yet. Their sizes come with them: config.demo.drawing."""
    for entry in read("pictures")["picture"]:
        if Image.objects.filter(title=entry["title"]).exists():
            continue
        name = entry["file"]
        content = (FOLDER / f"{name}.jpg").read_bytes()
        image = Image(title=entry["title"], description=entry["alt"])
        image.file = ImageFile(BytesIO(content), name=f"{name}.jpg")
        image.save()
        for spec in SIZES:
            load_size(image, name, spec)


def load_size(image: Image, name: str, spec: str) -> None:
    """One size of a picture, as Wagtail would have made it."""
    drawn = file_of(name, spec)
    content = drawn.read_bytes()
    size = Picture.open(BytesIO(content)).size
    Rendition.objects.create(
        image=image,
        filter_spec=spec,
        focal_point_key="",
        width=size[0],
        height=size[1],
        file=ContentFile(content, name=drawn.name),
    )


def file_of(name: str, spec: str) -> Path:
    """Where a size of a picture is kept: hall.width-800.avif for format-avif|width-800."""
    parts = dict(part.split("-", 1) for part in spec.split("|"))
    ending = "jpg" if parts["format"] == "jpeg" else parts["format"]
    return FOLDER / f"{name}.width-{parts['width']}.{ending}"


@cache
def title_of(name: str) -> str:
    rows = read("pictures")["picture"]
    return str(next(row["title"] for row in rows if row["file"] == name))


def picture_at(name: str) -> Image:
    """A picture as a block takes it, with its words for those who cannot see it."""
    image = Image.objects.get(title=title_of(name))
    image.contextual_alt_text, image.decorative = image.description, False
    return image
