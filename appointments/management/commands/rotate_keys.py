"""Sealing and indexing anew after a new key was put first: rotate_keys [--check]."""

from django.core.management import BaseCommand, CommandError

from appointments import rotation
from clinic_site.signing_in import sealed_factors

PARTS = (rotation, sealed_factors)


class Command(BaseCommand):
    help = (
        "Seals everything with the first of SEALING_KEYS and indexes every request "
        "with the first of INDEX_KEY. It may be stopped and run again at any time."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--check",
            action="store_true",
            help="change nothing; exit 1 while an older key is still needed",
        )

    def handle(self, *args, **options):
        if options["check"]:
            return self._check()
        outcomes = [part.seal_anew() for part in PARTS]
        self.stdout.write(f"{sum(one.sealed for one in outcomes)} sealed anew")
        self.stdout.write(f"{rotation.index_anew()} indexed anew")
        if damaged := sum(one.damaged for one in outcomes):
            raise CommandError(f"{damaged} cannot be opened with any key")

    def _check(self):
        seals = sum(part.left() for part in PARTS)
        indexes = rotation.left_to_index()
        self.stdout.write(f"{seals} need an older key of SEALING_KEYS")
        self.stdout.write(f"{indexes} stand under an older INDEX_KEY")
        if seals or indexes:
            raise CommandError("Keep the older keys and run: manage.py rotate_keys")
