import pytest


@pytest.mark.parametrize(
    "part",
    ["clinic_contact", "site_footer", "request_call", "talk"],
)
def test_whoever_is_told_to_call_reads_what_to_do_when_nobody_answers(
    render, shell, part
):
    html = render(
        f"{{% {part} %}}",
        shell=shell,
        hours_lines=["Monday to Friday, 8:00 am to 5:00 pm"],
        after_hours="Leave a message & rest.",
    )

    assert 'href="tel:+13605550142"' in html
    assert "Leave a message &amp; rest." in html


def test_the_hours_stand_beside_the_telephone(render, shell):
    html = render("{% clinic_contact %}", shell=shell, hours_lines=["Daily, all day"])

    assert "<p>Daily, all day</p>" in html
    assert "When we are closed" not in html


def test_without_a_telephone_nobody_is_told_to_call(render):
    assert render("{% clinic_contact %}").strip() == ""
