import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms

PARTS = [("morning", "Morning"), ("evening", "Evening")]


class Asking(forms.Form):
    full_name = forms.CharField(label="Name", help_text="As you like it.")
    email = forms.EmailField(label="E-mail", required=False)
    phone = forms.CharField(label="Phone", required=False)
    phone.one_is_enough = True
    part = forms.ChoiceField(label="When?", choices=PARTS, widget=forms.RadioSelect)
    ways = forms.MultipleChoiceField(
        label="How?", choices=PARTS, widget=forms.CheckboxSelectMultiple
    )
    consent = forms.BooleanField(label="I have read it")
    form_key = forms.CharField(widget=forms.HiddenInput, initial="key")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Fieldset("About you", "full_name", "email", "phone"),
            "part",
            "ways",
            "consent",
            "form_key",
            Submit("more", "Show more"),
        )
        self.helper.add_input(Submit("", "Check"))


@pytest.fixture
def shown(render):
    source = (
        "{% load crispy_forms_tags %}{% error_summary form=form %}{% crispy form %}"
    )
    return lambda data=None: render(source, form=Asking(data))


def test_each_question_has_its_label_and_hint(shown):
    html = shown()

    assert '<label class="field__label" for="id_full_name">' in html
    assert (
        '<p class="field__hint" id="id_full_name_helptext">As you like it.</p>' in html
    )
    assert 'type="text" name="full_name"' in html
    assert 'aria-describedby="id_full_name_helptext"' in html


def test_only_what_may_be_left_out_is_called_optional(shown):
    html = shown()

    assert html.count("(optional)") == 1
    assert 'E-mail <span class="field__optional">(optional)</span>' in html


def test_groups_are_fieldsets_named_by_their_question(shown):
    html = shown()

    assert html.count('<fieldset class="field"') == 2
    assert '<legend class="part__legend">About you</legend>' in html
    assert html.count('class="tick"') == 5


def test_a_mistake_is_named_in_words_beside_its_answer_and_keeps_it(shown):
    html = shown({"full_name": "Rosa", "email": "rosa@", "ways": ["morning"]})

    assert 'value="Rosa"' in html
    assert 'value="rosa@"' in html
    assert '<div class="field__mistake" id="id_email_error"><p>Error: ' in html
    assert 'aria-invalid="true" aria-describedby="id_email_error"' in html
    assert 'value="morning" id="id_ways_0" checked class="tick"' in html


def test_the_summary_takes_the_focus_and_leads_to_the_first_input(shown):
    html = shown({"full_name": "Rosa", "form_key": "key"})

    assert 'role="alert" tabindex="-1" autofocus' in html
    assert "3 answers need another look" in html
    assert '<a href="#id_part_0">' in html
    assert '<a href="#id_ways_0">' in html
    assert '<a href="#id_consent">' in html


def test_a_form_without_mistakes_has_no_summary(shown):
    assert "error-summary" not in shown()


def test_a_radio_is_never_called_invalid_itself(shown):
    html = shown({})

    radios = [part for part in html.split("<input ") if 'type="radio"' in part]
    assert len(radios) == 2
    assert not any("aria-invalid" in radio.split(">")[0] for radio in radios)


def test_the_enter_key_presses_the_button_at_the_end_of_the_form(shown):
    html = shown()

    first, *_others, last = html.split("<button ")[1:]
    assert first.startswith('class="visually-hidden" tabindex="-1" aria-hidden="true">')
    assert last.startswith('class="button" type="submit" >Check')
    assert "name=" not in first.split(">")[0] + last.split(">")[0]


def test_what_the_page_carries_along_stays_hidden(shown):
    assert (
        '<input type="hidden" name="form_key" value="key" id="id_form_key">' in shown()
    )
