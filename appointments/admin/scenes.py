"""What a step is judged by: the request, the person's rule, and what mail may go."""

from django.utils.translation import gettext as _

from appointments import contact_rule, mail_rule, replies, sealed_requests
from appointments.choices import ContactBy
from appointments.steps import Scene
from clinic_site import sealing, shell
from clinic_site.hours import OpeningWeek


def answers_of(row):
    """Return what the person wrote, or None: damaged, erased, or its key is gone."""
    try:
        return sealed_requests.opened(row)["answers"]
    except sealing.CannotBeOpened:
        return None


def rule_for(answers, *, at):
    """Return the person's rule at the moment `at`; None without their answers."""
    if answers is None:
        return None
    clinic = shell.current()
    week = OpeningWeek.from_words(
        clinic.time_zone, week=clinic.week, closures=clinic.closures
    )
    return contact_rule.rule_for(answers, at=at, opening_week=week)


def scene(row, user, *, at):
    """Return the Scene in which `user` takes a step with the request `row`."""
    answers = answers_of(row)
    rule = rule_for(answers, at=at)
    said = tuple(replies.for_request(row))
    return Scene(row, user, rule, mail=_mail(answers, rule), replies=said)


def _mail(answers, rule):
    """Say what the site writes to the person by itself, before a step is pressed."""
    if answers is None or ContactBy.EMAIL not in answers["contact_by"]:
        return _("They allow no e-mail: the site writes nothing. Please call them.")
    if not mail_rule.sender_for(answers):
        return _("No e-mail goes: it would show the clinic’s name. Please call them.")
    if not rule.is_good_now:
        return _("The site e-mails them about this, at their next safe time.")
    return _("The site e-mails them about this now.")


def may_break_glass(row, answers, rule):
    """Whether an e-mail could go that the rule does not allow."""
    if answers is None or not row.is_open:
        return False
    breaks = bool(rule.broken_by(ContactBy.EMAIL.value, leaves_message=False))
    return breaks and mail_rule.sender_against_rule(answers) is not None
