"""Every component under one name for templates: `{% load components %}`."""

from django import template

from clinic_site.components import (
    asking,
    care,
    drawings,
    frame,
    head,
    instructions,
    reading,
)

register = template.Library()

for part in (head, frame, drawings, care, instructions, reading, asking):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
