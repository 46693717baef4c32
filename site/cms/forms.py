"""Forms of Wagtail's own: every picture passes one gate, every line that is typed one cleaner."""

from pathlib import PurePath
from typing import Any

import willow
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from core.files.picture_reader import PictureError, read_picture
from core.forms import CleanCharField


class PictureField(WagtailImageField):
    """Wagtail's field looks at the first bytes; this one draws the whole picture first."""

    def to_python(self, data: Any) -> Any:
        """The picture with nothing beside it. A wrong ending is refused, as Wagtail does."""
        sent = forms.FileField.to_python(self, data)
        if sent is None:
            return None
        self.check_image_file_size(sent)
        try:
            ending, content = read_picture(sent.read(), most_pixels=self.max_image_pixels)
        except PictureError as error:
            raise ValidationError(str(error), code="invalid_image") from error
        name = str(sent.name)
        named = PurePath(name).suffix.lower().lstrip(".").replace("jpeg", "jpg")
        if named in self.allowed_image_extensions and named != ending:
            words = f"This is a {ending.upper()} file, and its name ends in .{named}. Rename it."
            raise ValidationError(words, code="invalid_image_known_format")
        kept: Any = SimpleUploadedFile(name, content)
        kept.image = willow.Image.open(kept)
        kept.content_type = kept.image.mime_type
        kept.seek(0)
        return kept


class CleanWordsForm:
    """Cleans the lines that an editor types, whatever the package made of them."""

    base_fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Before the form copies them: some are looked at while it is made.
        self.base_fields = {
            name: cleaned(field) if type(field) is forms.CharField else field
            for name, field in self.base_fields.items()
        }
        super().__init__(*args, **kwargs)


class PictureForm(CleanWordsForm, BaseImageForm):
    """Every form of Wagtail's that takes a picture: the library, the chooser, many at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            taken = self.fields["file"]
            self.fields["file"] = PictureField(
                label=taken.label, required=taken.required, widget=taken.widget
            )


class DocumentForm(CleanWordsForm, BaseDocumentForm):
    """A document's title."""


def cleaned(field: forms.CharField) -> CleanCharField:
    """A field as it was, but for the cleaner."""
    return CleanCharField(
        max_length=field.max_length,
        required=field.required,
        label=field.label,
        help_text=field.help_text,
        widget=field.widget,
    )
