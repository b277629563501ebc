"""An editor without script brings in a WordPress site and works through the report."""

from pathlib import Path

from tests.browser.test_desk_in_a_browser import sign_in, watched

FIXTURES = Path(__file__).parents[1] / "articles" / "fixtures"
UPLOAD = "/admin/articles/importrun/add/"


def hand_in(window, file):
    window.goto(UPLOAD)
    window.set_input_files("[name=files]", file)
    window.get_by_role("button", name="Import", exact=True).click()


def test_a_wordpress_site_is_brought_in_without_script(visitor):
    window = visitor(java_script_enabled=False)
    sign_in(window, "editor")
    window.goto("/admin/articles/article/")
    window.get_by_role("link", name="Import", exact=True).click()
    window.set_input_files("[name=files]", FIXTURES / "harbour.xml")
    window.get_by_role("button", name="Import", exact=True).click()
    window.get_by_label("Ketamine › After the visit").first.select_option("ketamine")
    window.get_by_role("button", name="That is right, import").click()

    assert "2 new working copies" in window.inner_text("header.lead")
    assert "Do not drive for 48 hours" in window.inner_text(".problems >> nth=0")
    window.get_by_role("link", name="Sofa evenings").click()
    assert window.inner_text("h1") == "Sofa evenings: what’s kind & what isn’t"
    assert window.locator(".problems", has_text="What fits:").count() >= 1


def test_the_rooms_of_an_import_keep_the_policy_and_name_what_is_refused(visitor):
    window = visitor(viewport={"width": 600, "height": 700})
    sign_in(window, "editor")
    complaints = watched(window)

    hand_in(window, FIXTURES / "boats.html")
    assert "Boats and quiet days" in window.inner_text("#content")
    window.get_by_text("Left out").first.click()
    assert window.get_by_text("counter.example").is_visible()
    assert complaints == []
    assert window.evaluate("document.documentElement.scrollWidth") <= 600
    refused = {"name": "a.docx", "mimeType": "", "buffer": b"PK\x03\x04 no"}
    hand_in(window, refused)

    assert "a.docx: This is not a Word file" in window.inner_text(".errorlist")
