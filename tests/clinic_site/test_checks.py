"""What the site refuses or warns of before it starts, each with a way out."""

from base64 import b64encode

import pytest
from django.core.checks import Error
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import override_settings

from clinic_site import checks, settings
from tests.builders import make_clinic

KEYS = [b64encode(bytes([number]) * 32).decode() for number in range(4)]
TLS = "smtp+tls://user:password@mail.clinic.example:587"


def found(check, **settings):
    """Return [(id, is it an error)] of what `check` says under these settings."""
    with override_settings(**settings):
        said = check(None)
    assert all(one.hint for one in said)
    return [(one.id, isinstance(one, Error)) for one in said]


def test_keys_of_their_own_are_fine():
    keys = {"SECRET_KEY": "long", "SEALING_KEYS": f"2:{KEYS[0]},1:{KEYS[1]}"}

    assert found(checks.keys_are_usable, INDEX_KEY=KEYS[2], **keys) == []


@pytest.mark.parametrize(
    "shared",
    [
        {"SECRET_KEY": KEYS[0]},
        {"SECRET_KEY": KEYS[2]},
        {"INDEX_KEY": KEYS[0]},
        {"INDEX_KEY": f"{KEYS[2]},{KEYS[1]}"},
        {"SEALING_KEYS": f"2:{KEYS[0]},1:{KEYS[0]}"},
    ],
    ids=["secret-seals", "secret-indexes", "same", "an-older-one", "one-twice"],
)
def test_a_key_that_does_two_things_is_refused(shared):
    keys = {
        "SECRET_KEY": "long",
        "SEALING_KEYS": f"2:{KEYS[0]},1:{KEYS[1]}",
        "INDEX_KEY": KEYS[2],
    }

    said = found(checks.keys_are_usable, **{**keys, **shared})

    assert said == [("clinic_site.E002", True)]


@pytest.mark.parametrize("name", ["SEALING_KEYS", "INDEX_KEY"])
def test_a_key_that_is_none_is_refused(name):
    assert ("clinic_site.E001", True) in found(checks.keys_are_usable, **{name: "1:x"})


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        (0o600, []),
        (0o640, []),
        (0o644, [("clinic_site.W007", False)]),
        (0o604, [("clinic_site.W007", False)]),
    ],
)
def test_a_file_with_keys_that_everybody_reads_is_named(tmp_path, mode, said):
    path = tmp_path / "sealing_keys"
    path.write_text(f"1:{KEYS[0]}")
    path.chmod(mode)

    assert found(checks.secrets_are_kept, SECRET_FILES=[path, tmp_path / "no"]) == said


@pytest.mark.parametrize(
    ("is_demo", "url", "hosts", "warns"),
    [
        (True, "http://localhost:8000", ["localhost", "127.0.0.1", "[::1]"], False),
        (True, "https://demo.clinic.example", ["demo.clinic.example"], True),
        (True, "http://localhost:8000", ["localhost", "*"], True),
        (True, "http://localhost.clinic.example", ["localhost"], True),
        (False, "https://www.clinic.example", ["www.clinic.example"], False),
    ],
)
def test_a_demonstration_for_everybody_is_warned_of(is_demo, url, hosts, warns):
    said = found(
        checks.demonstration_is_private, DEMO=is_demo, SITE_URL=url, ALLOWED_HOSTS=hosts
    )

    assert said == warns * [("clinic_site.W006", False)]


@pytest.mark.parametrize(
    ("mail", "warns"),
    [
        ({"EMAIL_URL": ""}, False),
        ({"EMAIL_URL": TLS, "EMAIL_USE_TLS": True}, False),
        ({"EMAIL_URL": TLS, "EMAIL_USE_SSL": True}, False),
        ({"EMAIL_URL": "smtp://127.0.0.1:25", "EMAIL_HOST": "127.0.0.1"}, False),
        ({"EMAIL_URL": "smtp://mail.clinic.example:25"}, True),
    ],
)
def test_mail_in_the_clear_is_warned_of(mail, warns):
    mail = {"EMAIL_HOST": "mail.clinic.example", **mail}

    assert found(checks.mail_is_encrypted, **mail) == warns * [
        ("clinic_site.W008", False)
    ]


@pytest.mark.parametrize(
    ("proxy", "warns"),
    [
        ({}, False),
        ({"FORWARDED_ALLOW_IPS": ["10.1.2.3"]}, False),
        ({"FORWARDED_ALLOW_IPS": ["*"]}, True),
        ({"SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https")}, True),
        ({"USE_X_FORWARDED_HOST": True}, True),
    ],
)
def test_believing_anybodys_proxy_headers_is_warned_of(proxy, warns):
    assert found(checks.proxy_is_known, **proxy) == warns * [
        ("clinic_site.W009", False)
    ]


@pytest.mark.parametrize(
    ("languages", "warns"), [("en es", False), ("en es fr", True), ("en tl", True)]
)
def test_a_language_without_words_is_warned_of(languages, warns):
    named = [(code, code) for code in languages.split()]

    assert found(checks.languages_have_words, LANGUAGES=named) == warns * [
        ("clinic_site.W010", False)
    ]


def test_a_language_that_django_cannot_name_is_named_by_the_clinic():
    assert settings.language("es") == ("es", "Español")
    assert settings.language("tl:Tagalog") == ("tl", "Tagalog")
    with pytest.raises(ImproperlyConfigured, match="tl:Name"):
        settings.language("tl")


@pytest.mark.django_db
def test_the_site_does_not_start_as_a_clinic_on_a_demonstrations_database():
    make_clinic(is_demonstration=True)

    with pytest.raises(SystemCheckError, match="born as a demonstration"):
        call_command("run_site")


@pytest.mark.django_db
@pytest.mark.parametrize(("is_demo", "refuses"), [(False, True), (True, False)])
def test_a_database_born_as_a_demonstration_never_becomes_a_clinics(is_demo, refuses):
    make_clinic(is_demonstration=True)

    with override_settings(DEMO=is_demo):
        said = checks.demonstration_stays_one(None, databases=["default"])

    assert [one.id for one in said] == refuses * ["clinic_site.E004"]
