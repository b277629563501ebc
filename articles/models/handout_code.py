"""Codes on paper: which publication a handout was printed from, for ever."""

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only, spoken_codes

from .publication import Publication

# Three groups of three: nobody takes it for the reference of a request.
SHAPE = {"symbols": 9, "group": 3}


class HandoutCodeQuerySet(models.QuerySet):
    def give(self, publication):
        """Give a publication its code; one that exists already is drawn again."""
        while True:
            try:
                with transaction.atomic():
                    code = spoken_codes.new(**SHAPE)
                    return self.create(publication=publication, code=code)
            except IntegrityError:
                if not self.filter(code=code).exists():
                    raise

    def typed(self, text):
        """Return what somebody may have read from paper; nothing for another code."""
        return self.filter(code__in=spoken_codes.readings(text, **SHAPE))


class HandoutCode(models.Model):
    """The code that stands on every sheet of one publication."""

    publication = models.OneToOneField(
        Publication, models.PROTECT, related_name="handout_code"
    )
    code = models.CharField(_("code"), max_length=11, unique=True)

    objects = HandoutCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("handout code")
        verbose_name_plural = _("handout codes")

    def __str__(self):
        return self.code


append_only.only_grows("articles_handoutcode")
