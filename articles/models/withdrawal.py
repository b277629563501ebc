"""Withdrawals: pages taken back for cause, with the reason that patients read."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only

from .article import Article
from .publication import Publication


class Withdrawal(models.Model):
    """The end of a publication that nothing replaced; never changed afterwards."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="withdrawals")
    publication = models.OneToOneField(
        Publication, models.PROTECT, related_name="withdrawal"
    )
    at = models.DateTimeField(_("withdrawn at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    reason = models.CharField(_("reason, for patients"), max_length=300)
    language = models.CharField(_("language of the reason"), max_length=10)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="withdrawals_say_why"
            )
        ]

    def __str__(self):
        return str(self.publication)


append_only.only_grows("articles_withdrawal")
