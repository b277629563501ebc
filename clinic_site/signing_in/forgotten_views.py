"""A forgotten password: one answer for every name, and a link that asks for no less."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormView

from clinic_site.models import SignInEventKind

from . import door_events, mail, sessions
from .door import AtTheDoor, Limited, page
from .forms import ForgottenForm
from .invitation_forms import NewPassword


class Forgotten(Limited, AtTheDoor, FormView):
    """Every try costs, also one for a name that we know: mail is not for flooding."""

    door = "forgotten"
    template_name = "account/password_reset.html"
    form_class = ForgottenForm

    def name_tried(self):
        return self.request.POST.get("name", "")[:150]

    def form_valid(self, form):
        mail.owe_password(form.cleaned_data["name"], at=timezone.now())
        return page(self.request, "account/password_reset_done.html")


class NewPasswordByMail(AtTheDoor, PasswordResetConfirmView):
    """The link opens no desk: the second step is asked for as ever."""

    template_name = "account/password_reset_from_key.html"
    form_class = NewPassword
    success_url = reverse_lazy("account_login")

    def get_form(self, form_class=None):
        kwargs = self.get_form_kwargs()
        return NewPassword(person=kwargs.pop("user"), **kwargs)

    def form_valid(self, form):
        person = get_user_model().objects.get(pk=self.user.pk)
        person.set_password(form.cleaned_data["password"])
        person.save(update_fields=["password"])
        self.request.session.flush()
        sessions.end(person)
        door_events.record(SignInEventKind.PASSWORD, person, at=timezone.now())
        messages.success(self.request, _("Your password is changed. Sign in with it."))
        return HttpResponseRedirect(self.success_url)
