from django.utils.safestring import mark_safe

from clinic_site.components import care


def test_an_answer_opens_below_its_question_with_its_paragraphs():
    html = care.questions(
        heading="Questions",
        heading_id="questions",
        items=[{"question": "Will it <hurt>?", "answer": "No.\n\nAsk us."}],
    )

    assert '<h2 id="questions">Questions</h2>' in html
    assert "<summary>Will it &lt;hurt&gt;?</summary>" in html
    assert "<p>No.</p>\n\n<p>Ask us.</p>" in html


def test_an_expander_is_folded_until_it_is_asked_for():
    words = mark_safe("<p>More.</p>")

    assert '<details class="expander">' in care.expander(words, heading="Why?")
    assert '<details class="expander" open>' in care.expander(
        words, heading="Why?", is_open=True
    )
