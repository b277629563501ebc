"""What docs/operations.md tells whoever sets a clinic up is what the site does."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_site.first_env import first_env

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "operations.md").read_text()
NGINX = (ROOT / "deploy" / "nginx.conf").read_text()
UNIT = (ROOT / "deploy" / "clinic-site.service").read_text()
# Django's own browser, asked by the address that patients know.
ASK = """
import json, django; django.setup()
from django.test import Client
from django.conf import settings
known = {"secure": True, "headers": {"host": "www.your-clinic.example"}}
answer = Client().get("/healthz", **known)
cookies = {name: getattr(settings, name) for name in (
    "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE")}
print(json.dumps({**answer.headers, **cookies}))
"""


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """The settings of the document, with keys made as it says, and nothing else."""
    [written] = re.findall(r"```ini\n(.*?)```", GUIDE, re.S)
    given = dict(line.split("=", 1) for line in written.splitlines())
    made = dict(line.split("=", 1) for line in first_env().splitlines() if "=" in line)
    keys = {name: made[name] for name, value in given.items() if "…" in value}
    assert keys.keys() == {"SECRET_KEY", "SEALING_KEYS", "INDEX_KEY"}
    var = str(tmp_path_factory.mktemp("var"))
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, **given, **keys, "VAR_DIR": var, "PYTHONPATH": str(ROOT)}


def run(production, *words):
    command = [sys.executable, *words]
    return subprocess.run(
        command, cwd=ROOT, env=production, capture_output=True, text=True, timeout=120
    )


def test_a_site_set_up_by_the_document_leaves_nothing_to_warn_of(production):
    check = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    said = run(production, *check)

    assert said.returncode == 0, said.stderr


def test_under_https_no_browser_comes_back_in_the_clear(production):
    settings = {**production, "DJANGO_SETTINGS_MODULE": "clinic_site.settings"}

    told = json.loads(run(settings, "-c", ASK).stdout.splitlines()[-1])

    assert told["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert told["Referrer-Policy"] == "same-origin"
    assert told["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert told["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert told["SESSION_COOKIE_SECURE"] is told["CSRF_COOKIE_SECURE"] is True
    assert told["SESSION_COOKIE_HTTPONLY"] is True
    assert told["SESSION_COOKIE_SAMESITE"] in ("Lax", "Strict")


def test_nginx_and_the_unit_name_the_port_and_folder_of_the_document():
    port = re.search(r"port (\d+)", GUIDE)[1]
    folder = re.search(r"git clone \S+ (\S+)", GUIDE)[1]

    assert f"Environment=PORT={port}" in UNIT
    assert set(re.findall(r"proxy_pass (\S+);", NGINX)) == {f"http://127.0.0.1:{port}"}
    assert f"WorkingDirectory={folder}" in UNIT
    assert f"ReadWritePaths={folder}/var" in UNIT


def test_every_file_of_deploy_is_named_and_every_named_one_is_there():
    there = {path.name for path in (ROOT / "deploy").iterdir() if path.is_file()}
    named = set(re.findall(r"deploy/([\w.-]+\w)", GUIDE))

    assert named <= there
    assert there - named <= {"gunicorn.conf.py"}  # run_site starts it


def test_every_command_of_the_document_exists():
    named = set(re.findall(r"manage\.py (\w+)", GUIDE)) | {"verify_pictures"}
    commands = {path.stem for path in ROOT.glob("*/management/commands/*.py")}

    assert named - commands == {"migrate", "check", "collectstatic"}


def test_nginx_replaces_what_a_stranger_says_of_himself():
    set_to = dict(re.findall(r"proxy_set_header (\S+) (\S+);", NGINX))

    assert set_to["X-Forwarded-For"] == "$remote_addr"
    assert set_to["X-Forwarded-Proto"] == "$scheme"
    assert set_to["X-Forwarded-Host"] == '""'
    assert "return 301 https://" in NGINX
    assert NGINX.count("{") == NGINX.count("}")


@pytest.mark.parametrize("path", ["request", "care-plan", "check", "search", "admin"])
def test_nginx_keeps_nothing_of_one_person(path):
    blocks = re.findall(r"location ~ (\S+) \{(.*?)\}", NGINX, re.S)

    [body] = [body for where, body in blocks if re.search(where, f"/{path}/")]

    assert "proxy_cache off;" in body


def test_help_stands_on_the_page_that_nginx_shows_by_itself():
    page = (ROOT / "deploy" / "away.html").read_text()

    assert "tel:988" in page
    assert "tel:911" in page
    assert 'lang="es"' in page
    assert "error_page 502 504 /away.html;" in NGINX
