"""Every address and action of the desk, as each role, beside the table of access.py."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import resolve_url
from django.test import RequestFactory
from django.urls import URLPattern, resolve, reverse
from zeal import zeal_ignore

from appointments import audit
from appointments.models import CannedReply
from articles.models import Clinician, ImportRun, Source, Synonym
from clinic_site import access, append_only, shell
from clinic_site.models import (
    Announcement,
    Clinic,
    HelpNumbers,
    Invitation,
    Location,
    SignInEvent,
    Treatment,
)
from tests.builders import (
    NOON,
    make_change,
    make_clinic,
    make_person,
    make_picture,
    make_proposal,
    make_publication,
    make_request,
    make_revision,
    make_signed_instructions,
    second_step_of,
)

pytestmark = pytest.mark.django_db

NO_ROLE, OWNER = "staff without a role", "owner"
EVERY_ROLE = [*access.ROLE_WORDS, NO_ROLE]
ANYBODY = {"login", "logout"}
# The redirect from a record's bare address, and what answers an unknown one.
NAMELESS = {"<path:object_id>/", "(?P<url>.*)$"}
STOCK = {
    "changelist": ("view", "view"),
    "add": ("add", "add"),
    "change": ("view", "change"),
    "delete": ("delete", "delete"),
    "history": ("view", "view"),
}
# What an address asks for besides the record that it is about.
NAMED = {
    "app_label": "clinic_site",
    "content_type_id": 0,
    "event": 0,
    "name": "take",
    "way": "csv",
    "object_id": 0,
}
ASKED = {
    "autocomplete": {
        "app_label": "articles",
        "model_name": "clinician",
        "field_name": "portrait",
    },
}
NEVER_TYPED_OVER = {"revision", "careinstruction", "proposal", "appointmentrequest"}
ONLY_GROW = {one.table for one in append_only.PROMISES if one.name == "only_grows"}
# Refused later than at the door, because the walk sends nothing that they could mean.
SENT_ABOUT_NOTHING = {"articles_revision_let_pass", "appointments_broken_rule_reason"}
REFUSED = {403, 404}
NOT_THIS_WAY = 405


def the_records():
    """Return one of each record that the desk shows, by the name of its model."""
    make_clinic()
    article = make_publication().article
    make_signed_instructions()
    proposal = make_proposal(make_change("ALCOHOL", ends=72 * 60))
    hours = {"starts_at": NOON, "ends_at": NOON + timedelta(days=1)}
    request = make_request()
    place = {"name": "A", "street": "B", "city": "C", "region": "WA"}
    return {
        "announcement": Announcement.objects.create(**hours),
        "appointmentrequest": request,
        "article": article,
        "deskevent": audit.searched("name", found=1, by=None, at=NOON),
        "keptrequest": request,
        "requestevent": request.events.get(),
        "cannedreply": CannedReply.objects.create(title="Soon", kind="telephone"),
        "careinstruction": proposal.values.first().instruction,
        "clinic": Clinic.objects.get(),
        "clinician": Clinician.objects.first(),
        "helpnumbers": HelpNumbers.objects.get(),
        "invitation": Invitation.objects.create(
            email="rosa@harbour.example",
            made_at=NOON,
            expires_at=NOON + timedelta(days=1),
        ),
        "importrun": ImportRun.objects.create(started_at=NOON, language="en"),
        "location": Location.objects.create(**place),
        "picture": make_picture(),
        "proposal": proposal,
        "revision": make_revision(),
        "signinevent": SignInEvent.objects.create(kind="invited", at=NOON),
        "source": Source.objects.first(),
        "synonym": Synonym.objects.create(words="one, two", language="en"),
        "treatment": Treatment.objects.first() or Treatment.objects.create(slug="tms"),
        "user": make_person(),
    }


def the_addresses():
    """Yield (name, pattern, model or None) of every address of the desk."""
    by_model = {
        pattern.name: model
        for model, its_admin in admin.site._registry.items()
        for pattern in its_admin.get_urls()
        if pattern.name
    }
    waiting = list(admin.site.get_urls())
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, URLPattern):
            yield one.name, one.pattern, by_model.get(one.name)
        else:
            waiting += one.url_patterns


def needs(name, model):
    """Return (what looking needs, what sending needs), or None without a row."""
    if name in access.DOORS:
        row = access.DOORS[name]
        return row if isinstance(row, tuple) else (row, row)
    stock = name.removeprefix(f"{model._meta.app_label}_{model._meta.model_name}_")
    if stock not in STOCK or not _is_in_the_table(model):
        return None
    app, record = model._meta.app_label, model._meta.model_name
    return tuple(f"{app}.{verb}_{record}" for verb in STOCK[stock])


def _is_in_the_table(model):
    seen = f"{model._meta.app_label}.view_{model._meta.model_name}"
    return any(seen in held for held in access.PERMISSIONS.values())


def the_actions():
    """Yield (admin, name of its row, action, function) of every action in a list."""
    for model, its_admin in admin.site._registry.items():
        record = f"{model._meta.app_label}_{model._meta.model_name}"
        for act, name, _words in its_admin._get_base_actions():
            is_stock = name == "delete_selected"
            row = f"{record}_delete" if is_stock else f"{record} {name}"
            yield its_admin, row, name, act


def may(role, need):
    if need == access.STAFF:
        return True
    return need in access.PERMISSIONS.get(role, ())


class Desk:
    """The desk with one of each record, and somebody of each role at its door.

    Its views are called as the site calls them, but without what stands around: a
    thousand and more knocks in a few seconds. Strangers come all the way.
    """

    def __init__(self):
        self.records = the_records()
        owner = get_user_model().objects.create_superuser("owner")
        self.people = {role: make_person(role) for role in access.ROLE_WORDS}
        self.people |= {NO_ROLE: make_person(), OWNER: owner}

    def url(self, name, pattern, model):
        known = dict(NAMED)
        if model is not None:
            pk = self.records[model._meta.model_name].pk
            known |= {"pk": pk, "object_id": pk, "id": pk}
        args = pattern.converters or pattern.regex.groupindex
        return reverse(f"admin:{name}", kwargs={one: known[one] for one in args})

    def opens(self, who, method, name, url):
        """Return whether the address opens, or None where it has no such method.

        Whatever that changed is taken back.
        """
        request = getattr(RequestFactory(), method)(url, ASKED.get(name))
        request.user = self.people[who]
        request.session = second_step_of(request.user)
        request._messages, request.csp_nonce = FallbackStorage(request), "nonce"
        request._dont_enforce_csrf_checks = True
        request.resolver_match = view, args, kwargs = resolve(url)
        with transaction.atomic():
            try:
                return _opened(view(request, *args, **kwargs))
            except PermissionDenied:
                return False
            except Http404:
                # Whoever may send is told that nothing is meant; a door says 403.
                return name in SENT_ABOUT_NOTHING and method == "post"
            finally:
                transaction.set_rollback(True)


def _opened(answer):
    if answer.status_code == NOT_THIS_WAY:
        return None
    return answer.status_code not in REFUSED and not leads_to_sign_in(answer)


def leads_to_sign_in(answer):
    doors = {resolve_url(settings.LOGIN_URL), reverse("admin:login")}
    return answer.status_code == 302 and answer["Location"].partition("?")[0] in doors


@pytest.fixture(scope="module")
def desk(django_db_setup, django_db_blocker):
    """Open the desk once for all who knock, and put all back."""
    shell.forget_all()
    whole = transaction.atomic()
    whole._from_testcase = True  # what a request is received in may not be nested else
    with django_db_blocker.unblock(), whole, zeal_ignore():
        yield Desk()
        transaction.set_rollback(True)
    shell.forget_all()


ADDRESSES = [one for one in the_addresses() if one[0] and one[0] not in ANYBODY]


def test_every_address_of_the_desk_has_a_row():
    nameless = {
        str(pattern) for name, pattern, _model in the_addresses() if not name
    } - NAMELESS
    missing = [
        f"{name} has no row. Add it to DOORS in clinic_site/access.py with the"
        " permission that opens it; a new record also to PERMISSIONS, or its five"
        " addresses as NOBODY."
        for name, _pattern, model in ADDRESSES
        if needs(name, model) is None
    ]

    assert nameless == set(), "give each address a name"
    assert missing == [], "\n".join(missing)


def test_every_record_of_the_desk_is_made_for_the_walk(desk):
    shown = {model._meta.model_name for model in admin.site._registry}

    assert shown - desk.records.keys() == set(), "add it to the_records() above"


def test_no_row_is_left_of_an_address_or_action_that_is_gone():
    there = {name for name, _pattern, _model in the_addresses()}
    there |= {row for _admin, row, _name, _act in the_actions()}

    assert access.DOORS.keys() - there == set()


def test_every_action_has_a_row_and_carries_its_permission():
    missing = [
        f"“{row}” needs a row in DOORS of clinic_site/access.py, and"
        " @admin.action(permissions=[…]): else whoever may look may run it."
        for its_admin, row, name, act in the_actions()
        if (row not in access.DOORS and name != "delete_selected")
        or not getattr(act, "allowed_permissions", None)
    ]

    assert missing == [], "\n".join(missing)


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_each_action_is_offered_to_whom_the_table_says(desk, role):
    request = RequestFactory().get("/admin/")
    request.user = desk.people[role]

    wrong = [
        row
        for its_admin, row, name, _act in the_actions()
        if (name in its_admin.get_actions(request))
        != (its_admin.actions is not None and may(role, needs(row, its_admin.model)[1]))
    ]

    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_each_address_opens_to_whom_the_table_says(desk, role):
    wrong = []
    for name, pattern, model in ADDRESSES:
        url = desk.url(name, pattern, model)
        for method, need in zip(("get", "post"), needs(name, model), strict=True):
            opens = desk.opens(role, method, name, url)
            if opens is not None and opens != may(role, need):
                wrong.append(f"{method} {name}: {'open' if opens else 'shut'}")

    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("is_known", [False, True], ids=["unknown", "no-staff"])
def test_strangers_are_led_to_the_sign_in_from_every_address(desk, client, is_known):
    if is_known:
        client.force_login(get_user_model().objects.create_user("someone"))

    open_doors = [
        f"{method} {name}"
        for name, pattern, model in ADDRESSES
        for method in ("get", "post")
        if not leads_to_sign_in(getattr(client, method)(desk.url(name, pattern, model)))
    ]

    assert open_doors == [], "\n".join(open_doors)


# -- What the table must never come to say -----------------------------------------


@pytest.mark.parametrize("role", [access.EDITOR, access.MEDICAL_REVIEWER])
def test_who_works_on_words_sees_no_request(role):
    held = access.PERMISSIONS[role]

    assert {one for one in held if one.startswith("appointments.")} == set()


def test_what_no_role_holds_opens_nothing(db):
    person = make_person(access.EDITOR)
    person.user_permissions.add(Permission.objects.get(codename="view_record"))

    assert person.has_perm("articles.change_article")
    assert not person.has_perm("appointments.view_record")


def test_the_front_desk_exports_nothing():
    exporting = {name for name in access.DOORS if "export" in name}
    held = access.PERMISSIONS[access.FRONT_DESK]

    assert {one for one in held if "export" in one} == set()
    assert {n for n in exporting if may(access.FRONT_DESK, needs(n, None)[1])} == set()


def test_whoever_only_audits_changes_nothing():
    verbs = {
        one.partition(".")[2].partition("_")[0]
        for one in access.PERMISSIONS[access.AUDITOR]
    }

    assert verbs - {"export"} == {"view"}


def test_nobody_edits_history_not_even_the_owner(desk):
    request = RequestFactory().get("/admin/")
    request.user = desk.people[OWNER]
    on_record = [
        its_admin
        for model, its_admin in admin.site._registry.items()
        if model._meta.model_name in NEVER_TYPED_OVER
        or model._meta.db_table in ONLY_GROW
    ]

    open_doors = [
        f"{verb} {its_admin.opts.model_name}"
        for its_admin in on_record
        for verb in ("change", "delete")
        if getattr(its_admin, f"has_{verb}_permission")(request)
    ]
    assert len(on_record) >= len(NEVER_TYPED_OVER)
    assert open_doors == [], "\n".join(open_doors)
