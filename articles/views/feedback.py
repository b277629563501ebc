"""Was this page helpful? One count a page and day; nothing about who said it."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article, PageFeedback
from clinic_site import shell
from clinic_site.own_forms import own_pages_only
from clinic_site.unlisted import unlisted

ANSWERS = ("yes", "no")


class SeeOther(HttpResponseRedirect):
    status_code = 303


@own_pages_only
@unlisted
@require_POST
def helpful(request, slug):
    """Count the answer and lead on, so that a reload does not count it again."""
    article = Article.objects.live().filter(slug=slug, language=get_language()).first()
    said = request.POST.get("helpful")
    if article is None or said not in ANSWERS:
        raise Http404
    PageFeedback.objects.count_answer(
        article, on=shell.current().day_of(timezone.now()), was_helpful=said == "yes"
    )
    return SeeOther(reverse("thanks", args=[slug, said]))


@unlisted
@require_safe
def thanks(request, slug, said):
    if said not in ANSWERS:
        raise Http404
    page = {"back": reverse("article", args=[slug]), "was_helpful": said == "yes"}
    return render(request, "articles/thanks.html", page)
