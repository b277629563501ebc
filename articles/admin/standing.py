"""Where an article stands, in one line, and the one next step for who looks at it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import checking, live, reviewing
from articles.models import RevisionState
from clinic_site import staff

WORKING_COPY = gettext_lazy("Working copy")
STATES = {
    RevisionState.DRAFT: WORKING_COPY,
    RevisionState.SUBMITTED: gettext_lazy("Waits for its review"),
    RevisionState.CHANGES_REQUESTED: gettext_lazy("Changes asked for"),
    RevisionState.APPROVED: gettext_lazy("Approved"),
}
WITH_OWN_ADDRESS = checking.PLACED | {"help_now"}
REVIEWS = "admin:articles_revision_changelist"


@dataclass(frozen=True)
class Step:
    """What to do next and why: a button of the form by `name`, or a link by `url`."""

    words: str
    why: str
    name: str = ""
    url: str = ""


def in_words(article):
    """Return "Working copy · last published …".

    `article` comes from with_latest_revision.
    """
    current = article.current
    said = [STATES[article.latest_state or RevisionState.DRAFT]]
    if current is None:
        return " · ".join([str(said[0]), _("never published")])
    if article.latest_revision == current.revision_id:
        said = [_("As patients read it")]
    said.append(_("last published %s") % _day(timezone.localdate(current.published_at)))
    return " · ".join(map(str, said))


def review_in_words(article):
    """Return when the next review of what patients read is due, or an empty string."""
    if not article.current or not (due := article.current.review_due_on):
        return ""
    is_late = due < timezone.localdate()
    words = _("review overdue since %s") if is_late else _("review due %s")
    return words % _day(due)


def saved(article):
    """Return who saved the working copy last, or an empty string."""
    person = article.saved_by
    return staff.name_of(person) if person else ""


def next_step(article, user, *, may_write, problems):
    """Return the one Step for `user`, who has this article open."""
    if not may_write:
        return _for_readers(article, user)
    waiting = article.revisions.waiting().exists()
    words = _("Save and send again") if waiting else _("Save and send for review")
    stops = sum(one["stops"] for one in problems)
    return Step(words, _why(waiting, stops=stops), name="_send")


def _for_readers(article, user):
    """Who only reads: straight to this article's review, else to what waits."""
    mine = reviewing.waiting_for(user)
    if here := mine.filter(article=article).order_by("-pk").first():
        url = reverse("admin:articles_revision_change", args=[here.pk])
        return Step(_("Review this article"), _("It waits for you."), url=url)
    if count := mine.count():
        words = ngettext(
            "%d article waits for your review.",
            "%d articles wait for your review.",
            count,
        )
        url = f"{reverse(REVIEWS)}?state__exact={RevisionState.SUBMITTED}"
        return Step(_("Go to what waits for you"), words % count, url=url)
    return None


def _why(waiting, *, stops):
    """Return what whoever would send it should know first."""
    if stops:
        words = ngettext(
            "%d problem keeps it from patients.",
            "%d problems keep it from patients.",
            stops,
        )
        return words % stops
    if waiting:
        return _("Sent already. Sending again replaces what the reviewer sees.")
    return _("A medical reviewer reads it before patients do.")


def addresses(article):
    """Return where patients find this page: its own address, then its fixed one."""
    with translation.override(article.language):
        found = [reverse("article", args=[article.slug])]
        if article.place in WITH_OWN_ADDRESS:
            found.append(reverse(article.place))
        elif own := live.own_address(article):
            found = [own]
    return found


def _day(day):
    return formats.date_format(day, "DATE_FORMAT")
