"""Runs all due jobs, again and again, until it is told to stop."""

import signal
import time

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from clinic_site import jobs

SECONDS_BETWEEN_ROUNDS = 2


class Command(BaseCommand):
    help = "Run all due jobs (notices, …) until stopped; --once runs them one time."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true")

    def handle(self, *args, once, **options):
        if once:
            return jobs.run_due(at=timezone.now())
        self.goes_on = True
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        while self.goes_on:
            self.one_round()
            time.sleep(SECONDS_BETWEEN_ROUNDS)

    def stop(self, *args):
        self.goes_on = False

    def one_round(self):
        """A lost database is waited for: `work` outlives it."""
        close_old_connections()
        try:
            jobs.run_due(at=timezone.now())
        except DatabaseError:
            jobs.logger.warning("work.database_away")
