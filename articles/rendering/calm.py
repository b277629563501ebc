"""What a page says must be done → one thing at a time, for the hours after a visit.

Both versions lie in one field, for the patient and for whoever takes them home. Help
comes last and is no part of what is stored: the page shell adds it as it is today.
"""

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import prose
from articles.instructions import ON_EVERY_PAGE, SEVERITIES, Value
from clinic_site.components import instructions as parts

from . import instructions

# Where the companion's version begins; no editor can type it, as with markers.py.
COMPANION = "<!--companion-->"
WITH = {
    "ketamine": gettext_lazy("With ketamine:"),
    "spravato": gettext_lazy("With SPRAVATO:"),
    "tms": gettext_lazy("With TMS:"),
}


def html(content, values):
    """Return the steps of a page; nothing where it tells nobody to do anything."""
    bound = _bound(content, values)
    if not bound:
        return _steps(_short_version(content))
    language, led = content["language"], _leads(bound)
    companions = _steps(
        _led(_to_companion(one, language), led[one.code]) for one in bound
    )
    if content["audience"] == "companion":
        return companions
    own = _steps(_led(_line(one, language, "short"), led[one.code]) for one in bound)
    return f"{own}\n{COMPANION}\n{companions}"


def for_reader(stored, *, is_companion):
    """Return the steps for the patient or, if they have their own, the companion."""
    own, _mark, companions = stored.partition(COMPANION)
    return mark_safe((companions if is_companion and companions else own).strip())


def count(steps):
    return steps.count('class="calm-step"')


def _bound(content, values):
    """Return what must and what should be done, in that order, each once.

    What is for the next visit has days of time. Whom to call in danger closes every
    calm view.
    """
    found: dict[str, Value] = {}
    for section in content["sections"]:
        if instructions.is_of_the_next_visit(section, content["stage"]):
            continue
        for value in instructions.signed(section, values):
            if value.severity != "may" and value.code not in ON_EVERY_PAGE:
                found.setdefault(value.code, value)
    return sorted(found.values(), key=lambda one: SEVERITIES.index(one.severity))


def _leads(bound):
    """Return {code: words}: with which treatment a rule goes, where there are several.

    Two rules about driving, one after the other, would leave a reader to guess.
    """
    alone = {one.treatments for one in bound if len(one.treatments) == 1}
    if len(alone) < 2:
        return dict.fromkeys((one.code for one in bound), "")
    return {
        one.code: WITH.get(one.treatments[0], "") if one.treatments in alone else ""
        for one in bound
    }


def _led(line, lead):
    return line | {"lead": " ".join(filter(None, [str(lead), line.get("lead", "")]))}


def _line(value, language, form):
    return {
        "sentence": instructions.html(value, language, form),
        "code": value.code,
        "severity": value.severity,
    }


def _to_companion(value, language):
    """Where a companion has no wording of their own, they read what the patient did."""
    if value.frames.get(language, {}).get("companion"):
        return _line(value, language, "companion")
    return _line(value, language, "short") | {"lead": _("The patient was told:")}


def _short_version(content):
    return [
        {"sentence": format_html("{}", line)}
        for section in content["sections"]
        if section["kind"] == "callout" and section["style"] == "summary"
        for line in prose.plain(section["html"]).splitlines()
    ]


def _steps(lines):
    """Number the lines; the help that the shell adds is the last of them."""
    lines = list(lines)
    total = len(lines) + 1
    return "\n".join(
        str(parts.calm_step(number=number, total=total, **line)).strip()
        for number, line in enumerate(lines, start=1)
    )
