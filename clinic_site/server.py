"""The web server's own part: what it says and logs where a request cannot be read."""

import socket
from wsgiref.util import setup_testing_defaults

from gunicorn import util
from gunicorn.http.errors import ParseException
from gunicorn.workers.gthread import ThreadWorker

SECONDS_TO_LISTEN = 1
BYTES_TO_LISTEN = 256 * 1024


class Worker(ThreadWorker):
    """Gunicorn's threads, but refusals are the clinic's page and name nobody.

    Gunicorn itself would log the sender's address and quote what was sent.
    """

    def handle_error(self, req, client, addr, exc):
        self.log.warning("A request failed before the site saw it: %s", _kind(exc))
        try:
            if isinstance(exc, ParseException):
                say_goodbye(client, unreadable(self.wsgi))
            else:
                util.write_error(client, 500, "Internal Server Error", "")
        except Exception as also:  # noqa: BLE001 - whatever it is, others are waiting
            self.log.warning("It could not be told so either: %s", _kind(also))


def unreadable(application):
    """Return the site's answer to a malformed request, as bytes for the wire."""
    head = []
    environ = {"PATH_INFO": "/\0"}
    setup_testing_defaults(environ)
    body = b"".join(application(environ, lambda *said: head.extend(said)))
    status, headers = head[:2]
    headers = [*headers, ("Content-Length", str(len(body))), ("Connection", "close")]
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def say_goodbye(client, answer):
    """Send `answer`, then hear out a little of what is still being sent.

    Closing on unread bytes resets the connection, and the answer is never shown.
    """
    client.settimeout(SECONDS_TO_LISTEN)
    client.sendall(answer)
    client.shutdown(socket.SHUT_WR)
    heard = 0
    while heard < BYTES_TO_LISTEN and (more := client.recv(65536)):
        heard += len(more)


def _kind(exc):
    return type(exc).__name__
