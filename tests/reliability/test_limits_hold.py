"""Two workers, and new ones after them, give nobody new tries at the door."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.builders import make_clinic

FORKED = multiprocessing.get_context("fork")


@contextmanager
def two_workers():
    """Two processes with a memory and a connection of their own, as gunicorn's have."""
    connections.close_all()
    with (
        ProcessPoolExecutor(1, mp_context=FORKED) as one,
        ProcessPoolExecutor(1, mp_context=FORKED) as other,
    ):
        yield one, other


def try_wrong():
    said = {"username": "rosa", "password": "wrong"}
    return Client().post(reverse("account_login"), said).status_code


def send_to(workers):
    return [worker.submit(try_wrong).result() for worker in workers]


@pytest.mark.django_db(transaction=True)
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_ten_tries_are_ten_for_two_workers_and_after_a_restart():
    make_clinic()

    with two_workers() as (one, other):
        first = send_to([one, other] * 5 + [one])
    with two_workers() as workers:
        after = send_to(workers)

    assert (first, after) == ([200] * 10 + [429], [429, 429])
