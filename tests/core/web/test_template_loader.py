"""Our templates as they are read: without indentation."""

from pathlib import Path

import pytest
from django.template import Context, Engine

LOADERS = ["core.web.template_loader.Loader"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("page.html", "<ul>\n<li>\none two\n</li>\n</ul>\n"),
        ("mail.txt", "<ul>\n    <li>\n\n        one two\n    </li>\n</ul>\n"),
    ],
)
def test_only_pages_lose_their_indentation(tmp_path: Path, name: str, shown: str) -> None:
    words = "<ul>\n    <li>\n\n        {{ words }}\n    </li>\n</ul>\n"
    (tmp_path / name).write_text(words)
    engine = Engine(dirs=[str(tmp_path)], loaders=LOADERS)

    assert engine.get_template(name).render(Context({"words": "one two"})) == shown


def test_what_somebody_typed_keeps_its_lines(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<pre>{{ words }}</pre>")
    engine = Engine(dirs=[str(tmp_path)], loaders=LOADERS)

    words = "one\n    two"
    assert engine.get_template("page.html").render(Context({"words": words})).count(words) == 1
