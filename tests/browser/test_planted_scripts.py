"""Words that would act, in every field that staff open: none of them ever does."""

import json
import re
import shutil
import subprocess
import sys

import pytest

from tests import running
from tests.browser.planting import OWNER
from tests.browser.test_desk_in_a_browser import sign_in

# In a browser without our policy these would call it.
WATCH = """
window.planted = () => console.error("PLANTED: a script ran");
document.addEventListener("securitypolicyviolation", told =>
    console.error("PLANTED: the policy stopped " + told.violatedDirective));
"""


@pytest.fixture(scope="module")
def planted(tmp_path_factory, ready_site):
    """The environment of a site with planted words, and what reading it all found."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(ready_site, folder, dirs_exist_ok=True)
    environ = running.own_environ(folder) | {"REQUESTS_PER_HOUR": "0"}
    told = subprocess.run(
        [sys.executable, "-m", "tests.browser.planted_pages"],
        cwd=running.ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return environ, json.loads(told.stdout.splitlines()[-1])


def test_planted_words_act_in_no_page_print_or_file(planted):
    _environ, found = planted

    assert found["alive"] == {}
    assert found["showing"] > 100
    files = ["application/fhir+json", "application/json", "text/csv"]
    assert found["kinds"] == [*files, "text/html"]


@pytest.fixture
def window(browser, planted):
    environ, _found = planted
    process = running.start(environ, output=subprocess.DEVNULL)
    context = browser.new_context(base_url=environ["SITE_URL"])
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()
    process.terminate()
    process.wait(60)


def watched(window, site):
    """Return the list that fills with each sign of life of a planted word."""
    signs = []

    def asked(request):
        if not request.url.startswith((site, "data:", "blob:")):
            signs.append(f"asked {request.url}")
        if request.url.endswith("/planted"):
            signs.append(f"fetched {request.url}")

    def dialog(opened):
        signs.append(f"dialog {opened.message}")
        opened.dismiss()

    window.on("request", asked)
    window.on("dialog", dialog)
    window.on(
        "console",
        lambda line: (
            signs.append(line.text)
            if re.search("PLANTED|Content Security|Refused to", line.text)
            else None
        ),
    )
    window.on("pageerror", lambda problem: signs.append(str(problem)))
    return signs


def test_a_browser_finds_nothing_that_acts_on_screen_or_on_paper(window, planted):
    environ, found = planted
    signs = watched(window, environ["SITE_URL"])
    sign_in(window, OWNER)

    for address in found["open"]:
        window.goto(address)
        if address.endswith("change/") and "appointmentrequest/" in address:
            window.get_by_role("button", name="Show contact details").click()
            assert "{{7*7}}" in window.locator("#contact").inner_text()
        window.pdf()
        assert signs == [], address
