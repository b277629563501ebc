SAID = {"text": "Closed <Monday>", "severity": "important", "shows_telephone": True}


def test_an_announcement_shows_its_words_and_the_telephone(render, shell):
    html = render("{% announcement %}", shell=shell, announcement=SAID)

    assert 'data-severity="important"' in html
    assert "Closed &lt;Monday&gt;" in html
    assert 'href="tel:+13605550142"' in html


def test_an_announcement_may_leave_the_telephone_out(render, shell):
    said = SAID | {"shows_telephone": False}

    assert "tel:" not in render("{% announcement %}", shell=shell, announcement=said)


def test_without_an_announcement_there_is_no_bar(render, shell):
    assert render("{% announcement %}", shell=shell, announcement=None).strip() == ""


def test_an_important_announcement_says_so_in_words(render, shell):
    news = render(
        "{% announcement %}", shell=shell, announcement=SAID | {"severity": "news"}
    )
    important = render("{% announcement %}", shell=shell, announcement=SAID)

    assert "Important:" not in news
    assert "Important:" in important
