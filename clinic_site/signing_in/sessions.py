"""Sessions at the desk: begun, looked at with every page, listed, ended.

What decides stands in the session itself, so a page costs no further query. Its row in
StaffSession is for the list that people see; it goes when the session goes.
"""

from datetime import UTC, datetime, timedelta

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session

from clinic_site.models import SignInEventKind, StaffSession

from . import devices, door_events, lock

KEY = "staff_session"
TOUCHED_EVERY = timedelta(minutes=1)


def begin(request, *, at: datetime) -> None:
    """Note in a session that was just opened when it began, and on what device."""
    request.session[KEY] = {
        "begun": at.timestamp(),
        "seen": at.timestamp(),
        "ends": None,
        "device": _device(request),
    }
    rejoin(request)


def end_at(request, moment: datetime) -> None:
    """Let this session end at a moment of its own; meanwhile it needs no factor."""
    request.session[KEY] = request.session[KEY] | {"ends": moment.timestamp()}


def rejoin(request) -> None:
    """Let the list know a session whose key has changed, as with a new password."""
    kept = request.session[KEY]
    StaffSession.objects.create(
        session_id=request.session.session_key,
        user=request.user,
        device=kept["device"],
        begun_at=_moment(kept["begun"]),
        seen_at=_moment(kept["seen"]),
    )


def is_open(request, *, at: datetime) -> bool:
    """Whether this session still lets its person in; a look keeps it from idling."""
    kept = request.session.get(KEY)
    if not kept or _has_ended(kept, at):
        return False
    if kept["device"] != _device(request):
        _say_it_was_elsewhere(request, at)
        return False
    if at - _moment(kept["seen"]) >= TOUCHED_EVERY:
        request.session[KEY] = kept | {"seen": at.timestamp()}
        mine = StaffSession.objects.filter(session_id=request.session.session_key)
        mine.update(seen_at=at)
    return True


def is_break_glass(request) -> bool:
    """Whether a session was opened without a second factor, for an hour."""
    return bool(request.session.get(KEY, {}).get("ends"))


def of(user: User, *, at: datetime):
    """Return the open sessions of `user`, the newest first."""
    found = StaffSession.objects.filter(
        user=user, seen_at__gt=at - lock.IDLE, begun_at__gt=at - lock.LONGEST
    )
    return found.order_by("-begun_at")


def end(user: User, *, pk: int | None = None, but: str | None = None) -> int:
    """End sessions of `user` at once: one, all, or all but the key `but`."""
    found = Session.objects.filter(staffsession__user=user)
    if pk is not None:
        found = found.filter(staffsession__pk=pk)
    if but is not None:
        found = found.exclude(session_key=but)
    ended, _rows = found.delete()
    return ended


def forget_ended(*, at: datetime) -> None:
    """Take away sessions that have ended by themselves."""
    idle = Session.objects.filter(staffsession__seen_at__lte=at - lock.IDLE)
    idle.delete()
    Session.objects.filter(expire_date__lte=at).delete()


def _has_ended(kept, at):
    ends = kept["ends"]
    return lock.has_ended(
        begun_at=_moment(kept["begun"]),
        seen_at=_moment(kept["seen"]),
        ends_at=_moment(ends) if ends else None,
        at=at,
    )


def _say_it_was_elsewhere(request, at):
    row = StaffSession.objects.filter(session_id=request.session.session_key).first()
    if row:
        kind = SignInEventKind.OTHER_DEVICE
        door_events.record(kind, row.user, at=at, device=_device(request))


def _device(request):
    return devices.family(request.headers.get("User-Agent", ""))


def _moment(seconds):
    return datetime.fromtimestamp(seconds, tz=UTC)
