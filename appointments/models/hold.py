"""Legal holds: what was sent is kept, whatever its age, until somebody lifts it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only

from .request import AppointmentRequest


class LegalHoldQuerySet(models.QuerySet):
    def standing(self):
        """Those that nobody has lifted."""
        return self.filter(lifted_at=None)


def with_hold(requests):
    """Add `has_hold` to a queryset of requests."""
    standing = LegalHold.objects.standing().filter(request=models.OuterRef("pk"))
    return requests.annotate(has_hold=models.Exists(standing))


class LegalHold(models.Model):
    """One hold of one request; while it stands, nothing of the request is erased.

    `sealed` holds the reason, bound to the request's uuid.
    """

    request = models.ForeignKey(
        AppointmentRequest, models.PROTECT, related_name="legal_holds"
    )
    sealed = models.BinaryField(default=bytes)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(lifted_at=None),
                name="one_legal_hold_a_request",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) ^ Q(lifted_by__isnull=False),
                name="lifted_holds_say_by_whom",
            ),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d}"


append_only.never_deleted("appointments_legalhold")
append_only.refuse(
    "appointments_legalhold",
    "UPDATE",
    name="lifted_once",
    condition="OLD.lifted_at IS NOT NULL AND (NEW.lifted_at IS NULL"
    " OR NEW.lifted_at <> OLD.lifted_at)",
    words="a legal hold is lifted once",
)
append_only.refuse(
    "appointments_appointmentrequest",
    "UPDATE",
    name="held_stays",
    condition="length(OLD.sealed) > 0 AND length(NEW.sealed) = 0 AND EXISTS"
    " (SELECT 1 FROM appointments_legalhold h"
    " WHERE h.request_id = NEW.id AND h.lifted_at IS NULL)",
    words="a request under legal hold is not erased",
)
