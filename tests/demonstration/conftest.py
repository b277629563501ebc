"""The whole demonstration, loaded once for all the files of this folder.

Loading it takes as long as a thousand small tests, so one process gets the folder.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import override_settings

from articles import live
from clinic_site import demonstration, shell

AT = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("America/Los_Angeles"))


@pytest.fixture(scope="package")
def loaded_once(django_db_setup, django_db_blocker):
    """Load the demonstration, and put all back when the folder is done."""
    shell.forget_all()
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True),
        transaction.atomic(),
    ):
        demonstration.load(at=AT)
        yield
        transaction.set_rollback(True)
    shell.forget_all()
    live.forget()


@pytest.fixture
def loaded(loaded_once, db, settings):
    """The whole demonstration; what a test changes is taken back."""
    settings.DEMO = True
