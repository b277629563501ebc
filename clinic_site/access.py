"""The six roles and what each may do: one table, applied after every migrate.

PERMISSIONS says who holds what, DOORS which permission opens what at the desk.
"""

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
EXPORT = {"appointments.export_appointmentrequest"}
EXCHANGE = {"appointments.exchange_appointmentrequest"}
SEE_REQUESTS = _see("appointments", "appointmentrequest", "requestevent", "notice")
REVIEW_THE_RECORD = {"appointments.view_record"}
HOLD = {"appointments.hold_appointmentrequest"}
SEE_THE_DOOR = _see("clinic_site", "invitation", "signinevent")
PEOPLE = SEE_THE_DOOR | {
    "auth.view_user",
    "auth.change_user",
    "clinic_site.look_after_people",
}

PERMISSIONS = {
    EDITOR: WRITE | READ_INSTRUCTIONS,
    MEDICAL_REVIEWER: READ_ARTICLES | SIGN | ANSWER_FOR_WORDS,
    FRONT_DESK: ANSWER,
    TRIAGE_NURSE: ANSWER | PROPOSE | EXCHANGE,
    PRACTICE_MANAGER: ANSWER
    | REVIEW_THE_RECORD
    | HOLD
    | EXPORT
    | EXCHANGE
    | RUN_THE_CLINIC
    | PEOPLE
    | READ_ARTICLES
    | PROPOSE
    | {"articles.review_fixed_page"}
    | {"appointments.view_broken_rules", "appointments.read_broken_rule_reasons"}
    | _all("appointments", "cannedreply", "cannedreplytext")
    | _all("articles", "clinician", "picture"),
    AUDITOR: SEE_REQUESTS
    | REVIEW_THE_RECORD
    | {"appointments.view_broken_rules"}
    | READ_ARTICLES
    | READ_INSTRUCTIONS
    | SEE_THE_DOOR,
}

STAFF = "whoever is signed in as staff"
NOBODY = "no role"  # narrower than the permission, or the owner's alone

# What opens an address or an action of the desk. The list, add, change, delete and
# history of a record ask the permission of that name and need no row, unless they are
# narrower. Two in a row: who may look, who may send. Whoever adds an address or an
# action adds its row: a test walks all of them as each role.
DOORS = {
    "index": STAFF,
    "app_list": "clinic_site.view_signinevent",  # the least that it lists
    "autocomplete": "articles.view_picture",
    "jsi18n": STAFF,
    "password_change": STAFF,
    "password_change_done": STAFF,
    "view_on_site": NOBODY,  # no record has an address that it would lead to
    "first_day": "clinic_site.change_clinic",
    "first_day_test_message": "clinic_site.change_clinic",
    # People
    "auth_user_password_change": NOBODY,
    "auth_user_lost_device": "clinic_site.look_after_people",
    "clinic_site_invitation_invite": "clinic_site.look_after_people",
    # Clinic
    "clinic_site_treatment_delete": NOBODY,
    # Articles
    "articles_article_links": "articles.change_article",
    "articles_article_preview": "articles.view_article",
    "articles_article_withdraw": "articles.add_withdrawal",
    "articles_article_address": "articles.change_article",
    "articles_importrun_change": ("articles.view_importrun", "articles.add_importrun"),
    "articles_source_add": NOBODY,
    "articles_source_change": ("articles.view_source", NOBODY),
    "articles_source_delete": NOBODY,
    # Reviews
    "articles_revision_page": "articles.view_revision",
    "articles_revision_verdict": "articles.add_medicalreview",
    "articles_revision_go_live": "articles.add_medicalreview",
    "articles_revision_restore": "articles.change_article",
    "articles_revision_ask": "articles.add_overriderequest",
    "articles_revision_let_pass": "articles.add_override",
    # Care instructions
    "articles_careinstruction_propose": "articles.propose_careinstruction",
    "articles_careinstruction_set_up": (
        "articles.view_careinstruction",
        "articles.sign_careinstruction",
    ),
    "articles_careinstruction_reissued": "articles.view_article",
    "articles_proposal_sign": "articles.sign_careinstruction",
    "articles_proposal_take_back": "articles.sign_careinstruction",
    # Requests
    "appointments_appointmentrequest_change": (
        "appointments.view_appointmentrequest",
        NOBODY,
    ),
    "appointments_request_search": "appointments.view_appointmentrequest",
    "appointments_request_by_telephone": "appointments.change_appointmentrequest",
    "appointments_broken_rules": "appointments.view_broken_rules",
    "appointments_broken_rule_reason": "appointments.read_broken_rule_reasons",
    "appointments_request_step": "appointments.change_appointmentrequest",
    "appointments_request_contact": "appointments.reveal_appointmentrequest",
    "appointments_requestevent_changelist": "appointments.view_record",
    "appointments_requestevent_export": "appointments.view_record",
    "appointments_requestevent_delete": NOBODY,
    "appointments_deskevent_delete": NOBODY,
    "appointments_keptrequest_delete": NOBODY,
    "appointments_deskevent_changelist": "appointments.view_record",
    "appointments_deskevent_export": "appointments.view_record",
    "appointments_keptrequest_changelist": "appointments.view_appointmentrequest",
    "appointments_keptrequest_hold": (
        "appointments.view_appointmentrequest",
        "appointments.hold_appointmentrequest",
    ),
    "appointments_figures": "appointments.view_appointmentrequest",
    "appointments_request_fhir": "appointments.exchange_appointmentrequest",
    "appointments_request_export": "appointments.export_appointmentrequest",
    "appointments_appointmentrequest take_selected": (
        "appointments.change_appointmentrequest"
    ),
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
