"""What settings.py takes over for signing in: allauth's flows, our forms and limits.

Names alone: nothing here may import a model.
"""

SIGNING_IN = {
    "PASSWORD_RESET_TIMEOUT": 60 * 60,
    "ACCOUNT_ADAPTER": "clinic_site.signing_in.adapters.AccountAdapter",
    "ACCOUNT_FORMS": {
        "login": "clinic_site.signing_in.forms.SignInForm",
        "reauthenticate": "clinic_site.signing_in.forms.PasswordAgainForm",
    },
    "ACCOUNT_LOGIN_METHODS": {"username"},
    "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
    # Its own limits live in one process; ours hold across workers and restarts.
    "ACCOUNT_RATE_LIMITS": False,
    "MFA_RATE_LIMITS": False,
    "MFA_ADAPTER": "clinic_site.signing_in.adapters.FactorAdapter",
    "MFA_FORMS": {
        "authenticate": "clinic_site.signing_in.forms.CodeForm",
        "reauthenticate": "clinic_site.signing_in.forms.CodeAgainForm",
        "activate_totp": "clinic_site.signing_in.forms.SetUpCodesForm",
        "add_webauthn": "clinic_site.signing_in.forms.NewPasskeyForm",
        "edit_webauthn": "clinic_site.signing_in.forms.PasskeyNameForm",
    },
    "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes", "webauthn"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "AUTH_PASSWORD_VALIDATORS": [
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": 12},
        },
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    ],
}
