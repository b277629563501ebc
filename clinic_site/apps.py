"""The building's app: settings checks, roles and database promises after migrate."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ClinicSiteConfig(AppConfig):
    name = "clinic_site"
    verbose_name = _("Clinic")

    def ready(self):
        from . import access, append_only, checks  # noqa: F401  checks register

        post_migrate.connect(append_only.put_in_place, dispatch_uid="append_only")
        post_migrate.connect(access.give_roles, dispatch_uid="access")
