"""Changing the keys: everything is sealed anew while the site goes on serving."""

import base64
import io
import secrets
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models

from appointments import (
    blind_indexes,
    contacting,
    offering,
    rotation,
    sealed_requests,
    triage,
)
from appointments.models import AppointmentRequest, ContactAttempt, Offer
from clinic_site import sealing
from clinic_site.signing_in import factors, sealed_factors
from tests.builders import (
    NOON,
    code_of,
    make_clinic,
    make_code_app,
    make_person,
    make_request,
)


def new_key():
    return base64.b64encode(secrets.token_bytes(32)).decode()


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


@pytest.fixture
def old(settings):
    """A request and an attempt under the old keys; the new keys stand first now."""
    request = make_request(full_name="Rosa Marín", phone="+13605550199")
    rosa = make_person("front_desk")
    triage.take(request, by=rosa, at=NOON)
    contacting.record_attempt(
        request, channel="call", result="no_answer", by=rosa, at=NOON, note="Later."
    )
    settings.SEALING_KEYS = f"9:{new_key()},{settings.SEALING_KEYS}"
    settings.INDEX_KEY = f"{new_key()},{settings.INDEX_KEY}"
    return AppointmentRequest.objects.get(pk=request.pk)


def only_new_keys(settings):
    settings.SEALING_KEYS = settings.SEALING_KEYS.split(",")[0]
    settings.INDEX_KEY = settings.INDEX_KEY.split(",")[0]


def rotate(*words):
    said = io.StringIO()
    call_command("rotate_keys", *words, stdout=said)
    return said.getvalue()


def test_after_the_change_the_old_key_is_no_longer_needed(old, settings):
    before = sealed_requests.opened(old)

    rotate()
    only_new_keys(settings)

    request = AppointmentRequest.objects.get(pk=old.pk)
    assert sealed_requests.opened(request) == before
    attempt = ContactAttempt.objects.get()
    words = sealing.unseal_json(attempt.sealed, bound_to=request.pk.bytes)
    assert words == {"note": "Later."}


def test_what_was_written_with_an_offer_is_sealed_anew_too(settings):
    request = make_request(email="sam@example.org", contact_by=["email"])
    told = {"by": make_person("front_desk"), "at": NOON}
    times = [NOON + timedelta(days=days) for days in (1, 2)]
    triage.take(request, **told)
    offering.offer(request, times=times, minutes=30, words="First talk", **told)
    settings.SEALING_KEYS = f"9:{new_key()},{settings.SEALING_KEYS}"

    rotate()
    only_new_keys(settings)

    sealed = Offer.objects.get().sealed
    words = sealing.unseal_json(sealed, bound_to=request.pk.bytes)
    assert words == {"words": "First talk"}


def test_a_request_is_found_by_its_number_before_during_and_after(old, settings):
    def found():
        indexes = blind_indexes.any_of("phone", "+13605550199")
        return AppointmentRequest.objects.filter(phone_index__in=indexes).exists()

    assert found()
    rotate()
    assert found()
    only_new_keys(settings)
    assert found()


def test_the_check_says_when_the_old_key_may_go(old):
    with pytest.raises(CommandError):
        rotate("--check")
    assert (rotation.left(), rotation.left_to_index()) == (2, 1)

    rotate()

    assert rotate("--check").startswith("0 need an older key")


def test_a_second_run_finds_nothing_to_do(old):
    rotate()
    sealed = bytes(AppointmentRequest.objects.get().sealed)

    assert "0 sealed anew" in rotate()
    assert bytes(AppointmentRequest.objects.get().sealed) == sealed


def test_what_was_corrected_meanwhile_is_not_overwritten(old):
    corrected = sealed_requests.opened(old)
    corrected["answers"]["full_name"] = "Rosa Marín de Soto"
    (row,) = rotation.COLUMNS[0].to_do()
    AppointmentRequest.objects.update(
        sealed=sealed_requests.seal(corrected, request_id=old.pk)
    )

    outcome = rotation.Outcome()
    rotation.seal_row(rotation.COLUMNS[0], row, outcome)

    assert outcome.sealed == 0
    kept = sealed_requests.opened(AppointmentRequest.objects.get())
    assert kept["answers"]["full_name"] == "Rosa Marín de Soto"


def test_one_damaged_row_stops_nobody_and_is_named(old, settings):
    damaged = make_request()
    AppointmentRequest.objects.filter(pk=damaged.pk).update(sealed=b"\x01\x01damaged")

    with pytest.raises(CommandError, match="1 cannot be opened"):
        rotate()

    only_new_keys(settings)
    assert sealed_requests.opened(AppointmentRequest.objects.get(pk=old.pk))


def test_what_was_erased_needs_no_key(old):
    AppointmentRequest.objects.update(sealed=b"")

    assert rotation.left() == 1  # the attempt's


def test_no_column_of_envelopes_is_forgotten():
    columns = {
        (model, field.name)
        for model in apps.get_app_config("appointments").get_models()
        for field in model._meta.local_fields  # a proxy has none of its own
        if isinstance(field, models.BinaryField)
    }

    assert columns == {(one.model, one.name) for one in rotation.COLUMNS}


def test_a_second_step_of_staff_is_sealed_anew_and_still_opens(old, settings):
    rosa = make_person()
    both = settings.SEALING_KEYS
    settings.SEALING_KEYS = both.split(",")[1]
    secret = make_code_app(rosa)
    settings.SEALING_KEYS = both
    with pytest.raises(CommandError):
        rotate("--check")
    before = sealed_factors.left()

    rotate()
    only_new_keys(settings)

    assert (before, sealed_factors.left()) == (1, 0)
    assert factors.check(rosa, code_of(secret, NOON), at=NOON)
