"""Whom to call, and when somebody answers: crisis lines, the clinic, its hours."""

import re

from django import template
from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe

from clinic_site.opening import unbroken

from .frame import clinic_context, in_own_language

register = template.Library()
register.filter("unbroken", unbroken)


@register.inclusion_tag("components/crisis_strip.html", takes_context=True)
def crisis_strip(context):
    """Say on every page, first and in print too, whom to call in a crisis.

    Context: shell (crisis_number, emergency_number).
    """
    return clinic_context(context)


@register.inclusion_tag("components/clinic_contact.html", takes_context=True)
def clinic_contact(context):
    """Say how to reach the clinic, when, and what to do when it is closed.

    Context: shell (telephone, telephone_words), hours_lines, after_hours (text).
    """
    return clinic_context(context)


@register.filter
def with_calls(words, shell):
    """Return staff's words with the numbers that every page knows as links, once each.

    At 2 a.m. nobody should have to copy a number out of a sentence.
    """
    html = conditional_escape(in_own_language(words))
    known = [
        shell.emergency_number,
        shell.crisis_number,
        shell.poison_number,
        shell.telephone,
    ]
    for number in filter(None, known):
        link = f'<a href="tel:{escape(number)}">\\g<0></a>'
        html = _as_written(number).sub(link, html, count=1)
    return mark_safe(html)


def _as_written(number):
    """Match a number however people part its digits; "+1" may be there or not."""
    digits = number.removeprefix("+1")
    start = "" if digits == number else r"(?:\+?1[ .-]?)?\(?"
    apart = "[ \N{NO-BREAK SPACE}().-]{0,2}".join(map(re.escape, digits))
    return re.compile(rf"(?<![\w:+-]){start}{apart}(?![\w-])")


@register.inclusion_tag("components/crisis_calls.html", takes_context=True)
def crisis_calls(context):
    """The ways to call or write to the suicide and crisis line, for a care card.

    Context: shell (crisis_number).
    """
    return clinic_context(context)


@register.inclusion_tag("components/emergency_calls.html", takes_context=True)
def emergency_calls(context):
    """The ways to call for an ambulance, or about a poison, for a care card.

    Context: shell (emergency_number, poison_number, poison_words).
    """
    return clinic_context(context)


@register.inclusion_tag("components/help_lines.html", takes_context=True)
def help_lines(context):
    """Put the lines that answer day and night first, each as large as a thumb.

    Context: shell (emergency_number, crisis_number, poison_number, poison_words).
    """
    return clinic_context(context)


@register.inclusion_tag("components/hours_table.html")
def hours_table(*, days):
    """Show the week. days: list of {name, spans: list of words, is_today}."""
    return {"days": days}
