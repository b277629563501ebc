"""A clinic's first day: from an empty database to a page that patients read."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client, override_settings
from zeal import zeal_ignore

from articles import shipped
from articles.models import Article, Publication, SignedSet
from clinic_site import access, first_day, invitations, role_holders, shell, work_watch
from clinic_site.models import Clinic, Invitation, Treatment
from tests.admin_forms import filled_in, problems_of, save
from tests.builders import NOON, code_of, make_clinic, make_person
from tests.mail_catcher import free_port, running

pytestmark = pytest.mark.django_db

PASSWORD = "three harbour words"


@pytest.fixture(autouse=True)
def at_noon():
    shell.forget_all()
    with time_machine.travel(NOON, tick=False), zeal_ignore():
        yield


def open_link(email, **said):
    """Come in by the link that first_manager prints."""
    out = io.StringIO()
    call_command("first_manager", email, stdout=out, stderr=io.StringIO())
    return accept(out.getvalue().strip(), **said)


def accept(link, *, name):
    desk = Client()
    path = link.removeprefix("http://localhost:8000")
    said = {"name": name, "password": PASSWORD, "again": PASSWORD}
    answer = desk.post(path, said)
    assert answer.status_code == 302, answer.content.decode()
    app = "/accounts/app/"
    code = code_of(desk.get(app).context["form"].secret, NOON)
    assert desk.post(app, {"code": code}).status_code == 302
    return desk


def undone(desk):
    """Return what the list on the desk still asks for."""
    lines = desk.get("/admin/first-day/").context["part"]["lines"]
    return [str(line["step"].words) for line in lines if not line["is_done"]]


def set_up_the_clinic(desk):
    """Fill in the clinic's one form as a manager would."""
    form = desk.get("/admin/clinic_site/clinic/", follow=True)
    said = {
        "name": "Harbour Clinic",
        "telephone": "(360) 555-0142",
        "palette": "tide",
        "time_zone": "America/Los_Angeles",
        "opening_hours-TOTAL_FORMS": "1",
        "opening_hours-0-weekday": "0",
        "opening_hours-0-opens": "08:00",
        "opening_hours-0-closes": "17:00",
        "closures-TOTAL_FORMS": "1",
        "closures-0-day": "2026-11-26",
        "texts-0-introduction": "We are by the harbour.",
        "texts-0-after_hours": "Leave a message.",
        "texts-1-introduction": "Estamos junto al puerto.",
        "texts-1-after_hours": "Deje un mensaje.",
    }
    answer = desk.post("/admin/clinic_site/clinic/add/", filled_in(form) | said)
    assert answer.status_code == 302, problems_of(answer)


def offer(desk, slug):
    treatment = Treatment.objects.get(slug=slug)
    answer = save(
        desk, f"/admin/clinic_site/treatment/{treatment.pk}/change/", is_offered="on"
    )
    assert answer.status_code == 302, problems_of(answer)


def invite_to_sign_and_write(desk, email, name):
    """Invite somebody, and give them a second role once they are in."""
    manager = role_holders.managers().get()
    link = invitations.invite(
        email=email,
        role=access.MEDICAL_REVIEWER,
        by=manager,
        at=NOON,
        valid_for=invitations.USUAL_TIME,
    )
    theirs = accept(link, name=name)
    person = get_user_model().objects.get(username=email)
    roles = Group.objects.filter(name__in=[access.EDITOR, access.MEDICAL_REVIEWER])
    ids = [role.pk for role in roles]
    page = f"/admin/auth/user/{person.pk}/change/"
    given = save(desk, page, groups=ids, is_active="on")
    assert given.status_code == 302, problems_of(given)
    return theirs


def sign_everything(desk):
    codes = [row.instruction.code for row in shipped.unsigned()]
    said = {"has_read": "on", "group": "everything", "code": codes}
    address = "/admin/articles/careinstruction/set-up/"
    assert desk.post(address, said).status_code == 302


def publish_privacy(writer, manager):
    """The writer sends the page as it came; the manager reads and approves it."""
    page = Article.objects.get(place="privacy", language="en")
    sent = save(writer, f"/admin/articles/article/{page.pk}/change/", _send="1")
    assert sent.status_code == 302, problems_of(sent)
    revision = page.revisions.latest("pk")
    said = {"verdict": "approved", "review_due_on": "2027-11-01"}
    answer = manager.post(f"/admin/articles/revision/{revision.pk}/verdict/", said)
    assert answer.status_code == 302, answer.context["problems"]


def test_from_nothing_to_a_page_that_patients_read():
    manager = open_link("grace@harbour.example", name="Grace Lindqvist")
    assert len(undone(manager)) == len(first_day.STEPS)

    call_command("load_starter", stdout=io.StringIO())
    set_up_the_clinic(manager)
    offer(manager, "ketamine")
    ana = invite_to_sign_and_write(manager, "ana@harbour.example", "Ana Ruiz")
    sign_everything(ana)
    publish_privacy(ana, manager)

    assert undone(manager) == ["Review and publish the pages", "Try the mail"]
    shell.forget()
    page = Client().get("/privacy/").content.decode()
    assert "Harbour Clinic" in page
    assert Publication.objects.live().get().article.place == "privacy"
    assert "Sample content" not in page
    assert get_user_model().objects.count() == 2
    assert not Clinic.objects.filter(is_demonstration=True).exists()
    assert SignedSet.objects.count() == 1


def test_a_second_first_manager_is_refused_in_words():
    make_person(access.PRACTICE_MANAGER)

    with pytest.raises(CommandError, match="There is a practice manager already"):
        call_command("first_manager", "grace@harbour.example")

    assert not Invitation.objects.exists()


def test_a_clinic_whose_manager_is_gone_lets_another_one_in():
    make_person(access.PRACTICE_MANAGER)

    out = io.StringIO()
    again = {"again": True, "stdout": out, "stderr": io.StringIO()}
    call_command("first_manager", "grace@harbour.example", **again)

    accept(out.getvalue().strip(), name="Grace Lindqvist")
    assert role_holders.managers().count() == 2


def test_the_first_managers_link_ends_after_an_hour():
    out = io.StringIO()
    call_command(
        "first_manager", "grace@harbour.example", stdout=out, stderr=io.StringIO()
    )

    path = out.getvalue().strip().removeprefix("http://localhost:8000")
    with time_machine.travel(NOON + timedelta(minutes=61), tick=False):
        assert Client().get(path).status_code == 404
    assert Client().get(path).status_code == 200


# -- The list on the desk ----------------------------------------------------------


@pytest.fixture
def as_manager(client):
    make_clinic()
    client.force_login(make_person(access.PRACTICE_MANAGER))
    return client


def test_each_line_leads_where_it_is_done_or_says_who_does_it(as_manager):
    lines = as_manager.get("/admin/first-day/").context["part"]["lines"]

    elsewhere = {str(one["step"].words): str(one["step"].who) for one in lines}
    leads = {words for words in elsewhere if words != "Sign the care instructions"}
    opened = {
        str(one["step"].words): as_manager.get(one["url"], follow=True).status_code
        for one in lines
        if one["url"] and not one["step"].button
    }
    assert opened == dict.fromkeys(leads - {"Try the mail"}, 200)
    assert elsewhere["Sign the care instructions"] == "Medical reviewer"


def test_the_list_stands_first_and_ends_as_a_small_line(as_manager, monkeypatch):
    page = as_manager.get("/admin/")
    assert "things are left before patients come" in page.context["headline"]
    done = [replace(step, is_done=lambda: True) for step in first_day.STEPS]
    monkeypatch.setattr(first_day, "STEPS", done)

    over = as_manager.get("/admin/")

    assert "left before patients come" not in over.content.decode()
    assert 'href="/admin/first-day/"' in over.content.decode()


def test_once_patients_may_come_those_who_wait_come_first(as_manager, monkeypatch):
    done = [
        replace(step, is_done=lambda step=step: step.is_needed)
        for step in first_day.STEPS
    ]
    monkeypatch.setattr(first_day, "STEPS", done)

    page = as_manager.get("/admin/")

    assert "left before patients come" not in page.context["headline"]
    assert page.context["parts"][-1].template == "admin/first_day.html"


@pytest.mark.parametrize("role", sorted({*access.ROLE_WORDS} - {"practice_manager"}))
def test_only_who_runs_the_clinic_sees_the_list(client, role):
    client.force_login(make_person(role))

    page = client.get("/admin/")

    templates = {one.template for one in page.context["parts"]}
    assert not any("first_day" in name for name in templates)


def test_the_mail_is_tried_with_one_press(as_manager):
    port = free_port()
    mail = {
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "STAFF_EMAIL": "desk@harbour.example",
    }
    address = "/admin/first-day/test-message/"
    with override_settings(**mail):
        refused = as_manager.post(address, follow=True).content.decode()
        assert "The mail server did not take the message" in refused
        assert "Try the mail" in undone(as_manager)
        with running(port) as kept:
            as_manager.post(address)

    assert [mail["To"] for mail in kept.mails] == ["desk@harbour.example"]
    assert "Harbour Clinic" in kept.mails[0]["Subject"]
    assert "Try the mail" not in undone(as_manager)
    assert not work_watch.last_run()  # it says nothing of the jobs


def test_without_a_mail_server_the_button_says_that_nothing_is_sent(as_manager):
    page = as_manager.post("/admin/first-day/test-message/", follow=True)

    assert "Nothing was sent" in page.content.decode()
    assert "Try the mail" in undone(as_manager)
