"""Two values side by side for the desk: marked sentences, and how far each may go."""

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from django.conf import settings
from django.utils import formats, timezone
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from articles.instructions import MissingFrame, NoWords, UnknownPlaceholder, for_staff
from articles.instructions.for_desk import range_in_words, sides
from articles.instructions.limits import bounds

FORM_WORDS = {
    "short": _("short"),
    "full": _("full"),
    "companion": _("for companions"),
}
SIDE_WORDS = {
    "before": _("before the visit"),
    "gap": _("stops before the visit"),
    "after": _("after"),
}
# The drawing, in its own units.
LEFT, RIGHT, EDGE = 20, 460, 60


def marked(before, after):
    """Return `after` as HTML with what was taken out and put in, word by word."""
    old, new = before.split(), after.split()
    parts = []
    matched = SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, a, b, c, d in matched.get_opcodes():
        if kind == "equal":
            parts.append(escape(" ".join(new[c:d])))
            continue
        if a < b:
            parts.append(format_html("<del>{}</del>", " ".join(old[a:b])))
        if c < d:
            parts.append(format_html("<ins>{}</ins>", " ".join(new[c:d])))
    return mark_safe(" ".join(parts))


def sentences(today, proposed):
    """Return [(code, language, [(form, HTML)])]; unmarked where nothing was signed."""
    found = []
    for code, name in settings.LANGUAGES:
        said = []
        for form, words in FORM_WORDS.items():
            new = _said(proposed, code, form)
            old = _said(today, code, form) if today else new
            if new or old:
                said.append((words, marked(old, new)))
        found.append((code, name, said))
    return found


def _said(value, language, form):
    """Return the sentence, or what was typed where it cannot be said."""
    if form not in value.frames.get(language, {}):
        return ""
    try:
        return value.sentence(language, form)
    except (MissingFrame, NoWords, UnknownPlaceholder):
        return value.frame(language, form)


@dataclass(frozen=True)
class Line:
    """Today's and the proposed length of one side on the line of what is allowed.

    Positions are those of the drawing; `new_x` is None where nothing moves, and
    `goes_on` says that no upper limit is near.
    """

    side: str
    allowed: str
    today: str
    proposed: str
    old_x: int | None
    new_x: int | None
    goes_on: bool
    is_outside: bool

    @property
    def old_anchor(self):
        return anchor_of(self.old_x)

    @property
    def new_anchor(self):
        return anchor_of(self.new_x)

    @property
    def move(self):
        """The stretch between both, as (x, width)."""
        low, high = sorted((self.old_x, self.new_x))
        return {"x": low, "width": high - low}


def anchor_of(x):
    """Return where a label at `x` starts from, so that none leaves the drawing."""
    if x < LEFT + EDGE:
        return "start"
    return "end" if x > RIGHT - EDGE else "middle"


def lines(today, proposed):
    """Return a Line for each side that has limits; `today` may be None."""
    return [
        _line(side, today, proposed)
        for side in sides(proposed)
        if bounds(proposed, side)[0] is not None and getattr(proposed, side)
    ]


def _line(side, today, proposed):
    least, most = bounds(proposed, side)
    old = getattr(today, side) if today else None
    new = getattr(proposed, side)
    far = most or max(old or 0, new, least) * 2
    return Line(
        side=SIDE_WORDS[side],
        allowed=range_in_words(proposed, side),
        today=for_staff(old, today.unit) if old else "",
        proposed=for_staff(new, proposed.unit),
        old_x=_x(old, least, far) if old else None,
        new_x=_x(new, least, far) if new != old else None,
        goes_on=most is None,
        is_outside=not least <= new <= far,
    )


def _x(minutes, least, most):
    share = (minutes - least) / (most - least) if most > least else 0
    return round(LEFT + (RIGHT - LEFT) * min(max(share, 0), 1))


def named(problems, instructions):
    """Return `problems` with each instruction's name before its code.

    `instructions` maps codes to CareInstruction rows.
    """
    known = "|".join(map(re.escape, sorted(instructions, key=len, reverse=True)))

    def with_names(words):
        return re.sub(
            rf"\b(?:{known})\b", lambda hit: f"{instructions[hit[0]]} ({hit[0]})", words
        )

    return [
        replace(problem, said=with_names(problem.said), fix=with_names(problem.fix))
        for problem in problems
    ]


def day(moment):
    """Return a day on the clinic's clock, written as the active language does."""
    return formats.date_format(timezone.localtime(moment), "DATE_FORMAT")
