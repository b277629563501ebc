"""The sheet of paper of an article: on the screen, and as a PDF."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from articles import handouts, live, rendering
from articles.models import Publication
from clinic_site import pango, paper, qr, shell, throttle
from clinic_site.unlisted import unlisted

from . import gone, reading
from .freshness import asked_again

# What is on the shelf is free for all; these are sheets that must be made.
OFTEN_ENOUGH = {"rate": 10, "per": timedelta(minutes=1), "burst": 20}


@require_safe
@unlisted
@asked_again
def handout(request, slug):
    """Large letters and boxes for a pen; any browser prints it on A4 and Letter."""
    publication = _live(slug)
    if publication is None:
        return gone.gone_or_not_found(request, slug=slug)
    if not publication.handout_html:
        return _none_yet(request, publication)
    article = publication.current_of
    request.translations = live.handouts_of(article)
    page = sheet(request, publication) | {"page_url": _page(article)}
    return render(
        request, "articles/handout/page.html", page | handouts.ways(publication)
    )


@require_safe
@unlisted
@cache_control(no_cache=True)
@conditional_page
def handout_pdf(request, slug):
    """The same sheet as PDF, by ?paper=a4 on the paper of the rest of the world."""
    publication = _live(slug)
    if publication is None:
        return gone.gone_or_not_found(request, slug=slug)
    if not (publication.handout_html and pango.is_there()):
        return _none_yet(request, publication)
    size = _paper(request)
    document = render_to_string(
        "articles/handout/pdf.html",
        sheet(request, publication) | {"paper": handouts.PAPERS[size]},
        request=request,
    )
    return _printed(request, document, publication, size)


def sheet(request, publication):
    """Return what a sheet shows: stored words, and what today's shell fills in."""
    facts, zone = publication.facts, shell.current().zone
    address = handouts.check_address(publication)
    return {
        "publication": publication,
        "sheet": rendering.fill_markers(
            publication.handout_html, reading.contacts(request)
        ),
        "code": handouts.code_of(publication),
        "check_address": address,
        "check_words": address.partition("://")[2],
        "qr": qr.svg(address),
        "reviewer": facts["reviewer"],
        "reviewed_on": date.fromisoformat(facts["reviewed_on"]),
        "published_on": publication.published_at.astimezone(zone),
    }


def _live(slug):
    """Return what is live under this name, but for pages that are more than words."""
    found = Publication.objects.at_address(language=get_language(), slug=slug)
    found = found.select_related("current_of", "handout_code").first()
    return None if found is None or live.own_address(found.current_of) else found


def _page(article):
    return reverse("article", args=[article.slug])


def _paper(request):
    wished = request.GET.get("paper", "").lower()
    return wished if wished in handouts.PAPERS else next(iter(handouts.PAPERS))


def _none_yet(request, publication):
    page = {
        "title": publication.title,
        "page_url": _page(publication.current_of),
        **handouts.ways(publication),
    }
    return render(request, "articles/handout/none.html", page, status=404)


def _printed(request, document, publication, size):
    name = f"{publication.pk}-{size}"
    found = paper.kept(document, name=name)
    if found is None and not _may_ask(request):
        return _later(request, publication, status=429)
    try:
        found = found or paper.pdf(document, name=name)
    except paper.NotPrinted:
        return _later(request, publication, status=503)
    file = f"{publication.current_of.slug}.pdf"
    return HttpResponse(
        found,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{file}"'},
    )


def _later(request, publication, *, status):
    page = {"title": publication.title, "is_later": True}
    page |= handouts.ways(publication)
    answer = render(request, "articles/handout/none.html", page, status=status)
    answer["Retry-After"] = "60"
    return answer


def _may_ask(request):
    sender = throttle.sender(request)
    return throttle.allow("handout_pdf", sender, at=timezone.now(), **OFTEN_ENOUGH)
