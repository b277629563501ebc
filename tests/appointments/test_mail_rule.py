import pytest

from appointments import mail_rule, notices, sending
from appointments.models import Lane, NoticeKind
from clinic_site.checks import neutral_mail_is_whole
from tests import mail_catcher
from tests.builders import NOON, make_answers, make_clinic, make_request

HIDDEN = {
    "email": "rosa@example.org",
    "contact_by": ["email"],
    "hide_clinic": True,
}


@pytest.fixture
def neutral(settings):
    settings.NEUTRAL_FROM = "Scheduling <notes@letters.example>"
    settings.NEUTRAL_LINK_HOST = "letters.example"


def test_whoever_hides_the_clinic_gets_no_mail_in_its_name():
    assert mail_rule.sender_for(make_answers(**HIDDEN)) is None


@pytest.mark.parametrize("name", ["NEUTRAL_FROM", "NEUTRAL_LINK_HOST"])
def test_half_a_neutral_sender_sends_nothing_and_the_check_says_so(settings, name):
    setattr(settings, name, "letters.example")

    assert mail_rule.sender_for(make_answers(**HIDDEN)) is None
    assert [one.id for one in neutral_mail_is_whole(None)] == ["clinic_site.W005"]


def test_whoever_did_not_choose_mail_gets_none():
    asked = make_answers(email="rosa@example.org", contact_by=["call"])

    assert mail_rule.sender_for(asked) is None


@pytest.mark.django_db
def test_a_neutral_mail_shows_the_clinic_nowhere(settings, neutral):
    make_clinic()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_catcher.free_port()
    settings.EMAIL_URL = "smtp://127.0.0.1"
    settings.SITE_URL = "https://harbour-clinic.example"
    settings.DEFAULT_FROM_EMAIL = "desk@harbour-clinic.example"
    make_request(**HIDDEN)

    with mail_catcher.running(settings.EMAIL_PORT) as kept:
        sending.send_due(at=NOON)

    (mail,) = kept.mails
    body = "".join(part.get_content() for part in mail.iter_parts())
    assert mail["From"] == "Scheduling <notes@letters.example>"
    assert "https://letters.example/request/" in body
    assert "harbour" not in f"{mail.as_string()} {body}".lower()


@pytest.mark.django_db
def test_staff_are_told_to_read_a_marked_request_first():
    make_clinic()
    request = make_request()
    request.lane = Lane.READ_FIRST

    owed = notices.owed_by_new(request, make_answers(), at=NOON)

    assert [one.kind for one in owed] == [NoticeKind.STAFF_READ_FIRST]
