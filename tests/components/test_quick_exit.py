from dataclasses import replace


def test_a_clinic_that_wants_it_keeps_a_way_out_in_sight(render, shell):
    html = render("{% quick_exit %}", shell=replace(shell, has_quick_exit=True))

    assert 'href="https://www.weather.gov/" rel="noreferrer"' in html
    assert "Leave this site now" in html


def test_without_the_wish_there_is_none(render, shell):
    assert render("{% quick_exit %}", shell=shell).strip() == ""


def test_a_page_without_a_clinic_has_none(render):
    assert render("{% quick_exit %}").strip() == ""
