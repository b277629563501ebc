"""An import from its files to its report, a step at a time; a killed one goes on.

The files are parted into documents at once, so that a damaged file changes nothing.
Each document then has its turn in a transaction of its own.
"""

import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext_noop

from articles.models import ImportItem, ImportRun, Outcome

from . import formats, subjects
from .decoding import Failed, Refused
from .imported import LONGEST_TITLE, Piece
from .storing import store

logger = logging.getLogger(__name__)

SECONDS_A_STEP = 4  # of one round of jobs, which has other things to do
MOST_TRIES = 4  # a document that ends the process each time is given up
FORGOTTEN_AFTER = timedelta(days=7)  # what nobody decides on is not kept
AT_ONCE = 500  # rows in one statement
# Reports are stored in the language of the code and read in anybody's.
SOURCE_LANGUAGE = "en"
STAYS = gettext_noop(
    "The working copy stays as it is: nobody can tell the new words from an editor’s."
)


class NoneTaken(Exception):
    """Some of the files are refused; the argument is {file name: Refused}."""


def begin(
    files: Iterable[tuple[str, bytes]],
    *,
    at: datetime,
    by: User | None = None,
    language: str = "en",
    form_key: UUID | None = None,
    table: Mapping[str, subjects.Meaning] | None = None,
) -> ImportRun:
    """Part `files` [(name, bytes)] into documents that wait for their turn.

    The same `form_key` again returns the first import. `table` says what categories
    mean; without one an export with categories waits until somebody has said so.

    Raises NoneTaken; nothing is stored then.
    """
    if form_key and (first := ImportRun.objects.filter(form_key=form_key).first()):
        return first
    names, pieces, left = _parted(files)
    run = ImportRun(
        by=by,
        file_names=_joined(names),
        language=language,
        form_key=form_key,
        started_at=at,
        is_choosing=table is None and bool(_categories(pieces)),
        table=dict(table or {}),
        left=left,
    )
    try:
        with transaction.atomic():
            run.save(force_insert=True)
            rows = [_row(run, *numbered) for numbered in enumerate(pieces, start=1)]
            ImportItem.objects.bulk_create(rows, batch_size=AT_ONCE)
    except IntegrityError:
        # The same hand-over came twice at the same moment.
        return ImportRun.objects.get(form_key=form_key)
    return run


def _parted(files):
    names, pieces, left, refused = [], [], [], {}
    for name, source in files:
        # A name may hold bytes that are no text, which no database takes.
        told = name.encode(errors="backslashreplace").decode()
        names.append(told)
        try:
            found, more = formats.pieces_of(source, name=told)
        except Refused as why:
            refused[name] = why
        else:
            pieces += found
            left += more
    if refused:
        raise NoneTaken(refused)
    return names, pieces, left


def _joined(names):
    return ", ".join(names)[: ImportRun._meta.get_field("file_names").max_length]


def _row(run, position, piece):
    row = ImportItem(run=run, position=position, title=piece.title[:LONGEST_TITLE])
    if piece.skipped:
        row.outcome, row.why = Outcome.SKIPPED, piece.skipped
    else:
        row.piece = asdict(piece)
    return row


def categories_of(run: ImportRun) -> dict[str, int]:
    """Return the categories of the documents that wait, with how many bear each."""
    waiting = run.items.filter(outcome=Outcome.WAITING)
    # Only these lists: the words of a whole site take seconds to read.
    return subjects.used(waiting.values_list("piece__subjects", flat=True).iterator())


def _categories(pieces):
    return subjects.used(one.subjects for one in pieces if not one.skipped)


def choose(run: ImportRun, table: Mapping[str, subjects.Meaning]) -> bool:
    """Let the categories mean what `table` says; False where that was said before."""
    choosing = ImportRun.objects.filter(pk=run.pk, is_choosing=True, finished_at=None)
    return bool(choosing.update(table=dict(table), is_choosing=False))


def go_on(run: ImportRun, *, at: datetime, seconds: float = SECONDS_A_STEP) -> bool:
    """Give documents their turn for about `seconds`; return whether all had theirs."""
    until = time.monotonic() + seconds
    waiting = ImportItem.objects.filter(run=run, outcome=Outcome.WAITING)
    waiting = waiting.order_by("position")
    while item := waiting.first():
        with translation.override(SOURCE_LANGUAGE):
            _take_turn(item, run, at=at)
        if time.monotonic() > until and waiting.exists():
            return False
    ImportRun.objects.filter(pk=run.pk, finished_at=None).update(finished_at=at)
    return True


def go_on_with_all(*, at: datetime) -> None:
    """Go on with every import that was begun, also by a process that is no more."""
    for run in ImportRun.objects.filter(
        is_choosing=True, finished_at=None, started_at__lte=at - FORGOTTEN_AFTER
    ):
        stop(run, at=at)
    until = time.monotonic() + SECONDS_A_STEP
    for run in ImportRun.objects.unfinished():
        left = until - time.monotonic()
        if left > 0:
            go_on(run, at=at, seconds=left)


def stop(run: ImportRun, *, at: datetime) -> None:
    """End an import: what waits is forgotten, what was made stays."""
    with transaction.atomic():
        waiting = run.items.filter(outcome=Outcome.WAITING)
        waiting.update(outcome=Outcome.STOPPED, piece=None)
        open_runs = ImportRun.objects.filter(pk=run.pk, finished_at=None)
        open_runs.update(finished_at=at, is_choosing=False)


def _take_turn(item, run, *, at):
    """Make one document a working copy, or note in words why not."""
    mine = ImportItem.objects.filter(pk=item.pk, outcome=Outcome.WAITING)
    mine.update(tries=F("tries") + 1)
    try:
        if item.tries >= MOST_TRIES:
            raise Failed
        piece = subjects.applied(Piece(**item.piece), run.table)
        _store(item, formats.article_of(piece), run, at=at)
    except Refused as why:
        mine.update(outcome=Outcome.REFUSED, why=str(why), piece=None)
    except DatabaseError:
        raise
    except Exception as fault:
        facts = {"problem": type(fault).__name__}
        logger.error("articles.import_failed", extra={"facts": facts}, exc_info=True)
        mine.update(outcome=Outcome.REFUSED, why=str(Failed()), piece=None)


def _store(item, imported, run, *, at):
    with transaction.atomic():
        mine = ImportItem.objects.filter(pk=item.pk, outcome=Outcome.WAITING)
        if not mine.update(outcome=Outcome.MADE):
            return  # another process has had its turn
        article, outcome = store(imported, at=at, by=run.by, language=run.language)
        ImportItem.objects.filter(pk=item.pk).update(
            outcome=outcome,
            article=article,
            title=imported.title[:LONGEST_TITLE],
            piece=None,
            why=STAYS if outcome == Outcome.CHANGED else "",
            # What came in before was reported then.
            remarks=[one.as_row() for one in imported.report]
            if outcome == Outcome.MADE
            else [],
            elements=dict(imported.elements),
        )
