"""Pages taken back: what their readers find instead."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language

from articles import live
from articles.models import Article
from clinic_site import shell


def gone_or_not_found(request, **where):
    """Answer 410 with the reason for a page that was taken back, else raise 404."""
    found = Article.objects.withdrawn().filter(language=get_language(), **where)
    article = found.first()
    if article is None:
        raise Http404
    request.translations = live.translations_of(article)
    withdrawal = article.withdrawals.select_related("publication").first()
    page = {
        "withdrawal": withdrawal,
        "title": withdrawal.publication.title,
        "on": shell.current().day_of(withdrawal.at),
        "slug": article.slug,
    }
    return render(request, "articles/withdrawn.html", page, status=410)
