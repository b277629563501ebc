"""What an editor hands in: files to import, and what their categories mean here."""

from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.importing import subjects
from articles.importing.decoding import LARGEST_FILE
from articles.models import Stage

MOST_FILES = 100
MOST_CATEGORIES = 100  # on one screen; the others are guessed
ENDINGS = ".docx,.html,.htm,.txt,.xml,.wxr,.md"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files; `clean` returns a list."""

    widget = FilesInput(attrs={"accept": ENDINGS})

    def clean(self, data, initial=None):
        files = (data if isinstance(data, list) else [data]) or [None]
        if len(files) > MOST_FILES:
            words = _("At most %(most)d files at once. Choose the others afterwards.")
            raise ValidationError(words, params={"most": MOST_FILES})
        if sum(one.size for one in files if one) > LARGEST_FILE:
            words = _("Together these files are larger than 60 MB. Choose fewer.")
            raise ValidationError(words)
        return [super(FilesField, self).clean(one, initial) for one in files]


class ImportForm(forms.Form):
    """Which files, and in which language they are written."""

    files = FilesField(
        label=_("Files"),
        help_text=_(
            "Word (.docx), web pages (.html), plain text (.txt) or a WordPress export"
            " (.xml). Several at once if you like, 60 MB together."
        ),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("There are no words in this file."),
        },
    )
    language = forms.ChoiceField(
        label=_("Written in"),
        choices=lambda: settings.LANGUAGES,
        initial="en",
    )
    # Makes a second press of the button the same import.
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def refuse(self, refused):
        """Show why each file was refused: {file name: why}."""
        for name, why in refused.items():
            self.add_error("files", f"{name}: {why}")


class CategoriesForm(forms.Form):
    """A treatment and a stage for each category, guessed at first."""

    def __init__(self, *args, categories, treatments, **kwargs):
        super().__init__(*args, **kwargs, label_suffix="")
        self.categories = dict(list(categories.items())[:MOST_CATEGORIES])
        known = [("", _("say nothing")), *treatments]
        stages = [("", _("say nothing")), *Stage.choices]
        for place, name in enumerate(self.categories):
            guess = subjects.guessed(name)
            self._add(f"treatment-{place}", name, known, guess["treatment"])
            self._add(f"stage-{place}", name, stages, guess["stage"])

    def _add(self, field, category, choices, guess):
        offered = [value for value, _words in choices]
        self.fields[field] = forms.ChoiceField(
            choices=choices,
            required=False,
            initial=guess if guess in offered else "",
            widget=forms.Select(attrs={"aria-label": category}),
        )

    def rows(self):
        """Return [(category, how many, treatment box, stage box)]."""
        return [
            (name, count, self[f"treatment-{place}"], self[f"stage-{place}"])
            for place, (name, count) in enumerate(self.categories.items())
        ]

    def table(self):
        """Return what was chosen, as articles.importing.subjects takes it."""
        return {
            name: {
                "treatment": self.cleaned_data[f"treatment-{place}"],
                "stage": self.cleaned_data[f"stage-{place}"],
            }
            for place, name in enumerate(self.categories)
        }
