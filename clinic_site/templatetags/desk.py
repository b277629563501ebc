"""Small marks of the staff pages: lanes, promises, moments."""

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.translation import pgettext

from clinic_site import capped, opening, words

register = template.Library()


@register.filter
def seen(moment, at):
    """Say a moment as somebody does who looks at it at the moment `at`."""
    return words.moment(moment, seen_at=at) if moment else ""


@register.filter(expects_localtime=True)
def clock(moment):
    """Say a time of day in the clinic's zone."""
    return opening.clock(moment)


@register.filter(expects_localtime=True)
def day(moment):
    """Say a day: "Tuesday, November 24"."""
    return formats.date_format(moment, pgettext("day of today", "l, F j"))


@register.filter
def promise(said):
    """Draw a promise: words first, then the moment; its tone is never colour alone."""
    return format_html(
        '<span class="promise" data-tone="{}"><b>{}</b>'
        ' <span class="promise__moment">{}</span></span>',
        said.tone,
        said.words,
        said.moment,
    )


@register.filter
def lane(stands_in):
    """Draw the lane a request stands in."""
    return format_html(
        '<span class="lane" data-lane="{}">{}</span>', stands_in.code, stands_in.words
    )


@register.filter(name="capped")
def counted(number):
    """Say a count that stopped somewhere: "1,000+"."""
    return capped.in_words(number)
