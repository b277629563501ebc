"""What gunicorn cannot read never reaches Django, and is answered all the same."""

import socket
from urllib.parse import urlsplit

import pytest

PLANTED = "planted-words-of-a-person"


def say(site, words):
    """Send `words` as they are and return what comes back until the line is closed."""
    address = urlsplit(site)
    with socket.create_connection((address.hostname, address.port), 10) as line:
        line.sendall(words.encode())
        return b"".join(iter(lambda: line.recv(65536), b"")).decode()


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(f"GET /{PLANTED}\r\n\r\n", id="no-version"),
        pytest.param(f"GET /{PLANTED * 4000} HTTP/1.1\r\n\r\n", id="long-address"),
        pytest.param(f"GET / HTTP/1.1\r\n{PLANTED} x: 1\r\n\r\n", id="bad-header"),
    ],
)
def test_what_the_server_cannot_read_is_answered_with_help_and_not_logged(
    site, site_output, sent
):
    answer = say(site, sent)

    head, page = answer.split("\r\n\r\n", 1)
    assert head.startswith("HTTP/1.1 400 ")
    assert "default-src 'none'" in head
    assert "988" in page
    assert PLANTED not in answer + site_output.read_text()
