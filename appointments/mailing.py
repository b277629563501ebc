"""Putting a notice into an e-mail and handing it to the mail server.

Every call raises what the mail server's library raises: OSError and its children.
"""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation

from clinic_site import access, role_holders
from clinic_site import shell as shells

from . import mail_rule, messages, promises
from .models import NoticeKind


def to_person(notice, content, *, sender, times=()):
    """Mail the one who asked, in their language and by their `mail_rule.Sender`.

    `content` is what was sealed; `times` are the moments that the message is about.
    """
    language = notice.request.language
    with translation.override(language):
        path = reverse("status", args=[content["status_token"]])
        shown = _shown_to_person(notice.request, path, sender=sender, times=times)
    message = messages.render(notice.kind, shown, language=language)
    _send(notice, [content["answers"]["email"]], message, sender=sender)


def to_staff(notice):
    """Mail the clinic's own people, in the site's first language.

    Of a promise at risk the managers are told too: they can send somebody to help.
    """
    language = settings.LANGUAGE_CODE
    with translation.override(language):
        shown = _shown_to_staff(notice.request)
    message = messages.render(notice.kind, shown, language=language)
    addresses = [settings.STAFF_EMAIL]
    if notice.kind == NoticeKind.STAFF_PROMISE_AT_RISK:
        addresses += role_holders.addresses_of(access.PRACTICE_MANAGER)
    _send(notice, addresses, message, sender=mail_rule.clinic())


def _shown_to_person(request, path, *, sender, times):
    shell = shells.current()
    return messages.ToPerson(
        reference=request.reference,
        promise=promises.in_words(request.respond_by),
        clinic_name=shell.name if sender.names_clinic else "",
        telephone=shell.telephone,
        telephone_words=shell.telephone_words,
        crisis_number=shell.crisis_number,
        emergency_number=shell.emergency_number,
        link=f"{sender.link_base}{path}",
        times=tuple(promises.in_words(time) for time in times),
    )


def _shown_to_staff(request):
    page = reverse("admin:appointments_appointmentrequest_change", args=[request.pk])
    return messages.ToStaff(
        reference=request.reference,
        lane=str(request.get_lane_display()),
        promise=promises.in_words(request.respond_by),
        link=f"{settings.SITE_URL}{page}",
    )


def _send(notice, addresses, message, *, sender):
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        from_email=sender.address,
        to=list(dict.fromkeys(addresses)),
        # The same id at every try, so that a mailbox can tell a repeat.
        headers={"Message-ID": notice.message_id, "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(message.html, "text/html")
    mail.send()
