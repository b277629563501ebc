"""The demonstration's aftercare sheet fits on two pages of either paper."""

import io
import os
from datetime import datetime
from zoneinfo import ZoneInfo

import pypdf
import pytest
from django.test import Client

from clinic_site import pango

pytestmark = pytest.mark.of_pages
AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
LETTER, A4 = (612, 792), (595, 842)


@pytest.fixture
def demo(loaded, settings, tmp_path):
    """The demonstration, with a folder of its own for what is made."""
    settings.VAR_DIR = tmp_path


@pytest.mark.skipif(
    not pango.is_there() and "CI" not in os.environ, reason=pango.MISSING
)
def test_a_care_sheet_fits_on_two_pages_of_letter_and_a4_in_both_languages(demo):
    found = {}
    for language in ("", "/es"):
        for paper, size in [("letter", LETTER), ("a4", A4)]:
            address = f"{language}/articles/ketamine-aftercare/handout.pdf"
            pdf = Client().get(address, {"paper": paper}).content
            pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
            assert (
                round(pages[0].mediabox.width),
                round(pages[0].mediabox.height),
            ) == size
            found[language, paper] = len(pages)

    assert set(found.values()) <= {1, 2}, found
