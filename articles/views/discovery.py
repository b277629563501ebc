"""How machines find pages: feed, sitemap, robots, security contact, preview images."""

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles import live, social_cards
from clinic_site import shell

NEWEST = 30


class NewestPages(Feed):
    """What was published last, in the language of the address."""

    link = reverse_lazy("articles")

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
        return page.url

    def item_guid(self, page):
        return f"publication-{page.publication}"

    item_guid_is_permalink = False

    def item_pubdate(self, page):
        return page.published_at


@require_safe
def sitemap(request):
    """Every live page and fixed address, each with its other languages."""
    groups = {}
    for page in live.pages():
        groups.setdefault(page.group, []).append(page)
    context = {"groups": list(groups.values()), "site_url": settings.SITE_URL}
    return render(request, "articles/sitemap.xml", context, "application/xml")


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /request/",
        "Disallow: /es/request/",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def security_contact(request):
    """RFC 9116; it is valid to the end of next year, so it is never out of date."""
    ends = datetime(timezone.now().year + 1, 12, 31, tzinfo=UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        f"Canonical: {settings.SITE_URL}{request.path}",
        "Preferred-Languages: " + ", ".join(code for code, _n in settings.LANGUAGES),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
@cache_control(max_age=31536000, immutable=True)
def social_card(request, publication):
    """The picture that shows a page in a message; it never names a treatment's user."""
    for page in live.pages():
        if page.publication == publication:
            card = social_cards.png(page.title, shell.current().name)
            return HttpResponse(card, content_type="image/png")
    raise Http404
