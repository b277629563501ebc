from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appointments import form_keys
from appointments.choices import ForWhom
from appointments.forms import AppointmentRequestForm
from appointments.forms.summary import answers_in_words
from clinic_site import sealing
from clinic_site.hours import NeverOpen
from clinic_site.models import Location, OpeningHours, Treatment
from tests.builders import NOON, make_clinic

ROSA = {
    "for_whom": "me",
    "full_name": "Rosa Méndez",
    "phone": "(360) 555-0187",
    "contact_by": ["call"],
    "returning": "new",
    "adult": "yes",
    "privacy_consent": "on",
}
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def clinic(db):
    return make_clinic()


def filled_in(**changes):
    data = QueryDict(mutable=True)
    for name, value in (ROSA | changes).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return AppointmentRequestForm(data, at=NOON)


def mistakes(**changes):
    return {
        name: [str(words) for words in said]
        for name, said in filled_in(**changes).errors.items()
    }


def test_seven_answers_are_enough_to_ask_for_oneself():
    form = filled_in()

    assert form.is_valid()
    assert form.answers()["phone"] == "+13605550187"
    assert form.answers()["voicemail"] == "no"
    assert form.answers()["safe_contact"] == "any_time"


def test_at_most_eight_questions_for_oneself_must_be_answered():
    form = AppointmentRequestForm(at=NOON)

    # A phone number or an e-mail address counts as one.
    must = {name for name, field in form.fields.items() if field.required} | {"phone"}
    assert len(must) == 8


@pytest.mark.parametrize(
    "name",
    [
        "O",
        "Nuñez-O’Brien y D'Angelo",
        "李小龍",
        "محمد بن سلمان",
        "नीलम्‌",
        "Ærøskøbing Þór",
        "Wolfeschlegelsteinhausenbergerdorff Hubert Blaine Johannes Theodor Paul",
        "Null",
        "Ng 2nd",
        "ʻAkahi",
        "𐐔𐐯𐑅𐐨",
    ],
)  # fmt: skip
def test_names_that_people_have_are_taken_as_they_are(name):
    form = filled_in(full_name=f"  {name} ")

    assert form.is_valid()
    assert form.answers()["full_name"] == name


@pytest.mark.parametrize(
    "name",
    ["\u200b\u200d", "\u3164\u3164", "\u00ad", "\u2800", "\u202e\u2066", "...", "12"],
)
def test_names_of_which_nobody_sees_a_letter_are_refused(name):
    assert mistakes(full_name=name) == {
        "full_name": ["Write a name with at least one letter."]
    }


def test_blank_names_and_no_name_are_asked_for_again():
    asked = {"full_name": ["Write the name you want us to use."]}

    assert mistakes(full_name=" \u3000\t") == asked
    assert mistakes(full_name="") == asked


@pytest.mark.parametrize("name", ["full_name", "note", "referred", "email", "phone"])
@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\ud800"])
def test_what_cannot_be_stored_is_refused_in_words(name, sign):
    said = mistakes(**{name: f"Rosa{sign}"})

    assert said[name] == [
        "Some signs in this answer cannot be stored. Please type it again."
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("360 555 0187", "+13605550187"),
        ("+1 (360) 555-0187", "+13605550187"),
        ("1.360.555.0187", "+13605550187"),
        ("360-555-0187 ext. 12", "+13605550187;ext=12"),
        ("360-555-0187x12", "+13605550187;ext=12"),
        ("+52 55 1234 5678", "+525512345678"),
        ("（360）555-０１８７", "+13605550187"),
    ],
)
def test_telephone_numbers_are_read_as_people_write_them(typed, kept):
    form = filled_in(phone=typed)

    assert form.is_valid()
    assert form.answers()["phone"] == kept


@pytest.mark.parametrize("typed", ["CALL ME NOW", "1-800-FLOWERS", "36O 555 O187"])
def test_telephone_numbers_of_letters_are_refused(typed):
    assert mistakes(phone=typed) == {"phone": ["Write the phone number in digits."]}


@pytest.mark.parametrize("typed", ["555-0187", "12", "+", "3605550187" * 2])
def test_half_a_telephone_number_is_refused(typed):
    assert mistakes(phone=typed) == {
        "phone": ["Write the whole phone number with its area code: (360) 555-0142."]
    }


@pytest.mark.parametrize(
    "typed", ["a@example.org, b@example.org", "a@example.org b@example.org", "a@@b.org"]
)
def test_two_addresses_in_the_e_mail_field_are_refused(typed):
    assert mistakes(email=typed) == {"email": ["Write only one e-mail address."]}


@pytest.mark.parametrize(
    "typed", ["rosa", "rosa@", "rosa@example", "ro sa@example.org"]
)
def test_what_is_no_e_mail_address_is_refused(typed):
    assert mistakes(email=typed) == {
        "email": ["Write the e-mail address like this: name@example.org."]
    }


def test_somebody_who_gives_neither_number_nor_address_is_asked_for_one():
    assert mistakes(phone="") == {
        "phone": ["Write a phone number or an e-mail address."]
    }


def test_each_way_to_reach_somebody_needs_what_it_goes_to():
    by_mail = {"phone": "", "email": "rosa@example.org", "contact_by": ["email"]}

    assert mistakes(**by_mail) == {}
    assert mistakes(contact_by=["email"]) == {
        "email": ["You chose e-mail: write an e-mail address."]
    }
    assert mistakes(**by_mail | {"contact_by": ["call"]}) == {
        "phone": ["You chose a call or a text message: write a phone number."]
    }
    assert mistakes(contact_by=[]) == {
        "contact_by": ["Choose at least one way to reach you."]
    }


def test_nobody_is_texted_without_their_consent():
    form = filled_in(contact_by=["call", "text"])

    assert form.is_valid()
    assert form.answers()["contact_by"] == ["call"]
    assert [str(remark) for remark in form.remarks] == [
        "We will not text you: you did not tick the box about texts."
    ]
    assert list(mistakes(contact_by=["text"])) == ["text_consent"]
    assert mistakes(contact_by=["text"], text_consent="on") == {}


def test_nobody_is_mailed_who_must_not_be_seen_with_the_clinic():
    hidden = {"hide_clinic": "on", "email": "rosa@example.org"}
    form = filled_in(contact_by=["call", "email"], **hidden)

    assert form.is_valid()
    assert form.answers()["contact_by"] == ["call"]
    assert len(form.remarks) == 1
    assert list(mistakes(contact_by=["email"], **hidden)) == ["hide_clinic"]


def test_ticked_safe_times_count_even_without_the_radio_above_them():
    form = filled_in(safe_parts=["morning"])

    assert form.is_valid()
    assert form.answers()["safe_contact"] == "only_at"
    assert list(mistakes(safe_contact="only_at")) == ["safe_parts"]


def test_only_parts_of_the_day_in_which_the_clinic_opens_are_offered_as_safe():
    OpeningHours.objects.update(closes="10:30")

    form = AppointmentRequestForm(at=NOON)

    assert [code for code, _ in form.fields["safe_parts"].choices] == ["morning"]


def test_without_opening_hours_there_is_no_form():
    OpeningHours.objects.all().delete()

    with pytest.raises(NeverOpen):
        AppointmentRequestForm(at=NOON)


def test_a_day_that_was_to_come_yesterday_has_passed_today():
    typed = QueryDict(f"preferred_1_date={TODAY.isoformat()}")

    on_the_day = AppointmentRequestForm(typed, at=NOON)
    a_day_later = AppointmentRequestForm(typed, at=NOON + timedelta(days=1))

    assert "preferred_1_date" not in on_the_day.errors
    assert "preferred_1_date" in a_day_later.errors


@pytest.mark.parametrize("day", [TODAY, TODAY + timedelta(days=365)])
def test_days_from_today_to_a_year_from_now_can_be_wished_for(day):
    form = filled_in(preferred_1_date=day.isoformat())

    assert form.is_valid()
    assert form.answers()["preferred"] == [{"date": day.isoformat(), "part": ""}]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2026-11-22", "This day has passed. Choose a day to come."),
        ("1999-01-01", "This day has passed. Choose a day to come."),
        ("2027-11-24", "Choose a day within the next year."),
        ("9999-12-31", "Choose a day within the next year."),
        ("0000-00-00", "Write the day as month/day/year: 11/24/2026."),
        ("next week", "Write the day as month/day/year: 11/24/2026."),
    ],
)
def test_days_that_have_passed_or_are_far_away_are_refused(typed, words):
    assert mistakes(preferred_2_date=typed) == {"preferred_2_date": [words]}


def test_the_same_wish_twice_is_one_wish():
    twice = {"preferred_1_date": "2026-12-01", "preferred_1_part": "morning"}
    twice |= {"preferred_2_date": "2026-12-01", "preferred_2_part": "morning"}

    form = filled_in(**twice, preferred_3_part="midday")

    assert form.is_valid()
    assert form.answers()["preferred"] == [
        {"date": "2026-12-01", "part": "morning"},
        {"date": "", "part": "midday"},
    ]


@pytest.mark.parametrize(
    "note", ["SSN 123456789", "it is 123-45-6789.", "123 45 6789", "member 987654321!"]
)
def test_a_number_of_nine_digits_in_the_note_is_refused_kindly(note):
    (words,) = mistakes(note=note)["note"]

    assert "To keep you safe, please take it out" in words


@pytest.mark.parametrize(
    "note",
    ["Call 360-555-0187.", "3605550187", "after 2026-12-01", "x" * 300, "😀" * 300],
)
def test_other_numbers_and_a_full_note_are_fine(note):
    assert mistakes(note=note) == {}


def test_a_note_of_more_than_300_characters_is_too_long():
    assert mistakes(note="x" * 301) == {
        "note": ["Please shorten the note to 300 characters."]
    }


def test_lines_of_a_note_count_as_the_browser_counts_them():
    assert mistakes(note="\r\n".join(["x"] * 150)) == {}


@pytest.mark.parametrize(
    "name",
    ["for_whom", "returning", "adult", "voicemail", "treatment", "payment", "language",
     "safe_contact", "preferred_1_part", "contact_by", "best_times", "access_needs"],
)  # fmt: skip
def test_answers_that_were_not_offered_are_refused(name):
    said = mistakes(**{name: ["anything else\x00"]})

    assert list(said) == [name]


def test_what_is_missing_is_named_question_by_question():
    form = AppointmentRequestForm(QueryDict(""), at=NOON)

    assert set(form.errors) == {
        "full_name", "phone", "contact_by", "returning", "adult", "privacy_consent",
    }  # fmt: skip


def test_a_helper_answers_two_or_three_questions_more():
    helper = {"helper_name": "Ana", "helper_knows": "yes", "helper_consent": "on"}

    form = filled_in(for_whom="helper", **helper)

    assert form.is_valid()
    assert form.answers()["helper_name"] == "Ana"
    assert set(mistakes(for_whom="helper")) == set(helper)


def test_a_provider_gives_only_the_patients_name_and_number():
    provider = {
        "provider_name": "Dr. Ng",
        "provider_phone": "360-555-0199",
        "provider_consent": "on",
    }

    form = filled_in(for_whom="provider", note="history of …", **provider)

    assert form.is_valid()
    assert form.answers()["contact_by"] == ["call"]
    assert not {"note", "email", "payment", "referred"} & form.answers().keys()
    assert set(mistakes(for_whom="provider")) == set(provider)


def test_changing_who_asks_loses_no_answer():
    as_provider = filled_in(
        for_whom="provider", note="after May 18", best_times=["morning", "midday"]
    )

    shown = as_provider.unjudged()

    assert shown.errors == {}
    assert shown["full_name"].value() == "Rosa Méndez"
    assert ("note", "after May 18") in shown.carried()
    assert [v for name, v in shown.carried() if name == "best_times"] == [
        "morning",
        "midday",
    ]


def test_going_back_shows_every_answer_and_no_mistake():
    shown = filled_in(full_name="", contact_by=["call", "text"]).unjudged()

    assert not shown.is_bound
    assert shown["contact_by"].value() == ["call", "text"]
    assert shown["phone"].value() == "(360) 555-0187"


def test_everything_typed_travels_to_the_page_that_checks_it():
    form = filled_in(website="x", preferred_1_date="2026-12-01")

    carried = form.carried(all_answers=True)

    typed = ROSA | {"website": "x", "preferred_1_date": "2026-12-01"}
    typed["contact_by"] = "call"
    assert set(typed.items()) <= set(carried)


def test_a_form_keeps_its_genuine_key_and_replaces_a_broken_one():
    key = form_keys.new(NOON)

    assert filled_in(form_key=key).has_its_first_key
    assert filled_in(form_key=key).form_key == key
    for broken in (f"{key}x", "", "\x00", "é" * 300):
        form = filled_in(form_key=broken)
        assert not form.has_its_first_key
        assert form_keys.read(form.form_key)


def test_nobody_agrees_to_words_that_changed_after_they_opened_the_page():
    same = dict(AppointmentRequestForm(at=NOON).carried())["consent_words"]

    assert mistakes(consent_words=same) == {}
    assert list(mistakes(consent_words="0" * 16)) == ["privacy_consent"]


def test_under_18_one_asks_together_with_an_adult():
    alone, with_parent = (
        filled_in(adult="no"),
        filled_in(
            adult="no",
            for_whom="helper",
            helper_name="Ana",
            helper_knows="yes",
            helper_consent="on",
        ),
    )

    assert alone.is_valid()
    assert with_parent.is_valid()
    assert alone.asks_for_themselves_under_18
    assert not with_parent.asks_for_themselves_under_18


def test_the_clinics_own_treatments_and_places_are_offered():
    treatment = Treatment.objects.create(slug="tms")
    treatment.texts.create(language="en", name="TMS", summary="")
    for name in ("Harbour", "Hill"):
        Location.objects.create(name=name, street="1 Quay", city="Port", region="WA")

    form = AppointmentRequestForm(at=NOON)

    assert [str(words) for _, words in form.fields["treatment"].choices] == [
        "Not sure yet",
        "TMS",
        "Something else",
    ]
    assert len(form.fields["location"].choices) == 2


def test_with_one_place_nobody_is_asked_which():
    Location.objects.create(name="Hill", street="1 Quay", city="Port", region="WA")

    assert "location" not in AppointmentRequestForm(at=NOON).fields


def test_answers_are_shown_in_words_before_they_are_sent():
    form = filled_in(
        best_times=["morning", "midday"],
        preferred_1_date="2026-12-01",
        preferred_1_part="afternoon",
    )
    form.is_valid()

    shown = {one["name"]: str(one["value"]) for one in answers_in_words(form)}

    assert shown["phone"] == "(360) 555-0187"
    assert shown["best_times"] == "Morning, until 11\nMidday, 11 to 2"
    assert shown["preferred_1_date"] == ("Tuesday, December 1, 2026: Afternoon, from 2")
    assert "website" not in shown


@pytest.mark.parametrize("asker", ForWhom.values)
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_two_questions_of_an_asker_read_the_same(asker, language):
    with override(language):
        form = AppointmentRequestForm.blank(asker, at=NOON)
        labels = [str(field.label) for field in form.fields.values()]

    assert len(labels) == len(set(labels))


TYPED = st.one_of(
    st.text(st.characters(codec=None), max_size=40),
    st.sampled_from(["me", "helper", "yes", "no", "on", "call", "email", "morning"]),
    st.sampled_from(["2026-12-01", "360-555-0187", "rosa@example.org", "{{ 1 }}", "1"]),
)
FIELDS = st.sampled_from([*AppointmentRequestForm.base_fields, "form_key", "step"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.dictionaries(FIELDS, st.lists(TYPED, max_size=3)))
def test_whatever_is_typed_is_either_understood_or_refused_in_words(typed):
    form = filled_in(**{name: values for name, values in typed.items() if values})

    if form.is_valid():
        assert sealing.seal_json(form.answers(), bound_to=b"it")
        assert all(one["value"] for one in answers_in_words(form))
    else:
        assert all(str(words) for said in form.errors.values() for words in said)
    assert form.unjudged().carried(all_answers=True)


def test_a_clinic_without_a_note_asks_shows_and_keeps_none(clinic):
    clinic.asks_for_note = False
    clinic.save()

    form = filled_in(note="after May 18")

    assert form.is_valid()
    assert "note" not in form.fields
    assert "note" not in form.answers()
    assert "note" not in dict(form.carried(all_answers=True))


def test_with_a_neutral_sender_mail_may_go_although_the_clinic_is_hidden(settings):
    settings.NEUTRAL_FROM = "notes@letters.example"
    settings.NEUTRAL_LINK_HOST = "letters.example"

    form = filled_in(
        contact_by=["email"], email="rosa@example.org", hide_clinic="on", phone=""
    )

    assert form.is_valid()
    assert form.answers()["contact_by"] == ["email"]
    assert "does not show it" in form.fields["hide_clinic"].help_text


def test_every_question_that_must_be_answered_says_why_we_ask():
    form = AppointmentRequestForm(at=NOON)

    silent = {
        name
        for name, field in form.fields.items()
        if (field.required or name == "phone") and not field.help_text
    }

    assert silent == {"privacy_consent"}  # what stands above it says why
