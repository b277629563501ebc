"""The form of a working copy: few choices, in the words of who writes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Article

STAGES = {
    "about": _("In general: about the treatments"),
    "before": _("Before the visit"),
    "during": _("During the visit"),
    "after": _("After the visit"),
    "aftercare": _("Afterwards, at home"),
    "safety": _("Safety"),
    "practical": _("Practical matters: costs, directions, forms"),
}


class ArticleForm(forms.ModelForm):
    """The article, and what patients will be told has changed."""

    # The version that the writer began from; see admin/two_editors.
    opened = forms.IntegerField(widget=forms.HiddenInput, required=False)
    change_note = forms.CharField(
        label=_("What changed, for patients"),
        max_length=300,
        required=False,
        help_text=_("One sentence. It is shown on the page with the date."),
    )
    is_major = forms.BooleanField(
        label=_("This is a major change"),
        required=False,
        help_text=_("Patients who read the page before should read it again."),
    )

    overtaken = None

    class Meta:
        labels = {
            "slug": _("End of the address"),
            "treatment": _("About which treatment"),
            "stage": _("When do patients need it?"),
            "audience": _("Written for"),
            "author": _("Author whom patients see"),
            "owner": _("Who is reminded of the next review"),
        }
        help_texts = {
            "title": _("As a patient would say it: “What to bring with you”."),
            "slug": _(
                "Written for you from the title. Short, without capitals: what-to-bring"
            ),
            "stage": _("It decides between which pages patients find this one."),
            "translation_of": _("The page that says the same in the other language."),
            "owner": _("If nobody is named, the practice manager is asked."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["opened"] = self.instance.version
        if stage := self.fields.get("stage"):
            stage.choices = list(STAGES.items())
        if treatment := self.fields.get("treatment"):
            treatment.empty_label = _("None in particular")

    def clean(self):
        """Refuse an address that is taken, and what somebody has overtaken.

        An address that another page left behind still leads there. Of two who saved,
        the second gets back what they typed, and nothing is stored.
        """
        given = super().clean()
        slug, language = given.get("slug"), given.get("language")
        others = Article.objects.ever_at(slug, language=language)
        if slug and others.exclude(pk=self.instance.pk).exists():
            said = _(
                "Another page has this address, or had it and still answers there."
            )
            self.add_error("slug", said)
        if self.overtaken:
            self.add_error(None, _("Not saved yet: somebody saved first."))
        return given
