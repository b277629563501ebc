"""Prints a line for each notice: REFERENCE KIND STATE TRIES."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from appointments import audit
from appointments.models import Notice


class Command(BaseCommand):
    help = "Print REFERENCE KIND STATE TRIES of each notice, oldest first."

    def handle(self, *args, **options):
        audit.exported(
            "notices",
            format="text",
            fields=["reference", "kind", "state", "tries"],
            rows=Notice.objects.count(),
            by=None,
            at=timezone.now(),
        )
        rows = Notice.objects.order_by("created_at", "pk").values_list(
            "request__reference", "kind", "state", "tries"
        )
        for row in rows.iterator():
            self.stdout.write(" ".join(map(str, row)))
