"""Templates lose their indentation and nothing that a reader sees."""

from django.template.loader import get_template

from clinic_site.template_loading import tight


def test_indentation_and_lines_of_tags_are_left_out():
    source = "<ul>\n  {% if a %}\n    <li>{{ a }}</li>\n  {% endif %}\n</ul>\n"

    assert tight(source) == ("<ul>\n{% if a %}<li>{{ a }}</li>\n{% endif %}</ul>\n")


def test_words_on_two_lines_keep_a_space_between_them():
    source = "<p>\n  Call us\n  {% if night %}\n    tomorrow\n  {% endif %}\n</p>"

    assert tight(source) == "<p>\nCall us\n{% if night %}tomorrow\n{% endif %}</p>"


def test_text_that_shows_its_lines_keeps_them():
    source = "<pre>\n  one\n    two\n</pre>"

    assert tight(source) == source


def test_pages_are_made_of_tight_templates():
    source = get_template("base.html").template.source

    assert "\n " not in source
    assert "\n\n" not in source
