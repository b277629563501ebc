"""A clinic's first day: what is done once, ticked off by the data itself.

The building knows neither app; each registers its own steps when it starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from operator import attrgetter

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .desk import Part

SEE = "clinic_site.change_clinic"
# A clinic that has begun is asked a dozen questions no more with every first page.
OVER, OVER_FOR = "clinic_site.first_day_over", timedelta(minutes=10)


@dataclass(frozen=True)
class Step:
    """One thing to do: `is_done()` asks the data, `address` is where it is done.

    Without what `is_needed` no patient should come. Whoever lacks `permission` reads
    `who` does it instead. A step with a `button` is done by pressing that; `left()`
    says in words what is missing.
    """

    words: str
    hint: str
    who: str
    is_done: Callable[[], bool]
    address: str
    permission: str = SEE
    args: tuple = ()
    button: str = ""
    is_needed: bool = True
    left: Callable[[], str] | None = None
    order: int = 50

    @property
    def url(self):
        return reverse(self.address, args=self.args)


STEPS: list[Step] = []


def register(*steps):
    """Add steps to the list of the first day; apps call this in ready()."""
    STEPS.extend(steps)


def lines_for(user):
    """Return each step as its line, in order, with what `user` may do about it."""
    return [_line(step, user) for step in sorted(STEPS, key=attrgetter("order"))]


def part_for(user, *, at):
    """Return the list for who runs the clinic; once all is done, a small line.

    It leads the desk until patients may come; then those who wait come first.
    """
    if not user.has_perm(SEE):
        return None
    if cache.get(OVER):
        return _over()
    lines = lines_for(user)
    undone = [line for line in lines if not line["is_done"]]
    if not undone:
        cache.set(OVER, True, OVER_FOR.total_seconds())
        return _over()
    shown = {"template": "admin/first_day.html"}
    shown["content"] = {"lines": lines, "done": len(lines) - len(undone)}
    if not any(line["step"].is_needed for line in undone):
        return Part(**shown, order=98)
    words = ngettext(
        "%d thing is left before patients come",
        "%d things are left before patients come",
        len(undone),
    )
    headline = words % len(undone)
    return Part(**shown, headline=headline, next_step=_next(undone), order=5)


def _over():
    return Part(template="admin/first_day_over.html", order=99)


def _next(undone):
    mine = [line for line in undone if line["url"] and not line["step"].button]
    if not mine:
        return None
    first = mine[0]
    return {"words": _("Do the next"), "what": first["step"].words, "url": first["url"]}


def _line(step, user):
    is_done = step.is_done()
    return {
        "step": step,
        "is_done": is_done,
        "left": step.left() if step.left and not is_done else "",
        "url": step.url if user.has_perm(step.permission) else "",
    }
