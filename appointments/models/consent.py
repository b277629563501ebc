"""Consent texts: every wording that a person was ever shown or agreed to."""

import hashlib

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only


class ConsentTextQuerySet(models.QuerySet):
    def keep(self, texts, *, language, at):
        """Return {kind: ConsentText} for `texts`, storing each new wording once.

        `texts` is {kind: the exact words shown}; a change makes the next version.
        """
        digests = {kind: digest_of(words) for kind, words in texts.items()}
        known = self.filter(language=language, digest__in=digests.values())
        kept = {one.kind: one for one in known if digests.get(one.kind) == one.digest}
        for kind in texts.keys() - kept.keys():
            kept[kind], _created = self.get_or_create(
                kind=kind,
                language=language,
                digest=digests[kind],
                defaults={
                    "text": texts[kind],
                    "version": self._next_version(kind, language),
                    "first_shown_at": at,
                },
            )
        return kept

    def _next_version(self, kind, language):
        said = self.filter(kind=kind, language=language)
        return (said.aggregate(newest=Max("version"))["newest"] or 0) + 1


class ConsentText(models.Model):
    """One wording in one language; requests name it by kind, language and version."""

    kind = models.CharField(_("about"), max_length=30)
    language = models.CharField(_("language"), max_length=10)
    version = models.PositiveIntegerField(_("version"))
    text = models.TextField(_("words"))
    digest = models.CharField(max_length=64)
    first_shown_at = models.DateTimeField(_("first shown"))

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "language", "version"]
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "version"],
                name="consent_texts_are_numbered",
            ),
            models.UniqueConstraint(
                fields=["kind", "language", "digest"],
                name="each_consent_text_is_kept_once",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.language} {self.version}"


def digest_of(words):
    """Return the SHA-256 of a text, in hex."""
    return hashlib.sha256(words.encode()).hexdigest()


append_only.only_grows("appointments_consenttext")
