"""The app that people ask through."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppointmentsConfig(AppConfig):
    name = "appointments"
    verbose_name = _("Requests")

    def ready(self):
        from clinic_site import desk as staff_desk
        from clinic_site import jobs

        from . import desk, notices

        jobs.register("notices", notices.send_due, every=timedelta(seconds=5))
        staff_desk.add_room(desk.ROOM)
        staff_desk.add_part(desk.part_for)
