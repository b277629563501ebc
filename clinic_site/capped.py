"""Counting no further than anybody reads, so that a million rows cost no more."""

from django.core.paginator import Paginator
from django.utils import formats
from django.utils.functional import cached_property

COUNTED_TO = 1000


def in_words(number: int) -> str:
    """Return a count that stops at one more than COUNTED_TO: "12", or "1,000+"."""
    if number <= COUNTED_TO:
        return str(number)
    return f"{formats.number_format(COUNTED_TO, force_grouping=True)}+"


class CappedPaginator(Paginator):
    """Pages of the first rows; whoever wants a later one searches or filters."""

    @cached_property
    def count(self):
        return self.object_list.order_by()[: COUNTED_TO + 1].count()
