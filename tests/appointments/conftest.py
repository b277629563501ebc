"""Who works at the desk in these tests, and the clinic that they work for."""

import pytest
import time_machine

from clinic_site import shell
from tests.builders import NOON, make_clinic, make_person


@pytest.fixture
def clinic_at_noon(db):
    """A clinic on whose clock it stays NOON."""
    shell.forget_all()
    with time_machine.travel(NOON, tick=False):
        yield make_clinic()


@pytest.fixture
def rosa():
    return make_person("front_desk", first_name="Rosa", last_name="Delgado")


@pytest.fixture
def ben():
    return make_person("triage_nurse", first_name="Ben", last_name="Achterberg")


@pytest.fixture
def as_rosa(client, rosa):
    client.force_login(rosa)
    return client
