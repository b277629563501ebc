"""Log lines that say where to look and nothing about people."""

import json
import logging

import pytest

from clinic_site.logs import JsonLines

SECRET = "planted-health-words"


def line_of(
    name="django.request", message="Not Found: %s", args=(f"/x/{SECRET}",), **more
):
    record = logging.getLogger(name).makeRecord(
        name,
        logging.WARNING,
        "file.py",
        1,
        message,
        args,
        more.pop("exc_info", None),
        "handle",
        more or None,
    )
    return JsonLines().format(record)


def raised(words):
    try:
        raise ValueError(words)
    except ValueError as problem:
        return (ValueError, problem, problem.__traceback__)


def test_a_path_never_stands_in_a_log_line():
    assert SECRET not in line_of()


def test_a_librarys_own_words_never_stand_in_a_log_line():
    assert SECRET not in line_of(message=f"could not save {SECRET}", args=())


def test_the_words_of_an_exception_never_stand_in_a_log_line():
    written = line_of(exc_info=raised(SECRET))

    assert SECRET not in written
    assert json.loads(written)["exception"] == "ValueError"


def test_our_own_events_are_named():
    written = json.loads(
        line_of(name="clinic_site.jobs", message="work.job_failed", args=())
    )

    assert written["event"] == "work.job_failed"


@pytest.mark.parametrize("level", ["WARNING"])
def test_a_line_is_one_json_object(level):
    assert json.loads(line_of())["level"] == level.lower()
