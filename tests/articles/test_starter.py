"""Readable files become working copies, whole or not at all, and never twice."""

from textwrap import dedent

import pytest

from articles import freezing, starter
from articles.models import Article
from clinic_site.models import Treatment
from tests.builders import make_person

PAGE = """\
    +++
    title = "A calm evening"
    slug = "calm-evening"
    summary = "What to do at home."
    stage = "aftercare"
    audience = "patient"
    treatment = "tms"

    [[sources]]
    title = "A leaflet"
    url = "https://example.org/leaflet"
    note = "page 2"
    +++

    ## Rest & quiet

    Lie down, and call
    [the nurse](tel:+13605550142) if **you** feel < well.

    ### What to have near

    - a blanket
      of wool
    - a light

    1. first this
    2. then that

    ::: steps On the way
    - The door | Somebody opens it
      for you.
    - The car | Sit in the back.
    :::

    ::: help urgent Call us today if
    - it does not pass
    :::

    ::: questions People ask
    ? May I read?
    Yes, if the letters
    stand still.

    Or listen to a book.

    ? May I sleep?
    Yes.
    :::

    ::: table Two rooms
    Room | Light
    Left | soft
    :::

    ::: figure ride-home
    alt: A car stands
      at a door.
    caption: The way home
    description: Left, a car.
    It is small.

    On the right is a door.
    :::

    ::: figure ride-home
    alt:
    :::
    """


SAID = {
    "language": "en",
    "title": "A calm evening",
    "summary": "What to do at home.",
    "treatment": "tms",
    "stage": "aftercare",
    "audience": "patient",
    "place": "",
    "author": None,
    "updated_on": "",
    "translated_from": None,
    "sections": [
        {
            "kind": "text",
            "html": "<h2>Rest &amp; quiet</h2><p>Lie down, and call "
            '<a href="tel:+13605550142">the nurse</a> if <strong>you</strong> '
            "feel &lt; well.</p><h3>What to have near</h3>"
            "<ul><li>a blanket of wool</li><li>a light</li></ul>"
            "<ol><li>first this</li><li>then that</li></ol>",
        },
        {
            "kind": "lines",
            "style": "steps",
            "heading": "On the way",
            "lines": [
                "The door | Somebody opens it for you.",
                "The car | Sit in the back.",
            ],
        },
        {
            "kind": "callout",
            "style": "help",
            "level": "urgent",
            "heading": "Call us today if",
            "html": "<ul><li>it does not pass</li></ul>",
        },
        {
            "kind": "questions",
            "heading": "People ask",
            "items": [
                {
                    "question": "May I read?",
                    "answer": "Yes, if the letters stand still.\n\n"
                    "Or listen to a book.",
                },
                {"question": "May I sleep?", "answer": "Yes."},
            ],
        },
        {
            "kind": "table",
            "caption": "Two rooms",
            "rows": [["Room", "Light"], ["Left", "soft"]],
        },
        {
            "kind": "figure",
            "drawing": "ride-home",
            "picture": None,
            "place": "text",
            "alt": "A car stands at a door.",
            "is_decorative": False,
            "caption": "The way home",
            "description": "Left, a car. It is small.\n\nOn the right is a door.",
        },
        {
            "kind": "figure",
            "drawing": "ride-home",
            "picture": None,
            "place": "text",
            "alt": "",
            "is_decorative": True,
            "caption": "",
            "description": "",
        },
    ],
    "sources": [
        {
            "title": "A leaflet",
            "url": "https://example.org/leaflet",
            "note": "page 2",
        }
    ],
}


def page_of(text, language="en"):
    return starter.parse(dedent(text), language=language)


def facts_and(parts):
    return page_of(f'+++\ntitle = "T"\nslug = "t"\nstage = "about"\n+++\n{parts}')


def write(folder, language, slug, title="A page", extra=""):
    (folder / language).mkdir(exist_ok=True)
    facts = f'title = "{title}"\nslug = "{slug}"\nstage = "about"\n{extra}'
    words = f"+++\n{facts}+++\n\nSome words.\n"
    (folder / language / f"{slug}.md").write_text(words)


def test_a_file_becomes_the_working_copy_it_describes(db):
    editor = make_person()
    Treatment.objects.create(slug="tms")

    article, is_new = starter.store(page_of(PAGE), by=editor)

    assert is_new
    frozen = freezing.freeze(article)
    assert {name: frozen[name] for name in SAID} == SAID


def test_whoever_loads_a_file_is_among_its_authors(db):
    editor = make_person()

    article, _is_new = starter.store(page_of(PAGE), by=editor)

    assert article.owner == editor
    assert article.revisions.get().is_by(editor)


@pytest.mark.parametrize("style", ["do", "dont", "checklist", "steps", "timeline"])
def test_every_kind_of_list_can_be_written(style):
    page = facts_and(f"::: {style} What to do\n- one\n- two\n:::\n")

    assert page.sections == [
        {"kind": "lines", "style": style, "heading": "What to do", "lines": "one\ntwo"}
    ]


@pytest.mark.parametrize("style", ["summary", "tip", "inset", "warning", "expander"])
def test_every_kind_of_callout_can_be_written(style):
    page = facts_and(f"::: {style}\nGood to know.\n:::\n")

    assert page.sections == [
        {
            "kind": "callout",
            "style": style,
            "level": "",
            "heading": "",
            "html": "<p>Good to know.</p>",
        }
    ]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        pytest.param("::: poem\n:::", "line 6: no part is called 'poem'", id="kind"),
        pytest.param("::: tip\nSo.", "line 6: ::: tip is never closed", id="open"),
        pytest.param(
            "::: tip\n::: tip\n:::", "line 6: ::: tip is never closed", id="nested"
        ),
        pytest.param("So.\n:::", "line 7: nothing is open here", id="closed-twice"),
        pytest.param(
            "::: help Call us\n:::",
            "line 6: a help card is one of non_urgent, urgent, emergency",
            id="level",
        ),
        pytest.param(
            "::: do\nrest\n:::", "line 7: an item starts with “- ”", id="item"
        ),
        pytest.param(
            "::: tip\n## Oh\n:::",
            "line 7: no such heading may stand here",
            id="heading",
        ),
        pytest.param("# Oh", "line 6: no such heading may stand here", id="title"),
        pytest.param(
            "::: table T\na | b\nc\n:::",
            "line 6: the rows need equally many cells",
            id="cells",
        ),
        pytest.param(
            "::: figure ride-home\ncaption: Home\n:::",
            "line 6: a figure needs alt:, empty if decorative",
            id="figure-without-alt",
        ),
        pytest.param(
            "::: figure ride-home\nA car.\n:::",
            "line 7: a figure says alt, caption, description",
            id="figure-without-names",
        ),
        pytest.param(
            "::: questions\nYes.\n:::",
            "line 6: a question starts with “? ”",
            id="question",
        ),
    ],
)
def test_a_part_that_is_not_as_documented_is_refused_with_its_line(parts, said):
    with pytest.raises(starter.Unreadable) as refused:
        facts_and(parts)

    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Some words.", "line 1: the facts must stand first, between +++ lines"),
        ("+++\ntitle = 3 4\n+++\n", "the facts are not TOML: "),
        ('+++\ntitle = "T"\nslug = "t"\n+++\n', "the facts lack stage"),
        ('+++\ntitel = "T"\n+++\n', "the facts know no titel"),
    ],
)
def test_facts_that_are_not_as_documented_are_refused(text, said):
    with pytest.raises(starter.Unreadable) as refused:
        page_of(text)

    assert str(refused.value).startswith(said)


def test_mistakes_in_the_facts_are_named_by_the_line_of_the_file():
    with pytest.raises(starter.Unreadable, match="at line 3, column"):
        page_of('+++\ntitle = "T"\nslug = t\n+++\n')


def test_a_file_that_is_no_text_is_refused_by_its_name(tmp_path):
    path = tmp_path / "photo.md"
    path.write_bytes(b"\xff\xd8\xff")

    with pytest.raises(starter.Unreadable, match=r"photo\.md: this is not text"):
        starter.read(path)


def test_twins_are_translations_of_each_other(db, tmp_path):
    write(tmp_path, "es", "calm", title="Calma")
    write(tmp_path, "en", "calm", title="Calm")

    english, spanish = starter.load(tmp_path, by=make_person())

    assert (english.language, spanish.language) == ("en", "es")
    assert english.translation_of is None
    assert spanish.translation_of == english


def test_loading_again_changes_nothing_that_is_there(db, tmp_path):
    write(tmp_path, "en", "calm", title="Calm")
    editor = make_person()
    starter.load(tmp_path, by=editor)
    Article.objects.update(title="Ours by now")

    again = starter.load(tmp_path, by=editor)

    assert again == []
    assert [article.title for article in Article.objects.all()] == ["Ours by now"]


def test_a_place_that_is_taken_keeps_its_page(db, tmp_path):
    ours = Article.objects.create(title="Ours", slug="prices", place="costs")
    write(tmp_path, "en", "costs-here", extra='place = "costs"\n')

    loaded = starter.load(tmp_path, by=make_person())

    assert loaded == []
    assert Article.objects.get() == ours


def test_one_unreadable_file_leaves_nothing_behind(db, tmp_path):
    write(tmp_path, "en", "calm")
    (tmp_path / "en" / "worse.md").write_text("No facts.")

    with pytest.raises(starter.Unreadable, match=r"en/worse\.md: line 1"):
        starter.load(tmp_path, by=make_person())

    assert not Article.objects.exists()


def test_a_fact_that_no_editor_could_choose_is_refused_with_its_file(db, tmp_path):
    write(tmp_path, "en", "calm", extra='audience = "pets"\n')

    with pytest.raises(starter.Unreadable, match=r"en/calm\.md: audience: .*pets"):
        starter.load(tmp_path, by=make_person())

    assert not Article.objects.exists()
