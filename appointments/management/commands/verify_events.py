"""Checks that no event of any request was changed, taken out or cut off."""

import sys

from django.core.management.base import BaseCommand

from appointments import events


class Command(BaseCommand):
    help = (
        "Print a line for each fault in the requests' trails; exit 1 if there is one."
    )

    def handle(self, *args, **options):
        found = False
        for fault in events.faults():
            found = True
            self.stdout.write(fault)
        if found:
            sys.exit(1)
        self.stdout.write("Every trail is whole.")
