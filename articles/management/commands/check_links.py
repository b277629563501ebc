"""Checks every link on live pages: a line a fault, exit 1; asks no other site."""

import sys

from django.core.management.base import BaseCommand

from articles import link_check


class Command(BaseCommand):
    help = "Find links on live pages that lead nowhere; prints a line a fault."

    def handle(self, *args, **options):
        faults = link_check.faults()
        for fault in faults:
            self.stdout.write(f"{fault.page.url}: {fault.link}")
        if faults:
            sys.exit(1)
