"""Opens every page, file and print of a site with planted words, and reads each.

Run in the environment of a demonstration site: python -m tests.browser.planted_pages.
It prints {"alive": {address: signs}, "showing": how many show the words, "open":
[addresses that a browser should see too], "kinds": [media types that were read]}.
"""

import json
import re
from urllib.parse import quote

import django

django.setup()

from django.contrib import admin  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402

from appointments.forms.exporting import ExportForm  # noqa: E402
from appointments.models import AppointmentRequest  # noqa: E402
from clinic_site.demonstration import PASSWORD  # noqa: E402
from tests.browser import signs_of_life  # noqa: E402
from tests.browser.planting import ADDRESS, OWNER, PAYLOAD, ask, plant  # noqa: E402

PUBLIC = [
    "/", "/articles/", "/team/", "/locations/", "/request/", "/help-now/", "/es/",
    f"/search/?q={quote(PAYLOAD)}", f"/check/?code={quote(PAYLOAD)}",
    f"/check/{quote(PAYLOAD, safe='')}/", f"/articles/{quote(PAYLOAD, safe='')}/",
    f"/articles/rest/helpful/{quote(PAYLOAD, safe='')}/",
]  # fmt: skip
# Pages with script of their own, or with more planted words than others.
FOR_THE_BROWSER = re.compile(
    r"/admin/$|appointmentrequest/(\?view=open|[\w-]{36}/change/)?$|requestevent/$"
    r"|article/\d+/change/|revision/\d+/change/|importrun/\d+/change/|clinic/1/"
    r"|cannedreply/\d+/change/|/handout/$|/status/|/check/\?|/search/\?"
)


def staff_addresses():
    """Return the desk's lists, forms and pages, of the newest rows of each record."""
    found = [reverse("admin:index")]
    for model, its_admin in admin.site._registry.items():
        rows = model.objects.order_by("-pk").values_list("pk", flat=True)[:1]
        if model is AppointmentRequest:
            asked = model.objects.order_by("-received_at")
            rows = asked.values_list("pk", flat=True)[:3]
            found.append(
                reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist")
                + "?view=open"
            )
        for pattern in its_admin.get_urls():
            if pattern.name and not pattern.name.endswith(("_delete", "_history")):
                found += _of(pattern, rows)
    return list(dict.fromkeys(found))


def _of(pattern, rows):
    names = list(pattern.pattern.converters)
    if not names:
        yield reverse(f"admin:{pattern.name}")
    elif len(names) == 1:
        for pk in rows:
            try:
                yield reverse(f"admin:{pattern.name}", args=[pk])
            except NoReverseMatch:
                return


def posted():
    """Return [(address, what is sent)] of what only a POST brings, or brings back."""
    requests = AppointmentRequest.objects.order_by("-received_at")[:3]
    fields = ExportForm.base_fields
    boxes = {
        name: [code for code, _words in field.choices]
        for name, field in fields.items()
        if name in ("request", "wishes", "contact", "note")
    }
    days = {"first": "2020-01-01", "last": "2099-12-31"}
    export, queue = "admin:appointments_request_export", "admin:appointments_request_"
    found = [
        (reverse(export), boxes | days | {"format": way}) for way in ("csv", "json")
    ]
    found.append((reverse(f"{queue}search"), {"q": PAYLOAD}))
    found.append((reverse("admin:appointments_figures"), {}))
    wrong = {"full_name": PAYLOAD, "phone": PAYLOAD, "email": PAYLOAD}
    found.append((reverse(f"{queue}by_telephone"), wrong))
    for row in requests:
        found.append((reverse(f"{queue}contact", args=[row.pk]), {}))
        found.append((reverse(f"{queue}fhir", args=[row.pk]), {"with_note": "1"}))
        said = {"note": PAYLOAD, "reason": PAYLOAD, "channel": PAYLOAD}
        found.append((reverse(f"{queue}step", args=[row.pk, "log"]), said))
    return found


PUBLIC_FORMS = [
    ("/request/", {"for_whom": "me", "full_name": PAYLOAD, "phone": PAYLOAD}),
    ("/care-plan/", {"treatment": PAYLOAD, "date": PAYLOAD, "minutes": PAYLOAD}),
    ("/request/status/", {"reference": PAYLOAD, "detail": ADDRESS}),
]


class Reader:
    """Reads answers and keeps what came alive, and which showed the words."""

    def __init__(self):
        self.alive, self.showing, self.kinds = {}, 0, set()

    def read(self, address, answer):
        if signs := signs_of_life.of(answer):
            self.alive[address] = signs
        self.showing += signs_of_life.shows_planted(answer)
        if signs_of_life.shows_planted(answer):
            self.kinds.add(signs_of_life.kind_of(answer))


def read_all():
    visits = ask()
    live = plant()
    reader, stranger = Reader(), Client(SERVER_NAME="localhost")
    owner = Client(SERVER_NAME="localhost")
    owner.post("/accounts/login/", {"username": OWNER, "password": PASSWORD})
    assert owner.get("/admin/").status_code == 200
    visits += [(owner, address) for address in staff_addresses()]
    visits += [(stranger, address) for address in PUBLIC + live]
    for client, address in visits:
        reader.read(address, client.get(address))
    for address, said in posted():
        reader.read(address, owner.post(address, said, follow=True))
    for address, said in PUBLIC_FORMS:
        reader.read(address, stranger.post(address, said))
    seen = [address for _client, address in visits if FOR_THE_BROWSER.search(address)]
    return {
        "alive": reader.alive,
        "showing": reader.showing,
        "kinds": sorted(reader.kinds),
        "open": seen,
    }


if __name__ == "__main__":
    print(json.dumps(read_all()))
