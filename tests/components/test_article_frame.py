from dataclasses import replace
from datetime import UTC, date, datetime

from django.urls import reverse

REVIEWER = {"name": "Ana Ruiz", "credential": "MD"}


def test_the_breadcrumb_says_where_the_page_is(render):
    html = render("{% breadcrumb links=links %}", links=[{"title": "Home", "url": "/"}])

    assert '<li><a href="/">Home</a></li>' in html


def test_the_sun_stands_at_one_stage_only(render):
    stages = [
        {"title": "Before", "url": "/b/"},
        {"title": "After", "url": "/a/", "is_here": True},
    ]

    html = render('{% horizon stages=stages label="Stages" %}', stages=stages)

    assert html.count("data-here") == 1
    assert '<a href="/a/" aria-current="page">After</a>' in html


def test_the_byline_names_author_reviewer_and_dates(render):
    html = render(
        "{% byline author=author reviewer=reviewer reviewed_on=on updated_on=at "
        "minutes=1 %}",
        author={"name": "Lena Hart", "credential": "RN"},
        reviewer=REVIEWER,
        on=date(2026, 5, 4),
        at=datetime(2026, 5, 6, 9, 0, tzinfo=UTC),
    )

    assert "By Lena Hart, RN" in html
    assert '<time datetime="2026-05-06">May 6, 2026</time>' in html
    assert "Reviewed by Ana Ruiz, MD" in html
    assert '<time datetime="2026-05-04">May 4, 2026</time>' in html
    assert "1 minute to read" in html


def test_the_byline_leads_to_the_authors_profile(render):
    author = {"name": "Lena Hart", "credential": "RN", "slug": "lena-hart"}

    html = render("{% byline author=author %}", author=author)

    assert f'<a href="{reverse("team")}#lena-hart">Lena Hart</a>, RN' in html


def test_the_byline_leaves_out_what_is_unknown(render):
    html = render("{% byline %}")

    assert "<span" not in html


def test_the_review_panel_says_when_the_words_are_looked_at_again(render):
    html = render(
        '{% review_panel reviewer=reviewer reviewed_on="2026-05-04" '
        'review_due_on=due change_note="Alcohol: now longer." %}',
        reviewer=REVIEWER,
        due=date(2026, 11, 4),
    )

    assert "Ana Ruiz, MD" in html
    assert '<time datetime="2026-11-04">November 4, 2026</time>' in html
    assert "Alcohol: now longer." in html


def test_sources_link_where_there_is_an_address_and_notes_stand_below(render):
    items = [
        {"title": "A study", "url": "https://example.org/", "note": "2022"},
        {"title": "A leaflet", "url": "", "note": ""},
    ]

    html = render("{% sources items=items %}", items=items)

    assert (
        '<li><a href="https://example.org/">A study</a>'
        ' <span class="sources__note">2022</span></li>'
    ) in html
    assert "<li>A leaflet</li>" in html


def test_share_links_are_plain_and_carry_the_whole_address(render):
    html = render(
        '{% share_links title="Rest & sleep" site_url="https://clinic.example" '
        'path="/articles/rest/" %}'
    )

    assert (
        'href="mailto:?subject=Rest%20%26%20sleep&amp;'
        'body=https://clinic.example/articles/rest/"' in html
    )
    assert 'href="https://clinic.example/articles/rest/"' in html


def test_the_pager_leads_on_even_when_there_is_nothing_before(render):
    html = render(
        "{% pager after=after %}", after={"title": "Your first week", "url": "/week/"}
    )

    assert '<li class="pager__next"><a href="/week/">' in html
    assert "Before this" not in html


def test_a_list_of_articles_shows_title_and_sentence(render):
    articles = [{"title": "Rest", "url": "/rest/", "summary": "Why it helps."}]

    html = render("{% article_list articles=articles %}", articles=articles)

    assert '<h3><a href="/rest/">Rest</a></h3>' in html
    assert "<p>Why it helps.</p>" in html


def test_a_treatment_without_a_drawing_of_its_own_gets_the_quiet_room(render):
    treatment = {"slug": "light", "name": "Light", "summary": "A lamp."}

    html = render("{% treatment_summary treatment=treatment %}", treatment=treatment)

    assert ">Light</a></h3>" in html
    assert '<svg class="drawing"' in html


STAGE = (
    '{% journey_stage stage="after" title="After" when="Today" words="Rest." '
    "groups=groups %}"
)


def test_a_stage_with_one_article_leads_straight_to_it(render):
    groups = [{"stage": "after", "articles": [{"url": "/rest/"}]}]

    assert '<h3><a href="/rest/">After</a></h3>' in render(STAGE, groups=groups)


def test_a_stage_with_several_articles_leads_to_its_part_of_the_list(render):
    groups = [{"stage": "after", "articles": [{"url": "/rest/"}, {"url": "/eat/"}]}]

    html = render(STAGE, groups=groups)

    assert f'<h3><a href="{reverse("articles")}#after">After</a></h3>' in html


def test_a_stage_without_articles_leads_nowhere_yet(render):
    groups = [{"stage": "before", "articles": [{"url": "/eat/"}]}]

    assert "<h3>After</h3>" in render(STAGE, groups=groups)


def test_on_a_demonstration_the_review_panel_says_that_it_is_an_example(render, shell):
    source = "{% review_panel reviewer=reviewer reviewed_on=on review_due_on=on %}"
    given = {"reviewer": REVIEWER, "on": date(2026, 5, 4)}

    real = render(source, shell=shell, **given)
    example = render(source, shell=replace(shell, is_demo=True), **given)

    assert "This is an example" not in real
    assert "This is an example" in example
