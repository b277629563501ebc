"""Starts the whole site, web and jobs, as one thing that stops as one thing."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from clinic_site import demonstration

PARTS = {
    "web": ("-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"),
    "work": ("manage.py", "work"),
}
SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_TO_FINISH = 25  # longer than gunicorn's graceful_timeout


class Command(BaseCommand):
    help = "Run web and jobs until Ctrl-C; when one of them ends, both do."

    def handle(self, *args, **options):
        self.check(databases=["default"])  # a demonstration's is no clinic's
        self.is_stopping = False
        self.port = int(os.environ.get("PORT", "8000"))
        if self.answers():
            raise CommandError(
                f"Port {self.port} is taken. Stop what runs there, "
                f"or choose another: make run PORT={self.port + 1}"
            )
        parts = self.start()
        try:
            self.watch(parts)
        finally:
            codes = stop(parts)
        if not self.is_stopping:
            raise CommandError(f"A part ended by itself, so all did: {codes}")

    def start(self):
        for stopping in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(stopping, self.on_signal)
        # Inherited: a part that still starts leaves Ctrl-C to us, without a traceback.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        parts = {
            name: subprocess.Popen(
                [sys.executable, *words], cwd=settings.BASE_DIR, process_group=0
            )
            for name, words in PARTS.items()
        }
        signal.signal(signal.SIGINT, self.on_signal)
        return parts

    def on_signal(self, *args):
        self.is_stopping = True

    def watch(self, parts):
        is_announced = False
        while not self.is_stopping and all(p.poll() is None for p in parts.values()):
            if not is_announced and self.answers():
                self.announce()
                is_announced = True
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def announce(self):
        site = f"http://localhost:{self.port}"
        lines = [f"The site is ready: {site}/ (staff: {site}/admin/). Ctrl-C stops it."]
        if settings.DEMO:
            lines.append(
                "This is a demonstration. Anyone who reads this may sign in as"
            )
            lines += [
                f"  {role}: {username} / {password}"
                for role, username, password in demonstration.sign_ins()
            ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def stop(parts):
    """End every part, kindly first, and return their exit codes by name."""
    for part in parts.values():
        part.terminate()
    until = time.monotonic() + SECONDS_TO_FINISH
    for part in parts.values():
        try:
            part.wait(max(0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            part.kill()
    codes = {name: part.wait() for name, part in parts.items()}
    for part in parts.values():
        kill_orphans(part)
    return codes


def kill_orphans(part):
    """End what a part that died suddenly left behind: workers that go on answering."""
    with suppress(ProcessLookupError):
        os.killpg(part.pid, signal.SIGKILL)
