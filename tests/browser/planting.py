"""Writes words that would act into all that staff write, and says where they show.

Run in the environment of a demonstration site: python -m tests.browser.planting. It
prints {"staff": [addresses], "public": [addresses]}. It writes past the forms: what
they refuse may still lie in a database that somebody moved here.
"""

import json
import os
from contextlib import suppress
from datetime import timedelta

import django
from django.urls import NoReverseMatch, reverse

PAYLOAD = (
    "x\"'><script>planted()</script><img src=planted onerror=planted()>"
    "<svg onload=planted()>{{7*7}}{% now %}\u202e</title></textarea>"
)
SHORT = '"><svg onload=planted()>'
OWNER = "owner"
# Whose every text is typed by somebody at the desk.
WRITTEN_BY_STAFF = {
    "clinic_site": [
        "Clinic", "ClinicText", "Location", "Closure", "TreatmentText",
        "AnnouncementText",
    ],
    "articles": [
        "Article", "TextSection", "LinesSection", "CalloutSection", "QuestionsSection",
        "TableSection", "FigureSection", "Source", "Clinician", "ClinicianText",
        "Synonym", "Picture", "ImportRun", "MedicalReview", "OverrideRequest",
        "Withdrawal",
    ],
    "appointments": ["CannedReply", "CannedReplyText"],
    "auth": ["User"],
}  # fmt: skip
# Codes, and what signs people in.
NOT_WORDS = {
    "telephone",
    "language",
    "time_zone",
    "username",
    "password",
    "email",
    "slug",
    "place",
}
PUBLIC = ["/", "/articles/", "/team/", "/locations/", "/request/", "/help-now/", "/es/"]


def plant():
    from django.apps import apps
    from django.contrib.auth import get_user_model

    from clinic_site import append_only
    from clinic_site.demonstration import PASSWORD

    owner = get_user_model().objects.create_superuser(OWNER, password=PASSWORD)
    _take_steps(owner)
    live = _publish_planted_words()
    with append_only.lifted():
        for app, names in WRITTEN_BY_STAFF.items():
            for model in apps.get_app_config(app).get_models():
                if model.__name__ in names:
                    _fill(model)
    return live


def _take_steps(by):
    """Write a note, an offer and a reply as staff do, and a line above every page."""
    from django.utils import timezone

    from appointments import notes, offering, triage
    from appointments.models import (
        AppointmentRequest,
        CannedReply,
        Refused,
        RequestState,
    )
    from clinic_site.models import Announcement, AnnouncementText

    at, day = timezone.now(), timedelta(days=1)
    CannedReply.objects.create(title="Hello", kind="note").texts.create(
        language="en", text="Hello"
    )
    line = Announcement.objects.create(starts_at=at - day, ends_at=at + day)
    AnnouncementText.objects.create(announcement=line, language="en", text="Hello")
    for request in AppointmentRequest.objects.open():
        if request.state == RequestState.HELD:
            triage.admit(request, by=by, at=at)
        triage.take(request, by=by, at=at)
        notes.add(request, words=PAYLOAD, by=by, at=at)
        times = [at + 2 * day, at + 3 * day]
        with suppress(Refused):  # some can only be called
            offering.offer(
                request, times=times, minutes=30, by=by, at=at, words=PAYLOAD
            )


def _publish_planted_words():
    """Let planted words go the whole way of an article; return its addresses."""
    from tests.builders import make_article, make_publication

    article = make_article(f"<h2>{PAYLOAD}</h2><p>{PAYLOAD}</p>", title=PAYLOAD)
    make_publication(article)
    own = f"/articles/{article.slug}/"
    return [own, f"{own}handout/", f"{own}calm/", f"{own}history/"]


def _fill(model):
    newest = model.objects.order_by("-pk").values_list("pk", flat=True)[:3]
    for key in list(newest):
        found = model.objects.filter(pk=key)
        for field in model._meta.fields:
            if _is_typed(field):
                room = field.max_length or 1000
                text = PAYLOAD if room >= len(PAYLOAD) + 5 else SHORT
                # Some may not say the same twice.
                text = f"{text}{key}"[:room]
                if field.name == "html":
                    # The browser's own editor reads marks: only what a form lets
                    # through lies here, and the policy stands behind it.
                    text = field.clean(text, None)
                found.update(**{field.name: text})


def _is_typed(field):
    is_text = field.get_internal_type() in ("CharField", "TextField")
    is_code = field.choices or field.unique or not field.editable
    return is_text and not is_code and field.name not in NOT_WORDS


def staff_addresses():
    """Return the desk's lists, forms and pages, of the newest rows of each record."""
    from django.contrib import admin

    found = [reverse("admin:index")]
    for model, its_admin in admin.site._registry.items():
        newest = 3 if model.__name__ == "AppointmentRequest" else 1
        rows = model.objects.order_by("-pk").values_list("pk", flat=True)[:newest]
        for pattern in its_admin.get_urls():
            if pattern.name and not pattern.name.endswith(("_delete", "_history")):
                found += _of(pattern, rows)
    return list(dict.fromkeys(found))


def _of(pattern, rows):
    names = list(pattern.pattern.converters)
    if not names:
        yield reverse(f"admin:{pattern.name}")
    elif len(names) == 1:
        for pk in rows:
            try:
                yield reverse(f"admin:{pattern.name}", args=[pk])
            except NoReverseMatch:
                return


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic_site.settings")
    django.setup()
    live = plant()
    print(json.dumps({"staff": staff_addresses(), "public": PUBLIC + live}))
