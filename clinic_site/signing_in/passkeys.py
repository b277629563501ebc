"""What the browser's own dialogue for passkeys is handed, as text for an attribute."""

import json

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.serializers.json import DjangoJSONEncoder


def for_asking(context, user):
    """Return {passkey_options}: empty for who has no passkey."""
    mine = Authenticator.objects.filter(user_id=user.pk)
    if not mine.filter(type=Authenticator.Type.WEBAUTHN).exists():
        return {"passkey_options": ""}
    return {"passkey_options": as_text(context["js_data"]["request_options"])}


def for_making(user):
    """Return {passkey_options} for a passkey that can stand alone."""
    return {"passkey_options": as_text(auth.begin_registration(user, True))}


def as_text(options):
    return json.dumps(options, cls=DjangoJSONEncoder)
