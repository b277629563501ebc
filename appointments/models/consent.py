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
        kept = self._kept(texts, language)
        if missing := {kind: texts[kind] for kind in texts.keys() - kept.keys()}:
            self._add(missing, language=language, at=at)
            kept = self._kept(texts, language)
        return kept

    def _kept(self, texts, language):
        digests = {kind: digest_of(words) for kind, words in texts.items()}
        found = self.filter(language=language, digest__in=digests.values())
        return {one.kind: one for one in found if digests.get(one.kind) == one.digest}

    def _add(self, texts, *, language, at):
        said = self.filter(language=language, kind__in=texts).order_by()
        versions = said.values_list("kind").annotate(newest=Max("version"))
        newest = dict(versions)
        self.bulk_create(
            (
                self.model(
                    kind=kind,
                    language=language,
                    version=newest.get(kind, 0) + 1,
                    text=words,
                    digest=digest_of(words),
                    first_shown_at=at,
                )
                for kind, words in texts.items()
            ),
            # Somebody else may be the first to be shown the same words just now.
            ignore_conflicts=True,
        )


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
