"""What a posted form of the desk said, by the labels that its fields had.

The form itself is not built: it would ask the database in the name of nobody.
"""

import re
from dataclasses import dataclass
from html import unescape

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.forms.models import _get_foreign_key
from django.utils.html import strip_tags
from django.utils.text import capfirst

ROW = re.compile(r"(?P<prefix>.+)-(?P<number>\d+)-(?P<name>.+)")
BLOCK_END = re.compile(r"</(?:h2|h3|p|li)>|<br\s*/?>")
# What our pages send beside what people type.
NOT_TYPED = re.compile(
    r"csrfmiddlewaretoken|_.*|initial-.*|.*-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS"
    r"|.*__prefix__.*|(.*-)?(id|region|ordering|parent|article|opened|seen)"
)


@dataclass(frozen=True)
class Shown:
    label: str
    words: str


def shown(posted, view):
    """Return each Shown that somebody typed or chose, in the order it was sent."""
    desk = _desk_of(view)
    found = []
    for name, values in posted.lists():
        said = [one for one in values if one.strip()]
        if said and not NOT_TYPED.fullmatch(name):
            found.append(_shown(name, said, desk))
    return [one for one in found if one]


def _desk_of(view):
    """Return the ModelAdmin behind `view`, under all that is wrapped around it."""
    while view is not None:
        for name in ("model_admin", "__self__"):
            if desk := getattr(view, name, None):
                return desk
        view = getattr(view, "__wrapped__", None)
    return None


def _shown(name, values, desk):
    """Return the Shown of one field; None for rows of the database, chosen by id."""
    row = ROW.fullmatch(name)
    if row and (inline := _inline(row["prefix"], desk)):
        kind = capfirst(inline._meta.verbose_name)
        before, field = f"{kind} {int(row['number']) + 1}: ", _of(inline, row["name"])
    else:
        before, field = "", _field(name, desk)
    if getattr(field, "is_relation", False):
        return None
    label = str(getattr(field, "label", None) or getattr(field, "verbose_name", ""))
    label = label or name.rpartition("-")[2].replace("_", " ")
    choices = dict(getattr(field, "flatchoices", None) or _choices(field))
    words = [
        capfirst(str(choices[one])) if one in choices else _plain(one) for one in values
    ]
    return Shown(before + capfirst(label), ", ".join(words))


def _plain(words):
    """Return `words` without the marks of an editor, one block a line."""
    if not words.startswith("<"):
        return words
    return unescape(strip_tags(BLOCK_END.sub("\n", words))).strip()


def _choices(field):
    """Return a form field's own choices, never those that the database holds."""
    is_stored = isinstance(field, forms.ModelChoiceField)
    return [] if is_stored else getattr(field, "choices", None) or []


def _inline(prefix, desk):
    """Return the model whose rows are posted under `prefix`, or None."""
    for inline in getattr(desk, "inlines", []):
        key = _get_foreign_key(desk.model, inline.model, fk_name=inline.fk_name)
        if key.remote_field.get_accessor_name(model=inline.model) == prefix:
            return inline.model
    return None


def _field(name, desk):
    """Return the form's own field, the record's, or that of a small form of its app."""
    declared = getattr(getattr(desk, "form", None), "declared_fields", {})
    if name in declared:
        return declared[name]
    if desk is None:
        return None
    return _of(desk.model, name) or _of_small_form(name, desk.__module__)


def _of(model, name):
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _of_small_form(name, module):
    app = module.partition(".")[0]
    for form in _kinds_of(forms.Form):
        if form.__module__.startswith(f"{app}.") and name in form.base_fields:
            return form.base_fields[name]
    return None


def _kinds_of(form):
    for kind in form.__subclasses__():
        yield kind
        yield from _kinds_of(kind)
