"""The sizes in which pages ask for pictures."""

from wagtail.images.models import Filter

PICTURE = "format-{avif,webp,jpeg} width-{400,800,1200}"
SIZES: list[str] = Filter.expand_spec(PICTURE)
ATTRIBUTES = {"sizes": "(max-width: 48em) 94vw, 44rem", "loading": "lazy"}
