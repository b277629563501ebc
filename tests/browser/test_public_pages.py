"""Every page a patient may open, walked once at 320 pixels: that is 400 % zoom, too."""

import pytest

# What the browser itself reports, gathered before anything else runs.
WATCH = """
window.refused = [];
window.moved = 0;
document.addEventListener(
  "securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) window.moved += shift.value;
}).observe({ type: "layout-shift", buffered: true });
"""
SEEN = """() => ({
  refused: window.refused,
  moved: window.moved,
  wide: document.documentElement.scrollWidth,
  headings: document.querySelectorAll("h1").length,
  language: document.documentElement.lang,
  kept: localStorage.length + sessionStorage.length,
  crisis: document.querySelector(".crisis-strip a[href='tel:988']") !== null,
  ids: [...document.querySelectorAll("[id]")].map((one) => one.id),
  sheets: document.querySelectorAll("link[rel=stylesheet]").length,
})"""
# Names of lists in which an answer is wider than the room beside the arrow.
CUT = """() => {
  const pen = document.createElement("canvas").getContext("2d");
  return [...document.querySelectorAll("select")].filter((list) => {
    const style = getComputedStyle(list);
    const sides = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight) + 20;
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    return [...list.options].some(
      (answer) => pen.measureText(answer.text).width > list.clientWidth - sides);
  }).map((list) => list.name);
}"""
NARROW = {"width": 320, "height": 640}
PAGES = [
    "/", "/treatments/", "/treatments/ketamine/", "/articles/", "/team/",
    "/locations/", "/costs/", "/privacy/", "/accessibility/", "/help-now/",
    "/language-help/", "/is-this-for-you/", "/request/", "/request/?for=provider",
    "/request/received/K7M-2QX/", "/styleguide/", "/nowhere/",
    "/articles/ketamine-aftercare/",
    "/articles/ketamine-aftercare/history/",
]  # fmt: skip
IN_SPANISH = [
    f"/es{address}"
    for address in PAGES
    if address not in ("/costs/", "/privacy/", "/accessibility/", "/language-help/")
]


@pytest.fixture(scope="module")
def walk(browser, site):
    """Return {address: what was seen there} of all pages, in one window."""
    context = browser.new_context(base_url=site, viewport=NARROW)
    context.add_init_script(WATCH)
    window = context.new_page()
    asked = []
    window.on("request", lambda request: asked.append(request.url))
    seen = {}
    for address in [*PAGES, *IN_SPANISH]:
        asked.clear()
        answer = window.goto(address)
        seen[address] = window.evaluate(SEEN) | {
            "status": answer.status,
            "foreign": [url for url in asked if not url.startswith(f"{site}/")],
            "asked": len(asked),
        }
    seen["cookies"] = context.cookies()
    context.close()
    return seen


def everywhere(walk, what):
    """Return {address: value} of one thing seen, for every page."""
    return {at: seen[what] for at, seen in walk.items() if at != "cookies"}


def test_every_page_is_there(walk):
    assert {
        at: status
        for at, status in everywhere(walk, "status").items()
        if status != (404 if at.endswith("/nowhere/") else 200)
    } == {}


def test_no_page_breaks_the_strict_policy(walk):
    assert {at: it for at, it in everywhere(walk, "refused").items() if it} == {}


def test_no_page_asks_anybody_else_for_anything(walk):
    assert {at: it for at, it in everywhere(walk, "foreign").items() if it} == {}


def test_no_reader_gets_a_cookie_or_leaves_a_trace(walk):
    assert walk["cookies"] == []
    assert set(everywhere(walk, "kept").values()) == {0}


def test_nothing_has_to_be_pushed_sideways(walk):
    assert {at: it for at, it in everywhere(walk, "wide").items() if it > 320} == {}


def test_nothing_moves_while_a_page_loads(walk):
    assert {at: it for at, it in everywhere(walk, "moved").items() if it} == {}


def test_every_page_has_one_title_its_language_and_crisis_help_first(walk):
    assert set(everywhere(walk, "headings").values()) == {1}
    assert set(everywhere(walk, "crisis").values()) == {True}
    assert {
        at: it
        for at, it in everywhere(walk, "language").items()
        if it != ("es" if at.startswith("/es/") else "en")
    } == {}


def test_no_id_stands_twice_on_a_page(walk):
    assert {
        at: ids
        for at, ids in everywhere(walk, "ids").items()
        if len(ids) > len(set(ids))
    } == {}


def test_a_page_is_few_requests_and_one_stylesheet(walk):
    assert {at: it for at, it in everywhere(walk, "asked").items() if it > 6} == {}
    assert set(everywhere(walk, "sheets").values()) == {1}


@pytest.mark.parametrize("address", ["/request/", "/es/request/"])
def test_no_answer_in_a_list_is_cut_on_a_phone(browser, site, address):
    window = browser.new_page(base_url=site, viewport={"width": 360, "height": 640})
    window.goto(address)

    cut = window.evaluate(CUT)
    lists = window.locator("select").count()
    window.close()

    assert lists >= 3
    assert cut == []
