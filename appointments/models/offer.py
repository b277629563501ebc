"""Offers of times, and the time that staff booked: what a person chooses among."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only

from .request import AppointmentRequest


class OfferState(models.TextChoices):
    OPEN = "open", _("waiting for an answer")
    CHOSEN = "chosen", _("a time was chosen")
    NONE_FITS = "none_fits", _("none of the times fits")
    TAKEN_BACK = "taken_back", _("taken back")


class OfferQuerySet(models.QuerySet):
    def open(self):
        """Those that wait for an answer."""
        return self.filter(state=OfferState.OPEN)


class Offer(models.Model):
    """Two or three times that staff offer; at most one offer of a request is open.

    `sealed` holds what staff wrote to the person, bound to the request's uuid; empty
    when they wrote nothing.
    """

    request = models.ForeignKey(
        AppointmentRequest, models.PROTECT, related_name="offers"
    )
    state = models.CharField(
        _("state"), max_length=20, choices=OfferState, default=OfferState.OPEN
    )
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    sealed = models.BinaryField(default=bytes)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    answered_at = models.DateTimeField(_("answered"), null=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("offer of times")
        verbose_name_plural = _("offers of times")
        constraints = [
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state="open"),
                name="one_open_offer_a_request",
            ),
            models.CheckConstraint(
                condition=Q(state="open") ^ Q(answered_at__isnull=False),
                name="answered_offers_have_a_moment",
            ),
        ]

    def __str__(self):
        return self.get_state_display()


class OfferedTime(models.Model):
    """One time of an offer; at most one of them is chosen."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="times")
    starts_at = models.DateTimeField(_("starts"))
    is_chosen = models.BooleanField(_("chosen"), default=False)

    class Meta:
        ordering = ["starts_at"]
        verbose_name = _("offered time")
        verbose_name_plural = _("offered times")
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "starts_at"], name="a_time_is_offered_once"
            ),
            models.UniqueConstraint(
                fields=["offer"],
                condition=Q(is_chosen=True),
                name="one_time_of_an_offer_is_chosen",
            ),
        ]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class BookedTime(models.Model):
    """The time that staff booked for a request, as calendars are told of it.

    `sequence` grows with each change, so that a calendar knows the newer file.
    """

    request = models.OneToOneField(
        AppointmentRequest, models.PROTECT, related_name="booked_time"
    )
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    sequence = models.PositiveIntegerField(default=0)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("booked time")
        verbose_name_plural = _("booked times")

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


append_only.never_deleted(
    "appointments_offer", "appointments_offeredtime", "appointments_bookedtime"
)
append_only.refuse(
    "appointments_offer",
    "UPDATE",
    name="answered_once",
    condition="OLD.state <> 'open' AND (OLD.state <> NEW.state"
    " OR OLD.answered_at <> NEW.answered_at)",
    words="an offer is answered once",
)
append_only.refuse(
    "appointments_offeredtime",
    "UPDATE",
    name="stands",
    condition="OLD.starts_at <> NEW.starts_at OR OLD.offer_id <> NEW.offer_id"
    " OR (OLD.is_chosen AND NOT NEW.is_chosen)",
    words="an offered time does not change, nor does what was chosen",
)
append_only.refuse(
    "appointments_bookedtime",
    "UPDATE",
    name="counts_changes",
    condition="NEW.sequence <= OLD.sequence OR OLD.request_id <> NEW.request_id",
    words="a change of a booked time counts on",
)
