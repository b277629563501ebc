"""Taking a page back from patients: one form, one reason, one button."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from articles import publishing, withdrawing

WITHDRAW = "articles.add_withdrawal"


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why, for patients"),
        max_length=300,
        help_text=_(
            "One or two sentences in the language of the page. They stand in its place."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def url_for(article, user):
    """Return the form's address for whoever may use it, else an empty string."""
    if article.current_id is None or not user.has_perm(WITHDRAW):
        return ""
    return reverse("admin:articles_article_withdraw", args=[article.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def page(request, article, site):
    """GET asks for the reason; POST takes the page back."""
    if not request.user.has_perm(WITHDRAW):
        raise PermissionDenied
    back = reverse("admin:articles_article_change", args=[article.pk])
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _withdraw(request, article, form.cleaned_data["reason"])
        return HttpResponseRedirect(back)
    context = {
        **site.each_context(request),
        "title": _("Take this page back"),
        "article": article,
        "form": form,
        "back": back,
    }
    return TemplateResponse(
        request,
        "admin/articles/article/withdraw.html",
        context,
        status=422 if request.method == "POST" else 200,
    )


def _withdraw(request, article, reason):
    try:
        withdrawing.withdraw(article, by=request.user, at=timezone.now(), reason=reason)
    except (withdrawing.NotLive, publishing.Overtaken):
        said = _("Nothing was taken back: patients cannot read this page any more.")
        messages.warning(request, said)
    else:
        messages.success(request, _("Taken back. Patients read your reason now."))
