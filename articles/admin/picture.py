"""The library of pictures in the admin: put one in, say what matters in it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import picture_library, where_used
from articles.models import Picture
from clinic_site import photographs
from clinic_site.pictures import NotAPicture


class PhotographField(forms.FileField):
    """A file in, its points out; its content is asked and never its name."""

    widget = forms.FileInput(
        attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}
    )

    def to_python(self, data):
        try:
            upload = super().to_python(data)
            if upload is None:
                return None
            upload.seek(0)  # it is asked again where the form is shown again
            return photographs.opened(upload.read(photographs.TAKEN.most_bytes + 1))
        except NotAPicture as refused:
            raise ValidationError(str(refused)) from None


class NewPictureForm(forms.ModelForm):
    file = PhotographField(
        label=_("Picture"),
        help_text=_(
            "JPEG, PNG, WebP or AVIF, at most 20 MB. It is drawn anew: where and with "
            "what it was taken is not kept. Show nobody who has not agreed in writing."
        ),
    )

    class Meta:
        model = Picture
        fields = ["file", "name"]

    def clean_file(self):
        seen = self.cleaned_data["file"]
        if same := picture_library.same_as(seen):
            raise ValidationError(_already_there(same))
        return seen


class PictureForm(forms.ModelForm):
    class Meta:
        model = Picture
        fields = ["name", "focus_x", "focus_y"]


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin):
    """What editors choose pictures from."""

    list_display = ["thumbnail", "name", "size", "added_at"]
    list_display_links = ["thumbnail", "name"]
    search_fields = ["name"]
    list_per_page = 40
    actions = None
    change_form_template = "admin/articles/picture/change_form.html"

    def get_form(self, request, obj=None, **kwargs):
        kwargs["form"] = PictureForm if obj else NewPictureForm
        return super().get_form(request, obj, **kwargs)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ["file", "name"]})]
        focus = {
            "fields": [("focus_x", "focus_y")],
            "description": _(
                "Where is what matters, a face for example? Portraits and pictures at "
                "the head of a page are cut around this point."
            ),
        }
        return [(None, {"fields": ["name"]}), (_("Focus"), focus)]

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not where_used.why_it_stays(obj))

    def add_view(self, request, form_url="", extra_context=None):
        """Draw and keep outside of the stock view: a transaction stands around it."""
        form = NewPictureForm(request.POST or None, request.FILES or None)
        if not self.has_add_permission(request) or not form.is_valid():
            return super().add_view(request, form_url, extra_context)
        picture, seen = form.save(commit=False), form.cleaned_data["file"]
        try:
            picture_library.keep(picture, seen, by=request.user, at=timezone.now())
        except picture_library.AlreadyThere as found:
            same = found.args[0]
            self.message_user(request, _already_there(same), messages.WARNING)
            return HttpResponseRedirect(_url(same))
        self.log_addition(request, picture, [{"added": {}}])
        return self.response_add(request, picture)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Cut anew before the stock view saves the name, for the same reason."""
        picture = self.get_object(request, unquote(object_id))
        may = picture and self.has_change_permission(request, picture)
        if request.method == "POST" and may:
            form = PictureForm(request.POST, instance=picture)
            if form.is_valid() and {"focus_x", "focus_y"} & set(form.changed_data):
                picture_library.refocus(picture, picture.focus)
        return super().change_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        obj.save(update_fields=["name"])  # somebody else may move the focus meanwhile

    def response_add(self, request, obj, post_url_continue=None):
        """What comes next is the focus, so its page opens."""
        words = _("The picture is in the library. Say now where its focus is.")
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(_url(obj))

    def delete_model(self, request, obj):
        picture_library.remove(obj)

    def render_change_form(self, request, context, **kwargs):
        if picture := kwargs.get("obj"):
            context |= {
                "cuts": [picture.shown_as(one) for one in ("hero", "portrait")],
                "whole": picture.shown_as("figure"),
                "uses": where_used.showing(picture),
                "people": where_used.portrayed(picture),
                "once": where_used.once_shown(picture),
                "why_it_stays": where_used.why_it_stays(picture),
            }
        return super().render_change_form(request, context, **kwargs)

    @admin.display(description=_("picture"))
    def thumbnail(self, picture):
        file = picture.files["portrait"]["files"][1]
        return format_html(
            '<img src="{}" width="96" height="96" alt="" loading="lazy">', file["url"]
        )

    @admin.display(description=_("size"))
    def size(self, picture):
        return f"{picture.width} × {picture.height}"


def _already_there(same):
    return _("This picture is in the library already: “%(name)s”.") % {
        "name": same.name
    }


def _url(picture):
    return reverse("admin:articles_picture_change", args=[picture.pk])
