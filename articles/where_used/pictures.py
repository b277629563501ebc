"""Where a picture of the library is shown: today, in working copies, in the past."""

from django.utils.translation import gettext as _

from articles.models import Clinician, FigureSection, Picture, Publication

from .naming import Use, live_pages, uses


def showing(picture: Picture) -> list[Use]:
    """Return the live pages and the working copies that show the picture."""
    shown = live_pages().filter(revision__shows__picture=picture)
    figures = FigureSection.objects.filter(picture=picture).select_related("parent")
    return uses(
        [(one.current_of, "") for one in shown],
        [(one.parent, str(one.get_place_display())) for one in figures],
    )


def portrayed(picture: Picture) -> list[Clinician]:
    """Return the clinicians whose portrait it is."""
    return list(picture.clinician_set.all())


def once_shown(picture: Picture) -> int:
    """Return how many publications that were replaced or withdrawn show it."""
    found = Publication.objects.filter(revision__shows__picture=picture)
    return found.filter(current_of=None).count()


def why_it_stays(picture: Picture) -> str:
    """Return a sentence that says why it cannot be taken out, or an empty one."""
    if picture.shown_in.exists():
        return _("A page shows it, or did, or will after its review: it stays.")
    if showing(picture) or portrayed(picture):
        return _("Take it out of the working copies and people below first.")
    return ""
