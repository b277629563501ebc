"""Where a page stands: before, during, after, at home, and what comes next."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from articles import wayfinding
from articles.live import LivePage
from clinic_site.shell import Shell
from tests.builders import NOON

TMS = {"slug": "tms", "is_offered": True, "texts": {"en": {"name": "TMS"}}}
CLINIC = Shell(treatments=[TMS])


def a_page(title, stage, *, treatment="tms", place="", language="en", parts=()):
    slug = title.lower().replace(" ", "-")
    return LivePage(
        publication=1,
        article=slug,
        group=slug,
        language=language,
        slug=slug,
        place=place,
        title=title,
        summary="",
        treatment=treatment,
        stage=stage,
        published_at=NOON,
        revision=1,
        parts=parts,
    )


WAY = [
    a_page("At home", "aftercare"),
    a_page("Leaving", "after"),
    a_page("In the chair", "during"),
    a_page("Get ready", "before"),
    a_page("Eat light", "before"),
]
BESIDE = [
    a_page("How it works", "about"),
    a_page("Nose spray", "before", treatment="spravato"),
    a_page("Costs", "practical", treatment=""),
    a_page("What to bring", "before", treatment=""),
]


def titles(pages):
    return [page.title for page in pages]


def around(page, *, pages=None, shell=CLINIC):
    publication = SimpleNamespace(treatment=page.treatment, stage=page.stage)
    article = SimpleNamespace(pk=page.article)
    return wayfinding.around(publication, article, pages or WAY + BESIDE, shell)


def test_the_way_leads_from_before_to_home_whatever_the_order_of_titles():
    way = wayfinding.on_the_way(WAY + BESIDE, "tms")

    assert titles(way) == [
        "Eat light",
        "Get ready",
        "In the chair",
        "Leaving",
        "At home",
    ]


@pytest.mark.parametrize(
    ("title", "before", "after"),
    [
        ("Eat light", None, "Get ready"),
        ("In the chair", "Get ready", "Leaving"),
        ("At home", "Leaving", None),
    ],
)
def test_each_page_knows_the_one_before_and_the_one_after(title, before, after):
    (page,) = [one for one in WAY if one.title == title]

    found = around(page)

    names = [one and one.title for one in (found["previous"], found["next"])]
    assert names == [before, after]


@pytest.mark.parametrize("page", BESIDE, ids=titles(BESIDE))
def test_a_page_beside_the_way_has_no_neighbours(page):
    pages = [one for one in WAY + BESIDE if one.title != "Nose spray"]

    found = around(page, pages=pages)

    assert (found["previous"], found["next"]) == (None, None)
    assert found["stage_links"] == []


def test_the_stages_lead_to_their_first_page_and_mark_where_one_is():
    (page,) = [one for one in WAY if one.title == "Get ready"]

    links = around(page)["stage_links"]

    assert [(one["title"], one["url"], one["is_here"]) for one in links] == [
        ("Before", "/articles/eat-light/", True),
        ("During", "/articles/in-the-chair/", False),
        ("After", "/articles/leaving/", False),
        ("At home", "/articles/at-home/", False),
    ]


def test_a_stage_without_a_page_leads_nowhere():
    way = wayfinding.on_the_way([one for one in WAY if one.stage != "during"], "tms")

    led = [(one["stage"], bool(one["url"])) for one in wayfinding.stage_links(way)]

    assert led == [
        ("before", True),
        ("during", False),
        ("after", True),
        ("aftercare", True),
    ]


def test_a_stage_without_a_page_leads_to_its_part_of_the_page_that_tells_it():
    way = [a_page("A whole visit", "before", parts=(("before", "b"), ("after", "c")))]

    links = {one["stage"]: one["url"] for one in wayfinding.stage_links(way)}

    assert links == {
        "before": "/articles/a-whole-visit/",
        "during": "",
        "after": "/articles/a-whole-visit/#c",
        "aftercare": "",
    }


def test_those_who_had_the_treatment_need_what_comes_after_it():
    way = wayfinding.on_the_way(WAY, "tms")

    assert titles(wayfinding.afterwards(way)) == ["Leaving", "At home"]


def test_a_page_that_tells_a_whole_visit_stays_when_the_treatment_has_ended():
    """Someone was treated yesterday, and it may be all there is."""
    whole = a_page("A visit", "before", parts=(("aftercare", "h"), ("after", "a")))
    over = Shell(treatments=[TMS | {"is_offered": False}])

    assert titles(wayfinding.afterwards([WAY[3], whole])) == ["A visit"]
    (kept,) = wayfinding.worth_listing([WAY[3], whole], over)
    assert (kept.title, kept.stage) == ("A visit", "after")
    assert wayfinding.worth_listing([whole], CLINIC) == [whole]


def test_the_other_pages_of_a_treatment_stand_beside_its_way():
    hub = a_page("TMS", "about", place="treatment-tms")
    pages = [*WAY, *BESIDE, hub]

    found = wayfinding.beside_the_way(pages, "tms", wayfinding.on_the_way(pages, "tms"))

    assert titles(found) == ["How it works"]


@pytest.mark.parametrize(
    ("page", "crumbs"),
    [
        (WAY[0], [("Home", "/"), ("TMS", "/treatments/tms/")]),
        (BESIDE[1], [("Home", "/"), ("Articles", "/articles/")]),
        (BESIDE[2], [("Home", "/"), ("Articles", "/articles/")]),
    ],
    ids=["of a treatment", "of one that is not known", "of none"],
)
def test_the_crumbs_lead_up_to_the_treatment_or_to_the_list(page, crumbs):
    found = around(page)["breadcrumbs"]

    assert [(one["title"], one["url"]) for one in found] == crumbs


def test_a_spanish_page_is_led_on_in_spanish():
    page = a_page("Descanso", "after", language="es")

    with translation.override("es"):
        found = around(page, pages=[page])

    assert found["breadcrumbs"][-1]["url"] == "/es/treatments/tms/"
    urls = [one["url"] for one in found["stage_links"] if one["url"]]
    assert urls[0] == "/es/articles/descanso/"


def test_treatments_do_not_mix():
    assert titles(wayfinding.on_the_way(WAY + BESIDE, "spravato")) == ["Nose spray"]
    assert wayfinding.on_the_way(WAY + BESIDE, "") == []
