"""Former addresses: what readers, printed sheets and other sites still know."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only

from .article import Article


class Former(models.Model):
    """Something that led to an article and, for ever, still does."""

    at = models.DateTimeField(_("kept since"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("changed by"),
    )

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]


class FormerSlug(Former):
    """A slug that a published article had; no other article may ever have it.

    The article itself may take it back. The row stays then, and is not asked.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="former_slugs")
    language = models.CharField(_("language"), max_length=10)
    slug = models.SlugField(_("address"), max_length=120)

    class Meta(Former.Meta):
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"], name="one_article_a_former_slug"
            )
        ]

    def __str__(self):
        return self.slug


class FormerPath(Former):
    """A whole path that an article had on the site before this one.

    As `addresses.path_in` writes it: no query, no last slash, small letters.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="former_paths")
    path = models.CharField(_("path"), max_length=500, unique=True)

    class Meta(Former.Meta):
        verbose_name = _("path on a former site")
        verbose_name_plural = _("paths on a former site")

    def __str__(self):
        return self.path


append_only.only_grows("articles_formerslug", "articles_formerpath")
for _event in ("INSERT", "UPDATE"):
    append_only.refuse(
        "articles_article",
        _event,
        name="of_another",
        moment="AFTER",  # who waited for the other to let go of a slug sees why
        condition=(
            "EXISTS (SELECT 1 FROM articles_formerslug f"
            " WHERE f.language = NEW.language AND f.slug = NEW.slug"
            " AND f.article_id <> NEW.id)"
        ),
        words="this address still leads to another article",
    )
append_only.refuse(
    "articles_article",
    "UPDATE",
    name="readdressed",
    condition=(
        "(OLD.slug <> NEW.slug OR OLD.language <> NEW.language)"
        " AND EXISTS (SELECT 1 FROM articles_publication p WHERE p.article_id = OLD.id)"
        " AND NOT EXISTS (SELECT 1 FROM articles_formerslug f"
        " WHERE f.language = OLD.language AND f.slug = OLD.slug"
        " AND f.article_id = OLD.id)"
    ),
    words="a published address is kept before it changes",
)
