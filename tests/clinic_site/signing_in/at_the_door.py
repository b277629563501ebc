"""Coming in as a person does, for tests of the door itself."""

from django.test import Client
from django.urls import reverse

from tests.builders import code_of, make_code_app, make_person

PASSWORD = "three harbour words"
DESK = "/admin/"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/142.0"


class Person:
    """Somebody with a password and an app, at one device."""

    def __init__(self, role="front_desk", *, has_app=True, agent=WINDOWS, **fields):
        self.user = make_person(role, password=PASSWORD, **fields)
        self.secret = make_code_app(self.user) if has_app else ""
        self.client = Client(headers={"User-Agent": agent})

    def type_password(self, password=PASSWORD, **sent):
        said = {"username": self.user.username, "password": password}
        return self.client.post(reverse("account_login"), said, **sent)

    def type_code(self, code):
        return self.client.post(reverse("mfa_authenticate"), {"code": code})

    def come_in(self, at, *, steps=0):
        self.type_password()
        return self.type_code(code_of(self.secret, at, steps=steps))

    def is_in(self):
        return self.client.get(DESK).status_code == 200
