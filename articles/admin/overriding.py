"""Letting a problem pass, on the revision's page: who asks, and who answers."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import overriding

ASK = "articles.add_overriderequest"
LET_PASS = "articles.add_override"
REFUSALS = {
    overriding.NoSuchProblem: _("These words have this problem no longer."),
    overriding.NoReason: _("Nothing was asked: say why it should pass."),
    overriding.AskedAlready: _("Somebody has asked about this already."),
    overriding.NotTheirs: _(
        "A medical reviewer who neither wrote these words nor asked lets it pass."
    ),
    overriding.LetPassAlready: _("Another reviewer has let it pass already."),
}


class AskForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it may pass, for patients"),
        max_length=300,
        help_text=_(
            "One sentence in the language of the page. It is printed with the name of"
            " the reviewer where patients read what changed."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def context(revision, problems, user):
    """Return {problems: [{problem, wish, …}], how many stop} for the page."""
    wishes = {one.mark: one for one in _wishes_of(revision)}
    is_open = revision.state in overriding.OPEN
    return {
        "problems": [
            _line(one, wishes.get(one.mark), user, is_open=is_open) for one in problems
        ],
        "stopping": sum(one.stops for one in problems),
        "ask_url": reverse("admin:articles_revision_ask", args=[revision.pk]),
        "let_pass_url": reverse("admin:articles_revision_let_pass", args=[revision.pk]),
    }


def ask(request, revision):
    """POST: somebody asks that one problem be let pass."""
    if not request.user.has_perm(ASK):
        raise PermissionDenied
    form = AskForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["reason"][0])
        return _back(revision)
    mark, reason = request.POST.get("mark", ""), form.cleaned_data["reason"]
    said = _("Asked. A medical reviewer who wrote none of it decides.")
    return _try(
        lambda at: overriding.ask(
            revision, mark, by=request.user, at=at, reason=reason
        ),
        request,
        revision,
        said,
    )


def let_pass(request, revision):
    """POST: a reviewer lets it pass."""
    if not request.user.has_perm(LET_PASS):
        raise PermissionDenied
    pk = request.POST.get("wish", "")
    wish = get_object_or_404(
        revision.override_requests, pk=pk if pk.isdecimal() else None
    )
    said = _("It may pass now. Patients read who let it pass, and why.")
    return _try(
        lambda at: overriding.let_pass(wish, by=request.user, at=at),
        request,
        revision,
        said,
    )


def _try(step, request, revision, said):
    try:
        step(timezone.now())
    except tuple(REFUSALS) as refused:
        messages.error(request, REFUSALS[type(refused)])
    else:
        messages.success(request, said)
    return _back(revision)


def _back(revision):
    url = reverse("admin:articles_revision_change", args=[revision.pk])
    return HttpResponseRedirect(f"{url}#problems")


def _wishes_of(revision):
    return revision.override_requests.select_related("asked_by", "override__reviewer")


def _line(problem, wish, user, *, is_open):
    """Return a problem with what this person may do about it."""
    may_ask = problem.may_be_overridden and problem.stops and is_open and not wish
    form = AskForm(auto_id=f"ask-{problem.mark[:12]}-%s")
    return {
        "problem": problem,
        "wish": wish,
        "override": getattr(wish, "override", None),
        "ask_form": form if may_ask and user.has_perm(ASK) else None,
        "may_let_pass": wish
        and problem.stops
        and is_open
        and overriding.may_let_pass(wish, by=user),
    }
