"""Which questions each asker gets, in which order, and what stands between them."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout, LayoutObject, Submit
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from appointments.choices import ForWhom

PARTS = [
    ("", ["for_whom"]),
    (
        _("About you"),
        ["helper_name", "helper_relationship", "helper_phone", "helper_knows",
         "helper_consent", "provider_name", "provider_practice", "provider_phone",
         "provider_npi", "provider_consent"],
    ),
    ("", ["full_name", "phone", "email", "contact_by", "text_consent", "best_times"]),
    (
        _("Contacting you safely"),
        ["voicemail", "safe_contact", "safe_parts", "ask_for", "hide_clinic"],
    ),
    (_("About your visit"), ["returning", "adult", "treatment", "location"]),
    (
        _("When would suit you? (optional)"),
        ["preferred_1_date", "preferred_1_part", "preferred_2_date",
         "preferred_2_part", "preferred_3_date", "preferred_3_part"],
    ),
    (
        _("What helps us prepare"),
        ["language", "access_needs", "payment", "referred", "note"],
    ),
    (_("Before you go on"), ["privacy_consent"]),
]  # fmt: skip
ORDER = [name for _legend, names in PARTS for name in names]

# A provider gives us the patient's name and number, and nothing else about them.
PROVIDER_LINES = {
    "for_whom", "full_name", "phone", "voicemail", "hide_clinic", "safe_contact",
    "safe_parts", "adult", "treatment", "location", "language", "privacy_consent",
}  # fmt: skip

LABELS = {
    ForWhom.HELPER: {
        "full_name": (_("Their name"), _("The name they want us to use.")),
        "phone": (
            _("Phone number to call"),
            _("Theirs, or yours if we should call you. An e-mail address is enough."),
        ),
        "returning": (_("Have they been here before?"), None),
        "adult": (_("Are they 18 or older?"), None),
        "language": (_("Which language shall we speak with them?"), None),
        "access_needs": (_("What would make it easier for them?"), None),
    },
    ForWhom.PROVIDER: {
        "full_name": (_("The patient’s first name and last initial"), ""),
        "phone": (_("The patient’s phone number"), ""),
        "adult": (_("Is the patient 18 or older?"), None),
        "language": (_("Which language shall we speak with the patient?"), None),
    },
}

BEFORE = {"privacy_consent": "<p>{{ form.privacy_notice }}</p>"}
AFTER = {
    "note": "{% help_aside %}",
    "privacy_consent": '<p class="field__hint">{{ form.not_care }}</p>',
}


def lines_for(asker):
    """Return the names of the questions that `asker` gets, in their order."""
    others = {ForWhom.ME: "helper_ provider_", ForWhom.HELPER: "provider_"}
    if asker == ForWhom.PROVIDER:
        own = [name for name in ORDER if name.startswith("provider_")]
        return [name for name in ORDER if name in PROVIDER_LINES or name in own]
    return [n for n in ORDER if not n.startswith(tuple(others[asker].split()))]


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
    helper.layout = Layout(
        Carried(),
        *_parts(form),
        Div("website", css_class="visually-hidden", aria_hidden="true"),
    )
    helper.add_input(Submit("", _("Check your answers")))
    return helper


def _parts(form):
    for legend, names in PARTS:
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
