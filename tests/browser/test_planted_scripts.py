"""Words that would act, in every field that staff open: none of them ever does."""

import json
import re
import shutil
import subprocess
import sys
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import quote, urlencode

import pytest

from clinic_site.demonstration import PASSWORD
from tests import running
from tests.browser.planting import OWNER, PAYLOAD

# In a browser without our policy these would call it.
WATCH = """
window.planted = () => console.error("PLANTED: a script ran");
document.addEventListener("securitypolicyviolation", told =>
    console.error("PLANTED: the policy stopped " + told.violatedDirective));
"""
COMES_ALIVE = (
    "a[href^='javascript:' i], form[action^='javascript:' i], [onload], [onerror]"
)
ADDRESS = '"<svg/onload=planted()>"@example.org'
ME = {
    "for_whom": "me", "full_name": f"Me {PAYLOAD}"[:200], "ask_for": PAYLOAD[:200],
    "email": ADDRESS, "phone": "(360) 555-0187", "contact_by": "email",
    "returning": "new", "adult": "yes", "referred": '"><svg onload=planted()>',
    "note": f"=1+1 javascript:planted() {PAYLOAD}"[:300], "privacy_consent": "on",
    "step": "send",
}  # fmt: skip
HELPER = ME | {
    "for_whom": "helper", "full_name": f"=Helped {PAYLOAD}"[:200],
    "helper_name": f"Helper {PAYLOAD}"[:200], "helper_relationship": "friend",
    "helper_knows": "yes", "helper_consent": "on",
}  # fmt: skip
PROVIDER = ME | {
    "for_whom": "provider", "full_name": f"@Patient {PAYLOAD}"[:200],
    "provider_name": f"Provider {PAYLOAD}"[:200], "provider_practice": PAYLOAD[:200],
    "provider_phone": "(360) 555-0122", "provider_consent": "on",
}  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory, ready_site):
    """A site of its own with planted words: its address, and the pages to open."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(ready_site, folder, dirs_exist_ok=True)
    environ = running.own_environ(folder) | {"REQUESTS_PER_HOUR": "0"}
    process = running.start(environ, output=subprocess.DEVNULL)
    try:
        own = [ask(environ["SITE_URL"], said) for said in (ME, HELPER, PROVIDER)]
        told = subprocess.run(
            [sys.executable, "-m", "tests.browser.planting"],
            cwd=running.ROOT,
            env=environ,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        pages = json.loads(told.stdout.splitlines()[-1])
        pages["public"] += [page for pair in own for page in pair]
        pages["public"].append(f"/search/?q={quote(PAYLOAD)}")
        yield environ["SITE_URL"], pages
    finally:
        process.terminate()
        process.wait(60)


def ask(site, said):
    """Send a request and correct it; return its received page and its status page."""
    opener = urllib.request.build_opener(
        urllib.request.HTTPCookieProcessor(CookieJar())
    )

    def read(path, said=None):
        data = urlencode(said, doseq=True).encode() if said else None
        answer = opener.open(f"{site}{path}", data, timeout=60)
        return answer.url.removeprefix(site), answer.read().decode()

    _path, form = read(f"/request/?for={said['for_whom']}")
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    received, page = read("/request/", said | hidden)
    status = re.search(r"/request/status/[\w-]{20,}/", page)[0]
    read(status, {"step": "correct", "sent": "1", "email": ADDRESS})
    return received, status


@pytest.fixture
def window(browser, planted):
    context = browser.new_context(base_url=planted[0])
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


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


def open_all(window, addresses, signs):
    """Open each page; return {page: what came alive}, and how many show the words."""
    alive, showing = {}, 0
    for address in addresses:
        answer = window.goto(address, wait_until="load")
        # Some pages take only a POST, some rows are not shown.
        assert answer.status < 500, address
        if window.locator(COMES_ALIVE).count():
            signs.append("an attribute that acts")
        showing += "planted()" in window.content()
        if signs:
            alive[address] = list(signs)
            signs.clear()
    return alive, showing


def test_planted_words_lie_still_on_every_page_of_the_desk(window, planted):
    site, pages = planted
    signs = watched(window, site)
    window.goto("/admin/login/")
    window.fill("[name=username]", OWNER)
    window.fill("[name=password]", PASSWORD)
    window.locator("form [type=submit]").last.click()
    window.wait_for_url(re.compile(r"/admin/(?!login)"))

    alive, showing = open_all(window, pages["staff"], signs)
    for address in pages["staff"]:
        if re.search(r"appointmentrequest/[\w-]{36}/change/", address):
            window.goto(address)
            window.get_by_role("button", name="Show contact details").click()
            assert "{{7*7}}" in window.locator("#contact").inner_text()
            assert not signs, address

    assert alive == {}
    assert showing > 20


def test_planted_words_lie_still_on_public_pages(window, planted):
    site, pages = planted
    signs = watched(window, site)

    alive, showing = open_all(window, pages["public"], signs)

    assert alive == {}
    assert showing > 8
