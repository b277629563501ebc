"""Form keys: a form without a session, sent twice, is one request."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.signing import Signer
from hypothesis import given
from hypothesis import strategies as st

from appointments import form_keys
from appointments.form_keys import BrokenFormKey

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_key_says_when_its_form_was_shown():
    shown_at = NOON.astimezone(ZoneInfo("America/Los_Angeles"))

    key = form_keys.read(form_keys.new(shown_at))

    assert key.issued_at == NOON
    assert key.issued_at.tzinfo is UTC


def test_time_is_rounded_down_so_that_nobody_seems_faster_than_they_were():
    key = form_keys.read(form_keys.new(NOON + timedelta(seconds=0.9)))

    assert key.issued_at == NOON


def test_the_same_key_is_always_the_same_form_and_two_forms_never_share_one():
    one, other = form_keys.new(NOON), form_keys.new(NOON)

    assert form_keys.read(one) == form_keys.read(one)
    assert form_keys.read(one).id != form_keys.read(other).id


def test_a_tab_left_open_for_years_still_works():
    key = form_keys.new(NOON - timedelta(days=3650))

    assert form_keys.read(key).issued_at == NOON - timedelta(days=3650)


def test_every_key_has_the_same_length():
    moments = [datetime(1970, 1, 1, tzinfo=UTC), NOON, datetime.max.replace(tzinfo=UTC)]

    assert {len(form_keys.new(moment)) for moment in moments} == {76}


def test_a_key_changed_in_any_character_is_broken():
    key = form_keys.new(NOON)

    for position, character in enumerate(key):
        changed = "A" if character != "A" else "B"
        with pytest.raises(BrokenFormKey):
            form_keys.read(key[:position] + changed + key[position + 1 :])


@given(st.text() | st.text(st.characters(categories=["Cs", "Cc"]), min_size=1))
def test_whatever_else_is_sent_as_a_key_is_broken(text):
    for key in (text, text + ":" + text, form_keys.new(NOON) + text[:1] * 2 + "x"):
        with pytest.raises(BrokenFormKey):
            form_keys.read(key)


def test_something_that_the_site_signed_for_another_purpose_is_no_key():
    content, _, _ = form_keys.new(NOON).partition(":")

    with pytest.raises(BrokenFormKey):
        form_keys.read(Signer(salt="another").sign(content))


def test_a_key_made_before_the_secret_was_changed_is_read(settings):
    settings.SECRET_KEY = "the secret of last year"
    key = form_keys.new(NOON)
    settings.SECRET_KEY = "the secret of this year"

    with pytest.raises(BrokenFormKey):
        form_keys.read(key)

    settings.SECRET_KEY_FALLBACKS = ["the secret of last year"]
    assert form_keys.read(key).issued_at == NOON


def test_a_moment_without_time_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        form_keys.new(datetime(2026, 11, 23, 12))  # noqa: DTZ001 - the point of it
