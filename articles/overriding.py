"""Letting a problem pass: one person asks and says why, a medical reviewer answers.

Honoured where publishing asks the gates (articles.checking), so nothing goes round it.
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from . import checking
from .models import (
    CareInstruction,
    Override,
    OverrideRequest,
    Revision,
    RevisionState,
)
from .reviewing import REVIEW

OPEN = (RevisionState.SUBMITTED, RevisionState.APPROVED)


class NoSuchProblem(Exception):
    """The words do not have this problem, or nobody can let it pass."""


class NoReason(Exception):
    """Nobody said why it should pass."""


class AskedAlready(Exception):
    """Somebody has asked about this problem before."""


class NotTheirs(Exception):
    """Only a medical reviewer who neither wrote nor asked lets a problem pass."""


class LetPassAlready(Exception):
    """Another reviewer was faster."""


def ask(
    revision: Revision, mark: str, *, by: Any, at: datetime, reason: str
) -> OverrideRequest:
    """Ask that the problem with this `mark` be let pass.

    Raises NoSuchProblem, NoReason or AskedAlready; nothing is stored then.
    """
    if not reason.strip():
        raise NoReason(revision)
    found = {one.mark: one for one in _problems(revision, at=at) if one.stops}
    problem = found.get(mark)
    if problem is None or not problem.may_be_overridden:
        raise NoSuchProblem(revision)
    try:
        with transaction.atomic():
            return OverrideRequest.objects.create(
                revision=revision,
                gate=problem.gate,
                section=problem.section,
                quote=problem.quote,
                mark=mark,
                reason=reason.strip(),
                asked_by=by,
                asked_at=at,
            )
    except IntegrityError:
        raise AskedAlready(revision) from None


def may_let_pass(request: OverrideRequest, *, by: Any) -> bool:
    """Whether `by` answers for words and neither wrote these nor asked."""
    if request.asked_by_id == by.pk or not by.has_perm(REVIEW):
        return False
    return not request.revision.is_by(by)


def let_pass(request: OverrideRequest, *, by: Any, at: datetime) -> Override:
    """Let the problem pass in this one revision. Raises NotTheirs or LetPassAlready."""
    if not may_let_pass(request, by=by):
        raise NotTheirs(request)
    try:
        with transaction.atomic():
            return Override.objects.create(request=request, reviewer=by, at=at)
    except IntegrityError:
        raise LetPassAlready(request) from None


def in_words(revision: Revision, *, at: datetime) -> str:
    """Return what patients read of the problems that were let pass, in their language.

    Empty where nothing was. What was mended otherwise meanwhile is not named.
    """
    overrides = {
        one.request.mark: one
        for one in Override.objects.filter(request__revision=revision).select_related(
            "request", "reviewer__clinician"
        )
    }
    if not overrides:
        return ""
    with translation.override(revision.content["language"]):
        return " ".join(
            _sentence(one, overrides[one.mark])
            for one in _problems(revision, at=at)
            if one.is_let_pass
        )


def _sentence(problem, override):
    quoted = f" “{problem.quote}”" if problem.quote else ""
    reviewer = override.reviewer
    return _("A check found: %(found)s Let pass by %(name)s. Why: %(reason)s") % {
        "found": problem.said + quoted,
        "name": getattr(reviewer, "clinician", None) or reviewer.get_full_name(),
        "reason": override.request.reason,
    }


def _problems(revision, *, at):
    if revision.state not in OPEN:
        return []
    values = CareInstruction.objects.in_force()
    return checking.problems_of_revision(revision, values, at=at)
