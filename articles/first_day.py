"""What articles bring to a clinic's first day: the signature, and pages to read."""

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy, ngettext

from clinic_site import access
from clinic_site.first_day import Step

from . import shipped
from .models import Article, CareInstruction

REVIEWER = access.ROLE_WORDS[access.MEDICAL_REVIEWER]


def instructions_are_signed():
    return CareInstruction.objects.exists() and not shipped.unsigned()


def unsigned_in_words():
    count = len(shipped.unsigned())
    words = ngettext("%d is not signed", "%d are not signed", count)
    return words % count if count else ""


def _fixed_pages():
    """Home, costs, privacy and the like: every page of the site leads to them."""
    shown = Q(treatment=None) | Q(treatment__is_offered=True)
    language = settings.LANGUAGE_CODE
    return Article.objects.filter(shown, place__isnull=False, language=language)


def fixed_pages_are_live():
    pages = _fixed_pages()
    return pages.exists() and not pages.filter(current=None).exists()


def waiting_in_words():
    count = _fixed_pages().filter(current=None).count()
    words = ngettext("%d is not live yet", "%d are not live yet", count)
    return words % count if count else ""


STEPS = [
    Step(
        gettext_lazy("Sign the care instructions"),
        gettext_lazy("All of them on one page, by a clinician."),
        is_done=instructions_are_signed,
        left=unsigned_in_words,
        address="admin:articles_careinstruction_set_up",
        permission="articles.sign_careinstruction",
        who=REVIEWER,
        order=60,
    ),
    Step(
        gettext_lazy("Review and publish the pages"),
        gettext_lazy(
            "First those to which every page leads: home, costs, privacy and the like."
        ),
        is_done=fixed_pages_are_live,
        left=waiting_in_words,
        address="admin:articles_article_changelist",
        permission="articles.view_article",
        who=REVIEWER,
        order=70,
    ),
]
