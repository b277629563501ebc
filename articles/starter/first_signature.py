"""The demonstration's care instructions: signed by an invented clinician who says so.

Everywhere else nothing is signed until a clinician of the clinic does it.
"""

from django.contrib.auth import get_user_model

from articles import shipped


def load_instructions(*, at):
    """Sign every care instruction, before pages quote it."""
    shipped.load_shipped(at)
    reviewer = get_user_model().objects.get(username="reviewer")
    codes = [row.instruction.code for row in shipped.unsigned()]
    shipped.sign_shipped(codes, by=reviewer, at=at)
