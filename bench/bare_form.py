"""The plainest Django form that keeps one row: what asking is measured against."""

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
from django.views.decorators.csrf import csrf_exempt  # noqa: E402


class Asked(models.Model):
    full_name = models.CharField(max_length=200)
    phone = models.CharField(max_length=40)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "bench"

    def __str__(self):
        return self.full_name


class AskedForm(forms.ModelForm):
    class Meta:
        model = Asked
        fields = ["full_name", "phone", "note"]


@csrf_exempt
def ask(request):
    form = AskedForm(request.POST or None)
    if not form.is_valid():
        return HttpResponse(form.as_p())
    form.save()
    answer = HttpResponseRedirect("/request/")
    answer.status_code = 303
    return answer


def make_table():
    with connection.schema_editor() as editor:
        editor.create_model(Asked)


urlpatterns = [path("request/", ask)]
application = get_wsgi_application()
