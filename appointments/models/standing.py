"""Where a request stands in the queue: a column that the database computes by itself.

One small number, in the order in which the desk works. Counting, listing and showing
read it, so they never disagree; an index on it serves every view at any size.
"""

from django.db import models
from django.db.models import Case, Q, Value, When


class Standing(models.IntegerChoices):
    READ_FIRST = 0
    TO_ANSWER = 1
    HELD = 2
    IN_HAND = 3
    WAITING = 4
    CLOSED = 9


def column():
    """Return the generated column; what is answered is in hand, whatever its lane.

    What is to be read first stands there although it is held: somebody frightened may
    have been taken for a machine.
    """
    return models.GeneratedField(
        expression=Case(
            When(state="closed", then=Value(Standing.CLOSED.value)),
            When(state="awaiting_patient", then=Value(Standing.WAITING.value)),
            When(
                state="held",
                lane="read_first",
                then=Value(Standing.READ_FIRST.value),
            ),
            When(state="held", then=Value(Standing.HELD.value)),
            When(
                Q(first_response_at__isnull=False), then=Value(Standing.IN_HAND.value)
            ),
            When(lane="read_first", then=Value(Standing.READ_FIRST.value)),
            default=Value(Standing.TO_ANSWER.value),
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
