"""A copied text becomes the working copy a clinic meant, and nothing goes unsaid."""

import re
from contextlib import suppress
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as some

from articles import importing, prose
from articles.importing import Verdict, decoding

FIXTURES = Path(__file__).parent / "fixtures"
SEEDS = Path(settings.BASE_DIR).parent / "shared" / "seeds"

# Each invented text has the structure of one real page, named by its first figures.
SEED_OF = {
    "question_leads": "000",
    "two_levels": "001",
    "numbered_list": "002",
    "byline_and_views": "003",
    "timeline_and_tip": "004",
}
ELEMENTS = {
    "question_leads": {"h2": 4},
    "two_levels": {"h2": 6, "h3": 8},
    "numbered_list": {"h2": 7, "ol": 1, "li": 4},
    "byline_and_views": {"h2": 3},
    "timeline_and_tip": {"h2": 4, "callout": 1},
}
LEFT_OUT = {
    "question_leads": ["image description", "share links", "request call"],
    "two_levels": [
        "announcement",
        "image description",
        "title repeated",
        "share links",
        "request call",
    ],
    "numbered_list": ["image description", "page marker"],
    "byline_and_views": ["page marker", "page counts", "page marker"],
    "timeline_and_tip": [],
}
DOUBTS = {
    "question_leads": [
        "a heading, or the first words of the text?",
        "kept as text, or a heading?",
        "a heading, though a long one?",
    ],
    "two_levels": ["a heading below the one before it?"] * 8,
    "numbered_list": [],
    "byline_and_views": [],
    "timeline_and_tip": [],
}
CURLY = "‘’“”"


def texts_like(*names):
    """Parametrise over the invented texts and, where they lie, the real ones."""
    return pytest.mark.parametrize(
        ("name", "path"),
        [
            pytest.param(name, path, id=path.stem)
            for name in names
            for path in [
                FIXTURES / f"{name}.txt",
                *sorted(SEEDS.glob(f"{SEED_OF[name]}_*.txt")),
            ]
        ],
    )


every_text = texts_like(*SEED_OF)


def imported_from(path):
    return importing.parse(importing.read(path))


def imported(text):
    return importing.parse(text.encode())


def html_of(found):
    return "".join(section["html"] for section in found.sections)


def headings_of(found, level=2):
    return re.findall(f"<h{level}>(.*?)</h{level}>", html_of(found))


def reasons(found, verdict):
    return [remark.reason for remark in found.report.of(verdict)]


# -- The five structures --------------------------------------------------------------


@every_text
def test_a_text_keeps_the_elements_of_its_page(name, path):
    found = imported_from(path)

    counted = {
        kind: found.elements[kind] for kind in ("h2", "h3", "ol", "li", "callout")
    }
    assert {kind: count for kind, count in counted.items() if count} == ELEMENTS[name]


@every_text
def test_the_report_names_what_was_left_out(name, path):
    found = imported_from(path)

    assert reasons(found, Verdict.LEFT_OUT) == LEFT_OUT[name]


@every_text
def test_the_report_names_doubtful_lines(name, path):
    found = imported_from(path)

    assert reasons(found, Verdict.DOUBTFUL) == DOUBTS[name]


@every_text
def test_no_line_is_lost_without_a_word(name, path):
    found = imported_from(path)

    kept = [found.title, prose.plain(html_of(found))]
    kept += [remark.words for remark in found.report]
    kept = " ".join(" ".join(kept).split())
    lines = path.read_text(encoding="utf-8").splitlines()
    unmarked = [re.sub(r"^\s*(\d+\.|Pro tip:)\s*", "", line) for line in lines]
    assert [line for line in unmarked if line.strip() not in kept] == []


@every_text
def test_curly_quotes_survive_byte_for_byte(name, path):
    source = path.read_text(encoding="utf-8")

    found = imported_from(path)

    kept = found.title + unescape(html_of(found))
    assert {sign: kept.count(sign) for sign in CURLY} == {
        sign: source.count(sign) for sign in CURLY
    }


@every_text
def test_a_remark_leads_to_its_line(name, path):
    lines = path.read_text(encoding="utf-8").splitlines()

    remarks = [remark for remark in imported_from(path).report if remark.line]

    assert [lines[remark.line - 1].strip() for remark in remarks] == [
        remark.words for remark in remarks
    ]


@texts_like("question_leads")
def test_a_question_below_a_question_is_the_lead_of_its_answer(name, path):
    found = imported_from(path)

    assert all(heading.endswith("?") for heading in headings_of(found))
    assert any(len(heading) > 100 for heading in headings_of(found))
    assert re.match(r"<h2>[^<]+\?</h2><p>[^<]+\?</p><p>[^<]+\?</p>", html_of(found))


@texts_like("two_levels")
def test_headings_of_the_second_level_stand_below_the_first(name, path):
    found = imported_from(path)

    assert re.findall(r"<h([23])>", html_of(found)) == list("23323323323322")


@texts_like("numbered_list")
def test_each_item_of_a_numbered_list_has_its_lead_in_bold(name, path):
    found = imported_from(path)

    [items] = re.findall(r"<ol>(.*?)</ol>", html_of(found))
    assert re.fullmatch(r"(<li><strong>[^<]+:</strong> [^<]+</li>){4}", items)


@texts_like("numbered_list")
def test_five_of_the_seven_headings_are_questions(name, path):
    found = imported_from(path)

    assert [heading[-1] == "?" for heading in headings_of(found)].count(True) == 5


@texts_like("byline_and_views")
def test_the_byline_and_the_date_are_taken(name, path):
    found = imported_from(path)

    assert re.fullmatch(r"Dr\. \w+ \w+", found.byline)
    assert found.updated_on == date(2024, 5, 6)
    assert reasons(found, Verdict.TAKEN) == ["author", "date"]


@texts_like("timeline_and_tip")
def test_a_tip_becomes_a_callout_below_its_part(name, path):
    found = imported_from(path)

    kinds = [section["kind"] for section in found.sections]
    assert kinds == ["text", "text", "callout", "text", "text", "text"]
    tip = found.sections[2]
    assert (tip["style"], tip["level"], tip["heading"]) == ("tip", "", "Pro tip")
    assert "tip:" not in html_of(found)


# -- Rules beyond the five ------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Preparing for TMS", "before"),
        ("Before and after: the weeks after TMS", "after"),
        ("During your visit", "during"),
        ("TMS After-Care", "aftercare"),
        ("After TMS: what to do at home", "aftercare"),
        ("What TMS is", "about"),
    ],
)
def test_the_stage_of_care_is_guessed_from_the_title(title, stage):
    found = imported(f"{title}\n\nSome words about it.")

    assert found.stage == stage
    assert "stage of care" in reasons(found, Verdict.GUESSED)


@pytest.mark.parametrize(
    ("text", "treatment"),
    [
        ("After TMS\n\nKetamine is another way. Ketamine comes later.", "tms"),
        ("The nasal spray\n\nEsketamine is its other name.", "spravato"),
        ("Going home\n\nAfter ketamine, rest.", "ketamine"),
        ("Going home\n\nRest when you can.", ""),
    ],
)
def test_the_treatment_is_guessed_from_the_words(text, treatment):
    assert imported(text).treatment == treatment


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ada Reyes, MD", "Ada Reyes, MD"),
        ("Written by Ada Reyes", "Ada Reyes"),
        ("By taking a seat", ""),
        ("By Sunday everything is quiet again, as a rule.", ""),
    ],
)
def test_only_a_name_is_taken_for_an_author(line, byline):
    assert imported(f"A title\n\n{line}\n\nSome words.").byline == byline


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Last updated: 6 May 2024", date(2024, 5, 6)),
        ("Published on 2024-05-06", date(2024, 5, 6)),
        ("Updated: 05/06/2024", None),
        ("Updated: February 31, 2024", None),
    ],
)
def test_a_date_is_taken_when_it_can_mean_one_day_only(line, day):
    assert imported(f"A title\n\n{line}\n\nSome words.").updated_on == day


def test_short_lines_one_below_the_other_are_an_address_and_no_headings():
    found = imported(
        "Where we are\n\nCome in.\n\nHarbour Clinic\n\nMain Street\n\nOpen\n\nYes."
    )

    assert headings_of(found) == ["Open"]
    assert reasons(found, Verdict.DOUBTFUL) == ["kept as text, or a heading?"] * 2


def test_a_short_last_line_is_kept_and_named():
    found = imported("A title\n\nSome words.\n\nCall the desk on weekdays")

    assert html_of(found).endswith("<p>Call the desk on weekdays</p>")
    assert reasons(found, Verdict.DOUBTFUL) == ["nothing stands under it"]


def test_a_text_without_a_title_loses_nothing():
    found = imported("It begins at once, with a sentence. " * 10)

    assert found.title.startswith("It begins at once")
    assert found.elements["p"] == 1
    assert reasons(found, Verdict.DOUBTFUL) == [
        "no title found, the first words stand in"
    ]


def test_a_short_text_has_one_level_of_headings():
    names = ["Before a TMS Visit", "Your Ride", "Inside a TMS Visit", "The Chair"]
    names += ["Following a TMS Visit", "Your Evening"]

    found = imported("The TMS Visit" + "".join(f"\n\n{n}\n\nWords." for n in names))

    assert headings_of(found) == names


def test_a_line_that_begins_in_lower_case_is_no_heading():
    found = imported("A title\n\nSome words.\n\nand so on\n\nMore words.")

    assert html_of(found) == "<p>Some words.</p><p>and so on</p><p>More words.</p>"


def test_lines_wrapped_by_hand_are_one_paragraph():
    found = imported(
        "A title\n\nThese words were wrapped by somebody's old mail program,\n"
        "which ends each line long before the edge.\n\nHere is another one."
    )

    assert found.elements["p"] == 2


def test_a_list_that_begins_in_the_middle_keeps_its_numbers():
    found = imported("A title\n\nSome words.\n\n3. Third it is.\n4. Fourth it is.")

    assert html_of(found).endswith("<p>3. Third it is.</p><p>4. Fourth it is.</p>")


def test_a_list_without_leads_stays_plain():
    found = imported("A title\n\nBring:\n\n- a book\n- a coat: it is cold here")

    assert html_of(found).endswith(
        "<ul><li>a book</li><li>a coat: it is cold here</li></ul>"
    )


def test_code_in_a_text_is_only_words():
    found = imported('A title\n\n<script>alert("x")</script> & more words.')

    assert (
        html_of(found)
        == '<p>&lt;script&gt;alert("x")&lt;/script&gt; &amp; more words.</p>'
    )


# -- How a file may be written --------------------------------------------------------


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace("\n\n", "\n\x0c\n").encode(),
        lambda text: text.replace("\n\n", "\n \u200b\t\n").encode(),
        lambda text: text.replace("’", "’\u202e").encode(),
    ],
    ids=[
        "mark",
        "utf-16",
        "windows",
        "old mac",
        "form feeds",
        "blanks",
        "turned round",
    ],
)
def test_how_a_text_was_saved_changes_nothing_in_it(rewrite):
    text = (FIXTURES / "numbered_list.txt").read_text(encoding="utf-8")

    assert importing.parse(rewrite(text)).sections == imported(text).sections


def test_a_mark_for_the_encoding_is_not_worth_a_remark():
    found = importing.parse("A title\n\nSome words.".encode("utf-8-sig"))

    assert found.report.of(Verdict.LEFT_OUT) == []


def test_signs_that_turn_a_number_round_are_taken_out_and_named():
    found = imported("A title\n\nRest for \u202e42\u202c days, and ask.")

    assert html_of(found) == "<p>Rest for 42 days, and ask.</p>"
    assert reasons(found, Verdict.LEFT_OUT) == ["signs that nobody can see"]


def test_a_line_of_a_megabyte_is_one_paragraph():
    found = imported("A title\n\n" + "word " * 200_000)

    assert found.elements["p"] == 1


# -- Refusals ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        (b"", decoding.Empty),
        (b" \n\t\n", decoding.Empty),
        ("\u200f\u200b\n\ufeff".encode(), decoding.Empty),
        (b"...\n---\n", decoding.Empty),
        (b"Share Post:\n", decoding.Empty),
        (b"\x01\x02\x03", decoding.NotText),
        (b"Some words\x00and more", decoding.NotText),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", decoding.NotText),
        ("Some words".encode("utf-16-le"), decoding.NotText),
        ("Some words".encode("utf-32"), decoding.NotText),
        ("It’s a café".encode("cp1252"), decoding.UnknownEncoding),
        (b"A\n" * 20_000, decoding.TooManyLines),
        (b"a" * (1024 * 1024 + 1), decoding.TooLarge),
    ],
)
def test_what_is_no_article_is_refused_by_name(source, refusal):
    with pytest.raises(refusal):
        importing.parse(source)


def test_a_file_of_two_hundred_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)

    with pytest.raises(decoding.LargerThanItsKind):
        importing.read(path)


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("", decoding.NotAFile),
        ("nobody.txt", decoding.Missing),
        ("text.txt/below.txt", decoding.Missing),
        ("nul\x00.txt", decoding.Missing),
        ("x" * 300, decoding.Unreadable),
    ],
)
def test_what_is_no_file_is_refused_by_name(name, refusal, tmp_path):
    (tmp_path / "text.txt").write_text("A title")

    with pytest.raises(refusal):
        importing.read(f"{tmp_path}/{name}")


@given(some.binary(max_size=300) | some.text(max_size=300).map(str.encode))
def test_any_bytes_are_imported_or_refused(source):
    with suppress(importing.Refused):
        assert 0 < len(importing.parse(source).title) <= 150


SHAPES = [
    "",
    "Kind Words",
    "Why do we ask?",
    "Do you? Does she?",
    "a coat on a chair",
    "A sentence that ends.",
    "Pro tip: Ask.",
    "1. One: and more",
    "2. Two: and more",
    "- a book",
    "Share Post:",
    "By Ada Reyes",
    "Updated: May 6, 2024",
    "Long words " * 20,
]


@given(some.lists(some.sampled_from(SHAPES), max_size=12))
def test_whatever_the_order_of_lines_none_is_lost_without_a_word(lines):
    with suppress(importing.Refused):
        found = imported("\n".join(lines))

        assert prose.clean(html_of(found)) == html_of(found)
        told = [found.title, prose.plain(html_of(found))]
        told += [section.get("heading", "") for section in found.sections]
        told = " ".join([*told, *(remark.words for remark in found.report)])
        words = " ".join(lines).replace("Pro tip:", "").split()
        assert {word for word in words if word not in told} <= {"1.", "2.", "-"}
