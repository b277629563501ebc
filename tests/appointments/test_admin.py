from datetime import timedelta
from html.parser import HTMLParser

import pytest
import time_machine
from django.urls import reverse

from appointments import closing, events, triage
from appointments.models import (
    AppointmentRequest,
    ContactAttempt,
    DeskEvent,
    EventKind,
    RequestState,
)
from clinic_site import access
from tests.appointments.desk_pages import LIST, again, step
from tests.builders import NOON, make_person, make_request, promise_for

pytestmark = pytest.mark.usefixtures("clinic_at_noon")
PLANTED = {
    "full_name": "Plantina Secretperson",
    "phone": "+13605550199",
    "email": "planted@example.org",
    "note": "planted words about sleep",
}


def page_of(request):
    return f"{LIST}{request.pk}/change/"


def contact(client, request, **said):
    return client.post(f"{LIST}{request.pk}/contact/", said)


def others_of(page):
    groups = page.context["step_groups"]
    return [one["step"].name for group in groups for one in group["steps"]]


def search(client, typed):
    return client.post(f"{LIST}search/", {"q": typed}, follow=True)


def kinds(request):
    return [event.kind for event in request.events.order_by("number")]


class Words(HTMLParser):
    """The words of a page, without its marks."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_data(self, data):
        self.found.append(data)


def words_of(response):
    return " ".join(" ".join(Words(response.content.decode()).found).split())


def seen_on(response):
    return response.context["seen"]


# -- The list ----------------------------------------------------------------------


def test_the_queue_shows_a_new_request_and_nothing_that_was_written(as_rosa):
    request = make_request(**PLANTED)

    words = words_of(as_rosa.get(LIST))

    assert request.reference in words
    assert "due in" in words
    assert "nobody yet" in words
    for planted in PLANTED.values():
        assert planted not in words


def test_the_queue_has_one_link_a_request_and_no_health_data_in_its_columns(as_rosa):
    make_request(treatment="spravato", **PLANTED)

    columns = as_rosa.get(LIST).context["cl"].list_display

    assert columns == [
        "action_checkbox",
        "reference",
        "lane_words",
        "promise_words",
        "state",
        "who",
        "came_in",
        "language_name",
    ]


def test_the_most_urgent_request_stands_first(as_rosa):
    later = make_request()
    sooner = make_request()
    promise_for(sooner, NOON + timedelta(minutes=10))

    rows = as_rosa.get(LIST).context["cl"].result_list

    assert [row.pk for row in rows] == [sooner.pk, later.pk]


@pytest.mark.parametrize("number", [1, 30])
def test_the_queue_costs_the_same_whatever_its_length(
    as_rosa, ben, number, django_assert_max_num_queries
):
    for _ in range(number):
        triage.take(make_request(), by=ben, at=NOON)
    as_rosa.get(LIST)

    with django_assert_max_num_queries(8):
        as_rosa.get(LIST)


def test_a_search_asks_no_more_than_ten_questions_to_be_kept_and_eight_to_be_shown(
    as_rosa, ben, django_assert_max_num_queries
):
    for _ in range(3):
        triage.take(make_request(), by=ben, at=NOON)
    search(as_rosa, "(360) 555-0187")

    with django_assert_max_num_queries(10):
        answer = as_rosa.post(f"{LIST}search/", {"q": "(360) 555-0187"})
    with django_assert_max_num_queries(8):
        found = as_rosa.get(answer["Location"])

    assert len(found.context["cl"].result_list) == 3


def test_a_reference_is_found_however_it_is_typed(as_rosa, ben):
    request = make_request()
    triage.take(request, by=ben, at=NOON)
    closing.close(request, outcome="booked", by=ben, at=NOON)
    other = make_request()
    typed = request.reference.lower().replace("-", " ")

    rows = search(as_rosa, typed).context["cl"].result_list

    assert {row.reference for row in rows} == {request.reference} - {other.reference}


def test_half_a_name_finds_nobody(as_rosa):
    make_request(**PLANTED)

    page = search(as_rosa, "Plantina")

    assert "Nobody here." in words_of(page)


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("plantina SECRETPERSON", "name"),
        ("(360) 555-0199", "telephone"),
        (" Planted@Example.org ", "e-mail"),
    ],
)
def test_a_caller_is_found_by_what_they_say_and_no_address_holds_it(
    as_rosa, typed, way
):
    request, _other = make_request(**PLANTED), make_request()

    page = search(as_rosa, typed)

    assert [row.pk for row in page.context["cl"].result_list] == [request.pk]
    assert f"1 found by {way}, open and closed." in words_of(page)
    assert page.redirect_chain == [(f"{LIST}?view=found", 302)]


def test_a_search_typed_into_the_address_is_taken_out_of_it(as_rosa):
    request = make_request(**PLANTED)

    page = as_rosa.get(LIST, {"q": "Plantina Secretperson"}, follow=True)

    assert page.redirect_chain == [(f"{LIST}?view=found", 302)]
    assert request.reference in words_of(page)


def test_a_search_is_on_record_without_a_word_of_it(as_rosa, rosa):
    make_request(**PLANTED)

    search(as_rosa, PLANTED["email"])
    search(as_rosa, "Nobody Atall")

    said = [(one.kind, one.by, one.facts) for one in DeskEvent.objects.all()]
    assert said == [
        ("searched", rosa, {"index": "email", "found": 1}),
        ("searched", rosa, {"index": "name", "found": 0}),
    ]


def test_while_keys_change_a_caller_is_found_under_both(as_rosa, settings):
    under_old = make_request(**PLANTED)
    old = settings.INDEX_KEY
    settings.INDEX_KEY = f"bmV3LWluZGV4LWtleS1mb3ItdGhlLXRlc3RzLTMyYiE=,{old}"
    under_new = make_request(**PLANTED)

    rows = search(as_rosa, PLANTED["email"]).context["cl"].result_list

    assert {row.pk for row in rows} == {under_old.pk, under_new.pk}


def test_nothing_is_counted_or_paged_beyond_a_thousand(as_rosa, monkeypatch):
    monkeypatch.setattr("appointments.queue.COUNTED_TO", 2)
    monkeypatch.setattr("clinic_site.capped.COUNTED_TO", 2)
    for _ in range(4):
        make_request()

    page = as_rosa.get(LIST)

    assert "Needs a person 2+" in words_of(page)
    assert "2+ requests" in words_of(page)


@pytest.mark.parametrize(
    "view", ["read-first", "overdue", "due-soon", "mine", "waiting", "held", "closed"]
)
def test_every_saved_view_opens(as_rosa, view):
    make_request(suspicions=("too_fast",))

    assert as_rosa.get(LIST, {"view": view}).status_code == 200


def test_ticked_requests_are_taken_and_those_of_others_left_alone(as_rosa, rosa, ben):
    free, taken = make_request(), make_request()
    triage.take(taken, by=ben, at=NOON)

    page = as_rosa.post(
        LIST,
        {"action": "take_selected", "_selected_action": [free.pk, taken.pk]},
        follow=True,
    )

    assert again(free).assigned_to == rosa
    assert again(taken).assigned_to == ben
    assert "You took 1 request. The others somebody has" in words_of(page)


def test_nothing_closed_can_be_ticked_to_be_taken(as_rosa, rosa):
    request = make_request()
    closing.close(request, outcome="unreachable", by=rosa, at=NOON)

    page = as_rosa.get(LIST, {"view": "closed"})

    assert request.reference in words_of(page)
    assert "Take the ticked ones" not in words_of(page)


def test_who_may_only_look_cannot_take_by_the_list(client):
    request = make_request()
    client.force_login(make_person("auditor"))

    client.post(LIST, {"action": "take_selected", "_selected_action": [request.pk]})

    assert again(request).assigned_to is None


# -- Opening and showing -----------------------------------------------------------


def test_opening_a_request_is_on_record_each_time(as_rosa, rosa):
    request = make_request()

    as_rosa.get(page_of(request))
    as_rosa.get(page_of(request))

    looks = request.events.filter(kind=EventKind.VIEWED)
    assert [(look.by, look.at) for look in looks] == [(rosa, NOON), (rosa, NOON)]


def test_a_page_that_somebody_may_not_open_leaves_no_event(client):
    request = make_request()
    client.force_login(make_person("editor"))

    assert client.get(page_of(request)).status_code == 403
    assert kinds(request) == [EventKind.RECEIVED]


def test_the_rule_stands_above_and_the_details_are_hidden_at_first(as_rosa):
    request = make_request(hide_clinic=True, **PLANTED)

    words = words_of(as_rosa.get(page_of(request)))

    assert "No Leave a voice message" in words
    assert "Never say or show the clinic’s name." in words
    for planted in (*PLANTED.values(), "(360) 555-0199"):
        assert planted not in words


def test_showing_the_details_is_a_deliberate_step_on_record(as_rosa, rosa):
    request = make_request(**PLANTED)

    contact(as_rosa, request)

    words = words_of(as_rosa.get(page_of(request)))
    assert "Plantina Secretperson" in words
    assert "(360) 555-0199" in words
    assert "planted words about sleep" in words
    assert "Asks for Themselves" in words
    assert request.events.get(kind=EventKind.REVEALED).by == rosa


def test_a_link_shows_no_details_because_scanners_follow_links(as_rosa):
    request = make_request(**PLANTED)

    assert as_rosa.get(f"{LIST}{request.pk}/contact/").status_code == 405
    assert EventKind.REVEALED not in kinds(request)


def test_details_hide_again_after_ten_minutes(as_rosa):
    request = make_request(**PLANTED)
    contact(as_rosa, request)

    with time_machine.travel(NOON + timedelta(minutes=10), tick=False):
        words = words_of(as_rosa.get(page_of(request)))

    assert "Plantina" not in words


def test_hiding_the_details_hides_them_at_once(as_rosa):
    request = make_request(**PLANTED)
    contact(as_rosa, request)

    contact(as_rosa, request, hide="1")

    assert "Plantina" not in words_of(as_rosa.get(page_of(request)))
    assert kinds(request).count(EventKind.REVEALED) == 1


def test_details_shown_to_one_person_are_not_shown_to_the_next(client, rosa, ben):
    request = make_request(**PLANTED)
    client.force_login(rosa)
    contact(client, request)
    client.force_login(ben)

    assert "Plantina" not in words_of(client.get(page_of(request)))


def test_an_auditor_sees_the_trail_and_never_what_was_written(client):
    request = make_request(**PLANTED)
    client.force_login(make_person("auditor"))

    page = client.get(page_of(request))

    assert contact(client, request).status_code == 403
    assert "Your role does not open what people send." in words_of(page)
    assert "Plantina" not in words_of(page)
    assert step(client, request, "take").status_code == 403


def test_staff_read_every_moment_on_the_clinics_clock(as_rosa):
    request = make_request()

    words = words_of(as_rosa.get(page_of(request)))

    # 17:00 in Greenwich.
    assert "today 9:00 am" in words


def test_a_damaged_request_says_so_and_breaks_nothing_else(as_rosa, rosa):
    damaged, whole = make_request(), make_request()
    AppointmentRequest.objects.filter(pk=damaged.pk).update(sealed=b"damaged")

    assert "Cannot be opened" in words_of(as_rosa.get(page_of(damaged)))
    assert whole.reference in words_of(as_rosa.get(LIST))
    step(as_rosa, damaged, "take")
    contact(as_rosa, damaged)
    assert as_rosa.get(page_of(damaged)).status_code == 200
    assert again(damaged).assigned_to == rosa


# -- Steps -------------------------------------------------------------------------


def test_a_request_from_queue_to_outcome(as_rosa, rosa):
    request = make_request(**PLANTED)

    step(as_rosa, request, "take")
    contact(as_rosa, request)
    assert again(request).first_response_at is None
    step(as_rosa, request, "log", channel="call", result="reached", note="Tuesday.")
    step(as_rosa, request, "close", outcome="booked")

    closed = again(request)
    assert (closed.state, closed.outcome) == (RequestState.CLOSED, "booked")
    assert (closed.assigned_to, closed.first_response_at) == (rosa, NOON)
    assert kinds(request) == [
        EventKind.RECEIVED,
        EventKind.TAKEN,
        EventKind.REVEALED,
        EventKind.CONTACT_ATTEMPT,
        EventKind.CLOSED,
    ]
    assert "Tuesday." in words_of(as_rosa.get(page_of(request)))


def test_the_slower_of_two_is_told_who_has_it(client, as_rosa, rosa, ben):
    request = make_request()
    seen = seen_on(as_rosa.get(page_of(request)))
    triage.take(again(request), by=ben, at=NOON)

    page = step(as_rosa, request, "take", seen=seen)

    assert page.status_code == 409
    assert "Not done: the request has changed" in words_of(page)
    assert "Ben Achterberg" in words_of(page)
    assert "today 9:00 am: “Taken”." in words_of(page)
    assert again(request).assigned_to == ben


def test_a_stale_step_keeps_what_was_typed(as_rosa, rosa):
    request = make_request()
    triage.take(request, by=rosa, at=NOON)
    seen = seen_on(as_rosa.get(page_of(request)))
    triage.wait_for_patient(again(request), reason="referral", by=rosa, at=NOON)

    page = step(
        as_rosa,
        request,
        "log",
        seen=seen,
        channel="call",
        result="no_answer",
        note="Rang twice at noon.",
    )

    assert page.status_code == 409
    assert "Rang twice at noon." in page.content.decode()
    assert ContactAttempt.objects.count() == 0


def test_a_second_press_of_the_same_button_logs_no_second_attempt(as_rosa, rosa):
    request = make_request()
    triage.take(request, by=rosa, at=NOON)
    said = {
        "seen": seen_on(as_rosa.get(page_of(request))),
        "channel": "call",
        "result": "no_answer",
    }
    step(as_rosa, request, "log", **said)

    page = step(as_rosa, request, "log", **said)

    assert page.status_code == 409
    assert "You did this yourself, today 9:00 am" in words_of(page)
    assert ContactAttempt.objects.count() == 1


def test_what_a_colleague_has_is_not_offered_as_the_next_step(as_rosa, ben):
    request = make_request()
    triage.take(request, by=ben, at=NOON)

    page = as_rosa.get(page_of(request))

    assert page.context["first_step"] is None
    assert others_of(page)[0] == "release"
    assert not {"log", "close", "offer"} & set(others_of(page))
    assert "Step in only if they cannot go on." in words_of(page)


def test_a_step_by_hand_that_does_not_fit_is_refused(as_rosa):
    request = make_request()

    page = step(as_rosa, request, "reopen")

    assert page.status_code == 409
    assert again(request).state == RequestState.RECEIVED


@pytest.mark.parametrize(
    ("name", "said", "problem"),
    [
        ("log", {"channel": "call"}, "Say what happened."),
        ("log", {"result": "reached"}, "Say how you tried."),
        ("log", {"channel": "call", "result": "sent"}, "A call is not sent."),
        ("log", {"channel": "text", "result": "no_answer"}, "Only a call"),
        ("log", {"channel": "fax", "result": "reached"}, "Select a valid choice"),
        ("wait", {}, "Say what you wait for."),
        ("close", {}, "Say how it ended."),
        ("close", {"outcome": "lost"}, "Select a valid choice"),
    ],
)
def test_a_step_with_a_missing_answer_says_which(as_rosa, rosa, name, said, problem):
    request = make_request()
    triage.take(request, by=rosa, at=NOON)

    page = step(as_rosa, request, name, **said)

    assert page.status_code == 422
    assert problem in words_of(page)
    assert "Error:" in words_of(page)
    assert again(request).state == RequestState.IN_TRIAGE


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"contact_by": ["call"]}, {"channel": "text", "result": "sent"}),
        ({"voicemail": "no"}, {"channel": "call", "result": "left_message"}),
        (
            {"safe_contact": "only_at", "safe_parts": ["afternoon"]},
            {"channel": "call", "result": "reached"},
        ),
    ],
)
def test_what_the_person_did_not_allow_needs_a_reason(as_rosa, rosa, answers, said):
    request = make_request(**answers)
    triage.take(request, by=rosa, at=NOON)

    refused = step(as_rosa, request, "log", **said)
    logged = step(as_rosa, request, "log", **said, reason="She had fainted.")

    assert refused.status_code == 422
    assert "They did not allow this. Say why it could not wait." in words_of(refused)
    assert logged.status_code == 302
    facts = request.events.get(kind=EventKind.CONTACT_ATTEMPT).facts
    assert facts["is_against_rule"] is True


def test_a_reason_for_nothing_is_not_against_the_rule(as_rosa, rosa):
    request = make_request()
    triage.take(request, by=rosa, at=NOON)

    step(as_rosa, request, "log", channel="call", result="reached", reason="None.")

    facts = request.events.get(kind=EventKind.CONTACT_ATTEMPT).facts
    assert "is_against_rule" not in facts


def test_steps_of_requests_that_are_not_there_answer_404(as_rosa):
    missing = make_request()
    missing.pk = "00000000-0000-4000-8000-000000000000"

    assert step(as_rosa, missing, "take").status_code == 404
    assert contact(as_rosa, missing).status_code == 404
    assert step(as_rosa, make_request(), "bury").status_code == 404


def test_steps_are_taken_by_post_only(as_rosa):
    request = make_request()

    assert as_rosa.get(f"{LIST}{request.pk}/step/take/").status_code == 405


def test_a_note_with_script_in_it_is_shown_as_words(as_rosa, rosa):
    request = make_request(full_name="Rosa <script>alert(1)</script>")
    triage.take(request, by=rosa, at=NOON)
    said = {"channel": "call", "result": "reached", "note": "<img src=x onerror=1>"}
    step(as_rosa, request, "log", **said)
    contact(as_rosa, request)

    page = as_rosa.get(page_of(request)).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=1&gt;" in page


# -- Who may -----------------------------------------------------------------------


@pytest.mark.parametrize("role", ["editor", "medical_reviewer"])
def test_editors_and_reviewers_never_see_requests(client, role):
    request = make_request()
    client.force_login(make_person(role))

    answers = {
        "list": client.get(LIST),
        "page": client.get(page_of(request)),
        "history": client.get(f"{LIST}{request.pk}/history/"),
        "take": step(client, request, "take"),
        "contact": contact(client, request),
    }

    assert {name: page.status_code for name, page in answers.items()} == dict.fromkeys(
        answers, 403
    )
    assert request.reference not in words_of(client.get("/admin/"))
    assert kinds(request) == [EventKind.RECEIVED]


@pytest.mark.parametrize("role", access.ROLE_WORDS)
def test_nobody_edits_adds_or_deletes_a_request(client, role):
    request = make_request()
    client.force_login(make_person(role))

    posted = client.post(page_of(request), {"reference": "AAAA-AAAA"})
    deleted = client.post(f"{LIST}{request.pk}/delete/", {"post": "yes"})
    added = client.get(f"{LIST}add/")

    assert [posted.status_code, deleted.status_code, added.status_code] == [403] * 3
    assert again(request).reference == request.reference


def test_strangers_are_asked_to_sign_in(client):
    request = make_request()

    for answer in (client.get(LIST), step(client, request, "take")):
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("admin:login"))
    assert again(request).assigned_to is None


# -- The first page ----------------------------------------------------------------


def test_the_desk_says_how_many_wait_and_opens_the_next_one(as_rosa):
    later, sooner = make_request(), make_request()
    promise_for(sooner, NOON + timedelta(minutes=10))

    page = as_rosa.get("/admin/")

    assert "2 people are waiting for us" in words_of(page)
    assert page.context["next_step"]["url"] == page_of(sooner)
    assert later.reference in words_of(page)


def test_the_desk_says_so_when_nobody_waits(as_rosa):
    assert "Nobody is waiting." in words_of(as_rosa.get("/admin/"))


def test_the_desk_says_that_no_mail_leaves_without_a_mail_server(as_rosa):
    make_request()

    words = words_of(as_rosa.get("/admin/"))

    assert "Outgoing mail is not set up (EMAIL_URL). 1 message waits." in words


def test_a_request_is_taken_from_the_desk_with_one_press(as_rosa, rosa):
    request = make_request()
    page = as_rosa.get("/admin/").content.decode()
    assert f"{LIST}{request.pk}/step/take/" in page
    # And to whoever rings meanwhile.
    assert f'href="{LIST}#searchbar"' in page
    assert f'href="{LIST}by-telephone/"' in page

    answer = step(as_rosa, request, "take")

    assert answer["Location"] == page_of(request)
    assert again(request).assigned_to == rosa


@pytest.mark.parametrize("number", [1, 30])
def test_the_desk_costs_the_same_however_many_wait(
    as_rosa, ben, number, django_assert_max_num_queries
):
    for _ in range(number):
        triage.take(make_request(), by=ben, at=NOON)
    as_rosa.get("/admin/")

    with django_assert_max_num_queries(9):
        as_rosa.get("/admin/")


@pytest.mark.parametrize("number", [1, 30])
def test_one_request_costs_the_same_however_often_it_was_looked_at(
    as_rosa, ben, number, django_assert_max_num_queries
):
    request = make_request()
    for _ in range(number):
        events.record(request, EventKind.VIEWED, by=ben, at=NOON)
    as_rosa.get(page_of(request))

    with django_assert_max_num_queries(20):
        as_rosa.get(page_of(request))
