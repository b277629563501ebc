"""Sealing and indexing anew after a new key was put first: rotate_keys [--check]."""

from django.core.management import BaseCommand, CommandError

from appointments import rotation


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
        outcome = rotation.seal_anew()
        self.stdout.write(f"{outcome.sealed} sealed anew")
        self.stdout.write(f"{rotation.index_anew()} indexed anew")
        if outcome.damaged:
            raise CommandError(f"{outcome.damaged} cannot be opened with any key")

    def _check(self):
        seals, indexes = rotation.left(), rotation.left_to_index()
        self.stdout.write(f"{seals} need an older key of SEALING_KEYS")
        self.stdout.write(f"{indexes} stand under an older INDEX_KEY")
        if seals or indexes:
            raise CommandError("Keep the older keys and run: manage.py rotate_keys")
