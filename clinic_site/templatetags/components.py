"""Every component under one name for templates: `{% load components %}`."""

from django import template

from clinic_site.components import (
    asking,
    calls,
    care,
    drawings,
    frame,
    head,
    instructions,
    people,
    pictures,
    reading,
)

PARTS = (
    head,
    frame,
    calls,
    drawings,
    care,
    instructions,
    reading,
    people,
    pictures,
    asking,
)

register = template.Library()

for part in PARTS:
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
