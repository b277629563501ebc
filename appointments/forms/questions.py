"""Which questions each asker gets, in which order, and how they read for them."""

from django.utils.translation import gettext_lazy as _

from appointments.choices import ForWhom

ME, HELPER, PROVIDER = ForWhom.ME, ForWhom.HELPER, ForWhom.PROVIDER

# (legend, questions); a legend may differ by asker, and an empty one is not shown.
PARTS = [
    ("", ["for_whom"]),
    (
        _("About you"),
        ["helper_name", "helper_relationship", "helper_phone", "helper_knows",
         "helper_consent", "provider_name", "provider_practice", "provider_phone",
         "provider_npi", "provider_consent"],
    ),
    (
        {ME: "", HELPER: _("About the person"), PROVIDER: _("About the patient")},
        ["full_name", "phone", "email", "contact_by", "text_consent", "best_times"],
    ),
    (
        _("Safe contact"),
        ["voicemail", "safe_contact", "safe_parts", "ask_for", "hide_clinic"],
    ),
    (_("About the visit"), ["returning", "adult", "treatment", "location"]),
    (
        _("When would suit you? (optional)"),
        ["preferred_1_date", "preferred_1_part", "preferred_2_date",
         "preferred_2_part", "preferred_3_date", "preferred_3_part"],
    ),
    (
        _("What helps us prepare (optional)"),
        ["language", "access_needs", "payment", "referred", "note"],
    ),
    (_("Before you go on"), ["privacy_consent"]),
]  # fmt: skip
ORDER = [name for _legend, names in PARTS for name in names]

# The legend of their part says it for all of them.
OPTIONAL_TOGETHER = {"language", "access_needs", "payment", "referred", "note"}

# A provider gives us the patient's name and number, and nothing else about them.
OF_PROVIDERS = {
    "for_whom", "full_name", "phone", "voicemail", "hide_clinic", "safe_contact",
    "safe_parts", "adult", "treatment", "location", "language", "privacy_consent",
}  # fmt: skip

# Labels and hints that differ; None leaves the hint as it is.
LABELS = {
    HELPER: {
        "full_name": (_("Their name"), _("The name they want us to use.")),
        "phone": (
            _("Phone number to call"),
            _("Theirs, or yours if we should call you. An e-mail address is enough."),
        ),
        "safe_contact": (_("Is it safe to contact them this way?"), None),
        "returning": (_("Have they been here before?"), None),
        "adult": (_("Are they 18 or older?"), None),
        "language": (_("Which language shall we speak with them?"), None),
        "access_needs": (_("What would make it easier for them?"), None),
    },
    PROVIDER: {
        "full_name": (_("The patient’s first name and last initial"), ""),
        "phone": (_("The patient’s phone number"), ""),
        "safe_contact": (_("Is it safe to contact the patient this way?"), None),
        "adult": (_("Is the patient 18 or older?"), None),
        "language": (_("Which language shall we speak with the patient?"), None),
    },
}


def asked_of(asker):
    """Return the names of the questions that `asker` gets, in their order."""
    return [name for name in ORDER if _is_asked_of(asker, name)]


def _is_asked_of(asker, name):
    if name.startswith(("helper_", "provider_")):
        return name.startswith(f"{asker.value}_")
    return asker != PROVIDER or name in OF_PROVIDERS


def parts_for(asker):
    """Return (legend, questions) of each part of the form for `asker`."""
    return [
        (legend.get(asker, "") if isinstance(legend, dict) else legend, names)
        for legend, names in PARTS
    ]
