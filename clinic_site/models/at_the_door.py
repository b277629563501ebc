"""The rows behind signing in: open sessions, used codes, failures, e-mail owed."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffSession(models.Model):
    """One open session in the list that its person sees; it goes with the session."""

    session = models.OneToOneField(Session, models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    device = models.CharField(max_length=60, blank=True)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.device


class CodeStep(models.Model):
    """The last step of time whose code a person has used; none before it counts."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE)
    step = models.BigIntegerField()

    def __str__(self):
        return str(self.step)


class FailedSignIns(models.Model):
    """How many sign-ins failed in an hour: whose names were typed is not kept."""

    hour = models.DateTimeField(unique=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self):
        return str(self.count)


class DoorMailKind(models.TextChoices):
    PASSWORD = "password", _("a new password")
    BREAK_GLASS = "break_glass", _("break-glass was used")


class DoorMail(models.Model):
    """One e-mail that the door owes; it is written when it is sent.

    Nobody: a new password was asked for under a name that we do not know. The row is
    there so that both answers take the same time.
    """

    kind = models.CharField(max_length=20, choices=DoorMailKind)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return self.get_kind_display()
