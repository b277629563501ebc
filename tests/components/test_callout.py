import pytest
from django.template import TemplateSyntaxError

from clinic_site.components import care


def test_a_warning_says_so_in_words():
    html = care.callout("<p>Keep taking it.</p>", kind="warning", heading="medicines")

    assert 'data-kind="warning"' in html
    assert '<h3 class="callout__heading">Warning: medicines</h3>' in html


def test_a_heading_that_says_it_already_is_left_as_typed():
    html = care.callout("Set out water.", kind="tip", heading="Pro tip")

    assert '<h3 class="callout__heading">Pro tip</h3>' in html


def test_an_inset_without_a_heading_has_none():
    assert "<h3" not in care.callout("Remember this.", kind="inset")


def test_an_unknown_kind_is_refused():
    with pytest.raises(TemplateSyntaxError, match="shout"):
        care.callout("Words", kind="shout")
