"""The clinic's rows as the plain values that a Shell is made of."""

from dataclasses import asdict

from . import logo
from .models import Announcement, Clinic, HelpNumbers, Location, Treatment


def read():
    """Return the fields of a Shell, but for its version, as the database has them."""
    numbers = HelpNumbers.objects.first() or HelpNumbers()
    clinic = Clinic.objects.prefetch_related(
        "texts", "opening_hours", "closures"
    ).first()
    common = {
        "emergency_number": numbers.emergency,
        "crisis_number": numbers.crisis,
        "poison_number": numbers.poison,
        "locations": list(
            Location.objects.values(
                "pk", "name", "street", "city", "region", "postal_code"
            )
        ),
        "treatments": [
            _treatment(t) for t in Treatment.objects.prefetch_related("texts")
        ],
        "announcements": [
            _announcement(a) for a in Announcement.objects.prefetch_related("texts")
        ],
    }
    return common | (_clinic(clinic) if clinic else {})


def _clinic(clinic):
    week = [[] for _ in range(7)]
    for span in clinic.opening_hours.all():
        week[span.weekday].append([f"{span.opens:%H:%M}", f"{span.closes:%H:%M}"])
    return {
        "name": clinic.name,
        "telephone": str(clinic.telephone),
        "time_zone": clinic.time_zone,
        "palette": clinic.palette,
        "has_quick_exit": clinic.has_quick_exit,
        "logo": _logo(clinic),
        "answer_within_hours": clinic.answer_within_hours,
        "read_first_within_hours": clinic.read_first_within_hours,
        "asks_for_note": clinic.asks_for_note,
        "is_demo": clinic.is_demonstration,
        "introduction": {t.language: t.introduction for t in clinic.texts.all()},
        "after_hours": {t.language: t.after_hours for t in clinic.texts.all()},
        "week": week,
        "closures": [closure.day.isoformat() for closure in clinic.closures.all()],
    }


def _logo(clinic):
    if not clinic.logo:
        return {}
    return asdict(logo.Shown.of(clinic))


def _treatment(treatment):
    return {
        "slug": treatment.slug,
        "is_offered": treatment.is_offered,
        "texts": {
            t.language: {"name": t.name, "summary": t.summary}
            for t in treatment.texts.all()
        },
    }


def _announcement(announcement):
    return {
        "severity": announcement.severity,
        "starts_at": announcement.starts_at.isoformat(),
        "ends_at": announcement.ends_at.isoformat(),
        "shows_telephone": announcement.shows_telephone,
        "texts": {t.language: t.text for t in announcement.texts.all()},
    }
