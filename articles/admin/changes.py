"""What changed between two states of a page, as the desk shows it."""

from itertools import groupby
from operator import attrgetter

from django.utils.html import format_html, format_html_join


def in_words(changes):
    """Return {number, name, lines: [{verb, html}]} of each part of the page in turn.

    What changes in one place stands together: that is how a page is read again.
    """
    places = groupby(changes, key=attrgetter("place"))
    return [
        {
            "number": number,
            "name": place,
            "lines": [{"verb": one.verb, "html": marked(one.parts)} for one in found],
        }
        for number, (place, found) in enumerate(places, 1)
    ]


def marked(parts):
    """Return the parts of a change as HTML with <del> and <ins>."""
    frames = {"same": "{}", "out": "<del>{}</del>", "in": "<ins>{}</ins>"}
    said = ((format_html(frames[kind], words),) for kind, words in parts)
    return format_html_join(" ", "{}", said)
