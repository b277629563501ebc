"""Lets a practice manager in who lost everything: break_glass EMAIL --reason "…"."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clinic_site.signing_in import break_glass


class Command(BaseCommand):
    help = (
        "Print a link that opens the desk for one practice manager, for one hour, "
        "without a second step. It goes on record and every manager is mailed."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", help="e-mail address or staff name")
        parser.add_argument("--reason", required=True, help="why; goes on record")

    def handle(self, *args, email, reason, **options):
        if not reason.strip():
            raise CommandError("Say why: --reason must not be empty.")
        try:
            link = break_glass.open_for(email, reason=reason[:300], at=timezone.now())
        except break_glass.NobodyToLetIn as refused:
            raise CommandError(
                "No practice manager who may sign in has this name or address."
            ) from refused
        self.stdout.write(link)
        self.stdout.write("It opens the desk once and ends an hour from now.")
