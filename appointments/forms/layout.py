"""How the form is laid out: its parts, and what stands between the questions."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout, LayoutObject, Submit
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from . import questions

BEFORE = {
    "provider_name": '<p class="field__hint">{{ form.no_records }}</p>',
    "privacy_consent": "<p>{{ form.privacy_notice }}</p>",
}
AFTER = {
    "note": "{% help_aside %}",
    "privacy_consent": '<p class="field__hint">{{ form.not_care }}</p>',
}


class Carried(LayoutObject):
    """Answers to questions not shown just now, so that going back finds them."""

    fields = ()  # crispy looks for them

    def render(self, form, context, template_pack=None, **kwargs):
        hidden_input = '<input type="hidden" name="{}" value="{}">'
        return format_html_join("\n", hidden_input, form.carried())


def helper_for(form):
    """Return how crispy lays the form out; every button works without script."""
    helper = FormHelper()
    helper.disable_csrf = True
    helper.form_action = "request"
    helper.layout = Layout(
        Carried(),
        *_parts(form),
        Div("website", css_class="visually-hidden", aria_hidden="true"),
    )
    helper.add_input(Submit("", _("Check your answers")))
    return helper


def _parts(form):
    for legend, names in questions.parts_for(form.asker):
        shown = [item for name in names if name in form.fields for item in _line(name)]
        if shown and legend:
            yield Fieldset(legend, *shown)
        else:
            yield from shown


def _line(name):
    if name == "for_whom":
        return [name, Submit("show_questions", _("Show the questions for this"))]
    before, after = BEFORE.get(name), AFTER.get(name)
    return [HTML(before)] * bool(before) + [name] + [HTML(after)] * bool(after)
