"""Canned replies in the admin: the manager writes them, in each language."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments import replies
from appointments.models import CannedReply, CannedReplyText
from clinic_site.admin.records import TextInEachLanguage


class ReplyTextForm(forms.ModelForm):
    class Meta:
        model = CannedReplyText
        fields = ["language", "text"]
        help_texts = {
            "text": gettext_lazy(
                "{reference} and {promise} are filled in. No names of treatments or "
                "illnesses: others may hear or read this."
            )
        }

    def clean_text(self):
        text = self.cleaned_data["text"]
        if unknown := replies.unknown_marks(text):
            words = _("Nothing is known to fill in for: %s.")
            raise ValidationError(words % ", ".join(unknown))
        return text


class ReplyTexts(TextInEachLanguage):
    model = CannedReplyText
    form = ReplyTextForm


@admin.register(CannedReply)
class CannedReplyAdmin(admin.ModelAdmin):
    list_display = ["title", "kind", "is_offered"]
    list_filter = ["kind"]
    inlines = [ReplyTexts]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        texts = form.instance.texts.values_list("text", flat=True)
        telling = sorted(
            {word for text in texts for word in replies.telling_words(text)}
        )
        if telling:
            words = _("Saved. Look again at these words, which tell of health: %s.")
            self.message_user(request, words % ", ".join(telling), messages.WARNING)
