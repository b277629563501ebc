"""The addresses of the door: only what staff need, and no way to sign up."""

from django.urls import path

from . import forgotten_views as forgotten
from . import invitation_views, own_views, views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("logout/", views.SignOut.as_view(), name="account_logout"),
    path("again/", views.PasswordAgain.as_view(), name="account_reauthenticate"),
    path("step/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path("step/again/", views.SecondStepAgain.as_view(), name="mfa_reauthenticate"),
    path("passkey/", views.PasskeyAlone.as_view(), name="mfa_login_webauthn"),
    path(
        "passkey/again/",
        views.PasskeyAgain.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path("forgotten/", forgotten.Forgotten.as_view(), name="account_reset_password"),
    path(
        "forgotten/<uidb64>/<token>/",
        forgotten.NewPasswordByMail.as_view(),
        name="account_reset_password_from_key",
    ),
    path("invitation/<str:token>/", invitation_views.accept, name="invitation"),
    path("", own_views.overview, name="mfa_index"),
    path("sessions/", own_views.end_sessions, name="end_sessions"),
    path(
        "password/",
        own_views.OwnPasswordChange.as_view(),
        name="account_change_password",
    ),
    path("app/", own_views.SetUpCodes.as_view(), name="mfa_activate_totp"),
    path("app/remove/", own_views.StopCodes.as_view(), name="mfa_deactivate_totp"),
    path("codes/", own_views.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path(
        "codes/file/",
        own_views.RecoveryCodesFile.as_view(),
        name="mfa_download_recovery_codes",
    ),
    path(
        "codes/new/",
        own_views.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path("passkeys/add/", own_views.NewPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        "passkeys/<int:pk>/", own_views.PasskeyName.as_view(), name="mfa_edit_webauthn"
    ),
    path(
        "passkeys/<int:pk>/remove/",
        own_views.NoPasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
]
