"""Giving an article another address, while every old one leads there for ever."""

from datetime import datetime

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from clinic_site.models import SiteVersion

from . import addresses
from .models import Article, FormerPath, FormerSlug, SigningTurn


class Taken(Exception):
    """Another article has this address, or had it and keeps it for ever."""


def readdress(article: Article, slug: str, *, by: User | None, at: datetime) -> Article:
    """Let patients read `article` at `slug` in its language from now on.

    What patients never read leaves no former address. An article may take its own
    former slug back. Raises Taken, or ValidationError for what is no slug; nothing is
    changed then.
    """
    Article._meta.get_field("slug").clean(slug, article)
    with transaction.atomic():
        SigningTurn.take()  # nothing is published at the old address in between
        now = Article.objects.select_for_update().get(pk=article.pk)
        if now.slug == slug:
            return now
        others = Article.objects.ever_at(slug, language=now.language)
        if others.exclude(pk=now.pk).exists():
            raise Taken(slug)
        _keep_slug(now, by=by, at=at)
        try:
            with transaction.atomic():
                Article.objects.filter(pk=now.pk).update(slug=slug)
        except IntegrityError as refused:  # somebody else was quicker
            raise Taken(slug) from refused
        SiteVersion.grow()
    now.slug = slug
    return now


def keep_path(
    article: Article, address: str, *, by: User | None, at: datetime
) -> FormerPath:
    """Let a path of the site before this one lead to `article`, once it is published.

    `address` may be a whole URL. The same again gives the row of the first time.
    Raises Taken if it leads to another article, ValidationError for a path that
    cannot be kept (a home page with a query, or longer than 500 characters).
    """
    path = addresses.path_in(address)
    if not path:
        raise ValidationError("not a path that can be kept")
    kept, _is_new = FormerPath.objects.get_or_create(
        path=path, defaults={"article": article, "by": by, "at": at}
    )
    if kept.article_id != article.pk:
        raise Taken(path)
    return kept


def _keep_slug(article, *, by, at):
    if not article.publications.exists():
        return
    FormerSlug.objects.get_or_create(
        language=article.language,
        slug=article.slug,
        defaults={"article": article, "by": by, "at": at},
    )
