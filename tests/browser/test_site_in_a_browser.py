def test_a_visitor_sees_the_clinic_and_its_crisis_help(page):
    page.goto("/")

    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("link", name="988").first.is_visible()
