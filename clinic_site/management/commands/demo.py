"""Loads the demonstration clinic into an empty database."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clinic_site import demonstration


class Command(BaseCommand):
    help = "Load the demonstration clinic if the database holds no clinic yet."

    def handle(self, *args, **options):
        try:
            is_loaded = demonstration.load(at=timezone.now())
        except demonstration.NotADemonstration as refused:
            raise CommandError(
                "This site is not a demonstration (DEMO is off), so nothing was loaded."
            ) from refused
        if is_loaded:
            self.stdout.write("The demonstration clinic is loaded.")
