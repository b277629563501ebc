"""Sends the notices that are due, once; `work` does the same again and again."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from appointments import sending


class Command(BaseCommand):
    help = "Send the notices that are due. Without EMAIL_URL they wait."

    def handle(self, *args, **options):
        if not settings.EMAIL_URL:
            self.stdout.write("EMAIL_URL is not set: notices wait.")
            return
        self.stdout.write(f"{sending.send_due(at=timezone.now())} sent.")
