"""A web worker that draws nothing carries nothing that draws."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
HEAVY = {"pikepdf", "uharfbuzz", "reportlab", "bidi"}
ADDRESSES = """
import os, sys
sys.path[:0] = ["site", "."]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
from core.documents import printing, html
"""
DRAWS = """
from core.documents.tree import Document, Paragraph
printing.draw(Document("A", (Paragraph("A"),)))
"""


@pytest.mark.guard("the web leaves out what draws until it draws")
@pytest.mark.parametrize(("script", "loaded"), [(ADDRESSES, set()), (ADDRESSES + DRAWS, HEAVY)])
def test_the_addresses_load_nothing_that_draws(script: str, loaded: set[str]) -> None:
    script += f"print(*({HEAVY} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) == loaded
