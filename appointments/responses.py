"""Answers that several views give."""

from django.http import HttpResponseRedirect


class SeeOther(HttpResponseRedirect):
    """What was sent is done: look there, by GET."""

    status_code = 303
