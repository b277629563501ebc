"""The gate against a link that leads patients to a page that is not there."""

from urllib.parse import unquote, urljoin, urlsplit

from django.utils.translation import gettext as _

from . import text
from .problem import Problem

ANY_ARTICLE = "/articles/this-one/"  # what a relative address is read from


def broken_links(content, world):
    """Return a Problem for each link to a page of this site that does not answer.

    Other sites are not asked: a gate must not wait for the network.
    """
    if world.addresses is None:
        return []
    return [
        _problem(number, address, words)
        for number, address, words in text.links(content)
        if (path := _path_here(address)) and path not in world.addresses
    ]


def _path_here(address):
    """Return the path that `address` asks this site for, or "" for another place."""
    try:
        asked = urlsplit(address)
    except ValueError:
        return address
    if asked.scheme or asked.netloc or not asked.path:
        return ""
    return urljoin(ANY_ARTICLE, unquote(asked.path))


def _problem(number, address, words):
    return Problem(
        gate="broken_link",
        section=number,
        quote=words,
        said=_("This link leads to a page that patients cannot read: %(address)s")
        % {"address": address},
        fix=_("Publish that page first, or correct the address."),
        may_be_overridden=True,
    )
