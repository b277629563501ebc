"""Home, treatments, team and place: records of the clinic with words of its staff."""

from datetime import date, timedelta

import pytest
import time_machine

from articles.models import CalloutSection, Clinician
from clinic_site import shell
from clinic_site.models import Location, SiteVersion, Treatment
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_publication,
    make_reviewer,
)


@pytest.fixture
def clinic(db):
    return make_clinic()


@pytest.fixture
def patient(clinic, client):
    with time_machine.travel(NOON, tick=False):
        yield client


@pytest.fixture
def ketamine(clinic):
    treatment = Treatment.objects.create(slug="ketamine")
    treatment.texts.create(language="en", name="Infusion", summary="A drip.")
    return treatment


def publish(title, **fields):
    """Publish a page that says whom to call, as pages of care must."""
    article = make_article(title=title, **fields)
    CalloutSection.objects.create(
        parent=article,
        region="main",
        ordering=20,
        style="help",
        level="non_urgent",
        heading="Call us",
        html="<p>In doubt.</p>",
    )
    publication = make_publication(article)
    shell.forget()
    return publication


def words(answer):
    return answer.content.decode()


def test_a_hub_shows_the_visit_stage_by_stage(patient, ketamine):
    publish("Eat light", slug="eat", stage="before", treatment=ketamine)
    publish("Rest", slug="rest", stage="aftercare", treatment=ketamine)
    publish("Your week", slug="week", stage="aftercare", treatment=ketamine)

    html = words(patient.get("/treatments/ketamine/"))

    assert "<h1>Infusion</h1>" in html
    assert '<a href="/articles/eat/">Before</a>' in html
    assert html.index("/articles/rest/") < html.index("/articles/week/")
    assert "/request/" in html


def test_a_hub_leads_into_the_page_that_tells_a_whole_visit(patient, ketamine):
    told = "<h2>During</h2><p>Lie down.</p><h2>After</h2><h3>At home</h3><p>Rest.</p>"
    publish("A visit", html=told, slug="visit", stage="before", treatment=ketamine)

    html = words(patient.get("/treatments/ketamine/"))

    assert '<a href="/articles/visit/">Before</a>' in html
    assert '<a href="/articles/visit/#during">During</a>' in html
    assert '<a href="/articles/visit/#at-home">At home</a>' in html
    assert "What happens, what you may feel" in html


def test_an_article_shows_where_it_stands_among_all_four_stages(patient, ketamine):
    publish("Eat light", slug="eat", stage="before", treatment=ketamine)
    publish("Rest", slug="rest", stage="aftercare", treatment=ketamine)

    html = words(patient.get("/articles/rest/"))

    assert html.count('class="horizon__stop"') == 4
    assert '<a href="/articles/eat/">Before</a>' in html
    assert "<span>During</span>" in html
    assert '<a href="/articles/rest/" aria-current="page">At home</a>' in html


def test_a_hub_says_what_staff_wrote_for_it(patient, ketamine):
    publish("Infusion", slug="hub", place="treatment-ketamine", treatment=ketamine)

    html = words(patient.get("/treatments/ketamine/"))

    assert "Lie down." in html
    assert 'action="/articles/hub/helpful/"' in html
    assert '"@type":"MedicalWebPage"' in html
    assert "More to read" not in html


def test_the_words_of_a_hub_lead_to_the_hub(patient, ketamine):
    publish("Infusion", slug="hub", place="treatment-ketamine", treatment=ketamine)

    answer = patient.get("/articles/hub/")

    assert (answer.status_code, answer["Location"]) == (302, "/treatments/ketamine/")


def test_a_treatment_no_longer_given_keeps_what_comes_after_it(patient, ketamine):
    publish("Eat light", slug="eat", stage="before", treatment=ketamine)
    publish("Rest", slug="rest", stage="aftercare", treatment=ketamine)
    Treatment.objects.update(is_offered=False)
    SiteVersion.grow()

    html = words(patient.get("/treatments/ketamine/"))

    assert "We no longer give this treatment." in html
    assert "/articles/rest/" in html
    assert "/articles/eat/" not in html
    assert "Next step" not in html
    assert "/treatments/ketamine/" not in words(patient.get("/treatments/"))


def test_lists_leave_out_what_prepares_for_a_treatment_no_longer_given(
    patient, ketamine
):
    publish("Eat light", slug="eat", stage="before", treatment=ketamine)
    publish("Rest", slug="rest", stage="aftercare", treatment=ketamine)
    Treatment.objects.update(is_offered=False)
    SiteVersion.grow()

    html = words(patient.get("/articles/"))

    assert "/articles/eat/" not in html
    assert "/articles/rest/" in html
    assert patient.get("/articles/eat/").status_code == 200


def test_a_treatment_nobody_knows_has_no_hub(patient):
    assert patient.get("/treatments/ketamine/").status_code == 404


def test_the_menu_leads_to_the_treatments_and_marks_them_on_a_hub(patient, ketamine):
    html = words(patient.get("/treatments/ketamine/"))

    assert '<a href="/treatments/" aria-current="true">Treatments</a>' in html


def test_the_team_page_presents_those_whom_patients_may_meet(patient):
    ana = Clinician.objects.create(
        name="Ana Ruiz", slug="ana-ruiz", credential="MD", is_shown=True
    )
    ana.texts.create(language="en", role="Psychiatrist", profile="Ana listens.")
    ana.texts.create(language="es", role="Psiquiatra", profile="Ana escucha.")
    Clinician.objects.create(name="Somebody Else", slug="somebody")

    english, spanish = (words(patient.get(at)) for at in ("/team/", "/es/team/"))

    assert 'id="ana-ruiz"' in english
    assert "Psychiatrist" in english
    assert "Ana listens." in english
    assert "Somebody Else" not in english
    assert "Psiquiatra" in spanish
    assert "Ana listens." not in spanish


def test_a_credential_is_said_in_the_language_of_the_page(patient):
    reviewer = make_reviewer(credential="MD, psychiatrist")
    ana = reviewer.clinician
    Clinician.objects.filter(pk=ana.pk).update(is_shown=True)
    ana.texts.create(language="es", role="Psiquiatra", credential="médica")
    ana.texts.create(language="en", role="Psychiatrist")
    for language in ("en", "es"):
        article = make_article(slug="rest", language=language, author=ana)
        make_publication(article, reviewer=reviewer)

    seen = [
        words(patient.get(f"{start}{at}"))
        for start in ("", "/es")
        for at in ("/articles/rest/", "/team/")
    ]

    assert ["MD, psychiatrist" in page for page in seen] == [True, True, False, False]
    assert ["médica" in page for page in seen] == [False, False, True, True]
    assert '"honorificSuffix":"médica"' in seen[2]


def test_the_place_says_whether_it_is_open_and_when_it_will_be(patient):
    html = words(patient.get("/locations/"))

    assert "Open now, until 5:00 pm" in html.replace("\N{NO-BREAK SPACE}", " ")
    assert 'data-today><th scope="row">Monday<span' in html
    assert html.count("<td>Closed</td>") == 2


def test_the_place_names_the_days_ahead_on_which_nobody_is_there(patient, clinic):
    thanksgiving = date(2026, 11, 26)
    for day in (thanksgiving - timedelta(days=30), thanksgiving):
        clinic.closures.create(day=day)

    html = words(patient.get("/locations/"))

    assert "<li>Thursday, November 26, 2026</li>" in html
    assert "October" not in html


def test_on_a_day_shut_the_week_says_so(patient, clinic):
    clinic.closures.create(day=date(2026, 11, 23))

    html = words(patient.get("/locations/"))

    assert ", today</span></th><td>Closed</td>" in html
    assert "Opens Tuesday, 8:00 am" in html.replace("\N{NO-BREAK SPACE}", " ")


def test_every_place_of_the_clinic_has_its_address(patient):
    for name in ("North", "South"):
        Location.objects.create(
            name=name, street=f"1 {name} Street", city="Port Ellery", region="WA"
        )

    html = words(patient.get("/locations/"))

    assert "1 North Street" in html
    assert "<strong>South</strong>" in html


def test_home_takes_its_title_and_words_from_what_staff_published(patient):
    before = words(patient.get("/"))
    publish("Welcome to us", slug="home", place="home")

    after = words(patient.get("/"))

    assert "If you ask us for an appointment" in before
    assert "<h1>Welcome to us</h1>" in after
    assert "Lie down." in after
    assert "If you ask us for an appointment" not in after


def test_no_link_leads_to_a_fixed_page_before_it_has_words(patient):
    before = words(patient.get("/"))
    publish("What it may cost", slug="money", place="costs")

    after = words(patient.get("/"))

    assert 'href="/costs/"' not in before
    assert 'href="/costs/"' in after


def test_help_is_there_even_without_words_of_our_own(patient):
    html = words(patient.get("/help-now/"))

    assert [f'href="{way}"' in html for way in ("tel:911", "tel:988", "sms:988")] == [
        True,
        True,
        True,
    ]
    assert 'href="tel:+18002221222"' in html


def test_the_list_jumps_to_letters_whatever_their_accent(patient):
    publish("Éxito", slug="exito")
    publish("Eat light", slug="eat")

    html = words(patient.get("/articles/"))

    assert html.count('href="#letter-') == 1
    assert html.count('id="letter-E"') == 1
