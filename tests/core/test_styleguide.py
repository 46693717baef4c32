"""The style guide shows everything, and what is served of the look is ours to serve."""

import gzip
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.template.loader import render_to_string

from core.styleguide.sample import sample_context

COMPONENTS = Path(settings.ROOT) / "templates" / "components"
STYLES = Path(settings.ROOT) / "frontend" / "components"
CSS = Path(settings.ROOT) / "static" / "css" / "app.css"
# Drawn through {{ form }}: field.html stands for them.
FORM_PARTS = {"form", "formset"}
WHOLE = {path.stem for path in COMPONENTS.glob("[!_]*.html")} - FORM_PARTS


@pytest.fixture(scope="module")
def guide():
    """The style guide as a tree, drawn without a request."""
    return BeautifulSoup(render_to_string("styleguide.html", sample_context()), "html.parser")


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_each_component_says_its_inputs_and_has_its_style_sheet(name):
    opening = (COMPONENTS / f"{name}.html").read_text()

    assert opening.startswith("{% comment %}")
    assert "Inputs:" in opening.split("{% endcomment %}")[0]
    assert (STYLES / f"_{name}.scss").exists()


@pytest.mark.parametrize("name", sorted(WHOLE - {"field", "messages", "choice_segment"}))
def test_each_component_is_in_the_style_guide(name):
    shown = (Path(settings.ROOT) / "templates" / "styleguide.html").read_text()
    nested = "".join(path.read_text() for path in COMPONENTS.glob("*.html"))

    assert f"components/{name}.html" in shown + nested


def named_inputs(name):
    """The words after "Inputs:" in a component's opening comment."""
    opening = (COMPONENTS / f"{name}.html").read_text().split("{% endcomment %}")[0]
    return set(re.findall(r"\w+", opening.split("Inputs:", 1)[-1]))


def test_components_are_given_only_inputs_they_name():
    include = re.compile(r'{%\s*include\s+"components/(\w+)\.html"\s+(.*?)%}', re.DOTALL)
    wrong = []
    for path in (Path(settings.ROOT) / "templates").rglob("*.html"):
        for name, given in include.findall(path.read_text()):
            inputs = set(re.findall(r"(\w+)=", re.sub(r'"[^"]*"', "", given)))
            if inputs - named_inputs(name) or not given.strip().endswith("only"):
                wrong.append((path.name, name, inputs - named_inputs(name)))

    assert wrong == []


def test_the_style_guide_has_no_dead_link_and_no_inline_style(guide):
    assert [a for a in guide.select("a") if a["href"] in ("", "#")] == []
    assert guide.select("[style], style, script:not([src])") == []


def test_each_id_is_used_once(guide):
    ids = [tag["id"] for tag in guide.select("[id]")]

    assert sorted(ids) == sorted(set(ids))


def test_the_style_sheet_stays_small_and_free_of_what_is_not_ours():
    css = CSS.read_text()

    assert len(gzip.compress(css.encode())) < 60_000
    assert "GDS Transport" not in css
    assert "crest" not in css
    assert not re.search(r"@import|url\(.?(https?:)?//", css)


def test_every_file_the_style_sheet_names_is_there():
    for name in re.findall(r'url\("?([^")]+)"?\)', CSS.read_text()):
        assert name.startswith("data:") or (CSS.parent / name).exists(), name


def test_fonts_come_with_their_licences():
    fonts = {path.name for path in (CSS.parents[1] / "fonts").iterdir()}

    assert {"LICENCE-source-sans-3.txt", "LICENCE-bricolage-grotesque.txt"} <= fonts
    assert {"SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf"} <= fonts
