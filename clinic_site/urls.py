"""Every address of the site: English at the root, other languages before the path."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from . import styleguide, views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("media/<str:name>", views.picture, name="picture"),
    path("accounts/", include("clinic_site.signing_in.urls")),
    path("admin/", admin.site.urls),
    path("", include("articles.machine_urls")),
    *i18n_patterns(
        path("request/", include("appointments.urls")),
        path("", include("articles.urls")),
        path("styleguide/", styleguide.page, name="styleguide"),
        prefix_default_language=False,
    ),
]

handler400 = "clinic_site.views.bad_request"
handler403 = "clinic_site.views.forbidden"
handler404 = "clinic_site.views.not_found"
handler500 = "clinic_site.views.server_error"
