from dataclasses import replace


def test_the_strip_leads_to_the_numbers_of_the_record(render, shell):
    other = replace(shell, crisis_number="111", emergency_number="112")

    html = render("{% crisis_strip %}", shell=other)

    assert 'href="tel:111"' in html
    assert 'href="sms:111"' in html
    assert 'href="tel:112"' in html
    assert "911" not in html


def test_the_strip_holds_even_when_nothing_is_known_of_the_clinic(render):
    html = render("{% crisis_strip %}")

    assert 'href="tel:988"' in html
    assert 'href="tel:911"' in html
