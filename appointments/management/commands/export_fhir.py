"""Prints one request as a FHIR R4 Bundle, for another system to read."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from appointments import exports, references
from appointments.models import AppointmentRequest


class Command(BaseCommand):
    help = "Print the Bundle of a request; that it left the site goes on its record."

    def add_arguments(self, parser):
        parser.add_argument("reference")
        parser.add_argument(
            "--with-note", action="store_true", help="with what the person noted"
        )

    def handle(self, *args, reference, with_note, **options):
        request = AppointmentRequest.objects.filter(
            reference=references.tidy(reference)
        ).first()
        if request is None:
            raise CommandError("No request has this reference.")
        try:
            bundle = exports.as_fhir(
                request, by=None, at=timezone.now(), with_note=with_note
            )
        except exports.CannotBeExported as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(json.dumps(bundle, ensure_ascii=False, indent=1))
