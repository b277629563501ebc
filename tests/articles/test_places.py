"""The fixed pages: each at its address, in both languages, and none without help."""

import re

import pytest
import time_machine
from django.test import Client

from articles.models import (
    CalloutSection,
    Clinician,
    ClinicianText,
    QuestionsSection,
)
from clinic_site import shell
from clinic_site.models import Clinic, Closure, Location, Treatment, TreatmentText
from tests.builders import NOON, make_article, make_clinic, make_publication

pytestmark = [pytest.mark.django_db, pytest.mark.of_pages]
SITE = "http://localhost:8000"
# Nothing but the words that staff give them, which have an address of their own too.
WORDS_ONLY = {
    "costs": "/costs/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "language_help": "/language-help/",
    "is_this_for_you": "/is-this-for-you/",
}
# These show more than words, so they are there from the first day.
ALWAYS = {
    "home": "/",
    "team": "/team/",
    "locations": "/locations/",
    "help_now": "/help-now/",
    "treatment-tms": "/treatments/tms/",
}


@pytest.fixture
def patient(db):
    make_clinic()
    make_treatment("tms")
    return Client()


def make_treatment(slug, *, name="TMS", is_offered=True):
    treatment = Treatment.objects.create(slug=slug, is_offered=is_offered)
    for language in ("en", "es"):
        TreatmentText.objects.create(
            treatment=treatment, language=language, name=name, summary="Magnets."
        )
    return treatment


def publish_in_both(place, **fields):
    """The same fixed page in both languages, each under a slug of its own."""
    english = make_article(
        "<p>By the harbour.</p>", place=place, slug=f"{place}-words", **fields
    )
    make_publication(english)
    spanish = make_article(
        "<p>Junto al puerto.</p>",
        place=place,
        slug=f"{place}-palabras",
        language="es",
        translation_of=english,
        **fields,
    )
    make_publication(spanish)


def publish_care(treatment, stage, title):
    article = make_article(
        "<p>Words.</p>", treatment=treatment, stage=stage, title=title
    )
    CalloutSection.objects.create(
        parent=article,
        region="main",
        ordering=20,
        style="help",
        level="non_urgent",
        heading="Call us",
        html="<p>You have a question.</p>",
    )
    make_publication(article)


def words_of(page):
    return page.content.decode()


def canonical(page):
    return re.findall(r'<link rel="canonical" href="([^"]*)"', words_of(page))


def hreflangs(page):
    pattern = r'<link rel="alternate" hreflang="(\w\w)" href="([^"]*)"'
    return {
        code: url.removeprefix(SITE)
        for code, url in re.findall(pattern, words_of(page))
    }


def main_menu(page):
    menu = re.search(r'<nav class="site-nav".*?</nav>', words_of(page), re.DOTALL)[0]
    return re.findall(r'href="([^"]*)"', menu)


# -- At its address, in both languages ---------------------------------------------


@pytest.mark.parametrize(("place", "address"), {**WORDS_ONLY, **ALWAYS}.items())
def test_each_fixed_page_shows_the_words_of_its_language(patient, place, address):
    publish_in_both(place)

    english, spanish = patient.get(address), patient.get(f"/es{address}")

    assert "By the harbour." in words_of(english)
    assert '<html lang="en"' in words_of(english)
    assert "Junto al puerto." in words_of(spanish)
    assert '<html lang="es"' in words_of(spanish)


@pytest.mark.parametrize(("place", "address"), WORDS_ONLY.items())
def test_words_with_two_addresses_have_one_canonical_address(patient, place, address):
    publish_in_both(place)

    fixed, own = patient.get(address), patient.get(f"/articles/{place}-words/")

    assert canonical(fixed) == canonical(own) == [f"{SITE}/articles/{place}-words/"]
    assert hreflangs(fixed) == {
        "en": f"/articles/{place}-words/",
        "es": f"/es/articles/{place}-palabras/",
    }


@pytest.mark.parametrize(
    ("place", "address"), [one for one in ALWAYS.items() if one[0] != "help_now"]
)
def test_a_page_that_is_more_than_words_has_one_address_only(patient, place, address):
    publish_in_both(place)

    fixed, own = patient.get(address), patient.get(f"/articles/{place}-words/")

    assert canonical(fixed) == [SITE + address]
    assert hreflangs(fixed) == {"en": address, "es": f"/es{address}"}
    assert (own.status_code, own["Location"]) == (302, address)


@pytest.mark.parametrize(("place", "address"), {**WORDS_ONLY, **ALWAYS}.items())
def test_each_fixed_page_has_one_heading_of_the_first_rank(patient, place, address):
    publish_in_both(place)

    assert words_of(patient.get(address)).count("<h1") == 1


# -- Before staff have written anything --------------------------------------------


@pytest.mark.parametrize("address", WORDS_ONLY.values())
@pytest.mark.parametrize("language", ["", "/es"])
def test_a_page_that_nobody_wrote_yet_still_leads_to_help(patient, address, language):
    page = patient.get(language + address)

    assert page.status_code == 404
    assert 'href="tel:988"' in words_of(page)
    assert 'href="tel:911"' in words_of(page)
    assert 'href="tel:+13605550142"' in words_of(page)


@pytest.mark.parametrize("address", ALWAYS.values())
@pytest.mark.parametrize("language", ["", "/es"])
def test_a_page_of_facts_is_there_from_the_first_day(patient, address, language):
    page = patient.get(language + address)

    assert page.status_code == 200
    assert words_of(page).count("<h1") == 1


def test_help_now_needs_nobodys_words(patient):
    page = words_of(patient.get("/help-now/"))

    main = page[page.index("<main") : page.index("</main>")]
    for number in ("911", "988", "+18002221222", "+13605550142"):
        assert f'href="tel:{number}"' in main
    assert "Leave a message." in main


def test_help_now_stands_without_a_clinic_or_any_record():
    shell.forget_all()

    page = words_of(Client().get("/help-now/"))

    assert 'href="tel:988"' in page
    assert 'href="tel:911"' in page


@pytest.mark.parametrize("place", ["help_now", "costs"])
def test_only_whoever_needs_help_now_reads_the_words_before_the_names(patient, place):
    publish_in_both(place)

    page = words_of(patient.get(f"/articles/{place}-words/"))

    comes_first = page.index("By the harbour.") < page.index('class="byline"')
    assert comes_first == (place == "help_now")


@pytest.mark.parametrize("place", ["help_now", "costs"])
def test_only_words_about_care_give_way_to_ones_own_plan(patient, place):
    publish_in_both(place)

    page = words_of(patient.get(f"/articles/{place}-words/"))

    assert ("own plan comes first" in page) == (place == "help_now")


# -- Treatments --------------------------------------------------------------------


def test_a_hub_leads_from_before_to_home_in_the_order_of_care(patient):
    tms = Treatment.objects.get()
    for stage, title in [
        ("aftercare", "At home"),
        ("before", "Get ready"),
        ("after", "Leaving"),
        ("during", "In the chair"),
        ("about", "How it works"),
    ]:
        publish_care(tms, stage, title)

    page = patient.get("/treatments/tms/")

    assert [one.title for one in page.context["way"]] == [
        "Get ready",
        "In the chair",
        "Leaving",
        "At home",
    ]
    assert [one.title for one in page.context["more"]] == ["How it works"]


@pytest.mark.parametrize(("number", "has_list"), [(3, False), (4, True)])
def test_a_hub_of_many_headings_lists_them(patient, number, has_list):
    words = "".join(f"<h2>Part {at}</h2><p>Words.</p>" for at in range(number))
    make_publication(make_article(words, place="treatment-tms", title="TMS"))

    page = words_of(patient.get("/treatments/tms/"))

    assert ('<nav class="contents"' in page) is has_list


def test_a_treatment_that_ended_keeps_its_hub_for_those_who_had_it(patient):
    tms = Treatment.objects.get()
    publish_care(tms, "before", "Get ready")
    publish_care(tms, "aftercare", "Days after")
    Treatment.objects.update(is_offered=False)
    shell.forget_all()

    page = words_of(patient.get("/treatments/tms/"))

    assert "We no longer give this treatment." in page
    assert "Days after" in page
    assert "Get ready" not in page


def test_the_words_that_explained_a_treatment_go_with_it(patient):
    """Also for machines, which would show questions that the page no longer holds."""
    hub = make_article(place="treatment-tms", title="TMS", summary="It is gentle.")
    text = "? Does it hurt?\nMost say no."
    QuestionsSection.objects.create(parent=hub, region="main", ordering=20, text=text)
    make_publication(hub)
    assert "Does it hurt?" in words_of(patient.get("/treatments/tms/"))

    Treatment.objects.update(is_offered=False)
    shell.forget_all()

    page = words_of(patient.get("/treatments/tms/"))
    assert "Does it hurt?" not in page
    assert "It is gentle." not in page


def test_a_page_about_a_treatment_that_ended_says_so(patient):
    publish_care(Treatment.objects.get(), "before", "Get ready")
    (page,) = patient.get("/treatments/tms/").context["way"]
    assert "We no longer give" not in words_of(patient.get(page.url))

    Treatment.objects.update(is_offered=False)
    shell.forget_all()

    assert "We no longer give this treatment." in words_of(patient.get(page.url))


def test_the_aftercare_of_a_treatment_that_ended_stays_at_its_address(patient):
    publish_care(Treatment.objects.get(), "aftercare", "Days after")
    Treatment.objects.update(is_offered=False)
    shell.forget_all()
    (page,) = patient.get("/treatments/tms/").context["way"]

    assert patient.get(page.url).status_code == 200


@pytest.mark.parametrize("address", ["/", "/treatments/", "/request/"])
def test_a_treatment_that_ended_is_offered_nowhere(patient, address):
    make_treatment("ketamine", name="Ketamine")
    assert "TMS" in words_of(patient.get(address))

    Treatment.objects.filter(slug="tms").update(is_offered=False)
    shell.forget_all()

    page = words_of(patient.get(address))
    assert "TMS" not in page
    assert "Ketamine" in page


@pytest.mark.parametrize("address", ["/treatments/leeches/", "/es/treatments/leeches/"])
def test_an_unknown_treatment_is_not_found_and_still_leads_to_help(patient, address):
    page = patient.get(address)

    assert page.status_code == 404
    assert 'href="tel:988"' in words_of(page)


def test_the_words_of_a_hub_are_no_article_beside_it(patient):
    publish_in_both("treatment-tms", treatment=Treatment.objects.get())

    page = patient.get("/treatments/tms/")

    assert page.context["more"] == []
    assert "treatment-tms-words" not in words_of(patient.get("/articles/"))


# -- Team and place ----------------------------------------------------------------


def test_the_team_page_presents_whom_the_clinic_shows_in_the_pages_language(patient):
    for name, is_shown in [("Ana Ruiz", True), ("Kim Hidden", False)]:
        clinician = Clinician.objects.create(
            name=name, slug=name[:3].lower(), credential="MD", is_shown=is_shown
        )
        for language, role in [("en", "Psychiatrist"), ("es", "Psiquiatra")]:
            ClinicianText.objects.create(
                clinician=clinician, language=language, role=role
            )

    Clinician.objects.create(name="Lee Silent", slug="lee", is_shown=True)

    english, spanish = map(words_of, map(patient.get, ["/team/", "/es/team/"]))

    for name in ("Ana Ruiz", "Lee Silent"):
        assert name in english
        assert name in spanish
    assert "Psychiatrist" in english
    assert "Psiquiatra" in spanish
    assert "Psychiatrist" not in spanish
    assert "Kim Hidden" not in english + spanish


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2026-11-23T17:00Z", "Open now, until 5:00 pm"),
        ("2026-11-24T03:00Z", "Opens Tuesday, 8:00 am"),
    ],
)
def test_the_place_page_alone_says_whether_somebody_is_there(patient, at, said):
    Location.objects.create(name="A", street="1 Quay", city="Port Ellery", region="WA")
    with time_machine.travel(at, tick=False):
        pages = {a: words_of(patient.get(a)) for a in ["/locations/", "/", "/team/"]}

    assert [a for a, page in pages.items() if said in page] == ["/locations/"]
    assert "1 Quay" in pages["/locations/"]


def test_a_holiday_is_closed_in_the_week_on_the_place_page(patient):
    with time_machine.travel(NOON, tick=False):
        open_today = patient.get("/locations/").context["days"][0]
        Closure.objects.create(clinic=Clinic.objects.get(), day=NOON.date())
        shell.forget_all()
        shut_today = patient.get("/locations/").context["days"][0]

    assert open_today["spans"]
    assert open_today["is_today"]
    assert not shut_today["spans"]
    assert shut_today["is_today"]


# -- Menus and costs ---------------------------------------------------------------


def test_no_menu_leads_to_a_page_that_nobody_wrote(patient):
    before = patient.get("/")
    publish_in_both("costs")
    shell.forget()

    after = patient.get("/")

    assert "/costs/" not in main_menu(before)
    assert "/costs/" in main_menu(after)


@pytest.mark.parametrize("people", [1, 5])
def test_a_fixed_page_asks_at_most_three_questions(
    patient, people, django_assert_max_num_queries
):
    for place in [*WORDS_ONLY, *ALWAYS]:
        publish_in_both(place)
    for number in range(people):
        clinician = Clinician.objects.create(
            name=f"N{number}", slug=f"n{number}", is_shown=True
        )
        ClinicianText.objects.create(clinician=clinician, language="en", role="Nurse")
        publish_care(Treatment.objects.get(), "before", f"Page {number}")

    for address in [*ALWAYS.values(), *WORDS_ONLY.values()]:
        shell.forget()
        patient.get(address)
        shell.forget()
        with django_assert_max_num_queries(3), time_machine.travel(NOON):
            patient.get(address)
