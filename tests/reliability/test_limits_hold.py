"""Two workers, and a restart in between, give nobody new tries at the door."""

import http.cookiejar
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager

import pytest
from django.db import connection

from tests import running
from tests.builders import make_clinic

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
COMMAND = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]


def environ_of_the_tests(folder):
    """The site as it runs, on the database of this test."""
    name = str(connection.settings_dict["NAME"])
    url = os.environ["DATABASE_URL"]
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        url = urllib.parse.urlsplit(url)._replace(path=f"/{name}").geturl()
    port = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": url}
    return running.own_environ(folder) | port


@contextmanager
def two_workers(environ):
    process = subprocess.Popen(COMMAND, cwd=running.ROOT, env=environ)
    try:
        until = time.monotonic() + running.SECONDS_TO_START
        address = environ | {"SITE_URL": f"http://localhost:{environ['PORT']}"}
        while not running.is_answering(address) and time.monotonic() < until:
            time.sleep(0.1)
        yield f"http://localhost:{environ['PORT']}/accounts/login/"
    finally:
        process.terminate()
        process.wait(60)


def try_wrong(door):
    """Open the door's page and send a wrong password, on a connection of its own."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    window = urllib.request.build_opener(jar)
    token = TOKEN.search(window.open(door).read().decode())[1]
    said = {"username": "rosa", "password": "wrong", "csrfmiddlewaretoken": token}
    try:
        return window.open(door, urllib.parse.urlencode(said).encode()).status
    except urllib.error.HTTPError as refused:
        return refused.code


@pytest.mark.django_db(transaction=True)
def test_ten_tries_are_ten_for_two_workers_and_after_a_restart(tmp_path):
    make_clinic()
    environ = environ_of_the_tests(tmp_path)

    with two_workers(environ) as door:
        first = [try_wrong(door) for _try in range(11)]
    with two_workers(environ) as door:
        after = try_wrong(door)

    assert (first, after) == ([200] * 10 + [429], 429)
