"""Lets the first person in, who then invites everybody else at the desk."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clinic_site import access, invitations, role_holders

VALID_FOR = timedelta(hours=1)


class Command(BaseCommand):
    help = (
        "Print a link with which the first practice manager chooses a name and a"
        " password. It works once, within one hour. Run it again for a new link."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument(
            "--again",
            action="store_true",
            help="Make another manager although there is one: say so only when none of"
            " them can sign in any more.",
        )

    def handle(self, *args, email, again, **options):
        if role_holders.managers().exists() and not again:
            raise CommandError(
                "There is a practice manager already, who invites others at the desk"
                " (People). If none of them can sign in any more, say so:"
                f" first_manager {email} --again"
            )
        try:
            link = invitations.invite(
                email=email,
                role=access.PRACTICE_MANAGER,
                by=None,
                at=timezone.now(),
                valid_for=VALID_FOR,
            )
        except invitations.CannotInvite as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(link)
        self.stderr.write("Open it within one hour; it works once.")
