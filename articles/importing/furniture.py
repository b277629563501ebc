"""Lines that belong to the web page a text was copied from, not to the text."""

import re
import time
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from .lines import Line
from .report import Report, Verdict

# What web pages put around an article, as whole lines, in lower case.
FURNITURE = {
    gettext_noop("page marker"): (
        r"(top|bottom|end) of page|(scroll|back|go|return) to (the )?top"
        r"|skip to (the )?(main )?content|volver arriba"
    ),
    gettext_noop("share links"): (
        r"share( (this|the))?( (post|article|page|story|now|on .{1,20}))?"
        r"|tweet|pin it|compartir( .{1,20})?"
    ),
    gettext_noop("request call"): (
        r"(request|book|schedule|make) (an? |your )?(free )?"
        r"(appointment|consultation|visit)( (now|today|online))?"
        r"|(book|call|apply) (now|today|online)|contact us( (now|today))?"
        r"|(solicitar|pedir) (una )?cita"
    ),
    gettext_noop("page counts"): (
        r"([\d.,]+ (views?|comments?|likes?|shares?)\W*)+|\d+ min(ute)? read"
    ),
    gettext_noop("page navigation"): (
        r"(previous|next|older|newer|recent|related) (posts?|articles?)"
        r"|read more|learn more|see all|menu|search|home|subscribe"
        r"|(leave|write|post) a (comment|reply)|comments?( are closed)?"
    ),
    gettext_noop("image description"): (
        r"\[?(image|photo|picture|alt text|caption|figure)( credit| by)?\s*:.*"
        r"|photo(graph)? by .*"
    ),
}
KINDS = {kind: re.compile(pattern) for kind, pattern in FURNITURE.items()}
LONGEST_NAME = 100  # signs
LONGEST_FURNITURE = 120  # signs; a longer line is never looked at

NAME = r"(?P<name>(?:[^\W\d_a-zß-ÿ][\w.'’-]*,?(?: |$)){2,6})"
BYLINES = [
    re.compile(r"writer['’]s picture\s*(?P<name>.{2,})", re.IGNORECASE),
    re.compile(rf"(?:[Ww]ritten by|[Aa]uthor:|[Bb]y|[Pp]or):? {NAME}"),
]
DATED = re.compile(
    r"(?:last )?(?:updated|modified|reviewed|published|posted)(?: on)?:?\s+"
    r"(?P<day>[\w ,.-]{6,30})",
    re.IGNORECASE,
)
DATE_FORMATS = ("%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%d %B %Y", "%Y-%m-%d")


@dataclass
class Found:
    """What the lines around an article say of it; "" and None when nothing."""

    byline: str = ""
    updated_on: date | None = None


def taken_off(lines: list[Line], report: Report) -> tuple[list[Line], Found]:
    """Return `lines` with those around the article blanked, and what they said."""
    found = Found()
    kept = []
    for line in lines:
        is_around = 0 < len(line.words) <= LONGEST_FURNITURE and (
            _is_furniture(line, report)
            or _is_byline(line, found, report)
            or _is_date(line, found, report)
        )
        kept.append(Line(line.number, "") if is_around else line)
    return kept, found


def _is_furniture(line, report):
    words = " ".join(line.words.casefold().split()).strip(" :.!>»›↑")
    for kind, pattern in KINDS.items():
        if pattern.fullmatch(words):
            report.add(Verdict.LEFT_OUT, _(kind), line)
            return True
    return False


def _is_byline(line, found, report):
    matches = (pattern.fullmatch(line.words) for pattern in BYLINES)
    match = next(filter(None, matches), None)
    if found.byline or not match or len(match["name"]) > LONGEST_NAME:
        return False
    found.byline = match["name"].strip()
    report.add(Verdict.TAKEN, _("author"), line)
    return True


def _is_date(line, found, report):
    match = DATED.fullmatch(line.words)
    day = _day(match["day"].strip(" .")) if match else None
    if found.updated_on or not day:
        return False
    found.updated_on = day
    report.add(Verdict.TAKEN, _("date"), line)
    return True


def _day(words):
    for date_format in DATE_FORMATS:
        try:
            return date(*time.strptime(words, date_format)[:3])
        except ValueError:
            continue
    return None
