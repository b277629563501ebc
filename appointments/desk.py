"""What requests bring to the desk's first page: who waits for us, and the mail."""

from django.conf import settings
from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinic_site import capped
from clinic_site.desk import Part, Room

from . import erasure_ledger, queue
from .models import AppointmentRequest, Notice

SEE = "appointments.view_appointmentrequest"
LIST = "admin:appointments_appointmentrequest_changelist"
ROOM = Room(gettext_lazy("Requests"), LIST, SEE, order=10)
RECORD = Room(
    gettext_lazy("Record"),
    "admin:appointments_requestevent_changelist",
    "appointments.view_record",
    order=85,
)

WHY = {
    "read-first": gettext_lazy("Read before you do anything else."),
    "overdue": gettext_lazy("We said we would have called by now."),
    "due-soon": gettext_lazy("Promised within two and a half hours."),
    "later": gettext_lazy("Promised for later."),
    "mine": gettext_lazy("You took these."),
    "waiting": gettext_lazy("Their turn. The clock is paused."),
    "held": gettext_lazy("Looks like spam. A person decides."),
}
TILES = ["read-first", "overdue", "due-soon", "mine", "waiting", "held"]
ASIDE = ["mine", "waiting", "held"]
MOST_ROWS = 30
MOST_ASIDE = 4


def part_for(user, *, at):
    """Return the queue in brief, for whoever may see requests."""
    if not user.has_perm(SEE):
        return None
    counts = queue.counts(user, at=at)
    rows = list(_rows(queue.unanswered())[:MOST_ROWS])
    return Part(
        template="admin/appointments/desk.html",
        headline=_headline(counts["unanswered"]),
        next_step=_next_step(rows, user, at=at),
        content={
            "tiles": [_lane(code, counts) for code in TILES],
            "lanes": _by_lane(rows, at=at),
            "aside": [_aside(code, counts, user, at=at) for code in ASIDE],
            "more": max(counts["unanswered"] - MOST_ROWS, 0),
            "list_url": reverse(LIST),
            "mail": _mail(),
        },
        order=10,
    )


def erasing_for(user, *, at):
    """Say first that nothing can be erased while the ledger cannot be written."""
    if not user.has_perm(SEE) or erasure_ledger.is_writable():
        return None
    return Part(
        template="admin/appointments/erasing_waits.html",
        content={"path": erasure_ledger.path()},
        order=1,
        is_warning=True,
    )


def _headline(waiting):
    if not waiting:
        return _("Nobody is waiting. Well done.")
    return ngettext(
        "%s person is waiting for us", "%s people are waiting for us", waiting
    ) % capped.in_words(waiting)


def _rows(condition):
    found = AppointmentRequest.objects.filter(condition)
    return queue.in_order(found.select_related("assigned_to"))


def _next_step(rows, user, *, at):
    free = (row for row in rows if row.assigned_to_id in (None, user.pk))
    row = next(free, None)
    if row is None:
        return None
    lane, promise = queue.lane_of(row, at=at), queue.promise_to(row, at=at)
    return {
        "words": _("Open the next one"),
        "what": f"{row.reference} · {lane.words.lower()} · {promise.words}",
        "url": _url(row),
    }


def _by_lane(rows, *, at):
    """Return the lanes that hold rows, in order, each with its rows."""
    lanes = {}
    for row in rows:
        lanes.setdefault(queue.lane_of(row, at=at), []).append(_line(row, at=at))
    return [
        {"lane": lane, "why": WHY[lane.code], "rows": lines}
        for lane, lines in lanes.items()
    ]


def _aside(code, counts, user, *, at):
    rows = _rows(queue.views(user, at=at)[code])[:MOST_ASIDE]
    lines = [_line(row, at=at) for row in rows] if counts[code] else []
    return _lane(code, counts) | {"rows": lines, "has_more": counts[code] > MOST_ASIDE}


def _lane(code, counts):
    words = queue.WORDS.get(code, _("Mine"))
    url = f"{reverse(LIST)}?view={code}"
    return {
        "code": code,
        "words": words,
        "why": WHY[code],
        "count": counts[code],
        "counted": capped.in_words(counts[code]),
        "url": url,
    }


def _line(row, *, at):
    return {
        "row": row,
        "promise": queue.promise_to(row, at=at),
        "language": queue.language_name(row),
        "url": _url(row),
    }


def _url(row):
    return reverse("admin:appointments_appointmentrequest_change", args=[row.pk])


def _mail():
    """Return how outgoing messages stand, and whether anything is sent at all."""
    found = Notice.objects.waiting().aggregate(
        waiting=Count("pk"), oldest=Min("created_at")
    )
    found["failed"] = Notice.objects.failed().count()
    return found | {"is_off": not settings.EMAIL_URL}
