"""Our templates without the indentation that is there for who reads them.

Half of a page would be blanks. They go once, when a template is read; a line's end stays, so words
stay apart.
"""

import re

from django.template import Origin
from django.template.loaders.filesystem import Loader as FilesystemLoader

INDENTATION = re.compile(r"\s*\n\s*")


class Loader(FilesystemLoader):
    def get_contents(self, origin: Origin) -> str:
        text: str = super().get_contents(origin)
        return INDENTATION.sub("\n", text) if origin.name.endswith(".html") else text
