"""The kinds of section as editors choose them: an icon, a name, and what it is for."""

from content_editor.admin import ContentEditorInline
from django.db.models import TextField
from django.forms import BaseInlineFormSet
from django.forms.models import ModelChoiceIterator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField
from django_prose_editor.widgets import AdminProseEditorWidget

from articles import prose

# By the name of the model, so that a kind may join without being known here.
WORDS = {
    "textsection": (_("Text"), _("Headings, paragraphs and links.")),
    "linessection": (
        _("List"),
        _("Do, don’t, checklist, steps or timeline. One thing a line."),
    ),
    "calloutsection": (
        _("Callout"),
        _("A box: the short version, a tip, a warning, or whom to call."),
    ),
    "questionssection": (_("Questions"), _("What people ask, with the answers.")),
    "tablesection": (_("Table"), _("A few things side by side.")),
    "figuresection": (
        _("Picture"),
        _("A photograph of the clinic’s library, or one of our drawings."),
    ),
    "instructionsection": (
        _("Care instruction"),
        _(
            "One signed rule with its numbers. Directly below the short version and in"
            " the short sentence (or the one for companions), it is shown inside it."
        ),
    ),
    "instructionlistsection": (
        _("All care instructions"),
        _("Every signed rule for one treatment and stage."),
    ),
}
HELP = {
    "lines": _(
        "One thing a line. Leave out “Do” and “Do not”: the list says it. In steps and"
        " timelines type the first words, then | and the rest."
    ),
    "level": _("Only for a help card: how soon somebody should call."),
    "text": _("A question starts with “? ”. Its answer goes on the lines below it."),
    "instruction": _(
        "Care numbers are never typed. Choose the rule, and the page says its sentence."
    ),
}
NO_TEXT_HELP = {"tablesection"}


class CleanProse(AdminProseEditorWidget):
    """The browser's editor draws the marks it is given, so it is given allowed ones.

    Words that came past the form (an import, another program) were never cleaned.
    """

    def format_value(self, value):
        return prose.clean(value) if value else value


class AskedOnce(ModelChoiceIterator):
    """What a section may name: asked for once, for all sections of a kind on a page."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        kept = self.field.kept  # of one list with all copies of the field
        if not kept:
            kept.extend(map(self.choice, self.queryset))
        yield from kept


class WithdrawableRows(BaseInlineFormSet):
    """Sections that leave the page when it is saved, and say so."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Take out when I save")


class Section(ContentEditorInline):
    """One kind of section, with boxes no larger than what is typed into them."""

    formset = WithdrawableRows

    def get_queryset(self, request):
        """Ask once for what the sections are named after, not for each."""
        found = super().get_queryset(request)
        named = {"instruction", "treatment", "picture"}
        fields = [one.name for one in self.model._meta.fields if one.name in named]
        return found.select_related(*fields) if fields else found

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.iterator, field.kept = AskedOnce, []
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, ProseEditorField):
            kwargs["widget"] = CleanProse
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, TextField) and db_field.name in {"lines", "text"}:
            field.widget.attrs["rows"] = 5
        if field and self.opts.model_name not in NO_TEXT_HELP:
            field.help_text = HELP.get(db_field.name, field.help_text)
        if field and hasattr(field, "choices") and db_field.choices:
            field.choices = [
                (code, capfirst(said) if code else _("Choose"))
                for code, said in field.choices
            ]
        return field


def section(model, icon):
    return Section.create(model, icon=icon, color="var(--accent)", fields=_typed(model))


def _typed(model):
    """Return the fields of a kind in order; unsaid, Django makes a form to find out."""
    return [
        one.name
        for one in model._meta.fields
        if one.editable and not one.auto_created and one.name != Section.fk_name
    ]


def said_plainly(context):
    """Return content-editor's `context` with our words for kinds and messages."""
    for plugin in context["plugins"]:
        name = plugin["model"].partition(".")[2]
        if name in WORDS:
            plugin["title"], plugin["help"] = map(str, WORDS[name])
    said = {
        "empty": _("No sections yet. Add the first one."),
        "newItem": _("new"),
        "collapseAll": _("Close all sections"),
        "uncollapseAll": _("Open all sections"),
        "forDeletion": _("is taken out when you save"),
    }
    context["messages"] |= {name: str(words) for name, words in said.items()}
    return context
