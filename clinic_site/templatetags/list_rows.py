"""The table of a list at the desk: what Django's own tag draws, with less work.

Django finds out anew in each cell what is true of the whole column: its class, whether
it leads on, the words of every choice. Here that is asked once a list; what a cell
says, Django still decides. A test holds the lists to Django's own table.
"""

from dataclasses import dataclass
from datetime import date, time

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.templatetags import admin_list as stock
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import (
    display_for_field,
    display_for_value,
    lookup_field,
)
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.db import models
from django.template import Library
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape as shown
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = Library()
BOX = (
    f'<td class="action-checkbox"><input type="checkbox" name="{ACTION_CHECKBOX_NAME}"'
    ' value="{}" class="action-select" aria-label="{}"></td>'
)
ON_ONE_LINE = (models.DateField, models.TimeField, models.ForeignKey)


@dataclass(frozen=True)
class Column:
    """One column; `words` are those of its choices, None of any other column."""

    name: str
    css: str
    is_link: bool
    tag: str
    words: dict | None


@register.inclusion_tag("admin/change_list_results.html")
def desk_rows(changelist):
    headers = list(stock.result_headers(changelist))
    sorted_by = [one for one in headers if one["sortable"] and one["sorted"]]
    return {
        "cl": changelist,
        "result_hidden_fields": list(stock.result_hidden_fields(changelist)),
        "result_headers": headers,
        "num_sorted_fields": len(sorted_by),
        "results": _results(changelist),
    }


def _results(changelist):
    if changelist.formset or changelist.is_popup:
        return list(stock.results(changelist))
    columns = _columns(changelist)
    ticked = _("Select this object for an action - {}")
    return [
        stock.ResultList(None, (_cell(changelist, one, row, ticked) for one in columns))
        for row in changelist.result_list
    ]


def _columns(changelist):
    links = changelist.list_display_links
    found, tag = [], "th"
    for number, name in enumerate(changelist.list_display):
        field = _field(changelist.model, name)
        css = f"field-{stock._coerce_field_name(name, number)}"
        if isinstance(field, ON_ONE_LINE):
            css += " nowrap"
        is_link = links is not None and (name in links or not (links or found))
        words = dict(field.flatchoices) if getattr(field, "choices", None) else None
        found.append(Column(name, css, is_link, tag if is_link else "td", words))
        tag = "td" if is_link else tag  # only the first one names its row
    return found


def _field(model, name):
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _cell(changelist, column, row, ticked):
    if column.name == "action_checkbox":
        return format_html(BOX, row.pk, format_html(ticked, str(row)))
    said, css = _said(changelist.model_admin, column, row)
    if column.is_link:
        said = _link(changelist, row, said)
    tag = column.tag
    return SafeString(f'<{tag} class="{css}">{shown(said)}</{tag}>')


def _said(model_admin, column, row):
    """Return what stands in a cell, and the cell's class."""
    empty = model_admin.get_empty_value_display()
    try:
        field, attribute, value = lookup_field(column.name, row, model_admin)
    except ObjectDoesNotExist:
        return empty, column.css
    if field is None or field.auto_created:
        return _of_method(attribute, value, empty), _css(column, value)
    if column.words is not None:
        return column.words.get(value, empty), column.css
    if isinstance(field.remote_field, models.ManyToOneRel):
        other = getattr(row, field.name)
        return (empty if other is None else other), column.css
    return display_for_field(value, field, empty, column.is_link), column.css


def _of_method(attribute, value, empty):
    if isinstance(attribute, property):
        attribute = attribute.fget
    empty = getattr(attribute, "empty_value_display", empty)
    value = "" if isinstance(value, str) and not value.strip() else value
    return display_for_value(value, empty, getattr(attribute, "boolean", False))


def _css(column, value):
    return f"{column.css} nowrap" if isinstance(value, date | time) else column.css


def _link(changelist, row, said):
    try:
        url = changelist.url_for_result(row)
    except NoReverseMatch:
        return said
    if kept := changelist.preserved_filters:
        url = add_preserved_filters(
            {"preserved_filters": kept, "opts": changelist.opts}, url
        )
    return format_html('<a href="{}">{}</a>', url, said)
