"""A signature reaches every page that quotes the value, in every language, at once."""

import time
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from articles import digests, publishing, reviewing, signing, where_used
from articles.models import Article, CareInstruction, Cause, Publication
from articles.rendering import sections
from clinic_site import append_only, shell
from tests.builders import (
    NOON,
    list_care,
    make_article,
    make_change,
    make_clinic,
    make_proposal,
    make_publication,
    make_reviewer,
    make_revision,
    make_signed_instructions,
    quote,
    sign,
)

pytestmark = pytest.mark.django_db
HOUR = 60
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def clinic(db):
    make_signed_instructions()


def longer_without_alcohol():
    return make_change("ALCOHOL", starts=-72 * HOUR, ends=72 * HOUR)


def live_page(article):
    return Publication.objects.live().get(article=article)


def test_every_page_that_quotes_a_value_says_the_new_one(clinic):
    english = quote(make_article(), "ALCOHOL", form="short")
    spanish = quote(
        make_article(language="es", translation_of=english), "ALCOHOL", form="short"
    )
    for article in (english, spanish):
        make_publication(article)

    sign(longer_without_alcohol())

    assert (
        "No alcohol for <strong>72 hours</strong> before and "
        "<strong>72 hours</strong> after." in live_page(english).body_html
    )
    assert (
        "No beba alcohol desde <strong>72 horas</strong> antes hasta "
        "<strong>72 horas</strong> después." in live_page(spanish).body_html
    )
    assert "48" not in live_page(english).body_html + live_page(spanish).body_html


def test_a_re_issue_keeps_the_approved_words_and_says_what_changed(clinic):
    article = quote(make_article(), "ALCOHOL")
    before = make_publication(article)

    signed = sign(longer_without_alcohol(), at=LATER)

    after = live_page(article)
    assert (after.cause, after.published_at) == (Cause.INSTRUCTION, LATER)
    assert (after.revision, after.content) == (before.revision, before.content)
    assert after.change_note == "Alcohol: 48 → 72 hours"
    assert after.previous == before
    assert signed.signed_instructions.get().pk in after.signed_ids
    assert before.body_html == Publication.objects.get(pk=before.pk).body_html
    assert list(digests.faults()) == []


def test_the_note_is_in_the_language_of_the_page(clinic):
    article = quote(make_article(language="es"), "ALCOHOL")
    make_publication(article)

    sign(longer_without_alcohol())

    assert live_page(article).change_note == "Alcohol: 48 → 72 horas"


def test_a_page_that_does_not_quote_it_stays_as_it_is(clinic):
    article = quote(make_article(), "KET_DRIVE")
    before = make_publication(article)

    sign(longer_without_alcohol())

    assert live_page(article) == before
    assert Publication.objects.count() == 1


def test_a_list_is_re_issued_when_an_instruction_in_it_changes(clinic):
    article = list_care(make_article(), treatment="ketamine", stage="aftercare")
    make_publication(article)

    sign(longer_without_alcohol())

    assert "<strong>72 hours</strong> after" in live_page(article).body_html


def test_an_instruction_that_is_withdrawn_leaves_the_pages_that_quote_it(clinic):
    quoting = quote(make_article(), "REST_DAY")
    listing = list_care(make_article(), treatment="ketamine", stage="aftercare")
    for article in (quoting, listing):
        make_publication(article)
    assert 'data-instruction="REST_DAY"' in live_page(listing).body_html

    sign(make_change("REST_DAY", is_off=True))

    for article in (quoting, listing):
        assert 'data-instruction="REST_DAY"' not in live_page(article).body_html
        assert live_page(article).change_note == "Rest: no longer on this page"


def test_an_instruction_that_comes_back_enters_the_lists_again(clinic):
    listing = list_care(make_article(), treatment="ketamine", stage="aftercare")
    sign(make_change("REST_DAY", is_off=True))
    make_publication(listing)
    assert 'data-instruction="REST_DAY"' not in live_page(listing).body_html

    sign(make_change("REST_DAY", is_off=False))

    assert 'data-instruction="REST_DAY"' in live_page(listing).body_html
    assert live_page(listing).change_note == "Rest: new on this page"


def test_new_words_for_the_same_time_reach_the_pages_too(clinic):
    article = quote(make_article(), "REST_DAY", form="short")
    make_publication(article)
    frames = CareInstruction.objects.in_force().known["REST_DAY"].frames
    frames = frames | {"en": frames["en"] | {"short": "Let the day be slow."}}

    sign(make_change("REST_DAY", frames=frames))

    assert "Let the day be slow." in live_page(article).body_html
    assert live_page(article).change_note == "Rest: new wording"


def test_the_review_of_a_re_issued_page_is_due_in_two_weeks(clinic):
    article = quote(make_article(), "ALCOHOL")
    make_publication(article)
    assert live_page(article).review_due_on == date(2027, 11, 1)

    sign(longer_without_alcohol(), at=NOON)

    assert live_page(article).review_due_on == date(2026, 12, 7)


def test_a_review_that_is_due_sooner_is_not_put_off(clinic):
    article = quote(make_article(), "ALCOHOL")
    make_publication(article)
    sign(longer_without_alcohol(), at=NOON)

    sign(make_change("ALCOHOL", ends=96 * HOUR), at=NOON + timedelta(days=7))

    assert live_page(article).review_due_on == date(2026, 12, 7)


def test_a_refused_set_re_issues_nothing(clinic):
    article = quote(make_article(), "ALCOHOL", "KET_SOLIDS")
    before = make_publication(article)

    with pytest.raises(signing.Refused):
        sign(longer_without_alcohol(), make_change("KET_SOLIDS", starts=-HOUR))

    assert live_page(article) == before
    assert Publication.objects.count() == 1


def test_the_reviewer_saw_exactly_the_pages_that_change(clinic):
    quoting = quote(make_article(title="Quoting"), "ALCOHOL")
    listing = list_care(
        make_article(title="Listing"), treatment="spravato", stage="before"
    )
    for article in (quoting, listing, quote(make_article(), "KET_DRIVE")):
        make_publication(article)
    proposal = make_proposal(longer_without_alcohol())
    seen = where_used.pages_changed_by(
        signing.proposed_values(proposal), CareInstruction.objects.in_force()
    )

    signed = signing.sign(proposal, by=make_reviewer(), at=LATER)

    assert [page.title for page in seen] == ["Listing", "Quoting"]
    assert where_used.reissued_by(signed) == 2
    for page in seen:
        (sentence,) = page.sentences
        body = live_page(page.publication.article).plain_text
        assert sentence.after in body
        assert sentence.before not in body


def test_a_re_issue_is_no_change_of_words_for_a_translation(clinic):
    make_clinic()
    english = quote(make_article(slug="alcohol"), "ALCOHOL")
    make_publication(english)
    spanish = make_article(slug="alcohol", language="es", translation_of=english)
    make_publication(quote(spanish, "ALCOHOL"))

    sign(longer_without_alcohol())
    shell.forget_all()

    page = Client().get("/es/articles/alcohol/").content.decode()
    assert "72 horas" in page
    assert 'data-kind="inset"' not in page


def test_an_article_that_is_published_meanwhile_never_keeps_the_old_value(
    transactional_db, at_once
):
    make_signed_instructions()
    proposal = make_proposal(longer_without_alcohol())
    reviewer = make_reviewer()
    revision = make_revision(quote(make_article(), "ALCOHOL"))
    reviewing.approve(revision, by=reviewer, at=NOON, review_due_on=date(2027, 11, 1))

    at_once(
        lambda: signing.sign(proposal, by=reviewer, at=NOON),
        lambda: publishing.publish(revision, at=NOON),
    )

    body = Publication.objects.live().get().body_html
    assert "72 hours" in body
    assert "48 hours" not in body


def test_nine_pages_in_two_languages_are_re_issued_within_two_seconds(clinic):
    for language in ("en", "es"):
        for _page in range(9):
            make_publication(quote(make_article(language=language), "ALCOHOL"))
    proposal = make_proposal(longer_without_alcohol())
    reviewer = make_reviewer()
    begun = time.monotonic()

    signed = signing.sign(proposal, by=reviewer, at=LATER)

    assert time.monotonic() - begun < 2
    assert where_used.reissued_by(signed) == 18


@pytest.mark.django_db(transaction=True)
def test_an_upgrade_renders_anew_only_what_it_renders_otherwise():
    make_signed_instructions()
    stale, same = (quote(make_article(), "ALCOHOL") for _each in range(2))
    make_publication(stale)
    unchanged = make_publication(same)
    with append_only.lifted():  # as an older release rendered it
        Publication.objects.filter(article=stale).update(body_html="<p>Old look</p>")
    values = CareInstruction.objects.in_force()

    renewed = publishing.reissue(
        before=values, after=values, at=LATER, cause=Cause.TECHNICAL
    )

    assert [one.article for one in renewed] == [stale]
    assert live_page(same) == unchanged
    assert live_page(stale).cause == Cause.TECHNICAL
    assert live_page(stale).change_note == ""
    assert live_page(stale).review_due_on == date(2027, 11, 1)


def test_where_an_instruction_is_used_and_what_a_page_quotes(clinic):
    english = quote(make_article(title="Alcohol"), "ALCOHOL", form="short")
    spanish = quote(make_article(title="Vino", language="es"), "ALCOHOL", "KET_DRIVE")
    for article in (english, spanish):
        make_publication(article)
    in_force = CareInstruction.objects.in_force()

    found = where_used.pages_quoting("ALCOHOL", in_force)

    assert [(page.title, page.language) for page in found] == [
        ("Alcohol", "en"),
        ("Vino", "es"),
    ]
    (sentence,) = found[0].sentences
    assert sentence.after == "No alcohol for 48 hours before and 48 hours after."
    assert found[0].url == f"/articles/{english.slug}/"
    assert where_used.codes_in(live_page(spanish).content, in_force) == [
        "ALCOHOL",
        "KET_DRIVE",
    ]


def test_a_working_copy_that_nobody_published_is_nowhere_used(clinic):
    quote(make_article(), "ALCOHOL")
    in_force = CareInstruction.objects.in_force()

    assert where_used.pages_quoting("ALCOHOL", in_force) == []
    assert Article.objects.count() == 1


# -- What an upgrade renders otherwise -------------------------------------------------


def mend_the_code(monkeypatch):
    """An upgrade after which every text section comes out in another frame."""
    shape = sections.SHAPES["text"]

    def mended(section, *rest):
        return f"<div>{shape(section, *rest)}</div>"

    monkeypatch.setitem(sections.SHAPES, "text", mended)


def test_an_upgrade_renders_live_pages_anew_once(clinic, capsys, monkeypatch):
    make_clinic()
    before = make_publication(quote(make_article(title="Rest"), "ALCOHOL"))
    call_command("reissue_pages")
    assert capsys.readouterr().out == "Pages rendered anew: 0.\n"
    mend_the_code(monkeypatch)

    call_command("reissue_pages")
    call_command("reissue_pages")

    assert capsys.readouterr().out.splitlines() == [
        "en “Rest”: rendered anew.",
        "Pages rendered anew: 1.",
        "Pages rendered anew: 0.",
    ]
    after = live_page(before.article)
    assert (after.cause, after.previous) == (Cause.TECHNICAL, before)
    assert after.review_due_on == before.review_due_on
    assert list(digests.faults()) == []


def test_pages_are_rendered_anew_all_or_none(clinic, monkeypatch):
    make_publication(make_article())
    make_publication(quote(make_article(), "ALCOHOL"))
    values = CareInstruction.objects.in_force()

    def broken(*section):
        raise sections.UnknownSection("instruction")

    mend_the_code(monkeypatch)
    monkeypatch.setitem(sections.SHAPES, "instruction", broken)
    with pytest.raises(sections.UnknownSection):
        publishing.reissue(before=values, after=values, at=LATER, cause=Cause.TECHNICAL)

    assert not Publication.objects.filter(cause=Cause.TECHNICAL).exists()
