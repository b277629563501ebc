"""The gate against words whose review has lapsed before patients read them."""

from django.utils.translation import gettext as _

from .problem import Problem


def overdue_review(world):
    """Return a Problem if the reviewer wanted to read these words again by now."""
    if not world.on or not world.review_due_on or world.on <= world.review_due_on:
        return []
    return [
        Problem(
            gate="overdue_review",
            said=_("The review of these words has lapsed."),
            fix=_("Send them for review again."),
            may_be_overridden=True,
        )
    ]
