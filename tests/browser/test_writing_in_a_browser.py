"""Writing in a real browser: a new article from nothing, by mouse and by keyboard."""

import re

from tests.browser.test_desk_in_a_browser import sign_in, watched

MOST_INTERACTIONS = 24
ADD = "/admin/articles/article/add/"
BOX = ".order-machine .inline-related:not(.empty-form)"
BOX_OF_FOCUS = "document.activeElement.closest('.inline-related')?.id"
IS_IN_A_BOX = f"!!{BOX_OF_FOCUS}"


class Hand:
    """A person's hand: counts each click, typed field, choice and key as one."""

    def __init__(self, window):
        self.window, self.count = window, 0

    def click(self, target):
        self.count += 1
        target.click()

    def type(self, target, words):
        self.count += 1
        target.fill(words)

    def choose(self, target, label):
        self.count += 1
        target.select_option(label=label)

    def add(self, kind):
        """Add a section at the end; return its box, in which the writer now is."""
        before = self.window.locator(BOX).count()
        self.click(self.window.locator(".order-machine-insert-target.last"))
        title = self.window.locator(".plugin-button-title")
        self.click(title.filter(has_text=re.compile(f"^{kind}")))
        self.window.wait_for_function(IS_IN_A_BOX)
        assert self.window.locator(BOX).count() == before + 1
        found = self.window.evaluate(BOX_OF_FOCUS)
        return self.window.locator(f"#{found}")


def test_a_new_article_from_nothing_to_submitted_in_few_steps(visitor):
    window = visitor()
    complaints = watched(window)
    sign_in(window, "editor")
    window.goto("/admin/articles/article/")
    hand = Hand(window)

    hand.click(window.get_by_role("link", name=re.compile("Add article")))
    hand.type(window.get_by_label("Title", exact=True).first, "What to wear that day")
    hand.type(window.get_by_label("Summary"), "What you need on the day.")
    hand.choose(window.get_by_label("When do patients need it?"), "Before the visit")
    box = hand.add("List")
    hand.choose(box.get_by_label("Kind of list"), "Do list")
    hand.type(box.get_by_label("Lines"), "bring a warm layer\nbring your glasses")
    box = hand.add("Callout")
    hand.choose(box.get_by_label("Kind"), "Help card")
    hand.choose(box.get_by_label("How urgent"), "Non-urgent")
    hand.type(box.get_by_label("Heading"), "Questions?")
    hand.type(box.locator(".ProseMirror"), "Call us.")
    box = hand.add("Care instruction")
    hand.choose(box.get_by_label("Care instruction"), label_like(box, "riv"))
    hand.type(window.locator("[name=sources-0-title]"), "A leaflet")
    hand.click(window.get_by_role("button", name="Save and go on"))
    hand.click(window.get_by_role("button", name="Save and send for review"))

    assert "Waits for its review" in window.locator(".lead").inner_text()
    assert hand.count <= MOST_INTERACTIONS, f"{hand.count} interactions"
    assert complaints == []


def label_like(box, part):
    """Return the first choice whose words hold `part`."""
    choices = box.locator("select[name$=instruction] option").all_inner_texts()
    return next(one for one in choices if part in one)


def test_a_section_is_moved_by_keyboard_alone_and_stays_there(visitor):
    window = visitor()
    sign_in(window, "editor")
    window.goto("/admin/articles/article/")
    window.locator("#result_list tbody th a").first.click()
    window.wait_for_selector(".section-move")
    before = names(window)

    window.locator("#id_summary").focus()
    while not focused(window).startswith("Move down"):
        window.keyboard.press("Tab")
    window.keyboard.press("Enter")

    assert names(window)[:2] == before[1::-1]
    assert "is now section 2 of" in window.locator("#section-news").inner_text()
    assert focused(window).startswith("Move down")
    assert window.locator("#unsaved").is_visible()
    window.get_by_role("button", name="Save", exact=True).first.click()
    window.wait_for_selector(".section-move")
    assert names(window)[:2] == before[1::-1]


def names(window):
    """The sections' boxes in the order that one sees."""
    return window.evaluate(
        """selector => [...document.querySelectorAll(selector)]
          .sort((a, b) => a.style.order - b.style.order)
          .map(box => box.querySelector("h3").innerText.split("\\n")[0])""",
        BOX,
    )


def focused(window):
    return window.evaluate("document.activeElement.innerText || ''").lstrip("↑↓ \n")


def test_words_typed_after_the_session_ended_are_saved_with_one_press(visitor):
    window = visitor()
    complaints = watched(window)
    sign_in(window, "editor")
    window.goto("/admin/articles/article/")
    window.locator("#result_list tbody th a").first.click()
    window.fill("#id_summary", "Typed while the session ended.")
    session = [one for one in window.context.cookies() if one["name"] == "session"]
    window.context.clear_cookies(name=session[0]["name"])

    window.get_by_role("button", name="Save", exact=True).first.click()
    with window.context.expect_page() as other:
        window.get_by_role("link", name="Sign in in another tab").click()
    sign_in(other.value, "editor")
    window.bring_to_front()
    window.evaluate("dispatchEvent(new Event('focus'))")
    window.get_by_text("You are signed in again.").wait_for()
    window.get_by_role("button", name="Save", exact=True).click()

    window.wait_for_url(re.compile("/change/"))
    assert window.input_value("#id_summary") == "Typed while the session ended."
    assert [one for one in complaints if "403" not in one] == []
