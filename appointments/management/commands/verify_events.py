"""Checks that no event of a request or the desk was changed, taken out or cut off."""

import sys
from itertools import chain

from django.core.management.base import BaseCommand

from appointments import audit, events


class Command(BaseCommand):
    help = "Print a line for each fault in the trails; exit 1 if there is one."

    def handle(self, *args, **options):
        found = False
        for fault in chain(events.faults(), audit.faults()):
            found = True
            self.stdout.write(fault)
        if found:
            sys.exit(1)
        self.stdout.write("Every trail is whole.")
