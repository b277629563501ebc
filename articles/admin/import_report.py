"""The report of an import: each document, its working copy, and what to look at."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.importing.report import Remark, Verdict
from articles.models import Outcome

from . import fitting

A_PAGE = 25
TONES = {Outcome.MADE: "kept", Outcome.REFUSED: "missed", Outcome.CHANGED: "soon"}
# In the order in which an editor needs them; the last two are folded away.
HEADINGS = {
    Verdict.CARE: gettext_lazy("Care numbers that were typed"),
    Verdict.DOUBTFUL: gettext_lazy("Please check"),
    Verdict.LEFT_OUT: gettext_lazy("Left out"),
    Verdict.GUESSED: gettext_lazy("Guessed"),
    Verdict.TAKEN: gettext_lazy("Taken over"),
}
FOLDED = {Verdict.LEFT_OUT, Verdict.GUESSED, Verdict.TAKEN}


def of(run, asked):
    """Return what the report's template shows; `asked` chooses outcome and page."""
    items = (
        run.items.select_related("article__treatment")
        .defer("piece")
        .order_by("position")
    )
    outcome = asked.get("outcome", "")
    if outcome in Outcome.values:
        items = items.filter(outcome=outcome)
    page = Paginator(items, A_PAGE).get_page(asked.get("page"))
    shown = list(page)
    fits = fitting.Fits(row["instruction"] for item in shown for row in item.remarks)
    return {
        "run": run,
        "page": page,
        "outcome": outcome,
        "counts": _counts(run, outcome),
        "documents": [_document(item, fits) for item in shown],
        "left": [(_(reason), words) for reason, words in run.left],
        "watches": run.is_working and "still" not in asked,
    }


def _counts(run, chosen):
    """Return [{value, words, count, is_here}] of the outcomes that there are."""
    found = run.items.order_by().values_list("outcome").annotate(Count("pk"))
    counts = dict(found)
    return [
        {
            "value": one.value,
            "words": one.label,
            "count": counts[one.value],
            "is_here": one.value == chosen,
        }
        for one in Outcome
        if one.value in counts
    ]


def _document(item, fits):
    remarks = [Remark.from_row(row) for row in item.remarks]
    return {
        "item": item,
        "title": item.article.title if item.article else item.title or _("No title"),
        "why": _(item.why) if item.why else "",
        "url": _page_of(item),
        "tone": TONES.get(item.outcome, ""),
        "groups": [
            _group(
                verdict,
                [one for one in remarks if one.verdict is verdict],
                lambda family: fits.of(family, item.article),
            )
            for verdict in HEADINGS
            if any(one.verdict is verdict for one in remarks)
        ],
    }


def _page_of(item):
    if item.article_id is None:
        return ""
    return reverse("admin:articles_article_change", args=[item.article_id])


def _group(verdict, remarks, fits):
    return {
        "heading": HEADINGS[verdict],
        "is_folded": verdict in FOLDED,
        "is_care": verdict is Verdict.CARE,
        "remarks": [
            {
                "reason": _led(_(one.reason)),
                "words": one.words,
                "line": one.line,
                "place": one.place.value,
                "instructions": fits(one.instruction),
            }
            for one in remarks
        ],
    }


def _led(reason):
    """Part a reason from the words it is about; a question parts itself."""
    return reason if reason.endswith("?") else f"{reason}:"
