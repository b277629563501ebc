"""The site as it really runs, with its demonstration clinic, and a browser on it."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.chromium import chromium_path, launch_arguments

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_TO_START = 60


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Start web and jobs on an SQLite of their own and give the site's address."""
    environ = _environ(tmp_path_factory.mktemp("site"))
    for words in (["migrate"], ["demo"], ["collectstatic", "--noinput"]):
        _manage(*words, "--verbosity", "0", environ=environ)
    running = subprocess.Popen(
        [sys.executable, "manage.py", "run_site"], cwd=ROOT, env=environ
    )
    try:
        _wait_for(f"{environ['SITE_URL']}/healthz", running)
        yield environ["SITE_URL"]
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(60)


@pytest.fixture(scope="session")
def browser():
    """Start the Chromium of this machine once."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=chromium_path(), args=launch_arguments()
        )


@pytest.fixture
def visitor(browser, site):
    """Give a function that opens a window: `visitor(java_script_enabled=False)`.

    Options are those of Playwright's new_context. No window knows another's cookies.
    """
    contexts = []

    def open_window(**options):
        contexts.append(browser.new_context(base_url=site, **options))
        return contexts[-1].new_page()

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def page(visitor):
    """One window of an ordinary visitor."""
    return visitor()


def _environ(folder):
    port = _free_port()
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "clinic_site.settings",
        "DATABASE_URL": f"sqlite:///{folder}/clinic.sqlite3",
        "DEMO": "1",
        "PORT": str(port),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": f"http://localhost:{port}",
        "VAR_DIR": str(folder),
    }


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _manage(*words, environ):
    subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environ, check=True
    )


def _wait_for(address, process):
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"The site did not start: exit code {process.poll()}")
