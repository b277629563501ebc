"""Forms drawn without templates look as Django would have drawn them."""

from datetime import date, time

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from clinic_site.form_drawing import PlainParts

NASTY = """<b>"Rosa" & 'co'</b>"""
CHOICES = [
    ("", "Choose"),
    (1234, 1234.5),
    (NASTY, NASTY),
    ("month", gettext_lazy("May")),
    ("group <1>", [("a", format_html("<i>{}</i>", NASTY)), ("b", "B")]),
]


class EachKind(forms.Form):
    name = forms.CharField(label=NASTY, help_text=NASTY)
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 5}))
    hidden = forms.CharField(widget=forms.HiddenInput)
    number = forms.IntegerField(widget=forms.NumberInput(attrs={"title": NASTY}))
    share = forms.FloatField(localize=True)
    email = forms.EmailField(disabled=True)
    page = forms.URLField(assume_scheme="https", required=False)
    secret = forms.CharField(widget=forms.PasswordInput(render_value=True))
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    clock = forms.TimeField(label="")
    moment = forms.DateTimeField(required=False)
    ticked = forms.BooleanField(label=format_html("<i>{}</i>", NASTY))
    one = forms.ChoiceField(choices=CHOICES)
    several = forms.MultipleChoiceField(choices=CHOICES)
    switch = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)
    boxes = forms.MultipleChoiceField(
        choices=CHOICES, widget=forms.CheckboxSelectMultiple
    )
    perhaps = forms.NullBooleanField()
    file = forms.FileField()
    parts = forms.SplitDateTimeField()


GIVEN = {
    "name": NASTY,
    "words": f"\n{NASTY}",
    "hidden": format_html("<i>{}</i>", NASTY),
    "number": 1234,
    "share": 1234.5,
    "email": NASTY,
    "secret": NASTY,
    "day": date(2026, 11, 23),
    "clock": time(9, 30),
    "ticked": True,
    "one": NASTY,
    "several": [1234, "b"],
    "boxes": ["a"],
}


def drawn(renderer, *, is_posted):
    """A form with a value of each kind in it, or with the mistakes of an empty one."""
    form = EachKind(
        {"name": NASTY} if is_posted else None, initial=GIVEN, renderer=renderer
    )
    alone = [f"{field.label_tag()}{field.errors}" for field in form]
    return "\n".join([str(form), *alone])


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("is_posted", [False, True])
def test_every_part_of_a_form_is_what_django_would_have_drawn(language, is_posted):
    with translation.override(language):
        ours = drawn(PlainParts(), is_posted=is_posted)
        djangos = drawn(DjangoTemplates(), is_posted=is_posted)

    assert ours == djangos
