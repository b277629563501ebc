"""A real mail server for tests: it speaks SMTP on a port and keeps what it gets."""

import socket
from contextlib import contextmanager
from email import policy
from email.parser import BytesParser

from aiosmtpd.controller import Controller


class Kept:
    """What arrived. Addresses in `refused` are refused, as a full mailbox would be."""

    def __init__(self):
        self.mails = []
        self.refused = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "452 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        parser = BytesParser(policy=policy.default)
        self.mails.append(parser.parsebytes(envelope.content))
        return "250 OK"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


@contextmanager
def running(port):
    """Run the server on that port of this machine and give what it keeps."""
    kept = Kept()
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield kept
    finally:
        server.stop()
