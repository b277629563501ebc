"""What stands between a working copy and its readers, and which values it quotes."""

from dataclasses import asdict

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import checking, freezing, prose, where_used
from articles.gates import reading
from articles.instructions.for_desk import in_brief
from articles.models import SECTION_MODELS, CareInstruction

from . import fitting

# Grades of US schools: up to FINE nearly everybody reads it with ease.
FINE, HARD = 6, 8
# The drawing's own units: where the dot of grade 1 stands, and how far a grade is.
DOT_FROM, DOT_STEP = 10, 20
PLACES = {"missing_source": "#sources-group", "missing_help_card": "#sections-end"}


def of(article, formsets):
    """Return what the gates find in the saved words, their grade, and what they quote.

    `formsets` are those of the form, so that a problem can lead to its section.
    """
    content = freezing.freeze(article)
    in_force = CareInstruction.objects.in_force()
    found = checking.problems_of(content, in_force, at=timezone.now())
    return {
        "problems": _placed(found, _section_ids(formsets), article),
        "grade": _grade(content),
        "quoted": _quoted(where_used.codes_in(content, in_force), in_force),
    }


def _placed(problems, ids, article):
    """Return `problems` as data.

    `href` is where in the form each is, `fits` what could stand for a typed number.
    """
    fits = fitting.Fits(one.instruction for one in problems)
    return [
        asdict(one)
        | {"href": _href(one, ids), "fits": fits.of(one.instruction, article)}
        for one in problems
    ]


def _href(problem, ids):
    if 0 < problem.section <= len(ids):
        return f"#{ids[problem.section - 1]}"
    return PLACES.get(problem.gate, "#id_title")


def _section_ids(formsets):
    """Return the ids of the saved sections' boxes in the order of the page."""
    found = [
        (form.initial.get("ordering") or 0, f"{formset.prefix}-{number}")
        for formset in formsets
        if formset.model in SECTION_MODELS
        for number, form in enumerate(formset.initial_forms)
    ]
    return [one for _ordering, one in sorted(found, key=lambda pair: pair[0])]


def _grade(content):
    """Return {level, words, x, count} for the saved words; None without any."""
    said = [prose.words(section) for section in content["sections"]]
    text = "\n".join([content["title"], content["summary"], *said])
    level = reading.grade(text, content["language"])
    if level is None or not any(said):
        return None
    return {
        "level": level,
        "words": _in_words(level),
        "x": DOT_FROM + DOT_STEP * (level - 1),
        "count": len(reading.words_of(text)),
    }


def _in_words(level):
    if level <= FINE:
        return _("Good: nearly every patient can read this.")
    if level <= HARD:
        return _("Some patients will find this hard. Shorter sentences help.")
    return _(
        "Harder than most patients can read. Try shorter sentences and everyday words."
    )


def _quoted(codes, in_force):
    """Return the instructions of `codes` with their values and their pages."""
    rows = CareInstruction.objects.in_bulk(codes, field_name="code")
    return [
        {
            "words": str(rows[code]),
            "value": in_brief(in_force.known[code]),
            "is_signed": in_force.is_signed(code),
            "url": reverse(
                "admin:articles_careinstruction_change", args=[rows[code].pk]
            ),
        }
        for code in codes
    ]
