"""How gunicorn serves the site: gunicorn --config deploy/gunicorn.conf.py."""

import os
import socket
from pathlib import Path


def loopback(port):
    """Return this machine's own addresses; strangers come through nginx."""
    addresses = [f"127.0.0.1:{port}"]
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return addresses
    return [*addresses, f"[::1]:{port}"]


wsgi_app = "clinic_site.wsgi"
chdir = str(Path(__file__).resolve().parent.parent)
bind = loopback(os.environ.get("PORT", "8000"))

workers = 2
worker_class = "clinic_site.server.Worker"
threads = 8
preload_app = True  # read once, shared by the workers
timeout = 30
graceful_timeout = 20  # a request on its way is finished, then the worker goes

# A worker starts afresh now and then, so that no leak grows for ever.
max_requests = 20000
max_requests_jitter = 2000

# Longer than any address or header of ours.
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190

# Addresses of people and paths with their tokens stay out of every log: the site
# writes its own lines, see clinic_site/logs.py.
accesslog = None
errorlog = "-"
loglevel = "warning"

control_socket_disable = True
# On a disk, a busy one makes a healthy worker look dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None


def when_ready(server):
    """Make once, before the workers part, what only requests need."""
    from appointments import distress

    distress.get_ready()
