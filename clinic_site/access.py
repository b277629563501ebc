"""The six roles and what each may do: one table, applied after every migrate."""

from django.utils.translation import gettext_lazy as _

EDITOR = "editor"
MEDICAL_REVIEWER = "medical_reviewer"
FRONT_DESK = "front_desk"
TRIAGE_NURSE = "triage_nurse"
PRACTICE_MANAGER = "practice_manager"
AUDITOR = "auditor"

ROLE_WORDS = {
    EDITOR: _("Editor"),
    MEDICAL_REVIEWER: _("Medical reviewer"),
    FRONT_DESK: _("Front desk"),
    TRIAGE_NURSE: _("Triage nurse"),
    PRACTICE_MANAGER: _("Practice manager"),
    AUDITOR: _("Auditor"),
}


def _all(app, *models):
    return {
        f"{app}.{verb}_{model}"
        for model in models
        for verb in ("add", "change", "delete", "view")
    }


def _see(app, *models):
    return {f"{app}.view_{model}" for model in models}


SECTIONS = (
    "textsection",
    "linessection",
    "calloutsection",
    "questionssection",
    "tablesection",
    "figuresection",
    "instructionsection",
    "instructionlistsection",
)
READ_INSTRUCTIONS = _see(
    "articles", "careinstruction", "signedset", "signedinstruction", "proposal"
)
PROPOSE = READ_INSTRUCTIONS | {"articles.propose_careinstruction"}
SIGN = PROPOSE | {"articles.sign_careinstruction"}
WRITE = (
    _all("articles", *SECTIONS, "source", "picture", "synonym")
    | {"articles.add_article", "articles.change_article", "articles.view_article"}
    | {"articles.add_importrun", "articles.view_importrun"}
    | {"articles.add_overriderequest"}
    | _see("articles", "clinician", "revision", "publication", "medicalreview")
)
READ_ARTICLES = _see(
    "articles",
    *SECTIONS,
    "source",
    "picture",
    "article",
    "clinician",
    "revision",
    "publication",
    "medicalreview",
)
ANSWER_FOR_WORDS = {
    "articles.add_medicalreview",
    "articles.add_withdrawal",
    "articles.add_overriderequest",
    "articles.add_override",
}
ANSWER = _see(
    "appointments", "appointmentrequest", "requestevent", "contactattempt", "notice"
) | {
    "appointments.change_appointmentrequest",
    "appointments.reveal_appointmentrequest",
    "appointments.add_contactattempt",
}
RUN_THE_CLINIC = _all(
    "clinic_site",
    "clinictext",
    "location",
    "openinghours",
    "closure",
    "treatment",
    "treatmenttext",
    "announcement",
    "announcementtext",
) | {
    "clinic_site.change_clinic",
    "clinic_site.view_clinic",
    "clinic_site.change_helpnumbers",
    "clinic_site.view_helpnumbers",
}
SEE_REQUESTS = _see("appointments", "appointmentrequest", "requestevent", "notice")

PERMISSIONS = {
    EDITOR: WRITE | READ_INSTRUCTIONS,
    MEDICAL_REVIEWER: READ_ARTICLES | SIGN | ANSWER_FOR_WORDS,
    FRONT_DESK: ANSWER,
    TRIAGE_NURSE: ANSWER | PROPOSE,
    PRACTICE_MANAGER: ANSWER
    | RUN_THE_CLINIC
    | READ_ARTICLES
    | PROPOSE
    | {"articles.review_fixed_page"}
    | _all("articles", "clinician", "picture"),
    AUDITOR: SEE_REQUESTS | READ_ARTICLES | READ_INSTRUCTIONS,
}


def give_roles():
    """Make the six groups hold exactly the table's permissions."""
    from django.contrib.auth.models import Group, Permission
    from django.db.models import F, Value
    from django.db.models.functions import Concat

    named = Permission.objects.annotate(
        path=Concat(F("content_type__app_label"), Value("."), F("codename"))
    )
    for role, permissions in PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.set(named.filter(path__in=permissions))


def role_of(user):
    """Return the words for the user's first role, or an empty string."""
    names = [group.name for group in user.groups.all()]
    return next((str(ROLE_WORDS[name]) for name in ROLE_WORDS if name in names), "")
