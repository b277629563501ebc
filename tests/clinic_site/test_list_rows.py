"""Tables of the desk drawn with less work say what Django's own would say."""

import pytest
from django.contrib.admin.templatetags import admin_list as stock
from django.contrib.auth import get_user_model
from django.utils import translation

from appointments import triage
from clinic_site.templatetags import list_rows
from tests.builders import (
    NOON,
    make_article,
    make_clinic,
    make_person,
    make_publication,
    make_request,
)

REQUESTS = "/admin/appointments/appointmentrequest/"
ARTICLES = "/admin/articles/article/"


@pytest.fixture
def owner(client, db):
    make_clinic()
    owner = get_user_model().objects.create_superuser("owner")
    client.force_login(owner)
    return client


def rows_of(results):
    return [list(map(str, row)) for row in results]


@pytest.mark.parametrize(
    "address",
    [
        REQUESTS,
        f"{REQUESTS}?source__exact=website",
        f"{ARTICLES}?o=1",
        f"{ARTICLES}?stage__exact=about",
        f"{ARTICLES}?_popup=1",
        "/admin/auth/user/",
        "/admin/articles/revision/",
        "/admin/appointments/requestevent/",
    ],
)
def test_every_cell_of_a_list_is_what_django_would_have_drawn(owner, address):
    make_publication()
    make_article("<p>New</p>", title='<b>"Rest"</b>', stage="about")
    make_request()
    rosa = make_person("front_desk", first_name="<i>Rosa</i>")
    triage.take(make_request(language="es"), by=rosa, at=NOON)

    with translation.override("es"):
        changelist = owner.get(address).context["cl"]
        ours = rows_of(list_rows.desk_rows(changelist)["results"])
        djangos = rows_of(stock.results(changelist))

    assert ours
    assert ours == djangos
