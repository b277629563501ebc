"""Every component under one name for templates: `{% load components %}`."""

from django import template

from clinic_site.components import asking, care, drawings, frame, reading

register = template.Library()

for part in (frame, drawings, care, reading, asking):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
