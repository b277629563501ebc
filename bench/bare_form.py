"""Plain Django forms that keep one row: what asking is measured against."""

import os

import environ
from django import forms
from django.conf import settings

database = environ.Env.db_url_config(os.environ["DATABASE_URL"])
if database["ENGINE"].endswith("sqlite3"):
    # As durable as the clinic's own.
    database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    database["CONN_HEALTH_CHECKS"] = True
database["CONN_MAX_AGE"] = int(os.environ.get("BARE_CONN_MAX_AGE", "600"))
settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": database},
    # What Django itself gives every new site.
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    ROOT_URLCONF=__name__,
    SECRET_KEY="of no use to anybody",
    USE_TZ=True,
)

import django  # noqa: E402

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.http import HttpResponse, HttpResponseRedirect  # noqa: E402
from django.urls import path  # noqa: E402

WAYS = [("call", "Call"), ("text", "Text message"), ("email", "E-mail")]
PARTS = [("morning", "Morning"), ("midday", "Midday"), ("afternoon", "Afternoon")]
NEEDS = [("interpreter", "Interpreter"), ("wheelchair", "Wheelchair")]


def words(longest=200):
    return models.CharField(max_length=longest, blank=True)


def one_of(*codes):
    return models.CharField(
        max_length=20, choices=[(code, code.title()) for code in codes], blank=True
    )


def any_of():
    return models.JSONField(default=list, blank=True)


def day():
    return models.DateField(null=True, blank=True)


def part():
    return models.CharField(max_length=20, choices=PARTS, blank=True)


class Short(models.Model):
    """Three questions, the least that a clinic could call back with."""

    full_name = models.CharField(max_length=200)
    phone = models.CharField(max_length=40)
    note = words(300)

    class Meta:
        app_label = "bench"

    def __str__(self):
        return self.full_name


class Asked(models.Model):
    """What the clinic's form asks of people who ask for themselves."""

    for_whom = one_of("me", "helper", "provider")
    full_name = models.CharField(max_length=200)
    ask_for = words()
    phone = words(40)
    email = models.EmailField(blank=True)
    contact_by = any_of()
    text_consent = models.BooleanField(default=False)
    best_times = any_of()
    voicemail = one_of("no", "yes")
    hide_clinic = models.BooleanField(default=False)
    safe_contact = one_of("any_time", "only_at")
    safe_parts = any_of()
    returning = one_of("new", "returning")
    adult = one_of("yes", "no")
    treatment = one_of("not_sure", "ketamine", "spravato", "tms", "other")
    location = words(20)
    preferred_1_date, preferred_1_part = day(), part()
    preferred_2_date, preferred_2_part = day(), part()
    preferred_3_date, preferred_3_part = day(), part()
    language = one_of("en", "es", "other")
    access_needs = any_of()
    payment = one_of("insurance", "self", "unsure")
    referred = words(100)
    note = words(300)
    privacy_consent = models.BooleanField()

    class Meta:
        app_label = "bench"

    def __str__(self):
        return self.full_name


class ShortForm(forms.ModelForm):
    class Meta:
        model = Short
        fields = ["full_name", "phone", "note"]


class AskedForm(forms.ModelForm):
    contact_by = forms.MultipleChoiceField(choices=WAYS)
    best_times = forms.MultipleChoiceField(choices=PARTS, required=False)
    safe_parts = forms.MultipleChoiceField(choices=PARTS, required=False)
    access_needs = forms.MultipleChoiceField(choices=NEEDS, required=False)

    class Meta:
        model = Asked
        fields = "__all__"  # noqa: DJ007 - as the plainest form would have it


def asking(form_class):
    def ask(request):
        form = form_class(request.POST or None)
        if not form.is_valid():
            return HttpResponse(form.as_p())
        form.save()
        answer = HttpResponseRedirect(request.path)
        answer.status_code = 303
        return answer

    return ask


def make_tables():
    with connection.schema_editor() as editor:
        editor.create_model(Short)
        editor.create_model(Asked)


urlpatterns = [
    path("request/", asking(AskedForm)),
    path("short/", asking(ShortForm)),
]
application = get_wsgi_application()
