"""How machines find pages: feed, sitemap, robots, security contact, preview images."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles import live, sitemaps, social_cards
from clinic_site import shell

from .freshness import asked_again

NEWEST = 30
# RFC 9116 asks for less than a year; every look renews it.
CONTACT_HOLDS = timedelta(days=180)
# In seconds. Not for ever: the clinic may choose other colours.
ONE_DAY = 86400


class NewestPages(Feed):
    """What was published last, in the language of the address."""

    def link(self):
        return settings.SITE_URL + reverse("articles")

    def feed_url(self):
        return settings.SITE_URL + reverse("feed")

    def title(self):
        return shell.current().name

    def description(self):
        return _("New and changed pages")

    def items(self):
        found = live.pages(get_language())
        return sorted(found, key=lambda page: page.published_at, reverse=True)[:NEWEST]

    def item_title(self, page):
        return page.title

    def item_description(self, page):
        return page.summary

    def item_link(self, page):
        return settings.SITE_URL + page.url

    def item_guid(self, page):
        return f"publication-{page.publication}"

    item_guid_is_permalink = False

    def item_pubdate(self, page):
        return page.published_at


# Readers ask every hour: most of the answers are "nothing new".
feed = require_safe(asked_again(NewestPages()))


@require_safe
@asked_again
def sitemap(request):
    context = {"groups": sitemaps.groups(), "site_url": settings.SITE_URL}
    return render(request, "articles/sitemap.xml", context, "application/xml")


@require_safe
def robots(request):
    """Forms say noindex themselves, which only those see who may open them."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def security_contact(request):
    """Whom to tell of a weakness, as RFC 9116 has it."""
    ends = datetime.combine(timezone.now() + CONTACT_HOLDS, time(), tzinfo=UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        f"Canonical: {settings.SITE_URL}{request.path}",
        "Preferred-Languages: " + ", ".join(code for code, _n in settings.LANGUAGES),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
@cache_control(max_age=ONE_DAY)
def social_card(request, publication):
    """The picture that shows a page in a message; it never names a treatment's user."""
    for page in live.pages():
        if page.publication == publication:
            clinic = shell.current()
            card = social_cards.kept(page.title, clinic.name, clinic.palette)
            return HttpResponse(card, content_type="image/png")
    raise Http404
