"""What an editor types about an article, beside its sections."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class ArticleForm(forms.ModelForm):
    """The article, and what patients will be told has changed."""

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

    def clean(self):
        """An address that another page left behind still leads there."""
        given = super().clean()
        slug, language = given.get("slug"), given.get("language")
        others = Article.objects.ever_at(slug, language=language)
        if slug and others.exclude(pk=self.instance.pk).exists():
            said = _(
                "Another page has this address, or had it and still answers there."
            )
            self.add_error("slug", said)
        return given
