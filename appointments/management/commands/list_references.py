"""Prints a line for each request: REFERENCE STATE CREATED."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from appointments import audit
from appointments.models import AppointmentRequest


class Command(BaseCommand):
    help = "Print REFERENCE STATE CREATED of each request, oldest first."

    def handle(self, *args, **options):
        audit.exported(
            "references",
            format="text",
            fields=["reference", "state", "received_at"],
            rows=AppointmentRequest.objects.count(),
            by=None,
            at=timezone.now(),
        )
        requests = AppointmentRequest.objects.order_by("received_at", "reference")
        rows = requests.values_list("reference", "state", "received_at")
        for reference, state, received_at in rows.iterator():
            self.stdout.write(f"{reference} {state} {received_at.isoformat()}")
