"""The calm view and saved pages as a phone has them: keys, no script, no connection."""

import time
from itertools import product

import pytest

from tests import running

ARTICLE = "/articles/after-ketamine-infusion/"
CALM = f"{ARTICLE}calm/"
NARROW = {"width": 320, "height": 568}
HERE = """() => [...document.querySelectorAll("main > .calm-step")].findIndex(
  (step) => step.getBoundingClientRect().bottom > innerHeight / 2) + 1"""
# With letters of a size: how wide it is, where the strip stands, which steps it covers.
LOST = """(size) => {
  document.documentElement.style.fontSize = size;
  const strip = document.querySelector(".crisis-strip").getBoundingClientRect();
  const isUnder = (step) => {
    step.scrollIntoView();
    return step.firstElementChild.getBoundingClientRect().top < strip.bottom;
  };
  const steps = [...document.querySelectorAll("main > .calm-step")];
  return {
    wide: document.documentElement.scrollWidth,
    strip: strip.top,
    hidden: steps.filter(isUnder).map((step) => step.id),
  };
}"""
KEPT = """async () => {
  const found = (await (await caches.open("pages")).keys()).map((one) => one.url);
  return found.map((url) => new URL(url).pathname + new URL(url).search);
}"""
READING = 3000  # ms; a page is kept only after its first moments
# Stands for the voice of a phone, which Chromium on a server has not.
VOICE = """
const said = (window.said = []);
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "en-US" }],
  speak: (words) => said.push(words.text),
  cancel: () => said.push("-"),
  addEventListener: () => {},
} });
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""


@pytest.fixture
def phone(visitor):
    window = visitor(viewport=NARROW)
    window.clock.install()
    return window


IS_KEPT = """async (path) =>
  Boolean(navigator.serviceWorker.controller && (await caches.match(path)))"""
KEEPS_ANY = "async () => (await caches.keys()).length > 0"


def comes_to_be(window, is_so, script, *given, seconds=15):
    """Ask the page again and again; a wait inside the page could last for ever."""
    ends = time.monotonic() + seconds
    while window.evaluate(script, *given) != is_so:
        if time.monotonic() > ends:
            return False
        window.wait_for_timeout(50)
    return True


def read(window, address):
    """Open a page and read in it for a while."""
    window.goto(address)
    window.clock.fast_forward(READING)


def opened(window, address):
    """Read a page, and wait until the phone has kept it."""
    read(window, address)
    assert comes_to_be(window, True, IS_KEPT, address)


def go_offline(window):
    window.context.set_offline(True)


# -- The view itself -----------------------------------------------------------------


def test_each_key_leads_one_step_on_and_back(phone):
    phone.goto(CALM)
    places = []

    for key in ("ArrowRight", "Space", "PageDown", "ArrowDown", "ArrowLeft", "PageUp"):
        phone.keyboard.press(key)
        places.append(phone.evaluate(HERE))

    assert places == [2, 3, 4, 5, 4, 3]
    assert phone.evaluate("document.activeElement.id") == "step-3"


def test_without_script_each_step_leads_to_the_next(visitor):
    window = visitor(java_script_enabled=False, viewport=NARROW)
    window.goto(CALM)

    window.locator("#step-1").get_by_role("link", name="Next").click()
    window.locator("#step-2").get_by_role("link", name="Next").click()

    assert window.url.endswith("#step-3")
    assert window.locator("#words-3").is_visible()
    assert window.get_by_role("button").count() == 0  # nothing that needs a script


@pytest.mark.parametrize("is_font_there", [True, False])
@pytest.mark.parametrize("address", [f"{CALM}?for=companion", f"/es{CALM}"])
def test_nothing_is_lost_on_a_small_screen(visitor, address, is_font_there):
    window = visitor(service_workers="block")
    if not is_font_there:
        window.route("**/*.woff2", lambda route: route.abort())
    window.goto(address)

    for text, width in product(("100%", "200%"), (320, 344, 420, 740)):
        window.set_viewport_size({"width": width, "height": 568})

        assert window.evaluate(LOST, text) == {"wide": width, "strip": 0, "hidden": []}


def test_at_400_percent_nothing_is_skipped_by_a_key(visitor):
    window = visitor(viewport={"width": 320, "height": 256})
    window.goto(f"{CALM}#step-3")
    seen = window.evaluate("scrollY")

    window.keyboard.press("PageDown")
    window.wait_for_timeout(200)

    moved = window.evaluate("scrollY") - seen
    assert 0 < moved <= 256


def test_a_key_scrolls_a_step_that_is_taller_than_the_screen(phone):
    phone.goto(CALM)
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    top = "document.getElementById('step-1').getBoundingClientRect().top"
    before = phone.evaluate(top)

    phone.keyboard.press("PageDown")

    phone.wait_for_function(f"{top} < {before}")
    assert phone.evaluate(HERE) == 1


def test_a_page_that_the_phone_loads_anew_is_at_the_same_step(phone):
    phone.goto(CALM)
    phone.mouse.move(160, 400)
    phone.mouse.wheel(0, 900)
    phone.wait_for_function("location.hash === '#step-3'")

    phone.reload()

    assert phone.evaluate(HERE) == 3


def test_a_step_is_read_aloud_until_the_next(visitor):
    window = visitor(viewport=NARROW)
    window.add_init_script(VOICE)
    window.goto(CALM)

    window.locator("#step-1").get_by_role("button", name="Read aloud").click()
    window.keyboard.press("Tab")  # from the button into the next step
    window.locator("#step-1").get_by_role("link", name="Next").click()
    window.wait_for_function("window.said.length > 1")

    assert window.evaluate("said[0]").startswith("Do not drive for 24 hours")
    assert window.evaluate("said[1]") == "-"
    assert window.get_by_role("button", name="Stop reading").count() == 0


def test_without_a_voice_nothing_offers_to_read(phone):
    phone.goto(CALM)

    assert phone.get_by_role("button", name="Read aloud").count() == 0


# -- Without a connection --------------------------------------------------------------


def test_what_was_opened_stays_readable_and_says_when_it_was_saved(phone):
    for address in (ARTICLE, CALM, f"/es{CALM}", "/help-now/"):
        opened(phone, address)
    go_offline(phone)

    phone.goto(CALM)

    assert (
        phone.get_by_role("status")
        .first.inner_text()
        .startswith("You are offline. This page was saved on")
    )
    size = "getComputedStyle(document.querySelector('.calm-step__words')).fontSize"
    assert float(phone.evaluate(size).removesuffix("px")) > 30  # with its style sheet
    assert phone.evaluate("document.fonts.check('1rem \"Atkinson Hyperlegible Next\"')")
    phone.goto(f"/es{CALM}")
    assert "No tiene conexión" in phone.get_by_role("status").first.inner_text()
    phone.goto("/help-now/")
    assert "988" in phone.locator("main").inner_text()


def test_forms_lists_and_the_desk_are_never_kept(phone):
    opened(phone, ARTICLE)

    for address in (
        "/", "/articles/", "/request/", "/care-plan/", "/search/?q=rest", "/privacy/",
        f"{ARTICLE}history/", f"{ARTICLE}?utm=x", "/admin/login/",
    ):  # fmt: skip
        phone.goto(address)
    phone.goto(ARTICLE)

    assert phone.evaluate(KEPT) == [ARTICLE]


def test_the_number_of_kept_pages_is_bounded(phone):
    opened(phone, ARTICLE)
    phone.goto("/articles/")
    found = phone.evaluate(
        "[...document.querySelectorAll('main a')].map((a) => a.pathname)"
    )
    articles = [one for one in dict.fromkeys(found) if one.count("/") == 3][:14]

    for address in articles:
        opened(phone, address)

    assert phone.evaluate(KEPT) == articles[-12:]


def test_forget_on_this_phone_takes_all_of_it(phone):
    opened(phone, ARTICLE)
    opened(phone, CALM)

    phone.get_by_role("button", name="Forget on this phone").click()
    phone.get_by_text("Nothing is kept on this phone now.").wait_for()

    assert phone.evaluate("async () => (await caches.keys()).length") == 0


def test_a_page_taken_back_is_gone_once_the_phone_is_online(phone, site_environ):
    address = "/articles/tms-what-to-expect/"
    opened(phone, address)
    opened(phone, ARTICLE)
    go_offline(phone)
    withdraw(site_environ, "tms-what-to-expect")

    phone.goto(address)  # the phone cannot know it yet, and says of when it is
    assert "You are offline" in phone.get_by_role("status").first.inner_text()
    phone.context.set_offline(False)
    # A phone that is not quite back yet asks again with the next page.
    for _page in range(3):
        read(phone, ARTICLE)
        if comes_to_be(phone, False, IS_KEPT, address, seconds=5):
            break

    assert phone.goto(address).status == 410
    assert ARTICLE in phone.evaluate(KEPT)


@pytest.fixture
def quick_exit(site_environ):
    """Let the clinic keep a way out in sight, until the test is over."""
    for is_wanted in (True, False):
        words = QUICK_EXIT.format(is_wanted=is_wanted)
        running.manage("shell", "-c", words, environ=site_environ)
        if is_wanted:
            yield


def test_leaving_at_once_takes_what_was_kept(phone, quick_exit):
    opened(phone, ARTICLE)
    phone.goto("/")  # the way out stands on pages that are never kept, too

    phone.evaluate(
        "document.querySelector('.quick-exit a').addEventListener("
        "'click', (event) => event.preventDefault())"
    )
    phone.locator(".quick-exit a").click()
    assert comes_to_be(phone, False, KEEPS_ANY)


QUICK_EXIT = """
from clinic_site.models import Clinic, SiteVersion
Clinic.objects.update(has_quick_exit={is_wanted})
SiteVersion.grow()
"""


def withdraw(environ, slug):
    words = f"""
from django.contrib.auth import get_user_model
from django.utils import timezone
from articles import withdrawing
from articles.models import Article
person = get_user_model().objects.get(username="reviewer")
article = Article.objects.get(slug="{slug}", language="en")
withdrawing.withdraw(article, by=person, at=timezone.now(), reason="A mistake.")
"""
    running.manage("shell", "-c", words, environ=environ)
