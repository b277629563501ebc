"""What a person wrote, as staff read it: short labels, choices in words; pure."""

from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from . import choices, telephone

CHOICES = {
    "best_times": choices.Part,
    "returning": choices.Returning,
    "adult": choices.YesNo,
    "payment": choices.Payment,
    "access_needs": choices.AccessNeed,
    "helper_relationship": choices.Relationship,
    "helper_knows": choices.Knows,
}
# In other words than the person chose: what a caller calls "me" is them to staff, and
# some choices stand in no table.
TO_STAFF = {
    "for_whom": {
        choices.ForWhom.ME: gettext_lazy("Themselves"),
        choices.ForWhom.HELPER: gettext_lazy("Someone they help"),
        choices.ForWhom.PROVIDER: gettext_lazy("A patient of theirs, as a provider"),
    },
    "treatment": {
        choices.NOT_SURE_WHICH: gettext_lazy("Not sure yet"),
        choices.ANOTHER_SUBJECT: gettext_lazy("Something else"),
    },
    "language": {
        choices.ANOTHER_LANGUAGE: gettext_lazy("Another one, with an interpreter"),
    },
}
CONTACT = {
    "full_name": gettext_lazy("Name"),
    "ask_for": gettext_lazy("Ask for"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "best_times": gettext_lazy("Best times"),
    "helper_name": gettext_lazy("Helper"),
    "helper_phone": gettext_lazy("Helper’s telephone"),
    "provider_name": gettext_lazy("Provider"),
    "provider_phone": gettext_lazy("Provider’s telephone or fax"),
}
WISHES = {
    "for_whom": gettext_lazy("Asks for"),
    "helper_relationship": gettext_lazy("The helper is their"),
    "helper_knows": gettext_lazy("Do they know that the helper asks?"),
    "provider_practice": gettext_lazy("Practice"),
    "provider_npi": gettext_lazy("NPI"),
    "treatment": gettext_lazy("Asks about"),
    "returning": gettext_lazy("Been here before"),
    "adult": gettext_lazy("18 or older"),
    "location": gettext_lazy("Place"),
    "preferred": gettext_lazy("Would suit them"),
    "language": gettext_lazy("Speak with them in"),
    "access_needs": gettext_lazy("Makes it easier"),
    "payment": gettext_lazy("Pays by"),
    "referred": gettext_lazy("Sent by"),
    "note": gettext_lazy("Note"),
}

# What the words may be about, by the kinds of distress.Kind.
HINTS = {
    "crisis": gettext_lazy("the words may tell of a crisis"),
    "medical": gettext_lazy("the words may tell of a medical emergency"),
    "violence": gettext_lazy("the words may tell of violence"),
    "abuse": gettext_lazy("the words may tell of being harmed by somebody"),
}


def contact_details(answers):
    """Return [{name, label, value}] of how to reach the person."""
    return _lines(CONTACT, answers, {})


def wishes(answers, *, names):
    """Return [{name, label, value}] of what the person would like.

    `names` says what the clinic calls its own: {"treatment": {slug: name}, …}.
    """
    return _lines(WISHES, answers, names)


def read_first_because(found):
    """Return what a word list found, as staff read it: a hint, never a finding."""
    kind = HINTS.get(found["kind"], HINTS["crisis"])
    if found.get("for_another"):
        return _("%s; the words are about somebody else") % kind
    return str(kind)


def _lines(labels, answers, names):
    return [
        {"name": name, "label": label, "value": value}
        for name, label in labels.items()
        for value in [in_words(name, answers.get(name), names)]
        if value
    ]


def in_words(name, answer, names):
    """Return one answer as staff read it, an entry a line; "" for none."""
    if not answer:
        return ""
    if name.endswith("phone"):
        return telephone.in_words(answer)
    if name == "preferred":
        return "\n".join(window(one) for one in answer)
    known = dict(getattr(CHOICES.get(name), "choices", ()))
    known |= TO_STAFF.get(name, {}) | names.get(name, {})
    several = answer if isinstance(answer, list) else [answer]
    return "\n".join(str(known.get(one, one)) for one in several)


def window(wished):
    """Return one wished time in words: "Tue, November 24: Morning, until 11"."""
    day = _("Any day")
    if wished["date"]:
        # Translators: a day as in PHP's date(): "Tue, November 24".
        pattern = pgettext("day that staff read", "D, F j")
        day = formats.date_format(date.fromisoformat(wished["date"]), pattern)
    known = dict(choices.Part.choices)
    return f"{day}: {known.get(wished['part'], _('any time of day'))}"
