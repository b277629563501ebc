"""Changing the address of a page that patients read: one form, told what follows."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from articles import addresses, readdressing
from articles.models import Article

CHANGE = "articles.change_article"
ADDRESS = ["slug", "language"]


class AddressForm(forms.Form):
    slug = forms.SlugField(
        label=_("New last part of the address"),
        max_length=Article._meta.get_field("slug").max_length,
        help_text=_("Small letters, numbers and hyphens, such as eating-before."),
    )


def is_known(article):
    """Return whether patients have read this article at its address."""
    return bool(article and article.publications.exists())


def url_for(article, user):
    """Return the form's address for whoever may use it, else an empty string."""
    if not (is_known(article) and user.has_perm(CHANGE)):
        return ""
    return reverse("admin:articles_article_address", args=[article.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def page(request, article, site):
    """GET asks for the new address; POST moves the page there at once."""
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    back = reverse("admin:articles_article_change", args=[article.pk])
    if not is_known(article):
        return HttpResponseRedirect(back)
    form = AddressForm(request.POST or None, initial={"slug": article.slug})
    if form.is_valid() and _readdress(request, article, form):
        return HttpResponseRedirect(back)
    context = {
        **site.each_context(request),
        "title": _("Change the address"),
        "article": article,
        "form": form,
        "back": back,
        "now": addresses.address_of(article),
        "former": _former(article),
    }
    return TemplateResponse(
        request,
        "admin/articles/article/address.html",
        context,
        status=422 if request.method == "POST" else 200,
    )


def _readdress(request, article, form):
    """Return whether the page has the wished address now; say so, or why not."""
    slug = form.cleaned_data["slug"].lower()
    try:
        moved = readdressing.readdress(
            article, slug, by=request.user, at=timezone.now()
        )
    except readdressing.Taken:
        said = _("Another page has this address, or had it and still answers there.")
        form.add_error("slug", said)
        return False
    said = _("Patients find it at %(address)s now. Every former address leads there.")
    messages.success(request, said % {"address": addresses.address_of(moved)})
    return True


def _former(article):
    """Return what else leads to this page: former slugs, and paths of another site."""
    slugs = article.former_slugs.exclude(slug=article.slug)
    return [*slugs, *article.former_paths.all()]
