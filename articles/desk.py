"""What articles bring to the desk: rooms, and what waits to be reviewed or signed."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinic_site.desk import Part, Room

from . import due_reviews, link_check, overriding, reviewing, shipped, where_used
from .models import (
    Article,
    CareInstruction,
    OverrideRequest,
    Proposal,
    ScheduledPublication,
)

MOST_REVIEWS = 30
SEE = "articles.view_careinstruction"
SIGN = "articles.sign_careinstruction"
WRITE = "articles.change_article"
LIST = "admin:articles_careinstruction_changelist"
ANSWER_FOR_CLINIC = "clinic_site.change_clinic"
REVIEWS_LIST = "admin:articles_revision_changelist"
ARTICLES = Room(
    gettext_lazy("Articles"),
    "admin:articles_article_changelist",
    "articles.view_article",
    order=20,
)
REVIEWS = Room(
    gettext_lazy("Reviews"), REVIEWS_LIST, "articles.view_revision", order=25
)
INSTRUCTIONS = Room(gettext_lazy("Care instructions"), LIST, SEE, order=30)


def reviews_for(user, *, at):
    """Return the revisions that wait for this person's review, or None."""
    if not reviewing.is_reviewer(user):
        return None
    waiting = reviewing.waiting_for(user)
    waiting = waiting.select_related("article").order_by("submitted_at")[:MOST_REVIEWS]
    lines = [_line(one.article.title, _("Read it"), _page_of(one)) for one in waiting]
    words = ngettext(
        "%d article waits for your review",
        "%d articles wait for your review",
        len(lines),
    )
    first = _refused(user) + _asked_to_let_pass(user)
    if not lines + first:
        return None
    headline = "" if first else words % len(lines)
    return _part(REVIEWS.words, first + lines, headline=headline, order=25)


def _refused(user):
    """What should have gone live and did not; it is not tried again by itself."""
    found = ScheduledPublication.objects.unanswered()
    lines = []
    for one in found.select_related("revision__article")[:MOST_REVIEWS]:
        if reviewing.review_kind(one.revision, by=user) is None:
            continue
        said = _("“%(title)s” did not go live") % {"title": one.revision.article.title}
        line = _line(said, _("Look at it"), _page_of(one.revision))
        lines.append(line | {"why": one.get_refusal_display()})
    return lines


def _asked_to_let_pass(user):
    """Wishes that this reviewer may answer, for words that can still go live."""
    found = OverrideRequest.objects.unanswered().select_related("revision__article")
    return [
        _line(
            _("Somebody asks to let a check pass in “%(title)s”")
            % {"title": one.revision.article.title},
            _("Look at it"),
            _page_of(one.revision),
        )
        for one in found[:MOST_REVIEWS]
        if overriding.may_let_pass(one, by=user)
    ]


def lapsing_for(user, *, at):
    """Return how many reviews are overdue, for those who write or run the clinic."""
    if not (user.has_perm(WRITE) or user.has_perm(ANSWER_FOR_CLINIC)):
        return None
    yesterday = timezone.localdate(at) - timedelta(days=1)
    count = Article.objects.review_due_by(yesterday).count()
    if not count:
        return None
    words = ngettext(
        "%d article is past its review", "%d articles are past their review", count
    )
    url = reverse("admin:articles_article_changelist") + "?review_due=overdue"
    line = _line(words % count, _("Look at them"), url)
    return _part(_("Reviews that have lapsed"), [line], order=28)


def dead_links_for(user, *, at):
    """Return how many links on live pages lead nowhere, for those who write."""
    if not user.has_perm(WRITE) or not (count := len(link_check.faults())):
        return None
    words = ngettext(
        "%d link on live pages leads nowhere",
        "%d links on live pages lead nowhere",
        count,
    )
    url = reverse("admin:articles_article_links")
    line = _line(words % count, _("Look at them"), url)
    return _part(_("Links that lead nowhere"), [line], order=29)


def instructions_for(user, *, at):
    """Return what waits for this person, or None where nothing does."""
    lines = []
    if user.has_perm(SIGN):
        lines += _to_sign(user)
    if user.has_perm(WRITE):
        lines += _to_read_again()
    if not lines:
        return None
    return _part(INSTRUCTIONS.words, lines, order=30)


def _to_sign(user):
    """What this reviewer may sign: others' proposals, and what was shipped."""
    waiting = Proposal.objects.open().by_people().exclude(proposed_by=user)
    found = []
    if count := waiting.count():
        words = ngettext(
            "%d proposal waits for your signature",
            "%d proposals wait for your signature",
            count,
        )
        url = reverse("admin:articles_proposal_changelist") + "?state__exact=open"
        found.append(_line(words % count, _("Look and sign"), url))
    if count := len(shipped.unsigned()):
        words = ngettext(
            "%d care instruction is not signed",
            "%d care instructions are not signed",
            count,
        )
        url = reverse("admin:articles_careinstruction_set_up")
        found.append(_line(words % count, _("Read and sign them"), url))
    return found


def _to_read_again():
    pages = where_used.reissued_pages(
        CareInstruction.objects.in_force(), at=timezone.now()
    )
    if not pages:
        return []
    words = ngettext(
        "%d re-issued page waits to be read again",
        "%d re-issued pages wait to be read again",
        len(pages),
    )
    refusable = sum(1 for _page, problems in pages if problems)
    why = ngettext(
        "%d says something that today’s checks refuse.",
        "%d say something that today’s checks refuse.",
        refusable,
    )
    url = reverse("admin:articles_careinstruction_reissued")
    line = _line(words % len(pages), _("Read them"), url)
    return [line | {"why": why % refusable if refusable else ""}]


def _page_of(revision):
    return reverse("admin:articles_revision_change", args=[revision.pk])


def _line(words, what, url):
    return {"words": words, "what": what, "url": url, "why": ""}


def _part(title, lines, *, order, headline=""):
    """Return `lines` as a part of the page; the first of them is what to do next."""
    first = lines[0]
    return Part(
        template="admin/articles/desk.html",
        content={"lines": lines, "title": title},
        headline=headline or first["words"],
        next_step={"words": first["what"], "what": first["words"], "url": first["url"]},
        order=order,
    )


PARTS = (
    reviews_for,
    lapsing_for,
    due_reviews.part_for,
    dead_links_for,
    instructions_for,
)
