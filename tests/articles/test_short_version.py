"""Whoever reads the short version only reads the signed answer first."""

import re
from dataclasses import replace

import pytest

from articles import rendering
from articles.instructions import Values
from tests.articles.instructions.shipped import shipped_values

SIGNED = Values.of(
    replace(value, signed_id=number) for number, value in enumerate(shipped_values(), 1)
)
LINE = re.compile(r"<li[ >].*?</li>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def short_version(html="<ul><li>Go slowly.</li></ul>"):
    return {
        "kind": "callout", "style": "summary", "level": "", "heading": "", "html": html,
    }  # fmt: skip


def quoted(code, form="short"):
    return {"kind": "instruction", "code": code, "form": form}


def listed(style, *, stage="aftercare"):
    return {
        "kind": "instructions", "treatment": "ketamine", "stage": stage,
        "style": style, "form": "short", "heading": "",
    }  # fmt: skip


def rendered(*sections, values=SIGNED, **fields):
    content = {
        "language": "en", "title": "At home", "summary": "", "treatment": "ketamine",
        "stage": "aftercare", "audience": "patient", "sources": [],
    }  # fmt: skip
    return rendering.render(content | fields | {"sections": list(sections)}, values)


def box_of(html):
    return html[html.index('<section class="short-version"') : html.index("</section>")]


def said(html):
    """Return the words of each line of the box."""
    lines = LINE.findall(box_of(html))
    return [" ".join(TAG.sub(" ", line).split()) for line in lines]


def changed(code, **fields):
    return SIGNED.with_changes([replace(SIGNED.known[code], **fields)])


def test_signed_instructions_below_the_short_version_are_its_first_lines():
    body = rendered(short_version(), quoted("KET_DRIVE"), quoted("REST_DAY")).body_html

    assert said(body) == [
        "Must Do not drive for 24 hours , and not before a full night of sleep.",
        "Should Keep the day quiet. No hard exercise.",
        "Go slowly.",
    ]
    assert "<strong>24 hours</strong>" in box_of(body)
    assert 'data-instruction="KET_DRIVE" data-severity="must"' in box_of(body)
    assert body.count("<ul>") == 1  # read aloud as one list of three
    assert body.endswith("</section>")


def test_a_short_version_without_a_list_has_its_words_below_the_instructions():
    body = rendered(short_version("<p>Rest.</p>"), quoted("KET_DRIVE")).body_html

    assert box_of(body).index("</ul>") < box_of(body).index("<p>Rest.</p>")


def test_only_what_stands_directly_below_in_few_words_is_drawn_inside():
    text = {"kind": "text", "html": "<h2>Why</h2>"}
    sections = [
        quoted("REST_DAY", "full"),
        quoted("KET_DRIVE"),
        text,
        quoted("ALCOHOL"),
    ]

    body = rendered(short_version(), *sections).body_html

    assert said(body) == ["Go slowly."]
    assert body.count("data-instruction") == 3


def test_an_instruction_that_is_off_leaves_no_gap_and_an_unsigned_one_says_so():
    sections = [short_version(), quoted("REST_DAY"), quoted("NO_WORK")]

    off = rendered(*sections, values=changed("REST_DAY", is_off=True))
    unsigned = rendered(*sections, values=changed("REST_DAY", signed_id=None))

    assert len(said(off.body_html)) == 2
    assert said(unsigned.body_html)[0].startswith("REST_DAY: not signed yet.")
    assert "REST_DAY" not in unsigned.handout_html + unsigned.calm_html


def test_paper_says_first_what_decides_and_nothing_twice():
    sections = [quoted("KET_DRIVE"), quoted("MEDS_KEEP"), quoted("EMERGENCY_911")]

    sheet = rendered(short_version(), *sections, listed("do_dont")).handout_html

    assert [line[:22] for line in said(sheet)] == [
        "Must Do not drive for ", "Must Do not stop or ch", "Go slowly.",
    ]  # fmt: skip
    for code in ("KET_DRIVE", "MEDS_KEEP", "EMERGENCY_911", "ALCOHOL"):
        assert sheet.count(f'data-instruction="{code}"') == 1


@pytest.mark.parametrize("style", ["list", "checklist"])
def test_what_has_a_box_to_tick_on_paper_keeps_it(style):
    sections = [short_version(), quoted("KET_DRIVE"), listed(style)]

    sheet = rendered(*sections).handout_html

    assert said(sheet) == ["Go slowly."]
    assert sheet.count('data-instruction="KET_DRIVE"') == 1


@pytest.mark.parametrize("style", ["do_dont", "checklist"])
def test_a_list_for_the_next_visit_takes_nothing_from_today(style):
    sections = [short_version(), quoted("ALCOHOL"), listed(style, stage="before")]

    sheet = rendered(*sections).handout_html

    assert said(sheet)[0].startswith("Must No alcohol")
    assert sheet.count('data-instruction="ALCOHOL"') == 2


def test_a_companion_reads_their_own_words_in_the_short_version():
    sections = [short_version(), quoted("KET_DRIVE", "companion")]

    page = rendered(*sections, audience="companion")

    for html in (page.body_html, page.handout_html):
        assert said(html)[0].startswith("Must Do not let them drive for 24 hours")


def test_what_the_page_says_again_below_is_one_thing_to_do():
    sections = [quoted("REST_DAY"), quoted("KET_DRIVE"), quoted("KET_DRIVE", "full")]

    own = rendering.calm.for_reader(
        rendered(short_version(), *sections).calm_html, is_companion=False
    )

    assert re.findall(r'data-instruction="(\w+)"', own) == ["KET_DRIVE", "REST_DAY"]
