from datetime import timedelta

import pytest
import time_machine

from clinic_site.models import Run
from tests.builders import NOON, make_clinic, make_person

STILL = "The work behind this site"


@pytest.fixture
def desk(client, db):
    """The desk's first page, as somebody without any room sees it at noon."""
    make_clinic()
    client.force_login(make_person())

    def page():
        with time_machine.travel(NOON, tick=False):
            return client.get("/admin/").content.decode()

    return page


def work_ran(minutes_ago):
    Run.objects.create(job="notices", started_at=NOON - timedelta(minutes=minutes_ago))


def test_a_desk_whose_work_runs_says_nothing_of_it(desk):
    work_ran(minutes_ago=4)

    assert STILL not in desk()


def test_the_desk_says_first_that_work_has_not_run_for_five_minutes(desk):
    work_ran(minutes_ago=5)

    page = desk()

    assert f"{STILL} stands still since today 8:55 am" in page
    assert "manage.py work" in page
    assert page.index(STILL) < page.index("<h1>")


def test_the_desk_says_that_work_has_never_run(desk):
    assert f"{STILL} has never run" in desk()


@pytest.mark.parametrize(("minutes", "is_running"), [(1, True), (6, False)])
def test_a_dead_worker_shows_in_readyz_and_does_not_take_the_site_away(
    client, db, minutes, is_running
):
    work_ran(minutes_ago=minutes)

    with time_machine.travel(NOON, tick=False):
        answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"database": True, "work": is_running}
