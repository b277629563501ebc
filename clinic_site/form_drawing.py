"""Draws the plain parts of a form without a template, in a tenth of the time.

An article's form at the desk is made of 1,800 of them. What comes out is what Django's
own templates write, byte for byte; whatever is not named here they still draw.
"""

from html import escape

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.safestring import SafeData, SafeString, mark_safe

WIDGETS = "django/forms/widgets/"
OPTION = f"{WIDGETS}select_option.html"
INPUTS = (
    "checkbox", "date", "datetime", "email", "hidden", "input", "number", "password",
    "tel", "text", "time", "url",
)  # fmt: skip


class PlainParts(DjangoTemplates):
    """FORM_RENDERER: the parts in DRAWN are drawn here, all others from templates."""

    def render(self, template_name, context, request=None):
        drawn = DRAWN.get(template_name)
        said = drawn(context) if drawn else None
        return super().render(template_name, context, request) if said is None else said


def _attributes(attributes) -> str:
    # Their names are code's own words, never typed ones; their values may be anything.
    return "".join(
        f" {name}" if value is True else f' {name}="{_as_text(value)}"'
        for name, value in (attributes or {}).items()
        if value is not False
    )


def _as_text(value) -> str:
    """Return what `stringformat:"s"` makes of a value: no number is grouped in it."""
    return value if isinstance(value, SafeData) else escape(str(value))


def _shown(value) -> str:
    """Return what `{{ value }}` makes of it, in the page's language and escaped."""
    if not isinstance(value, str):
        value = str(localize(value))
    return value if isinstance(value, SafeData) else escape(value)


def _input(context):
    widget = context["widget"]
    value = widget["value"]
    given = "" if value is None else f' value="{_as_text(value)}"'
    return SafeString(
        f'<input type="{_shown(widget["type"])}" name="{_shown(widget["name"])}"{given}'
        f"{_attributes(widget['attrs'])}>"
    )


def _textarea(context):
    widget = context["widget"]
    value = widget["value"]
    return SafeString(
        f'<textarea name="{_shown(widget["name"])}"{_attributes(widget["attrs"])}>\n'
        f"{_shown(value) if value else ''}</textarea>"
    )


def _select(context):
    """Draw a list to choose from; None if one of its options is drawn otherwise."""
    widget = context["widget"]
    parts = [f'<select name="{_shown(widget["name"])}"{_attributes(widget["attrs"])}>']
    for name, options, _index in widget["optgroups"]:
        if any(option["template_name"] != OPTION for option in options):
            return None
        drawn = "".join(f"\n  {_option(option)}\n" for option in options)
        label = f'\n  <optgroup label="{_shown(name)}">' if name else ""
        parts.append(f"{label}{drawn}\n  </optgroup>" if name else drawn)
    return SafeString("".join([*parts, "\n</select>"]))


def _option(option):
    return (
        f'<option value="{_as_text(option["value"])}"{_attributes(option["attrs"])}>'
        f"{_shown(option['label'])}</option>"
    )


def _label(context):
    label = _shown(context["label"])
    if context["use_tag"]:
        tag = _shown(context["tag"])
        label = f"<{tag}{_attributes(context['attrs'])}>{label}</{tag}>"
    return mark_safe(label.strip())


def _no_mistakes(context):
    """Draw the mistakes of a field that has none: nothing, as nearly always."""
    return None if context["errors"] else SafeString("")


DRAWN = {f"{WIDGETS}{name}.html": _input for name in INPUTS} | {
    f"{WIDGETS}textarea.html": _textarea,
    f"{WIDGETS}select.html": _select,
    "django/forms/label.html": _label,
    "django/forms/errors/list/default.html": _no_mistakes,
    "django/forms/errors/list/ul.html": _no_mistakes,
}
