import pytest
from django import template

from clinic_site.components import care, instructions


def test_steps_show_their_lead_in_bold_and_do_without_one():
    html = care.steps(
        heading="How",
        items=[{"lead": "You arrive.", "text": "We greet you."}, {"text": "You rest."}],
    )

    assert "<h2>How</h2>" in html
    assert "<li><strong>You arrive.</strong> We greet you.</li>" in html
    assert "<li>You rest.</li>" in html


def test_a_timeline_says_when_before_what():
    html = care.timeline(items=[{"when": "Tonight", "text": "Rest", "note": "at home"}])

    assert '<span class="timeline__when">Tonight</span> <span>Rest' in html
    assert '<span class="timeline__note">at home</span>' in html


def test_a_checklist_ticks_without_being_sent_anywhere():
    html = care.checklist(items=[{"text": "My ride is here", "note": "outside"}])

    assert '<label><input class="tick" type="checkbox"> <span>My ride is here' in html
    assert "<small>outside</small>" in html
    assert "<form" not in html
    assert "name=" not in html


def test_the_short_version_is_named_by_its_own_heading():
    html = instructions.short_version("<ul><li>Rest</li></ul>", heading_id="short")

    assert '<section class="short-version" aria-labelledby="short">' in html
    assert '<h2 id="short">The short version</h2>' in html


def test_a_short_version_refuses_an_instruction_without_a_level():
    item = {"code": "REST_DAY", "severity": "", "sentence": "Rest."}

    with pytest.raises(template.TemplateSyntaxError):
        instructions.short_version("<ul><li>Rest</li></ul>", items=[item])


def test_nothing_to_avoid_leaves_no_empty_list_of_what_not_to_do():
    rest = {"code": "REST_DAY", "severity": "should", "kind": "do", "sentence": "Rest."}
    drive = {
        "code": "KET_DRIVE", "severity": "must", "kind": "avoid",
        "sentence": "Do not drive.",
    }  # fmt: skip

    one, other, both = (
        instructions.care_instructions(items=items, style="do_dont")
        for items in ([rest], [drive], [rest, drive])
    )

    assert "dont-list" not in one
    assert "do-list" not in other
    assert both.index("Rest.") < both.index("dont-list") < both.index("Do not drive.")
