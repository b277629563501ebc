"""Everything a patient does, done with nothing but a keyboard."""

MOST_STOPS = 80


def tab_to(page, selector):
    """Press Tab until the element has the focus, as somebody without a mouse would."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("(it) => document.activeElement.matches(it)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def test_the_first_stop_jumps_over_header_and_menu(page):
    page.goto("/help-now/")

    page.keyboard.press("Tab")
    assert page.locator(".skip-link").evaluate(
        "(it) => it.getBoundingClientRect().top >= 0"
    )
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_the_menu_of_a_phone_opens_leads_on_and_closes(visitor):
    page = visitor(viewport={"width": 360, "height": 780})
    page.goto("/")
    menu = page.get_by_role("navigation", name="Main")
    assert not menu.is_visible()

    tab_to(page, "[popovertarget=menu]")
    page.keyboard.press("Enter")
    assert menu.is_visible()
    page.keyboard.press("Escape")
    assert not menu.is_visible()

    page.keyboard.press("Enter")
    tab_to(page, "#menu a[href='/costs/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/costs/")


def test_the_menu_needs_no_script(visitor):
    page = visitor(java_script_enabled=False, viewport={"width": 360, "height": 780})
    page.goto("/")

    page.get_by_role("button", name="Menu", exact=True).click()

    assert page.get_by_role("link", name="Costs", exact=True).is_visible()


def test_a_person_asks_for_an_appointment_up_to_the_last_look(page):
    page.goto("/request/")

    tab_to(page, "[name=full_name]")
    page.keyboard.type("Rosa Méndez")
    tab_to(page, "[name=phone]")
    page.keyboard.type("(360) 555-0187")
    tab_to(page, "[name=contact_by][value=call]")
    page.keyboard.press("Space")
    tab_to(page, "[name=returning]")
    page.keyboard.press("Space")
    tab_to(page, "[name=adult]")
    page.keyboard.press("Space")
    tab_to(page, "[name=privacy_consent]")
    page.keyboard.press("Space")
    tab_to(page, "button.button:not([name])")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Check your answers", level=1).wait_for()
    assert page.get_by_text("Rosa Méndez").is_visible()


def test_a_mistake_takes_the_focus_and_leads_to_its_answer(page):
    page.goto("/request/")
    page.get_by_role("button", name="Check your answers").last.click()

    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.name") == "full_name"


def test_texts_are_asked_about_only_when_somebody_wants_them(page):
    page.goto("/request/")
    consent = page.locator("[name=text_consent]")
    assert not consent.is_visible()

    page.check("[name=contact_by][value=text]")
    assert consent.is_visible()
    consent.check()
    page.uncheck("[name=contact_by][value=text]")

    assert consent.is_visible()


def test_a_reader_says_that_a_page_helped(page):
    page.goto("/articles/ketamine-aftercare/")

    tab_to(page, ".feedback [value=yes]")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Thank you").wait_for()
    page.get_by_role("link", name="Back to the page").click()
    page.wait_for_url("**/ketamine-aftercare/")
