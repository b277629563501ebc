"""Addresses of what patients read."""

from datetime import date

from django.urls import path, register_converter

from .views import (
    calm,
    care_plan,
    codes,
    discovery,
    feedback,
    handouts,
    past,
    places,
    reading,
    searching,
)


class Day:
    """A day as 2026-11-23; one that no calendar has leads nowhere."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value):
        return date.fromisoformat(value)

    def to_url(self, value):
        return value.isoformat()


register_converter(Day, "day")

urlpatterns = [
    path("", reading.home, name="home"),
    path("articles/", reading.article_list, name="articles"),
    path("articles/<slug:slug>/", reading.article, name="article"),
    path("articles/<slug:slug>/handout/", handouts.handout, name="handout"),
    path("articles/<slug:slug>/handout.pdf", handouts.handout_pdf, name="handout_pdf"),
    path("articles/<slug:slug>/calm/", calm.view, name="article_calm"),
    path("articles/<slug:slug>/helpful/", feedback.helpful, name="helpful"),
    path("articles/<slug:slug>/helpful/<slug:said>/", feedback.thanks, name="thanks"),
    path("articles/<slug:slug>/history/", past.versions, name="article_history"),
    path("articles/<slug:slug>/as-of/<day:day>/", past.as_of, name="article_as_of"),
    path("treatments/", places.treatments, name="treatments"),
    path("treatments/<slug:slug>/", places.treatment, name="treatment"),
    path("costs/", places.fixed, {"place": "costs"}, name="costs"),
    path("privacy/", places.fixed, {"place": "privacy"}, name="privacy"),
    path(
        "accessibility/",
        places.fixed,
        {"place": "accessibility"},
        name="accessibility",
    ),
    path("help-now/", places.help_now, name="help_now"),
    path(
        "language-help/",
        places.fixed,
        {"place": "language_help"},
        name="language_help",
    ),
    path(
        "is-this-for-you/",
        places.fixed,
        {"place": "is_this_for_you"},
        name="is_this_for_you",
    ),
    path("team/", places.team, name="team"),
    path("locations/", places.locations, name="locations"),
    path("care-plan/", care_plan.care_plan, name="care_plan"),
    path("care-plan/calendar/", care_plan.calendar, name="care_plan_calendar"),
    path("check/", codes.check, name="check"),
    path("check/<str:code>/", codes.check_code, name="check_code"),
    path("search/", searching.page, name="search"),
    path("feed/", discovery.feed, name="feed"),
]
