"""Writes the whole search index anew, for a site whose search has gone wrong."""

from django.core.management.base import BaseCommand

from articles.search import index


class Command(BaseCommand):
    help = "Write the search index anew from what patients can read."

    def handle(self, *args, **options):
        self.stdout.write(f"{index.rebuild()} pages can be found.")
