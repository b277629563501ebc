"""Which pieces of a plain text are headings, and which only look like them."""

import itertools

from django.utils.translation import gettext as _

from .levels import second_level
from .lines import Line, Listing
from .report import Report, Verdict
from .shapes import LONGEST_HEADING, could_be_heading, is_question

FEWEST_IN_A_LIST = 3  # so many short lines without text between are no headings


def levels_of(pieces: list[Line | Listing], report: Report, *, title: str) -> list[int]:
    """Return one level for each piece: 2 or 3 for a heading, 0 for the others.

    A heading is a question or a short line that has something under it.
    """
    places = _headings(pieces, report)
    deeper = second_level({place: pieces[place].words for place in places}, title)
    for place in places:
        for doubt in _doubts(place, pieces, deeper):
            report.add(Verdict.DOUBTFUL, doubt, pieces[place])
    levels = [0] * len(pieces)
    for place in places:
        levels[place] = 3 if place in deeper else 2
    return levels


def _headings(pieces, report):
    headings = []
    runs = itertools.groupby(
        range(len(pieces)), lambda place: could_be_heading(pieces[place])
    )
    for could_be, run in runs:
        if could_be:
            headings += _headings_in_run(list(run), pieces, report)
    return headings


def _headings_in_run(run, pieces, report):
    """Choose among headings that follow each other with no text between them."""
    if run[-1] == len(pieces) - 1:
        report.add(Verdict.DOUBTFUL, _("nothing stands under it"), pieces[run.pop()])
    are_questions = all(is_question(pieces[place].words) for place in run)
    if len(run) >= FEWEST_IN_A_LIST:
        chosen = run[-1:]
    else:
        chosen = run[:1] if are_questions else run
    for place in run:
        if place not in chosen:
            report.add(
                Verdict.DOUBTFUL, _("kept as text, or a heading?"), pieces[place]
            )
    return chosen


def _doubts(place, pieces, deeper):
    if place == 0:
        yield _("a heading, or the first words of the text?")
    if len(pieces[place].words) > LONGEST_HEADING:
        yield _("a heading, though a long one?")
    if place in deeper:
        yield _("a heading below the one before it?")
