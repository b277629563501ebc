"""The site as it really runs: web and jobs as processes, on a database of their own."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60


def own_environ(folder):
    """Return the environment of a demonstration site that keeps all in `folder`."""
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


def manage(*words, environ):
    command = [sys.executable, "manage.py", *words, "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environ, check=True)


def start(environ, *, output=None):
    """Start `manage.py run_site` and return its process once the site answers."""
    command = [sys.executable, "manage.py", "run_site"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=output, stderr=output
    )
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        if is_answering(environ):
            return process
        time.sleep(0.1)
    process.terminate()
    raise AssertionError(f"The site did not start: exit code {process.wait()}")


def is_answering(environ):
    try:
        with urllib.request.urlopen(f"{environ['SITE_URL']}/healthz", timeout=5):
            return True
    except OSError:  # nobody there, or too busy to answer
        return False


def address_of_the_test_database():
    """Return the DATABASE_URL by which another process reaches what a test stored."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
