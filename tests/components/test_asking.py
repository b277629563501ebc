from datetime import UTC, datetime


def test_the_notice_says_what_the_form_is_not_and_whom_to_call(render, shell):
    html = render("{% emergency_notice %}", shell=shell)

    assert "This form is not for emergencies." in html
    assert 'href="tel:988"' in html
    assert 'href="sms:988"' in html
    assert 'href="tel:911"' in html


def test_crisis_help_stands_beside_the_note(render, shell):
    assert 'href="tel:988"' in render("{% help_aside %}", shell=shell)


def test_each_answer_has_its_own_way_back(render):
    answers = [{"name": "note", "label": "Note", "value": "first\n<second>"}]

    html = render("{% summary_list answers=a changeable=True %}", a=answers)

    assert "<dd>first<br>&lt;second&gt;</dd>" in html
    assert 'name="change" value="note"' in html


def test_answers_that_cannot_be_changed_have_no_button(render):
    answers = [{"name": "note", "label": "Note", "value": "words"}]

    assert "<button" not in render("{% summary_list answers=a %}", a=answers)


def test_the_receipt_promises_on_the_clinics_own_clock(render, shell):
    at = datetime(2026, 5, 12, 21, 0, tzinfo=UTC)

    html = render(
        '{% receipt reference="7KQM-2RTD" respond_by=at %}', shell=shell, at=at
    )

    assert '<dd class="receipt__reference">7KQM-2RTD</dd>' in html
    assert "Tuesday, May 12," in html
    assert "2:00 pm PDT" in html


def test_a_receipt_without_a_promise_shows_the_reference_alone(render, shell):
    html = render('{% receipt reference="7KQM-2RTD" %}', shell=shell)

    assert "<time" not in html
