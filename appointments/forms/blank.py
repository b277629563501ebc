"""The empty form, drawn once: but for its key it is the same for everybody."""

from crispy_forms.utils import render_crispy_form
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from appointments import form_keys
from clinic_site import shell as shells

from .request import AppointmentRequestForm


class _Drawn:
    """Forms by asker and language, for as long as the clinic's record is the same."""

    kept = (None, {})


def html(for_whom, *, at):
    """Return the empty form for an asker, with a new key made at `at`."""
    shell = shells.current()
    if _Drawn.kept[0] is not shell:
        _Drawn.kept = (shell, {})
    _shell, forms = _Drawn.kept
    name = (for_whom, get_language())
    if name not in forms:
        forms[name] = _draw(for_whom, shell, at=at)
    drawn, its_key = forms[name]
    return mark_safe(drawn.replace(its_key, form_keys.new(at)))


def _draw(for_whom, shell, *, at):
    """Return the form's HTML and the key that stands in it."""
    form = AppointmentRequestForm.blank(for_whom, at=at)
    return render_crispy_form(form, context={"shell": shell}), form.form_key
