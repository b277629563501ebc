import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from clinic_site.components import care


def test_do_not_stands_on_every_line_whether_typed_or_not():
    lines = ["drive today", "Do not drink alcohol", "never ride a bike", "don’t sign"]

    html = care.dont_list(lines=lines)

    assert "<li>do not drive today</li>" in html
    assert "<li>Do not drink alcohol</li>" in html
    assert "<li>never ride a bike</li>" in html
    assert "<li>don’t sign</li>" in html


def test_a_word_that_only_begins_like_a_ban_is_no_ban():
    assert "<li>do not nevertheless drive</li>" in care.dont_list(
        lines=["nevertheless drive"]
    )


def test_signed_values_within_a_line_keep_their_markup_and_typed_signs_do_not():
    signed = mark_safe('do not drive for <span data-instruction="D">24 hours</span>')

    forbidden = care.dont_list(lines=[signed, "eat <b>"])
    wanted = care.do_list(lines=["rest <b>"])

    assert '<span data-instruction="D">24 hours</span>' in forbidden
    assert "do not eat &lt;b&gt;" in forbidden
    assert "rest &lt;b&gt;" in wanted


@pytest.mark.parametrize("level", [2, 3])
def test_lists_take_the_heading_level_of_their_place(level):
    html = care.do_list(lines=["rest"], heading_level=level, heading_id="rest")

    assert f'<h{level} id="rest">Do</h{level}>' in html


def test_lists_are_headed_in_the_language_of_the_page():
    with translation.override("en"):
        html = care.do_dont(care.do_list(lines=["a"]) + care.dont_list(lines=["b"]))

    assert html.index(">Do</h3>") < html.index(">Do not</h3>")
