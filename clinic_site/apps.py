"""The building's app: settings checks, roles and database promises after migrate."""

from datetime import timedelta

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ClinicSiteConfig(AppConfig):
    name = "clinic_site"
    verbose_name = _("Clinic")

    def ready(self):
        from . import (
            checks,  # noqa: F401  checks register
            desk,
            first_day,
            first_steps,
            jobs,
            throttle,
            work_watch,
        )
        from .signing_in import failures, mail, sessions

        desk.add_part(work_watch.part_for)
        desk.add_part(first_day.part_for)
        first_day.register(*first_steps.STEPS)
        jobs.register("throttle", throttle.forget_full, every=timedelta(hours=1))
        jobs.register("sessions", sessions.forget_ended, every=timedelta(hours=1))
        jobs.register("failed_sign_ins", failures.write_down, every=timedelta(hours=1))
        jobs.register("door_mail", mail.send_due, every=timedelta(seconds=5))
        pre_migrate.connect(make_room, dispatch_uid="clinic_site")
        post_migrate.connect(keep_promises_and_roles, dispatch_uid="clinic_site")


def make_room(sender, plan=(), **kwargs):
    """Before an upgrade changes tables: see append_only.make_room."""
    from . import append_only

    if plan:
        append_only.make_room()


def keep_promises_and_roles(sender, **kwargs):
    """Once a migrate, after the last app: by then every table and permission is there.

    Django sends post_migrate for each app; doing all of it each time made every
    migrate, and every transactional test, several times slower.
    """
    from . import access, append_only

    # Apps without models are not asked.
    last = [app for app in apps.get_app_configs() if app.models_module][-1]
    if sender is last:
        append_only.put_in_place()
        access.give_roles()
