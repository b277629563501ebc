"""What a page said before: its history, and any day of it."""

from datetime import date

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import history, live, rendering
from articles.models import Article
from clinic_site import shell

from .freshness import asked_again
from .reading import contacts


@require_safe
@asked_again
def versions(request, slug):
    """Every publication of an article, the newest first."""
    article = _published_once(request, slug)
    entries = history.entries(article, shell.current().zone)
    page = {
        "title": entries[0].publication.title,
        "entries": entries,
        "is_live": article.current_id is not None,
        "slug": slug,
    }
    return render(request, "articles/history.html", page)


@require_safe
@asked_again
def as_of(request, slug, day):
    """The stored bytes of a day, with who answered for them and the proof."""
    article, zone = _published_once(request, slug), shell.current().zone
    first = history.first_day(article, zone)
    if not first <= day <= shell.current().day_of(timezone.now()):
        return _no_such_day(request, article, day, first)
    publication = _chosen(request, article, day, zone)
    moment = min(history.end_of(day, zone), timezone.now())
    page = {
        "publication": publication,
        "withdrawal": None
        if "number" in request.GET
        else history.withdrawn_by(publication, moment),
        "day": day,
        "slug": slug,
        "is_live": article.current_id is not None,
        **_record(request, publication, zone),
    }
    answer = render(request, "articles/as_of.html", page)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _published_once(request, slug):
    found = Article.objects.filter(slug=slug, language=get_language())
    article = found.exclude(publications=None).first()
    if article is None:
        raise Http404
    request.translations = live.translations_of(article)
    return article


def _chosen(request, article, day, zone):
    """The publication at the end of the day, or the one of that day that is named."""
    number = request.GET.get("number")
    if number is None:
        return history.at_the_end_of(day, article, zone)
    named = history.numbered(int(number), article) if number.isdecimal() else None
    if named is None or named.published_at.astimezone(zone).date() != day:
        raise Http404
    return named


def _no_such_day(request, article, day, first):
    page = {
        "title": article.publications.last_in_chain().title,
        "day": day,
        "first": first,
        "is_future": day > first,
        "slug": article.slug,
    }
    return render(request, "articles/no_such_day.html", page, status=404)


def _record(request, publication, zone):
    facts = publication.facts
    return {
        "body": rendering.fill_markers(publication.body_html, contacts(request)),
        "published_at": publication.published_at.astimezone(zone),
        "cause": history.CAUSE_WORDS[publication.cause],
        "reviewer": facts["reviewer"],
        "reviewed_on": date.fromisoformat(facts["reviewed_on"]),
        "sources": facts["sources"],
        "instructions": history.instructions_in(publication),
    }
