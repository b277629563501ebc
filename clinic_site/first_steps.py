"""The building's own steps of a first day, and the message that tries the mail."""

import logging
import smtplib

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import access, shell
from .first_day import Step
from .models import Clinic, ClinicText, Closure, OpeningHours, Run, Treatment

TEST_MESSAGE = "test_message"  # its row says when it was taken; it is no job
MANAGER = access.ROLE_WORDS[access.PRACTICE_MANAGER]

logger = logging.getLogger(__name__)


class NoMailServer(Exception):
    """Nothing can be sent: EMAIL_URL or STAFF_EMAIL is not set."""


class NotTaken(Exception):
    """The mail server did not take the message."""


def send_test_message(*, at):
    """Mail the staff's own address one line. Raises NoMailServer or NotTaken."""
    if not (settings.EMAIL_URL and settings.STAFF_EMAIL):
        raise NoMailServer
    with translation.override(settings.LANGUAGE_CODE):
        message = EmailMessage(
            _("A test message from %s") % shell.current().name,
            _("Mail from the site reaches you. Nothing else is meant by it."),
            settings.DEFAULT_FROM_EMAIL,
            [settings.STAFF_EMAIL],
        )
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as refused:
        logger.warning(
            "mail.test_failed", extra={"facts": {"why": type(refused).__name__}}
        )
        _note(at, has_failed=True)
        raise NotTaken from refused
    _note(at, has_failed=False)


def _note(at, *, has_failed):
    said = {"finished_at": at, "has_failed": has_failed}
    Run.objects.update_or_create(job=TEST_MESSAGE, defaults=said)


def _has_name():
    return Clinic.objects.exclude(name="").exists()


def _can_be_called():
    """Whether there is a number, and words for the night in every language."""
    said = ClinicText.objects.exclude(after_hours="")
    languages = set(said.values_list("language", flat=True))
    is_known = Clinic.objects.exclude(telephone="").exists()
    return is_known and languages >= {code for code, _name in settings.LANGUAGES}


def _has_hours():
    return OpeningHours.objects.exists() and Closure.objects.exists()


def _offers_something():
    return Treatment.objects.filter(is_offered=True).exists()


def _has_people():
    """Whether somebody can review what somebody else wrote."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    reviewers = people.filter(groups__name=access.MEDICAL_REVIEWER)
    return reviewers.exists() and people.count() > 1


def _mail_arrives():
    return Run.objects.filter(
        job=TEST_MESSAGE, finished_at__isnull=False, has_failed=False
    ).exists()


CLINIC_FORM = {"address": "admin:clinic_site_clinic_changelist", "who": MANAGER}

STEPS = [
    Step(
        gettext_lazy("Name and logo"),
        gettext_lazy("Also your colours. Without a logo the name stands in its place."),
        is_done=_has_name,
        order=10,
        **CLINIC_FORM,
    ),
    Step(
        gettext_lazy("Telephone, and what to do when you are closed"),
        gettext_lazy("In each language: a page at night never only says “call us”."),
        is_done=_can_be_called,
        order=20,
        **CLINIC_FORM,
    ),
    Step(
        gettext_lazy("Hours and closures"),
        gettext_lazy("Promises count only the hours in which you are open."),
        is_done=_has_hours,
        order=30,
        **CLINIC_FORM,
    ),
    Step(
        gettext_lazy("Treatments that you offer"),
        gettext_lazy("The others stay out of sight."),
        is_done=_offers_something,
        address="admin:clinic_site_treatment_changelist",
        who=MANAGER,
        order=40,
    ),
    Step(
        gettext_lazy("Invite people"),
        gettext_lazy("At least a medical reviewer: nobody reviews their own words."),
        is_done=_has_people,
        address="admin:auth_user_changelist",
        permission="auth.view_user",
        who=MANAGER,
        order=45,
    ),
    Step(
        gettext_lazy("Try the mail"),
        gettext_lazy("One line to the staff’s own address."),
        is_done=_mail_arrives,
        address="admin:first_day_test_message",
        button=gettext_lazy("Send a test message"),
        is_needed=False,
        who=MANAGER,
        order=80,
    ),
]
