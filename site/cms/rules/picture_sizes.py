"""The sizes in which pages ask for pictures."""

from wagtail.images.models import Filter

# The same words as in templates/cms/blocks/picture.html.
PICTURE = "format-{avif,webp,jpeg} width-{400,800,1200}"
SIZES: list[str] = Filter.expand_spec(PICTURE)
