"""Pages for bad moments: always with crisis help, even when nothing else is known."""

import re

import pytest
from django.template.loader import render_to_string

from clinic_site.shell import Shell

STATUSES = [400, 403, 404, 405, 413, 429, 500, 503]


@pytest.mark.parametrize("status", STATUSES)
def test_an_error_page_keeps_crisis_help_and_the_telephone(status):
    shell = Shell(name="Harbour Clinic", telephone="+13605550142")

    html = render_to_string(f"errors/{status}.html", {"shell": shell})

    assert 'href="tel:988"' in html
    assert 'href="tel:911"' in html
    assert 'href="tel:+13605550142"' in html
    assert "· Harbour Clinic</title>" in html


@pytest.mark.parametrize("status", STATUSES)
def test_an_error_page_stands_when_nothing_is_known_of_the_clinic(status):
    html = render_to_string(f"errors/{status}.html")

    assert 'href="tel:988"' in html
    assert len(re.findall("<h1>", html)) == 1
    assert re.search("<title>[^<·]+</title>", html)


@pytest.mark.django_db
def test_no_machine_lists_an_error_page(client):
    answer = client.get("/nowhere/")

    assert answer["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
