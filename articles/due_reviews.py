"""Which reviews lapse next, on the desk's first page."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from clinic_site import staff
from clinic_site.desk import Part

from .models import Article

READ = "articles.view_article"
WITHIN = timedelta(days=60)
MOST = 8


def part_for(user, *, at):
    """Return the live pages whose review is due next, for whoever reads articles."""
    if not user.has_perm(READ):
        return None
    today = timezone.localdate(at)
    due = Article.objects.review_due_by(today + WITHIN)
    due = due.select_related("current", "owner")
    due = due.order_by("current__review_due_on", "title")[:MOST]
    content = {
        "lines": [_line(article, today) for article in due],
        "days": WITHIN.days,
        "url": reverse("admin:articles_article_changelist") + "?review_due=60",
    }
    return Part("admin/articles/due.html", content, order=70)


def _line(article, today):
    day = article.current.review_due_on
    owner = article.owner
    return {
        "title": article.title,
        "url": reverse("admin:articles_article_change", args=[article.pk]),
        "day": day,
        "days_late": max((today - day).days, 0),
        "owner": staff.name_of(owner) if owner else "",
    }
