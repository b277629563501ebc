"""Writes words that would act into all that people and staff write.

It writes past the forms: what they refuse may still lie in a database that somebody
moved here. Needs Django set up on a demonstration site; see planted_pages.
"""

import re
from contextlib import suppress
from datetime import timedelta

from django.test import Client

PAYLOAD = (
    "x\"'><script>planted()</script><img src=planted onerror=planted()>"
    "<svg onload=planted()>{{7*7}}{% now %}\u202e</title></textarea>"
)
SHORT = '"><svg onload=planted()>'
ADDRESS = '"<svg/onload=planted()>"@example.org'
OWNER = "owner"
ME = {
    "for_whom": "me", "full_name": f"Me {PAYLOAD}"[:200], "ask_for": PAYLOAD[:200],
    "email": ADDRESS, "phone": "(360) 555-0187", "contact_by": "email",
    "returning": "new", "adult": "yes", "referred": '"><svg onload=planted()>',
    "note": f"=1+1 javascript:planted() {PAYLOAD}"[:300], "privacy_consent": "on",
    "step": "send",
}  # fmt: skip
HELPER = ME | {
    "for_whom": "helper", "full_name": f"=Helped {PAYLOAD}"[:200],
    "helper_name": f"Helper {PAYLOAD}"[:200], "helper_relationship": "friend",
    "helper_knows": "yes", "helper_consent": "on",
}  # fmt: skip
PROVIDER = ME | {
    "for_whom": "provider", "full_name": f"@Patient {PAYLOAD}"[:200],
    "provider_name": f"Provider {PAYLOAD}"[:200], "provider_practice": PAYLOAD[:200],
    "provider_phone": "(360) 555-0122", "provider_consent": "on",
}  # fmt: skip
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


def ask():
    """Send the three requests and correct each; return their addresses for patients."""
    found = []
    for said in (ME, HELPER, PROVIDER):
        phone = Client(SERVER_NAME="localhost")
        form = phone.get(f"/request/?for={said['for_whom']}").content.decode()
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        received = phone.post("/request/", said | hidden, follow=True)
        page = received.content.decode()
        status = re.search(r"/request/status/[\w-]{20,}/", page)[0]
        correct = {"step": "correct", "sent": "1", "email": ADDRESS}
        assert phone.post(status, correct).status_code < 400
        found += [(phone, received.redirect_chain[-1][0]), (phone, status)]
    return found


def plant():
    """Plant them all; return the addresses of the article that went its whole way."""
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
    for request in AppointmentRequest.objects.order_by("-received_at")[:3]:
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
                found.update(**{field.name: text})


def _is_typed(field):
    is_text = field.get_internal_type() in ("CharField", "TextField")
    is_code = field.choices or field.unique or not field.editable
    return is_text and not is_code and field.name not in NOT_WORDS
