"""Erases what is due, once; --replay erases again what a restored backup brought."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from appointments import erasure_ledger, retention


class Command(BaseCommand):
    help = (
        "Erase what was closed long enough ago and what people asked to have erased. "
        "Run it with --replay after every restore, before the site serves again."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--replay",
            action="store_true",
            help="erase again what the ledger names (ERASURE_LEDGER)",
        )

    def handle(self, *args, **options):
        at = timezone.now()
        if options["replay"]:
            return self._replay(at)
        erased = 0
        while some := retention.erase_due(at=at):
            erased += some
        self.stdout.write(f"{erased} erased.")
        if not erasure_ledger.is_writable():
            raise CommandError(f"Erasing waits: {erasure_ledger.path()} is not ours.")

    def _replay(self, at):
        if not erasure_ledger.path().exists():
            raise CommandError(f"There is no ledger at {erasure_ledger.path()}.")
        held = 0
        for reference, is_erased in retention.replay(at=at):
            held += not is_erased
            said = "erased again" if is_erased else "under legal hold: lift it first"
            self.stdout.write(f"{reference} {said}")
        self.stdout.write("The ledger is replayed.")
        if held:
            sys.exit(1)
