import pytest
from django.template import TemplateSyntaxError
from django.utils.html import escape

CARD = (
    '{% care_card level=level heading="Call if" %}<p>{{ sign }}</p>{% endcare_card %}'
)


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("non_urgent", "Non-urgent advice:"),
        ("urgent", "Urgent advice:"),
        ("emergency", "Emergency advice:"),
    ],
)
def test_care_card_says_its_level_in_words_not_only_in_colour(render, level, words):
    html = render(CARD, level=level, sign="you cannot wake them & breathing is slow")

    assert f'data-level="{level}"' in html
    assert f'<span class="care-card__level">{words} </span>Call if' in html
    assert f"<p>{escape('you cannot wake them & breathing is slow')}</p>" in html


def test_care_card_of_an_unknown_level_is_refused_before_anybody_reads_it(render):
    with pytest.raises(TemplateSyntaxError, match="dreadful"):
        render(CARD, level="dreadful")


def test_care_card_without_its_level_is_refused_when_the_template_is_read(render):
    with pytest.raises(TemplateSyntaxError, match="level"):
        render('{% care_card heading="Call if" %}{% endcare_card %}')


def test_care_card_shows_the_ways_to_call_after_the_signs(render, shell):
    source = (
        '{% care_card level="urgent" heading="" calls=calls %}Signs{% endcare_card %}'
    )
    calls = render("{% crisis_calls %}{% emergency_calls %}", shell=shell)

    html = render(source, calls=calls)

    assert html.index("Signs") < html.index('href="tel:988"')
    assert html.index('href="sms:988"') < html.index('href="tel:911"')
