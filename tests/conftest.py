"""What every test stands on: the database of DATABASE_URL, emptied in between."""

import gc
from concurrent.futures import ThreadPoolExecutor
from copy import copy

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client, TransactionTestCase, client
from django.test.utils import ContextList
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadFileScheduling

from articles import link_check, live, search
from clinic_site import shell
from tests import as_it_began
from tests.builders import use_second_step

DEMONSTRATION = "tests/demonstration/"
# Whoever starts these last leaves the other processes waiting for one.
LONGEST_FIRST = (
    "tests/reliability/test_nothing_is_lost.py",
    DEMONSTRATION,
    "tests/reliability/",
    "tests/journeys/",
    "tests/browser/test_planted_scripts.py",
    "tests/browser/test_seed_page_in_a_browser.py",
    "tests/browser/test_receptionists_morning.py",
    "tests/browser/test_desk_in_a_browser.py",
    "tests/browser/test_signing_in.py",
)
OF_PAGES = ("tests/components/", "tests/pages/")
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}

# Slow machines are no fault of the clinic's; the same examples every time keep a
# green run green.
hypothesis_settings.register_profile("clinic", deadline=None, derandomize=True)
hypothesis_settings.load_profile("clinic")


class FolderOfTheDemonstrationStaysTogether(LoadFileScheduling):
    """A process takes a file at a time, and the demonstration's folder as a whole."""

    def _split_scope(self, nodeid):
        is_there = nodeid.startswith(DEMONSTRATION)
        return DEMONSTRATION if is_there else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return FolderOfTheDemonstrationStaysTogether(config, log)


def pytest_addoption(parser):
    parser.addoption(
        "--what-asks-the-database",
        action="store_true",
        help="leave out what would say the same again on another database",
    )


def pytest_collection_modifyitems(config, items):
    items.sort(key=_place_in_the_row)
    if not config.getoption("--what-asks-the-database"):
        return
    kept = [item for item in items if _asks_the_database(item)]
    config.hook.pytest_deselected(items=[one for one in items if one not in kept])
    items[:] = kept


def pytest_collection_finish():
    """What is loaded by now stays: looking through it again and again costs a tenth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(500_000)


def _place_in_the_row(item):
    found = (
        at for at, start in enumerate(LONGEST_FIRST) if item.nodeid.startswith(start)
    )
    return next(found, len(LONGEST_FIRST))


def _asks_the_database(item):
    if item.nodeid.startswith(OF_PAGES) or item.get_closest_marker("of_pages"):
        return False
    marks = [item.get_closest_marker(name) for name in ("django_db", "each_database")]
    return any(marks) or not DATABASE_FIXTURES.isdisjoint(item.fixturenames)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A test that committed leaves the database as the first one found it."""
    with django_db_blocker.unblock():
        put_back = as_it_began.set_aside()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: put_back())
        yield


@pytest.fixture(scope="session", autouse=True)
def of_a_page_each_part_is_remembered_once():
    """Django's client copies the context of a part as often as it is drawn."""

    def keep(store, template, context, **drawn):
        parts = store.setdefault("parts", set())
        if template.name not in parts:
            parts.add(template.name)
            store.setdefault("context", ContextList()).append(copy(context))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "store_rendered_templates", keep)
        yield


@pytest.fixture(scope="session", autouse=True)
def whoever_is_signed_in_by_a_test_has_used_a_second_step():
    """Django's short cut for tests knows of no second step; the door itself is tested
    in tests/signing_in.
    """
    stock = Client.force_login

    def force_login(client, person, backend=None):
        stock(client, person, backend)
        use_second_step(client, person)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", force_login)
        yield


@pytest.fixture
def at_once(transactional_db):
    """Return a function that runs acts at the same moment, as two people would.

    `at_once(act, act)` gives each act its own thread and database connection and
    returns their results in order; what one of them raises stands in its place.
    """

    def run(*acts):
        with ThreadPoolExecutor(len(acts)) as people:
            return list(people.map(_on_own_connection, acts))

    return run


def _on_own_connection(act):
    try:
        return act()
    except Exception as refused:  # noqa: BLE001 - the test judges it
        return refused
    finally:
        connections.close_all()


@pytest.fixture(autouse=True)
def nothing_is_remembered_from_the_test_before():
    """A process keeps the shell, the live pages and a page's language in memory."""
    translation.deactivate()
    cache.clear()
    shell.forget_all()
    live.forget()
    search.forget()
    link_check.forget()
