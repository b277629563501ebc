"""What stands between a working copy and its readers, and which values it quotes."""

from django.urls import reverse
from django.utils import timezone

from articles import checking, freezing, where_used
from articles.instructions.for_desk import in_brief
from articles.models import CareInstruction


def of(article):
    """Return what the gates find in the saved words, and the quoted instructions."""
    content = freezing.freeze(article)
    in_force = CareInstruction.objects.in_force()
    return {
        "problems": checking.problems_of(content, in_force, at=timezone.now()),
        "quoted": _quoted(where_used.codes_in(content, in_force), in_force),
    }


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
