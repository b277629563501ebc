"""What stands around the form of a saved article: its checks, its state, ways on."""

from django.urls import reverse

from . import article_checks, readdressing, readers, standing, withdrawing


def context(article, user, *, formsets, may_write):
    """Return the page's context for `user`; `formsets` are those of the form."""
    checks = article_checks.of(article, formsets)
    step = standing.next_step(
        article, user, may_write=may_write, problems=checks["problems"]
    )
    return {
        "side": checks | {"step": step, "readers": readers.in_words(article)},
        "may_write": may_write,
        "state": standing.in_words(article),
        "review": standing.review_in_words(article),
        "saved_by": standing.saved(article),
        "addresses": standing.addresses(article),
        "address_url": readdressing.url_for(article, user),
        "withdraw_url": withdrawing.url_for(article, user),
        "preview_url": reverse("admin:articles_article_preview", args=[article.pk]),
    }
