import html
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from icalendar import Calendar

from appointments import (
    audit,
    by_patient,
    closing,
    contacting,
    events,
    form_keys,
    holds,
    offering,
    reminders,
    retention,
    sealed_requests,
    sending,
    triage,
)
from appointments.models import (
    AppointmentRequest,
    BookedTime,
    EventKind,
    IllegalMove,
    Notice,
    NoticeKind,
    NoticeState,
    Offer,
    OfferState,
    Outcome,
    RequestState,
)
from tests.appointments.desk_pages import again
from tests.builders import NOON, make_clinic, make_request, promise_for
from tests.html_forms import first_post_form, last_post_form

HOUR = timedelta(hours=1)
DAY = 24 * HOUR
TIMES = [NOON + 3 * DAY, NOON + 4 * DAY]
OFFERED = {
    "first": "2026-11-30T09:30",
    "second": "2026-12-01T14:00",
    "minutes": "45",
}
ROSA = {
    "for_whom": "me",
    "full_name": "Rosa Méndez",
    "phone": "(360) 555-0187",
    "contact_by": ["call"],
    "returning": "new",
    "adult": "yes",
    "privacy_consent": "on",
}
MAILED = {"email": "rosa@example.org", "contact_by": ["email"]}


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def in_no_time(monkeypatch):
    monkeypatch.setattr("appointments.status_views.SECONDS_TO_ANSWER", 0)


def words_of(response):
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(words).split()).replace("\N{NO-BREAK SPACE}", " ")


def link(request, language=""):
    token = sealed_requests.opened(request)["status_token"]
    return f"{language}/request/status/{token}/"


def make_offered(by, **answers):
    request = make_request(**(MAILED | answers))
    triage.take(request, by=by, at=NOON)
    made = offering.offer(request, times=TIMES, minutes=45, by=by, at=NOON)
    return request, made


def make_booked(by, **answers):
    request = make_request(**(MAILED | answers))
    triage.take(request, by=by, at=NOON)
    offering.book(request, starts_at=TIMES[0], minutes=45, by=by, at=NOON)
    return again(request)


def choice(made, number=0):
    return {"step": "choose", "offer": made.pk, "time": made.times.all()[number].pk}


def owed(request):
    found = request.notices.filter(state=NoticeState.WAITING)
    return set(found.values_list("kind", flat=True))


def state_of_everything():
    tables = AppointmentRequest, Notice, Offer, BookedTime
    return [list(table.objects.order_by("pk").values()) for table in tables]


# -- The link ------------------------------------------------------------------------


def test_the_link_shows_where_the_request_is_and_never_what_was_written(client):
    request = make_request(full_name="Planted Name", note="planted note")

    page = client.get(link(request))

    assert "We have your request. A person will read it soon." in words_of(page)
    assert "Monday, November 23, 5:00 pm PST" in words_of(page)
    assert request.reference in words_of(page)
    assert "planted" not in page.content.decode().lower()
    assert "(360) 555-0187" not in words_of(page)


def test_the_page_is_kept_nowhere_and_its_address_told_to_nobody(client):
    page = client.get(link(make_request()))

    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex"
    assert page["Referrer-Policy"] == "strict-origin"
    assert not page.cookies


def test_an_unknown_link_and_one_that_has_ended_get_the_same_page(client, clock, rosa):
    request = make_request()
    here = link(request)
    closing.close(request, outcome=Outcome.DECLINED, by=rosa, at=NOON)
    clock.move_to(NOON + 91 * DAY)

    ended, unknown = client.get(here), client.get("/request/status/nonsense/")

    assert ended.status_code == unknown.status_code == 404
    assert words_of(ended) == words_of(unknown)
    assert "(360) 555-0142" in words_of(unknown)


def test_whoever_tries_one_link_after_the_other_is_slowed_down(client):
    codes = [
        client.get(f"/request/status/{number}/").status_code for number in range(31)
    ]

    assert set(codes[:30]) == {404}
    assert codes[30] == 429


def test_looking_at_every_link_changes_nothing(client, rosa):
    """A mail scanner follows whatever stands in a message or on the page."""
    waiting, _made = make_offered(rosa)
    booked = make_booked(rosa)
    before = state_of_everything()

    for request in (waiting, booked):
        for address in (link(request), f"{link(request)}calendar/"):
            client.get(address), client.head(address)
            client.get(f"{address}?step=withdraw&confirmed=yes")

    assert state_of_everything() == before


def test_a_foreign_page_cannot_change_a_request(client):
    request = make_request()

    refused = client.post(
        link(request),
        {"step": "withdraw", "confirmed": "yes"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert refused.status_code == 403
    assert again(request).is_open


def test_the_link_is_sent_again_only_where_reference_and_address_fit(client):
    request = make_request(**MAILED)
    stranger = {"reference": request.reference, "detail": "ben@example.org"}
    own = {"reference": request.reference.lower(), "detail": "Rosa@example.org "}

    told_stranger = client.post("/request/status/", stranger)
    owed_then = owed(request)
    told_rosa = client.post("/request/status/", own)
    client.post("/request/status/", own)

    assert words_of(told_stranger) == words_of(told_rosa)
    assert NoticeKind.STATUS_LINK not in owed_then
    assert request.notices.filter(kind=NoticeKind.STATUS_LINK).count() == 1


def test_who_did_not_choose_mail_gets_no_link_by_mail(client):
    request = make_request(email="rosa@example.org", contact_by=["call"])
    asked = {"reference": request.reference, "detail": "rosa@example.org"}

    answer = client.post("/request/status/", asked)

    assert answer.status_code == 200
    assert owed(request) == {NoticeKind.STAFF_NEW_REQUEST}


def test_asking_for_the_link_again_and_again_sends_no_more(client):
    request = make_request(**MAILED)
    asked = {"reference": request.reference, "detail": "rosa@example.org"}

    for _number in range(6):
        client.post("/request/status/", asked)
        request.notices.update(state=NoticeState.SENT)

    assert request.notices.filter(kind=NoticeKind.STATUS_LINK).count() == 3


# -- What it shows -------------------------------------------------------------------


def test_a_missed_promise_is_said_with_the_number_to_call(client, clock):
    request = make_request()
    clock.move_to(NOON + DAY)

    words = words_of(client.get(link(request)))

    assert "We promised to contact you by Monday, November 23, 5:00 pm PST" in words
    assert "We missed this." in words
    assert "call us now on (360) 555-0142" in words


def test_only_a_persons_contact_keeps_the_promise(client, rosa):
    request, _made = make_offered(rosa)
    offered = words_of(client.get(link(request)))
    contacting.record_attempt(
        request, channel="call", result="reached", by=rosa, at=NOON + HOUR
    )

    kept = words_of(client.get(link(request)))

    assert "Kept:" not in offered
    assert "Kept: we contacted you Monday, November 23, 10:00 am PST" in kept


def test_a_pause_says_why(client, rosa):
    request = make_request()
    triage.take(request, by=rosa, at=NOON)
    triage.wait_for_patient(request, reason="referral", by=rosa, at=NOON)

    words = words_of(client.get(link(request)))

    assert "Our promise to contact you rests We wait for a referral for you." in words


def test_it_says_by_which_role_it_was_opened_and_names_nobody(client, rosa):
    request = make_request()
    for kind in (EventKind.VIEWED, EventKind.VIEWED, EventKind.REVEALED):
        events.record(request, kind, by=rosa, at=NOON)

    here = link(request)
    before = words_of(client.get(here))
    found = AppointmentRequest.objects.filter(pk=request.pk)
    audit.printed("requests", rows=1, by=rosa, at=NOON, requests=found)
    words = words_of(client.get(here))

    assert "Front desk opened it 2 times, saw your contact details once" in before
    assert "Exported or printed never" in before
    assert "details once, exported or printed it once" in words
    assert "Delgado" not in words


@pytest.mark.parametrize("outcome", Outcome.values)
def test_each_outcome_has_its_words_and_no_promise_is_left(client, rosa, outcome):
    request = make_request()
    closing.close(request, outcome=outcome, by=rosa, at=NOON)

    page = client.get(link(request))

    assert page.status_code == 200
    assert "A person will contact you by" not in words_of(page)
    assert "Feb. 21, 2027" in words_of(page)


# -- Choosing ------------------------------------------------------------------------


def test_a_chosen_time_is_not_booked_until_staff_book_it(client, rosa):
    request, made = make_offered(rosa)

    answer = client.post(link(request), choice(made))

    words = words_of(client.get(answer["Location"]))
    assert "It is not booked yet: we book it and tell you." in words
    assert again(request).state == RequestState.IN_TRIAGE
    assert again(request).assigned_to == rosa
    assert NoticeKind.STAFF_PATIENT_ANSWERED in owed(request)
    assert not BookedTime.objects.exists()
    assert list(events.faults()) == []


def test_none_of_the_times_may_fit(client, rosa):
    request, made = make_offered(rosa)

    client.post(link(request), {"step": "choose", "offer": made.pk, "time": "none"})

    assert Offer.objects.get().state == OfferState.NONE_FITS
    assert "A person looks for others." in words_of(client.get(link(request)))


def test_a_choice_from_a_second_tab_is_told_how_it_stands(client, rosa):
    request, made = make_offered(rosa)
    first = client.post(link(request), choice(made))
    counted = request.events.count()

    same = client.post(link(request), choice(made))
    other = client.post(link(request), choice(made, 1))

    assert (first.status_code, same.status_code, other.status_code) == (303, 303, 409)
    assert "These times are no longer offered." in words_of(other)
    assert request.events.count() == counted
    assert made.times.get(is_chosen=True).starts_at == TIMES[0]


@pytest.mark.parametrize(
    "said", [{}, {"time": "0"}, {"time": "9" * 40}, {"time": "⁷"}, {"time": "7"}]
)
def test_a_choice_that_is_none_changes_nothing(client, rosa, said):
    request, made = make_offered(rosa)
    before = state_of_everything()

    page = client.post(link(request), {"step": "choose", "offer": made.pk} | said)

    assert page.status_code in (409, 422)
    assert state_of_everything() == before


def test_two_choices_at_the_same_moment_leave_one(at_once, rosa):
    request, made = make_offered(rosa)
    first, second = made.times.all()

    results = at_once(
        lambda: by_patient.choose(request, offer=made.pk, time=first.pk, at=NOON),
        lambda: by_patient.choose(request, offer=made.pk, time=second.pk, at=NOON),
    )

    assert sorted(isinstance(one, IllegalMove) for one in results) == [False, True]
    assert made.times.filter(is_chosen=True).count() == 1


def test_times_are_offered_only_where_the_person_can_learn_of_them(rosa):
    request = make_request()
    triage.take(request, by=rosa, at=NOON)

    with pytest.raises(IllegalMove, match="Call first"):
        offering.offer(request, times=TIMES, minutes=45, by=rosa, at=NOON)

    assert not Offer.objects.exists()
    assert again(request).state == RequestState.IN_TRIAGE


def test_the_database_lets_an_offer_be_answered_once_and_a_choice_stand(rosa):
    request, made = make_offered(rosa)
    time = made.times.first()
    by_patient.choose(request, offer=made.pk, time=time.pk, at=NOON)

    for change in (
        lambda: Offer.objects.update(state=OfferState.NONE_FITS),
        lambda: made.times.update(is_chosen=False),
        lambda: made.times.update(starts_at=NOON),
        lambda: made.times.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


# -- The promise after a pause -------------------------------------------------------


def test_the_promise_moves_on_to_ten_on_the_next_day_by_two_hours_waited(rosa):
    request, made = make_offered(rosa)
    promised = request.respond_by  # 5 in the afternoon, with all eight hours left

    by_patient.choose(request, offer=made.pk, time=None, at=NOON + 2 * HOUR)

    assert again(request).respond_by == promised + 17 * HOUR
    assert list(events.faults()) == []


def test_staff_cannot_move_a_promise(rosa):
    request = make_request()

    for moment in (request.respond_by + HOUR, request.respond_by - HOUR):
        with pytest.raises(IntegrityError), transaction.atomic():
            AppointmentRequest.objects.update(respond_by=moment)


# -- Booking -------------------------------------------------------------------------


def test_a_booked_time_goes_into_calendars_and_out_again(client, rosa):
    request = make_booked(rosa, note="ketamine", treatment="ketamine")
    here = f"{link(request)}calendar/"

    first = read(client.get(here))
    closing.reopen(request, by=rosa, at=NOON)
    offering.book(request, starts_at=TIMES[1], minutes=30, by=rosa, at=NOON)
    moved = read(client.get(here))
    by_patient.withdraw(request, at=NOON)
    gone = read(client.get(here))

    assert [one["METHOD"] for one, _ in (first, moved, gone)] == [
        "PUBLISH", "PUBLISH", "CANCEL",
    ]  # fmt: skip
    assert [event["SEQUENCE"] for _, event in (first, moved, gone)] == [0, 1, 2]
    assert len({event["UID"] for _, event in (first, moved, gone)}) == 1
    assert first[1]["SUMMARY"] == "Appointment"
    assert moved[1].start == TIMES[1]
    assert gone[1]["STATUS"] == "CANCELLED"


def read(response):
    assert response["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(response.content)
    (event,) = calendar.events
    return calendar, event


def test_the_database_counts_each_change_of_a_booked_time(rosa):
    make_booked(rosa)

    with pytest.raises(IntegrityError), transaction.atomic():
        BookedTime.objects.update(starts_at=NOON)


def test_without_a_booked_time_there_is_no_calendar(client):
    assert client.get(f"{link(make_request())}calendar/").status_code == 404


# -- Withdrawing, correcting, erasing ------------------------------------------------


@pytest.mark.parametrize("step", ["withdraw", "erase"])
def test_what_cannot_be_undone_asks_once_more(client, step):
    request = make_request()

    asked = client.post(link(request), {"step": step})

    assert "Are you sure?" in words_of(asked)
    assert again(request).is_open


def test_a_request_is_withdrawn_once_however_often_it_is_sent(client, rosa):
    request, made = make_offered(rosa)
    said = {"step": "withdraw", "confirmed": "yes"}

    codes = [client.post(link(request), said).status_code for _number in range(3)]

    assert codes == [303, 303, 303]
    assert again(request).outcome == Outcome.WITHDRAWN
    assert request.events.filter(kind=EventKind.WITHDREW).count() == 1
    assert Offer.objects.get().state == OfferState.TAKEN_BACK
    assert client.post(link(request), choice(made)).status_code == 409


def test_whom_a_machine_named_is_not_mailed_when_it_withdraws(client):
    held = make_request(suspicions=["filled_the_trap"], **MAILED)

    client.post(link(held), {"step": "withdraw", "confirmed": "yes"})

    assert again(held).outcome == Outcome.WITHDRAWN
    assert owed(held) == {NoticeKind.STAFF_PATIENT_ANSWERED}


def test_corrected_details_take_the_place_of_the_old_ones(client):
    request = make_request(**MAILED)
    here = link(request)
    said = {"step": "correct", "sent": "yes", "email": "new@example.org"}

    done = client.post(here, said)

    after = again(request)
    answers = sealed_requests.opened(after)["answers"]
    assert "Your contact details are corrected." in words_of(
        client.get(done["Location"])
    )
    assert (answers["email"], answers["phone"]) == ("new@example.org", "+13605550187")
    assert after.email_index not in ("", request.email_index)
    assert after.phone_index == request.phone_index
    assert link(after) == here
    assert again(request).events.last().facts == {"fields": ["email"]}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Write or tick what shall change."),
        ({"phone": "call me"}, "Write the phone number in digits."),
        ({"contact_by": "email"}, "You chose e-mail: write an e-mail address."),
    ],
)
def test_a_correction_that_does_not_fit_is_explained(client, said, words):
    request = make_request()

    page = client.post(link(request), {"step": "correct", "sent": "yes"} | said)

    assert page.status_code == 422
    assert words in words_of(page)
    assert again(request).sealed == request.sealed


def test_what_is_erased_is_gone_and_the_trail_stays(client, rosa):
    request, _made = make_offered(rosa)
    here = link(request)
    contacting.record_attempt(
        request, channel="call", result="no_answer", by=rosa, at=NOON, note="planted"
    )
    said = {"step": "erase", "confirmed": "yes"}

    codes = [client.post(here, said).status_code for _number in range(2)]

    after = again(request)
    assert codes == [303, 303]
    assert (after.is_erased, after.outcome) == (True, Outcome.WITHDRAWN)
    assert (after.phone_index, after.email_index, after.name_index) == ("", "", "")
    assert bytes(after.contact_attempts.get().sealed) == b""
    assert owed(request) == {
        NoticeKind.STAFF_NEW_REQUEST, NoticeKind.STAFF_PATIENT_ANSWERED,
    }  # fmt: skip
    assert "What you sent is erased." in words_of(client.get(here))
    assert list(events.faults()) == []


def test_what_was_closed_long_ago_is_erased_by_itself(rosa):
    old, open_one = make_request(), make_request()
    closing.close(old, outcome=Outcome.BOOKED, by=rosa, at=NOON)

    retention.erase_due(at=NOON + 89 * DAY)
    kept = again(old).is_erased
    retention.erase_due(at=NOON + 91 * DAY)
    retention.erase_due(at=NOON + 92 * DAY)

    assert not kept
    assert again(old).is_erased
    assert old.events.filter(kind=EventKind.ERASED).count() == 1
    assert not again(open_one).is_erased


def test_a_wish_to_erase_during_a_legal_hold_is_answered_kindly(client, rosa):
    request = make_request()
    here = link(request)
    holds.put(request, reason="A planted subpoena", by=rosa, at=NOON)

    before = words_of(client.get(here))
    client.post(here, {"step": "erase", "confirmed": "yes"})
    after = words_of(client.get(here))

    assert "later: for now a legal duty makes us keep it" in before
    assert "We may not do so yet: a legal duty makes us keep it." in after
    assert "as you asked, as soon as we may" in after
    assert "Erase what I sent" not in after
    assert "subpoena" not in before + after


# -- What time makes owed ------------------------------------------------------------


def test_a_promise_at_risk_and_a_missed_one_are_told_once():
    request = make_request(**MAILED)
    promise_for(request, NOON + HOUR)

    reminders.owe_due(at=NOON)
    at_risk = owed(request)
    for minutes in (61, 62, 63):
        reminders.owe_due(at=NOON + timedelta(minutes=minutes))

    kinds = list(request.notices.values_list("kind", flat=True))
    assert NoticeKind.STAFF_PROMISE_AT_RISK in at_risk
    assert NoticeKind.MISSED_PROMISE not in at_risk
    assert kinds.count(NoticeKind.STAFF_PROMISE_AT_RISK) == 1
    assert kinds.count(NoticeKind.MISSED_PROMISE) == 1


def test_whoever_takes_no_mail_is_not_looked_at_for_ever():
    request = promise_for(make_request(), NOON - HOUR)

    for _number in range(2):
        reminders.owe_due(at=NOON)

    (missed,) = request.notices.filter(kind=NoticeKind.MISSED_PROMISE)
    assert missed.state == NoticeState.NOT_WANTED


def test_an_offer_and_a_visit_are_said_again_in_time(rosa):
    offered, _made = make_offered(rosa)
    booked = make_booked(rosa)

    for hours in (1, 47, 49, 50, 71):
        reminders.owe_due(at=NOON + hours * HOUR)

    kinds = NoticeKind.OFFER_REMINDER, NoticeKind.VISIT_REMINDER
    said = [offered.notices.filter(kind=kind).count() for kind in kinds]
    assert said == [1, 0]
    said = [booked.notices.filter(kind=kind).count() for kind in kinds]
    assert said == [0, 1]


def test_a_message_waits_for_a_safe_time(settings, rosa):
    settings.EMAIL_URL = "memory://"
    request = make_request(safe_contact="only_at", safe_parts=["afternoon"], **MAILED)
    triage.take(request, by=rosa, at=NOON)
    triage.wait_for_patient(request, reason="referral", by=rosa, at=NOON)

    sending.send_due(at=NOON)

    waiting = request.notices.get(kind=NoticeKind.STATUS_CHANGE)
    assert waiting.state == NoticeState.WAITING
    assert waiting.next_try_at == datetime(2026, 11, 23, 22, 0, tzinfo=UTC)


def test_a_message_that_events_have_overtaken_is_not_sent(settings, rosa):
    settings.EMAIL_URL = "memory://"
    request, made = make_offered(rosa)
    by_patient.choose(request, offer=made.pk, time=None, at=NOON)

    sending.send_due(at=NOON)

    offer = request.notices.get(kind=NoticeKind.OFFER)
    assert offer.state == NoticeState.OVERTAKEN


# -- Spanish, and the way there ------------------------------------------------------


def test_the_page_speaks_spanish(client, rosa):
    request, _made = make_offered(rosa)

    words = words_of(client.get(link(request, "/es")))

    assert "Elija un horario" in words
    assert "jueves 26 de noviembre" in words


def test_nobody_needs_a_cookie(rosa):
    request, made = make_offered(rosa)
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(link(request), choice(made))

    assert answer.status_code == 303
    assert not answer.cookies


def test_whoever_sends_a_request_is_shown_the_link_and_nobody_else_is(client):
    said = ROSA | {"form_key": form_keys.new(NOON - timedelta(minutes=4))}
    sent = client.post("/request/", first_post_form(client.post("/request/", said)))

    own = client.get(sent["Location"]).content.decode()
    stranger = Client().get(sent["Location"]).content.decode()

    shown = link(AppointmentRequest.objects.get())
    assert f'href="{shown}"' in own
    assert shown not in stranger
    assert client.get(shown).status_code == 200


def test_staff_offer_times_on_the_clinics_own_clock(client, rosa):
    request = make_request(**MAILED)
    triage.take(request, by=rosa, at=NOON)
    client.force_login(rosa)

    answer = client.post(step(request, "offer"), OFFERED)

    assert answer.status_code == 302
    (first, _second) = Offer.objects.get().times.all()
    assert first.starts_at == datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
    assert again(request).state == RequestState.AWAITING_PATIENT


def test_staff_are_told_why_times_cannot_be_offered_and_keep_them(client, rosa):
    request = make_request()
    triage.take(request, by=rosa, at=NOON)
    client.force_login(rosa)

    page = client.post(step(request, "offer"), OFFERED)

    assert page.status_code == 422
    assert "Call first, then offer the times." in words_of(page)
    assert "2026-11-30T09:30" in page.content.decode()


def test_staff_see_which_time_was_chosen_and_that_their_page_is_old(client, rosa):
    request, made = make_offered(rosa)
    client.force_login(rosa)
    seen = client.get(f"/admin/appointments/appointmentrequest/{request.pk}/change/")
    by_patient.choose(request, offer=made.pk, time=made.times.first().pk, at=NOON)

    late = client.post(
        step(request, "resume"), {"seen": last_post_form(seen)["seen"][0]}
    )

    assert late.status_code == 409
    assert "Chose a time: Thu Nov 26 9:00 am" in words_of(late)


def step(request, name):
    return f"/admin/appointments/appointmentrequest/{request.pk}/step/{name}/"
