"""The app that people ask through."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppointmentsConfig(AppConfig):
    name = "appointments"
    verbose_name = _("Requests")

    def ready(self):
        from clinic_site import demonstration, jobs
        from clinic_site import desk as staff_desk

        from . import checkpoints, dashboard, desk, reminders, retention, sending
        from .invented import load_replies, load_requests

        jobs.register("notices", sending.send_due, every=timedelta(seconds=5))
        jobs.register("reminders", reminders.owe_due, every=timedelta(minutes=1))
        jobs.register("checkpoints", checkpoints.make_due, every=timedelta(hours=1))
        jobs.register("retention", retention.erase_due, every=timedelta(hours=1))
        demonstration.register(load_replies)
        demonstration.register(load_requests)
        staff_desk.add_room(desk.ROOM)
        staff_desk.add_room(desk.RECORD)
        staff_desk.add_part(desk.part_for)
        staff_desk.add_part(desk.erasing_for)
        staff_desk.add_part(dashboard.part_for)
