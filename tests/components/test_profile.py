"""Somebody whom patients may meet, with or without a portrait."""

import pytest


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ana Ruiz (demonstration)", "AR"), ("Cher", "C"), ("Jo van der Meer", "JM")],
)
def test_who_has_no_portrait_is_shown_by_their_letters(render, name, letters):
    html = render("{% profile person=person %}", person={"name": name, "slug": "x"})

    assert f'aria-hidden="true">{letters}</span>' in html
