"""Numbers in staff's words become links, however they are written."""

from dataclasses import replace

import pytest

from clinic_site.components.calls import with_calls


@pytest.mark.parametrize(
    ("said", "linked"),
    [
        ("Call 911 now.", 'Call <a href="tel:911">911</a> now.'),
        ("988, or 988", '<a href="tel:988">988</a>, or 988'),
        (
            "Poison Help, 1-800-222-1222.",
            'Poison Help, <a href="tel:+18002221222">1-800-222-1222</a>.',
        ),
        ("(360) 555-0142", '<a href="tel:+13605550142">(360) 555-0142</a>'),
    ],
)
def test_a_number_within_a_sentence_can_be_called(shell, said, linked):
    assert with_calls(said, shell) == linked


@pytest.mark.parametrize("said", ["1911 Street", "room 988-2", "A911"])
def test_what_only_looks_like_a_number_is_left_alone(shell, said):
    assert with_calls(said, shell) == said


def test_what_staff_typed_stays_text(shell):
    assert with_calls("<b> & 911", shell) == '&lt;b&gt; &amp; <a href="tel:911">911</a>'


def test_a_clinic_without_a_telephone_has_no_link_to_it(shell):
    assert "tel:" not in with_calls("Leave a message.", replace(shell, telephone=""))


def test_an_hour_of_the_week_stays_on_one_line(render):
    days = [{"name": "lunes", "spans": ["de 8:00 a. m. a 5:00 p. m."]}]

    html = render("{% hours_table days=days %}", days=days)

    assert "de 8:00~a.~m. a 5:00~p.~m." in html.replace("\xa0", "~")


def test_a_number_typed_with_signs_of_its_own_breaks_no_page(shell):
    odd = replace(shell, crisis_number="(988", emergency_number="*911+")

    said = with_calls("Call (988 or *911+.", odd)

    assert said == (
        'Call <a href="tel:(988">(988</a> or <a href="tel:*911+">*911+</a>.'
    )
