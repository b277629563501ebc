"""Where a page stands on the way through care: before, during, after, at home.

Pure: asks neither database nor clock; takes live pages and the shell as they are.
"""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from .live import HUB
from .models import Stage

PREPARING = (Stage.BEFORE, Stage.DURING, Stage.ABOUT)
AFTERWARDS = (Stage.AFTER, Stage.AFTERCARE)
CARE = (Stage.BEFORE, Stage.DURING, Stage.AFTER, Stage.AFTERCARE)


def around(publication, article, pages, shell):
    """Return breadcrumbs, stage links, and the pages before and after this one."""
    treatment = publication.treatment
    way = on_the_way(pages, treatment)
    numbers = [at for at, page in enumerate(way) if page.article == article.pk]
    at = numbers[0] if numbers else None
    return {
        "breadcrumbs": _breadcrumbs(treatment, shell),
        "is_ended": treatment in _ended(shell),
        "stage_links": stage_links(way, here=publication.stage) if numbers else [],
        "previous": way[at - 1] if at else None,
        "next": way[at + 1] if at is not None and at + 1 < len(way) else None,
    }


def on_the_way(pages, treatment):
    """Return the treatment's pages of care, in the order a patient meets them."""
    order = {stage.value: number for number, stage in enumerate(CARE)}
    found = [
        page
        for page in pages
        if treatment and page.treatment == treatment and page.stage in order
    ]
    return sorted(found, key=lambda page: (order[page.stage], page.title))


def afterwards(way):
    """Return the pages of `way` for those who have had the treatment.

    One that tells a whole visit is among them: it may be all there is.
    """
    return [page for page in way if _stage_afterwards(page)]


def worth_listing(pages, shell):
    """Return `pages` without those that only prepare for a treatment no longer given.

    One that tells a whole visit then stands at what it says of the time after.
    """
    ended, found = _ended(shell), []
    for page in pages:
        if page.treatment not in ended or page.stage not in PREPARING:
            found.append(page)
        elif stage := _stage_afterwards(page):
            found.append(replace(page, stage=stage))
    return found


def _ended(shell):
    return {one["slug"] for one in shell.treatments if not one["is_offered"]}


def _stage_afterwards(page):
    """Return the first stage after treatment of which the page tells, or ""."""
    told = {page.stage, *(stage for stage, _anchor in page.parts)}
    return next((stage.value for stage in AFTERWARDS if stage in told), "")


def beside_the_way(pages, treatment, way):
    """Return the treatment's other pages, but for the words of its own hub."""
    hub = f"{HUB}{treatment}"
    return [
        page
        for page in pages
        if page.treatment == treatment and page not in way and page.place != hub
    ]


def stage_links(way, *, here=""):
    """Return {stage, title, url, is_here} of all four stages, in their order.

    A stage leads to the first of its pages, else to its part of another page; one
    that has neither yet has no url.
    """
    first = {one["stage"]: one["articles"][0]["url"] for one in parts_of(way)}
    for page in reversed(way):
        first[page.stage] = page.url
    return [
        {
            "stage": stage.value,
            "title": stage.label.capitalize(),
            "url": first.get(stage.value, ""),
            "is_here": stage.value == here,
        }
        for stage in CARE
    ]


def parts_of(way):
    """Return [{stage, articles: [{url}]}] of the stages that are part of a page only.

    One page may tell a whole visit, under headings that are called like the stages.
    """
    own = {page.stage for page in way}
    found = {}
    for page in way:
        for stage, anchor in page.parts:
            if stage not in own:
                found.setdefault(stage, {"url": f"{page.url}#{anchor}"})
    return [{"stage": stage, "articles": [one]} for stage, one in found.items()]


def _breadcrumbs(treatment, shell):
    crumbs = [{"title": _("Home"), "url": reverse("home")}]
    names = shell.treatment_names()
    if treatment in names:
        url = reverse("treatment", args=[treatment])
        return [*crumbs, {"title": names[treatment], "url": url}]
    return [*crumbs, {"title": _("Articles"), "url": reverse("articles")}]
