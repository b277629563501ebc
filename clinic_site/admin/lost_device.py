"""A colleague lost telephone or computer: everything old is taken away, a link made."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic_site import invitations
from clinic_site.signing_in import people

from .invitations import LOOK_AFTER, show_link


def url_for(person, user):
    """Return the page's address for whoever may use it, else an empty string."""
    if not _may(person, user):
        return ""
    return reverse("admin:auth_user_lost_device", args=[person.pk])


def page(request, person):
    """GET asks whether; POST takes everything away and shows the new link, once."""
    if not _may(person, request.user):
        raise PermissionDenied
    link = ""
    if request.method == "POST":
        link = people.start_afresh(
            person,
            by=request.user,
            at=timezone.now(),
            valid_for=invitations.USUAL_TIME,
        )
    context = {"title": _("Device lost"), "person": person}
    template = "admin/auth/user/lost_device.html"
    return show_link(request, template, context, link=link, email=person.email)


def _may(person, user):
    """Nobody does it to themselves, and a manager not to the owner."""
    is_above = person.is_superuser and not user.is_superuser
    may = user.has_perm(LOOK_AFTER) and person != user
    return may and person.is_active and not is_above
