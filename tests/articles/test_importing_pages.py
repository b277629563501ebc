"""Web pages, Word files and WordPress posts keep their structure, and nothing more."""

from datetime import date
from pathlib import Path

import pytest

from articles import prose
from articles.importing import Verdict, decoding, formats, subjects
from tests.articles.word_files import paragraph, table, word_file

FIXTURES = Path(__file__).parent / "fixtures"


def documents(name):
    pieces, _left = formats.pieces_of((FIXTURES / name).read_bytes(), name=name)
    return {
        piece.title: formats.article_of(subjects.applied(piece, {}))
        for piece in pieces
        if not piece.skipped and prose.plain(piece.words) != "[recent_posts]"
    }


@pytest.fixture(scope="module")
def sofa():
    return documents("harbour.xml")["Sofa evenings: what’s kind & what isn’t"]


@pytest.fixture(scope="module")
def boats():
    return documents("boats.html")[""]


def page(html):
    """The article in a small web page."""
    source = f"<!doctype html><title>A title</title><body>{html}".encode()
    [piece], _left = formats.pieces_of(source, name="page.html")
    return formats.article_of(piece)


def html_of(found):
    return "".join(section.get("html", "") for section in found.sections)


def remarks(found, verdict):
    return {(one.reason, one.words) for one in found.report.of(verdict)}


# -- A WordPress post -----------------------------------------------------------------


def test_a_post_keeps_its_shapes(sofa):
    kinds = [one.get("style") or one["kind"] for one in sofa.sections]

    assert kinds == [
        "text", "text", "do", "dont", "text", "table", "inset", "tip", "text",
    ]  # fmt: skip
    do, dont, compared = (sofa.sections[place] for place in (2, 3, 5))
    assert (do["heading"], do["lines"][0]) == ("Do", "keep a jug at hand")
    assert dont["lines"] == ["sign papers", "climb ladders"]
    assert compared["caption"] == "Lamps by the hour"
    assert compared["rows"][1] == ["Lamp", "low", "off / out"]


def test_a_posts_headings_begin_at_the_second_level(sofa):
    assert "<h2>How quiet should the room be?</h2>" in html_of(sofa)
    assert "<h4>" not in html_of(sofa)


def test_what_runs_spies_or_styles_is_dropped_and_named(sofa):
    html = html_of(sofa)

    assert prose.clean(html) == html
    assert not [
        word for word in ("script", "style=", "onclick", "data:", "iframe", "pixel")
        if word in html
    ]  # fmt: skip
    assert remarks(sofa, Verdict.LEFT_OUT) >= {
        ("script", "window.dataLayer=[]"),
        ("frame from another site", "videos.example"),
        ("tracker", "pixel.example"),
        ("inline style", "color:#f00"),
        ("program in an attribute", "onclick"),
        ("address that holds a program", "javascript:alert(1)"),
        ("address that holds a program", "data:image/png;base64"),
        ("comments of readers", "2"),
    }


def test_descriptions_of_pictures_are_kept_in_the_report(sofa):
    kept = remarks(sofa, Verdict.LEFT_OUT)

    assert (
        "picture: its description, to use again",
        "A lamp with a green shade",
    ) in kept
    featured = "picture above the text: its description, to use again"
    assert (featured, "A blue sofa by a window") in kept


def test_a_post_brings_its_date_author_summary_and_addresses(sofa):
    assert sofa.updated_on == date(2024, 2, 3)
    assert sofa.byline == "Dr. Ada Reyes"
    assert sofa.summary == "A sofa, a jug and a quiet room."
    assert sofa.slug == "sofa-evenings"
    assert sofa.paths == ("/2019/05/sofa-evenings/", "/2019/05/sofa-nights/")


def test_nested_categories_say_treatment_and_stage(sofa):
    assert (sofa.treatment, sofa.stage) == ("ketamine", "after")


def test_a_link_into_the_old_site_keeps_its_path_only(sofa):
    assert '<a href="/about-us/#team">who we are</a>' in html_of(sofa)
    assert '<a href="https://library.example/sofas">' in html_of(sofa)
    assert "Press me" in html_of(sofa)


def test_words_of_an_old_post_are_paragraphs_without_shortcodes():
    found = documents("harbour.xml")["Parking & the tram"]

    assert html_of(found) == (
        "<p>The tram stops at the door.<br>It runs all day.</p>"
        "<h2>By car</h2><p>Come by the quay [sic], then turn left.</p>"
    )
    named = remarks(found, Verdict.LEFT_OUT)
    assert ("shortcode", '[gallery ids="1,2,3"]') in named
    assert ("picture: its caption", "The way") in named


# -- A web page -----------------------------------------------------------------------


def test_only_the_article_of_a_page_is_taken(boats):
    html = html_of(boats)

    assert boats.title == "Boats and quiet days"
    assert not [
        word
        for word in ("Home", "Nice boat", "Related", "Share", "oars", "©", "Join")
        if word in html
    ]
    assert {reason for reason, _words in remarks(boats, Verdict.LEFT_OUT)} >= {
        "page navigation", "foot of the page", "words beside the article",
        "words that nobody sees", "form", "script", "style sheet",
    }  # fmt: skip


def test_a_page_keeps_lists_terms_and_questions(boats):
    html = html_of(boats)

    assert (
        "<li><strong>A coat:</strong> it is windy<ul><li>with a hood</li></ul></li>"
        in html
    )
    assert "<li><strong>Mittens:</strong> two</li>" in html
    assert boats.sections[-1]["items"] == [
        {"question": "Is there tea?", "answer": "Yes, on deck."},
        {"question": "Is there cake?", "answer": "On Sundays."},
    ]


def test_a_pages_head_says_author_date_summary_and_address(boats):
    assert boats.byline == "Ada Reyes, MD"
    assert boats.updated_on == date(2023, 9, 8)
    assert boats.summary == "What a quiet day by the water looks like."
    assert boats.paths == ("/quiet-days.html",)


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (
            "<h4>A</h4><p>b</p><h6>C</h6><p>d</p>",
            "<h2>A</h2><p>b</p><h3>C</h3><p>d</p>",
        ),
        ("<p>one<br><br>two</p>", "<p>one</p><p>two</p>"),
        ("<p>a &lt;b&gt; &amp; “c”</p>", "<p>a &lt;b&gt; &amp; “c”</p>"),
        ("<div>words<div>more</div>end</div>", "<p>words</p><p>more</p><p>end</p>"),
        ("<p><a href='#part'>jump</a> on</p>", "<p>jump on</p>"),
        ("<p>turn 4\u202e2\u202c round</p>", "<p>turn 42 round</p>"),
    ],
)
def test_a_page_is_written_as_the_house_writes(html, kept):
    assert html_of(page(html)) == kept


def test_a_page_says_its_encoding_and_is_read_in_it():
    source = '<html><meta charset="windows-1252"><h1>Café</h1><p>It’s “open”.</p>'

    [piece], _left = formats.pieces_of(source.encode("cp1252"), name="a.html")

    assert formats.article_of(piece).title == "Café"
    assert html_of(formats.article_of(piece)) == "<p>It’s “open”.</p>"


# -- A Word file ----------------------------------------------------------------------


def test_a_word_file_keeps_its_structure():
    source = word_file(
        paragraph("Kettles and calm", style="Title"),
        paragraph("Warm water helps."),
        paragraph("What helps?", style="heading1"),
        paragraph("tea", item=True),
        paragraph("soup", item=True),
        table(["Cup", "Size"], ["tea", "small"]),
        paragraph("Pro tip: sit down."),
    )

    [piece], _left = formats.pieces_of(source, name="kettles.docx")
    found = formats.article_of(piece)

    assert found.title == "Kettles and calm"
    assert [one["kind"] for one in found.sections] == [
        "text", "text", "table", "callout",
    ]  # fmt: skip
    assert html_of(found).startswith(
        "<p>Warm water helps.</p><h2>What helps?</h2><ul><li>tea</li><li>soup</li></ul>"
    )


def test_short_bold_lines_are_headings_where_a_file_has_no_others():
    source = word_file(
        paragraph("Kettles", style="Title"),
        paragraph("x y."),
        paragraph("How warm is warm", bold=True),
        paragraph("Very."),
    )

    [piece], _left = formats.pieces_of(source)
    found = formats.article_of(piece)

    assert "<h2>How warm is warm</h2>" in html_of(found)
    assert ("a heading, or bold words?", "How warm is warm") in remarks(
        found, Verdict.DOUBTFUL
    )


# -- Refusals -------------------------------------------------------------------------

XXE = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
EXPORT = (FIXTURES / "harbour.xml").read_bytes()
LAUGHS = (
    "<!DOCTYPE r [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY b{n} '{'&a;' * 9}'>" for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    ("name", "source", "refusal"),
    [
        ("a.xml", f"{XXE}<rss><channel/></rss>".encode(), decoding.Declares),
        ("a.xml", f"{LAUGHS}<rss>&b8;</rss>".encode(), decoding.Declares),
        ("a.xml", f"<!-- <rss -->{LAUGHS}<rss>&b8;</rss>".encode(), decoding.Declares),
        ("a.xml", f"{XXE}<rss>&x;</rss>".encode("utf-16"), decoding.Declares),
        ("a.xml", EXPORT[: len(EXPORT) // 2], decoding.DamagedExport),
        ("a.xml", EXPORT.replace(b"jug", b"\x00"), decoding.NotText),
        ("a.xml", EXPORT.replace(b"jug", b"\xff\xfe"), decoding.UnknownEncoding),
        ("a.xml", b"<rss><channel></channel></rss>", decoding.NoPages),
        ("a.html", b"", decoding.Empty),
        ("a.html", b"<html><script>1</script></html>", decoding.Empty),
        ("a.html", b"<p>Words</p>\x00", decoding.NotText),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00", decoding.NotText),
        ("a.html", "<p>It’s</p>".encode("cp1252"), decoding.UnknownEncoding),
        ("a.html", b"<p>a" + b" " * 5_300_000, decoding.LargerThanItsKind),
        ("a.html", b"<table><tr><td>" * 10 + b"x", decoding.TooDeep),
        ("a.html", b"<div>" * 250 + b"x", decoding.TooDeep),
        ("a.html", b"<div>" * 5000 + b"x", decoding.TooDeep),
        ("a.docx", b"PK\x03\x04 and then nothing", decoding.DamagedWordFile),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, decoding.OldWordFile),
        ("a.docx", word_file("<w:p>"), decoding.DamagedWordFile),
        ("a.docx", word_file(""), decoding.Empty),
        ("a.docx", word_file(paragraph("a"), declares=XXE), decoding.Declares),
        (
            "a.docm",
            word_file(paragraph("a"), word__vbaProject_bin="x"),
            decoding.HasMacros,
        ),
        (
            "a.docx",
            word_file(paragraph("a"), word__footnotes="0" * 130_000_000),
            decoding.Swells,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else None,
)  # fmt: skip
def test_what_could_do_harm_or_is_damaged_is_refused_by_name(name, source, refusal):
    with pytest.raises(refusal):
        for piece in formats.pieces_of(source, name=name)[0]:
            formats.article_of(piece)


def test_an_export_in_utf_16_is_read_in_it():
    text = EXPORT.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')

    pieces, _left = formats.pieces_of(text.encode("utf-16"))

    assert pieces[0].title == "Sofa evenings: what’s kind & what isn’t"


def test_signs_that_no_xml_may_hold_do_not_spoil_an_export():
    pieces, _left = formats.pieces_of(EXPORT.replace(b"jug", b"j\x0bug"))

    assert len(pieces) == 5
