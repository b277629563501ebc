"""Which articles' reviews lapse soon or have lapsed, as a filter of the list."""

from datetime import timedelta

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

OVERDUE = "overdue"


class ReviewDue(admin.SimpleListFilter):
    title = _("review due")
    parameter_name = "review_due"

    def lookups(self, request, model_admin):
        return [
            (OVERDUE, _("overdue")),
            ("30", _("within 30 days")),
            ("60", _("within 60 days")),
        ]

    def queryset(self, request, queryset):
        today, value = timezone.localdate(), self.value()
        if value == OVERDUE:
            return queryset.review_due_by(today - timedelta(days=1))
        if value in {"30", "60"}:
            return queryset.review_due_by(today + timedelta(days=int(value)))
        return queryset
