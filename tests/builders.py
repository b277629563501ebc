"""Plain functions that make what a test needs, with honest defaults."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from appointments import form_keys, intake
from appointments.models import AppointmentRequest
from articles import picture_library, publishing, reviewing, shipped, signing
from articles.models import (
    Article,
    CareInstruction,
    Clinician,
    FigureSection,
    InstructionListSection,
    InstructionSection,
    Picture,
    Source,
    TextSection,
)
from clinic_site import append_only, photographs
from clinic_site.models import (
    Clinic,
    ClinicText,
    HelpNumbers,
    OpeningHours,
    Treatment,
)
from clinic_site.signing_in import sessions
from tests.photographs import a_photograph

# A Monday, 9 in the morning where the clinic is (UTC-8).
NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)

_numbers = count(1)


def make_person(role=None, **fields):
    """A member of staff with one role of clinic_site.access, or with none."""
    name = fields.pop("username", f"person{next(_numbers)}")
    person = get_user_model().objects.create_user(name, is_staff=True, **fields)
    if role:
        person.groups.add(Group.objects.get(name=role))
    return person


def make_code_app(person):
    """Give somebody an app for codes; return its secret."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def code_of(secret, at, *, steps=0):
    """What the app shows at `at`, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30 + steps))


def second_step_of(person):
    """What a session holds in which a second step was used, and that never locks."""
    far = datetime(2100, 1, 1, tzinfo=UTC).timestamp()
    return {
        AUTHENTICATION_METHODS_SESSION_KEY: [{"method": "mfa", "at": 0}],
        "account_authentication_methods_user": str(person.pk),
        sessions.KEY: {"begun": far, "seen": far, "ends": None, "device": ""},
    }


def use_second_step(client, person):
    """Let somebody who is signed in have used a second step."""
    session = client.session
    session.update(second_step_of(person))
    session.set_expiry(datetime(2100, 1, 1, tzinfo=UTC))  # also for who travels ahead
    session.save()


def make_clinic(**fields):
    """A clinic that is open Monday to Friday from 8 to 5."""
    given = {
        "name": "Harbour Clinic",
        "telephone": "+13605550142",
        "time_zone": "America/Los_Angeles",
    }
    clinic = Clinic.objects.create(**given | fields)
    HelpNumbers.objects.create()
    for weekday in range(5):
        OpeningHours.objects.create(
            clinic=clinic, weekday=weekday, opens=time(8), closes=time(17)
        )
    for language, words in [("en", "Leave a message."), ("es", "Deje un mensaje.")]:
        ClinicText.objects.create(
            clinic=clinic, language=language, introduction="", after_hours=words
        )
    return clinic


def make_article(html="<h2>Rest</h2><p>Lie down.</p>", **fields):
    """A working copy with one section and one source."""
    number = next(_numbers)
    given = {"title": f"Article {number}", "slug": f"article-{number}"}
    article = Article.objects.create(**given | fields)
    TextSection.objects.create(parent=article, region="main", ordering=10, html=html)
    Source.objects.create(article=article, title="A leaflet")
    return article


def make_revision(article=None, *, author=None, at=NOON, **said):
    """A revision that waits for its review."""
    article = article or make_article()
    return reviewing.submit(article, by=author or make_person(), at=at, **said)


def make_reviewer(name="Ana Ruiz", credential="MD"):
    reviewer = make_person("medical_reviewer", first_name=name)
    Clinician.objects.create(
        name=name,
        slug=f"clinician-{next(_numbers)}",
        credential=credential,
        user=reviewer,
    )
    return reviewer


def make_publication(article=None, *, at=NOON, author=None, reviewer=None, **said):
    """Words that went the whole way: written, sent, approved, published."""
    revision = make_revision(article, author=author, at=at, **said)
    reviewing.approve(
        revision,
        by=reviewer or make_reviewer(),
        at=at,
        review_due_on=date(2027, 11, 1),
    )
    return publishing.publish(revision, at=at)


def make_signed_instructions(*codes, by=None, at=NOON):
    """Every shipped instruction; those of `codes` are signed (default: all)."""
    shipped.load_shipped(at)
    codes = codes or [row.instruction.code for row in shipped.unsigned()]
    return shipped.sign_shipped(codes, by=by or make_reviewer(), at=at)


def make_change(code, *, source="A leaflet", **fields):
    """Another value for an instruction: today's, but for `fields` of Value."""
    value = replace(CareInstruction.objects.in_force().known[code], **fields)
    named = (
        "code", "starts", "ends", "end_rule", "unit", "frames", "is_off",
    )  # fmt: skip
    return signing.Change(
        **{name: getattr(value, name) for name in named}, source=source
    )


def make_proposal(*changes, by=None, at=NOON, reason=""):
    """Values that a triage nurse would like signed together."""
    person = by or make_person("triage_nurse")
    return signing.propose(changes, by=person, at=at, reason=reason)


def sign(*changes, by=None, at=NOON):
    """Let a nurse propose `changes` and a reviewer sign them; return the signed set."""
    return signing.sign(make_proposal(*changes, at=at), by=by or make_reviewer(), at=at)


def quote(article, *codes, form="full"):
    """Let a working copy quote instructions; return it."""
    for number, code in enumerate(codes, start=20):
        InstructionSection.objects.create(
            parent=article,
            region="main",
            ordering=number,
            instruction=CareInstruction.objects.get(code=code),
            form=form,
        )
    return article


def list_care(article, *, treatment, stage, form="short", style="list"):
    """Let a working copy list the instructions of a treatment and stage; return it."""
    InstructionListSection.objects.create(
        parent=article,
        region="main",
        ordering=50,
        treatment=Treatment.objects.get_or_create(slug=treatment)[0],
        stage=stage,
        form=form,
        style=style,
    )
    return article


def make_answers(**answers):
    """What the form hands on for somebody who asks for themselves, to be called."""
    return {
        "for_whom": "me",
        "full_name": "Rosa Méndez",
        "phone": "+13605550187",
        "email": "",
        "contact_by": ["call"],
        "text_consent": False,
        "best_times": [],
        "voicemail": "no",
        "safe_contact": "any_time",
        "safe_parts": [],
        "ask_for": "",
        "hide_clinic": False,
        "returning": "new",
        "adult": "yes",
        "treatment": "unsure",
        "language": "en",
        "access_needs": [],
        "payment": "",
        "referred": "",
        "note": "",
        "privacy_consent": True,
        "preferred": [],
    } | answers


def make_form_key(*, shown_at=NOON - timedelta(minutes=4)):
    """The key of a form that somebody took a few minutes over."""
    return form_keys.read(form_keys.new(shown_at))


def make_request(*, at=NOON, suspicions=(), form_key=None, language="en", **answers):
    """A request that came in through the website; needs a clinic with hours."""
    received = intake.receive(
        make_answers(language=language, **answers),
        form_key=form_key or make_form_key(shown_at=at - timedelta(minutes=4)),
        language=language,
        at=at,
        suspicions=suspicions,
    )
    return AppointmentRequest.objects.get(reference=received.reference)


def promise_for(request, moment, **changes):
    """Let a request be promised for `moment`, as other hours would have had it."""
    with append_only.lifted():
        found = AppointmentRequest.objects.filter(pk=request.pk)
        found.update(respond_by=moment, **changes)
    request.refresh_from_db()
    return request


def make_picture(data=None, *, name="A calm sky"):
    """A picture in the library; the same one each time unless `data` is given."""
    picture = Picture(name=name)
    seen = photographs.opened(data or a_photograph())
    picture_library.keep(picture, seen, by=None, at=NOON)
    return picture


def show(article, picture, *, place="text", alt="A sky over land", caption=""):
    """Let a working copy show a picture, below its words; return it."""
    FigureSection.objects.create(
        parent=article,
        region="main",
        ordering=60,
        picture=picture,
        place=place,
        alt=alt,
        caption=caption,
    )
    return article
