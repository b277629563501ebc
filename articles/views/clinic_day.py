"""The day it is at the clinic, whatever clock the server keeps."""

from zoneinfo import ZoneInfo

from django.utils import timezone

from clinic_site import shell


def zone():
    return ZoneInfo(shell.current().time_zone)


def today():
    return timezone.now().astimezone(zone()).date()
