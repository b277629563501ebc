"""Steps of the desk beside taking and calling: colleagues, lanes, links, declining."""

import pytest

from appointments import by_patient, contacting, duplicates, events, replies, triage
from appointments.models import (
    CannedReply,
    EventKind,
    IllegalMove,
    Lane,
    Note,
    Notice,
    RequestState,
    SamePerson,
)
from tests.appointments.at_work import make_taken
from tests.appointments.desk_pages import LIST, again, step
from tests.builders import NOON, make_person, make_request

pytestmark = pytest.mark.usefixtures("clinic_at_noon")
MAILED = {"email": "sam@example.com", "contact_by": ["email"]}


def page_of(client, request):
    return client.get(f"{LIST}{request.pk}/change/").content.decode()


def last(request):
    return request.events.order_by("number").last()


# -- Colleagues --------------------------------------------------------------------


def test_who_is_handed_a_request_finds_it_under_their_own(client, as_rosa, rosa, ben):
    request = make_taken(rosa)

    step(as_rosa, request, "hand-over", to=ben.pk)

    client.force_login(ben)
    mine = client.get(LIST, {"view": "mine"}).context["cl"].result_list
    assert [row.pk for row in mine] == [request.pk]
    assert "Handed over to Ben Achterberg" in page_of(client, request)


def test_a_request_is_handed_only_to_who_answers_requests(as_rosa, rosa):
    request = make_taken(rosa)

    for stranger in (make_person("editor"), make_person("auditor")):
        assert step(as_rosa, request, "hand-over", to=stranger.pk).status_code == 422
        with pytest.raises(IllegalMove):
            triage.hand_over(again(request), to=stranger, by=rosa, at=NOON)

    assert again(request).assigned_to == rosa


def test_a_note_is_sealed_and_read_by_who_may_reveal_only(client, as_rosa):
    request = make_request()

    step(as_rosa, request, "note", words="Ask about the blue form.")

    assert b"blue" not in bytes(Note.objects.get().sealed)
    assert last(request).facts == {"note": Note.objects.get().pk}
    assert "Ask about the blue form." in page_of(as_rosa, request)
    client.force_login(make_person("auditor"))
    assert "blue form" not in page_of(client, request)


def test_staff_put_a_request_first_for_a_sealed_reason_and_back(as_rosa):
    request = make_request()
    promised = request.respond_by

    step(as_rosa, request, "read-first", reason="Sounded very low.")
    first = again(request)
    step(as_rosa, request, "read-later", reason="A misunderstanding.")

    assert (first.lane, first.respond_by) == (Lane.READ_FIRST, promised)
    assert again(request).lane == Lane.NORMAL
    assert "very low" not in str([one.facts for one in request.events.all()])


def test_the_same_lane_twice_is_told_and_changes_nothing(as_rosa):
    request = make_request()
    step(as_rosa, request, "read-first", reason="Sounded low.")

    page = step(as_rosa, request, "read-first", reason="Typed again.")

    assert page.status_code == 422
    assert "Typed again." in page.content.decode()
    assert Note.objects.count() == 1


def test_why_a_word_list_put_it_first_shows_after_a_deliberate_act(as_rosa):
    request = make_request(note="I want to die")
    words = "the words may tell of a crisis"
    assert words not in page_of(as_rosa, request)

    as_rosa.post(f"{LIST}{request.pk}/contact/")

    assert words in page_of(as_rosa, request)


def test_an_answer_that_is_none_of_the_clinics_own_is_read_in_words(as_rosa):
    request = make_request(treatment="other")

    as_rosa.post(f"{LIST}{request.pk}/contact/")

    assert "Something else" in page_of(as_rosa, request)


# -- Endings -----------------------------------------------------------------------


def test_a_declined_person_reads_a_kind_reason_on_their_page(client, as_rosa):
    request = make_request(**MAILED)

    step(as_rosa, request, "decline", because="no_room", words="Ask us again in May.")

    assert again(request).outcome == "declined"
    assert Notice.objects.filter(request=request, kind="declined").exists()
    token = triage.sealed_requests.opened(again(request))["status_token"]
    page = client.get(f"/request/status/{token}/").content.decode()
    assert "we have no time free soon enough" in page
    assert "Ask us again in May." in page


def test_a_duplicate_names_the_request_that_goes_on(as_rosa):
    kept, double = make_request(), make_request()

    step(as_rosa, double, "duplicate", of=kept.reference.lower())

    assert again(double).outcome == "duplicate"
    assert f"Closed: duplicate of {kept.reference}" in page_of(as_rosa, double)
    assert again(kept).state == RequestState.RECEIVED


def test_a_duplicate_of_nothing_or_of_itself_closes_nothing(as_rosa):
    request = make_request()

    for other in ("", "3333-3333", request.reference):
        assert step(as_rosa, request, "duplicate", of=other).status_code == 422

    assert again(request).is_open


# -- Maybe the same person ---------------------------------------------------------


def test_requests_that_share_a_number_are_shown_with_why_and_linked(as_rosa):
    first = make_request(full_name="Sam Whitlow", phone="+13605550111")
    second = make_request(full_name="S. Whitlow", phone="+13605550111")
    make_request(full_name="Ana Li", phone="+13605550112")
    page = page_of(as_rosa, second)
    assert "Same telephone" in page
    assert page.count("/step/link/") == 2  # one beside it, one to type another

    step(as_rosa, second, "link", other=first.reference)

    for one, other in ((first, second), (second, first)):
        event = one.events.get(kind=EventKind.LINKED)
        assert event.facts == {"other": other.reference}
    assert "/step/unlink/" in page_of(as_rosa, first)


def test_a_link_is_undone_and_may_be_made_again(as_rosa, rosa):
    first, second = make_request(), make_request()
    duplicates.link(first, other=second, by=rosa, at=NOON)
    assert step(as_rosa, second, "link", other=first.reference).status_code == 422

    step(as_rosa, second, "unlink", other=first.reference)
    duplicates.link(second, other=first, by=rosa, at=NOON)

    assert SamePerson.objects.standing().count() == 1
    assert list(events.faults()) == []


def test_what_came_two_months_before_is_not_the_same_wish(rosa):
    old = make_request(at=NOON.replace(month=9))
    new = make_request()

    answers = {"phone": "+13605550187", "full_name": "Rosa Méndez"}

    assert duplicates.candidates(new, answers) == []
    assert duplicates.candidates(old, answers) == []


def test_likenesses_cost_one_query(django_assert_num_queries):
    request, *_others = [make_request() for _ in range(3)]
    answers = triage.sealed_requests.opened(request)["answers"]

    with django_assert_num_queries(1):
        found = duplicates.candidates(request, answers)

    assert {one.why for one in found} == {"same telephone, same name"}


# -- Mail against the rule ---------------------------------------------------------


def test_an_email_against_the_rule_needs_a_reason_and_is_listed(client, as_rosa, rosa):
    request = make_taken(rosa, email="sam@example.com")
    assert step(as_rosa, request, "mail-anyway").status_code == 422

    step(as_rosa, request, "mail-anyway", reason="Their telephone is dead.")

    assert Notice.objects.filter(request=request, is_against_rule=True).count() == 1
    event = request.events.get(kind=EventKind.BROKE_RULE)
    assert (event.facts["rules"], event.facts["channel"]) == (["way"], "email")
    assert "telephone is dead" not in page_of(as_rosa, request)


def test_even_against_the_rule_nobody_is_shown_the_clinics_name(as_rosa, rosa):
    request = make_taken(rosa, email="sam@example.com", hide_clinic=True)

    answer = step(as_rosa, request, "mail-anyway", reason="Urgent.")

    assert answer.status_code == 422
    assert not Notice.objects.filter(request=request, is_against_rule=True).exists()


def test_what_the_rule_allows_needs_no_glass_broken(as_rosa, rosa):
    request = make_taken(rosa, **MAILED)

    assert "mail-anyway" not in page_of(as_rosa, request)
    assert step(as_rosa, request, "mail-anyway", reason="x").status_code == 422


def test_before_a_step_the_page_says_whether_it_mails(as_rosa, rosa):
    called, mailed = make_taken(rosa), make_taken(rosa, **MAILED)

    assert "They allow no e-mail" in page_of(as_rosa, called)
    assert "The site e-mails them about this now." in page_of(as_rosa, mailed)


# -- The manager's list ------------------------------------------------------------

BROKEN = f"{LIST}against-rules/"


def test_the_manager_reads_why_a_rule_was_broken_and_that_is_on_record(client, rosa):
    request = make_taken(rosa)
    said = {"channel": "text", "result": "sent", "against": ["way"], "by": rosa}
    contacting.record_attempt(request, **said, reason="She had fainted.", at=NOON)
    boss = make_person("practice_manager")
    client.force_login(boss)
    event = request.events.get(kind=EventKind.BROKE_RULE)

    before = client.get(BROKEN).content.decode()
    after = client.post(f"{BROKEN}{event.pk}/").content.decode()

    assert "Text message: a way they did not allow" in before
    assert "She had fainted." not in before
    assert "She had fainted." in after
    read = last(request)
    assert (read.kind, read.by) == (EventKind.REASON_READ, boss)


def test_the_list_is_as_long_as_it_need_be_in_few_queries(
    client, rosa, django_assert_max_num_queries
):
    for _ in range(3):
        request = make_taken(rosa)
        said = {"channel": "text", "result": "sent", "against": ["way"], "by": rosa}
        contacting.record_attempt(request, **said, reason="Ill.", at=NOON)
    client.force_login(make_person("auditor"))

    with django_assert_max_num_queries(12):
        page = client.get(BROKEN).content.decode()

    assert page.count("a way they did not allow") == 3
    assert "Read why" not in page


# -- Canned replies ----------------------------------------------------------------


def make_reply(kind, *, en="We call by {promise}.", es="Llamamos: {reference}."):
    reply = CannedReply.objects.create(title="Soon", kind=kind)
    for language, text in (("en", en), ("es", es)):
        reply.texts.create(language=language, text=text)
    return reply


def test_a_canned_reply_is_in_the_persons_language_and_filled_in(as_rosa):
    make_reply("telephone")
    request = make_request(language="es")
    step(as_rosa, request, "take")

    assert f"Llamamos: {request.reference}." in page_of(as_rosa, request)


def test_ready_made_words_reach_the_persons_page_when_declined(client, as_rosa):
    reply = make_reply("decline", en="Ask us again about {reference}.")
    request = make_request()

    step(as_rosa, request, "decline", because="no_room", reply=reply.pk)

    token = triage.sealed_requests.opened(again(request))["status_token"]
    page = client.get(f"/request/status/{token}/").content.decode()
    assert f"Ask us again about {request.reference}." in page


def test_a_reply_fills_in_what_it_knows_and_nothing_else():
    said = {"reference": "K7M4-PQ3X"}

    filled = replies.filled("{reference} {phone} {0} {{note}}", said)

    assert filled == "K7M4-PQ3X {phone} {0} {{note}}"
    assert replies.unknown_marks("{reference} {phone}") == ["{phone}"]


def test_words_that_tell_of_health_are_pointed_out_to_who_writes_a_reply():
    assert replies.telling_words("Your depression visit.") == ["depress"]
    assert replies.telling_words("Please call us back.") == []


# -- What comes too late, or from nowhere ------------------------------------------

LATE = {
    "take": {},
    "hand-over": {},
    "note": {"words": "Too late."},
    "read-first": {"reason": "Too late."},
    "decline": {"because": "no_room"},
    "mail-anyway": {"reason": "Too late."},
    "reopen": {},
}


def test_nothing_can_be_done_with_what_was_erased(as_rosa, rosa, ben):
    request = make_request(**MAILED)
    other = make_request()
    by_patient.erase(request, at=NOON)
    trail = request.events.count()
    late = LATE | {"link": {"other": other.reference}, "hand-over": {"to": ben.pk}}

    answers = {
        name: step(as_rosa, request, name, **said).status_code
        for name, said in late.items()
    }

    assert set(answers.values()) <= {409, 422}
    looks = request.events.filter(kind=EventKind.VIEWED).count()
    assert request.events.count() == trail + looks
    assert not Note.objects.exists()


def test_what_was_erased_says_so_and_offers_no_step(as_rosa):
    request = make_request()
    by_patient.erase(request, at=NOON)

    page = page_of(as_rosa, request)

    assert "What this person sent is gone for good" in page
    assert "damaged" not in page
    assert f"{request.pk}/step/" not in page


def test_a_note_that_outlives_the_session_is_shown_again_and_stored_nowhere(as_rosa):
    request = make_request()
    as_rosa.logout()

    page = as_rosa.post(
        f"{LIST}{request.pk}/step/note/",
        {"words": "Ask about the blue form."},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert page.status_code == 403
    assert "Ask about the blue form." in page.content.decode()
    assert not Note.objects.exists()


def test_a_note_from_an_old_tab_is_not_lost_and_not_kept_twice(as_rosa, rosa):
    request = make_taken(rosa)
    seen = as_rosa.get(f"{LIST}{request.pk}/change/").context["seen"]
    step(as_rosa, request, "note", words="Once.", seen=seen)

    page = step(as_rosa, request, "note", words="Once more.", seen=seen)

    assert page.status_code == 409
    assert "Once more." in page.content.decode()
    assert Note.objects.count() == 1


@pytest.mark.parametrize("name", ["note", "hand-over", "link", "decline"])
def test_a_step_with_a_request_that_is_not_there_answers_404(as_rosa, name):
    missing = make_request()
    missing.pk = "00000000-0000-4000-8000-000000000000"

    assert step(as_rosa, missing, name, words="x").status_code == 404
