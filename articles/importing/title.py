"""Where the title of a copied page stands, and what its hero band added to it."""

import itertools

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .lines import Line, Listing
from .report import Report, Verdict
from .shapes import LONGEST_TITLE, could_be_title, is_alternative_text, is_caption

TITLE_WITHIN, HERO_WITHIN = 8, 3  # pieces
LONGEST_ABOVE_TITLE = 200  # signs of an announcement


def title_and_rest(
    pieces: list[Line | Listing], report: Report
) -> tuple[str, list[Line | Listing]]:
    """Return the title and the pieces below it, without the lines of a hero band.

    A line that stands twice near the top is the title; else the first line that
    could be one. Without any, the first words stand in and nothing is taken away.
    """
    place, again = _hero(pieces[:TITLE_WITHIN]) or _first_title(pieces[:TITLE_WITHIN])
    if place is None:
        words = Truncator(_words(pieces[0])).chars(LONGEST_TITLE)
        doubt = _("no title found, the first words stand in")
        report.add_on_whole(Verdict.DOUBTFUL, doubt, words)
        return words, pieces
    for piece in pieces[:place]:
        report.add(Verdict.LEFT_OUT, _("announcement"), piece)
    for piece in pieces[place + 1 : again]:
        report.add(Verdict.LEFT_OUT, _("image description"), piece)
    if again > place:
        report.add(Verdict.LEFT_OUT, _("title repeated"), pieces[again])
    return pieces[place].words, _without_captions(pieces[again + 1 :], report)


def _words(piece):
    return piece.words if isinstance(piece, Line) else piece.items[0].unmarked


def _hero(top):
    for place, again in itertools.combinations(range(len(top)), 2):
        if again - place > HERO_WITHIN or not could_be_title(top[place]):
            continue
        is_same = _words(top[place]).casefold() == _words(top[again]).casefold()
        if is_same and all(map(_could_be_above_title, top[:again])):
            return place, again
    return None


def _first_title(top):
    for place, piece in enumerate(top):
        if could_be_title(piece):
            return place, place
        if not _could_be_above_title(piece):
            break
    return None, None


def _could_be_above_title(piece):
    return isinstance(piece, Line) and len(piece.words) <= LONGEST_ABOVE_TITLE


def _without_captions(pieces, report):
    """Leave out what stood beside an image: below the title, or after the text."""
    if pieces and is_alternative_text(pieces[0]):
        report.add(Verdict.LEFT_OUT, _("image description"), pieces[0])
        pieces = pieces[1:]
    if len(pieces) > 1 and is_caption(pieces[-1], below=pieces[-2]):
        report.add(Verdict.LEFT_OUT, _("image description"), pieces[-1])
        pieces = pieces[:-1]
    return pieces
