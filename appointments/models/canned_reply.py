"""Canned replies: sentences that the clinic has agreed on, in each of its languages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReplyKind(models.TextChoices):
    """Where a reply is offered."""

    TELEPHONE = "telephone", _("to read aloud on the telephone")
    OFFER = "offer", _("with offered times, on their page")
    DECLINE = "decline", _("when a request is declined, on their page")
    NOTE = "note", _("as a note to colleagues")


class CannedReply(models.Model):
    """One reply; the clinic writes it, and its words are nobody's health data."""

    title = models.CharField(_("title"), max_length=80)
    kind = models.CharField(_("used"), max_length=20, choices=ReplyKind)
    is_offered = models.BooleanField(_("offered to staff"), default=True)

    class Meta:
        ordering = ["kind", "title"]
        verbose_name = _("canned reply")
        verbose_name_plural = _("canned replies")

    def __str__(self):
        return self.title


class CannedReplyText(models.Model):
    """A reply in one language; {reference} and {promise} are filled in."""

    reply = models.ForeignKey(CannedReply, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("words"), max_length=400)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "language"], name="one_text_a_language_of_a_reply"
            )
        ]

    def __str__(self):
        return self.language
