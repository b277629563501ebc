"""Checks that no event of a request or the desk was changed, taken out or cut off."""

import sys
from itertools import chain

from django.core.management.base import BaseCommand

from appointments import audit, checkpoints, events


class Command(BaseCommand):
    help = (
        "Print a line for each fault in the trails and checkpoints; exit 1 if there "
        "is one. Compare the checkpoint that is named at the end with your log."
    )

    def handle(self, *args, **options):
        found = False
        for fault in chain(events.faults(), audit.faults(), checkpoints.faults()):
            found = True
            self.stdout.write(fault)
        if found:
            sys.exit(1)
        self.stdout.write("Every trail is whole.")
        self.stdout.write(_in_words(checkpoints.standing()))


def _in_words(standing):
    if not standing.number:
        return f"No checkpoint yet; {standing.events_after} events wait for one."
    return (
        f"Checkpoint {standing.number} of {standing.at:%Y-%m-%d %H:%M} UTC "
        f"({standing.digest}); {standing.events_after} events came after it."
    )
