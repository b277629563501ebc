"""Loads what a real clinic starts with, and after an upgrade what is new in it."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clinic_site import starter


class Command(BaseCommand):
    help = (
        "Load the starter pages as working copies, and the care instructions unsigned."
        " Nothing is published. Run it again after an upgrade: a page that you changed"
        " is left alone."
    )

    def handle(self, *args, **options):
        try:
            for line in starter.load(at=timezone.now()):
                self.stdout.write(line)
        except starter.IsADemonstration as refused:
            raise CommandError(
                "This site is a demonstration, which has these pages already."
                " Set DEMO=0 and begin with an empty database."
            ) from refused
