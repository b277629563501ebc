"""Friday, four in the afternoon: no alcohol for 72 hours instead of 48, on every page.

Readers load pages all the while, and an article goes live in the same second.
"""

import re
import threading
import time
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from articles import digests, publishing, reviewing
from articles.models import CareInstruction, Cause, Proposal, Publication
from clinic_site import shell
from tests.builders import (
    make_article,
    make_clinic,
    make_person,
    make_publication,
    make_reviewer,
    make_revision,
    make_signed_instructions,
    quote,
)

pytestmark = pytest.mark.django_db(transaction=True)
# A Friday, four in the afternoon where the clinic is (UTC-8).
FRIDAY_AT_FOUR = datetime(2026, 11, 27, 0, 0, tzinfo=UTC)
PAGES = 9
OLD, NEW = {"48 hours", "48 horas"}, {"72 hours", "72 horas"}
LENGTH = re.compile(r"\b(?:48|72) (?:hours|horas)\b")


class Reader(threading.Thread):
    """Somebody who loads page after page, and notes what each said and when."""

    def __init__(self, addresses):
        super().__init__()
        self.addresses = addresses
        self.is_done = threading.Event()
        self.seen = []

    def run(self):
        from django.db import connections

        browser = Client()
        try:
            while not self.is_done.is_set():
                for address in self.addresses:
                    begun = time.monotonic()
                    page = browser.get(address)
                    if page.status_code == 200:  # one is not live yet at first
                        said = set(LENGTH.findall(page.content.decode()))
                        self.seen.append((begun, address, said))
        finally:
            connections.close_all()


def publish_as_before_the_gate(article, reviewer):
    """Publish words that were approved before a gate would have refused them."""
    revision = make_revision(article)
    approve(revision, reviewer)
    values = CareInstruction.objects.in_force()
    first = publishing._reviewed(revision, values, FRIDAY_AT_FOUR)
    return publishing._make_current(first, None, last=None)


def approve(revision, reviewer):
    due = date(2027, 11, 1)
    reviewing.approve(revision, by=reviewer, at=FRIDAY_AT_FOUR, review_due_on=due)


def write_pages(reviewer):
    """Nine pages in two languages; one holds a number that somebody typed long ago."""
    articles = []
    for number in range(PAGES):
        english = quote(make_article(slug=f"page-{number}"), "ALCOHOL", form="short")
        if number == 0:
            english.articles_textsection_set.update(html="<p>Do not drive for 5 hours.")
            publish_as_before_the_gate(english, reviewer)
        else:
            make_publication(english, reviewer=reviewer)
        spanish = make_article(
            slug=f"page-{number}", language="es", translation_of=english
        )
        make_publication(quote(spanish, "ALCOHOL", form="short"), reviewer=reviewer)
        articles += [english, spanish]
    return articles


def addresses():
    found = [f"/articles/page-{number}/" for number in range(PAGES)]
    return [*found, *(f"/es{address}" for address in found), "/articles/new/"]


def at_the_desk(person):
    desk = Client()
    desk.force_login(person)
    return desk


def propose_72_hours(nurse):
    """Propose on the screen, as the nurse does."""
    address = reverse("admin:articles_careinstruction_propose")
    desk = at_the_desk(nurse)
    form = desk.get(address, {"code": "ALCOHOL"}).context["table"].forms[0]
    data = {field.html_name: field.value() for field in form}
    data |= {"ALCOHOL-before": 72, "ALCOHOL-after": 72}
    desk.post(address, data | {"code": "ALCOHOL", "hand_over": "1"})
    return Proposal.objects.get(proposed_by=nurse)


def test_no_reader_sees_two_values_or_an_old_one_a_second_later(at_once):
    make_clinic()
    reviewer = make_reviewer("Ana")
    make_signed_instructions(by=reviewer, at=FRIDAY_AT_FOUR)
    write_pages(reviewer)
    fresh = make_revision(quote(make_article(slug="new"), "ALCOHOL", form="short"))
    approve(fresh, reviewer)
    proposal = propose_72_hours(make_person("triage_nurse"))
    desk = at_the_desk(make_reviewer("Ben"))
    shell.forget_all()
    reader = Reader(addresses())
    reader.start()

    def sign():
        address = reverse("admin:articles_proposal_sign", args=[proposal.pk])
        begun = time.monotonic()
        answer = desk.post(address, {"has_read": "1"})
        return answer.status_code, begun, time.monotonic()

    def publish():
        publishing.publish(fresh, at=FRIDAY_AT_FOUR)
        return time.monotonic()

    try:
        (status, begun, signed), _published = at_once(sign, publish)
        time.sleep(max(0, signed + 1.1 - time.monotonic()))
        rounds_so_far = len(reader.seen)
        until = time.monotonic() + 30
        while len(reader.seen) < rounds_so_far + 19 and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        reader.is_done.set()
        reader.join(60)

    assert status == 302
    for _begun, address, said in reader.seen:
        assert len(said) == 1, address
    late = [(address, said) for at, address, said in reader.seen if at > signed + 1]
    assert {address for address, _said in late} == set(addresses())
    for address, said in late:
        assert said <= NEW, address
    assert any(said <= OLD for at, _address, said in reader.seen if at < begun)
    everything_is_as_it_should_be(proposal)


def everything_is_as_it_should_be(proposal):
    live = Publication.objects.live().select_related("revision")
    assert live.count() == 2 * PAGES + 1
    for page in live:
        assert set(LENGTH.findall(page.body_html)) <= NEW
        if page.cause == Cause.INSTRUCTION:
            assert page.change_note in {
                "Alcohol: 48 → 72 hours",
                "Alcohol: 48 → 72 horas",
            }
    assert live.filter(cause=Cause.INSTRUCTION).count() >= 2 * PAGES
    assert list(digests.faults()) == []
    editor = at_the_desk(make_person("editor"))
    listed = editor.get(reverse("admin:articles_careinstruction_reissued"))
    first, problems = listed.context["pages"][0]
    assert first.url == "/articles/page-0/"
    assert [one.quote for one in problems] == ["Do not drive for 5 hours."]
