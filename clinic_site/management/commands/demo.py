"""Loads the demonstration clinic into an empty database."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clinic_site import demonstration


class Command(BaseCommand):
    help = "Load the demonstration clinic if the database holds no clinic yet."

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-wished",
            action="store_true",
            help="Do nothing, and say nothing, where DEMO is off.",
        )

    def handle(self, *args, if_wished, **options):
        if if_wished and not settings.DEMO:
            return
        try:
            is_loaded = demonstration.load(at=timezone.now())
        except demonstration.NotADemonstration as refused:
            raise CommandError(
                "This site is not a demonstration (DEMO is off), so nothing was loaded."
            ) from refused
        if is_loaded:
            self.stdout.write("The demonstration clinic is loaded.")
