"""A medical reviewer takes a page back at the desk; nobody else does."""

import pytest
import time_machine

from articles.models import Article, Withdrawal
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_person,
    make_publication,
    make_reviewer,
)

pytestmark = pytest.mark.django_db
WHY = "The advice about food was wrong."


@pytest.fixture(autouse=True)
def clinic():
    make_clinic()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def address():
    page = make_publication(make_article(title="Rest", slug="rest"))
    return f"/admin/articles/article/{page.article_id}/withdraw/"


def test_a_reviewer_finds_the_form_and_takes_the_page_back(client, address):
    reviewer = make_reviewer()
    client.force_login(reviewer)
    bench = client.get(address.replace("withdraw", "change")).content.decode()

    asked = client.get(address)
    answer = client.post(address, {"reason": WHY})

    assert f'href="{address}"' in bench
    assert asked.status_code == 200
    assert answer.status_code == 302
    assert Article.objects.get().current is None
    taken = Withdrawal.objects.get()
    assert (taken.by, taken.reason, taken.language) == (reviewer, WHY, "en")


def test_without_a_reason_nothing_is_taken_back(client, address):
    client.force_login(make_reviewer())

    answer = client.post(address, {"reason": " "})

    assert answer.status_code == 422
    assert Article.objects.get().current is not None


def test_a_second_click_says_that_nothing_was_there(client, address):
    client.force_login(make_reviewer())
    client.post(address, {"reason": WHY})

    answer = client.post(address, {"reason": WHY}, follow=True)

    assert "Nothing was taken back" in answer.content.decode()
    assert Withdrawal.objects.count() == 1


@pytest.mark.parametrize("role", ["editor", "practice_manager", "auditor"])
def test_others_cannot_take_a_page_back(client, address, role):
    client.force_login(make_person(role))

    bench = client.get(address.replace("withdraw", "change")).content.decode()
    answers = [client.get(address), client.post(address, {"reason": WHY})]

    assert address not in bench
    assert [answer.status_code for answer in answers] == [403, 403]
    assert Article.objects.get().current is not None
