import pytest


def headings(number):
    child = {"id": "child", "title": "A <child>"}
    return [
        {"id": f"part-{n}", "title": f"Part {n}", "children": [child]}
        for n in range(number)
    ]


def test_a_long_page_lists_its_headings_two_levels_deep(render):
    html = render("{% contents headings=headings %}", headings=headings(4))

    assert '<li><a href="#part-3">Part 3</a>' in html
    assert '<li><a href="#child">A &lt;child&gt;</a></li>' in html


@pytest.mark.parametrize("number", [0, 3])
def test_a_short_page_is_its_own_list(render, number):
    html = render("{% contents headings=headings %}", headings=headings(number))

    assert html.strip() == ""
