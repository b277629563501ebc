"""Checks the files of the library: a line a fault, exit 1; or removes left-overs."""

import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles import picture_library
from clinic_site import media


class Command(BaseCommand):
    help = "Check that every picture has its files; prints a line a fault."

    def add_arguments(self, parser):
        parser.add_argument(
            "--remove",
            action="store_true",
            help="Delete files that no picture has, an hour old or older.",
        )

    def handle(self, *args, **options):
        faults = list(picture_library.faults(at=timezone.now()))
        for fault, left_over in faults:
            self.stdout.write(fault)
            if left_over and options["remove"]:
                folder, name = left_over
                media.remove(name, folder=folder)
        if faults:
            sys.exit(1)
