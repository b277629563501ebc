"""Checks every publication's digest and chain: a line a fault, exit 1."""

import sys

from django.core.management.base import BaseCommand

from articles import digests


class Command(BaseCommand):
    help = "Check that nothing published was changed; prints a line a fault."

    def handle(self, *args, **options):
        faults = list(digests.faults())
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            sys.exit(1)
