"""The figures of the last weeks on the desk's first page, drawn and said in words."""

from datetime import timedelta

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from clinic_site import charts, words
from clinic_site.charts import Chart
from clinic_site.desk import Part

from . import weekly_figures
from .models import RequestSource

SEE = "appointments.view_appointmentrequest"
HOUR = timedelta(hours=1)


def part_for(user, *, at):
    """Return the figures, for whoever may see requests; nobody is named in them."""
    if not user.has_perm(SEE):
        return None
    counted_at, weeks = weekly_figures.lately(at=at)
    drawn = [_first_contact(weeks), _promises(weeks), _volume(weeks)]
    content = {
        "charts": drawn,
        "counted": words.moment(counted_at, seen_at=at),
        "failed": _failed(weeks),
        "weeks": len(weeks),
        "has_any": any(week.came for week in weeks),
    }
    return Part("admin/appointments/figures.html", content, order=60)


def _first_contact(weeks):
    now = weeks[-1]
    said = _("Nobody who asked this week has been answered yet.")
    if now.answered:
        said = _(
            "Of those who asked this week, half heard from us within %(half)s, nine in "
            "ten within %(most)s."
        ) % {
            "half": words.span(now.half_within),
            "most": words.span(now.nine_in_ten_within),
        }
    return _drawn(
        weeks,
        name="contact",
        kind="reach",
        title=_("Time to first contact"),
        said=said,
        meaning=_(
            "Hours by the clock, nights and days off included, from when a request "
            "came in until we first reached the person or left a message. Of each "
            "week’s requests, only those that have been answered."
        ),
        key=(_("half within"), _("nine in ten within")),
        headers=[_("Half within"), _("Nine in ten within"), _("Answered")],
        values=lambda week: (_hours(week.half_within), _hours(week.nine_in_ten_within)),
        cells=lambda week: [
            _span(week.half_within),
            _span(week.nine_in_ten_within),
            str(week.answered),
        ],
        note=lambda week: "",
    )


def _promises(weeks):
    now = weeks[-1]
    return _drawn(
        weeks,
        name="promises",
        kind="stack",
        title=_("Promises"),
        said=_("Of this week’s promises %(kept)d are kept and %(missed)d missed.")
        % {"kept": now.kept, "missed": now.missed},
        meaning=_(
            "By the week in which a request came in. Kept: we reached the person, or "
            "left a message, by the moment that we promised them. Missed: later, or "
            "not at all; closing a request afterwards does not change that. While we "
            "wait for the person, nothing is owed."
        ),
        key=(_("kept"), _("missed")),
        headers=[_("Kept"), _("Missed")],
        values=lambda week: (week.kept, week.missed),
        cells=lambda week: [str(week.kept), str(week.missed)],
        note=lambda week: str(week.missed) if week.missed else "",
    )


def _volume(weeks):
    total = sum(weeks[-1].came.values())
    said = ngettext(
        "%d request came in this week.", "%d requests came in this week.", total
    )
    website, telephone = RequestSource.WEBSITE, RequestSource.TELEPHONE
    return _drawn(
        weeks,
        name="volume",
        kind="stack",
        title=_("Requests"),
        said=said % total,
        meaning=_(
            "All that came in, also what was held, closed or erased since; by the way "
            "it came."
        ),
        key=(str(website.label), str(telephone.label)),
        headers=[website.label.capitalize(), telephone.label.capitalize()],
        values=lambda week: (week.came.get(website, 0), week.came.get(telephone, 0)),
        cells=lambda week: [
            str(week.came.get(source, 0)) for source in (website, telephone)
        ],
        note=lambda week: "",
    )


def _drawn(weeks, *, headers, values, cells, note, **said):
    bars, ticks = charts.bars(
        [(_label(week), *values(week), note(week)) for week in weeks],
        is_stack=said["kind"] == "stack",
    )
    return Chart(
        headers=[_("Week of"), *headers],
        rows=[[_label(week), *cells(week)] for week in weeks],
        bars=bars,
        ticks=ticks,
        **said,
    )


def _failed(weeks):
    return {"now": weeks[-1].failed, "all": sum(week.failed for week in weeks)}


def _label(week):
    # Translators: the Monday of a week as in PHP's date(): "Nov 23".
    return formats.date_format(week.begins, pgettext("week of", "M j"))


def _hours(length):
    return length / HOUR if length else 0


def _span(length):
    return words.span(length) if length is not None else "–"
