"""A clinic's old page walks through the desk: imported, mended, approved, read.

Fed from the text beside the checkout where it lies there, and from an invented one of
the same structure everywhere else.
"""

import re

from clinic_site import shell
from tests.browser.test_desk_in_a_browser import sign_in, watched
from tests.browser.test_importing_in_a_browser import FIXTURES, hand_in
from tests.browser.test_writing_in_a_browser import Hand, label_like
from tests.journeys.test_seed_pages import SEEDS

TEXT = [FIXTURES / "timeline_and_tip.txt", *SEEDS.glob("004_*.txt")][-1]
SELECTED = """(area, sentence) => new Promise(chosen => {
  const texts = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const start = texts.currentNode.data.indexOf(sentence);
    if (start < 0) continue;
    document.addEventListener("selectionchange", () => chosen(), {once: true});
    getSelection().setBaseAndExtent(
      texts.currentNode, start, texts.currentNode, start + sentence.length);
  }
})"""


def imported(window):
    """Import the text and open its working copy from the report; return its title."""
    hand_in(window, TEXT)
    link = window.locator(".import__document h2 a")
    title = link.inner_text()
    link.click()
    window.wait_for_selector(".tiptap.ProseMirror")
    return title


def sent(window):
    """Press the one next step of the bench; it stays on the bench."""
    with window.expect_navigation():
        window.locator(".lead__step [name=_send]").click()
    assert "Waits for its review" in window.inner_text(".lead")


def signed(window, title):
    """Let the reviewer read what was sent last under `title`, and approve it."""
    window.goto("/admin/articles/revision/?state__exact=submitted")
    window.locator("#result_list").get_by_role("link", name=title).first.click()
    assert window.frame_locator("[name=page]").locator("h1").inner_text() == title
    window.get_by_label("Yes: approve and publish").check()
    window.get_by_role("button", name=re.compile("^Sign as")).click()


def take_out(window, sentence):
    """Select the sentence where it stands, as with a mouse, and press Delete."""
    area = window.locator(".tiptap.ProseMirror", has_text=sentence)
    area.click()
    area.evaluate(SELECTED, sentence)
    window.keyboard.press("Delete")
    area.wait_for(state="detached")


def mend(window):
    """Do what the checks beside the words ask for, and set the days in their order."""
    for sentence in window.locator("#checks-h ~ .problems q").all_inner_texts():
        take_out(window, sentence)
    hand = Hand(window)
    box = hand.add("Care instruction")
    hand.choose(box.get_by_label("Care instruction"), label_like(box, "riv"))
    box = hand.add("List")
    hand.choose(box.get_by_label("Kind of list"), "Timeline")
    hand.type(box.get_by_label("Lines"), "Before | Plan\nFirst | Visit\nAfter | Rest")
    hand.type(window.locator("[name=sources-0-title]"), "A leaflet")


def test_an_old_page_is_imported_stopped_mended_approved_and_read(visitor):
    editor, reviewer = visitor(), visitor()
    complaints = [watched(editor), watched(reviewer)]
    sign_in(editor, "editor")
    sign_in(reviewer, "reviewer")
    title = imported(editor)
    asked_for = editor.locator("#checks-h ~ .problems li[data-stops=yes]").count()
    sent(editor)
    signed(reviewer, title)
    reviewer.get_by_text("Something in the text stops publishing").wait_for()
    assert reviewer.locator("#problems li").count() == asked_for > 0

    mend(editor)
    sent(editor)
    assert "nothing stops it" in editor.inner_text("#checks-h")
    signed(reviewer, title)

    reviewer.get_by_text("Approved and published").wait_for()
    assert [one for one in sum(complaints, []) if "422" not in one] == []
    assert_a_patient_reads(visitor, title)


def assert_a_patient_reads(visitor, title):
    """On a narrow phone without script, from the list of all pages to the last call."""
    phone = visitor(java_script_enabled=False, viewport={"width": 360, "height": 740})
    complaints = watched(phone)
    phone.wait_for_timeout(1000 * shell.SECONDS_BETWEEN_LOOKS)  # the list may be so old
    phone.goto("/articles/")
    phone.get_by_role("link", name=title).first.click()
    body = phone.locator("article .flow")
    assert phone.locator("h1").all_inner_texts() == [title]
    assert body.locator("h2").count() == 4
    steps = body.locator("ol.timeline > li").all_inner_texts()
    assert [one.split()[0] for one in steps] == ["Before", "First", "After"]
    assert "Pro tip" in phone.locator("article [data-kind=tip]").inner_text()
    assert phone.locator("[data-instruction=KET_DRIVE]").is_visible()
    call = phone.locator(".request-call a[href='/request/']").first
    assert call.is_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert complaints == []
