"""The rows behind letting people in: invitations and what happened at the door.

A link's secret is never stored: only its digest is.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic_site import append_only
from clinic_site.access import ROLE_WORDS


class InvitationKind(models.TextChoices):
    NEW_PERSON = "new_person", _("invitation")
    NEW_FACTORS = "new_factors", _("link after a lost device")
    BREAK_GLASS = "break_glass", _("break-glass link")


class InvitationQuerySet(models.QuerySet):
    def usable(self, at):
        """Links that would still let somebody in at the moment `at`."""
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)


class Invitation(models.Model):
    """One link that lets one person in, once and for a while."""

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=InvitationKind,
        default=InvitationKind.NEW_PERSON,
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(
        _("role"), max_length=30, choices=list(ROLE_WORDS.items()), blank=True
    )
    # Whom it is for, known from the start or once a new person has accepted.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="invitations",
        verbose_name=_("person"),
    )
    # Nobody: it was made at the command line.
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    made_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("works until"))
    used_at = models.DateTimeField(_("used"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    digest = models.CharField(max_length=64, unique=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        permissions = [
            ("look_after_people", "May invite people and take their factors away")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")),
                name="an_invitation_works_for_a_while",
            )
        ]

    def __str__(self):
        return f"{self.email} · {self.get_kind_display()}"

    def is_usable(self, at):
        return not (self.used_at or self.withdrawn_at) and self.expires_at > at


class SignInEventKind(models.TextChoices):
    INVITED = "invited", _("invited")
    ACCEPTED = "accepted", _("invitation accepted")
    SIGNED_IN = "signed_in", _("signed in")
    FAILED = "failed", _("sign-ins that failed")
    ENDED = "ended", _("sign-in ended")
    OTHER_DEVICE = "other_device", _("sign-in refused on another device")
    PASSWORD = "password", _("password changed")
    FACTOR_ADDED = "factor_added", _("second factor added")
    FACTOR_REMOVED = "factor_removed", _("second factor removed")
    LOCKED_OUT = "locked_out", _("may no longer sign in")
    LET_IN = "let_in", _("may sign in again")
    ROLES = "roles", _("roles changed")
    BREAK_GLASS = "break_glass", _("break-glass")


class SignInEvent(models.Model):
    """One thing that happened at the door: no address of a network, no typed name."""

    kind = models.CharField(_("what"), max_length=20, choices=SignInEventKind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="sign_in_events",
        verbose_name=_("person"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("when"))
    facts = models.JSONField(_("facts"), default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("sign-in event")
        verbose_name_plural = _("sign-in events")
        indexes = [models.Index(fields=["-at", "-id"], name="sign_in_events_newest")]

    def __str__(self):
        return self.get_kind_display()


append_only.only_grows("clinic_site_signinevent")
