"""Links between requests that staff hold to be of the same person; undone at will."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only

from .request import AppointmentRequest


class SamePersonQuerySet(models.QuerySet):
    def standing(self):
        """Links that nobody has undone."""
        return self.filter(undone_at=None)

    def of(self, request):
        return self.filter(Q(first=request) | Q(second=request))


class SamePerson(models.Model):
    """Two requests of one person; `first` has the smaller uuid, so no pair is twofold.

    A link joins and hides nothing: each request keeps its own promise.
    """

    first = models.ForeignKey(AppointmentRequest, models.PROTECT, related_name="+")
    second = models.ForeignKey(AppointmentRequest, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    undone_at = models.DateTimeField(null=True)

    objects = SamePersonQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("link of two requests")
        verbose_name_plural = _("links of two requests")
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=Q(undone_at=None),
                name="two_requests_are_linked_once",
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="links_have_one_direction"
            ),
        ]

    def __str__(self):
        return f"{self.first_id} {self.second_id}"

    def other_than(self, request):
        return self.second if self.first_id == request.pk else self.first


append_only.never_deleted("appointments_sameperson")
