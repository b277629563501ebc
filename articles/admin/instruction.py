"""Care instructions in the admin: what holds, who signed it, where it is used."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import shipped, where_used
from articles.instructions.for_desk import (
    ANCHORS,
    in_brief,
    range_in_words,
    sides,
)
from articles.models import CareInstruction, Proposal, Stage
from articles.models.instruction import END_RULES
from clinic_site import shell, staff
from clinic_site.admin.records import OnRecord
from clinic_site.admin.tabs import Tabs

from . import comparing, proposing, reissued, set_up

PROPOSE = "articles.propose_careinstruction"
SIGN = "articles.sign_careinstruction"


class SavedView(Tabs):
    """One tab a treatment, and one for what nobody has signed."""

    def lookups(self, request, model_admin):
        current = shell.current()
        names = current.treatment_names()
        slugs = [one["slug"] for one in current.treatments]
        views = [(slug, names.get(slug, slug)) for slug in slugs]
        return [*views, ("unsigned", _("Not signed"))]

    def queryset(self, request, queryset):
        if self.value() == "unsigned":
            return queryset.filter(current=None)
        if not self.value():
            return queryset
        # SQLite cannot look into a JSON list, and there are a few dozen rows.
        found = [one.pk for one in queryset if self.value() in one.treatments]
        return queryset.filter(pk__in=found)


@admin.register(CareInstruction)
class CareInstructionAdmin(OnRecord):
    """The list of what patients are told; a value changes only by a signature."""

    list_display = [
        "name",
        "value_words",
        "severity",
        "lock_words",
        "signed_words",
        "for_whom",
    ]
    list_display_links = ["name"]
    list_filter = [SavedView, "severity", "lock"]
    list_select_related = ["current__signed_set__signed_by"]
    search_fields = ["code", "names"]
    sortable_by = []
    list_per_page = 60
    show_full_result_count = False
    fields = ["code"]
    actions = None
    change_list_template = "admin/articles/careinstruction/change_list.html"
    change_form_template = "admin/articles/careinstruction/change_form.html"

    # -- The list -----------------------------------------------------------------

    @admin.display(description=gettext_lazy("care instruction"))
    def name(self, row):
        return format_html("{} <small>{}</small>", row, row.code)

    @admin.display(description=gettext_lazy("today"))
    def value_words(self, row):
        return in_brief(row.as_value()) if row.current else "–"

    @admin.display(description=gettext_lazy("who may change it"))
    def lock_words(self, row):
        return row.get_lock_display()

    @admin.display(description=gettext_lazy("signed"))
    def signed_words(self, row):
        if row.current is None:
            return format_html(
                '<b class="state" data-tone="missed">{}</b>', _("not signed")
            )
        return signature(row.current.signed_set)

    @admin.display(description=gettext_lazy("for"))
    def for_whom(self, row):
        return f"{treatments_of(row)} · {stages_of(row)}"

    def changelist_view(self, request, extra_context=None):
        counts = {
            "unsigned": len(shipped.unsigned()),
            "waiting": Proposal.objects.open().by_people().count(),
            "may_propose": request.user.has_perm(PROPOSE),
            "may_sign": request.user.has_perm(SIGN),
        }
        return super().changelist_view(request, counts | (extra_context or {}))

    # -- Who may ------------------------------------------------------------------

    # -- One instruction, and the screens around it ---------------------------------

    def get_urls(self):
        def at(address, view):
            name = f"articles_careinstruction_{view.__name__.removesuffix('_view')}"
            return path(address, self.admin_site.admin_view(view), name=name)

        return [
            at("propose/", self.propose_view),
            at("set-up/", self.set_up_view),
            at("reissued/", self.reissued_view),
            *super().get_urls(),
        ]

    def propose_view(self, request):
        return proposing.page(request, self.admin_site)

    def set_up_view(self, request):
        return set_up.page(request, self.admin_site)

    def reissued_view(self, request):
        return reissued.page(request, self.admin_site)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, unquote(object_id))
        context = extra_context or {}
        if row and self.has_view_permission(request, row):
            context = instruction_page(row, request.user) | context
        return super().change_view(request, object_id, form_url, context)


def instruction_page(row, user):
    """Return what one instruction's page shows."""
    value = row.as_value()
    history = row.signedinstructions.select_related(
        "signed_set__signed_by", "signed_set__proposed_by"
    ).order_by("-pk")
    current = next((one for one in history if one.pk == row.current_id), None)
    in_force = CareInstruction.objects.in_force()
    return {
        "row": row,
        "title": str(row),
        "subtitle": None,
        "brief": in_brief(value),
        "current": current,
        "signature": signature(current.signed_set) if current else "",
        "source": current.source if current else row.shipped.get("source", ""),
        "treatments": treatments_of(row),
        "stages": stages_of(row),
        "anchor": ANCHORS.get(row.anchor, row.anchor),
        "ends": dict(END_RULES)[value.end_rule],
        "ranges": [
            (comparing.SIDE_WORDS[side], range_in_words(value, side))
            for side in sides(value)
        ],
        "lines": comparing.lines(value, value),
        "may_be_off": value.may_be_switched_off,
        "sentences": comparing.sentences(value, value),
        "history": [(one, in_brief(row.as_value(one))) for one in history],
        "pages": where_used.pages_quoting(row.code, in_force),
        "proposals": Proposal.objects.open()
        .filter(values__instruction=row)
        .select_related("proposed_by"),
        "propose_url": propose_url([row.code]) if user.has_perm(PROPOSE) else "",
    }


def propose_url(codes):
    """Return the address of the screen on which new values are proposed."""
    asked = "&".join(f"code={code}" for code in codes)
    return f"{reverse('admin:articles_careinstruction_propose')}?{asked}"


def signature(signed_set):
    """Return who signed and when, in one line."""
    person = signed_set.signed_by
    return _("signed by %(name)s, %(day)s") % {
        "name": staff.name_of(person),
        "day": comparing.day(signed_set.signed_at),
    }


def treatments_of(row):
    names = shell.current().treatment_names()
    return ", ".join(str(names.get(slug, slug)) for slug in row.treatments)


def stages_of(row):
    return ", ".join(str(Stage(stage).label) for stage in row.stages)
