"""The gates know the site around a page when they are asked, and publishing obeys."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from articles import checking, freezing, publishing, reviewing
from articles.models import Article, CalloutSection, CareInstruction, Publication
from clinic_site import shell
from clinic_site.models import HelpNumbers, SiteVersion
from tests.builders import (
    NOON,
    make_article,
    make_change,
    make_clinic,
    make_publication,
    make_reviewer,
    make_revision,
    make_signed_instructions,
    quote,
    sign,
)

pytestmark = pytest.mark.django_db


def gates_of(article, *, at=NOON):
    values = CareInstruction.objects.in_force()
    content = freezing.freeze(article)
    return [one.gate for one in checking.problems_of(content, values, at=at)]


def link(address):
    return make_article(f'<p><a href="{address}">Read on</a>.</p>')


def approved(article, *, due=date(2027, 11, 1)):
    revision = make_revision(article)
    return reviewing.approve(revision, by=make_reviewer(), at=NOON, review_due_on=due)


@pytest.mark.parametrize(
    "address",
    ["/", "/es/", "/articles/", "/request/", "/team/", "/help-now/", "/es/articles/"],
)
def test_a_page_of_the_site_itself_may_be_linked_to(address):
    assert gates_of(link(address)) == []


def test_an_article_may_be_linked_to_once_patients_can_read_it():
    target = make_article(slug="rest")
    before = gates_of(link("/articles/rest/"))

    make_publication(target)

    assert before == ["broken_link"]
    assert gates_of(link("/articles/rest/")) == []
    assert gates_of(link("/es/articles/rest/")) == ["broken_link"]


def test_a_fixed_page_answers_only_in_the_languages_that_have_it():
    make_publication(make_article(slug="prices", place="costs"))

    assert gates_of(link("/costs/")) == []
    assert gates_of(link("/es/costs/")) == ["broken_link"]


def test_the_help_numbers_come_from_the_clinics_record():
    make_clinic()
    article = make_article("<p>Call 988.</p>")
    before = gates_of(article)

    HelpNumbers.objects.update(crisis="999")
    SiteVersion.grow()
    shell.forget()

    assert (before, gates_of(article)) == ([], ["other_help_number"])


def test_what_cannot_be_published_is_said_with_its_problems():
    revision = approved(
        make_article("<p>It is painless. Do not drive for 24 hours.</p>")
    )

    with pytest.raises(publishing.Refused) as refused:
        publishing.publish(revision, at=NOON)

    (problems,) = refused.value.args
    assert {one.gate for one in problems} == {"unsourced_claim", "typed_care_number"}
    assert not Publication.objects.exists()


def test_a_page_without_a_source_is_not_published():
    article = make_article()
    article.sources.all().delete()

    with pytest.raises(publishing.Refused):
        publishing.publish(approved(article), at=NOON)


def test_a_third_warning_does_not_keep_a_page_from_patients():
    article = make_article()
    for number in range(3):
        CalloutSection.objects.create(
            parent=article,
            region="main",
            ordering=20 + number,
            style=CalloutSection.Style.WARNING,
            html="<p>Careful.</p>",
        )

    publishing.publish(approved(article), at=NOON)

    assert Publication.objects.live().count() == 1


@pytest.mark.parametrize(
    ("hour", "goes_live"),
    [
        pytest.param(7, True, id="still-that-day-here"),
        pytest.param(9, False, id="past"),
    ],
)
def test_a_review_lapses_when_its_last_day_ends_where_the_clinic_is(hour, goes_live):
    make_clinic()
    revision = approved(make_article(), due=date(2027, 1, 4))
    at = datetime(2027, 1, 5, hour, tzinfo=UTC)  # midnight there is 8:00 UTC

    if goes_live:
        assert publishing.publish(revision, at=at)
    else:
        with pytest.raises(publishing.Refused) as refused:
            publishing.publish(revision, at=at)
        assert [one.gate for one in refused.value.args[0]] == ["overdue_review"]


def test_after_a_signature_no_live_page_contradicts_the_next_one():
    make_signed_instructions()
    make_publication(quote(make_article(), "ALCOHOL"))

    sign(make_change("ALCOHOL", starts=-72 * 60, ends=72 * 60))

    assert gates_of(quote(make_article(), "ALCOHOL")) == []


def test_a_live_page_that_kept_another_value_is_noticed():
    make_signed_instructions()
    make_publication(quote(make_article(), "ALCOHOL"))
    values = CareInstruction.objects.in_force()
    other = replace(values.known["ALCOHOL"], signed_id=-1)
    content = freezing.freeze(quote(make_article(), "ALCOHOL"))

    problems = checking.problems_of(content, values.with_changes([other]), at=NOON)

    assert [one.gate for one in problems] == ["contradicted_instruction"]


def test_many_pages_are_checked_with_one_look_at_the_site(django_assert_num_queries):
    for _number in range(3):
        make_publication()
    contents = [freezing.freeze(one) for one in Article.objects.all()]
    values = CareInstruction.objects.in_force()
    shell.current()

    with django_assert_num_queries(2):
        found = checking.problems_of_each(contents, values, at=NOON)

    assert found == [[], [], []]
